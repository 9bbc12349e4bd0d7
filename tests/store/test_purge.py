"""A deleted domain leaves no row in any table, and takes none of another's: of every table that there is or will be."""

from __future__ import annotations

from itertools import count
from typing import Any, Final

import pytest
from sqlalchemy import Column, Table, insert, select

from onefold.store import domains, rule_sets
from onefold.store.tables import METADATA, RULE_SETS

NUMBERS: Final = count(1_000)
OWNED: Final = sorted(table.name for table in METADATA.tables.values() if "domain_id" in table.c)
OF_RUN: Final = sorted(t.name for t in METADATA.tables.values() if "run" in t.c and "domain_id" not in t.c)
OF_RULES: Final = sorted(table.name for table in METADATA.tables.values() if "rule_set" in table.c)
OF_NOBODY: Final = ["access_keys", "audit", "review_sessions", "secrets"]
"""What belongs to the installation."""


def value_of(column: Column[Any]) -> Any:
    """Any value of the type of a column."""
    number = next(NUMBERS)
    kind: type = column.type.python_type
    return {int: number, float: number / 1000, bytes: b"x", str: f"{number:016x}"}[kind]


def add(tx: Any, name: str, **given: Any) -> Any:
    """A row with values in every column that must have one; returns its number, if it has one."""
    table: Table = METADATA.tables[name]
    filled = {c.name: value_of(c) for c in table.c if not c.nullable and c.name not in given and c.name != "id"}
    done = tx.execute(insert(table).values({**filled, **given}))
    return done.inserted_primary_key[0]


def occupied(tx: Any, name: str) -> domains.Domain:
    """A domain with a row in every table, in those of a run and of rules too."""
    made = domains.add(tx, name, {}, 1)
    for table in set(OWNED) - {"runs", "rule_sets"}:
        add(tx, table, domain_id=made.id)
    run, rule_set = add(tx, "runs", domain_id=made.id), add(tx, "rule_sets", domain_id=made.id)
    for table in OF_RUN:
        add(tx, table, run=run)
    for table in OF_RULES:
        add(tx, table, rule_set=rule_set)
    return made


def contents(tx: Any) -> dict[str, list[Any]]:
    return {name: sorted(map(tuple, tx.execute(select(table)))) for name, table in METADATA.tables.items()}


def test_every_table_belongs_to_a_domain_a_run_rules_or_nobody() -> None:
    assert sorted([*OWNED, *OF_RUN, *OF_RULES, *OF_NOBODY, "domains"]) == sorted(METADATA.tables)


def test_a_purge_takes_all_of_a_deleted_domain_and_nothing_else(tx: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domains, "PURGED_AT_ONCE", 1)
    for table in OF_NOBODY:
        add(tx, table)
    occupied(tx, "earlier")
    before = contents(tx)
    gone = occupied(tx, "goes")
    with_gone = contents(tx)
    occupied(tx, "later")
    every = contents(tx)
    assert not domains.has_deleted(tx)
    domains.remove(tx, gone, 5)
    assert domains.has_deleted(tx)
    while domains.purge(tx):
        pass
    assert contents(tx) == {
        name: [row for row in rows if row in before[name] or row not in with_gone[name]] for name, rows in every.items()
    }
    assert not domains.has_deleted(tx)


def test_a_purge_takes_so_many_rows_at_once(tx: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other writers get in between."""
    monkeypatch.setattr(domains, "PURGED_AT_ONCE", 3)
    made = domains.add(tx, "demo", {}, 1)
    for _ in range(7):
        add(tx, "history", domain_id=made.id)
    domains.remove(tx, made, 5)
    left = []
    while domains.purge(tx):
        left.append(len(contents(tx)["history"]))
    assert left == [4, 1, 0, 0]  # the last takes the domain itself


def test_a_purge_of_retired_rules_leaves_the_current_ones(tx: Any) -> None:
    made = occupied(tx, "demo")
    before = contents(tx)
    old = add(tx, "rule_sets", domain_id=made.id, retired_at=3)
    for table in OF_RULES:
        add(tx, table, rule_set=old)
    while rule_sets.purge(tx):
        pass
    assert contents(tx) == before
    assert tx.execute(select(RULE_SETS.c.id)).scalars().all() != [old]


def test_a_deleted_domain_is_not_seen_while_it_is_purged_and_its_name_is_free(tx: Any) -> None:
    gone = occupied(tx, "demo")
    domains.remove(tx, gone, 5)
    assert domains.find(tx, "demo") is domains.hold(tx, "demo") is domains.lock(tx, "demo") is None
    assert domains.by_id(tx, gone.id) is None
    assert (domains.count(tx), domains.page(tx, "", 10)) == (0, [])
    again = domains.add(tx, "demo", {"DefaultExpirationDays": 1}, 6)
    domains.purge(tx)
    assert domains.find(tx, "demo") == domains.hold(tx, "demo") == domains.lock(tx, "demo") == again
    assert domains.by_id(tx, again.id) == again
    assert [one.id for one in domains.page(tx, "", 10)] == [again.id]
    assert again.id != gone.id


def test_domains_are_paged_by_name(tx: Any) -> None:
    for name in ("b", "d", "a", "c"):
        domains.add(tx, name, {}, 1)
    assert [one.name for one in domains.page(tx, "a", 2)] == ["b", "c"]
    assert domains.count(tx) == 4


def test_settings_are_replaced_as_a_whole_and_the_domain_keeps_its_age(tx: Any) -> None:
    made = domains.add(tx, "demo", {"a": 1, "b": 2}, 1)
    other = domains.add(tx, "other", {"a": 1}, 1)
    changed = domains.replace(tx, made, {"b": 3}, 9)
    assert domains.find(tx, "demo") == changed == domains.Domain(made.id, "demo", {"b": 3}, 1, 9)
    assert domains.find(tx, "other") == other
