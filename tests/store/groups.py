"""Match groups as tests write them, stored as those of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from onefold.store import filling
from onefold.store.filling import Piece
from onefold.store.runs import Group
from onefold.tables import MATCHES


def table_of(groups: Sequence[Group], **evidence: pa.Array) -> pa.Table:
    """tables.MATCHES of groups in the order of their ranks, with columns of evidence."""
    columns = {
        "match_id": [one.match_id for one in groups],
        "profile_ids": [list(one.profile_ids) for one in groups],
        "confidence_score": [one.confidence_score for one in groups],
    }
    table = pa.table({field.name: pa.array(columns[field.name], field.type) for field in MATCHES})
    for name, column in evidence.items():
        table = table.append_column(name, column)
    return table


def fill_run(tx: Any, run: int, groups: Sequence[Group], **evidence: pa.Array) -> None:
    """Store all groups in one transaction."""
    for piece in pieces(run, table_of(groups, **evidence)):
        filling.fill(tx, piece)


def pieces(run: int, groups: pa.Table, count: int = 1_000) -> list[Piece]:
    """All rows of a run in pieces of some."""
    return [
        filling.piece(run, rows, first, count)
        for rows in (*filling.places(groups), *filling.contents(groups))
        for first in range(0, rows.columns.num_rows, count)
    ]
