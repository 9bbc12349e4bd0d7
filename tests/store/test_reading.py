"""All profiles of a domain come out as the columns that the engine reads."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from onefold.store import Store, bulk, domains, open_store, reading
from onefold.store.bulk import NewProfiles
from onefold.store.database import is_sqlite
from onefold.store.origins import Origin
from onefold.store.reading import RECORDS, SOURCES
from onefold.store.traits import has_values_from
from onefold.tables import ADDRESS_PARTS, ADDRESSES, ATTRIBUTES


def add(
    store: Store, documents: list[dict[str, Any]], name: str = "demo", object_type: str = "", at: int = 7
) -> tuple[int, list[str]]:
    domain = store.write(lambda tx: domains.find(tx, name) or domains.add(tx, name, {}, 1))
    new = NewProfiles([json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in documents], [])
    return domain.id, store.write(lambda tx: bulk.add_profiles(tx, domain.id, new, Origin(5, object_type), "KEY1", at))


def records(store: Store, domain_id: int, *object_types: str) -> pa.Table:
    return pa.Table.from_batches(reading.records(store.url, domain_id, object_types), schema=RECORDS)


def test_columns_hold_what_the_documents_say(store: Store) -> None:
    documents = [
        {"FirstName": "Zoë", "Address": {"City": "Ærøskøbing", "PostalCode": "5970"}, "Attributes": {"a": "b"}},
        {"LastName": "O'\"Neil\n\\", "PhoneNumber": "555"},
        {},
        {"EmailAddress": "a@example.com", "BillingAddress": {"Address1": "1 Main St"}, "PartyType": "BUSINESS"},
    ]
    domain_id, ids = add(store, documents)
    table = records(store, domain_id)
    assert table["profile_id"].to_pylist() == ids
    assert set(table["updated_at"].to_pylist()) == {7}
    attributes = table.drop_columns(["updated_at", SOURCES])
    rows = [{name: value for name, value in row.items() if value is not None} for row in attributes.to_pylist()]
    assert [{**row, "profile_id": None} for row in rows] == [
        {"profile_id": None, "FirstName": "Zoë", "Address.City": "Ærøskøbing", "Address.PostalCode": "5970"},
        {"profile_id": None, "LastName": "O'\"Neil\n\\", "PhoneNumber": "555"},
        {"profile_id": None},
        {"profile_id": None, "EmailAddress": "a@example.com", "BillingAddress.Address1": "1 Main St"},
    ]


_PARTS = st.dictionaries(st.sampled_from((*ADDRESS_PARTS, "Zip")), st.text(), min_size=1, max_size=3)
_TEXTS = st.dictionaries(
    st.one_of(st.sampled_from([name for name in (*ATTRIBUTES, "Hobby", "GenderString") if "." not in name]), st.text()),
    st.one_of(st.text(), st.sampled_from(['"FirstName":', 'a":"b', "City", "x:y\n"])),
    max_size=4,
)
_DOCUMENTS = st.builds(
    lambda texts, addresses: {name: value for name, value in texts.items() if name not in ADDRESSES} | addresses,
    _TEXTS,
    st.dictionaries(st.sampled_from(ADDRESSES), _PARTS, max_size=2),
)


def value_of(document: dict[str, Any], attribute: str) -> str | None:
    name, _, part = attribute.partition(".")
    if name == "Gender":
        return document.get("Gender", document.get("GenderString"))
    return document.get(name, {}).get(part) if part else document.get(name)


@settings(max_examples=200)
@given(st.lists(_DOCUMENTS, min_size=1, max_size=4))
def test_every_value_of_every_document_is_found_and_nothing_else(documents: list[dict[str, Any]]) -> None:
    """Only the members that a batch has are read of it; they are told by the ends of their names."""
    lines = "\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in documents)
    ids = pa.array([str(number) for number in range(len(documents))])
    times = pa.array([0] * len(documents), pa.int64())
    batch = reading._Batch(ids, times, pa.py_buffer(lines.encode(errors="replace")), ids)
    (expected,) = [[{name: value_of(one, name) for name in ATTRIBUTES} for one in documents]]
    assert reading._parsed(batch, ()).select(list(ATTRIBUTES)).to_pylist() == expected


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_an_attribute_that_is_the_only_one_is_found(name: str) -> None:
    top, _, part = name.partition(".")
    line = json.dumps({top: {part: "x"} if part else "x"}, separators=(",", ":")).encode()
    one = pa.array(["1"])
    found = reading._parsed(reading._Batch(one, pa.array([0], pa.int64()), pa.py_buffer(line), one), ())
    assert {column: found[column][0].as_py() for column in ATTRIBUTES if found[column].null_count == 0} == {name: "x"}


def test_the_gender_as_a_source_writes_it_is_read_where_amazon_has_no_choice_for_it(store: Store) -> None:
    domain_id, _ = add(store, [{"GenderString": "f"}, {"Gender": "MALE", "GenderString": "m"}, {}])
    assert records(store, domain_id)["Gender"].to_pylist() == ["f", "MALE", None]


def test_where_values_are_from_is_read_with_them(store: Store) -> None:
    domain_id, _ = add(store, [{"FirstName": "A"}], object_type="Crm")
    add(store, [{"FirstName": "B"}], object_type="Crm2", at=8)
    add(store, [{"FirstName": "C"}, {}], at=9)
    assert records(store, domain_id, "Crm", "Crm2")[SOURCES].to_pylist() == [
        has_values_from("Crm"), has_values_from("Crm2"), 0, 0
    ]  # fmt: skip
    assert records(store, domain_id)[SOURCES].to_pylist() == [0] * 4


def test_a_column_that_is_empty_for_thousands_of_rows_is_still_text(store: Store) -> None:
    many = [{"FirstName": "A"}] * (reading.BATCH_ROWS + 10)
    domain_id, ids = add(store, [*many, {"LastName": "Late"}])
    table = records(store, domain_id)
    assert table["LastName"].to_pylist()[-1] == "Late"
    assert table["LastName"].null_count == len(ids) - 1


def test_a_domain_gives_its_own_profiles_only(store: Store) -> None:
    one, _ = add(store, [{"FirstName": "A"}])
    other, _ = add(store, [{"FirstName": "B"}], "other")
    assert records(store, one)["FirstName"].to_pylist() == ["A"]
    assert records(store, other)["FirstName"].to_pylist() == ["B"]
    assert records(store, 999).num_rows == 0


def test_reading_everything_gives_up_no_lock_of_a_writer_in_the_same_process(store: Store) -> None:
    """As any other copy of SQLite in the process would: two would write at once then, and the database be torn."""
    if not is_sqlite(store.url):
        return
    domain_id, ids = add(store, [{"FirstName": "A"}])
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    with store._writing.begin():
        assert records(store, domain_id)["profile_id"].to_pylist() == ids
        tried = subprocess.run([sys.executable, "-c", other, str(store.url.database)], capture_output=True, text=True)
    assert "database is locked" in tried.stderr


def test_many_batches_come_in_their_order_and_reading_can_end_early(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH_ROWS", 3)
    domain_id, ids = add(store, [{"FirstName": f"n{number}"} for number in range(100)])
    table = records(store, domain_id)
    assert table["profile_id"].to_pylist() == ids
    assert table["FirstName"].to_pylist() == [f"n{number}" for number in range(100)]
    begun = reading.records(store.url, domain_id)
    next(begun)
    begun.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("onefold-parse")]


def test_profiles_are_read_in_the_order_of_an_index_without_sorting_them(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        statement = text(f"EXPLAIN QUERY PLAN {reading.sqlite_statement(origins=True)}")
        plan = store.read(lambda tx: tx.execute(statement, {"domain_id": 1, "after": ""}).all())
    searched = "SEARCH profiles USING INDEX sqlite_autoindex_profiles_1 (domain_id=? AND profile_id>?)"
    assert [row.detail for row in plan][1:] == [searched, "SCAN (subquery-1)"]
