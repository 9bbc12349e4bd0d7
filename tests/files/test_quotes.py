"""A quote that is never closed costs one row at most, not the rest of the file."""

import csv
import io

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.files import read_inputs
from onefold.files.quotes import count_lines, without_unclosed

HEADER = "name,email,city\n"
ROWS = "".join(f"Person {i},p{i}@example.com,Springfield\n" for i in range(2000))


def read(folder, content):
    path = folder / "people.csv"
    path.write_text(content)
    found = read_inputs([path])
    return found.records, "\n".join(found.sources[0].notes)


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('"Jo Doe,jo@example.com,Ogdenville\n', 2002),
        ('Jo Doe,"jo@example.com,Ogdenville\n', 2002),
        ('Jo Doe,jo@example.com,"Ogdenville\n', 2002),
    ],
)
@pytest.mark.parametrize("after", [ROWS, ROWS + '"Last, One",last@example.com,"New ""York"""\n'])
def test_an_unclosed_quote_does_not_swallow_the_rest_of_the_file(tmp_path, broken, line, after):
    found, notes = read(tmp_path, HEADER + ROWS + broken + after)
    assert found.num_rows == 2001 + after.count("\n")
    assert "jo@example.com" in found["EmailAddress"].to_pylist()
    assert notes == f"a quote is opened and never closed on line {line}; read as if it were not there"


def test_an_unclosed_quote_at_the_very_end_costs_its_own_row_at_most(tmp_path):
    found, notes = read(tmp_path, HEADER + ROWS + 'Jo Doe,"jo@example.com,Ogdenville\n')
    assert found.num_rows == 2000
    assert notes == "row 2002: 2 fields where 3 were expected; skipped"


def test_several_unclosed_quotes_are_all_found(tmp_path):
    broken = 'Jo Doe,"jo@example.com,Ogdenville\n'
    found, notes = read(tmp_path, HEADER + broken + ROWS + broken + ROWS + broken + ROWS)
    assert found.num_rows == 6003
    assert "on lines 2, 2003, 4004;" in notes


def test_an_unclosed_quote_where_every_cell_is_quoted(tmp_path):
    rows = "".join(f'"Person {i}","p{i}@example.com","Springfield"\n' for i in range(1000))
    found, notes = read(tmp_path, HEADER + rows + '"Jo Doe","jo@example.com,"Ogdenville"\n' + rows)
    assert found.num_rows >= 2000
    assert "1002" in notes or "1003" in notes


def test_an_unclosed_quote_in_a_cell_larger_than_a_block(tmp_path):
    found, notes = read(tmp_path, HEADER + 'Jo,"jo@example.com,Ogdenville\n' + ROWS * 30)
    assert found.num_rows == 60_001
    assert "line 2;" in notes


@pytest.mark.parametrize("lines", [2, 5, 40])
def test_a_cell_of_several_lines_is_no_unclosed_quote(tmp_path, lines):
    cell = "\n".join(f"line {i}, with a comma" for i in range(lines))
    found, notes = read(tmp_path, HEADER + f'Jo,jo@example.com,"{cell}"\nAl,al@example.com,Shelbyville\n')
    assert found["Address.City"].to_pylist() == [cell, "Shelbyville"]
    assert notes == ""


@pytest.mark.parametrize(("text", "lines"), [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\n\n", 2)])
def test_lines_are_counted_as_an_editor_does(text, lines):
    assert count_lines(pa.py_buffer(text.encode())) == lines


@given(st.lists(st.lists(st.text('a ",\n\r', max_size=6), min_size=7, max_size=7), min_size=1, max_size=8))
def test_what_a_csv_writer_wrote_is_left_alone(rows):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    data = pa.py_buffer(out.getvalue().encode())
    # Lines of six commas inside of a cell do look like rows; nothing else may be touched.
    if not any(line.count(",") == 6 for row in rows for cell in row for line in cell.split("\n")):
        assert without_unclosed(data, ",", 7)[1] == []
