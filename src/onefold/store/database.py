"""Connections to SQLite and PostgreSQL, made alike: explicit transactions, durable commits, bounded waits."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from onefold.errors import InputError

LOCK_WAIT_SECONDS: Final = 30
"""How long a writer waits for another process to finish its transaction."""
CACHE_KIB: Final = 64 * 1024
"""Of pages per connection that imports or purges; reading connections keep SQLite's 2 MB."""
CONNECTIONS_MAX: Final = 48
"""Of a process: 40 threads of the server and a few of its own."""


def database_url(where: str | Path) -> URL:
    """The URL of a database: itself, or that of the SQLite file in a data folder.

    Raises InputError for anything but sqlite and postgresql.
    """
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where / "onefold.db"))
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise InputError(
            "The database is given as a URL such as postgresql://user:password@host/name; this is not one."
        ) from error
    name = url.get_backend_name()
    if name == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if name == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite")
    raise InputError(f"A database can be postgresql://... or sqlite:///FILE, not {name}.")


def reading_engine(url: URL) -> Engine:
    """For transactions that only read. Those of SQLite can write nothing, and whoever uses one begins and ends its
    transaction, which sees one snapshot."""
    return _sqlite(url, "", "PRAGMA query_only = ON") if is_sqlite(url) else _postgresql(url)


def writing_engine(url: URL) -> Engine:
    """For transactions that write. On SQLite they take the lock at their beginning, so that none fails half-way."""
    return _sqlite(url, "BEGIN IMMEDIATE", f"PRAGMA cache_size = -{CACHE_KIB}") if is_sqlite(url) else _postgresql(url)


def is_sqlite(url: URL) -> bool:
    """Whether the database is the embedded one."""
    return url.get_backend_name() == "sqlite"


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=CONNECTIONS_MAX,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"options": f"-c lock_timeout={LOCK_WAIT_SECONDS}s", "application_name": "onefold"},
    )


def _sqlite(url: URL, begin: str, *pragmas: str) -> Engine:
    _make_file(Path(str(url.database)))
    engine = create_engine(
        url,
        pool_size=CONNECTIONS_MAX,
        max_overflow=0,
        connect_args={"timeout": LOCK_WAIT_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver is to begin nothing by itself
        # FULL: a commit is on the disk before it is answered; NORMAL would lose the last ones with the power.
        for pragma in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", *pragmas):
            connection.execute(pragma)

    if begin:

        @event.listens_for(engine, "begin")
        def open_transaction(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

    return engine


def _make_file(path: Path) -> None:
    """The database holds secrets and personal data, so nobody else may read it from its first moment."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
