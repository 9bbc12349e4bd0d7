"""The namesakes that are put into a table are found by what else is compared, at the rarity they have."""

from __future__ import annotations

import numpy as np
import pytest

from onefold.engine.comparison import BIRTH, COMPARISONS, FIRST, LAST, PHONE, SWAPPED
from onefold.engine.estimate import Evidence, starting_model
from onefold.engine.fellegi_sunter import Floats, Model
from onefold.engine.namesakes import LIFT_MAX, PSEUDO_NAMESAKES, namesake_lift
from onefold.engine.priors import PairClass

ROWS = 1_000_000
COMMON, RARE = 14, 22
EQUAL_BIRTH, EQUAL_PHONE = COMPARISONS[BIRTH].first_outcome(5) + 13, COMPARISONS[PHONE].first_outcome(3) + 19


@pytest.fixture(scope="module")
def model() -> Model:
    nothing = np.zeros((1, len(COMPARISONS)), dtype=np.uint8)
    return starting_model(nothing, np.array([2.0**-8, 2.0**-10, *[1.0] * (len(COMPARISONS) - 2)]), ROWS)


def pattern(rarity: int, *, swapped: int = 1, **levels: int) -> list[int]:
    out = [0] * len(COMPARISONS)
    out[FIRST] = COMPARISONS[FIRST].first_outcome(6) + rarity // 2
    out[LAST] = COMPARISONS[LAST].first_outcome(6) + rarity - rarity // 2
    out[SWAPPED] = swapped
    out[BIRTH], out[PHONE] = levels.get("birth", 0), levels.get("phone", 0)
    return out


def expected_namesakes(model: Model, same: float, rarity: int) -> float:
    """Namesakes for `same` pairs of one person with a name of this rarity, by the two names alone."""
    share = np.exp(model.log_shares)
    by_name = [model.levels[FIRST][k, -1] * model.levels[LAST][k, -1] * share[k] for k in range(len(PairClass))]
    by_name[PairClass.NAMESAKE] *= 2.0**-rarity / (model.collision[FIRST] * model.collision[LAST])
    return float(same * by_name[PairClass.NAMESAKE] / by_name[PairClass.SAME])


def lift(model: Model, rows: list[tuple[list[int], float]]) -> Floats:
    outcomes = np.array([found for found, _ in rows], dtype=np.uint8)
    return namesake_lift(Evidence(outcomes, np.array([count for _, count in rows]), ROWS), model)


def table(
    model: Model, rarity: int, namesakes_over_expected: float, same: float = 1e6
) -> list[tuple[list[int], float]]:
    """Pairs of one person by equal phone and date, and namesakes, who have neither."""
    namesakes = namesakes_over_expected * expected_namesakes(model, same, rarity)
    return [
        (pattern(rarity, birth=EQUAL_BIRTH, phone=EQUAL_PHONE), same),
        (pattern(rarity, birth=1, phone=1), namesakes),
    ]


@pytest.mark.parametrize("times", [1.2, 1.5, 1.9])
def test_the_lift_put_into_the_data_is_found(model: Model, times: float) -> None:
    same = 1e5 * PSEUDO_NAMESAKES / expected_namesakes(model, 1.0, RARE)
    assert lift(model, table(model, RARE, times, same))[RARE] == pytest.approx(times, rel=0.05)


def test_each_rarity_has_its_own_lift(model: Model) -> None:
    same = 1e5 * PSEUDO_NAMESAKES / expected_namesakes(model, 1.0, RARE)
    found = lift(model, table(model, COMMON, 1.0, same) + table(model, RARE, 1.8, same))
    assert found[COMMON] == pytest.approx(1.0, abs=0.02)
    assert found[RARE] == pytest.approx(1.8, rel=0.05)


@pytest.mark.parametrize(("times", "limit"), [(0.1, 1.0), (50.0, LIFT_MAX)])
def test_the_lift_stays_within_its_limits(model: Model, times: float, limit: float) -> None:
    same = 1e5 * PSEUDO_NAMESAKES / expected_namesakes(model, 1.0, RARE)
    assert lift(model, table(model, RARE, times, same))[RARE] == pytest.approx(limit)


def test_a_few_contradicting_pairs_teach_nothing(model: Model) -> None:
    """People with a new phone and a wrong date, as many as there are namesakes."""
    assert lift(model, table(model, RARE, 2.0, same=20.0))[RARE] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("silent", [pattern(RARE), pattern(RARE, swapped=2, birth=1, phone=1), [0] * len(COMPARISONS)])
def test_pairs_that_tell_nothing_of_namesakes_do_not_count(model: Model, silent: list[int]) -> None:
    assert lift(model, [(silent, 1e9)]).tolist() == [1.0] * len(lift(model, [(silent, 1.0)]))


def test_a_table_without_two_equal_names_has_no_lift(model: Model) -> None:
    none = Evidence(np.zeros((0, len(COMPARISONS)), dtype=np.uint8), np.zeros(0), ROWS)
    assert (namesake_lift(none, model) == 1.0).all()
