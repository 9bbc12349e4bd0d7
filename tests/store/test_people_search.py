"""Finding profiles by parts of their search keys, on both databases, as a search without any index would."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from onefold.store import Store, keys
from onefold.store.keys import ATTRIBUTE, Key
from onefold.store.people_search import Typed, profile_rows

PEOPLE: dict[int, list[Key]] = {
    1: [Key("_fullName", "john doe"), Key("_email", "john.doe@example.com"), Key("_phone", "5550100000")],
    2: [Key("_fullName", "mary ann van der berg"), Key("_email", "mary@mail.example.org"), Key("_phone", "2125550199")],
    3: [Key("_fullName", "doe"), Key("_account", "a-17"), Key("_phone", "100199")],
    4: [Key("_fullName", "johnny dough"), Key("_email", "example.com@example.net")],
    5: [Key("_fullName", "100%_sure man"), Key("_email", "odd"), Key("_phone", "123")],
    6: [Key("named_by_hand", "john doe")],
}


def fill(tx: Any, domain_id: int = 1, people: dict[int, list[Key]] = PEOPLE) -> None:
    for row, held in people.items():
        keys.add(tx, domain_id, row, ATTRIBUTE, held)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (Typed(words=["john"]), [1, 4]),
        (Typed(words=["doe"]), [3, 1]),
        (Typed(words=["doe", "jo"]), [1]),
        (Typed(words=["john", "do"]), [1, 4]),
        (Typed(words=["john", "doe"]), [1]),
        (Typed(words=["jo", "do"]), [1, 4]),
        (Typed(words=["ann"]), [2]),
        (Typed(words=["berg"]), [2]),
        (Typed(words=["berg", "mary"]), [2]),
        (Typed(words=["ann", "van", "der", "be"]), [2]),
        (Typed(words=["oe"]), []),
        (Typed(words=["john", "doe", "mary"]), []),
        (Typed(words=["100%"]), [5]),
        (Typed(words=["%"]), []),
        (Typed(words=["_"]), []),
        (Typed(email="john"), [1]),
        (Typed(domain="example.com"), [1]),
        (Typed(domain="example"), [1, 4]),
        (Typed(domain="mail"), [2]),
        (Typed(phone="555"), [1]),
        (Typed(digits="0000"), [1]),
        (Typed(digits="0199"), [3, 2]),
        (Typed(digits="550199"), [2]),
        (Typed(digits="9999"), []),
        (Typed(account="a-"), [3]),
        (Typed(words=["john"], email="mary"), [1, 4, 2]),
        (Typed(), []),
    ],
)
def test_people_are_found_by_parts(tx: Any, typed: Typed, found: list[int]) -> None:
    fill(tx)
    rows = profile_rows(tx, 1, typed, 10)
    assert sorted(rows) == sorted(found)
    assert profile_rows(tx, 2, typed, 10) == []
    if len(found) > 1:
        assert len(profile_rows(tx, 1, typed, 1)) == 1


def test_what_begins_with_all_that_was_typed_comes_first(tx: Any) -> None:
    fill(tx, people={1: [Key("_fullName", "zoe ann")], 2: [Key("_fullName", "ann zoe")], 3: [Key("_email", "ann@x")]})
    assert profile_rows(tx, 1, Typed(words=["ann", "zoe"]), 9) == [2, 1]
    assert profile_rows(tx, 1, Typed(words=["ann"], email="ann"), 9) == [2, 1, 3]


FAR_APART = {
    40_000: [Key("_fullName", "ann doe"), Key("_email", "b@example.com")],
    3_000_000: [Key("_fullName", "eve das"), Key("_email", "c@example.com"), Key("_phone", "100199")],
    1: [Key("_fullName", "zoe dex"), Key("_email", "a@example.org")],
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (Typed(words=["d"]), [3_000_000, 1, 40_000]),
        (Typed(domain="example"), [40_000, 3_000_000, 1]),
        (Typed(digits="0199"), [3_000_000]),
    ],
)
def test_profiles_far_apart_are_found_together_in_alphabetical_order(tx: Any, typed: Typed, found: list[int]) -> None:
    fill(tx, people=FAR_APART)
    fill(tx, 2, {32_768: [Key("_fullName", "d other"), Key("_email", "o@example.com"), Key("_phone", "100199")]})
    assert profile_rows(tx, 1, typed, 10) == found
    assert profile_rows(tx, 2, typed, 10) == [32_768]
    assert len(profile_rows(tx, 1, typed, 2)) == min(2, len(found))


WORDS = st.text("ab", min_size=1, max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=12), st.lists(WORDS, min_size=1, max_size=3)
)
def test_one_or_two_words_find_who_has_them_at_a_place_that_is_looked_at(
    tx: Any, names: Sequence[Sequence[str]], words: Sequence[str]
) -> None:
    """Beside the naive way: whoever is found has every word, and a first, second or last word alone is always found."""
    tx.execute(text("DELETE FROM profile_keys"))
    people = {number * 12_345: name for number, name in enumerate(names, start=1)}  # in several stretches
    fill(tx, people={row: [Key("_fullName", " ".join(name))] for row, name in people.items()})
    found = set(profile_rows(tx, 1, Typed(words=tuple(dict.fromkeys(words))), 99))
    for row, name in people.items():
        fits = all(any(part.startswith(word) for part in name) for word in words)
        assert row not in found or fits
        if len(words) == 1 and any(part.startswith(words[0]) for part in (*name[:2], name[-1])):
            assert row in found


@pytest.mark.parametrize(
    "typed",
    [Typed(words=["doe", "john"]), Typed(email="john"), Typed(domain="example"), Typed(phone="555"),
     Typed(digits="0000"), Typed(account="a")],
)  # fmt: skip
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_every_way_is_ranges_of_an_index_and_reads_no_table(store: Store, typed: Typed) -> None:
    store.write(fill)
    plans: list[str] = []

    def look(tx: Any) -> None:
        driver = tx.connection.dbapi_connection
        seen: list[str] = []
        driver.set_trace_callback(seen.append)
        profile_rows(tx, 1, typed, 10)
        driver.set_trace_callback(None)
        for statement in seen:
            plans.extend(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}"))

    store.read(look)
    plans = [plan for plan in plans if "profile_keys" in plan]
    assert plans
    for plan in plans:
        assert plan.startswith("SEARCH profile_keys USING"), plan
        assert ">?" in plan, plan
