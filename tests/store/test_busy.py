"""Somebody else holds the database: whoever waits is told to come back, nothing is half done, and it goes on later."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from onefold.cli.processes import application
from onefold.errors import BusyError
from onefold.jobs.task import GIVE_WAY_SECONDS
from onefold.jobs.worker import Worker
from onefold.settings import ServiceSettings
from onefold.store import Store, database, domains, open_store


@pytest.fixture
def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A SQLite store that waits for a fifth of a second."""
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 0.2)
    with closing(open_store(tmp_path)) as store:
        yield store


@contextmanager
def held(store: Store) -> Iterator[None]:
    """Another process in the middle of a transaction that writes."""
    with closing(sqlite3.connect(str(store.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def add(store: Store, name: str) -> int:
    return store.write(lambda tx: domains.add(tx, name, {}, 1)).id


def names(store: Store) -> list[str]:
    return [domain.name for domain in store.read(lambda tx: domains.page(tx, "", 1000))]


def test_whoever_waits_for_a_held_database_is_told_so_and_reads_go_on(impatient: Store) -> None:
    add(impatient, "before")
    with held(impatient):
        with ThreadPoolExecutor(200) as threads:  # more than a group: nobody waits for one after the other
            refused = list(threads.map(lambda number: _raises(lambda: add(impatient, f"d{number}")), range(200)))
        assert names(impatient) == ["before"]
    assert refused == [BusyError] * 200
    add(impatient, "later")
    assert names(impatient) == ["before", "later"]


def _raises(work: Callable[[], Any]) -> type[BaseException] | None:
    try:
        work()
    except BusyError as error:
        return type(error)
    return None


def test_a_store_that_is_closed_while_others_wait_ends(impatient: Store) -> None:
    with held(impatient), ThreadPoolExecutor(9) as threads:
        waiting = [threads.submit(add, impatient, f"d{number}") for number in range(9)]
        impatient.close()
        assert {type(one.exception()) for one in waiting} <= {BusyError}


def test_a_client_is_told_when_to_come_back(impatient: Store) -> None:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(application(impatient, ServiceSettings(), signed=False))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post("/domains/demo", json={"DefaultExpirationDays": 1})

    app_is_made = asyncio.run(asked())
    assert app_is_made.status_code == 200
    app = application(impatient, ServiceSettings(), signed=False)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            return await client.post("/domains/demo/profiles", json={"FirstName": "Jo"})

    with held(impatient):
        answer = asyncio.run(ask())
    assert (answer.status_code, answer.headers["x-amzn-errortype"]) == (429, "ThrottlingException")
    assert int(answer.headers["retry-after"]) >= 1
    assert "held by another process" in answer.json()["Message"]
    assert asyncio.run(ask()).status_code == 200


def test_a_worker_waits_and_goes_on(impatient: Store) -> None:
    stop, tries = Event(), []
    worker = Worker(impatient, ServiceSettings())
    run_next = worker.run_next

    def counted(*_: Any) -> bool:
        tries.append(1)
        if len(tries) > 1:
            stop.set()
            return False
        return run_next()

    worker.run_next = counted  # type: ignore[method-assign]
    with held(impatient):
        worker.serve(stop)
    assert len(tries) == 2


def test_a_row_that_is_held_on_postgresql_is_waited_for_once(
    postgresql_server: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 1)
    url = postgresql_server("onefold_busy")
    with closing(open_store(url)) as store:
        add(store, "held")
        tries: list[int] = []

        def change(tx: Any) -> None:
            tries.append(1)
            domains.lock(tx, "held")

        other = create_engine(store.url)
        with other.begin() as holder:
            holder.execute(text("SELECT * FROM domains FOR UPDATE"))
            with pytest.raises(BusyError):
                store.write(change)
        other.dispose()
        assert len(tries) == 1
        store.write(change)


def test_a_process_without_a_free_connection_is_busy(
    postgresql_server: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "CONNECTIONS_MAX", 1)
    monkeypatch.setattr(database, "POOL_WAIT_SECONDS", 0.1)
    with closing(open_store(postgresql_server("onefold_pool"))) as store:

        def outer(_: Any) -> None:
            with pytest.raises(BusyError):
                store.read(lambda _: None)
            with pytest.raises(BusyError):
                store.write(lambda _: None)

        store.read(outer)


def test_a_domain_is_deleted_after_what_is_being_written_in_it(
    postgresql_server: Callable[[str], str],
) -> None:
    """A write that began before the domain was deleted and ends after its purge would leave rows that nobody finds."""
    from onefold.operations.service import bind
    from onefold.store import profiles
    from onefold.wire.access import ANYBODY

    with closing(open_store(postgresql_server("onefold_delete"))) as store, ThreadPoolExecutor(2) as threads:
        operations = bind(store, ServiceSettings(), lambda: 1_750_000_000.0)
        operations["CreateDomain"](ANYBODY, {"DomainName": "demo", "DefaultExpirationDays": 1})
        found = store.read(lambda tx: domains.find(tx, "demo"))
        assert found is not None
        in_work, go_on = Event(), Event()

        def slow(tx: Any) -> None:
            domain = domains.hold(tx, "demo")
            assert domain is not None
            in_work.set()
            assert go_on.wait(60)
            profiles.add(tx, domain.id, "a" * 32, {}, {}, 1)

        writing = threads.submit(store.write, slow)
        assert in_work.wait(60)
        deleting = threads.submit(operations["DeleteDomain"], ANYBODY, {"DomainName": "demo"})
        waits = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        while not store.read(lambda tx: tx.execute(waits).scalar_one()):
            assert not deleting.done()
        go_on.set()
        writing.result(60)
        deleting.result(60)
        while store.write(domains.purge):
            pass
        assert store.read(lambda tx: profiles.stats(tx, found.id)).profiles == 0
        settings = store.read(lambda tx: domains.page(tx, "", 9))
        assert settings == []


def test_the_lock_is_looked_for_again_at_once_and_taken_as_soon_as_it_is_free(
    impatient: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own waiting looks every 100 ms in the end, and misses every moment that a busy writer leaves it free."""
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 60)
    looks: list[float] = []
    with closing(sqlite3.connect(str(impatient.url.database), isolation_level=None)) as other:

        def pause(seconds: float) -> None:
            looks.append(seconds)
            if len(looks) == 200:
                other.execute("ROLLBACK")

        other.execute("BEGIN IMMEDIATE")
        engine = database.writing_engine(impatient.url)
        monkeypatch.setattr(database, "sleep", pause)
        with engine.begin() as transaction:
            domains.add(transaction, "free", {}, 1)
        engine.dispose()
    assert looks == [database.LOOK_SECONDS] * 200
    assert names(impatient) == ["free"]


def test_a_job_gives_way_for_longer_than_others_need_to_see_it() -> None:
    assert GIVE_WAY_SECONDS >= 2 * database.LOOK_SECONDS
