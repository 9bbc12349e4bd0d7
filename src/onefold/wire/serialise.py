"""From what an operation answers to the JSON text of its output shape.

An answer that does not fit the shape is a mistake of the server, never of the client: it raises AnswerError.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

import jsonschema_rs
import orjson

from onefold.wire.model import OperationModel, Shape
from onefold.wire.schemas import answer_schema

Writer = Callable[[Any], Any]
DECIMALS: Final = 3
"""Of a timestamp: AWS shows milliseconds at most."""

PYTHON_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "string": (str,), "boolean": (bool,), "integer": (int,), "long": (int,), "double": (int, float),
    "float": (int, float),
}  # fmt: skip


class AnswerError(TypeError):
    """An operation answered something that its output shape does not have."""


class Answer(NamedTuple):
    """The status and the body of an answer."""

    status: int
    body: bytes


def serialiser(operation: OperationModel) -> Callable[[Mapping[str, Any]], Answer]:
    """A function from the members of an answer to its status and JSON text.

    Members that are None are absent. Timestamps may be epoch seconds or datetimes with a time zone. Raises AnswerError
    for an unknown or missing member, a wrong type, NaN and infinities.
    """
    write = _structure(operation.output)
    status_name = next((n for n, m in operation.output.members.items() if m.location == "statusCode"), None)

    def serialise(answer: Mapping[str, Any]) -> Answer:
        written = write(answer)
        status = written.pop(status_name, None) if status_name else None
        return Answer(status or 200, orjson.dumps(written))

    return serialise


def _writer(shape: Shape) -> Writer:
    if shape.type == "timestamp":
        return _timestamp
    if shape.type == "structure":
        return _or_as_it_is(shape, _structure(shape))
    if shape.type == "list" and shape.element:
        return _or_as_it_is(shape, _list(shape, shape.element))
    if shape.type == "map" and shape.element:
        return _or_as_it_is(shape, _map(shape, shape.element))
    return _scalar(shape)


def _or_as_it_is(shape: Shape, write: Writer) -> Writer:
    """A page of a hundred matches is checked ten times as fast in one call as by a walk through its members."""
    if _holds_timestamp(shape):
        return write
    is_valid = jsonschema_rs.Draft202012Validator(answer_schema(shape)).is_valid
    return lambda value: value if is_valid(value) else write(value)


def _holds_timestamp(shape: Shape) -> bool:
    inner = [member.shape for member in shape.members.values()] + ([shape.element] if shape.element else [])
    return shape.type == "timestamp" or any(map(_holds_timestamp, inner))


def _structure(shape: Shape) -> Writer:
    writers = {name: _writer(member.shape) for name, member in shape.members.items()}
    required = shape.required

    def write(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise AnswerError(f"{shape.name} is a structure, not {type(value).__name__}")
        unknown = value.keys() - writers.keys()
        if unknown:
            raise AnswerError(f"{shape.name} has no member {', '.join(sorted(unknown))}")
        found = {name: writers[name](item) for name, item in value.items() if item is not None}
        if not required <= found.keys():
            raise AnswerError(f"{shape.name} needs {', '.join(sorted(required - found.keys()))}")
        return found

    return write


def _list(shape: Shape, element: Shape) -> Writer:
    writer = _writer(element)

    def write(value: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise AnswerError(f"{shape.name} is a list, not {type(value).__name__}")
        return [writer(item) for item in value]

    return write


def _map(shape: Shape, element: Shape) -> Writer:
    writer = _writer(element)

    def write(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise AnswerError(f"{shape.name} is a map, not {type(value).__name__}")
        return {key: writer(item) for key, item in value.items() if item is not None}

    return write


def _scalar(shape: Shape) -> Writer:
    kinds = PYTHON_TYPES[shape.type]

    def write(value: Any) -> Any:
        if not isinstance(value, kinds) or (isinstance(value, bool) and shape.type != "boolean"):
            raise AnswerError(f"{shape.name} is a {shape.type}, not {type(value).__name__}")
        if isinstance(value, float) and not math.isfinite(value):
            raise AnswerError(f"{shape.name} is {value}, which JSON does not have")
        return value

    return write


def _timestamp(value: Any) -> float:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise AnswerError("a timestamp needs a time zone")
        value = value.timestamp()
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise AnswerError("a timestamp is a number of seconds since 1970 or a datetime")
    return round(value, DECIMALS)
