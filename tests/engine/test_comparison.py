import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine import comparison as c

OUTCOMES = st.tuples(*(st.integers(0, comparison.outcomes - 1) for comparison in c.COMPARISONS))


def packed(outcomes: tuple[int, ...]) -> np.uint64:
    return np.uint64(sum(outcome << shift for outcome, shift in zip(outcomes, c.SHIFTS, strict=True)))


@given(st.lists(OUTCOMES, min_size=1, max_size=5))
def test_unpacking_a_pattern_gives_back_its_outcomes(rows: list[tuple[int, ...]]) -> None:
    assert c.outcomes_of(np.array([packed(row) for row in rows], np.uint64)).tolist() == [list(row) for row in rows]


def test_a_pattern_fits_64_bits() -> None:
    assert sum(c.BITS) <= 64
    largest = tuple(comparison.outcomes - 1 for comparison in c.COMPARISONS)
    assert c.outcomes_of(np.array([packed(largest)])).tolist() == [list(largest)]


def test_no_patterns_give_no_rows() -> None:
    assert c.outcomes_of(np.empty(0, np.uint64)).shape == (0, len(c.COMPARISONS))


@pytest.mark.parametrize("index", range(len(c.COMPARISONS)), ids=c.NAMES)
def test_every_outcome_has_a_level_and_a_rarity_exactly_where_the_level_says_so(index: int) -> None:
    comparison = c.COMPARISONS[index]
    wanted = [(0, -1)]
    for level, described in enumerate(comparison.levels, start=1):
        wanted += [(level, rarity) for rarity in (range(c.RARITIES) if described.rare else [-1])]
    wanted += [(-1, -1)] * (c.OUTCOMES_MAX - comparison.outcomes)
    assert list(zip(c.LEVEL_OF[index].tolist(), c.RARITY_OF[index].tolist(), strict=True)) == wanted


@pytest.mark.parametrize("index", range(len(c.COMPARISONS)), ids=c.NAMES)
def test_the_first_outcome_of_a_level_is_the_weakest_of_it(index: int) -> None:
    comparison = c.COMPARISONS[index]
    firsts = [comparison.first_outcome(level) for level in range(1, len(comparison.levels) + 1)]
    assert firsts == [c.LEVEL_OF[index].tolist().index(level) for level in range(1, len(comparison.levels) + 1)]
    assert firsts == sorted(firsts)


def test_the_numbers_of_the_comparisons_are_their_places() -> None:
    named = {
        "FirstName": c.FIRST, "LastName": c.LAST, "MiddleName": c.MIDDLE, "Suffix": c.SUFFIX, "Swapped": c.SWAPPED,
        "Phone": c.PHONE, "Email": c.EMAIL, "BirthDate": c.BIRTH, "Street": c.STREET, "Place": c.PLACE,
        "Gender": c.GENDER, "BusinessName": c.BUSINESS, "AccountNumber": c.ACCOUNT,
    }  # fmt: skip
    assert {name: c.NAMES.index(name) for name in c.NAMES} == named
