"""What explains a group is kept with its run, and documents are found as a run read them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from tests.store.groups import fill_run

from onefold.store import evidence, history, profiles, runs
from onefold.store.evidence import Retained
from onefold.store.history import Event
from onefold.store.runs import Group

A, B, C, D = (f"{number:032x}" for number in range(1, 5))


def test_evidence_is_found_by_the_rank_of_its_group(tx: Any) -> None:
    run = runs.begin(tx, 1, "1" * 32, 1)
    seen_at, pairs = pa.array([[10, 20], [20, 30]]), pa.array([b"\x00\xff", b""])
    groups = [Group(1, "a" * 32, 0.9, (A, B)), Group(2, "b" * 32, 0.8, (C, D))]
    fill_run(tx, run, groups, seen_at=seen_at, pairs=pairs)
    runs.publish(tx, run, 3, 2, 100, "the model")
    assert evidence.of_group(tx, run, 1) == Retained({A: 10, B: 20}, b"\x00\xff")
    assert evidence.of_group(tx, run, 2) == Retained({C: 20, D: 30}, b"")
    assert evidence.of_group(tx, run, 3) is None
    assert evidence.of_group(tx, run + 1, 1) is None
    assert evidence.model_of(tx, run) == "the model"


def test_a_run_may_have_no_evidence(tx: Any) -> None:
    run = runs.begin(tx, 1, "1" * 32, 1)
    fill_run(tx, run, [Group(1, "a" * 32, 0.9, (A, B))])
    runs.publish(tx, run, 2, 1, 100)
    assert evidence.of_group(tx, run, 1) is None
    assert evidence.model_of(tx, run) is None


def test_a_document_is_found_as_it_was_at_each_of_its_changes(tx: Any) -> None:
    profile = profiles.add(tx, 1, A, {"FirstName": "v0"}, {}, 10)
    for number, at in enumerate((20, 30, 40)):
        changed = profiles.replace(tx, profile, {"FirstName": f"v{number + 1}"}, {}, at)
        history.add(tx, 1, Event(A, "UPDATED", "KEY", at, {"Before": profile.document}))
        history.add(tx, 1, Event(A, "ADDED_PROFILE_KEY", "KEY", at + 5, {"KeyName": "Before"}))
        profile = changed
    history.add(tx, 1, Event(B, "UPDATED", "KEY", 15, {"Before": {"FirstName": "another's"}}))
    history.add(tx, 2, Event(A, "UPDATED", "KEY", 15, {"Before": {"FirstName": "of another domain"}}))
    found = [history.document_of(tx, profile, at)["FirstName"] for at in (10, 20, 30, 40)]
    assert found == ["v0", "v1", "v2", "v3"]
