"""What CreateProfile would refuse is found before anything is stored, by row, without telling the value."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from onefold.files import read_inputs, records_of
from onefold.importing.checks import bad_rows


def checked(table: dict[str, list[str | None]]) -> tuple[list[int], int, tuple[str, ...]]:
    found = records_of(pa.table({name: pa.array(cells, pa.string()) for name, cells in table.items()}))
    bad = bad_rows(found.records, found.sources[0])
    return bad.rows.tolist(), bad.total, bad.said


def test_whole_rows_are_not_bad() -> None:
    assert checked({"last_name": ["Doe", None, "x" * 255], "email": [None, "a@example.com", "é" * 255]}) == ([], 0, ())


def test_a_long_value_is_bad_and_not_quoted() -> None:
    rows, total, said = checked({"last_name": ["Doe", "x" * 256], "email": ["a@example.com", "b@example.com"]})
    assert (rows, total) == ([1], 1)
    assert said == ("row 2: LastName has 256 characters; it can have 255",)


def test_the_length_counts_characters() -> None:
    assert checked({"last_name": ["😀" * 255]})[1] == 0
    assert checked({"last_name": ["😀" * 256]})[1] == 1


def test_a_nul_is_bad() -> None:
    assert checked({"last_name": ["D\0e"]})[2] == (
        "row 1: LastName holds the character U+0000, which no database keeps",
    )


@pytest.mark.parametrize(("column", "shown"), [("name", "the name"), ("customer_id", "the id")])
def test_what_is_no_member_of_a_profile_is_named_for_people(column: str, shown: str) -> None:
    table = {"email": ["a@example.com", "b@example.com"], column: ["x y" * 100, "John Doe"]}
    assert checked(table)[2] == (f"row 1: {shown} has 300 characters; it can have 255",)


def test_the_first_ten_are_described() -> None:
    rows, total, said = checked({"last_name": ["x" * 300] * 25})
    assert (len(rows), total, len(said)) == (25, 25, 10)
    assert said[-1].startswith("row 10: ")


def test_a_row_larger_than_a_profile_is_bad() -> None:
    table = {f"email {number}": ["é" * 250 + "@example.com"[:5], "a@example.com"] for number in range(500)}
    rows, total, said = checked({**table, "last_name": ["Doe", "Doe"]})
    assert (rows, total, said) == ([0], 1, ("row 1: has more than 256000 bytes",))


def test_broken_rows_of_the_file_count_and_shift_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"last_name,email\nDoe,a@example.com\nbroken\nRoe,b@example.com\n{'x' * 300},c@example.com\n")
    found = read_inputs([path])
    bad = bad_rows(found.records, found.sources[0])
    assert (bad.rows.tolist(), bad.total) == ([2], 2)
    assert bad.said[0].startswith("row 3: 1 field where 2 were expected")
    assert bad.said[1].startswith("row 5: LastName has 300 characters")
