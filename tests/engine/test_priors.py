"""The priors are probabilities, and a value that two people share is written alike by both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.comparison import COMPARISONS
from onefold.engine.priors import PRIORS, PairClass, Prior, written_alike

SAME = (0.06, 0.04, 0.20, 0.70)
CHANCE = (0.97, 0.01, 0.01, 0.01)


@pytest.mark.parametrize("name", PRIORS)
@pytest.mark.parametrize("pair_class", PairClass)
def test_every_class_has_a_probability_for_every_level(name: str, pair_class: PairClass) -> None:
    levels = PRIORS[name].levels(pair_class)
    described = next(comparison for comparison in COMPARISONS if comparison.name == name)
    assert len(levels) == len(described.levels)
    assert min(levels) > 0
    assert sum(levels) == pytest.approx(1.0, abs=0.01)


def test_a_class_is_as_given_or_as_chance_or_shares_the_value() -> None:
    prior = Prior(same=SAME, household=0.5, namesake=None, chance=CHANCE)
    assert prior.levels(PairClass.SAME) == SAME
    assert prior.levels(PairClass.HOUSEHOLD) == written_alike(0.5, SAME, CHANCE)
    assert prior.levels(PairClass.NAMESAKE) == prior.levels(PairClass.CHANCE) == CHANCE


@given(share=st.floats(0.0, 1.0))
def test_pairs_of_which_some_share_the_value_are_probabilities_too(share: float) -> None:
    levels = written_alike(share, SAME, CHANCE)
    assert sum(levels) == pytest.approx(1.0)
    assert levels[0] == pytest.approx((1 - share) * CHANCE[0])


def test_who_shares_a_value_makes_the_slips_of_one_person() -> None:
    equal = written_alike(1.0, SAME, CHANCE)
    assert [level / equal[-1] for level in equal[1:]] == pytest.approx([level / SAME[-1] for level in SAME[1:]])
    assert written_alike(0.0, SAME, CHANCE) == CHANCE
