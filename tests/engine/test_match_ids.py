"""Ids of groups: equal for equal members, whatever else changed."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.match_ids import match_ids

LABELS = st.lists(st.integers(0, 5), min_size=6, max_size=6)


def ids_of(profiles: list[str], label: list[int]) -> list[str]:
    return match_ids(pa.array(profiles, pa.string()), np.array(label, dtype=np.int64)).to_pylist()


def by_profile(profiles: list[str], label: list[int]) -> dict[str, str]:
    return dict(zip(profiles, ids_of(profiles, label), strict=True))


PROFILES = ["r1", "r2", "r3", "ü4", "a very long identifier of a record", "6"]


def test_ids_are_32_hexadecimal_digits() -> None:
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in ids_of(PROFILES, [0, 0, 2, 3, 3, 5]))


@settings(deadline=None)
@given(LABELS, st.permutations(range(6)))
def test_ids_do_not_depend_on_the_order_of_the_rows(label: list[int], order: list[int]) -> None:
    shuffled = by_profile([PROFILES[i] for i in order], [label[i] for i in order])
    assert shuffled == by_profile(PROFILES, label)


@settings(deadline=None)
@given(LABELS)
def test_rows_have_one_id_exactly_if_they_are_in_one_group(label: list[int]) -> None:
    ids = ids_of(PROFILES, label)
    for i, one in enumerate(ids):
        assert [one == other for other in ids] == [label[i] == other for other in label]


def test_an_unchanged_group_keeps_its_id_when_other_rows_come_and_go() -> None:
    before = by_profile(["r1", "r2", "r3"], [0, 0, 2])
    after = by_profile(["new", "r3", "r2", "r1"], [0, 0, 2, 2])
    assert before["r1"] == after["r1"] == after["r2"]
    assert before["r3"] != after["r3"]


def test_ids_stay_the_same_from_release_to_release() -> None:
    group, alone = "da62147e8c5df1dc1c3e223e38493af1", "83ca8fd6ae2744c1ab1d9f8085995b04"
    assert ids_of(["r1", "r2", "r3"], [0, 0, 2]) == [group, group, alone]


def test_both_halves_of_an_id_tell_records_apart() -> None:
    ids = ids_of([str(number) for number in range(1000)], list(range(1000)))
    halves = [(each[:16], each[16:]) for each in ids]
    assert all(one != other for one, other in halves)
    # If one half followed from the other, the same change of one would always be the same change of the other.
    changes = {int(a[0], 16) ^ int(b[0], 16) ^ int(a[1], 16) ^ int(b[1], 16) for a, b in pairwise(halves)}
    assert len(changes) == 999


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_ids_of_many_single_rows_are_distinct(start: int) -> None:
    profiles = [str(number) for number in range(start, start + 1000)]
    assert len(set(ids_of(profiles, list(range(1000))))) == 1000


def test_no_rows_have_no_ids() -> None:
    assert ids_of([], []) == []
