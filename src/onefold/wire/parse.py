"""From a request to the members that its operation takes.

Readers are made once per shape, so a request costs one walk over what it sent. What has a wrong type is left as it is:
validation says so with the name of the member.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs

import orjson

from onefold.errors import BadRequestError
from onefold.wire.model import Member, OperationModel, Shape

Reader = Callable[[Any], Any]
INTEGER: Final = re.compile(r"-?[0-9]{1,19}")
BOOLEANS: Final = {"true": True, "false": False}
_ESCAPED: Final = re.compile("[%+]")
NUL: Final = "the character U+0000, which no database keeps"
QUERY_FIELDS_MAX: Final = 200
"""The most that an operation takes is 50 tag keys, beside the eight fields of a signed URL."""


def parser(operation: OperationModel) -> Callable[[Mapping[str, str], str, bytes], dict[str, Any]]:
    """A function from labels (decoded), query string (raw) and body to the request's members by name.

    Members that the operation does not have are ignored, and those that are null are absent. Timestamps stay numbers.
    Raises BadRequestError for a body that is no JSON object and for text that is no text.
    """
    query = operation.input_at("querystring")
    read_body = _structure({name: m.shape for name, m in operation.input_at("body").items()})
    has_body = bool(operation.input_at("body"))

    def parse(labels: Mapping[str, str], query_string: str, body: bytes) -> dict[str, Any]:
        request = read_body(_object(body)) if has_body and body else {}
        request.update(labels)
        if query and query_string:
            request.update(_query(query, query_string))
        if labels and any("\0" in value for value in labels.values()):
            raise BadRequestError(f"A label of the path holds {NUL}")
        return request

    return parse


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object of a body. orjson takes what the JSON standard takes: no NaN, no broken UTF-8, 1,024 levels."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:  # its text would quote the body
        raise BadRequestError(f"The body is no JSON: {error.msg} at byte {error.pos}") from None
    if not isinstance(found, dict):
        raise BadRequestError("The body must be a JSON object")
    if b"\\u0000" in body and b"\\u0000" in body.replace(rb"\\", b""):
        raise BadRequestError(f"A string of the body holds {NUL}")
    return found


def _query(members: Mapping[str, Member], query_string: str) -> dict[str, Any]:
    try:
        fields = _fields(query_string)
    except UnicodeDecodeError:
        raise BadRequestError("The query string is not UTF-8 text once its %-escapes are decoded") from None
    except ValueError:
        raise BadRequestError(f"The query string must have at most {QUERY_FIELDS_MAX} fields") from None
    found = {name: (m.shape, fields[m.wire_name]) for name, m in members.items() if m.wire_name in fields}
    if any("\0" in value for _, values in found.values() for value in values):
        raise BadRequestError(f"The query string holds {NUL}")
    return {name: _from_texts(shape, values) for name, (shape, values) in found.items()}


def _fields(query_string: str) -> dict[str, list[str]]:
    """As parse_qs, which takes five times as long: it is asked where something is escaped or a field comes twice."""
    if not _ESCAPED.search(query_string) and query_string.count("&") < QUERY_FIELDS_MAX:
        pairs = [pair.partition("=") for pair in query_string.split("&") if pair]
        fields = {name: [value] for name, _, value in pairs}
        if len(fields) == len(pairs):
            return fields
    return parse_qs(query_string, True, errors="strict", max_num_fields=QUERY_FIELDS_MAX)


def _from_texts(shape: Shape, values: list[str]) -> Any:
    if shape.type == "list":
        return values
    text = values[-1]
    if shape.type in ("integer", "long"):
        return int(text) if INTEGER.fullmatch(text) else text
    return BOOLEANS.get(text, text) if shape.type == "boolean" else text


def _reader(shape: Shape) -> Reader | None:
    """How a value of a shape is read; None when it stays as it is."""
    if shape.type == "structure":
        return _structure({name: member.shape for name, member in shape.members.items()})
    if shape.type in ("integer", "long"):
        return _whole
    if shape.element is None:
        return None
    return _list(_reader(shape.element)) if shape.type == "list" else _map(_reader(shape.element))


def _structure(shapes: Mapping[str, Shape]) -> Reader:
    readers = {name: _reader(shape) for name, shape in shapes.items()}

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        found = {}
        for name, item in value.items():
            if item is not None and name in readers:
                reader = readers[name]
                found[name] = item if reader is None else reader(item)
        return found

    return read


def _list(reader: Reader | None) -> Reader | None:
    if reader is None:
        return None
    return lambda value: [reader(item) for item in value] if isinstance(value, list) else value


def _map(reader: Reader | None) -> Reader:
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: reader(item) if reader else item for key, item in value.items() if item is not None}

    return read


def _whole(value: Any) -> Any:
    """1.0 is 1: JSON has one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
