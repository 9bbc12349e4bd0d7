"""A stored profile as merging sees it, and back."""

from __future__ import annotations

import pytest

from onefold.merge import Key, Stamp, Value, profile_of, text_of

DOCUMENT = {
    "FirstName": "Ann",
    "MiddleName": "B.",
    "LastName": "Lee",
    "Address": {"City": "Springfield", "PostalCode": "12345"},
    "EngagementPreferences": {"Phone": [{"KeyName": "_phone"}]},
    "Attributes": {"tier": "gold", "a.b": "dotted"},
}
PROFILE = profile_of(
    "a" * 32,
    100,
    DOCUMENT,
    {"FirstName": (250, "crm"), "Attributes.tier": (300, "shop")},
    keys=[("_phone", "5550100", 0)],
    objects={7: ("crm", 250)},
    former_ids=["b" * 32],
)


def test_every_attribute_has_its_origin_and_custom_ones_stand_by_themselves() -> None:
    assert PROFILE.values["FirstName"] == Value("Ann", 250, "crm")
    assert PROFILE.values["Attributes.tier"] == Value("gold", 300, "shop")


def test_a_value_of_unknown_origin_is_as_old_as_its_profile() -> None:
    assert PROFILE.values["LastName"] == Value("Lee", 100, "")


def test_an_address_is_one_attribute() -> None:
    assert PROFILE.values["Address"].content == DOCUMENT["Address"]


def test_the_document_comes_back_as_it_was() -> None:
    assert PROFILE.document == DOCUMENT
    assert profile_of("a" * 32, 100, PROFILE.document, PROFILE.origins).values == PROFILE.values


def test_keys_objects_and_former_ids_come_along() -> None:
    assert PROFILE.keys == {Key("_phone", "5550100", 0)}
    assert PROFILE.objects == {7: Stamp("crm", 250)}
    assert PROFILE.former_ids == {"b" * 32}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("FirstName", "Ann"),
        ("FullName", "Ann B. Lee"),
        ("Address.City", "Springfield"),
        ("Address.County", ""),
        ("Address", "12345 Springfield"),
        ("BillingAddress.City", ""),
        ("Attributes.tier", "gold"),
        ("tier", "gold"),
        ("Attributes.a.b", "dotted"),
        ("EngagementPreferences", ""),
        ("PhoneNumber", ""),
    ],
)
def test_criteria_read_attributes_parts_of_addresses_and_full_names(name: str, text: str) -> None:
    assert text_of(PROFILE.values, name) == text
