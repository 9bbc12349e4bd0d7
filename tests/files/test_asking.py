"""Errors and notes say what to do in the words of whoever gave the table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import onefold
from onefold.errors import ColumnError
from onefold.files import BY_THE_HEADER, IN_PYTHON, ON_THE_COMMAND_LINE, Asking, read_inputs

MAPPED = {
    IN_PYTHON: "columns={{'{}': '{}'}}",
    ON_THE_COMMAND_LINE: "--column {}={}",
    BY_THE_HEADER: "the header '{}' instead of '{}'",
}
ID = {IN_PYTHON: "the argument id", ON_THE_COMMAND_LINE: "--id", BY_THE_HEADER: "the header 'id'"}


@pytest.fixture(params=MAPPED, ids=["python", "command line", "header"])
def asking(request: pytest.FixtureRequest) -> Asking:
    return request.param  # type: ignore[no-any-return]


def said(folder: Path, text: str, asking: Asking, **given: Any) -> str:
    (folder / "a.csv").write_text(text)
    with pytest.raises(ColumnError) as raised:
        read_inputs([folder / "a.csv"], asking=asking, **given)
    return str(raised.value)


def test_a_table_without_a_usable_column_is_mapped_so(tmp_path: Path, asking: Asking) -> None:
    found = said(tmp_path, "a,b\nx,y\n", asking)
    assert found.endswith("Columns: a, b. Map one with " + MAPPED[asking].format("FirstName", "a"))


@pytest.mark.parametrize(
    ("columns", "wrong", "rest"),
    [
        ({"LastName": "surname"}, ("LastName", "surname"), ": there is no column 'surname'"),
        ({"Nickname": "name"}, ("Nickname", "name"), ": there is no attribute 'Nickname'"),
        ({"LastName": "name", "FirstName": "name"}, ("FirstName", "name"), ": 'name' is given twice"),
        ({"LastName": "name", "Surname": "city"}, ("Surname", "city"), ": LastName is given twice"),
    ],
)
def test_a_wrong_mapping_is_quoted_as_it_was_given(
    tmp_path: Path, asking: Asking, columns: dict[str, str], wrong: tuple[str, str], rest: str
) -> None:
    found = said(tmp_path, "name,city\nJo Doe,York\n", asking, columns=columns)
    assert found.startswith(MAPPED[asking].format(*wrong) + rest)


def test_an_id_column_that_does_not_number_the_records_is_left_out_so(tmp_path: Path, asking: Asking) -> None:
    found = said(tmp_path, "no,name\n1,Jo Doe\n1,Al Roe\n", asking, id_column="no")
    assert found.endswith(f"leave {ID[asking]} out to use row numbers")


def test_the_column_of_ids_is_set_so_where_the_recognised_one_repeats(tmp_path: Path, asking: Asking) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,Jo Doe\n1,Al Roe\n")
    (note,) = read_inputs([tmp_path / "a.csv"], asking=asking).sources[0].notes
    assert note.endswith(f"To set the column, use {ID[asking]}")


def test_a_column_with_a_blank_is_one_word_of_a_shell() -> None:
    assert ON_THE_COMMAND_LINE.mapping("LastName", "last name") == "--column 'LastName=last name'"


@pytest.mark.parametrize("as_file", [False, True])
def test_match_speaks_of_its_arguments(tmp_path: Path, as_file: bool) -> None:
    (tmp_path / "a.csv").write_text("a,b\nx,y\n")
    with pytest.raises(ColumnError, match=r"Map one with columns=\{'FirstName': 'a'\}$"):
        onefold.match(tmp_path / "a.csv" if as_file else pa.table({"a": ["x"], "b": ["y"]}))
