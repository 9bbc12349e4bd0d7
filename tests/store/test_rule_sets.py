"""The rules of a domain: one set at a time, claimed by one worker, and no write that falls between two sets."""

from __future__ import annotations

from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import text

from onefold.store import Store, Tx, domains, profiles, rule_keys, rule_sets
from onefold.store.rule_sets import ACTIVE, IN_PROGRESS, PENDING, LeaseLostError, RuleSet

RULES = {"Enabled": True}


@pytest.fixture
def domain_id(store: Store) -> int:
    """A domain without profiles."""
    return store.write(lambda tx: domains.add(tx, "demo", {}, 1)).id


def begin(store: Store, domain_id: int) -> RuleSet:
    return store.write(lambda tx: rule_sets.begin(tx, domain_id, RULES, 5))


def current(store: Store, domain_id: int) -> RuleSet | None:
    return store.read(lambda tx: rule_sets.current(tx, domain_id))


def add_profile(tx: Tx, domain_id: int) -> int:
    return profiles.add(tx, domain_id, f"{domain_id:032x}", {}, {}, 1).row


def claim(store: Store, now: int, owner: str = "me") -> RuleSet | None:
    return store.write(lambda tx: rule_sets.claim(tx, owner, now, 100))


def test_a_domain_has_one_set_of_rules_at_a_time(store: Store, domain_id: int) -> None:
    assert current(store, domain_id) is None
    first = begin(store, domain_id)
    assert current(store, domain_id) == first
    second = begin(store, domain_id)
    assert current(store, domain_id) == second
    assert second.id != first.id
    store.write(lambda tx: rule_sets.retire(tx, domain_id, 9))
    assert current(store, domain_id) is None


def test_rules_of_an_empty_domain_are_active_and_others_wait_for_their_keys(store: Store, domain_id: int) -> None:
    assert begin(store, domain_id).status == ACTIVE
    store.write(lambda tx: add_profile(tx, domain_id))
    assert begin(store, domain_id).status == PENDING


@pytest.mark.parametrize(
    ("status", "position", "row", "after"),
    [
        (ACTIVE, 0, 7, (IN_PROGRESS, 6)),
        (ACTIVE, 99, 7, (IN_PROGRESS, 6)),
        (IN_PROGRESS, 3, 7, (IN_PROGRESS, 3)),
        (IN_PROGRESS, 9, 7, (IN_PROGRESS, 6)),
        (PENDING, 0, 7, (PENDING, 0)),
    ],
)
def test_imported_profiles_are_caught_up_with(
    store: Store, domain_id: int, status: str, position: int, row: int, after: tuple[str, int]
) -> None:
    begin(store, domain_id)
    update = rule_sets.RULE_SETS.update().values(status=status, position=position)
    store.write(lambda tx: tx.execute(update))
    store.write(lambda tx: rule_sets.fall_behind(tx, domain_id, row))
    found = current(store, domain_id)
    assert found is not None
    assert (found.status, found.position) == after


def test_rules_are_claimed_when_there_is_something_to_do_and_by_one(store: Store, domain_id: int) -> None:
    rule_set = begin(store, domain_id)
    assert claim(store, 10) is None
    store.write(lambda tx: rule_keys.note(tx, rule_set.id, [1]))
    assert store.read(lambda tx: rule_sets.is_due(tx, 10))
    held = claim(store, 10)
    assert held == rule_set
    assert claim(store, 20, "other") is None
    store.write(lambda tx: rule_sets.hold(tx, rule_set, "me", 150))
    assert claim(store, 120, "other") is None
    assert claim(store, 151, "other") == rule_set
    with pytest.raises(LeaseLostError):
        store.write(lambda tx: rule_sets.hold(tx, rule_set, "me", 300))
    store.write(lambda tx: rule_sets.release(tx, rule_set, "me", 152))
    assert claim(store, 153) is None
    store.write(lambda tx: rule_sets.release(tx, rule_set, "other", 152))
    assert claim(store, 153) == rule_set


def test_nothing_is_done_for_retired_rules_or_a_deleted_domain(store: Store, domain_id: int) -> None:
    rule_set = begin(store, domain_id)
    store.write(lambda tx: rule_keys.note(tx, rule_set.id, [1]))
    assert claim(store, 10)
    store.write(lambda tx: domains.remove(tx, domains.find(tx, "demo"), 11))  # type: ignore[arg-type]
    with pytest.raises(LeaseLostError):
        store.write(lambda tx: rule_sets.hold(tx, rule_set, "me", 150))
    assert claim(store, 1_000) is None


def test_a_deleted_domain_and_retired_rules_leave_nothing(store: Store, domain_id: int) -> None:
    def left(tx: Tx) -> int:
        tables = (rule_sets.RULE_SETS, rule_keys.RULE_KEYS, rule_keys.RULE_CHANGES)
        return sum(len(tx.execute(table.select()).all()) for table in tables)

    for _ in range(2):
        rule_set = begin(store, domain_id)
        store.write(lambda tx, n=rule_set.id: (rule_keys.note(tx, n, [1]), rule_keys.add(tx, n, [(1, (1, "x"))])))
    while store.write(rule_sets.purge):
        pass
    assert store.read(left) == 3
    store.write(lambda tx: domains.remove(tx, domains.find(tx, "demo"), 11))  # type: ignore[arg-type]
    while store.write(domains.purge):
        pass
    assert store.read(left) == 0


def waiting(store: Store) -> bool:
    """Whether somebody waits for a lock; on SQLite nobody else writes meanwhile anyway."""
    if store.url.get_backend_name() == "sqlite":
        return True
    return bool(store.read(lambda tx: tx.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one()))


def test_a_worker_that_writes_and_a_change_of_the_rules_do_not_wait_for_each_other(
    store: Store, domain_id: int
) -> None:
    rule_set = begin(store, domain_id)
    store.write(lambda tx: rule_keys.note(tx, rule_set.id, [1]))
    assert claim(store, 10)
    held, go_on, tries = Event(), Event(), list[str]()

    def write(tx: Tx) -> None:
        tries.append("worker")
        rule_sets.hold(tx, rule_set, "me", 150)
        held.set()
        assert go_on.wait(60)
        rule_sets.followed(tx, domain_id)

    def change(tx: Tx) -> None:
        tries.append("change")
        rule_sets.begin(tx, domain_id, RULES, 5)

    worker, changer = Thread(target=lambda: store.write(write)), Thread(target=lambda: store.write(change))
    worker.start()
    assert held.wait(60)
    changer.start()
    until = monotonic() + 60
    while not waiting(store):
        assert monotonic() < until
        sleep(0.01)
    go_on.set()
    worker.join(60)
    changer.join(60)
    assert tries == ["worker", "change"]  # a deadlock would have had one of them try again
    found = current(store, domain_id)
    assert found is not None
    assert found.id != rule_set.id


def test_new_rules_wait_for_the_writes_that_go_by_the_old_ones(store: Store, domain_id: int) -> None:
    """A write that has looked at the rules and is not done yet: the new ones see its profile, or it follows them."""
    looked, go_on, seen = Event(), Event(), list[Any]()

    def write(tx: Tx) -> None:
        seen.append(rule_sets.followed(tx, domain_id))
        looked.set()
        assert go_on.wait(60)
        add_profile(tx, domain_id)

    writer = Thread(target=lambda: store.write(write))
    enabler = Thread(target=lambda: seen.append(begin(store, domain_id)))
    writer.start()
    assert looked.wait(60)
    enabler.start()
    enabler.join(0.2)
    assert enabler.is_alive()
    go_on.set()
    writer.join(60)
    enabler.join(60)
    assert [one and one.status for one in seen] == [None, PENDING]
