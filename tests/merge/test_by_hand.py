"""MergeProfiles requests: what is read from them, and what is refused with which words."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError
from onefold.merge import Fields, field_sources

A, B, C, D = (letter * 32 for letter in "abcd")


def request(others: list[str], sources: dict[str, Any] | None = None) -> dict[str, Any]:
    given = {"DomainName": "demo", "MainProfileId": A, "ProfileIdsToBeMerged": others}
    return given if sources is None else given | {"FieldSourceProfileIds": sources}


def test_no_sources_leave_the_choice_to_order() -> None:
    assert field_sources(request([B])) == Fields({})


def test_sources_name_a_profile_for_each_attribute() -> None:
    sources = {"FirstName": B, "Address": A, "Attributes": {"tier": C, "a.b": B}}
    expected = Fields({"FirstName": B, "Address": A, "Attributes.tier": C, "Attributes.a.b": B})
    assert field_sources(request([B, C], sources)) == expected


def test_twenty_profiles_can_be_merged() -> None:
    assert field_sources(request([f"{number:032x}" for number in range(20)])) == Fields({})


REFUSED: list[tuple[dict[str, Any], str]] = [
    (request([A, B]), f"names MainProfileId={A}"),
    (request([B, C, B]), f"names {B} more than once"),
    (request([]), "has 0 ids"),
    (request([f"{number:032x}" for number in range(21)]), "has 21 ids; it must have 1 to 20"),
    (request([B], {"FirstName": D}), f"FirstName is to come from {D}"),
    (request([B], {"Attributes": {"tier": D}}), f"Attributes is to come from {D}"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_a_request_that_makes_no_sense_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequestError, match=words):
        field_sources(given)


def test_a_refusal_does_not_repeat_the_key_of_a_custom_attribute() -> None:
    with pytest.raises(BadRequestError) as refusal:
        field_sources(request([B], {"Attributes": {"ann@example.com": D}}))
    assert "ann@example.com" not in str(refusal.value)
