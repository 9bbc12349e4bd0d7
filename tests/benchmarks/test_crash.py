"""The service is killed while it works; nothing that was answered is lost, and nothing is done twice or by half.

A few rounds of what `python -m benchmarks.crash` does hundreds of times, and proof that its checks would notice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.crash.processes import Processes
from benchmarks.crash.rounds import OBJECTS, Rounds
from sqlalchemy import text

from onefold.store import Store, domains, jobs, open_store

ROUNDS = 4
ROUNDS_MAX = 12
"""Where processes start so slowly that no client and no job comes through in the first rounds."""


@pytest.fixture(params=["sqlite", "postgresql"])
def rounds(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rounds]:
    where: Any = tmp_path
    if request.param == "postgresql":
        new_database: Callable[[str], str] = request.getfixturevalue("postgresql_server")
        where = new_database("onefold_crash")
    made = Rounds(where, tmp_path)
    yield made
    made.close()


def test_killed_at_any_moment_it_loses_doubles_and_halves_nothing(rounds: Rounds) -> None:
    number = 0
    while number < ROUNDS or (number < ROUNDS_MAX and not all_was_done(rounds)):
        assert rounds.round(number) == []
        number += 1
    assert rounds.end() == []
    assert rounds.journal.cut
    if not all_was_done(rounds):
        pytest.skip(f"the machine is too busy to see all at work, and what it did is whole: {rounds.summary()}")


def all_was_done(rounds: Rounds) -> bool:
    """On a busy machine the first workers are killed before they have merged anything."""
    return len(rounds.journal.created) > OBJECTS and " 0 of them by jobs" not in rounds.summary()


RUN = '(id, domain_id, job_id, attempt, published_at, profiles, "groups")'
DAMAGE = [
    ("UPDATE profile_keys SET value = 'x' WHERE object = 0", "has other keys than its document gives"),
    ("INSERT INTO rule_keys SELECT 1, 1, profile_id, id FROM profiles", "has other rule keys than its document"),
    ("DELETE FROM profiles WHERE id = 1", "f0 was created and is in 0 profiles"),
    ("UPDATE objects SET profile = 9999", "is of no profile"),
    ("DELETE FROM history", "has no record of its creation"),
    ("DELETE FROM audit", "are in the audit trail"),
    ("INSERT INTO profile_aliases SELECT 1, profile_id, id FROM profiles", "leads nowhere, or is in use"),
    ("UPDATE jobs SET status = 'FAILED'", "and ended at None"),
    ("UPDATE jobs SET status = 'COMPLETED', ended_at = 1", "has no run"),
    (f"INSERT INTO runs {RUN} VALUES (1, 1, 'j', 1, 5, 2, 1)", "has 0 groups and says 1"),
    (f"INSERT INTO runs {RUN} SELECT id, 1, 'j', 1, 5, 2, 0 FROM profiles", "has published 20 runs"),
    (
        "INSERT INTO merges SELECT id, 1, profile_id, 'm', '[\"x\"]', 'c', NULL, 1, '{}', NULL FROM profiles",
        "0 records DELETED_BY_MERGE of x",
    ),
    (
        "INSERT INTO merges SELECT id, 1, id, profile_id, '[\"x\"]', 'c', NULL, 1, '{}', NULL FROM profiles",
        "profile x is merged 20 times",
    ),
]


@pytest.mark.parametrize(("damage", "breach"), DAMAGE)
def test_damage_is_noticed(tmp_path: Path, damage: str, breach: str) -> None:
    rounds = Rounds(tmp_path, tmp_path)
    assert rounds.found() == []
    rounds.store.write(lambda tx: tx.execute(text(damage)) and None)
    assert any(breach in found for found in rounds.found()), rounds.found()
    rounds.close()


@pytest.fixture
def shared(postgresql_server: Callable[[str], str], tmp_path: Path) -> Iterator[tuple[Store, Processes]]:
    """A database with two servers and two workers that run."""
    url = postgresql_server("onefold_side_by_side")
    store = open_store(url)
    processes = Processes(url, tmp_path, lease=60_000)  # a busy machine is no reason to take a job over
    yield store, processes
    processes.close()
    store.close()


def test_two_workers_run_no_job_twice(shared: tuple[Store, Processes]) -> None:
    store, processes = shared
    now = int(time.time() * 1000)

    def plan(tx: Any) -> None:
        for number in range(30):
            domain = domains.add(tx, f"d{number}", {}, now)
            jobs.schedule(tx, domain.id, now, now)

    store.write(plan)
    processes.start("server1", "server2", "worker1", "worker2")
    ended = text("SELECT count(*) FROM jobs WHERE status = 'COMPLETED'")
    until = time.monotonic() + 120
    while store.read(lambda tx: tx.execute(ended).scalar_one()) < 30:
        assert time.monotonic() < until, "the jobs are not done"
        time.sleep(0.05)
    facts = text(
        "SELECT count(DISTINCT owner), max(attempt), (SELECT count(*) FROM runs), "
        "(SELECT count(DISTINCT job_id) FROM runs) FROM jobs"
    )
    assert tuple(store.read(lambda tx: tx.execute(facts).one())) == (2, 1, 30, 30)
