"""The score of an agreement pattern: the compiled kernel says what the formula says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.comparison import COMPARISONS, LEVEL_OF, NAMES, OUTCOMES_MAX, PHONE, SHIFTS, outcomes_of
from onefold.engine.estimate import starting_model
from onefold.engine.fellegi_sunter import Model, log_joint, log_odds
from onefold.engine.priors import PRIORS, PairClass
from onefold.engine.scoring import score_patterns

COLLISION = np.array([0.01 if c.levels[-1].rare else 1.0 for c in COMPARISONS])
MODEL = starting_model(np.empty((0, len(COMPARISONS)), dtype=np.uint8), COLLISION, 1000)

OUTCOMES = st.tuples(*(st.integers(0, c.outcomes - 1) for c in COMPARISONS))


def packed(outcomes: list[tuple[int, ...]]) -> np.ndarray:
    patterns = [sum(o << s for o, s in zip(row, SHIFTS, strict=True)) for row in outcomes]
    return np.array(patterns, dtype=np.uint64)


def naive(outcomes: list[tuple[int, ...]], model: Model) -> np.ndarray:
    return log_odds(log_joint(np.array(outcomes, dtype=np.uint8).reshape(-1, len(COMPARISONS)), model))


@settings(deadline=None)
@given(st.lists(OUTCOMES, min_size=1, max_size=20))
def test_packing_and_unpacking_lose_nothing(outcomes: list[tuple[int, ...]]) -> None:
    assert [tuple(row) for row in outcomes_of(packed(outcomes)).tolist()] == outcomes


@settings(deadline=None)
@given(st.lists(OUTCOMES, min_size=1, max_size=20), st.integers(1, 3))
def test_the_kernel_equals_the_formula(outcomes: list[tuple[int, ...]], threads: int) -> None:
    scored = score_patterns(packed(outcomes), MODEL, threads=threads)
    np.testing.assert_allclose(scored, naive(outcomes, MODEL), rtol=1e-5, atol=1e-3)


@settings(deadline=None)
@given(OUTCOMES, st.integers(0, len(COMPARISONS) - 1))
def test_a_missing_outcome_adds_nothing(outcomes: tuple[int, ...], index: int) -> None:
    without = (*outcomes[:index], 0, *outcomes[index + 1 :])
    one, two = (log_joint(np.array([row], dtype=np.uint8), MODEL)[0] for row in (outcomes, without))
    np.testing.assert_allclose(one - two, MODEL.log_likelihoods()[index, outcomes[index]], atol=1e-9)


def test_where_everything_is_missing_only_the_shares_speak() -> None:
    nothing = np.zeros((1, len(COMPARISONS)), dtype=np.uint8)
    np.testing.assert_array_equal(log_joint(nothing, MODEL)[0], MODEL.log_shares)
    assert (MODEL.log_likelihoods()[:, 0] == 0).all()


def test_no_pairs_have_no_scores() -> None:
    assert len(score_patterns(np.empty(0, dtype=np.uint64), MODEL, threads=2)) == 0


@pytest.mark.parametrize("pair_class", list(PairClass))
def test_level_probabilities_of_1e_300_are_safe(pair_class: PairClass) -> None:
    levels = tuple(each.copy() for each in MODEL.levels)
    for each in levels:
        each[pair_class] = 1e-300
    model = replace(MODEL, levels=levels)
    outcomes = [tuple(c.outcomes - 1 for c in COMPARISONS), tuple(1 for _ in COMPARISONS)]
    scored = score_patterns(packed(outcomes), model, threads=1)
    assert np.isfinite(scored).all()
    np.testing.assert_allclose(scored, naive(outcomes, model), rtol=1e-5, atol=1e-2)


def test_a_share_of_1e_300_is_safe() -> None:
    shares = MODEL.log_shares.copy()
    shares[PairClass.SAME] = np.log(1e-300)
    model = replace(MODEL, log_shares=shares)
    nothing = [tuple(0 for _ in COMPARISONS)]
    scored = score_patterns(packed(nothing), model, threads=1)
    np.testing.assert_allclose(scored, naive(nothing, model), rtol=1e-5)


RARE = [(index, level) for index, c in enumerate(COMPARISONS) for level, each in enumerate(c.levels, 1) if each.rare]


@settings(deadline=None)
@given(OUTCOMES, st.sampled_from(RARE), st.integers(0, 2**32 - 1))
def test_agreeing_on_a_rarer_value_never_lowers_a_score(
    outcomes: tuple[int, ...], agreement: tuple[int, int], seed: int
) -> None:
    """Whatever else agrees, and whatever levels EM may have found."""
    index, level = agreement
    pick = np.random.default_rng(seed)
    levels = tuple(pick.dirichlet(np.ones(len(c.levels)), size=len(PairClass)) for c in COMPARISONS)
    equal = COMPARISONS[index].first_outcome(level)
    rows = [(*outcomes[:index], equal + rarity, *outcomes[index + 1 :]) for rarity in range(29)]
    assert (np.diff(naive(rows, replace(MODEL, levels=levels))) >= -1e-9).all()


def test_a_rare_equal_value_says_more_than_a_common_one() -> None:
    equal = COMPARISONS[PHONE].first_outcome(3)
    rows = [tuple(equal + rarity if i == PHONE else 0 for i in range(len(COMPARISONS))) for rarity in range(29)]
    assert (np.diff(naive(rows, MODEL)) > 0).all()


def test_outcomes_that_do_not_exist_have_no_level() -> None:
    for index, comparison in enumerate(COMPARISONS):
        assert (LEVEL_OF[index, comparison.outcomes : OUTCOMES_MAX] == -1).all()
        assert sorted(set(LEVEL_OF[index, : comparison.outcomes].tolist())) == list(range(len(comparison.levels) + 1))


@pytest.mark.parametrize("name", [name for name in NAMES if PRIORS[name].shared])
def test_a_value_shared_by_nature_is_as_likely_rare_as_common(name: str) -> None:
    index = NAMES.index(name)
    table = MODEL.log_likelihoods()[index]
    top = len(COMPARISONS[index].levels)
    outcomes = np.flatnonzero(LEVEL_OF[index] == top)
    for pair_class in PairClass:
        differs = np.ptp(table[outcomes, pair_class]) > 1e-9
        assert differs == (pair_class not in (PairClass.SAME, *PRIORS[name].shared))
