"""RuleBasedMatching settings: what they mean and which are refused."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError
from onefold.rules import Rules, rules_of

DOCUMENTED = {
    "Enabled": True,
    "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["PhoneNumber", "LastName"]}],
    "MaxAllowedRuleLevelForMatching": 2,
    "MaxAllowedRuleLevelForMerging": 1,
    "AttributeTypesSelector": {
        "AttributeMatchingModel": "MANY_TO_MANY",
        "PhoneNumber": ["PhoneNumber", "HomePhoneNumber"],
        "EmailAddress": ["EmailAddress", "BusinessEmailAddress"],
        "Address": ["Address"],
    },
}


def test_the_documented_structure_is_read() -> None:
    assert rules_of(DOCUMENTED) == Rules(
        (("EmailAddress",), ("PhoneNumber", "LastName")),
        2,
        1,
        True,
        {
            "PhoneNumber": ("PhoneNumber", "HomePhoneNumber"),
            "EmailAddress": ("EmailAddress", "BusinessEmailAddress"),
            "Address": ("Address",),
        },
    )


def with_rules(*rules: list[str], **more: Any) -> dict[str, Any]:
    return {"Enabled": True, "MatchingRules": [{"Rule": rule} for rule in rules], **more}


def test_defaults_match_all_rules_and_merge_none() -> None:
    found = rules_of(with_rules(["EmailAddress"], ["LastName"], ["LastName"]))
    assert (found.matching_level_max, found.merging_level_max, found.many_to_many) == (3, 0, False)
    assert found.fields == {kind: (kind,) for kind in ("PhoneNumber", "EmailAddress", "Address")}


def test_there_may_be_more_rules_than_levels_and_more_levels_than_rules() -> None:
    rules = (["EmailAddress"], ["LastName"], ["FirstName"])
    found = rules_of(with_rules(*rules, MaxAllowedRuleLevelForMatching=2, MaxAllowedRuleLevelForMerging=2))
    assert (found.matching_level_max, found.merging_level_max) == (2, 2)
    found = rules_of(with_rules(*rules, MaxAllowedRuleLevelForMatching=15, MaxAllowedRuleLevelForMerging=15))
    assert (found.matching_level_max, found.merging_level_max) == (3, 3)


def test_an_attribute_twice_in_a_rule_counts_once() -> None:
    assert rules_of(with_rules(["LastName", "FirstName", "LastName"])).levels == (("LastName", "FirstName"),)


SPELLINGS = [
    ("Address", ["Address", "MaillingAddress"], ("Address", "MailingAddress")),
    ("Address", ["MailingAddress", "MaillingAddress"], ("MailingAddress",)),
    ("Address", ["BusinessAddress", "ShippingAddress"], ("BillingAddress", "ShippingAddress")),
    ("Address", ["BillingAddress"], ("BillingAddress",)),
    ("PhoneNumber", ["BusinessPhoneNumber", "MobilePhoneNumber"], ("BusinessPhoneNumber", "MobilePhoneNumber")),
    ("EmailAddress", ["PersonalEmailAddress"], ("PersonalEmailAddress",)),
]


@pytest.mark.parametrize(("kind", "given", "fields"), SPELLINGS)
def test_both_spellings_of_the_fields_of_a_type(kind: str, given: list[str], fields: tuple[str, ...]) -> None:
    selector = {"AttributeMatchingModel": "ONE_TO_ONE", kind: given}
    assert rules_of(with_rules(["LastName"], AttributeTypesSelector=selector)).fields[kind] == fields


LEGAL = [
    "AccountNumber", "Address.Address", "Address.City", "Address.Country", "Address.County", "Address.PostalCode",
    "Address.State", "Address.Province", "PhoneNumber", "EmailAddress", "BirthDate", "BusinessName", "FirstName",
    "MiddleName", "LastName", "Gender", "Attributes.tier", "Attributes.a.b",
]  # fmt: skip


def test_attributes_that_rules_may_name() -> None:
    assert rules_of(with_rules(LEGAL)).levels == (tuple(LEGAL),)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Enabled": True}, "needs MatchingRules"),
    (with_rules(), "needs MatchingRules"),
    (with_rules(["EmailAddress"], ["HomePhoneNumber"]), "HomePhoneNumber in the rule of level 2"),
    (with_rules(["Address"]), "Address in the rule of level 1"),
    (with_rules(["Address.Town"]), "Address.Town"),
    (with_rules(["ShippingAddress.City"]), "ShippingAddress.City"),
    (with_rules(["Attributes."]), "Attributes. in"),
    (with_rules(["FullName"]), "FullName"),
    (with_rules(["tier"]), "tier"),
    (
        with_rules(["LastName"], ["FirstName"], MaxAllowedRuleLevelForMatching=1, MaxAllowedRuleLevelForMerging=2),
        "Merging=2 is above MaxAllowedRuleLevelForMatching=1",
    ),
    (
        with_rules(["LastName"], AttributeTypesSelector={"AttributeMatchingModel": "ONE_TO_ONE", "Address": ["Home"]}),
        "AttributeTypesSelector.Address: Home is not one of Address, ShippingAddress",
    ),
    (
        with_rules(["A"], AttributeTypesSelector={"AttributeMatchingModel": "ONE_TO_ONE"}),
        "A in the rule of level 1",
    ),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_settings_that_make_no_sense_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequestError, match=words):
        rules_of(given)
