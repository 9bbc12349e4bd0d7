"""Which value stays: tables of two or three values of one attribute."""

from __future__ import annotations

from itertools import permutations

import pytest

from onefold.errors import BadRequestError
from onefold.merge import Profile, Resolution, Value, resolution
from onefold.merge.survivorship import provider

Given = list[tuple[str, int, int, str] | None]
"""Profiles as (id, created_at, value at, object type)."""

SURVIVORS: list[tuple[str, str, list[tuple[str, int, int, str]], str]] = [
    ("the most recent value wins", "", [("a", 1, 5, ""), ("b", 2, 9, "")], "b"),
    ("however old its profile is", "", [("a", 9, 9, ""), ("b", 1, 5, "")], "a"),
    ("at the same moment the oldest profile", "", [("a", 2, 5, ""), ("b", 1, 5, "")], "b"),
    ("of the same age the smallest id", "", [("b", 1, 5, ""), ("a", 1, 5, "")], "a"),
    ("the preferred source wins", "crm", [("a", 1, 5, "crm"), ("b", 2, 9, "shop")], "a"),
    ("both from the source: recency again", "crm", [("a", 1, 5, "crm"), ("b", 2, 9, "crm")], "b"),
    ("none from the source: recency too", "crm", [("a", 1, 5, "shop"), ("b", 2, 9, "")], "b"),
    ("two of three from the source", "crm", [("a", 1, 5, "crm"), ("b", 2, 9, ""), ("c", 3, 7, "crm")], "c"),
    ("recency knows no source", "", [("a", 1, 5, "crm"), ("b", 2, 9, "")], "b"),
]


@pytest.mark.parametrize(("source", "given", "survivor"), [row[1:] for row in SURVIVORS], ids=[r[0] for r in SURVIVORS])
def test_the_survivor(source: str, given: list[tuple[str, int, int, str]], survivor: str) -> None:
    profiles = [Profile(one, created, {"FirstName": Value(one, at, kind)}) for one, created, at, kind in given]
    for order in permutations(profiles):
        found = provider("FirstName", order, Resolution(source))
        assert found is not None
        assert found.profile_id == survivor


def test_a_missing_value_never_wins() -> None:
    with_value = Profile("a", 1, {"LastName": Value("Lee", 1, "")})
    without = Profile("b", 2, {"FirstName": Value("Ann", 9, "")})
    assert provider("LastName", [with_value, without], Resolution()) is with_value
    assert provider("PhoneNumber", [with_value, without], Resolution()) is None


def test_amazons_structure_is_read() -> None:
    assert resolution(None) == Resolution()
    assert resolution({"ConflictResolvingModel": "RECENCY", "SourceName": "crm"}) == Resolution()
    assert resolution({"ConflictResolvingModel": "SOURCE", "SourceName": "FirstName"}) == Resolution("FirstName")


@pytest.mark.parametrize("name", [{}, {"SourceName": ""}])
def test_source_without_a_name_is_refused(name: dict[str, str]) -> None:
    with pytest.raises(BadRequestError, match="SourceName"):
        resolution({"ConflictResolvingModel": "SOURCE", **name})
