"""What all modules of the store share: the transaction, ids, JSON columns."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import chain, islice
from typing import Any, Final, cast

from sqlalchemy import Connection, Executable, Row, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

Tx = Connection
"""A transaction, as handed to the functions of the store. Only the store looks inside."""

DatabaseError = SQLAlchemyError
"""What the database, or the way to it, may raise. Its message may quote values that were being written."""

Found = Row[*tuple[Any, ...]]
"""A row of a result."""

_RANDOM_BITS: Final = 80


def new_id(now: int) -> str:
    """32 hexadecimal characters: 48 bits of the time `now` (milliseconds), then chance. Later ids are greater."""
    return f"{now:012x}{secrets.randbits(_RANDOM_BITS):020x}"


def new_ids(now: int, count: int) -> list[str]:
    """Ids of one moment in ascending order."""
    chance = secrets.token_hex(count * _RANDOM_BITS // 8)
    width = _RANDOM_BITS // 4
    return sorted(f"{now:012x}{chance[at : at + width]}" for at in range(0, count * width, width))


_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: json.dumps makes one for every value."""


def encode(document: Any) -> str:
    """A value as compact JSON."""
    return _WRITER.encode(document)


def decode(text: str | None) -> Any:
    """The value of a JSON column; None for an empty one."""
    return None if text is None else json.loads(text)


def savepoint(tx: Tx) -> AbstractContextManager[object]:
    """A part of a transaction that fails alone: an exception that leaves it takes back what it wrote."""
    return tx.begin_nested()


def upsert(tx: Tx, table: Table) -> sqlite.Insert:
    """An INSERT that can say on_conflict_do_update: each database has its own, of the same form."""
    own: Any = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    return cast(sqlite.Insert, own(table))


class Prepared:
    """A statement that requests run, as text: a tenth of the time that SQLAlchemy takes for each execution on SQLite.

    It is compiled once, from the same expression that PostgreSQL gets, and handed to the driver itself. On PostgreSQL,
    where a round trip takes longer than that, it is executed as any other. Every column comes as the driver gives it,
    so none may have a type that SQLAlchemy would convert; parameters that are lists do not work.
    """

    def __init__(self, make: Executable | Callable[[Callable[[Table], sqlite.Insert]], Executable]) -> None:
        """make: the statement, or what makes it of an INSERT that can say on_conflict_do_update."""
        self._make = make
        self._text: str | None = None
        self._names: Sequence[str] = ()
        self._values: Mapping[str, Any] = {}
        self._executable: Executable | None = None

    def __call__(self, tx: Tx, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Execute it. Returns its rows; none for a statement without."""
        if tx.dialect.name != "sqlite":
            if self._executable is None:
                self._executable = self._made(cast(Any, postgresql.insert))
            result = tx.execute(self._executable, values)
            return [tuple(row) for row in result] if result.returns_rows else []
        if self._text is None:
            self._compile()
        given = {**self._values, **values} if self._values else values
        driver: Any = tx.connection.dbapi_connection
        try:
            found: list[tuple[Any, ...]] = driver.execute(self._text, [given[name] for name in self._names]).fetchall()
        except sqlite3.Error as error:
            raise DBAPIError(self._text, None, error) from error
        return found

    def _made(self, insert: Callable[[Table], sqlite.Insert]) -> Executable:
        return self._make(insert) if callable(self._make) else self._make

    def _compile(self) -> None:
        statement = cast(Any, self._made(sqlite.insert))
        compiled = statement.compile(dialect=sqlite.dialect(paramstyle="qmark"))
        self._names = compiled.positiontup
        self._values = {name: value for name, value in compiled.params.items() if value is not None}
        self._text = compiled.string


ROWS_A_STATEMENT: Final = 100
"""Of an INSERT on SQLite: it takes three quarters of the time, and no thread waits for Python's lock between rows."""


def insert_many(tx: Tx, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert thousands of rows past SQLAlchemy's handling of each value, which costs more than the database does."""
    names = ", ".join(columns)
    if tx.dialect.name == "postgresql":
        driver: Any = tx.connection.dbapi_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    begin, marks = f"INSERT INTO {table.name} ({names}) VALUES ", f"({', '.join('?' * len(columns))})"
    many = begin + ", ".join([marks] * ROWS_A_STATEMENT)
    waiting, cursor = iter(rows), tx.connection.cursor()
    while len(some := list(islice(waiting, ROWS_A_STATEMENT))) == ROWS_A_STATEMENT:
        cursor.execute(many, cast(Any, list(chain.from_iterable(some))))
    cursor.executemany(begin + marks, cast(Any, some))
    cursor.close()
