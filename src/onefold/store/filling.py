"""The rows of a run, in pieces: what is found of a million profiles is stored beside requests that write too.

Every table is filled in the order of its key, so that each page of its index is written once. In the order of the
groups, 200,000 of them wrote 3.7 GB, and held the writer for 180 ms at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Table

from onefold.store.tables import MATCH_EVIDENCE, MATCH_GROUPS, MATCH_IDS, MATCH_MEMBERS
from onefold.store.transaction import Tx, insert_many

SEEN_AT: Final = "seen_at"
PAIRS: Final = "pairs"
TRAITS: Final = "traits"


class Rows(NamedTuple):
    """All rows of a table of a run, in the order of its key. columns: those of the table, without the run."""

    table: Table
    columns: pa.Table


class Piece(NamedTuple):
    """Some rows of a table of a run."""

    table: Table
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def places(groups: pa.Table) -> Iterator[Rows]:
    """By what groups are found, their ids and their members. groups: tables.MATCHES, surest first, which gives their
    ranks. O(members log members)."""
    ranks = _ranks(groups)
    yield _sorted(MATCH_IDS, "match_id", groups["match_id"].combine_chunks(), ranks)
    members = groups["profile_ids"].combine_chunks()
    sizes = pc.list_value_length(members).to_numpy()
    yield _sorted(MATCH_MEMBERS, "profile_id", members.flatten(), np.repeat(ranks, sizes))


def contents(groups: pa.Table) -> Iterator[Rows]:
    """What is in groups. groups: as for `places`.

    It may have a column TRAITS (see store.traits), and with evidence two more: SEEN_AT, when each member, in the order
    of profile_ids, was last changed as the run read it (milliseconds); and PAIRS, as the engine retains them.
    O(members).
    """
    ranks = pa.array(_ranks(groups))
    members = groups["profile_ids"].combine_chunks()
    scores = groups["confidence_score"]
    orders = review_orders(scores.to_numpy(), pc.list_value_length(members).to_numpy())
    yield _rows(MATCH_GROUPS, {
        "rank": ranks, "match_id": groups["match_id"], "confidence_score": scores,
        "profile_ids": pc.binary_join(members, " "), "review_order": pa.array(orders),
        **({TRAITS: groups[TRAITS]} if TRAITS in groups.column_names else {}),
    })  # fmt: skip
    if SEEN_AT in groups.column_names:
        seen_at = groups[SEEN_AT].combine_chunks()
        texts = pa.ListArray.from_arrays(seen_at.offsets, seen_at.values.cast(pa.string()))
        yield _rows(MATCH_EVIDENCE, {"rank": ranks, SEEN_AT: pc.binary_join(texts, " "), PAIRS: groups[PAIRS]})


def piece(run: int, rows: Rows, first: int, count: int) -> Piece:
    """At most `count` of the rows from `first` on, as Python objects."""
    some = rows.columns.slice(first, count)
    # By way of NumPy, which takes a tenth of the time of to_pylist.
    lists = (column.combine_chunks().to_numpy(zero_copy_only=False).tolist() for column in some.columns)
    return Piece(rows.table, ("run", *some.column_names), list(zip(repeat(run), *lists, strict=False)))


def fill(tx: Tx, piece: Piece) -> None:
    """Add rows to a run that is not yet published."""
    insert_many(tx, piece.table, piece.columns, piece.rows)


def review_orders(scores: NDArray[np.float64], sizes: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where groups stand in the queue of reviewers, smallest first: the entropy of the score for every member.

    A coin toss between two profiles tells one bit a profile, a sure group nothing; a large group settles more.
    """
    unsure = np.clip(scores, np.finfo(np.float64).tiny, 1 - np.finfo(np.float64).epsneg)
    bits = -unsure * np.log2(unsure) - (1 - unsure) * np.log2(1 - unsure)
    return -np.rint(1000 * bits * sizes).astype(np.int64)


def _ranks(groups: pa.Table) -> NDArray[np.int64]:
    return np.arange(1, groups.num_rows + 1)


def _sorted(table: Table, key: str, values: pa.Array, ranks: NDArray[np.int64]) -> Rows:
    order = pc.sort_indices(values)
    return _rows(table, {key: values.take(order), "rank": pa.array(ranks[order.to_numpy()])})


def _rows(table: Table, columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> Rows:
    return Rows(table, pa.table(dict(columns)))
