"""An opened input: what columns it has, its first values, a way to load the wanted columns; which rows are records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa


@dataclass(frozen=True)
class Skipped:
    """Rows that are broken: how many, and a sentence that says which and why."""

    rows: int
    note: str


@dataclass(frozen=True)
class Rows:
    """The wanted columns of one input: strings, or lists of strings where a cell holds several values."""

    table: pa.Table
    positions: npt.NDArray[np.int64] | None = None  # row numbers from 1, if rows between were skipped
    notes: tuple[str, ...] = ()
    skipped: Skipped | None = None  # said in the notes too
    rows_before: int = 0  # of the file, such as its header: the notes count them


@dataclass(frozen=True)
class Source:
    """One input, of which only the beginning is read yet."""

    name: str
    columns: tuple[str, ...]
    sample: pa.Table  # the first records, all columns as text
    load: Callable[[Sequence[str]], Rows]
    has_header: bool = True
    notes: tuple[str, ...] = ()
    may_be_padded: bool = False  # rows of nothing but delimiters are no records


def without_blank(rows: Rows, load: Callable[[], Rows]) -> Rows:
    """Without the rows that hold nothing, with which spreadsheets end or part their tables, unless there are no others.

    load: the same rows with all their columns; called only if some row has nothing in the wanted ones.
    """
    blank = _all_null(rows.table)
    blank = _all_null(load().table) if blank.any() else blank
    if not blank.any() or blank.all():
        return rows
    positions = np.arange(1, rows.table.num_rows + 1) if rows.positions is None else rows.positions
    what = f"{int(blank.sum())} rows hold" if blank.sum() > 1 else f"row {positions[blank][0] + rows.rows_before} holds"
    notes = (*rows.notes, f"{what} nothing but delimiters; skipped")
    return replace(rows, table=rows.table.filter(pa.array(~blank)), positions=positions[~blank], notes=notes)


def _all_null(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows hold nothing; nearly always one full column has the answer."""
    nothing = np.ones(table.num_rows, bool)
    for column in sorted(table.columns, key=lambda each: each.null_count):
        if not column.null_count:
            return np.zeros(table.num_rows, bool)
        nothing &= column.is_null().to_numpy()
    return nothing


def a_few(items: Sequence[str], shown_max: int = 5) -> str:
    """Enumerates the first items and says how many more there are."""
    more = len(items) - shown_max
    return ", ".join(items[:shown_max]) + (f" and {more} more" if more > 0 else "")
