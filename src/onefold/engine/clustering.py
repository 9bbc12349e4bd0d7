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
from onefold.engine.kernels.clusters import adjacency, best_patterns, merge_greedily, union_all
from onefold.engine.scoring import score_patterns

CLIP: Final = 6.0
"""Log-odds of one pair count at most this much between two clusters, for and against."""
LEAST_EVIDENCE: Final = 1.0
"""Summed log-odds that joins two clusters in the first stage."""
ENTITY_PASSES: Final = 2

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


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


def likely_clusters(edges: Edges, rows: int) -> Clusters:
    """The first stage alone: good enough to count people, in a fraction of the time."""
    local = edges.take(_same_component(edges, rows))
    label, joined = _merge(local.a, local.b, _weights(local.log_odds), local.log_odds, rows, LEAST_EVIDENCE)
    return Clusters(label, local.a[joined], local.b[joined], local.log_odds[joined])


def cluster(edges: Edges, rows: int, model: Model, *, threads: int = 1) -> Clusters:
    """Group the rows. edges: all scored pairs worth keeping, negative ones included."""
    first = likely_clusters(edges, rows)
    label = first.label
    links = [(first.link_a, first.link_b, first.link_log_odds)]
    for _ in range(ENTITY_PASSES):
        label, link = _entity_pass(edges, label, model, threads)
        links.append(link)
    a, b, odds = (np.concatenate(parts) for parts in zip(*links, strict=True))
    return Clusters(label, a, b, odds)


def _weights(log_odds: Floats) -> Floats:
    """Clipped log-odds; a judgement outweighs everything that could be summed up against it."""
    return np.where(np.abs(log_odds) >= JUDGED, 1e6 * log_odds, np.clip(log_odds, -CLIP, CLIP))


def _same_component(edges: Edges, rows: int) -> NDArray[np.bool_]:
    """Edges inside one component of positive edges; no other can matter to greedy merging."""
    parent = np.arange(rows, dtype=np.int64)
    positive = edges.log_odds > 0
    union_all(parent, edges.a[positive], edges.b[positive])
    root = roots(parent)
    return np.asarray(root[edges.a] == root[edges.b])


def roots(parent: Ints) -> Ints:
    """The root of every node of a union-find forest."""
    while True:
        up = parent[parent]
        if np.array_equal(up, parent):
            return parent
        parent = up


def _merge(a: Ints, b: Ints, weight: Floats, rank: Floats, nodes: int, least: float) -> tuple[Ints, Ints]:
    """Greedy merging over `nodes`; rank orders the edges. Returns labels and the edges that joined."""
    start = np.zeros(nodes + 1, dtype=np.int64)
    edges = adjacency(a, b, start)
    usable = np.flatnonzero(weight > 0)
    order = usable[np.lexsort((b[usable], a[usable], -rank[usable]))]
    parent = np.arange(nodes, dtype=np.int64)
    ring = np.arange(nodes, dtype=np.int64)
    size = np.ones(nodes, dtype=np.int64)
    joined = merge_greedily(a, b, weight, order, start, edges, parent, ring, size, least)
    return roots(parent), joined


def _entity_pass(edges: Edges, label: Ints, model: Model, threads: int) -> tuple[Ints, tuple[Ints, Ints, Floats]]:
    """Compare clusters as wholes and merge those that agree; links are between the clusters' first rows."""
    between = edges.take(label[edges.a] != label[edges.b])
    x, y = label[between.a], label[between.b]
    low, high = np.minimum(x, y), np.maximum(x, y)
    order = np.lexsort((high, low))
    low, high, patterns = low[order], high[order], between.patterns[order]
    fresh = np.ones(len(low), dtype=bool)
    fresh[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    group = np.cumsum(fresh) - 1
    best = np.zeros(int(fresh.sum()), dtype=np.uint64)
    best_patterns(group, patterns, _SHIFTS, _MASKS, SWAPPED, best)
    low, high = low[fresh], high[fresh]
    size = np.bincount(label, minlength=len(label))
    odds = score_patterns(best, model, threads=threads).astype(float) - np.log(size[low] * size[high])
    refused = np.zeros(len(odds), dtype=bool)
    refused[group[between.log_odds[order] <= -JUDGED]] = True
    odds[refused] = -JUDGED
    merged, joined = _merge(low, high, _weights(odds), odds, len(label), 0.0)
    return merged[label], (low[joined], high[joined], odds[joined])


_SHIFTS: Final = np.array(SHIFTS, dtype=np.uint64)
_MASKS: Final = np.array([(1 << bits) - 1 for bits in BITS], dtype=np.uint64)
