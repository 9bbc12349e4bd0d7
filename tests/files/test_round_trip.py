"""What is written is read again, through every format, delimiter and encoding."""

import csv
import io
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.files import read_inputs, read_table, write_table

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
HARD = st.sampled_from(
    ["=1", "'=1", "''+1", "'", '"', '""', ",", ";", "a;b", "\t", "a\nb", "a\r\nb", "NULL", " x ", "@", "-", "é", "😀"]
)
CELL = st.none() | TEXT | HARD
TABLES = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12)


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".parquet", ".jsonl"])
@given(rows=TABLES)
@settings(max_examples=60, deadline=None)
def test_every_cell_comes_back(ending, rows):
    table = pa.table(
        {name: pa.array(cells, pa.string()) for name, cells in zip("pqr", zip(*rows, strict=True), strict=True)}
    )
    # The names of the columns are no values, and a first row that is all null would be a blank line before the table.
    table = table.rename_columns(["first_name", "last_name", "note"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        write_table(table, path)
        found = read_table(path)
        assert found.to_pylist() == table.select(found.column_names).to_pylist()
        assert found.num_columns == 3 or ending == ".jsonl"


WORDS = st.text('abcdefghijklmnopqrstuvwxyzäßéñ ,;|\t"', min_size=1, max_size=10).filter(
    lambda word: word.strip() not in {"", "nan", "none", "null"}
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@given(rows=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_a_table_is_the_same_in_any_delimiter_and_encoding(encoding, delimiter, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("first_name", "last_name", "city"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.txt"
        path.write_bytes(out.getvalue().encode(encoding))
        found = read_inputs([path]).records
    assert found.select(["FirstName", "LastName", "Address.City"]).to_pylist() == [
        dict(zip(("FirstName", "LastName", "Address.City"), (cell.strip() for cell in row), strict=True))
        for row in rows
    ]
