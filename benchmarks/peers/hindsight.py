"""The best a peer could have done had it known the truth when it chose its threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from onefold.evaluate import Score
from onefold.evaluate.metrics import PairCounts

Ints = NDArray[np.int64]
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Best:
    score: Score
    threshold: float


def best_threshold(a: Ints, b: Ints, score: NDArray[np.float64], entity: NDArray[np.integer]) -> Best | None:
    """The best pairwise F1 of the connected components over all thresholds.

    a, b: rows; score: higher is surer; entity: one integer per row. Pairs of equal score join together, as a threshold
    cannot part them. None without pairs. About 1 us for a pair, 10M rows and 100M pairs in some minutes.
    """
    if not len(score):
        return None
    order = np.argsort(-score, kind="stable")
    parent, joined_at, found = _join(a[order], b[order], len(entity))
    true_a, true_b = true_pairs(np.asarray(entity))
    moments = _meetings(true_a, true_b, parent, joined_at)
    correct = np.bincount(moments[moments < NEVER], minlength=len(score)).cumsum()
    ends = np.flatnonzero(np.r_[np.diff(score[order]) != 0, True])
    pairs = found[ends] + len(true_a)
    f1 = np.divide(2 * correct[ends], pairs, out=np.ones(len(ends)), where=pairs > 0)  # nothing to find nor found: 1
    best = ends[int(np.argmax(f1))]
    reached = PairCounts(len(true_a), int(found[best]), int(correct[best])).score()
    return Best(reached, float(score[order[best]]))


def true_pairs(entity: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Every pair of rows of one entity."""
    order = np.argsort(entity, kind="stable").astype(np.int64)
    starts = np.flatnonzero(np.r_[True, np.diff(entity[order]) != 0, True])
    before = np.arange(len(entity)) - np.repeat(starts[:-1], np.diff(starts))  # rows of the entity before each
    second = np.repeat(np.arange(len(entity)), before)
    first = second - 1 - (np.arange(len(second)) - np.repeat(before.cumsum() - before, before))
    return order[first], order[second]


@njit  # type: ignore[untyped-decorator]
def _join(a: Ints, b: Ints, rows: int) -> tuple[Ints, Ints, Ints]:
    """Union by size without shortening of paths, so that they keep when what was joined.

    Returns for each row its parent and the number of the pair that brought it there, NEVER for a root, and after each
    pair how many pairs of rows are together. Numbers grow on the way to a root.
    """
    parent = np.arange(rows)
    joined_at = np.full(rows, NEVER)
    size = np.ones(rows, np.int64)
    found = np.zeros(len(a), np.int64)
    total = 0
    for pair in range(len(a)):
        x, y = a[pair], b[pair]
        while parent[x] != x:
            x = parent[x]
        while parent[y] != y:
            y = parent[y]
        if x != y:
            if size[x] < size[y]:
                x, y = y, x
            total += size[x] * size[y]
            size[x] += size[y]
            parent[y] = x
            joined_at[y] = pair
        found[pair] = total
    return parent, joined_at, found


@njit  # type: ignore[untyped-decorator]
def _meetings(a: Ints, b: Ints, parent: Ints, joined_at: Ints) -> Ints:
    """For each two rows the number of the pair that brought them together, NEVER if none did."""
    met = np.full(len(a), NEVER)
    for pair in range(len(a)):
        x, y = a[pair], b[pair]
        last = -1
        while x != y and last < NEVER:
            if joined_at[x] > joined_at[y]:
                x, y = y, x
            last = joined_at[x]
            x = parent[x]
        met[pair] = last
    return met
