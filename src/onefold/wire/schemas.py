"""JSON Schemas made from the shapes of the model: what validation checks and what the OpenAPI document shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from onefold.wire.model import Shape

Schema = dict[str, Any]

JSON_TYPES: Final = {
    "structure": "object", "map": "object", "list": "array", "string": "string", "blob": "string",
    "integer": "integer", "long": "integer", "double": "number", "float": "number", "timestamp": "number",
    "boolean": "boolean",
}  # fmt: skip
"""Timestamps are epoch seconds, with a fraction if need be: ISO texts break the JavaScript SDK."""

BITS: Final = {"integer": 32, "long": 64}
LIMITS: Final = {
    "string": ("minLength", "maxLength"), "blob": ("minLength", "maxLength"), "list": ("minItems", "maxItems"),
    "map": ("minProperties", "maxProperties"),
}  # fmt: skip
RANGE: Final = ("minimum", "maximum")
UNIX_SECONDS: Final = (-62_135_596_800, 253_402_300_799)
"""The years 1 to 9999, which is what clients can hold in a date."""


def json_schema(shape: Shape) -> Schema:
    """The schema of a shape with everything inside it. Unknown members are allowed: newer SDKs may send them."""
    return schema_over(shape, json_schema)


def schema_over(shape: Shape, inner: Callable[[Shape], Schema]) -> Schema:
    """The schema of a shape; `inner` gives those of the shapes inside it, in full or as a reference."""
    schema: Schema = {"type": JSON_TYPES[shape.type]} | _limits(shape)
    if shape.pattern is not None:
        schema["pattern"] = anchored(shape.pattern)
    if shape.enum:
        schema["enum"] = list(shape.enum)
    if shape.type == "structure":
        schema["properties"] = {name: inner(member.shape) for name, member in shape.members.items()}
    if shape.required:
        schema["required"] = sorted(shape.required)
    if shape.union:
        schema |= {"minProperties": 1, "maxProperties": 1}
    if shape.type == "list" and shape.element:
        schema["items"] = inner(shape.element)
    if shape.type == "map" and shape.element and shape.key:
        schema |= {"propertyNames": inner(shape.key), "additionalProperties": inner(shape.element)}
    return schema


def answer_schema(shape: Shape) -> Schema:
    """The schema of what an operation may answer without any change: types and names, nothing unknown, no limits."""
    schema: Schema = {"type": JSON_TYPES[shape.type]}
    if shape.type == "structure":
        members = {name: answer_schema(member.shape) for name, member in shape.members.items()}
        schema |= {"properties": members, "additionalProperties": False, "required": sorted(shape.required)}
    if shape.type == "list" and shape.element:
        schema["items"] = answer_schema(shape.element)
    if shape.type == "map" and shape.element:
        schema["additionalProperties"] = answer_schema(shape.element)
    return schema


def limits_of(shape: Shape) -> tuple[float | None, float | None]:
    """The smallest and the largest number, length or size of a shape; None where there is no limit."""
    if shape.type in BITS:
        half = 2 ** (BITS[shape.type] - 1)
        return (-half if shape.min is None else shape.min), (half - 1 if shape.max is None else shape.max)
    if shape.type == "timestamp":
        return UNIX_SECONDS
    return shape.min, shape.max


def anchored(pattern: str) -> str:
    """A pattern of the model as one that a whole text must match.

    A pattern with an anchor of its own is meant as written: that of a resource ARN is a beginning only.
    """
    return pattern if pattern.startswith("^") or pattern.endswith("$") else f"^(?:{pattern})$"


def _limits(shape: Shape) -> Schema:
    names = LIMITS.get(shape.type, RANGE)
    return {name: limit for name, limit in zip(names, limits_of(shape), strict=True) if limit is not None}
