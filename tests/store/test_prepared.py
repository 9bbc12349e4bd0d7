"""Prepared statements: the same rows as SQLAlchemy's own execution gives, on both databases, and the same errors."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, delete, func, insert, select

from onefold.store import DatabaseError, Store, domains, keys
from onefold.store.keys import Key
from onefold.store.tables import DOMAINS, TAGS
from onefold.store.transaction import Prepared

ROW = {"domain_id": 1, "resource": "", "tag": "k", "value": "v"}
ADD = Prepared(insert(TAGS).values({name: bindparam(name) for name in ROW}))
FIND = Prepared(select(TAGS.c.tag, TAGS.c.value).where(TAGS.c.domain_id == bindparam("domain_id")).order_by(TAGS.c.tag))
PUT = Prepared(
    lambda insert: (
        (made := insert(TAGS).values({name: bindparam(name) for name in ROW}))
        .on_conflict_do_update(index_elements=["domain_id", "resource", "tag"], set_={"value": made.excluded.value})
        .returning(TAGS.c.value)
    )
)
COUNT = Prepared(select(func.count() + 40).where(TAGS.c.value == "v", TAGS.c.domain_id < bindparam("below")).limit(1))
REMOVE = Prepared(delete(TAGS).where(TAGS.c.tag == bindparam("b_tag")))


def test_rows_come_as_tuples_and_none_from_a_statement_without(tx: Any) -> None:
    assert ADD(tx, ROW) == []
    assert ADD(tx, ROW | {"tag": "a", "value": "é\0"[:1]}) == []
    assert FIND(tx, {"domain_id": 1}) == [("a", "é"), ("k", "v")]
    assert FIND(tx, {"domain_id": 2}) == []
    assert REMOVE(tx, {"b_tag": "a"}) == []
    assert FIND(tx, {"domain_id": 1}) == [("k", "v")]


def test_what_stands_in_the_statement_itself_needs_no_value(tx: Any) -> None:
    ADD(tx, ROW)
    assert COUNT(tx, {"below": 2}) == [(41,)]
    assert COUNT(tx, {"below": 1}) == [(40,)]


def test_an_upsert_is_that_of_each_database(tx: Any) -> None:
    assert PUT(tx, ROW) == [("v",)]
    assert PUT(tx, ROW | {"value": "w"}) == [("w",)]
    assert FIND(tx, {"domain_id": 1}) == [("k", "w")]


def test_an_error_is_one_of_the_database_and_tells_no_value(store: Store) -> None:
    def twice(tx: Any) -> None:
        ADD(tx, ROW)
        ADD(tx, ROW | {"value": "john@example.com"})

    with pytest.raises(DatabaseError) as failed:
        store.write(twice)
    if store.url.get_backend_name() == "sqlite":
        assert "john" not in str(failed.value)
    assert store.read(lambda tx: FIND(tx, {"domain_id": 1})) == []


def test_a_missing_value_is_a_mistake_of_ours(tx: Any) -> None:
    with pytest.raises((KeyError, DatabaseError)):
        FIND(tx, {})


def test_settings_that_many_requests_read_are_those_of_now(store: Store) -> None:
    made = store.write(lambda tx: domains.add(tx, "demo", {"a": 1}, 1))
    for number in range(3):
        settings = {"a": number}
        store.write(lambda tx, new=settings: domains.replace(tx, made, new, 2))  # type: ignore[misc]
        found = store.read(lambda tx: domains.find(tx, "demo"))
        assert found is not None
        assert found.settings == settings
    assert store.read(lambda tx: tx.execute(select(DOMAINS.c.name)).scalar_one()) == "demo"


def test_reads_see_one_moment_and_write_nothing(store: Store) -> None:
    if store.url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL reads what is committed, statement by statement")

    def look(tx: Any) -> tuple[Any, Any]:
        before = domains.find(tx, "demo")
        store.write(lambda other: domains.add(other, "demo", {}, 1))
        return before, domains.find(tx, "demo")

    assert store.read(look) == (None, None)
    assert store.read(lambda tx: domains.find(tx, "demo")) is not None
    with pytest.raises(DatabaseError):
        store.read(lambda tx: ADD(tx, ROW))
    with pytest.raises(ZeroDivisionError):
        store.read(lambda _: 1 / 0)
    assert store.read(lambda tx: FIND(tx, {"domain_id": 1})) == []


def test_the_keys_of_a_source_are_its_own(tx: Any) -> None:
    one, two = Key("_email", "a@example.com"), Key("_phone", "1")
    keys.add(tx, 1, 7, keys.ATTRIBUTE, [one, two])
    keys.add(tx, 1, 7, 99, [two, two])
    keys.add(tx, 1, 8, 99, [one])
    assert keys.of_source(tx, 7, 99) == {two}
    assert keys.of_source(tx, 7, keys.ATTRIBUTE) == {one, two}
    assert keys.holders(tx, 1, [("_email", ["a@example.com"])], 0, 9) == [7, 8]
    assert keys.holders(tx, 1, [("_email", ["a@example.com"])], 7, 9) == [8]
    assert keys.holders(tx, 1, [("_email", ["a@example.com"])], 0, 1) == [7]
