"""The service model as plain data: the only place that imports botocore.

botocore ships the model of the Customer Profiles API as JSON. Everything the wire knows of the API, its routes, types
and limits, comes from there, so a newer botocore brings newer operations without a change here. What
Onefold has beside it is a model of the same format.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from botocore.loaders import Loader

SERVICE: Final = "customer-profiles"
SIGNING_NAME: Final = "profile"
"""What botocore, the CLI and the JavaScript SDK write into the credential scope for this service."""

NOTHING: Final[dict[str, Any]] = {"type": "structure", "members": {}}


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A type of the model with its limits.

    type: structure, list, map, string, integer, long, double, float, boolean, timestamp or blob.
    element: of a list its items, of a map its values; key: of a map.
    min, max: of a number its range, of a string its length in characters, of a list or map its size.
    sensitive: its values are personal data and appear in no message. union: exactly one member is given.
    """

    name: str
    type: str
    members: Mapping[str, Member]
    required: frozenset[str]
    element: Shape | None
    key: Shape | None
    min: float | None
    max: float | None
    pattern: str | None
    enum: tuple[str, ...]
    sensitive: bool
    union: bool


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A member of a structure: its name, where it travels (uri, querystring, statusCode, stream, body) and as what."""

    name: str
    location: str
    wire_name: str
    shape: Shape


@dataclass(frozen=True, slots=True, eq=False)
class OperationModel:
    """One operation: how it is called, what it takes, what it answers, which errors it names (type to HTTP status)."""

    name: str
    method: str
    uri: str
    input: Shape
    output: Shape
    errors: Mapping[str, int]

    def input_at(self, *locations: str) -> dict[str, Member]:
        """The input members that travel at one of the locations, by name."""
        return {name: member for name, member in self.input.members.items() if member.location in locations}


Model = Mapping[str, OperationModel]
"""All operations of a service by name."""


@cache
def customer_profiles() -> Model:
    """The newest Customer Profiles model that the installed botocore has. Takes about 20 ms, once."""
    return model_of(Loader().load_service_model(SERVICE, "service-2"))


@cache
def onefold_v1() -> Model:
    """The operations that Amazon's API does not have: a model in the same format, which may use Amazon's shapes."""
    own = json.loads(files("onefold.wire").joinpath("onefold-v1.json").read_text(encoding="utf-8"))
    shapes = Loader().load_service_model(SERVICE, "service-2")["shapes"]
    return model_of({**own, "shapes": {**shapes, **own["shapes"]}})


def model_of(document: Mapping[str, Any]) -> Model:
    """The operations of a service described in botocore's service-2 format; its shapes may not be recursive."""
    shapes = _Shapes(document["shapes"])
    return {name: _operation(name, text, shapes) for name, text in document["operations"].items()}


def _operation(name: str, text: Mapping[str, Any], shapes: _Shapes) -> OperationModel:
    errors = [shapes.texts[error["shape"]] | {"name": error["shape"]} for error in text.get("errors", ())]
    return OperationModel(
        name=name,
        method=text["http"]["method"],
        uri=text["http"]["requestUri"],
        input=shapes.named(text["input"]["shape"]) if "input" in text else shapes.made("Nothing", NOTHING),
        output=shapes.named(text["output"]["shape"]) if "output" in text else shapes.made("Nothing", NOTHING),
        errors={error["name"]: error["error"]["httpStatusCode"] for error in errors},
    )


class _Shapes:
    """Makes each named shape once."""

    def __init__(self, texts: Mapping[str, Any]) -> None:
        self.texts = texts
        self._made: dict[str, Shape] = {}

    def named(self, name: str) -> Shape:
        if name not in self._made:
            self._made[name] = self.made(name, self.texts[name])
        return self._made[name]

    def made(self, name: str, text: Mapping[str, Any]) -> Shape:
        inner = text.get("member") or text.get("value")
        stream = text.get("payload")
        return Shape(
            name=name,
            type=text["type"],
            members={key: self._member(key, member, key == stream) for key, member in text.get("members", {}).items()},
            required=frozenset(text.get("required", ())) - {stream},  # it is not there yet when the rest is checked
            element=self.named(inner["shape"]) if inner else None,
            key=self.named(text["key"]["shape"]) if "key" in text else None,
            min=text.get("min"),
            max=text.get("max"),
            pattern=text.get("pattern"),
            enum=tuple(text.get("enum", ())),
            sensitive=text.get("sensitive", False),
            union=text.get("union", False),
        )

    def _member(self, name: str, text: Mapping[str, Any], stream: bool) -> Member:
        location = "stream" if stream else text.get("location", "body")
        return Member(name, location, text.get("locationName", name), self.named(text["shape"]))
