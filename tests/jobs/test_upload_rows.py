"""Rows of a CSV file: what each says, which cannot be read, and which files are none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.errors import InputError
from onefold.jobs.upload_rows import CELL_CHARACTERS_MAX, rows_of


def rows(content: bytes, folder: Path, *columns: str) -> list[dict[str, str] | None]:
    file = folder / "a.csv"
    file.write_bytes(content)
    return [None if text is None else json.loads(text) for text in rows_of(file, columns)]


READ: list[tuple[bytes, list[dict[str, str] | None]]] = [
    (b"id,name\n1,Ann\n2,Bo\n", [{"id": "1", "name": "Ann"}, {"id": "2", "name": "Bo"}]),
    (b"\xef\xbb\xbfid,name\r\n1,Zo\xc3\xab\r\n", [{"id": "1", "name": "Zo\u00eb"}]),
    (b'id, name \n1,"Doe, ""J"" \nJohn"', [{"id": "1", "name": 'Doe, "J" \nJohn'}]),
    (b"id,name\n1,\n\n,2\n", [{"id": "1"}, {"name": "2"}]),
    (b"id,name\n1\n1,2,3\n1,2\n", [None, None, {"id": "1", "name": "2"}]),
    (b"id,name\n1,M\xfcller\n2,\x00\n3,x\n", [None, None, {"id": "3", "name": "x"}]),
    (b"id,name\n", []),
]


@pytest.mark.parametrize(("content", "found"), READ)
def test_rows_are_objects_without_their_empty_cells(content: bytes, found: list[object], tmp_path: Path) -> None:
    assert rows(content, tmp_path, "id", "name") == found


REFUSED = [
    (b"", "has no column 'id'"),
    (b"id;name\n1;Ann\n", "has no column 'id'"),
    (b"id,other\n", "has no column 'name'"),
    (b"id,name,id\n", "the column 'id' twice"),
    (b'id,name\n1,"a"b\n', "Line 2 of the file is no CSV"),
    (b'id,name\n1,"' + b"x" * (CELL_CHARACTERS_MAX + 1), "is no CSV: field larger than"),
    (b'id,name\n1,"never closed', "is no CSV: unexpected end of data"),
]


@pytest.mark.parametrize(("content", "problem"), REFUSED)
def test_what_is_no_csv_with_these_columns_is_refused(content: bytes, problem: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=problem):
        rows(content, tmp_path, "id", "name")


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_the_csv_module_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str, str]]
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("a", "b", "c"), *table])
    found = rows(written.getvalue().encode(), tmp_path_factory.mktemp("csv"), "a")
    assert found == [{name: cell for name, cell in zip("abc", row, strict=True) if cell} for row in table]
