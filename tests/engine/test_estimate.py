"""EM under priors: what the data says is found, and where it says nothing the priors stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.comparison import COMPARISONS, FIRST, LAST, NAMES, PHONE
from onefold.engine.estimate import (
    JUDGED_WEIGHT_MAX,
    Evidence,
    JudgedEvidence,
    fit,
    judged_weight,
    starting_model,
)
from onefold.engine.fellegi_sunter import Floats, Model, log_joint
from onefold.engine.priors import PRIORS, PairClass

ROWS = 400
PAIRS = ROWS * (ROWS - 1) // 2
COUNTS = {PairClass.SAME: 12_000, PairClass.HOUSEHOLD: 6_000, PairClass.CHANCE: PAIRS - 18_000}

RARITY = [round(-np.log2(PRIORS[name].chance[-1])) for name in NAMES]
COLLISION = np.array([2.0**-r if c.levels[-1].rare else 1.0 for r, c in zip(RARITY, COMPARISONS, strict=True)])

LEARNED = {
    "FirstName": (0.30, 0.05, 0.10, 0.20, 0.15, 0.20),
    "LastName": (0.02, 0.01, 0.02, 0.05, 0.05, 0.85),
    "Phone": (0.50, 0.10, 0.40),
    "BirthDate": (0.02, 0.02, 0.02, 0.04, 0.90),
}
"""Levels of 'same' that are not those of the priors."""


def levels_of(name: str, pair_class: PairClass) -> tuple[float, ...]:
    prior = PRIORS[name]
    return replace(prior, same=LEARNED.get(name, prior.same)).levels(pair_class)


def drawn(pair_class: PairClass, count: int, seed: int) -> np.ndarray:
    """Outcomes of `count` pairs of one class, each comparison by itself."""
    pick = np.random.default_rng(seed)
    out = np.empty((count, len(COMPARISONS)), dtype=np.uint8)
    for index, comparison in enumerate(COMPARISONS):
        share = np.array(levels_of(comparison.name, pair_class))
        outcome = [
            comparison.first_outcome(level) + (min(RARITY[index], 28) if described.rare else 0)
            for level, described in enumerate(comparison.levels, start=1)
        ]
        out[:, index] = pick.choice(outcome, size=count, p=share / share.sum())
    return out


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    outcomes = np.concatenate([drawn(each, count, seed) for seed, (each, count) in enumerate(COUNTS.items())])
    patterns, counts = np.unique(outcomes, axis=0, return_counts=True)
    return Evidence(patterns, counts.astype(float), ROWS)


@pytest.fixture(scope="module")
def start() -> Model:
    return starting_model(drawn(PairClass.CHANCE, 20_000, seed=9), COLLISION, ROWS)


def same(model: Model, name: str) -> Floats:
    return np.asarray(model.levels[NAMES.index(name)][PairClass.SAME])


@pytest.mark.parametrize("name", LEARNED)
def test_the_levels_of_same_are_learned_from_the_table(evidence: Evidence, start: Model, name: str) -> None:
    assert np.abs(same(start, name) - LEARNED[name]).max() > 0.1
    np.testing.assert_allclose(same(fit(evidence, start), name), LEARNED[name], atol=0.025)


@pytest.mark.parametrize("pair_class", [PairClass.SAME, PairClass.HOUSEHOLD, PairClass.CHANCE])
def test_the_class_shares_are_learned_from_the_table(evidence: Evidence, start: Model, pair_class: PairClass) -> None:
    share = np.exp(fit(evidence, start).log_shares[pair_class])
    assert share == pytest.approx(COUNTS[pair_class] / PAIRS, abs=0.01)


def test_without_data_the_priors_decide(start: Model) -> None:
    nothing = Evidence(np.empty((0, len(COMPARISONS)), dtype=np.uint8), np.empty(0), 3)
    model = fit(nothing, start)
    for index, name in enumerate(NAMES):
        np.testing.assert_allclose(model.levels[index][PairClass.SAME], _normal(PRIORS[name].same), atol=1e-12)
        household = PRIORS[name].levels(PairClass.HOUSEHOLD)
        np.testing.assert_allclose(model.levels[index][PairClass.HOUSEHOLD], household, atol=0.02)


def test_without_random_pairs_chance_is_its_prior() -> None:
    model = starting_model(np.empty((0, len(COMPARISONS)), dtype=np.uint8), COLLISION, 3)
    for index, name in enumerate(NAMES):
        np.testing.assert_allclose(model.levels[index][PairClass.CHANCE], _normal(PRIORS[name].chance), atol=1e-12)


def _normal(shares: tuple[float, ...]) -> Floats:
    return np.asarray(np.array(shares) / sum(shares))


def test_labels_do_not_switch_when_every_pattern_comes_a_hundred_times(evidence: Evidence, start: Model) -> None:
    large = replace(evidence, weights=evidence.weights * 100, rows=evidence.rows * 10)
    model = fit(large, start)
    for name, levels in LEARNED.items():
        np.testing.assert_allclose(same(model, name), levels, atol=0.025)
    first = model.levels[FIRST]
    assert first[PairClass.SAME, -1] > 3 * first[PairClass.HOUSEHOLD, -1]
    assert np.exp(model.log_shares[PairClass.SAME]) == pytest.approx(COUNTS[PairClass.SAME] / PAIRS, abs=0.01)


def test_a_table_of_only_chance_pairs_gives_no_class_their_levels(start: Model) -> None:
    patterns, counts = np.unique(drawn(PairClass.CHANCE, 50_000, seed=4), axis=0, return_counts=True)
    model = fit(Evidence(patterns, counts.astype(float), 317), start)
    assert same(model, "FirstName")[0] < 0.2
    assert same(model, "Phone")[0] < 0.4


@pytest.mark.parametrize("weight", [1e-300, 1e-30, 1e12])
def test_very_light_and_very_heavy_patterns_are_safe(evidence: Evidence, start: Model, weight: float) -> None:
    model = fit(replace(evidence, weights=np.full(len(evidence.weights), weight)), start)
    assert np.isfinite(model.log_likelihoods()).all()
    assert np.isfinite(model.log_shares).all()


def test_levels_stay_probabilities(evidence: Evidence, start: Model) -> None:
    model = fit(evidence, start)
    for index in (FIRST, LAST, PHONE):
        assert (model.levels[index] > 0).all()
        np.testing.assert_allclose(model.levels[index].sum(axis=1), 1.0, atol=0.02)


@pytest.mark.parametrize(("name", "pair_class"), [("LastName", PairClass.HOUSEHOLD), ("LastName", PairClass.NAMESAKE)])
def test_a_slip_in_what_both_share_tells_no_relative_from_one_person(
    start: Model, name: str, pair_class: PairClass
) -> None:
    """In a table full of slips they were evidence against relatives, who drifted into 'same' and took it along."""
    slips = drawn(PairClass.SAME, 3_000, seed=8)
    slips[::2, LAST] = COMPARISONS[LAST].first_outcome(4)
    model = fit(Evidence(slips, np.ones(len(slips)), ROWS), start)
    before, after = start.levels[NAMES.index(name)], model.levels[NAMES.index(name)]
    assert after[PairClass.SAME, 3] > 2 * before[PairClass.SAME, 3]
    assert after[pair_class, 3] / after[pair_class, 5] == pytest.approx(
        after[PairClass.SAME, 3] / after[PairClass.SAME, 5], rel=0.05
    )


def test_that_no_relatives_share_a_first_name_is_learned_from_the_table(start: Model) -> None:
    """Where no son is named after his father, one name at one address is one person."""
    relatives = drawn(PairClass.HOUSEHOLD, 6_000, seed=3)
    relatives[:, FIRST] = COMPARISONS[FIRST].first_outcome(1)
    outcomes = np.concatenate((drawn(PairClass.SAME, 3_000, seed=4), relatives))
    model = fit(Evidence(outcomes, np.ones(len(outcomes)), ROWS), start)
    before, after = (each.levels[FIRST][PairClass.HOUSEHOLD, 1:] for each in (start, model))
    by_chance = start.levels[FIRST][PairClass.CHANCE, 1:]
    assert (after - by_chance).sum() < 0.4 * (before - by_chance).sum()


def test_the_same_evidence_gives_the_same_model(evidence: Evidence, start: Model) -> None:
    one, two = fit(evidence, start), fit(evidence, start)
    np.testing.assert_array_equal(one.log_likelihoods(), two.log_likelihoods())
    np.testing.assert_array_equal(one.log_shares, two.log_shares)


def judged(pair_class: PairClass, count: int, seed: int = 5) -> JudgedEvidence:
    """Pairs of one class that somebody judged rightly."""
    return JudgedEvidence(drawn(pair_class, count, seed), np.full(count, pair_class is PairClass.SAME))


def both(one: JudgedEvidence, two: JudgedEvidence) -> JudgedEvidence:
    return JudgedEvidence(np.concatenate((one.outcomes, two.outcomes)), np.concatenate((one.same, two.same)))


def test_judgements_alone_teach_the_levels_of_same() -> None:
    """No candidate says anything; the 2,000 judged matches of a large table are all there is to learn from."""
    rows = 10_000
    start = starting_model(drawn(PairClass.CHANCE, 20_000, seed=9), COLLISION, rows)
    known = both(judged(PairClass.SAME, 2_000), judged(PairClass.HOUSEHOLD, 2_000))
    nothing = Evidence(np.empty((0, len(COMPARISONS)), dtype=np.uint8), np.empty(0), rows, known)
    for name, levels in LEARNED.items():
        before = np.abs(same(start, name) - levels).max()
        assert np.abs(same(fit(nothing, start), name) - levels).max() < max(before / 3, 0.03), name


def test_judgements_teach_households_what_no_match_is(evidence: Evidence, start: Model) -> None:
    """Pairs that share a phone and are said to be two people: a shared phone becomes less of a proof."""
    shared = drawn(PairClass.HOUSEHOLD, 3_000, seed=6)
    shared[:, PHONE] = COMPARISONS[PHONE].outcomes - 1
    known = JudgedEvidence(shared[:1_000], np.zeros(1_000, dtype=bool))
    before, after = fit(evidence, start), fit(replace(evidence, judged=known), start)
    assert after.levels[PHONE][PairClass.HOUSEHOLD, -1] > before.levels[PHONE][PairClass.HOUSEHOLD, -1]
    np.testing.assert_allclose(same(after, "Phone"), same(before, "Phone"), atol=0.01)


def test_what_em_knew_already_moves_nothing(evidence: Evidence, start: Model) -> None:
    """All clear matches taken out of the candidates and judged instead: the same model, prevalence included."""
    before = fit(evidence, start)
    joint = log_joint(evidence.outcomes, before)
    clear = joint[:, PairClass.SAME] - np.logaddexp.reduce(joint[:, 1:], axis=1) > 9
    outcomes = np.repeat(evidence.outcomes[clear], evidence.weights[clear].astype(int), axis=0)
    known = JudgedEvidence(outcomes, np.ones(len(outcomes), dtype=bool))
    after = fit(replace(evidence, weights=np.where(clear, 0.0, evidence.weights), judged=known), start)
    assert len(outcomes) > 3_000
    np.testing.assert_allclose(after.log_shares, before.log_shares, atol=1e-3)
    for name in LEARNED:
        np.testing.assert_allclose(same(after, name), same(before, name), atol=1e-3)


def test_judging_only_matches_does_not_make_matches_common(evidence: Evidence, start: Model) -> None:
    """People judge what is doubtful, so how often they say yes is not how common matches are."""
    known = replace(evidence, judged=judged(PairClass.SAME, 200))
    before, after = (np.exp(fit(each, start).log_shares[PairClass.SAME]) for each in (evidence, known))
    assert (after - before) * PAIRS < 1.2 * 200


@settings(deadline=None, max_examples=10)
@given(level=st.integers(1, len(COMPARISONS[PHONE].levels)), count=st.integers(1, 60))
def test_a_level_seen_in_judged_matches_becomes_likelier_for_same(level: int, count: int) -> None:
    start = starting_model(np.empty((0, len(COMPARISONS)), dtype=np.uint8), COLLISION, ROWS)
    outcomes = np.zeros((count, len(COMPARISONS)), dtype=np.uint8)
    outcomes[:, PHONE] = COMPARISONS[PHONE].first_outcome(level)
    nothing = Evidence(np.empty((0, len(COMPARISONS)), dtype=np.uint8), np.empty(0), ROWS)
    before, match, other = (
        same(fit(replace(nothing, judged=JudgedEvidence(outcomes[:n], np.full(n, verdict))), start, 2), "Phone")
        for n, verdict in ((0, True), (count, True), (count, False))
    )
    assert match[level - 1] > before[level - 1]
    np.testing.assert_array_equal(other, before)


@given(judged=st.integers(0, 10_000), rows=st.integers(1, 10**8))
def test_judgements_weigh_more_than_others_but_never_outweigh_a_table(judged: int, rows: int) -> None:
    weight = judged_weight(judged, rows)
    assert 1.0 <= weight <= JUDGED_WEIGHT_MAX
    assert weight == 1.0 or weight * judged <= rows / 4 * (1 + 1e-9)
