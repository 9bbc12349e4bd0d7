"""The RuleBasedMatching settings of a domain: checked and made ready for use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onefold.errors import BadRequestError
from onefold.tables import ADDRESS_PARTS, ADDRESSES, EMAILS, PHONES

PLAIN: Final = ("AccountNumber", "BirthDate", "BusinessName", "FirstName", "MiddleName", "LastName", "Gender")
"""Attributes that a rule names as they are; beside them `Attributes.KEY`."""
TYPES: Final[Mapping[str, tuple[str, ...]]] = {"PhoneNumber": PHONES, "EmailAddress": EMAILS, "Address": ADDRESSES}
"""Attribute types and the fields of a profile that can be of them."""
STREET: Final = "Address"
"""The part of an address that stands for its street lines together, in a rule `Address.Address`."""
_SPELLINGS: Final = {"MaillingAddress": "MailingAddress", "BusinessAddress": "BillingAddress"}
"""Names in Amazon's documentation for fields that the service model spells otherwise."""


@dataclass(frozen=True)
class Rules:
    """levels: the attributes of each rule, level 1 first. fields: by attribute type, the fields that are compared.

    matching_level_max: rules up to this level make matches. merging_level_max: up to this level they merge, 0 = none.
    many_to_many: whether a value of one field may equal a value of another field of its type.
    """

    levels: tuple[tuple[str, ...], ...]
    matching_level_max: int
    merging_level_max: int
    many_to_many: bool
    fields: Mapping[str, tuple[str, ...]]


def rules_of(given: Mapping[str, Any]) -> Rules:
    """Read a RuleBasedMatching structure that is enabled.

    A level that is absent: all rules match, none merges. A type that the selector does not list is compared by the
    field of its own name, ONE_TO_ONE without a selector. Levels beyond the last rule are legal and mean the last.
    Raises BadRequestError without rules, for an attribute that no rule can have, an unknown field in the selector, and
    a merging level above the matching level.
    """
    levels = tuple(tuple(dict.fromkeys(rule["Rule"])) for rule in given.get("MatchingRules", ()))
    if not levels:
        raise BadRequestError("RuleBasedMatching needs MatchingRules when it is enabled.")
    for level, rule in enumerate(levels, 1):
        for name in rule:
            _refuse_unknown(name, level)
    matching = min(given.get("MaxAllowedRuleLevelForMatching", len(levels)), len(levels))
    merging = min(given.get("MaxAllowedRuleLevelForMerging", 0), len(levels))
    if merging > matching:
        raise BadRequestError(
            f"MaxAllowedRuleLevelForMerging={merging} is above MaxAllowedRuleLevelForMatching={matching}; profiles "
            "that merge must match."
        )
    selector = given.get("AttributeTypesSelector", {})
    many_to_many = selector.get("AttributeMatchingModel") == "MANY_TO_MANY"
    fields = {kind: _fields(kind, selector.get(kind)) for kind in TYPES}
    return Rules(levels, matching, merging, many_to_many, fields)


def _refuse_unknown(name: str, level: int) -> None:
    whole, _, part = name.partition(".")
    legal = (
        name in PLAIN
        or name in ("PhoneNumber", "EmailAddress")
        or (whole == "Address" and part in (STREET, *ADDRESS_PARTS))
        or (whole == "Attributes" and part)
    )
    if not legal:
        known = ", ".join((*PLAIN, "PhoneNumber", "EmailAddress"))
        raise BadRequestError(
            f"MatchingRules: {name} in the rule of level {level} cannot be matched. Expected {known}, "
            f"Address.{STREET}, Address.City or another part, or Attributes.KEY. Further phone, e-mail and address "
            "fields are listed in AttributeTypesSelector."
        )


def _fields(kind: str, given: Sequence[str] | None) -> tuple[str, ...]:
    fields = tuple(dict.fromkeys(_SPELLINGS.get(name, name) for name in given or (kind,)))
    unknown = [name for name in fields if name not in TYPES[kind]]
    if unknown:
        known = ", ".join(TYPES[kind])
        raise BadRequestError(f"AttributeTypesSelector.{kind}: {unknown[0]} is not one of {known}.")
    return fields
