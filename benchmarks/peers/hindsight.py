"""The best a peer could have done had it known the truth when it chose its threshold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from onefold.evaluate import Score
from onefold.evaluate.metrics import PairCounts


@dataclass(frozen=True)
class Best:
    score: Score
    threshold: float


def best_threshold(a: np.ndarray, b: np.ndarray, score: np.ndarray, entity: np.ndarray) -> Best | None:
    """Join the pairs surest first and keep the best pairwise F1 of the connected components on the way.

    a, b: rows; score: higher is surer; entity: one integer per row. Pairs of equal score join together, as a threshold
    cannot part them. None without pairs. O(pairs + records log records).
    """
    size = Counter(Counter(entity.tolist()).values())
    true = sum(n * (n - 1) // 2 * times for n, times in size.items())
    groups = _Groups(entity)
    best: Best | None = None
    order = np.argsort(-score, kind="stable")
    rows_a, rows_b, sorted_score = a[order].tolist(), b[order].tolist(), score[order].tolist()
    for i, (x, y, s) in enumerate(zip(rows_a, rows_b, sorted_score, strict=True)):
        groups.join(x, y)
        if i + 1 < len(sorted_score) and sorted_score[i + 1] == s:
            continue
        reached = PairCounts(true, groups.found, groups.correct).score()
        if best is None or reached.f1 > best.score.f1:
            best = Best(reached, s)
    return best


class _Groups:
    """Union-find that keeps count of the pairs within groups, and of those that are correct."""

    def __init__(self, entity: np.ndarray) -> None:
        self.parent = list(range(len(entity)))
        self.members = [Counter([e]) for e in entity.tolist()]
        self.size = [1] * len(entity)
        self.found = self.correct = 0

    def join(self, x: int, y: int) -> None:
        x, y = self._root(x), self._root(y)
        if x == y:
            return
        if len(self.members[x]) < len(self.members[y]):
            x, y = y, x
        self.found += self.size[x] * self.size[y]
        self.correct += sum(self.members[x][e] * n for e, n in self.members[y].items())
        self.members[x].update(self.members[y])
        self.members[y].clear()
        self.size[x] += self.size[y]
        self.parent[y] = x

    def _root(self, x: int) -> int:
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x
