"""Bins say of scores what share was right, and the error is their distance from the promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.evaluate import Bin, expected_calibration_error, reliability

judged = st.lists(st.tuples(st.floats(0, 1) | st.sampled_from([i / 10 for i in range(11)]), st.booleans()))


def bins_of(pairs: list[tuple[float, bool]], bins: int = 10) -> tuple[Bin, ...]:
    return reliability(np.array([s for s, _ in pairs], float), np.array([c for _, c in pairs], bool), bins)


@given(judged)
def test_bins_equal_those_filled_one_score_at_a_time(pairs: list[tuple[float, bool]]) -> None:
    naive: dict[tuple[float, float], list[tuple[float, bool]]] = {}
    for score, correct in pairs:
        low = next(i for i in range(9, -1, -1) if score >= i / 10)
        naive.setdefault((low / 10, (low + 1) / 10), []).append((score, correct))
    found = {(b.low, b.high): b for b in bins_of(pairs)}
    assert found.keys() == naive.keys()
    for edge, members in naive.items():
        assert found[edge].count == len(members)
        assert found[edge].mean_score == pytest.approx(sum(s for s, _ in members) / len(members))
        assert found[edge].share_correct == pytest.approx(sum(c for _, c in members) / len(members))


@pytest.mark.parametrize(
    ("score", "low"),
    [(0.0, 0.0), (0.0999, 0.0), (0.1, 0.1), (0.3, 0.3), (0.6, 0.6), (0.7, 0.7), (0.9, 0.9), (1.0, 0.9)],
)
def test_a_bin_includes_its_lower_end_and_the_last_one_both(score: float, low: float) -> None:
    (only,) = bins_of([(score, True)])
    assert only.low == low


def test_bins_come_lowest_first_and_empty_ones_are_left_out() -> None:
    found = bins_of([(0.95, True), (0.05, False), (0.91, True)])
    assert [(b.low, b.high, b.count) for b in found] == [(0.0, 0.1, 1), (0.9, 1.0, 2)]


@pytest.mark.parametrize(
    ("pairs", "error"),
    [
        ([], 0),
        ([(1.0, True)], 0),
        ([(1.0, False)], 1),
        ([(0.95, True)] * 19 + [(0.95, False)], 0),
        ([(0.9, True)] * 2 + [(0.3, False)] * 2, (0.1 * 2 + 0.3 * 2) / 4),
    ],
)
def test_the_error_is_the_mean_distance_of_promise_and_truth(pairs: list[tuple[float, bool]], error: float) -> None:
    assert expected_calibration_error(bins_of(pairs)) == pytest.approx(error)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_that_is_no_probability_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match=r"0\.\.1"):
        bins_of([(0.5, True), (score, True)])


def test_scores_without_a_verdict_are_refused() -> None:
    with pytest.raises(ValueError, match="2 scores and 1 verdicts"):
        reliability(np.array([0.5, 0.6]), np.array([True]))
