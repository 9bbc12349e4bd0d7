"""Store: units of work on one database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.exc import TimeoutError

from onefold.errors import BusyError
from onefold.store.database import database_url, is_sqlite, reading_engine, writing_engine
from onefold.store.migrate import refuse_other_schema, upgrade
from onefold.store.transaction import Tx
from onefold.store.writer import GroupCommits, SeparateCommits, Writer

T = TypeVar("T")


class Store:
    """One database. Safe to use from many threads; other processes may use the same database beside it."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._reading = reading_engine(url)
        self._idle: list[Connection] = []
        self._writing = writing_engine(url) if is_sqlite(url) else self._reading
        self._writer: Writer = GroupCommits(self._writing) if is_sqlite(url) else SeparateCommits(self._writing)

    def read(self, work: Callable[[Tx], T]) -> T:
        """Do a unit of work that changes nothing; on SQLite it sees one moment."""
        if not is_sqlite(self.url):
            try:
                with self._reading.begin() as transaction:
                    return work(transaction)
            except TimeoutError as error:  # all connections of the process are in use
                raise BusyError from error
        connection = self._connection()
        driver: Any = connection.connection.dbapi_connection
        driver.execute("BEGIN")  # by the driver itself: SQLAlchemy's takes longer than a small read
        try:
            return work(connection)
        finally:
            driver.execute("ROLLBACK")
            if connection.in_transaction():
                connection.rollback()
            self._idle.append(connection)

    def _connection(self) -> Connection:
        """One that nobody uses. Kept by us, as the pool looks after each for longer than a small read takes."""
        try:
            return self._idle.pop()
        except IndexError:
            return self._reading.connect()

    def write(self, work: Callable[[Tx], T]) -> T:
        """Do a unit of work, all or nothing. When this returns, it is on the disk.

        On PostgreSQL a unit that lost a race is done again from its beginning. Raises BusyError when somebody else
        holds the database, or a row, for longer than half a minute. Blocks; must not be called by `work`.
        """
        return self._writer.write(work)

    def submit(self, work: Callable[[Tx], T]) -> Future[T] | None:
        """As `write`, at once: the outcome comes in the future. None where only a thread can wait: on PostgreSQL."""
        return self._writer.submit(work)

    def writes_waiting(self) -> int:
        """How many units of work wait for the one writer of a SQLite database; on PostgreSQL each writes by itself."""
        return self._writer.waiting()

    def close(self) -> None:
        """Finish what is being written and let go of the database."""
        self._writer.close()
        for connection in self._idle:
            connection.close()
        self._reading.dispose()
        self._writing.dispose()


def open_store(where: str | Path) -> Store:
    """Open the database in a data folder, or at a URL; an empty one gets its tables.

    Raises InputError for an unknown kind of database, one that cannot be reached, or tables of another version.
    """
    url = database_url(where)
    if refuse_other_schema(url):
        upgrade(url)
    return Store(url)
