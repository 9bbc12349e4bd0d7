"""Bands: every score is in exactly one, whatever their borders are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onefold.tables import Bands

SCORES = st.floats(0, 1)


@given(SCORES, SCORES, SCORES)
def test_every_score_is_in_exactly_one_band(one: float, other: float, score: float) -> None:
    review_from, merge_from = sorted((one, other))
    found = [name for name, least, below in Bands(review_from, merge_from).ranges() if least <= score < below]
    expected = "merge" if score >= merge_from else "review" if score >= review_from else "reject"
    assert found == [expected]


def test_bands_stand_from_the_surest_down_each_beginning_where_the_one_above_ends() -> None:
    ranges = Bands().ranges()
    assert [name for name, _, _ in ranges] == ["merge", "review", "reject"]
    assert [least for _, least, _ in ranges[:-1]] == [below for _, _, below in ranges[1:]]
    assert ranges[-1][1] == 0
