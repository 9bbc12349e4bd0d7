"""Two profiles share a rule key exactly when the rule holds for them: tables, and the slow way beside it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold import canonical
from onefold.rules import RuleKey, Rules, rule_keys, rules_of

PHONES = ["PhoneNumber", "HomePhoneNumber"]
MAILS = ["EmailAddress", "BusinessEmailAddress"]


def rules(*levels: list[str], model: str = "ONE_TO_ONE", **selector: list[str]) -> Rules:
    chosen = {"PhoneNumber": PHONES, "EmailAddress": MAILS, "Address": ["Address", "ShippingAddress"]} | selector
    return rules_of(
        {
            "MatchingRules": [{"Rule": rule} for rule in levels],
            "AttributeTypesSelector": {"AttributeMatchingModel": model, **chosen},
        }
    )


def keys(document: dict[str, Any], how: Rules) -> frozenset[RuleKey]:
    return rule_keys(document, how, canonical.by_attribute)


ROME = {"City": "Rome", "PostalCode": "00100", "Address1": "Via Uno 1"}
CASES: list[tuple[str, list[str], dict[str, Any], dict[str, Any], bool, bool]] = [
    ("equal", ["LastName"], {"LastName": "Lee"}, {"LastName": "LEE"}, True, True),
    ("different", ["LastName"], {"LastName": "Lee"}, {"LastName": "Leigh"}, False, False),
    ("missing in both", ["LastName"], {}, {}, False, False),
    ("one of two missing", ["LastName", "FirstName"], {"LastName": "Lee"}, {"LastName": "Lee"}, False, False),
    ("all of two", ["LastName", "FirstName"], *[{"LastName": "Lee", "FirstName": "Ann"}] * 2, True, True),
    (
        "formats of a phone",
        ["PhoneNumber"],
        {"PhoneNumber": "+15550100000"},
        {"PhoneNumber": "555-010-0000"},
        True,
        True,
    ),
    ("no phone", ["PhoneNumber"], {"PhoneNumber": "n/a"}, {"PhoneNumber": "n/a"}, False, False),
    (
        "phone and home phone",
        ["PhoneNumber"],
        {"PhoneNumber": "5550100000"},
        {"HomePhoneNumber": "5550100000"},
        False,
        True,
    ),
    ("a phone not selected", ["PhoneNumber"], *[{"MobilePhoneNumber": "5550100000"}] * 2, False, False),
    (
        "mail and business mail",
        ["EmailAddress"],
        {"EmailAddress": "a@x.org"},
        {"BusinessEmailAddress": "A@X.org"},
        False,
        True,
    ),
    ("the same further mail", ["EmailAddress"], *[{"BusinessEmailAddress": "a@x.org"}] * 2, True, True),
    ("city", ["Address.City"], {"Address": ROME}, {"Address": {"City": "ROME"}}, True, True),
    (
        "city of another address",
        ["Address.City"],
        {"Address": ROME},
        {"ShippingAddress": {"City": "Rome"}},
        False,
        True,
    ),
    (
        "street lines together",
        ["Address.Address"],
        {"Address": {"Address1": "Via Uno", "Address2": "1"}},
        {"Address": ROME},
        True,
        True,
    ),
    (
        "parts of two addresses do not add up",
        ["Address.City", "Address.PostalCode"],
        {"Address": ROME},
        {"Address": {"City": "Rome"}, "ShippingAddress": {"PostalCode": "00100"}},
        False,
        False,
    ),
    ("custom", ["Attributes.tier"], {"Attributes": {"tier": "Gold"}}, {"Attributes": {"tier": "gold"}}, True, True),
    (
        "another custom key",
        ["Attributes.tier"],
        {"Attributes": {"tier": "x"}},
        {"Attributes": {"level": "x"}},
        False,
        False,
    ),
    (
        "both forms of gender",
        ["Gender", "LastName"],
        {"Gender": "FEMALE", "LastName": "Lee"},
        {"GenderString": "female", "LastName": "Lee"},
        True,
        True,
    ),
    (
        "phone and mail of one choice each",
        ["PhoneNumber", "EmailAddress"],
        {"PhoneNumber": "5550100000", "EmailAddress": "a@x.org"},
        {"HomePhoneNumber": "5550100000", "EmailAddress": "a@x.org"},
        False,
        True,
    ),
]


@pytest.mark.parametrize(
    ("rule", "one", "other", "one_to_one", "many_to_many"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_profiles_that_agree_on_a_rule_share_a_key(
    rule: list[str], one: dict[str, Any], other: dict[str, Any], one_to_one: bool, many_to_many: bool
) -> None:
    for model, expected in (("ONE_TO_ONE", one_to_one), ("MANY_TO_MANY", many_to_many)):
        how = rules(rule, model=model)
        assert bool(keys(one, how) & keys(other, how)) is expected


def test_a_key_has_the_level_of_its_rule() -> None:
    how = rules(["EmailAddress"], ["LastName"], ["FirstName"])
    assert {key.level for key in keys({"LastName": "Lee", "FirstName": "Ann"}, how)} == {2, 3}


def test_rules_beyond_the_matching_level_give_no_keys() -> None:
    how = rules_of(
        {"MatchingRules": [{"Rule": ["LastName"]}, {"Rule": ["FirstName"]}], "MaxAllowedRuleLevelForMatching": 1}
    )
    assert {key.level for key in keys({"LastName": "Lee", "FirstName": "Ann"}, how)} == {1}


def test_values_cannot_be_read_from_keys_nor_flow_into_each_other() -> None:
    how = rules(["FirstName", "LastName"])
    one, other = (keys({"FirstName": first, "LastName": last}, how) for first, last in (("a b", "c"), ("a", "b c")))
    assert not one & other
    assert all(len(key) == 32 and int(key, 16) >= 0 for _, key in one)


def test_a_profile_with_everything_has_a_key_for_each_choice() -> None:
    everything = {name: f"555010000{at}" for at, name in enumerate(PHONES)}
    everything |= {name: f"{name}@x.org" for name in MAILS}
    document: dict[str, Any] = {**everything, "Address": {"City": "Rome"}, "ShippingAddress": {"City": "Oslo"}}
    assert len(keys(document, rules(["PhoneNumber", "EmailAddress", "Address.City"]))) == 2 * 2 * 2


TEXTS = {
    "PhoneNumber": st.sampled_from(["5550100000", "+1 555 010 0000", "5550100001", "n/a"]),
    "EmailAddress": st.sampled_from(["a@x.org", "A@x.org", "b@x.org"]),
    "LastName": st.sampled_from(["Lee", "LEE", "Ray"]),
}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name in (*PHONES, *MAILS, "LastName"):
        kind = next(kind for kind in TEXTS if name.endswith(kind))
        if (text := draw(st.none() | TEXTS[kind])) is not None:
            document[name] = text
    return document


def agree(one: dict[str, Any], other: dict[str, Any], rule: list[str], how: Rules) -> bool:
    """The rule as a person reads it: each attribute has an equal value in a pair of fields that may be compared."""

    def holds(name: str) -> bool:
        fields = how.fields.get(name, (name,))
        pairs = product(fields, fields) if how.many_to_many else zip(fields, fields, strict=True)
        values = (
            [canonical.by_attribute(f, d.get(f, "")) for f, d in zip(pair, (one, other), strict=True)] for pair in pairs
        )
        return any(a == b != "" for a, b in values)

    return all(map(holds, rule))


@given(
    documents(),
    documents(),
    st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, max_size=3, unique=True),
    st.sampled_from(["ONE_TO_ONE", "MANY_TO_MANY"]),
)
@settings(max_examples=300, deadline=None)
def test_keys_say_what_the_rule_says(one: dict[str, Any], other: dict[str, Any], rule: list[str], model: str) -> None:
    how = rules(rule, model=model)
    assert bool(keys(one, how) & keys(other, how)) is agree(one, other, rule, how)
