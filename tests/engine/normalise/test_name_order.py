"""A column of full names is read in the order that it has as a whole."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.normalise.name_order import split_column
from onefold.engine.normalise.names import split_full

GIVEN = [
    "john",
    "mary",
    "peter",
    "susan",
    "michael",
    "elizabeth",
    "robert",
    "margaret",
    "william",
    "jennifer",
    "david",
    "patricia",
]
SURNAMES = [
    "smythe",
    "oakwood",
    "fennimore",
    "grubb",
    "tolland",
    "hexham",
    "dunmore",
    "pickersgill",
    "ashby",
    "crowhurst",
    "zeller",
    "wainscott",
]
NAMES = list(zip(GIVEN, SURNAMES, strict=True))
FIRST_LAST = [f"{first} {last}" for first, last in NAMES]
LAST_FIRST = [f"{last} {first}".upper() for first, last in NAMES]


def read(*values: str) -> list[tuple[str, str, str]]:
    parts = split_column(pa.array(values, pa.string()))
    return list(zip(*(each.to_pylist() for each in (parts.given, parts.middle, parts.surname)), strict=True))


@pytest.mark.parametrize("column", [FIRST_LAST, LAST_FIRST], ids=["first last", "last first"])
def test_the_order_is_told_by_the_known_given_names(column: list[str]) -> None:
    assert read(*column) == [(first, "", last) for first, last in NAMES]


def test_single_words_do_not_count() -> None:
    assert read(*LAST_FIRST, *GIVEN)[: len(NAMES)] == [(first, "", last) for first, last in NAMES]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("HOLLOWAY QXZ", ("qxz", "", "holloway")),  # unknown words follow the others
        ("SMITH JOHN MICHAEL", ("john", "michael", "smith")),
        ("Smith, John", ("john", "", "smith")),
        ("SMITH JOHN, JR", ("smith", "", "john")),  # a comma says the rest
        ("VAN DER BERG JAN", ("jan", "", "vanderberg")),
        ("DE LA CRUZ MARIA", ("maria", "", "delacruz")),
        ("DR. SMITH JOHN", ("john", "", "smith")),
        ("GARCIA LOPEZ MARIA", ("maria", "", "garcia lopez")),
        ("GARCIA LOPEZ", ("lopez", "", "garcia")),
        ("O'BRIEN JEAN-LUC", ("jean", "luc", "obrien")),
        ("MADONNA", ("madonna", "", "")),
        ("김 철수", ("cheolsu", "", "kim")),
        ("jo@example.com", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_a_column_of_surnames_first(name: str, parts: tuple[str, str, str]) -> None:
    assert read(*LAST_FIRST, name)[-1] == parts


@pytest.mark.parametrize(
    "column",
    [
        LAST_FIRST[:9],  # too few to tell
        [*(f"{b} {a}" for a in GIVEN for b in SURNAMES), *(f"{a} {b}s" for a in GIVEN[:8] for b in SURNAMES)],  # 3 to 2
        [f"{one} {other}" for one in GIVEN for other in GIVEN],  # known at both places
        [f"{one} {other}" for one in SURNAMES for other in SURNAMES],
        [],
    ],
    ids=["few", "mixed", "given names only", "surnames only", "empty"],
)
def test_where_the_column_does_not_say_each_name_stands_for_itself(column: list[str]) -> None:
    parts = split_full(pa.array(column, pa.string()))
    assert read(*column) == list(zip(*(p.to_pylist() for p in (parts.given, parts.middle, parts.surname)), strict=True))


@given(st.permutations([*LAST_FIRST, "HOLLOWAY QXZ", "Doe, Jane"]))
def test_the_order_of_the_rows_does_not_matter(column: list[str]) -> None:
    assert sorted(zip(column, read(*column), strict=True)) == sorted(
        zip([*LAST_FIRST, "HOLLOWAY QXZ", "Doe, Jane"], read(*LAST_FIRST, "HOLLOWAY QXZ", "Doe, Jane"), strict=True)
    )
