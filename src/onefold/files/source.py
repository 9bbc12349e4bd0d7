"""An opened input: what columns it has, its first values, and a way to load the wanted columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


def a_few(items: Sequence[str], shown_max: int = 5) -> str:
    """Enumerates the first items and says how many more there are."""
    more = len(items) - shown_max
    return ", ".join(items[:shown_max]) + (f" and {more} more" if more > 0 else "")
