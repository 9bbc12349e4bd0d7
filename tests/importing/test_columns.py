"""Columns become the members of a profile; what has none is one of Attributes."""

from __future__ import annotations

from onefold.importing.columns import Place, places
from onefold.tables import ATTRIBUTES
from onefold.wire.model import customer_profiles


def test_columns_are_placed_in_the_order_of_a_profile() -> None:
    names = ["profile_id", "source", "EmailAddress", "LastName", "FirstName", "Address.City", "Gender"]
    assert places(names, [("FirstName", "first")]) == [
        Place("FirstName", "FirstName", None),
        Place("LastName", "LastName", None),
        Place("EmailAddress", "EmailAddress", None),
        Place("Address.City", "Address", "City"),
        Place("Gender", "GenderString", None),
    ]


def test_a_second_phone_goes_to_a_member_that_is_free() -> None:
    names = ["PhoneNumber", "PhoneNumber#2", "PhoneNumber#3", "HomePhoneNumber", "EmailAddress", "EmailAddress#2"]
    found = {place.column: place.member for place in places(names, [])}
    assert found["PhoneNumber#2"] == "BusinessPhoneNumber"
    assert found["PhoneNumber#3"] == "MobilePhoneNumber"
    assert found["EmailAddress#2"] == "PersonalEmailAddress"


def test_what_finds_no_member_is_an_attribute() -> None:
    phones = [f"PhoneNumber#{number}" for number in range(2, 7)]
    found = places(["PhoneNumber", *phones, "Address.City", "Address.City#2"], [])
    assert Place("PhoneNumber#6", "Attributes", "PhoneNumber_6") in found
    assert Place("Address.City#2", "Attributes", "Address.City_2") in found


def test_ids_are_an_attribute_by_the_name_of_their_column() -> None:
    assert places(["profile_id"], [("profile_id", "Customer No")]) == [Place("profile_id", "Attributes", "Customer No")]
    assert places(["profile_id"], []) == []
    assert places(["profile_id"], [("profile_id", "x" * 300)])[0].part == "x" * 255


def test_every_attribute_has_its_member_in_amazons_model_and_allows_the_same_length() -> None:
    members = customer_profiles()["CreateProfile"].input.members
    for place in places(list(ATTRIBUTES), []):
        shape = members[place.member].shape
        text = shape.members[place.part].shape if place.part else shape
        assert (text.type, text.min, text.max, text.enum, text.pattern) == ("string", 1, 255, (), None)
