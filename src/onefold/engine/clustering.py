"""From scored pairs to groups of records that are one customer.

1. Greedy merging: strongest pair first, two clusters are joined only while the summed log-odds of the scored pairs
   between them (each clipped) stays positive, so a record that fits two conflicting people glues nothing.
2. Entity pass: two clusters are compared as wholes, on the best outcome of each attribute over the pairs between
   them, less ln(size x size) for having had that many tries.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.blocking import in_parts
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
_Graph = tuple[NDArray[np.int64], Ints]


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


def likely_clusters(edges: Edges, rows: int, *, threads: int = 1) -> Clusters:
    """The first stage alone: good enough to count people, in a fraction of the time."""
    forest = _Forest.of(rows)
    links = _merge_pairs(edges, forest, threads)
    return Clusters(forest.parent, *links)


def cluster(edges: Edges, rows: int, model: Model, *, threads: int = 1) -> Clusters:
    """Group the rows. edges: all scored pairs worth keeping, negative ones included."""
    forest = _Forest.of(rows)
    links = [_merge_pairs(edges, forest, threads)]
    graph = _adjacency(edges.a, edges.b, rows)
    for _ in range(ENTITY_PASSES):
        links.append(_entity_pass(edges, graph, forest, model, threads))
    a, b, odds = (np.concatenate(parts) for parts in zip(*links, strict=True))
    return Clusters(forest.parent, a, b, odds)


def _merge_pairs(edges: Edges, forest: _Forest, threads: int) -> Links:
    return _merge(edges.a, edges.b, edges.log_odds, forest, LEAST_EVIDENCE, threads)


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


def _merge(a: Ints, b: Ints, log_odds: Floats, forest: _Forest, least: float, threads: int) -> Links:
    """Greedy merging along the edges a-b, of equal ones the first first; the forest grows. Returns the edges that
    joined.

    Only edges within a component of positive ones matter, and components have nothing to do with each other: they are
    merged in parts, on all cores, each part in a stretch of memory that fits the caches.
    """
    rows = len(forest.parent)
    component = components(a, b, log_odds, rows, 0.0)
    local = component[a] == component[b]
    a, b, log_odds = a[local], b[local], log_odds[local]
    weight, graph = _weights(log_odds), _adjacency(a, b, rows)
    usable = np.flatnonzero(log_odds > 0)
    numbered = component[a[usable]].astype(np.uint64) << np.uint64(32) | usable.astype(np.uint64)

    def merged(part: NDArray[np.uint64]) -> NDArray[np.int64]:
        order = _strongest_first(part, log_odds)
        joined = np.empty(len(order), dtype=np.int64)
        count = merge_greedily(
            a, b, weight, order, *graph, forest.parent, forest.ring, forest.size, least, joined
        )  # fmt: skip
        return joined[:count]

    with ThreadPoolExecutor(threads) as pool:
        joined = np.concatenate(list(pool.map(merged, in_parts([numbered], rows, pool))))
    flatten(forest.parent)
    return a[joined], b[joined], log_odds[joined]


def _strongest_first(part: NDArray[np.uint64], log_odds: Floats) -> NDArray[np.int64]:
    """The numbers of edges (the lower halves of `part`) by falling log-odds, then by number; all are positive.

    Positive floats are in the order of their bits, so weight and number are sorted as one integer: a tenth of the time
    of lexsort."""
    number = part & _LOWER
    strength = log_odds[number.astype(np.int64)].astype(np.float32).view(np.uint32)
    keys = (~strength).astype(np.uint64) << np.uint64(32) | number
    keys.sort()
    return (keys & _LOWER).astype(np.int64)


_LOWER: Final = np.uint64(0xFFFFFFFF)


def _adjacency(a: Ints, b: Ints, rows: int) -> _Graph:
    """Where the edges of each row begin, and the numbers of the edges row by row."""
    start, edges = np.zeros(rows + 2, dtype=np.int64), np.empty(2 * len(a), dtype=np.int32)
    adjacency(a, b, start, edges)
    return start, edges


def _entity_pass(edges: Edges, graph: _Graph, forest: _Forest, model: Model, threads: int) -> Links:
    """Compare clusters as wholes and merge those that agree; links are between the clusters' first rows."""
    low, high, best, barred = _pairs_of_clusters(edges, graph, forest, threads)
    odds = score_patterns(best, model, threads=threads) - np.log(forest.size[low] * forest.size[high])
    odds[barred] = -JUDGED
    return _merge(low, high, odds, forest, 0.0, threads)


def _pairs_of_clusters(edges: Edges, graph: _Graph, forest: _Forest, threads: int) -> list[NDArray[Any]]:
    """Every two clusters that an edge connects: both first rows, the best outcomes of their edges, and whether people
    have said that they are two. In the order of the rows, on all cores."""
    refused = edges.log_odds <= -JUDGED
    rows, most = len(forest.parent), len(edges.a)

    def found(part: int) -> list[NDArray[Any]]:
        kinds = (np.int32, np.int32, np.uint64, np.bool_)
        out = tuple(np.empty(most, dtype=kind) for kind in kinds)  # what is not written takes no memory
        room = np.empty(rows, dtype=np.int32), np.empty(rows, dtype=np.int32)
        span = rows * part // threads, rows * (part + 1) // threads
        clusters = (forest.parent, forest.ring, edges.a, edges.b, edges.patterns, refused, _FIELDS, *graph)
        count = pairs_of_clusters(*span, *clusters, room, out)
        return [column[:count] for column in out]

    with ThreadPoolExecutor(threads) as pool:
        return [np.concatenate(parts) for parts in zip(*pool.map(found, range(threads)), strict=True)]


_FIELDS: Final = (
    np.array(SHIFTS, dtype=np.uint64), np.array([(1 << bits) - 1 for bits in BITS], dtype=np.uint64), SWAPPED,
)  # fmt: skip
