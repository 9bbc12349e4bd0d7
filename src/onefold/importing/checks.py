"""Rows that cannot become profiles: what CreateProfile would refuse is refused here, before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.files import SourceReport
from onefold.importing.columns import FULL_NAME
from onefold.ingest.mapping import LENGTH_MAX, LENGTHS_MAX
from onefold.tables import SOURCE
from onefold.writing.documents import BYTES_MAX

SHOWN_MAX: Final = 10
"""Bad rows that are described one by one."""
_BYTES_PER_LETTER_MAX: Final = 4
_BYTES_AROUND_MAX: Final = 30
"""Quotes and marks."""


class BadRows(NamedTuple):
    """rows: the places among the records of those that cannot be imported. total: of those and of the rows that could
    not be read at all. said: what is wrong with the first of them, without their values."""

    rows: NDArray[np.int64]
    total: int
    said: tuple[str, ...]


def bad_rows(records: pa.Table, report: SourceReport) -> BadRows:
    """The rows that break a rule of CreateProfile, and those that the file has broken. O(cells), no Python object."""
    found: dict[int, str] = {}
    for name in records.column_names:
        if name != SOURCE:
            for row, problem in _problems(records[name], name):
                found.setdefault(row, problem)
    for row in _too_large(records):
        found.setdefault(row, f"has more than {BYTES_MAX} bytes")
    rows = np.array(sorted(found), dtype=np.int64)
    said = [f"row {_position(report, row)}: {found[row]}" for row in rows[:SHOWN_MAX].tolist()]
    skipped = report.skipped
    total = len(rows) + (skipped.rows if skipped else 0)
    return BadRows(rows, total, tuple([skipped.note, *said] if skipped else said))


def _problems(column: pa.ChunkedArray, name: str) -> list[tuple[int, str]]:
    lengths = pc.utf8_length(column)
    length_max = LENGTHS_MAX.get(name, LENGTH_MAX)
    long = _true(pc.greater(lengths, length_max))
    zeros = _true(pc.match_substring(column, "\0"))
    shown = _shown(name)
    too_long = [(row, f"{shown} has {lengths[row]} characters; it can have {length_max}") for row in long.tolist()]
    return too_long + [(row, f"{shown} holds the character U+0000, which no database keeps") for row in zeros.tolist()]


def _shown(name: str) -> str:
    return {"profile_id": "the id", FULL_NAME: "the name"}.get(name, name)


def _true(flags: pa.ChunkedArray) -> NDArray[np.int64]:
    return np.flatnonzero(pc.fill_null(flags, False).to_numpy()).astype(np.int64)


def _too_large(records: pa.Table) -> Sequence[int]:
    """Only of tables so wide that a row of longest values is larger than a profile may be."""
    if sum(map(_bytes_max, records.column_names)) <= BYTES_MAX:
        return []
    sizes = np.zeros(records.num_rows, dtype=np.int64)
    for name in records.column_names:
        if name != SOURCE:
            filled = pc.fill_null(pc.binary_length(records[name]), 0).to_numpy()
            sizes += np.where(filled, 2 * filled + len(name.encode()) + 10, 0)  # JSON may write a letter as two
    rows: list[int] = np.flatnonzero(sizes > BYTES_MAX).tolist()
    return rows


def _bytes_max(name: str) -> int:
    """Of a value with the name of its attribute, as JSON."""
    return LENGTHS_MAX.get(name, LENGTH_MAX) * _BYTES_PER_LETTER_MAX + len(name.encode()) + _BYTES_AROUND_MAX


def _position(report: SourceReport, row: int) -> int:
    """The row of the file, as its own notes count: its header is one."""
    return report.rows_before + (row + 1 if report.positions is None else int(report.positions[row]))
