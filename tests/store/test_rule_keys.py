"""Rule keys: who holds a key, who shares one, and what has changed since somebody looked."""

from __future__ import annotations

from typing import Any

from onefold.store import rule_keys
from onefold.store.rule_keys import KEYS_AT_ONCE, Key


def keyed(tx: Any, *keys: tuple[int, int, str], rule_set: int = 1) -> None:
    """Keys written as profile, level, value."""
    rule_keys.add(tx, rule_set, [(profile, (level, value)) for profile, level, value in keys])


def holders(tx: Any, *keys: Key, limit: int = 9) -> dict[Key, list[int]]:
    return {key: sorted(found) for key, found in rule_keys.holders(tx, 1, keys, limit).items()}


def test_a_key_is_of_one_level_and_of_one_set_of_rules(tx: Any) -> None:
    keyed(tx, (1, 1, "x"), (2, 1, "x"), (3, 2, "x"), (1, 1, "x"))
    keyed(tx, (4, 1, "x"), rule_set=2)
    assert holders(tx, (1, "x"), (2, "x"), (3, "x")) == {(1, "x"): [1, 2], (2, "x"): [3]}
    assert sorted(rule_keys.of_profiles(tx, 1, [1, 3, 4])) == [(1, "x"), (2, "x")]
    rule_keys.remove(tx, 1, 1, [(1, "x"), (9, "x")])
    assert holders(tx, (1, "x")) == {(1, "x"): [2]}


def test_of_a_key_that_many_hold_only_some_are_read(tx: Any) -> None:
    keyed(tx, *((profile, 1, "x") for profile in range(20)), (3, 1, "y"))
    found = rule_keys.holders(tx, 1, [(1, "x"), (1, "y")], 5)
    assert len(found[1, "x"]) == 5
    assert found[1, "y"] == [3]


def test_more_keys_than_one_query_takes_are_looked_up(tx: Any) -> None:
    many = 3 * KEYS_AT_ONCE + 1
    keyed(tx, *((number, 1, f"{number:05}") for number in range(many)))
    found = holders(tx, *((1, f"{number:05}") for number in range(many)))
    assert found == {(1, f"{number:05}"): [number] for number in range(many)}
    assert holders(tx) == {}


def test_those_who_share_are_found_piece_by_piece(tx: Any) -> None:
    keyed(tx, (1, 1, "x"), (1, 2, "own"), (5, 1, "x"), (5, 2, "y"), (7, 2, "z"), (8, 2, "y"), (9, 3, "x"))
    keyed(tx, (7, 2, "z"), rule_set=2)
    assert rule_keys.sharing(tx, 1, 0, 100) == ([1, 5, 8], None)
    assert rule_keys.sharing(tx, 1, 0, 3) == ([1, 5], 5)
    assert rule_keys.sharing(tx, 1, 5, 2) == ([8], 8)
    assert rule_keys.sharing(tx, 1, 8, 2) == ([], None)


def test_the_keys_of_some_profiles_are_found_without_those_of_all_others(tx: Any) -> None:
    if tx.dialect.name == "sqlite":  # PostgreSQL plans by the statistics of what is there
        found = rule_keys._OF_PROFILES.params(profiles=[1, 2, 3], rules=1)
        statement = found.compile(tx, compile_kwargs={"literal_binds": True})
        plan = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
        assert "rule_set=? AND profile=?" in plan[0].detail


def test_a_look_forgets_the_changes_that_it_saw_and_no_later_ones(tx: Any) -> None:
    rule_keys.note(tx, 1, [7, 8])
    rule_keys.note(tx, 2, [7])
    seen = rule_keys.changes(tx, 1, 9)
    rule_keys.note(tx, 1, [7])
    rule_keys.looked_at(tx, seen)
    assert [change.profile for change in seen] == [7, 8]
    assert [change.profile for change in rule_keys.changes(tx, 1, 9)] == [7]
    assert len(rule_keys.changes(tx, 2, 9)) == 1
