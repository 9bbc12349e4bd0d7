"""Connections to SQLite and PostgreSQL, made alike: explicit transactions, durable commits, bounded waits."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
from bisect import bisect_left
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from onefold.errors import InputError

LOG: Final = logging.getLogger("onefold.store")

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO

LOCK_WAIT_SECONDS: Final = 30
"""How long a writer waits for another process to finish its transaction."""
LOOK_SECONDS: Final = 0.002
"""Between looks whether the lock of SQLite is free. Who writes again and again leaves it free for longer than that."""
CONNECT_SECONDS: Final = 10
"""For a PostgreSQL server to take a connection."""
POOL_WAIT_SECONDS: Final = 30
"""For one of the connections of this process to be free."""
CACHE_KIB: Final = 64 * 1024
"""Of pages per connection that imports or purges; reading connections keep SQLite's 2 MB."""
_NO_CHECKPOINTS: Final = "PRAGMA wal_autocheckpoint = 0"
"""None within a commit: `write_back` does them."""
_LOG_HEAD: Final = 32
_PAGE_HEAD: Final = 24
"""Bytes before the log and before each of its pages (https://sqlite.org/fileformat.html, 4: the write-ahead log)."""
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
    return (
        _sqlite(url, "BEGIN IMMEDIATE", f"PRAGMA cache_size = -{CACHE_KIB}", _NO_CHECKPOINTS)
        if is_sqlite(url)
        else _postgresql(url)
    )


def log_pages(url: URL) -> int:
    """How many pages the log of SQLite has since it began anew; what the file holds behind them is older.

    Some 20 us. SQLite has no locks on this file that closing it would give up.
    """
    with Path(f"{url.database}-wal").open("rb", buffering=0) as file:
        head = file.read(_LOG_HEAD)
        salt, step = head[16:24], int.from_bytes(head[8:12]) + _PAGE_HEAD
        count = max(0, os.fstat(file.fileno()).st_size - _LOG_HEAD) // step

        def is_older(number: int) -> bool:
            return os.pread(file.fileno(), len(salt), _LOG_HEAD + number * step + 8) != salt

        return bisect_left(range(count), True, key=is_older)


def write_back(engine: Engine) -> None:
    """Bring the pages in the log of SQLite to their places in the database, so that the log begins anew.

    The lock is held meanwhile. SQLite's own checkpoints come after a commit has given it back, and up to version 3.51.2
    one that meets a commit of another process, which begins the log anew, can lose what was committed
    (https://sqlite.org/wal.html, the WAL-reset bug). Raises sqlite3.OperationalError when somebody else has the lock.
    """
    with closing(engine.raw_connection()) as holding, closing(engine.raw_connection()) as other:
        lock = holding.cursor()
        lock.execute("PRAGMA busy_timeout = 0")
        lock.execute("BEGIN IMMEDIATE")
        try:
            other.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            lock.execute("ROLLBACK")


def is_sqlite(url: URL) -> bool:
    """Whether the database is the embedded one."""
    return url.get_backend_name() == "sqlite"


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=CONNECTIONS_MAX,
        max_overflow=0,
        pool_timeout=POOL_WAIT_SECONDS,
        pool_pre_ping=True,
        connect_args={
            "options": f"-c lock_timeout={LOCK_WAIT_SECONDS}s",
            "application_name": "onefold",
            "connect_timeout": CONNECT_SECONDS,
        },
    )


def _sqlite(url: URL, begin: str, *pragmas: str) -> Engine:
    _make_file(Path(str(url.database)))
    engine = create_engine(
        url,
        pool_size=CONNECTIONS_MAX,
        max_overflow=0,
        pool_timeout=POOL_WAIT_SECONDS,
        connect_args={"timeout": LOCK_WAIT_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver is to begin nothing by itself
        # FULL: a commit is on the disk before it is answered; NORMAL would lose the last ones with the power.
        for pragma in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", *pragmas):
            connection.execute(pragma)

    if begin:
        event.listen(engine, "begin", lambda connection: _begin(connection, begin))
    return engine


def _begin(connection: Connection, begin: str) -> None:
    """Begin as soon as the lock is free.

    SQLite's own waiting looks for it every 100 ms in the end, and a process that takes it again at once, such as a job
    that stores its result, would keep others out for as long as it likes.
    """
    driver: Any = connection.connection.dbapi_connection
    until = monotonic() + LOCK_WAIT_SECONDS
    driver.execute("PRAGMA busy_timeout = 0")
    while True:
        try:
            connection.exec_driver_sql(begin)
        except OperationalError as error:
            if not is_locked(error) or monotonic() >= until:
                raise
            sleep(LOOK_SECONDS)
        else:
            return


def is_locked(error: BaseException) -> bool:
    """Whether another process has SQLite's one lock."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY  # the low byte of an extended code is the kind


def _make_file(path: Path) -> None:
    """The database holds secrets and personal data, so nobody else may read it from its first moment.

    A file that was there and could be read by others is closed to them, and that is said. Its folder may be somebody's
    on purpose, but if others may write there they can put another file in its place, and that is said too.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with suppress(FileNotFoundError):
            _close_to_others(file)
    if path.parent.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not path.parent.stat().st_mode & stat.S_ISVTX:
        LOG.warning("Others than the owner may write in %s and so replace the database: chmod go-w it", path.parent)


def _close_to_others(file: Path) -> None:
    if not file.stat().st_mode & _OTHERS:
        return
    try:
        file.chmod(0o600)
    except OSError:
        LOG.warning("Others than its owner can open %s, which has secrets and personal data: chmod 600 it", file)
    else:
        LOG.warning("Others than its owner could open %s, which has secrets and personal data; now they cannot", file)
