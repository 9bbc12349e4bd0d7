"""The rule keys of a profile: equal for two profiles exactly when the rule holds for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from onefold.rules.config import STREET, TYPES, Rules
from onefold.tables import GENDER_TEXT

Normalise = Callable[[str, str], str]
"""(attribute, text) -> the canonical value by which two texts are equal, or "" for a text that stands for none."""


class RuleKey(NamedTuple):
    """level: of the rule, from 1. key: 32 hexadecimal characters over the rule and the values; no value can be read
    from it without guessing it."""

    level: int
    key: str


def rule_keys(document: Mapping[str, Any], rules: Rules, normalise: Normalise) -> frozenset[RuleKey]:
    """The rule keys of a profile, up to the matching level.

    document: the profile in Amazon's form. A rule needs a value for each of its attributes; a missing one equals
    nothing. A rule with several fields of a type to compare has a key for each choice of one; all parts of an address
    in a rule are of the same address. ONE_TO_ONE keys contain the names of the chosen fields, so only the same fields
    agree; MANY_TO_MANY keys do not.
    """
    keys = set()
    for level, rule in enumerate(rules.levels[: rules.matching_level_max], 1):
        for fields in _choices(rule, rules):
            values = [_value(document, name, fields, normalise) for name in rule]
            if all(values):
                keys.add(RuleKey(level, _hash([rule, values, None if rules.many_to_many else sorted(fields.items())])))
    return frozenset(keys)


def _choices(rule: tuple[str, ...], rules: Rules) -> Iterator[dict[str, str]]:
    """Every choice of one field for each attribute type that the rule names: at most 4 x 4 x 3."""
    kinds = [kind for kind in TYPES if any(name.partition(".")[0] == kind for name in rule)]
    for fields in product(*(rules.fields[kind] for kind in kinds)):
        yield dict(zip(kinds, fields, strict=True))


def _value(document: Mapping[str, Any], name: str, fields: Mapping[str, str], normalise: Normalise) -> str:
    whole, _, part = name.partition(".")
    member = fields.get(whole, whole)
    content = document.get(member, "")
    if name == "Gender":
        content = content or document.get(GENDER_TEXT, "")
    if part == STREET and isinstance(content, Mapping):
        content = " ".join(filter(None, (content.get(f"Address{line}", "") for line in range(1, 5))))
    elif part:
        content = content.get(part, "") if isinstance(content, Mapping) else ""
    attribute = f"{member}.{part}" if part else member
    return normalise(attribute, content) if isinstance(content, str) and content else ""


def _hash(content: Any) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]
