"""The rows of a run come in small pieces, each table's in the order of its key, and nobody sees a part of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import select
from tests.store.groups import fill_run, pieces, table_of

from onefold.store import filling, runs
from onefold.store.runs import Group
from onefold.store.tables import MATCH_EVIDENCE, MATCH_GROUPS, MATCH_IDS, MATCH_MEMBERS
from onefold.tables import MATCHES

TABLES = (MATCH_GROUPS, MATCH_EVIDENCE, MATCH_IDS, MATCH_MEMBERS)


def scattered(count: int) -> list[Group]:
    """Groups whose ids and members are in another order than their ranks."""
    ids = [f"{number * 7919 % 99991:032x}" for number in range(3 * count)]
    return [
        Group(at + 1, f"{(at + 1) * 104729 % 99991:032x}", 1 - at / count / 2, tuple(sorted(ids[3 * at : 3 * at + 3])))
        for at in range(count)
    ]


def evidence_of(groups: list[Group]) -> dict[str, pa.Array]:
    seen_at = pa.array([[group.rank, group.rank + 1, 7] for group in groups])
    pairs = pa.array([bytes([group.rank % 256]) for group in groups])
    return {"traits": pa.array([group.rank << 40 for group in groups]), "seen_at": seen_at, "pairs": pairs}


def test_every_table_is_filled_in_the_order_of_its_key_in_small_pieces() -> None:
    groups = scattered(35)
    found = pieces(4, table_of(groups, **evidence_of(groups)), 10)
    assert max(len(piece.rows) for piece in found) == 10
    for table, count in zip(TABLES, (35, 35, 35, 105), strict=True):
        mine = [piece for piece in found if piece.table is table]
        named = [dict(zip(piece.columns, row, strict=True)) for piece in mine for row in piece.rows]
        keys = [tuple(row[column.name] for column in table.primary_key) for row in named]
        assert len(keys) == count
        assert all(a < b for a, b in pairwise(keys))
        assert {row["run"] for row in named} == {4}


@pytest.mark.parametrize(("groups_count", "rows_at_once"), [(20, 1), (20, 7), (20, 1_000), (150, 1_000)])
def test_groups_and_evidence_are_found_as_they_were_given(tx: Any, groups_count: int, rows_at_once: int) -> None:
    """Some are more than one statement on SQLite takes."""
    groups = scattered(groups_count)
    run = runs.begin(tx, 1, "1" * 32, 1)
    for piece in pieces(run, table_of(groups, **evidence_of(groups)), rows_at_once):
        filling.fill(tx, piece)
    assert runs.page(tx, run, 0, 1_000) == groups
    assert [runs.by_match_id(tx, run, group.match_id) for group in groups] == groups
    assert [runs.by_profile(tx, run, group.profile_ids[2]) for group in groups] == groups
    assert tx.execute(select(MATCH_GROUPS.c.traits).order_by(MATCH_GROUPS.c.rank)).scalars().all() == [
        group.rank << 40 for group in groups
    ]
    found = tx.execute(select(MATCH_EVIDENCE).order_by(MATCH_EVIDENCE.c.rank)).all()
    assert [(row.rank, row.seen_at, bytes(row.pairs)) for row in found] == [
        (group.rank, f"{group.rank} {group.rank + 1} 7", bytes([group.rank])) for group in groups
    ]


def test_a_part_of_a_table_is_filled_as_that_part(tx: Any) -> None:
    groups = scattered(9)
    part = table_of(groups, **evidence_of(groups)).slice(4, 3)
    run = runs.begin(tx, 1, "1" * 32, 1)
    for piece in pieces(run, part):
        filling.fill(tx, piece)
    found = runs.page(tx, run, 0, 100)
    assert [one._replace(rank=one.rank + 4) for one in found] == groups[4:7]
    seen = tx.execute(select(MATCH_EVIDENCE.c.seen_at).order_by(MATCH_EVIDENCE.c.rank)).scalars().all()
    assert seen == ["5 6 7", "6 7 7", "7 8 7"]


def test_a_run_without_groups_has_no_rows() -> None:
    assert pieces(1, MATCHES.empty_table()) == []


@pytest.mark.parametrize("pieces_written", range(0, 16, 3))
def test_a_run_that_was_cut_off_is_seen_by_nobody_and_purged_when_another_is_there(
    tx: Any, pieces_written: int
) -> None:
    groups = scattered(12)
    cut = runs.begin(tx, 1, "1" * 32, 1)
    for piece in pieces(cut, table_of(groups, **evidence_of(groups)), 5)[:pieces_written]:
        filling.fill(tx, piece)
    assert runs.latest(tx, 1) is None
    again = runs.begin(tx, 1, "1" * 32, 2)
    fill_run(tx, again, groups, **evidence_of(groups))
    runs.publish(tx, again, 36, len(groups), 100)
    while runs.tidy(tx, 101):
        pass
    assert not runs.has_old(tx, 101)
    for table in TABLES:
        assert set(tx.execute(select(table.c.run)).scalars()) == {again}
    assert runs.page(tx, again, 0, 100) == groups
