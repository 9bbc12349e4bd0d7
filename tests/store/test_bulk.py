"""Many profiles at once: in with their keys, out as the columns that the engine reads."""

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
from sqlalchemy import text

from onefold.store import Store, bulk, domains, history, keys, open_store, profiles
from onefold.store.bulk import RECORDS, NewProfiles
from onefold.store.database import is_sqlite
from onefold.store.origins import Origin

ORIGIN = Origin(5, "crm")


def add(store: Store, documents: list[dict[str, Any]], name: str = "demo") -> tuple[int, list[str]]:
    domain = store.write(lambda tx: domains.find(tx, name) or domains.add(tx, name, {}, 1))
    found = sorted(("_email", one.get("EmailAddress", "-"), place) for place, one in enumerate(documents))
    new = NewProfiles([json.dumps(one) for one in documents], found)
    return domain.id, store.write(lambda tx: bulk.add_profiles(tx, domain.id, new, ORIGIN, "KEY1", 7))


def records(store: Store, domain_id: int) -> pa.Table:
    return pa.Table.from_batches(bulk.records(store.url, domain_id), schema=RECORDS)


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
    attributes = table.drop_columns("updated_at")
    rows = [{name: value for name, value in row.items() if value is not None} for row in attributes.to_pylist()]
    assert [{**row, "profile_id": None} for row in rows] == [
        {"profile_id": None, "FirstName": "Zoë", "Address.City": "Ærøskøbing", "Address.PostalCode": "5970"},
        {"profile_id": None, "LastName": "O'\"Neil\n\\", "PhoneNumber": "555"},
        {"profile_id": None},
        {"profile_id": None, "EmailAddress": "a@example.com", "BillingAddress.Address1": "1 Main St"},
    ]


def test_a_column_that_is_empty_for_thousands_of_rows_is_still_text(store: Store) -> None:
    many = [{"FirstName": "A"}] * (bulk.BATCH_ROWS + 10)
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


def test_imported_profiles_are_like_all_others(store: Store) -> None:
    domain_id, (first, second) = add(store, [{"EmailAddress": "a"}, {"EmailAddress": "b", "Attributes": {"k": "v"}}])
    assert first < second

    def look(tx: Any) -> None:
        found = profiles.get(tx, domain_id, [second])[0]
        assert found.document == {"EmailAddress": "b", "Attributes": {"k": "v"}}
        assert found.origins == {"EmailAddress": ORIGIN, "Attributes.k": ORIGIN}
        assert (found.created_at, found.updated_at) == (7, 7)
        assert keys.holders(tx, domain_id, [("_email", ["b"])], 0, 9) == [found.row]
        (record,) = history.page(tx, domain_id, second, {}, None, 9)
        assert (record.event.action, record.event.by, record.event.at) == ("CREATED", "KEY1", 7)
        assert profiles.stats(tx, domain_id).profiles == 2

    store.read(look)


def test_profiles_of_one_millisecond_keep_their_own_keys(store: Store) -> None:
    domain_id, _ = add(store, [{"EmailAddress": "a"}, {"EmailAddress": "b"}])
    _, ids = add(store, [{"EmailAddress": str(number)} for number in range(50)])
    found = store.read(lambda tx: [keys.holders(tx, domain_id, [("_email", [str(n)])], 0, 9) for n in range(50)])
    rows = store.read(lambda tx: [[one.row] for one in profiles.get(tx, domain_id, ids)])
    assert found == rows


def test_nothing_to_import_is_no_error(store: Store) -> None:
    assert add(store, [])[1] == []


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
    monkeypatch.setattr(bulk, "BATCH_ROWS", 3)
    domain_id, ids = add(store, [{"FirstName": f"n{number}"} for number in range(100)])
    table = records(store, domain_id)
    assert table["profile_id"].to_pylist() == ids
    assert table["FirstName"].to_pylist() == [f"n{number}" for number in range(100)]
    begun = bulk.records(store.url, domain_id)
    next(begun)
    begun.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("onefold-parse")]


def test_profiles_are_read_in_the_order_of_an_index_without_sorting_them(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        plan = store.read(lambda tx: tx.execute(text(f"EXPLAIN QUERY PLAN {bulk.statement_of(1)}")).all())
    assert [row.detail for row in plan] == ["SEARCH profiles USING INDEX sqlite_autoindex_profiles_1 (domain_id=?)"]
