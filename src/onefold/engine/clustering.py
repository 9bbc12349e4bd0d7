"""From scored pairs to groups of records that are one customer.

1. Greedy merging: strongest pair first, two clusters are joined only while the summed log-odds of the scored pairs
   between them (each clipped) stays positive, so a record that fits two conflicting people glues nothing.
2. Entity pass: two clusters are compared as wholes, on the best outcome of each attribute over the pairs between
   them, less ln(size x size) for having had that many tries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.comparison import BITS, SHIFTS, SWAPPED
from onefold.engine.fellegi_sunter import Model
from onefold.engine.judgements import JUDGED
from onefold.engine.kernels.clusters import adjacency, flatten, merge_greedily, pairs_of_clusters, union_all
from onefold.engine.scoring import score_patterns

CLIP_FOR: Final = 6.0
CLIP_AGAINST: Final = 4.0
"""Log-odds of one pair count at most this much between two clusters. Records of one person with several errors speak
against each other more often than records of two people speak for each other: with 6 both ways a table of ten
records a person (historical_50k) lost .001 F1, and tables of two a person gained .0005."""
LEAST_EVIDENCE: Final = 1.0
"""Summed log-odds that joins two clusters in the first stage."""
ENTITY_PASSES: Final = 2

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Links = tuple[Ints, Ints, Floats]


@dataclass(frozen=True)
class Edges:
    """Scored pairs of rows: a < b, ascending; log_odds natural; patterns as compared."""

    a: Ints
    b: Ints
    log_odds: Floats
    patterns: NDArray[np.uint64]

    @property
    def packed(self) -> NDArray[np.uint64]:
        """The pairs as a << 32 | b."""
        return np.asarray(self.a.astype(np.uint64) << np.uint64(32) | self.b.astype(np.uint64))

    def take(self, which: NDArray[np.bool_] | Ints) -> Edges:
        return Edges(self.a[which], self.b[which], self.log_odds[which], self.patterns[which])


@dataclass(frozen=True)
class Clusters:
    """label: per row the smallest row of its cluster. links: the merges that made the clusters, as two rows and the
    log-odds that they are right."""

    label: Ints
    link_a: Ints
    link_b: Ints
    link_log_odds: Floats


@dataclass(frozen=True)
class _Forest:
    """Clusters while they grow: parent (union-find), ring (next member of the same cluster), size by root."""

    parent: Ints
    ring: Ints
    size: Ints

    @staticmethod
    def of(rows: int) -> _Forest:
        return _Forest(np.arange(rows, dtype=np.int32), np.arange(rows, dtype=np.int32), np.ones(rows, dtype=np.int32))


def likely_clusters(edges: Edges, rows: int) -> Clusters:
    """The first stage alone: good enough to count people, in a fraction of the time."""
    forest = _Forest.of(rows)
    links = _merge_pairs(edges, forest)
    return Clusters(forest.parent, *links)


def cluster(edges: Edges, rows: int, model: Model, *, threads: int = 1) -> Clusters:
    """Group the rows. edges: all scored pairs worth keeping, negative ones included."""
    forest = _Forest.of(rows)
    links = [_merge_pairs(edges, forest)]
    for _ in range(ENTITY_PASSES):
        links.append(_entity_pass(edges, forest, model, threads))
    a, b, odds = (np.concatenate(parts) for parts in zip(*links, strict=True))
    return Clusters(forest.parent, a, b, odds)


def _merge_pairs(edges: Edges, forest: _Forest) -> Links:
    local = edges.take(_in_one_component(edges.a, edges.b, edges.log_odds, len(forest.parent)))
    return _merge(local.a, local.b, local.log_odds, forest, LEAST_EVIDENCE)


def _weights(log_odds: Floats) -> Floats:
    """Clipped log-odds; a judgement outweighs everything that could be summed up against it."""
    return np.where(np.abs(log_odds) >= JUDGED, 1e6 * log_odds, np.clip(log_odds, -CLIP_AGAINST, CLIP_FOR))


def components(a: Ints, b: Ints, log_odds: NDArray[np.floating], rows: int, least: float) -> Ints:
    """Per row the smallest row that pairs with log-odds above `least` connect it with."""
    parent = np.arange(rows, dtype=np.int32)
    near = log_odds > least
    union_all(parent, a[near], b[near])
    flatten(parent)
    return parent


def _in_one_component(a: Ints, b: Ints, log_odds: Floats, rows: int) -> NDArray[np.bool_]:
    """Edges inside one component of positive edges; no other can matter to greedy merging."""
    component = components(a, b, log_odds, rows, 0.0)
    return np.asarray(component[a] == component[b])


def _merge(a: Ints, b: Ints, log_odds: Floats, forest: _Forest, least: float) -> Links:
    """Greedy merging along the edges a-b; the forest grows. Returns the edges that joined."""
    start, edges = _adjacency(a, b, len(forest.parent))
    usable = np.flatnonzero(log_odds > 0)
    order = usable[np.lexsort((b[usable], a[usable], -log_odds[usable]))]
    weight = _weights(log_odds)
    joined = np.empty(len(order), dtype=np.int64)
    count = merge_greedily(
        a, b, weight, order, start, edges, forest.parent, forest.ring, forest.size, least, joined
    )  # fmt: skip
    flatten(forest.parent)
    joined = joined[:count]
    return a[joined], b[joined], log_odds[joined]


def _adjacency(a: Ints, b: Ints, rows: int) -> tuple[NDArray[np.int64], Ints]:
    start, edges = np.zeros(rows + 2, dtype=np.int64), np.empty(2 * len(a), dtype=np.int32)
    adjacency(a, b, start, edges)
    return start, edges


def _entity_pass(edges: Edges, forest: _Forest, model: Model, threads: int) -> Links:
    """Compare clusters as wholes and merge those that agree; links are between the clusters' first rows."""
    most = len(edges.a)
    low, high = np.empty(most, dtype=np.int32), np.empty(most, dtype=np.int32)
    best, barred = np.empty(most, dtype=np.uint64), np.empty(most, dtype=np.bool_)
    refused = edges.log_odds <= -JUDGED
    graph = _adjacency(edges.a, edges.b, len(forest.parent))
    found = pairs_of_clusters(
        forest.parent,
        forest.ring,
        edges.a,
        edges.b,
        edges.patterns,
        refused,
        _FIELDS,
        *graph,
        (np.empty_like(forest.parent), np.empty_like(forest.parent)),
        (low, high, best, barred),
    )
    low, high, best, barred = low[:found], high[:found], best[:found], barred[:found]
    odds = score_patterns(best, model, threads=threads) - np.log(forest.size[low] * forest.size[high])
    odds[barred] = -JUDGED
    local = _in_one_component(low, high, odds, len(forest.parent))
    return _merge(low[local], high[local], odds[local], forest, 0.0)


_FIELDS: Final = (
    np.array(SHIFTS, dtype=np.uint64), np.array([(1 << bits) - 1 for bits in BITS], dtype=np.uint64), SWAPPED,
)  # fmt: skip
