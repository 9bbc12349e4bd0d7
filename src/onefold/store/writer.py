"""Write transactions: grouped into common commits on SQLite, one by one with retries on PostgreSQL.

A commit on SQLite waits for the disk, and only one transaction can write at a time. So one thread does all writing of
a process: it takes whatever is waiting, does each in a savepoint of its own, commits once and tells everybody. Twenty
waiting requests cost one wait for the disk. A unit of work sees all units before it, fails alone, and has been
committed when `write` returns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, TimeoutError

from onefold.errors import BusyError
from onefold.store.database import is_locked, log_pages, write_back

T = TypeVar("T")
Work = Callable[[Connection], T]

GROUP_MAX: Final = 64
"""Units in one commit: more would make the first of them wait for long."""
LOG_PAGES_MAX: Final = 8_192
"""32 MB, before they go to their places. With fewer, each page is written more often: a piece of an import changes some
5,000. With more, others wait for longer: these take some 20 ms, and a disk that is busy makes it more."""
ATTEMPTS_MAX: Final = 10
_LOST_RACES: Final = {"40001", "40P01", "23505"}
"""PostgreSQL's serialisation failure, deadlock and unique violation: doing it again is the cure. The last is two units
that both looked for a name, found it free and took it: done again, the second finds it taken."""
_LOCK_TIMEOUT: Final = "55P03"
"""Of PostgreSQL: somebody holds a row for longer than LOCK_WAIT_SECONDS."""


class Writer(Protocol):
    """Does units of work, each in a transaction. `submit` may not block, and where it would there is no future yet."""

    def write(self, work: Work[T]) -> T: ...

    def submit(self, work: Work[T]) -> Future[T] | None: ...

    def waiting(self) -> int: ...

    def close(self) -> None: ...


class SeparateCommits:
    """Each unit is a transaction of the calling thread; one that lost a race is done again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, work: Work[T]) -> T:
        for _ in range(ATTEMPTS_MAX - 1):
            try:
                return self._once(work)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _LOST_RACES:
                    raise
        return self._once(work)

    def submit(self, _: Work[T]) -> Future[T] | None:
        """Nothing: a transaction needs a thread of the caller's."""
        return None

    def _once(self, work: Work[T]) -> T:
        try:
            with self._engine.begin() as transaction:
                return work(transaction)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == _LOCK_TIMEOUT:
                raise BusyError from error
            raise
        except TimeoutError as error:  # all connections of the process are in use
            raise BusyError from error

    def waiting(self) -> int:
        """Nothing waits here; transactions wait in the database."""
        return 0

    def close(self) -> None:
        """Nothing is pending outside of `write`."""


class GroupCommits:
    """One thread writes for all."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: SimpleQueue[tuple[Work[Any], Future[Any]] | None] = SimpleQueue()
        self._thread = Thread(target=self._serve, name="onefold-writer", daemon=True)
        self._thread.start()

    def write(self, work: Work[T]) -> T:
        return self.submit(work).result()

    def submit(self, work: Work[T]) -> Future[T]:
        """Have a unit done. The future cannot be cancelled: the unit is on its way with others."""
        done: Future[T] = Future()
        done.set_running_or_notify_cancel()
        self._waiting.put((work, done))
        return done

    def waiting(self) -> int:
        """How many units have not begun."""
        return self._waiting.qsize()

    def close(self) -> None:
        """Finish what is waiting, then stop."""
        self._waiting.put(None)
        self._thread.join()

    def _serve(self) -> None:
        going_on = True
        while going_on:
            group = [self._waiting.get()]
            while len(group) < GROUP_MAX and (more := self._next()) is not _NOTHING:
                group.append(more)
            going_on = None not in group
            self._commit([unit for unit in group if unit is not None])
            self._write_back()

    def _write_back(self) -> None:
        """Bring a long log to its place, when all of the group have been told: only who comes now waits."""
        # It is tried again after the next commit, which says so if the disk is at fault.
        with suppress(sqlite3.Error, OSError):
            if log_pages(self._engine.url) >= LOG_PAGES_MAX:
                write_back(self._engine)

    def _all_waiting(self) -> list[tuple[Work[Any], Future[Any]]]:
        found = []
        while (more := self._next()) is not _NOTHING:
            if more is None:
                self._waiting.put(None)  # the end is for `_serve` to see
                break
            found.append(more)
        return found

    def _next(self) -> Any:
        try:
            return self._waiting.get_nowait()
        except Empty:
            return _NOTHING

    def _commit(self, group: list[tuple[Work[Any], Future[Any]]]) -> None:
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self._engine.begin() as transaction:
                outcomes = [(done, *_in_savepoint(transaction, work)) for work, done in group]
        except BaseException as error:  # the commit itself failed: nothing of the group is there
            failure: BaseException = BusyError() if is_locked(error) else error
            # Who came while the database was locked has waited as well: one after the other would wait for minutes.
            late = self._all_waiting() if isinstance(failure, BusyError) else []
            outcomes = [(done, None, failure) for _, done in (*group, *late)]
        for done, result, raised in outcomes:
            if raised is None:
                done.set_result(result)
            else:
                done.set_exception(raised)


_NOTHING: Final = object()


def _in_savepoint(transaction: Connection, work: Work[T]) -> tuple[T | None, BaseException | None]:
    """Do one unit; what a failing one did is taken back, the others' stays."""
    driver: Any = transaction.connection.dbapi_connection
    driver.execute("SAVEPOINT unit")  # by the driver itself: SQLAlchemy's takes longer than a small unit
    try:
        result = work(transaction)
    except BaseException as error:
        if not driver.in_transaction:
            # A full disk makes SQLite take back all of the transaction, not the savepoint alone. The driver commits
            # nothing without a word then, so the units before would be answered and not be there.
            raise
        driver.execute("ROLLBACK TO unit")
        driver.execute("RELEASE unit")
        return None, error
    driver.execute("RELEASE unit")
    return result, None
