"""Records of merges: they survive JSON, and know what the merged profile was."""

from __future__ import annotations

import json

import pytest

from onefold.merge import (
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


@pytest.mark.parametrize("manner", MANNERS)
def test_a_record_comes_back_from_json_as_it_was(manner: Manner) -> None:
    record = record_of("m", MAIN, [OTHER], manner)
    assert read_record(json.loads(json.dumps(written_record(record)))) == record


@pytest.mark.parametrize("manner", MANNERS)
def test_a_record_knows_the_merged_profile(manner: Manner) -> None:
    assert record_of("m", MAIN, [OTHER], manner).after == merged(MAIN, [OTHER], manner)


def test_what_was_chosen_stays_chosen_when_the_rules_change() -> None:
    record = MergeRecord("m", (MAIN, OTHER), Resolution(), {"FirstName": "a"})
    assert record.after.values == {"FirstName": Value("Ann", 1, "")}
