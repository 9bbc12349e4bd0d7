"""Records of merges: they survive JSON, and know what the merged profile was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from onefold.merge import (
    ATTRIBUTE,
    MERGED,
    Fields,
    Key,
    Manner,
    MergeRecord,
    Profile,
    Resolution,
    Stamp,
    Value,
    merged,
    read_record,
    record_of,
    written_record,
)

MAIN = Profile("a", 1, {"FirstName": Value("Ann", 1, ""), "Address": Value({"City": "Rome"}, 2, "crm")})
OTHER = Profile(
    "b",
    2,
    {"FirstName": Value("Bea", 3, "crm"), "Attributes.tier": Value("gold", 3, "crm")},
    frozenset({Key("loyalty", "7", -1), Key("_phone", "5550100", 4)}),
    {4: Stamp("crm", 3)},
    frozenset({"z"}),
)
MANNERS: list[Manner] = [
    Resolution(),
    Resolution("crm"),
    Fields({}),
    Fields({"FirstName": "b", "Attributes.tier": "a"}),
]


def keys_of(document: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {("_first", document["FirstName"])} if "FirstName" in document else set()


def with_own_keys(profile: Profile) -> Profile:
    return replace(profile, keys=profile.keys | {Key(*key, ATTRIBUTE) for key in keys_of(profile.document)})


@pytest.mark.parametrize("manner", MANNERS)
def test_a_record_comes_back_from_json_as_it_was(manner: Manner) -> None:
    record = record_of("m", with_own_keys(MAIN), [with_own_keys(OTHER)], manner, keys_of)
    assert read_record(json.loads(json.dumps(written_record(record)))) == record


@pytest.mark.parametrize("manner", MANNERS)
def test_a_record_knows_the_merged_profile(manner: Manner) -> None:
    assert record_of("m", MAIN, [OTHER], manner).after == merged(MAIN, [OTHER], manner)


def test_what_was_chosen_stays_chosen_when_the_rules_change() -> None:
    record = MergeRecord("m", (MAIN, OTHER), Resolution(), {"FirstName": "a"})
    assert record.after.values == {"FirstName": Value("Ann", 1, "")}


@pytest.mark.parametrize(("manner", "lost"), [(Fields({}), "Bea"), (Fields({"FirstName": "b"}), "Ann")])
def test_the_keys_of_values_that_were_not_taken_stay(manner: Manner, lost: str) -> None:
    record = record_of("m", with_own_keys(MAIN), [with_own_keys(OTHER)], manner, keys_of)
    assert {key for key in record.after.keys if key.source == MERGED} == {Key("_first", lost, MERGED)}


def test_a_key_that_was_deleted_before_the_merge_does_not_come_back() -> None:
    assert record_of("m", with_own_keys(MAIN), [OTHER], Fields({}), keys_of).lost == frozenset()


def test_a_record_from_before_such_keys_has_none() -> None:
    written = written_record(record_of("m", MAIN, [OTHER], Fields({})))
    del written["LostKeys"]
    assert read_record(written).lost == frozenset()
