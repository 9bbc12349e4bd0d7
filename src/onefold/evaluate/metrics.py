"""Agreement of two partitions of the same records: the one found and the true one.

Nothing to find and nothing found are no failures: precision is 1 where nothing was claimed, recall is 1 where there was
nothing to find. A result that joins nothing on a table with duplicates thus has precision 1, recall 0 and F1 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.integer]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Score:
    """Precision, recall and their harmonic mean, each in 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class PairCounts:
    """How many pairs of records are truly one entity, were found to be, and both."""

    true: int
    found: int
    correct: int

    def score(self) -> Score:
        return Score(_ratio(self.correct, self.found), _ratio(self.correct, self.true))


def pairwise(assigned: Labels, truth: Labels) -> Score:
    """Score every pair of records that was put together against every pair that belongs together.

    assigned, truth: one label per record, in the same order; equal labels are one group. See `count_pairs`.
    """
    return count_pairs(assigned, truth).score()


def count_pairs(assigned: Labels, truth: Labels) -> PairCounts:
    """Count true, found and correct pairs from the sizes of groups, never by enumerating pairs. O(n log n)."""
    found, true, cells = _sizes(assigned, truth)
    return PairCounts(true=_pairs_within(true), found=_pairs_within(found), correct=_pairs_within(cells.size))


def b_cubed(assigned: Labels, truth: Labels) -> Score:
    """Score each record by the company it was put in, and average over the records.

    Precision of a record is the share of its found group that is truly its entity, recall the share of its entity that
    is in its found group; the record itself counts in both. Big groups weigh by their records, not by their pairs.
    O(n log n). Bagga & Baldwin 1998.
    """
    found, true, cells = _sizes(assigned, truth)
    shared = cells.size.astype(np.float64) ** 2
    records = len(assigned)
    precision = _ratio(float((shared / found[cells.assigned]).sum()), records)
    recall = _ratio(float((shared / true[cells.truth]).sum()), records)
    return Score(precision, recall)


@dataclass(frozen=True)
class _Cells:
    """The non-empty cells of the table found group x true entity: their two codes and how many records they hold."""

    assigned: Counts
    truth: Counts
    size: Counts


def _sizes(assigned: Labels, truth: Labels) -> tuple[Counts, Counts, _Cells]:
    """Sizes of the found groups, of the true entities and of their non-empty intersections."""
    if len(assigned) != len(truth):
        raise ValueError(f"one label per record in both: got {len(assigned)} assigned and {len(truth)} true labels")
    _, assigned_code, found = np.unique(assigned, return_inverse=True, return_counts=True)
    _, truth_code, true = np.unique(truth, return_inverse=True, return_counts=True)
    width = max(len(true), 1)
    cell, size = np.unique(assigned_code * width + truth_code, return_counts=True)
    return found, true, _Cells(cell // width, cell % width, size)


def _pairs_within(sizes: Counts) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
