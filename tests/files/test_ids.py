"""Every record has an id of its own."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.errors import ColumnError
from onefold.files import read_inputs, records_of
from onefold.files.ids import has_duplicates

NAMES = ["Jo", "Al", "Bo"]


def read(id_column=None, **columns):
    found = records_of(pa.table({**columns, "name": NAMES}), id_column=id_column)
    return found.records["profile_id"].to_pylist(), "\n".join(found.sources[0].notes)


@pytest.mark.parametrize(
    "column", ["ProfileId", "profile_id", "id", "record_id", "Customer ID", "rec_id", "unique_id", "Contact ID"]
)
def test_a_column_of_ids_is_recognised(column):
    assert read(**{column: ["x", "y", "z"]}) == (["x", "y", "z"], "")


def test_ids_are_not_trimmed_so_that_results_join_with_the_input():
    assert read(id=[" x", "x", "x "])[0] == [" x", "x", "x "]


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (["x", "x", "z"], "column 'id' repeats values: 'x' (2 times); row numbers are used"),
        (["x", None, "z"], "column 'id' is empty in 1 of 3 rows; row numbers are used"),
        (["x", " ", "z"], "column 'id' is empty in 1 of 3 rows; row numbers are used"),
    ],
)
def test_a_column_that_does_not_number_the_records_is_left_and_said(values, note):
    ids, notes = read(id=values)
    assert ids == ["1", "2", "3"]
    assert note in notes


def test_the_next_likely_column_numbers_the_records():
    assert read(id=["x", "x", "z"], customer_id=[1, 2, 3]) == (["1", "2", "3"], "")


def test_without_a_column_of_ids_the_rows_are_numbered():
    assert read() == (["1", "2", "3"], "")


@pytest.mark.parametrize(
    "column", ["Kunden-Nr.", "customer_number", "Account No", "顧客番号", "LEID", "Klaviyo ID", "crmId"]
)
def test_a_number_of_customers_or_an_unknown_id_numbers_the_records_if_nothing_better_does(column):
    assert read(**{column: ["x", "y", "z"]}) == (["x", "y", "z"], "")
    assert read(**{column: ["x", "y", "z"], "id": ["1", "2", "3"]})[0] == ["1", "2", "3"]
    assert read(**{column: ["x", "x", "z"]}) == (["1", "2", "3"], "")
    assert read(**{column: ["x", None, "z"]}) == (["1", "2", "3"], "")


@pytest.mark.parametrize("column", ["paid", "Valid", "android"])
def test_a_word_that_ends_in_id_is_no_id(column):
    assert read(**{column: ["x", "y", "z"]}) == (["1", "2", "3"], "")


def test_a_number_that_every_record_has_for_itself_is_no_evidence():
    def attributes(values, **columns):
        table = pa.table({"Kunden-Nr.": values, "name": NAMES, **columns})
        return [name for name in records_of(table).records.column_names if "Account" in name]

    assert attributes(["1", "2", "3"]) == []
    assert attributes(["1", "1", "3"]) == ["AccountNumber"]
    assert attributes(["1", "2", "3"], passport=["A", "B", "C"]) == ["AccountNumber"]
    given = records_of(
        pa.table({"Kunden-Nr.": ["1", "2", "3"], "name": NAMES}), columns={"AccountNumber": "Kunden-Nr."}
    )
    assert given.records["AccountNumber"].to_pylist() == ["1", "2", "3"]


def test_numbers_of_customers_are_evidence_across_files(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("Kundennummer,name\n1,Jo\n2,Al\n")
    found = read_inputs([tmp_path / "a.csv", tmp_path / "b.csv"]).records
    assert found["AccountNumber"].to_pylist() == ["1", "2", "1", "2"]
    assert found["profile_id"].to_pylist() == ["a.csv:1", "a.csv:2", "b.csv:1", "b.csv:2"]


def test_a_given_column_is_used():
    assert read("code", code=["x", "y", "z"], id=["1", "2", "3"])[0] == ["x", "y", "z"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["x", "x", "z"], r"table: the id column 'code' repeats values: 'x' \(2 times\)\. Every record needs an id"),
        (["x", None, "z"], r"table: the id column 'code' is empty in 1 of 3 rows"),
        ([["x"], ["y"], ["z"]], r"the id column 'code' holds lists"),
    ],
)
def test_a_given_column_must_number_the_records(values, message):
    with pytest.raises(ColumnError, match=message):
        read("code", code=values)


def test_a_given_column_must_be_there():
    with pytest.raises(ColumnError, match=r"there is no id column 'code'.*Columns: name"):
        read("code")


@given(st.lists(st.text(max_size=20), max_size=40), st.integers(0, 3))
def test_duplicates_are_found_as_a_set_would(values, offset):
    column = pa.chunked_array([pa.array(values, pa.string()).slice(offset), pa.array(values[:offset], pa.string())])
    assert has_duplicates(column) == (len(set(values)) < len(values))


def test_values_that_begin_alike_are_no_duplicates():
    assert not has_duplicates(pa.chunked_array([["a" * n for n in range(1, 40)] + ["\x00", "\x00\x00", ""]]))
