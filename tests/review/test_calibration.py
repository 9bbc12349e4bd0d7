"""How many groups of a band are expected to be wrong: what the scores promise, corrected by what people found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.review.calibration import EDGES, Bin, band, bins, places

SCORES = [(600, 10, 25, 6.0), (899, 10, 20, 8.99), (900, 100, 210, 90.0), (999, 1000, 2000, 999.0)]


def test_without_decisions_the_scores_are_taken_at_their_word() -> None:
    found = places(SCORES, bins([]))
    assert [round(one.wrong, 6) for one in found] == [4.0, 1.01, 10.0, 1.0]


@pytest.mark.parametrize(
    ("least", "below", "groups", "profiles"),
    [(0.5, 0.9, 20, 45), (0.9, 2.0, 1100, 2210), (0.0, 0.6, 0, 0), (0.6, 0.601, 10, 25), (0.899, 0.9, 10, 20)],
)
def test_a_band_has_its_lower_border_and_not_its_upper(least: float, below: float, groups: int, profiles: int) -> None:
    found = band(places(SCORES, bins([])), least, below)
    assert (found.groups, found.profiles) == (groups, profiles)


def test_decided_groups_are_counted_by_score() -> None:
    found = bins([(0.6, True), (0.65, False), (0.95, True), (1.0, True), (0.1, False)])
    assert [(one.least, one.decided, one.wrong) for one in found if one.decided] == [
        (0.0, 1, 1), (0.6, 2, 1), (0.95, 1, 0), (0.99, 1, 0),
    ]  # fmt: skip
    assert found[2] == Bin(0.6, 0.7, 2, pytest.approx(0.75), 1)


def test_people_who_find_more_wrong_than_promised_raise_what_is_expected() -> None:
    """100 decided groups of 0.95, 20 of them wrong: (20 x 0.05 + 20) / (20 + 100) = 0.175 of them, not 0.05."""
    decided = bins([(0.95, number >= 20) for number in range(100)])
    (found,) = places([(950, 1000, 2000, 950.0)], decided)
    assert found.wrong == pytest.approx(175)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())), st.integers(0, 999), st.integers(1, 10_000))
def test_no_more_groups_are_wrong_than_there_are(verdicts: list[tuple[float, bool]], place: int, groups: int) -> None:
    (found,) = places([(place, groups, 2 * groups, groups * (place + 0.5) / 1000)], bins(verdicts))
    assert 0 <= found.wrong <= groups + 1e-9


def test_the_bins_cover_every_score_once() -> None:
    found = bins([])
    assert (found[0].least, found[-1].below) == (0.0, 1.0)
    assert [one.least for one in found[1:]] == [one.below for one in found[:-1]] == list(EDGES[1:])
