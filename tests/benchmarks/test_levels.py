"""Patterns as features, and the levels at which a judge of pairs errs most."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.levels import divergence, features_of, largest_gaps
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.comparison import COMPARISONS, FIRST, PHONE, PLACE, STREET


def outcomes(rows: int, **levels: int) -> np.ndarray:
    """Pairs on which nothing is known but the given levels."""
    out = np.zeros((rows, len(COMPARISONS)), dtype=np.uint8)
    for name, level in levels.items():
        index = [comparison.name for comparison in COMPARISONS].index(name)
        out[:, index] = COMPARISONS[index].first_outcome(level)
    return out


def test_a_feature_is_the_level_and_another_the_rarity_of_what_agrees() -> None:
    pair = outcomes(1, FirstName=6, Phone=1)
    pair[0, FIRST] += 11
    features = features_of(pair)[0]
    assert (features[FIRST], features[len(COMPARISONS) + FIRST]) == (6, 11)
    assert (features[PHONE], features[len(COMPARISONS) + PHONE]) == (1, -1), "different values have no rarity"
    assert (features[PLACE], features[len(COMPARISONS) + PLACE]) == (0, -1), "missing"


def test_two_comparisons_that_go_together_are_the_largest_gap() -> None:
    """People who move have another street in another place: each alone is judged rightly, both together are not."""
    moved, stayed = outcomes(100, Street=1, Place=1), outcomes(200, Street=1, Place=4)
    pairs = np.concatenate((moved, stayed, outcomes(200, Street=4, Place=1)))
    same = np.concatenate((np.arange(100) < 60, np.arange(200) < 60, np.arange(200) < 60))
    first = largest_gaps(pairs, same, np.full(500, 0.4), same.astype(float))[0]
    name = f"{COMPARISONS[STREET].name} different, {COMPARISONS[PLACE].name} different"
    assert first == [name, "100", "0.600", "0.400", "0.600", "8"]


def test_who_says_what_is_true_has_no_gap() -> None:
    same = np.arange(40) < 10
    gaps = largest_gaps(outcomes(40, Phone=3), same, np.full(40, 0.25), np.full(40, 0.5))
    assert gaps == [["Phone equal", "40", "0.250", "0.250", "0.500", "0"]]


@given(st.floats(0, 1), st.floats(0, 1))
def test_no_divergence_is_negative_and_truth_has_none(true: float, said: float) -> None:
    assert divergence(true, said) > -1e-5
    assert divergence(true, true) == pytest.approx(0, abs=1e-5)
