"""Object types: a definition as Amazon writes it, checked and made ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from onefold.errors import BadRequestError
from onefold.ingest.sources import Source, source_of
from onefold.ingest.timestamps import refuse_unknown_format
from onefold.tables import ADDRESS_PARTS, ADDRESSES, EMAILS, PHONES

PROFILE_FIELDS: Final = (
    "AccountNumber", "AdditionalInformation", "PartyType", "BusinessName", "FirstName", "MiddleName", "LastName",
    "BirthDate", "Gender", *PHONES, *EMAILS, "PartyTypeString", "GenderString", "ProfileType",
)  # fmt: skip
"""Standard fields of a profile that hold a text (service model)."""
CHOICES: Final = {
    "PartyType": ("INDIVIDUAL", "BUSINESS", "OTHER"),
    "Gender": ("MALE", "FEMALE", "UNSPECIFIED"),
    "ProfileType": ("PROFILE", "ACCOUNT_PROFILE"),
}
UPDATED_AT: Final = "SourceLastUpdatedTimestamp"
KEYS_MAX: Final = 10
"""Keys of an object type (quota page)."""
_ONLY_BY_ITSELF: Final = ("AllowProfileCreation", "SourceLastUpdatedTimestampFormat", "Fields", "Keys")


@dataclass(frozen=True)
class Field:
    """source: where the value is. target: what it fills, without `_profile.`; "" = nothing of the profile."""

    source: Source
    target: str
    content_type: str


@dataclass(frozen=True)
class KeyRule:
    """A key of the objects: its name, the fields whose values make it, and Amazon's StandardIdentifiers."""

    name: str
    field_names: tuple[str, ...]
    identifiers: frozenset[str]


@dataclass(frozen=True)
class ObjectType:
    """How objects of one type are read. Keys are in the order of the definition."""

    fields: Mapping[str, Field]
    keys: tuple[KeyRule, ...]
    allow_profile_creation: bool
    timestamp_format: str


def object_type(given: Mapping[str, Any]) -> ObjectType:
    """Read a definition: the members of PutProfileObjectType.

    Raises BadRequestError for a template (there are none), a Source or Target that cannot be, an unknown field in a
    key, more than ten keys, or keys of which not exactly one is UNIQUE. A definition without keys is legal.
    """
    _refuse_template(given)
    refuse_unknown_format(timestamp_format := given.get("SourceLastUpdatedTimestampFormat", ""))
    fields = {name: _field(name, field) for name, field in given.get("Fields", {}).items()}
    keys = tuple(
        KeyRule(name, tuple(rule.get("FieldNames", ())), frozenset(rule.get("StandardIdentifiers", ())))
        for name, rules in given.get("Keys", {}).items()
        for rule in rules
    )
    _refuse_wrong_keys(keys, fields, len(given.get("Keys", {})))
    return ObjectType(fields, keys, given.get("AllowProfileCreation", False), timestamp_format)


def columns_of(kind: ObjectType) -> list[str]:
    """The members of the top level that the fields read: what the header of a table must have."""
    return list(dict.fromkeys(name for field in kind.fields.values() for name in field.source.members))


def key_content_types(given: Mapping[str, Any], key_name: str) -> set[str]:
    """The ContentTypes of the fields that make a key, by a definition as Amazon writes it; none if it has no such."""
    rules = given.get("Keys", {}).get(key_name, ())
    return {given["Fields"][name].get("ContentType", "STRING") for rule in rules for name in rule["FieldNames"]}


def _refuse_template(given: Mapping[str, Any]) -> None:
    if template := given.get("TemplateId"):
        for member in _ONLY_BY_ITSELF:
            if member in given:
                raise BadRequestError(f"{member} cannot be given together with TemplateId={template}.")
        raise BadRequestError(f"TemplateId={template}: this server has no templates. Define Fields and Keys.")


def _field(name: str, given: Mapping[str, Any]) -> Field:
    where = f"Fields.{name}"
    if "Source" not in given:
        raise BadRequestError(f"{where} needs a Source, such as _source.{name}.")
    return Field(
        source_of(given["Source"], where), _target(given.get("Target", ""), where), given.get("ContentType", "STRING")
    )


def _target(target: str, where: str) -> str:
    """A target in the profile. Those of Amazon's other standard objects (_order.Status) fill nothing here."""
    root, _, path = target.partition(".")
    if not target or (root != "_profile" and root.startswith("_") and path):
        return ""
    whole, _, part = path.partition(".")
    legal = (
        path in PROFILE_FIELDS
        or path == UPDATED_AT
        or (whole in ADDRESSES and part in ADDRESS_PARTS)
        or (whole == "Attributes" and part)
    )
    if root != "_profile" or not legal:
        raise BadRequestError(
            f"{where}: Target={target} is not a field of a profile. Expected _profile.FirstName or another standard "
            f"field, _profile.Address.City, _profile.Attributes.KEY or _profile.{UPDATED_AT}."
        )
    return path


def _refuse_wrong_keys(keys: tuple[KeyRule, ...], fields: Mapping[str, Field], names: int) -> None:
    for key in keys:
        unknown = [name for name in key.field_names if name not in fields]
        if unknown or not key.field_names:
            problem = f"names {unknown[0]}, which is not in Fields" if unknown else "has no FieldNames"
            raise BadRequestError(f"Keys.{key.name} {problem}.")
    if names > KEYS_MAX:
        raise BadRequestError(f"Keys has {names} keys; at most {KEYS_MAX} are allowed.")
    unique = sum("UNIQUE" in key.identifiers for key in keys)
    if keys and unique != 1:
        raise BadRequestError(f"Keys has {unique} keys with the StandardIdentifier UNIQUE; exactly one is needed.")
