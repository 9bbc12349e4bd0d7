"""What a file of unknown origin is."""

import os
import threading
from pathlib import Path

import pyarrow as pa
import pytest

from onefold.errors import ReadError
from onefold.files.detect import as_utf8, dialect_of, read_bytes

FILE = Path("people.csv")


def dialect(text: str):
    return dialect_of(pa.py_buffer(text.encode()), FILE)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,email\nJo,jo@example.com\n", ","),
        ("name;salary\nJo;1,5\nAl;2,5\n", ";"),
        ("name;address\nJo;1 Main St, Springfield, IL\nAl;2 Oak Rd, Ogdenville\n", ";"),
        ("name|tags\nJo|a,b,c\nAl|d\n", "|"),
        ('name,note\nJo,"a;b;c"\nAl,"d;e;f"\n', ","),
        ("name\tnote\nJo\tone, two\n", "\t"),
        ("name\nJo\nAl\n", ","),
        ("sep=;\nname;email\nJo;x,y\n", ";"),
        ("name,email", ","),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_all_rows_alike(text, delimiter):
    try:
        assert dialect(text)[0].delimiter == delimiter
    except ReadError as error:
        assert text == "name,email" and "no rows" in str(error)  # noqa: PT017, PT018


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("name, email ,phone", ("name", "email", "phone")),
        ("Email,Email,Email", ("Email", "Email (2)", "Email (3)")),
        (",name,email", ("column 1", "name", "email")),
        ('"full\nname",b,c', ("full name", "b", "c")),
    ],
)
def test_column_names_are_tidy_and_unique(header, columns):
    assert dialect(f"{header}\nx,y,z\n")[0].columns == columns


def test_rows_before_the_header_are_counted_with_the_blank_ones():
    found, first = dialect("Customers\n\nname,email\nJo,jo@example.com\n")
    assert found.rows_before == 3
    assert found.notes == ("the first 2 rows are no part of the table; skipped",)
    assert first == [["Jo", "jo@example.com"]]


def test_a_row_cut_by_the_end_of_the_sample_is_no_record():
    text = "name,email\n" + "Jo,jo@example.com\n" * 100_000
    assert {len(row) for row in dialect(text)[1]} == {2}


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        ("Zoë".encode(), "Zoë", False),
        (b"\xef\xbb\xbfZo\xc3\xab", "Zoë", False),
        ("Zoë, Anna, Tom".encode("utf-16-le"), "Zoë, Anna, Tom", False),
        ("Zoë, Anna, Tom".encode("utf-16-be"), "Zoë, Anna, Tom", False),
        (b"Zo\xeb \x80 \x81", "Zoë € \x81", True),
        (b"Zo\xc3\xab \xeb", "Zoë ë", True),
        (b"a\x00b,c\n" * 3, "a\x00b,c\n" * 3, False),
    ],
)
def test_text_of_any_encoding_becomes_utf8(data, text, noted):
    found, notes = as_utf8(pa.py_buffer(data), FILE)
    assert found.to_pybytes().decode() == text
    assert bool(notes) is noted


def test_a_byte_that_is_not_utf8_is_found_at_the_end_of_a_large_file():
    found, notes = as_utf8(pa.py_buffer(b"name\n" * 1_000_000 + b"Zo\xeb\n"), FILE)
    assert found.to_pybytes().endswith("Zoë\n".encode())
    assert notes


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"ARROW1", b"SQLite format 3\x00", b"BZh9"]
)
def test_a_known_format_that_is_no_text_is_named(head):
    with pytest.raises(ReadError, match=r"people\.csv is .*(save|export|unpack)"):
        as_utf8(pa.py_buffer(head + b"..."), FILE)


def test_a_pipe_is_read_like_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"name\nJo\n",))
    writer.start()
    assert read_bytes(pipe).to_pybytes() == b"name\nJo\n"
    writer.join()
