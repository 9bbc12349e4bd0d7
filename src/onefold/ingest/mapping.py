"""What an object says: attributes of its profile, its keys, and since when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from onefold.errors import BadRequestError
from onefold.ingest.definition import CHOICES, UPDATED_AT, ObjectType
from onefold.ingest.timestamps import milliseconds_of

Canonical = Callable[[str, str, str], str]
"""(key name, ContentType, text) -> the canonical value of a search key."""

LENGTH_MAX: Final = 255
"""Characters of an attribute and of a key (service model)."""
LENGTHS_MAX: Final = {"AdditionalInformation": 1000}


@dataclass(frozen=True)
class MappedKey:
    """A key of an object with its canonical value. identifiers: Amazon's StandardIdentifiers."""

    name: str
    value: str
    identifiers: frozenset[str]

    @property
    def finds_profiles(self) -> bool:
        """Whether the profile that has the key is the object's. LOOKUP_ONLY by itself says so too, but beside ASSET,
        ORDER and their like it is for those."""
        return "PROFILE" in self.identifiers or self.identifiers == {"LOOKUP_ONLY"}


@dataclass(frozen=True)
class Mapped:
    """attributes: by name (`Address.City`, `Attributes.KEY`), what the object fills. inferred: what it fills beside
    that of a profile that it makes. unique_key: its own id, as the client wrote it. updated_at:
    milliseconds, None = the source does not say."""

    attributes: Mapping[str, str]
    inferred: Mapping[str, str]
    keys: tuple[MappedKey, ...]
    unique_key: str
    updated_at: int | None

    def as_first(self) -> Mapped:
        """What the object says when it makes a profile."""
        return replace(self, attributes={**self.inferred, **self.attributes})

    @property
    def document(self) -> dict[str, Any]:
        """The attributes in Amazon's form, addresses and Attributes nested."""
        document: dict[str, Any] = {}
        for attribute, text in self.attributes.items():
            whole, _, part = attribute.partition(".")
            if part:
                document.setdefault(whole, {})[part] = text
            else:
                document[whole] = text
        return document


def parse_object(text: str) -> dict[str, Any]:
    """Read the Object of a PutProfileObject request; BadRequestError unless it is a JSON object.

    Escapes can name what no database keeps: U+0000, and halves of a character.
    """
    try:
        source = _READER.decode(text)
        if "\\u" in text and "\0" in _strings_of(source):
            raise BadRequestError("A string of Object holds the character U+0000, which no database keeps")
    except (ValueError, RecursionError):
        source = None
    if not isinstance(source, dict):
        raise BadRequestError('Object is not a JSON object. Expected a text such as {"id": "1", "email": "..."}.')
    return source


def _strings_of(source: Any) -> str:
    """All strings of a JSON value, one after the other. Raises ValueError (UnicodeEncodeError) for half a character."""
    if isinstance(source, dict):
        return "".join(_strings_of(key) + _strings_of(value) for key, value in source.items())
    if isinstance(source, list):
        return "".join(map(_strings_of, source))
    return source.encode().decode() if isinstance(source, str) else ""


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(name)


_READER: Final = json.JSONDecoder(parse_constant=_refuse_constant)
"""Made once: json.loads makes one for every text."""


def map_object(kind: ObjectType, source: Mapping[str, Any], canonical: Canonical) -> Mapped:
    """Read an object by its type.

    EmailAddress and PhoneNumber are inferred from its first fields of those content types that have no Target. A key
    needs all its fields, but UNIQUE only one of them. An object of a type without keys is its own key.
    Raises BadRequestError, which names fields and no values, for an object without its UNIQUE key, a value that is too
    long or not one of the choices of its field, or a timestamp of another format.
    """
    texts = {name: field.source.read(source) for name, field in kind.fields.items()}
    filled = {field.target: texts[name] for name, field in kind.fields.items() if field.target and texts[name]}
    updated_at = filled.pop(UPDATED_AT, "")
    for attribute, text in filled.items():
        _refuse_value(attribute, text)
    return Mapped(
        filled,
        _inferred(kind, texts),
        _keys(kind, texts, canonical),
        _unique_key(kind, texts, source),
        milliseconds_of(updated_at, kind.timestamp_format) if updated_at else None,
    )


def _inferred(kind: ObjectType, texts: Mapping[str, str]) -> dict[str, str]:
    filled: dict[str, str] = {}
    for name, field in kind.fields.items():
        attribute = {"EMAIL_ADDRESS": "EmailAddress", "PHONE_NUMBER": "PhoneNumber"}.get(field.content_type)
        if attribute and not field.target and texts[name] and len(texts[name]) <= LENGTH_MAX:
            filled.setdefault(attribute, texts[name])
    return filled


def _refuse_value(attribute: str, text: str) -> None:
    length_max = LENGTHS_MAX.get(attribute, LENGTH_MAX)
    if len(text) > length_max:
        raise BadRequestError(f"The object's value for {attribute} has {len(text)} characters; at most {length_max}.")
    if attribute in CHOICES and text not in CHOICES[attribute]:
        raise BadRequestError(f"The object's value for {attribute} is none of {', '.join(CHOICES[attribute])}.")


def _keys(kind: ObjectType, texts: Mapping[str, str], canonical: Canonical) -> tuple[MappedKey, ...]:
    keys = []
    for rule in kind.keys:
        given = [(kind.fields[name].content_type, texts[name]) for name in rule.field_names if texts[name]]
        parts = [canonical(rule.name, content_type, text) for content_type, text in given]
        if len(parts) == len(rule.field_names) and all(parts):
            keys.append(MappedKey(rule.name, " ".join(parts)[:LENGTH_MAX], rule.identifiers))
    return tuple(keys)


def _unique_key(kind: ObjectType, texts: Mapping[str, str], source: Mapping[str, Any]) -> str:
    rule = next((key for key in kind.keys if "UNIQUE" in key.identifiers), None)
    if rule is None:
        return hashlib.sha256(json.dumps(source, sort_keys=True).encode()).hexdigest()[:32]
    unique = " ".join(texts[name] for name in rule.field_names)
    if not unique.strip() or len(unique) > LENGTH_MAX:
        missing = f"the object has no value for {' or '.join(rule.field_names)}"
        problem = f"it is longer than {LENGTH_MAX} characters" if unique.strip() else missing
        raise BadRequestError(f"The UNIQUE key {rule.name} cannot be made: {problem}.")
    return unique
