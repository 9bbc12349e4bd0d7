"""Write transactions: each all or nothing, committed when they return, many in one commit."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from sqlalchemy import event

from onefold.store import Store, domains, open_store
from onefold.store.writer import GROUP_MAX


def names(store: Store) -> list[str]:
    return [domain.name for domain in store.read(lambda tx: domains.page(tx, "", 1000))]


def add(store: Store, name: str) -> int:
    return store.write(lambda tx: domains.add(tx, name, {}, 1)).id


def test_what_was_written_is_read(store: Store) -> None:
    add(store, "a")
    assert names(store) == ["a"]


def test_a_unit_that_fails_leaves_nothing_and_tells_its_error(store: Store) -> None:
    def half(tx: Any) -> None:
        domains.add(tx, "half", {}, 1)
        raise KeyError("reason")

    with pytest.raises(KeyError, match="reason"):
        store.write(half)
    assert names(store) == []


def test_units_of_many_threads_all_arrive(store: Store) -> None:
    with ThreadPoolExecutor(16) as threads:
        ids = list(threads.map(lambda number: add(store, f"d{number:03}"), range(100)))
    assert len(set(ids)) == 100
    assert names(store) == [f"d{number:03}" for number in range(100)]


def test_a_failing_unit_does_not_take_the_others_of_its_group_along(store: Store) -> None:
    def unit(number: int) -> str:
        def work(tx: Any) -> str:
            domains.add(tx, f"d{number}", {}, 1)
            if number % 3 == 0:
                raise ValueError(number)
            return f"d{number}"

        try:
            return store.write(work)
        except ValueError:
            return ""

    with ThreadPoolExecutor(16) as threads:
        written = [name for name in threads.map(unit, range(60)) if name]
    assert len(written) == 40
    assert names(store) == sorted(written)


def test_a_group_that_sqlite_took_back_is_answered_to_nobody(tmp_path: Path) -> None:
    """A full disk or an I/O error can make SQLite take back the whole transaction; OR ROLLBACK makes it do so here."""
    store = open_store(tmp_path)
    add(store, "old")
    begun, go_on = Event(), Event()

    def first(_: Any) -> None:
        begun.set()
        go_on.wait(10)

    def failing(tx: Any) -> None:
        tx.exec_driver_sql("INSERT OR ROLLBACK INTO domains SELECT * FROM domains WHERE name = 'old'")

    with ThreadPoolExecutor(4) as threads:
        threads.submit(store.write, first)
        begun.wait(10)
        units: list[Any] = []
        for unit in ((add, store, "before"), (store.write, failing), (add, store, "after")):
            units.append(threads.submit(*unit))
            while store._writer._waiting.qsize() < len(units):  # type: ignore[attr-defined]
                pass
        go_on.set()
        failures = [unit.exception(10) for unit in units]
    assert [failure is not None for failure in failures] == [True, True, True]
    assert names(store) == ["old"]
    assert add(store, "again")
    store.close()


def test_two_who_take_one_name_at_once_are_served_one_after_the_other(store: Store) -> None:
    both_looked = Barrier(2)

    def unit(_: int) -> str:
        waited: list[bool] = []

        def work(tx: Any) -> str:
            if domains.find(tx, "wanted") is not None:
                return "taken"
            if tx.dialect.name == "postgresql" and not waited:  # SQLite lets only one look at a time
                waited.append(True)
                both_looked.wait(10)
            domains.add(tx, "wanted", {}, 1)
            return "made"

        return store.write(work)

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(unit, range(2))) == ["made", "taken"]


def test_waiting_units_share_a_commit(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    commits: list[object] = []
    event.listen(store._writing, "commit", commits.append)
    begun, go_on = Event(), Event()

    def first(_: Any) -> None:
        begun.set()
        go_on.wait(10)

    with ThreadPoolExecutor(32) as threads:
        held = threads.submit(store.write, first)
        begun.wait(10)
        waiting = [threads.submit(add, store, f"d{number}") for number in range(30)]
        while store._writer._waiting.qsize() < 30:  # type: ignore[attr-defined]
            pass
        go_on.set()
        for done in [held, *waiting]:
            done.result(10)
    assert GROUP_MAX > 30
    assert len(commits) == 2
    store.close()


def test_a_closed_store_has_finished_what_was_waiting(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    writers = [Thread(target=add, args=(store, f"d{number}")) for number in range(20)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store.close()
    again = open_store(tmp_path)
    assert len(names(again)) == 20
    again.close()


KILLED = """
import itertools, sys
from onefold.store import domains, open_store
store = open_store(sys.argv[1])
for number in itertools.count():
    store.write(lambda tx: domains.add(tx, f"d{number}", {}, 1))
    print(number, flush=True)
"""


def test_what_was_answered_survives_a_kill(store: Store) -> None:
    url = store.url.render_as_string(hide_password=False)
    for _ in range(3):
        child = subprocess.Popen([sys.executable, "-c", KILLED, url], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        answered = [int(child.stdout.readline()) for _ in range(25)]
        child.send_signal(signal.SIGKILL)
        answered += [int(line) for line in child.communicate()[0].splitlines()]
        found = {int(name[1:]) for name in names(store)}
        assert set(answered) <= found
        assert found - set(answered) <= {max(answered) + 1}
        store.write(_remove_all)


def _remove_all(tx: Any) -> None:
    for domain in domains.page(tx, "", 100_000):
        domains.remove(tx, domain, 1)
    while domains.purge(tx):
        pass


def test_two_processes_write_side_by_side(store: Store) -> None:
    other = open_store(store.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(8) as threads:
        done = [threads.submit(add, one, f"{n}{m}") for n in range(50) for m, one in (("a", store), ("b", other))]
        assert len({one.result() for one in done}) == 100
    other.close()
    assert len(names(store)) == 100


def test_a_submitted_unit_does_not_block_and_tells_its_outcome(tmp_path: Path) -> None:
    with closing(open_store(tmp_path)) as store:
        go_on = Event()
        blocking = store.submit(lambda _: go_on.wait(60))
        coming = store.submit(lambda tx: domains.add(tx, "d", {}, 1).name)
        failing = store.submit(lambda _: 1 / 0)
        assert blocking is not None
        assert coming is not None
        assert failing is not None
        assert not coming.cancel()  # it is on its way with others
        assert not coming.done()
        go_on.set()
        assert coming.result(60) == "d"
        assert isinstance(failing.exception(60), ZeroDivisionError)
        assert names(store) == ["d"]


def test_postgresql_has_no_writer_to_submit_to(store: Store) -> None:
    if store.url.get_backend_name() == "postgresql":
        assert store.submit(lambda _: 1) is None
