"""Finding people, and everything about one."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import ResourceNotFoundError
from onefold.review.people import FOUND_MAX

JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com", "PhoneNumber": "555-010-0000"}
MARY = {"FirstName": "Mary", "LastName": "Major"}


def found(review: Any, text: str) -> list[str]:
    return [one.profile_id for one in review("FindPeople", Text=text)["Profiles"]]


@pytest.mark.parametrize(
    "text",
    ["John", "john doe", " JOHN ", "john@ex", "(555) 010-0000", "+1 555 010 0000", "555010", "Doe", "doe, j", "0000",
     "010-0000", "example.com", "@example"],
)  # fmt: skip
def test_people_are_found_by_parts_of_what_they_are_called_and_reached_by(review: Any, text: str) -> None:
    john, _ = review.people(JOHN, MARY)
    assert found(review, text) == [john]


@pytest.mark.parametrize("text", ["", "  ", "oe", "john mary", "%", "_", "ample.com", "1000", "\x00", "5" * 400])
def test_nobody_is_found_by_what_nobody_has(review: Any, text: str) -> None:
    review.people(JOHN, MARY)
    assert found(review, text) == []


def test_an_id_finds_its_profile_also_when_it_was_merged(review: Any) -> None:
    john, mary = review.people(JOHN, MARY)
    review.demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[mary])
    assert found(review, john) == found(review, mary.upper()) == [john]
    assert review("GetPerson", ProfileId=mary)["Person"].profile.profile_id == john


def test_many_are_cut(review: Any) -> None:
    review.people(*[MARY] * (FOUND_MAX + 5))
    assert len(found(review, "mary")) == FOUND_MAX


def test_a_person_has_history_merges_and_a_group(review: Any) -> None:
    john, mary, jon = review.people(JOHN, MARY, JOHN)
    (match_id,) = review.run((0.8, [john, jon]))
    review.demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[mary])
    person = review("GetPerson", ProfileId=john)["Person"]
    assert [one.event.action for one in person.history] == ["MERGED", "CREATED"]
    assert [one.profile_ids for one in person.merges] == [(mary,)]
    assert person.former_ids == [mary]
    assert person.group.match_id == match_id


def test_an_unknown_person_is_not_found(review: Any) -> None:
    with pytest.raises(ResourceNotFoundError):
        review("GetPerson", ProfileId="f" * 32)
