"""What the comparison of two records makes of middle names and genders."""

import numpy as np
import pyarrow as pa
import pytest

from onefold.engine.comparison import COMPARISONS, LEVEL_OF, NAMES, outcomes_of
from onefold.engine.features import build_features
from onefold.engine.scoring import compare_pairs, comparison_columns, with_rarity
from onefold.engine.term_frequency import frequencies


def outcome_of_pair(name: str, one: dict[str, str], two: dict[str, str]) -> str | None:
    """The label of one comparison of two records, None if it was not made."""
    cells = {key: pa.array([one.get(key), two.get(key)], pa.string()) for key in {**one, **two}}
    features = build_features(pa.table({"profile_id": ["a", "b"], **cells}), region="US", threads=1)
    columns = with_rarity(comparison_columns(features), frequencies(features))
    index = NAMES.index(name)
    outcome = int(outcomes_of(compare_pairs(columns, np.array([1], dtype=np.uint64), threads=1))[0, index])
    level = int(LEVEL_OF[index, outcome])
    return COMPARISONS[index].levels[level - 1].label if level else None


@pytest.mark.parametrize(
    ("first", "other", "genders", "label"),
    [
        ("Ann", "Ann", ("F", "F"), None),
        ("Ann", "Ann", ("F", "M"), None),
        ("Bill", "William", ("M", "M"), None),
        ("Ann", "Bob", ("F", "M"), "different"),
        ("Ann", "Kim", ("F", "F"), "equal"),
        ("A", "Alex", ("F", "M"), "different"),
        (None, "Alex", ("F", "F"), "equal"),
        ("Ann", "Bob", ("F", ""), None),
    ],
)
def test_gender_is_compared_where_first_names_do_not_say_it(
    first: str | None, other: str, genders: tuple[str, str], label: str | None
) -> None:
    one = {"LastName": "Doe", "Gender": genders[0]} | ({"FirstName": first} if first else {})
    two = {"LastName": "Doe", "Gender": genders[1], "FirstName": other}
    assert outcome_of_pair("Gender", one, two) == label


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        ("James", "James", "equal"),
        ("Q", "Q", "equal"),
        ("J", "James", "initial only"),
        ("James", "Mary", "different"),
        ("James", "Jmaes", "equal"),
        ("J", "Q", "different"),
    ],
)
def test_middle_names_are_compared_in_levels(a: str, b: str, label: str) -> None:
    one, two = ({"FirstName": "Ann", "MiddleName": name} for name in (a, b))
    assert outcome_of_pair("MiddleName", one, two) == label


@pytest.mark.parametrize(
    ("a", "b", "label"),
    [
        ("12 Any Street", "12 Any Street", "equal"),
        ("12 Any Street", "14 Any Street", None),
        ("12 Any Street", "Any Street", "similar"),
        ("12 Any Street", "12 Anny Street", "similar, same number"),
        ("12 Any Street", "14 Anny Street", "similar"),
        ("12 Any Street", "12 Other Road", "different"),
    ],
)
def test_another_number_in_one_street_is_no_evidence(a: str, b: str, label: str | None) -> None:
    one, two = ({"FirstName": "Ann", "Address.Address1": street} for street in (a, b))
    assert outcome_of_pair("Street", one, two) == label
