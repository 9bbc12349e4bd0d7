"""The log of SQLite goes to its place in the database when it is long, while nobody else can commit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from onefold.store import Store, domains, open_store, writer
from onefold.store.database import log_pages, write_back


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as store:
        write_back(store._writing)
        yield store


def add(store: Store, name: str, size: int = 0) -> None:
    store.write(lambda tx: domains.add(tx, name, {"x": "x" * size}, 1))


def file_size(store: Store) -> int:
    return Path(str(store.url.database)).stat().st_size


def test_the_pages_of_the_log_are_counted_as_sqlite_counts_them(embedded: Store) -> None:
    for number in range(40):
        add(embedded, f"d{number}", 10_000 * (number % 3))
        if number % 15 == 14:
            before = log_pages(embedded.url)
            with closing(sqlite3.connect(str(embedded.url.database))) as other:
                busy, pages, written = other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            assert (busy, pages, written) == (0, before, before)
            add(embedded, f"first of a new log {number}")
            assert 0 < log_pages(embedded.url) < before


def test_a_commit_leaves_a_short_log_where_it_is(embedded: Store) -> None:
    before = file_size(embedded)
    add(embedded, "large", 8 << 20)  # 2,000 pages: SQLite by itself would not leave more than 1,000
    assert log_pages(embedded.url) > 2_000
    assert file_size(embedded) == before


def test_a_long_log_begins_anew(embedded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LOG_PAGES_MAX", 100)
    for number in range(30):
        add(embedded, f"d{number}", 100_000)  # some 25 pages
    assert Path(f"{embedded.url.database}-wal").stat().st_size < 200 * 4_120
    assert file_size(embedded) > 25 * 100_000
    assert embedded.read(lambda tx: len(domains.page(tx, "", 100))) == 30


def test_nothing_is_written_back_while_somebody_else_can_commit(embedded: Store) -> None:
    add(embedded, "demo", 1 << 20)
    before, pages = file_size(embedded), log_pages(embedded.url)
    with closing(sqlite3.connect(str(embedded.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            write_back(embedded._writing)
        assert (file_size(embedded), log_pages(embedded.url)) == (before, pages)
        other.execute("ROLLBACK")
    write_back(embedded._writing)
    assert file_size(embedded) > before
