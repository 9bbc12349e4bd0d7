"""What stays of a run: its groups by score, to a thousandth, with exact sums."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.jobs.summary import scores_of
from onefold.tables import MATCHES


def matches(*groups: tuple[float, int]) -> pa.Table:
    rows = [{"match_id": "m", "confidence_score": score, "profile_ids": ["p"] * size} for score, size in groups]
    return pa.Table.from_pylist(rows, schema=MATCHES)


def test_groups_of_one_thousandth_are_counted_together() -> None:
    assert scores_of(matches((0.5, 2), (0.5004, 3), (0.9999, 4), (1.0, 2))) == [
        (500, 2, 5, 1.0004), (999, 2, 6, 1.9999),
    ]  # fmt: skip


def test_no_groups_are_no_scores() -> None:
    assert scores_of(MATCHES.empty_table()) == []


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(2, 9))))
def test_nothing_is_lost(groups: list[tuple[float, int]]) -> None:
    found = scores_of(matches(*groups))
    assert sum(row[1] for row in found) == len(groups)
    assert sum(row[2] for row in found) == sum(size for _, size in groups)
    assert sum(row[3] for row in found) == pytest.approx(sum(score for score, _ in groups), abs=1e-3)
    assert [row[0] for row in found] == sorted({row[0] for row in found})
