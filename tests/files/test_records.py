"""From cells to values: trimmed, split, joined."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.files import records_of
from onefold.files.records import clean

NOTHING = {"NULL", "null", "\\N", "NaN", "nan", "NA", "N/A", "n/a", "#N/A", "None", "none", "-", "?"}


def read(**columns):
    found = records_of(pa.table(columns)).records
    return {name: found[name].to_pylist() for name in found.column_names if name not in ("profile_id", "source")}


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a@example.com; b@example.com", ["a@example.com", "b@example.com"]),
        ("a@example.com,b@example.com", ["a@example.com", "b@example.com"]),
        ("a@example.com b@example.com|c@example.com", ["a@example.com", "b@example.com", "c@example.com"]),
        ("a@example.com/\nb@example.com", ["a@example.com", "b@example.com"]),
        ("a@example.com\tb@example.com", ["a@example.com", "b@example.com"]),
        ("a@example.com; a@example.com", ["a@example.com"]),
        ("a@example.com;", ["a@example.com"]),
        ("Jo Doe <a@example.com>; Al <b@example.com>", ["a@example.com", "b@example.com"]),
        ("a @ example.com", ["a @ example.com"]),
        ("none; nobody;", ["none; nobody;"]),
    ],
)
def test_a_cell_of_several_emails_is_split(cell, values):
    found = read(email=[cell, "x@example.com"])
    assert [column[0] for column in found.values()] == values
    assert [column[1] for column in found.values()] == ["x@example.com"] + [None] * (len(values) - 1)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("555-0100 / 555-0101", ["555-0100", "555-0101"]),
        ("555-0100; 555-0101;555-0102", ["555-0100", "555-0101", "555-0102"]),
        ("555-0100, 555-0101", ["555-0100", "555-0101"]),
        ("555-0100 or 555-0101, 555-0102", ["555-0100", "555-0101", "555-0102"]),
        ("555-0100 ::: 555-0101", ["555-0100", "555-0101"]),
        ("tel:555-0100", ["tel:555-0100"]),
        ("030/5550100", ["030/5550100"]),
        ("555-0100, ext 12", ["555-0100, ext 12"]),
        ("030/555 01 00-0", ["030/555 01 00-0"]),
    ],
)
def test_a_cell_of_several_phones_is_split_but_not_a_number(cell, values):
    assert [column[0] for column in read(phone=[cell, "555-0199"]).values()] == values


@pytest.mark.parametrize(
    ("cell", "emails", "phones"),
    [
        ("jo@example.com / (555) 010-0000", ["jo@example.com"], ["(555) 010-0000"]),
        ("555 010 0001; jo@example.com; 555 010 0002", ["jo@example.com"], ["555 010 0001", "555 010 0002"]),
        ("Jo <jo@example.com>, al@example.com", ["jo@example.com", "al@example.com"], [None]),
        ("555 010 0001", [None], ["555 010 0001"]),
        ("jo1234567@example.com", ["jo1234567@example.com"], [None]),
        ("ask Jo", [None], [None]),
        (["555 010 0001", "jo@example.com"], ["jo@example.com"], ["555 010 0001"]),
        (["jo@example.com", "al@example.com"], ["jo@example.com", "al@example.com"], [None]),
        ([], [None], [None]),
    ],
)
def test_emails_and_phones_in_one_column_are_told_apart(cell, emails, phones):
    others = ["a@example.com", "555 010 0009", "b@example.com", "555 010 0008"]
    found = read(contact=[cell, *([other] if isinstance(cell, list) else other for other in others)])
    values = {name: column[0] for name, column in found.items() if column[0] is not None}
    assert list(values.values()) == [each for each in (*phones, *emails) if each is not None]
    assert {name.partition("#")[0]: column for name, column in found.items()}.keys() == {"EmailAddress", "PhoneNumber"}
    assert all(("@" in value) == name.startswith("Email") for name, value in values.items())


def test_a_null_over_bytes_of_a_former_value_is_not_split():
    cells = pa.array(["555-0100; 555-0101", "555-0102"]).buffers()
    phones = pa.StringArray.from_buffers(2, cells[1], cells[2], pa.py_buffer(b"\2"))
    assert read(email=["a@example.com", "b@example.com"], phone=phones)["PhoneNumber"] == [None, "555-0102"]


def test_further_values_come_after_the_further_columns():
    found = read(email=["a@example.com;b@example.com"], email_2=["c@example.com"])
    assert found == {
        "EmailAddress": ["a@example.com"],
        "EmailAddress#2": ["c@example.com"],
        "EmailAddress#3": ["b@example.com"],
    }


def test_a_list_fills_further_columns_up_to_a_limit():
    assert read(phones=[[f"555-01{n:02d}" for n in range(50)], [], None])["PhoneNumber#8"] == ["555-0107", None, None]


@pytest.mark.parametrize(
    ("columns", "attribute", "expected"),
    [
        ({"house_number": ["1", None, "3"], "street": ["Main St", "Oak Rd", None]}, "Address.Address1",
         ["1 Main St", "Oak Rd", None]),
        ({"house_number": ["1", None, None], "street": ["Main St", None, ""]}, "Address.Address1",
         ["1 Main St", None, None]),
        ({"last_name": ["Doe", "Roe", None], "suffix": ["Jr", " ", "Sr"]}, "LastName", ["Doe Jr", "Roe", None]),
        ({"birth_year": [1980, 1981, None], "birth_month": [2, None, 3], "birth_day": [3, None, 4]}, "BirthDate",
         ["1980-2-3", "1981", None]),
    ],
)  # fmt: skip
def test_parts_are_joined_where_they_are(columns, attribute, expected):
    assert read(email=["a@example.com"] * 3, **columns)[attribute] == expected


@pytest.mark.parametrize(
    ("cell", "city", "postcode"),
    [
        ("80331 München", "München", "80331"),
        ("D-80331 München", "München", "80331"),
        ("1234 AB Utrecht", "Utrecht", "1234 AB"),
        ("114 55 Stockholm", "Stockholm", "114 55"),
        ("00-950 Warszawa", "Warszawa", "00-950"),
        ("75001, Paris", "Paris", "75001"),
        ("Denver, CO 80201", "Denver", "80201"),
        ("Denver CO 80201-1234", "Denver", "80201-1234"),
        ("New York, NY, 10001", "New York", "10001"),
        ("London SW1A 1AA", "London", "SW1A 1AA"),
        ("Bonn", "Bonn", None),
        ("80331", "80331", None),
        (None, None, None),
    ],
)
def test_a_postcode_and_a_city_in_one_cell_are_told_apart(cell, city, postcode):
    found = read(name=["Jo Doe"], **{"PLZ/Ort": [cell]})
    assert (found["Address.City"][0], found["Address.PostalCode"][0]) == (city, postcode)


CELL = st.none() | st.sampled_from(sorted(NOTHING)) | st.text(" \t\n\u00a0\u3000aZ-é?N", max_size=5)


@given(st.lists(CELL, max_size=30), st.integers(0, 3))
def test_clean_is_what_python_would_do(values, offset):
    """The naive version: strip, and null where nothing is left."""
    column = pa.chunked_array([pa.array(values, pa.string()).slice(offset)])
    naive = [None if v is None or v.strip() == "" or v.strip() in NOTHING else v.strip() for v in values[offset:]]
    assert clean(column).to_pylist() == naive
    assert clean(clean(column)).to_pylist() == naive
