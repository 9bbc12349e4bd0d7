"""The id of each record: from a column, or its row number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from onefold.errors import ColumnError
from onefold.files.asking import Asking
from onefold.files.buffers import layout
from onefold.files.records import clean
from onefold.files.source import Rows, a_few

_MULTIPLIERS: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))
"""Odd numbers whose bits look random (splitmix64): a product spreads every bit of the text over the hash."""


def ids_of(
    rows: Rows, candidates: Sequence[str], asking: Asking
) -> tuple[pa.ChunkedArray | None, str | None, tuple[str, ...]]:
    """The ids, the column they are from, and a note if a column was expected to number the records and does not.

    None, None: no column does.
    """
    reasons = []
    for column in candidates:
        flaw = _flaw(rows.table[column])
        if flaw is None:
            return rows.table[column], column, ()
        reasons.append(f"column {column!r} {flaw}")
    if not reasons:
        return None, None, ()
    return None, None, (f"{'; '.join(reasons)}; row numbers are used as ids. To set the column, use {asking.id}",)


def required_ids(rows: Rows, column: str, name: str, asking: Asking) -> pa.ChunkedArray:
    """The ids of the column the user named; ColumnError, with examples, if it does not number the records."""
    flaw = _flaw(rows.table[column])
    if flaw:
        raise ColumnError(
            f"{name}: the id column {column!r} {flaw}. Every record needs an id of its own; "
            f"leave {asking.id} out to use row numbers"
        )
    return rows.table[column]


def numbers_records(rows: Rows, column: str) -> bool:
    """Whether every record has a value in the column that no other has."""
    return _flaw(rows.table[column]) is None


def row_numbers(rows: Rows) -> pa.ChunkedArray:
    """ "1", "2" ...: the n-th record of the input, a header not counted, a skipped row counted."""
    numbers = rows.positions if rows.positions is not None else np.arange(1, rows.table.num_rows + 1)
    return pa.chunked_array([pa.array(numbers).cast(pa.string())])


def unique_over_all(
    ids: Sequence[pa.ChunkedArray], numbered: Sequence[bool], names: Sequence[str]
) -> list[pa.ChunkedArray]:
    """The ids of several inputs. Row numbers become `shop.csv:1`; if two inputs share an id, all get such a prefix.

    All or none: whether an id is prefixed does not depend on the order of the inputs.
    """
    if len(ids) == 1:
        return list(ids)
    named = [
        _prefixed(each, name) if is_number else each for each, is_number, name in zip(ids, numbered, names, strict=True)
    ]
    if not has_duplicates(pa.chunked_array([chunk for each in named for chunk in each.chunks], pa.string())):
        return named
    return [_prefixed(each, name) for each, name in zip(ids, names, strict=True)]


def _prefixed(ids: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(pa.scalar(name), ids, ":")


def _flaw(ids: pa.ChunkedArray) -> str | None:
    if pa.types.is_list(ids.type):
        return "holds lists"
    blank = clean(ids).null_count
    if blank:
        return f"is empty in {blank} of {len(ids)} rows"
    if has_duplicates(ids):
        counts = Counter(ids.to_pylist())
        repeated = [f"{value!r} ({count} times)" for value, count in counts.most_common(4) if count > 1]
        return f"repeats values: {a_few(repeated, 3)}"
    return None


def has_duplicates(ids: pa.ChunkedArray) -> bool:
    """Whether a value occurs twice; exact. Sorting hashes takes .1 s for 1M, a hash table of the strings .35 s."""
    hashes = np.sort(np.concatenate([np.zeros(0, np.uint64), *map(_hashes, ids.chunks)]))
    if not (hashes[1:] == hashes[:-1]).any():
        return False
    return int(pc.count_distinct(ids).as_py()) < len(ids)


def _hashes(chunk: pa.StringArray) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of each value, eight bytes at a time."""
    starts, data = layout(chunk)
    padded = np.concatenate([data, np.zeros(8, np.uint8)])
    words = np.lib.stride_tricks.as_strided(padded.view(np.uint8)[: len(data) + 1], (len(data) + 1, 8), (1, 1))
    lengths = starts[1:] - starts[:-1]
    hashes = lengths.astype(np.uint64)
    for begin in range(0, int(lengths.max(initial=0)), 8):
        left = np.clip(lengths - begin, 0, 8)
        word = words[np.minimum(starts[:-1] + begin, len(data))].view(np.uint64)[:, 0]
        word &= np.where(left == 8, ~np.uint64(0), (np.uint64(1) << (8 * left).astype(np.uint64)) - np.uint64(1))
        mixed = (hashes ^ word * _MULTIPLIERS[0]) * _MULTIPLIERS[1]
        hashes = np.where(left > 0, mixed ^ (mixed >> np.uint64(31)), hashes)
    return hashes
