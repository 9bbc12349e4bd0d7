"""Whole names become first and last names."""

from __future__ import annotations

import pytest

from onefold.importing.names import split_name


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("John Doe", "John", "Doe"),
        ("Doe, John", "John", "Doe"),
        (" Doe ,  John M. ", "John M.", "Doe"),
        ("John Michael Doe", "John Michael", "Doe"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Anna Maria von der Heide", "Anna Maria", "von der Heide"),
        ("van Gogh", "van", "Gogh"),
        ("John Doe Jr.", "John", "Doe Jr."),
        ("John Doe, Jr.", "John", "Doe, Jr."),
        ("Charles de Gaulle III", "Charles", "de Gaulle III"),
        ("Madonna", "", "Madonna"),
        ("Doe,", "", "Doe,"),
        ("山田 太郎", "山田", "太郎"),
    ],
)
def test_a_name_is_split_before_its_last_name(full: str, first: str, last: str) -> None:
    assert split_name(full) == (first, last)
