"""What people said holds in every later run, as far as it can: of survivors, and without contradictions."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.judgements import judged_rows
from onefold.jobs.judgements import apart, judgement_table
from onefold.jobs.worker import Worker
from onefold.store import domains, judgements
from onefold.store.judgements import Judgement

SAME, OTHER = "MATCH", "NOT_A_MATCH"
JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com", "PhoneNumber": "555-010-0000"}


def said(*pairs: tuple[str, str, str]) -> list[Judgement]:
    return [Judgement(a, b, judgement, "KEY1", at) for at, (a, b, judgement) in enumerate(pairs)]


def held(pairs: list[Judgement], current: dict[str, str], existing: str) -> set[tuple[str, str, str]]:
    table = judgement_table(pairs, current, set(existing))
    return {tuple(row.values()) for row in table.to_pylist()}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("pairs", "current", "kept"),
    [
        ([("a", "b", SAME)], {}, {("a", "b", SAME)}),
        ([("a", "x", SAME), ("x", "y", OTHER)], {}, set()),
        ([("a", "b", SAME), ("a", "b", OTHER)], {}, {("a", "b", OTHER)}),
        ([("a", "b", OTHER), ("a", "b", SAME)], {}, {("a", "b", SAME)}),
        ([("b", "x", OTHER)], {"x": "a"}, {("a", "b", OTHER)}),
        ([("a", "x", OTHER)], {"x": "a"}, set()),
        ([("a", "b", SAME), ("b", "c", SAME), ("a", "c", OTHER)], {}, {("a", "b", SAME), ("a", "c", OTHER)}),
        ([("a", "b", SAME), ("c", "d", SAME), ("b", "d", OTHER), ("a", "c", SAME)], {},
         {("a", "b", SAME), ("c", "d", SAME), ("b", "d", OTHER)}),
    ],
)  # fmt: skip
def test_what_still_holds_of_what_was_said(
    pairs: list[tuple[str, str, str]], current: dict[str, str], kept: set[tuple[str, str, str]]
) -> None:
    assert held(said(*pairs), current, "abcd") == kept


def test_what_was_said_of_a_merged_profile_keeps_its_survivor_apart() -> None:
    pairs = said(("b", "x", OTHER), ("a", "c", OTHER), ("c", "x", SAME), ("a", "x", OTHER))
    assert apart(pairs, {"x": "a"}) == {("a", "b")}  # the later word on a and c counts; a and x are one now
    assert apart(pairs, {}) == {("b", "x"), ("a", "c"), ("a", "x")}


NAMES = st.sampled_from("abcdef")


@given(
    st.lists(st.tuples(NAMES, NAMES, st.sampled_from([SAME, OTHER])), max_size=25),
    st.dictionaries(st.sampled_from("xy"), NAMES),
)
def test_the_engine_never_meets_a_contradiction(pairs: list[tuple[str, str, str]], current: dict[str, str]) -> None:
    judged_rows(judgement_table(said(*pairs), current, set("abcdef")), pa.array(list("abcdef")))


def test_profiles_that_are_judged_not_to_be_the_same_stay_apart(demo: Any) -> None:
    a, b = sorted((demo.profile(**JOHN), demo.profile(**JOHN)))
    domain_id = demo.store.read(lambda tx: domains.find(tx, "demo")).id
    demo.store.write(lambda tx: judgements.put(tx, domain_id, Judgement(a, b, OTHER, "KEY1", 1)))
    demo.seconds += 100
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    assert demo("GetMatches")["Matches"] == []
