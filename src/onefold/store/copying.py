"""A whole database into another, of the same kind or not: from SQLite to PostgreSQL and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from psycopg import Error as PostgresqlError
from sqlalchemy import URL, Connection, Table, exists, func, select, text

from onefold.errors import InputError, OnefoldError
from onefold.store.database import is_sqlite, reading_engine, writing_engine
from onefold.store.migrate import refuse_other_schema, upgrade
from onefold.store.tables import METADATA
from onefold.store.transaction import Tx, insert_many

ROWS_AT_ONCE: Final = 5_000
"""So many are in memory; a profile has 250 kB at most."""

Tell = Callable[[str, int], None]


def copy_database(source: URL, target: URL, tell: Tell) -> None:
    """Copy everything: domains, profiles, history, jobs, results, keys. All or nothing.

    The source is read as of one moment, the target written in one transaction, and every table is counted in the
    target before that ends. tell: called with each table and its number of rows. Rows keep their numbers.
    Raises InputError unless the source has the tables of this version and the target nothing but those, empty.
    About a minute for a million profiles.
    """
    if not _is_there(source) or refuse_other_schema(source):
        raise InputError("There is no database of Onefold to copy from. Give the data folder or the URL of one.")
    if refuse_other_schema(target):
        upgrade(target)
    reading, writing = reading_engine(source), writing_engine(target)
    try:
        with _snapshot(reading.connect(), source) as before, writing.begin() as after:
            _refuse_full(after)
            for table in METADATA.sorted_tables:
                tell(table.name, _copied(before, after, table))
    finally:
        reading.dispose()
        writing.dispose()


def _is_there(url: URL) -> bool:
    """Opening a file that is not there would make it."""
    return not is_sqlite(url) or Path(str(url.database)).exists()


def _snapshot(connection: Connection, url: URL) -> Connection:
    """A connection whose statements all see the same moment; on SQLite that is a transaction, which the engine for
    reading does not begin by itself."""
    if is_sqlite(url):
        connection.execute(text("BEGIN"))
    else:
        connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _refuse_full(target: Tx) -> None:
    for table in METADATA.sorted_tables:
        if target.execute(select(exists().select_from(table))).scalar_one():
            raise InputError(
                f"The database to copy to is not empty: {table.name} has rows. Give a new one; nothing was changed."
            )


def _copied(before: Connection, after: Tx, table: Table) -> int:
    """Copy one table and count it in its new place."""
    count = 0

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        wanted = select(table).order_by(*table.primary_key.columns)  # the order in which its index is filled fastest
        for row in before.execution_options(stream_results=True).execute(wanted).yield_per(ROWS_AT_ONCE):
            count += 1
            yield tuple(row)

    try:
        insert_many(after, table, [column.name for column in table.columns], rows())
    except (sqlite3.Error, PostgresqlError) as error:  # the driver's own words quote the row
        raise OnefoldError(
            f"{table.name}: the database to copy to refused row {count} ({type(error).__name__}). Nothing was changed."
        ) from None
    found = after.execute(select(func.count()).select_from(table)).scalar_one()
    if found != count:
        raise OnefoldError(f"{table.name} has {count} rows, and {found} of them arrived. Nothing was changed.")
    _go_on_counting(after, table)
    return count


def _go_on_counting(after: Tx, table: Table) -> None:
    """PostgreSQL counts rows apart from the table: the next one must not get a number that is there already."""
    column = table.autoincrement_column
    if column is not None and after.dialect.name == "postgresql":
        after.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                f"coalesce(max({column.name}), 0) + 1, false) FROM {table.name}"
            )
        )
