"""Greedy merging of rows into clusters, strongest link first."""

from __future__ import annotations

import numpy as np

from onefold.engine.kernels.compiled import njit


@njit(cache=True, nogil=True)
def find(parent, x):  # type: ignore[no-untyped-def]
    """Root of x, halving the path on the way."""
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


@njit(cache=True, nogil=True)
def union_all(parent, a, b):  # type: ignore[no-untyped-def]
    """Join a[i] and b[i] for all i; the smaller root wins, so the result does not depend on the order."""
    for i in range(len(a)):
        x, y = find(parent, a[i]), find(parent, b[i])
        if x < y:
            parent[y] = x
        elif y < x:
            parent[x] = y


@njit(cache=True, nogil=True)
def keep(pairs, odds, patterns, component, floor, refused, out):  # type: ignore[no-untyped-def]
    """Write the pairs above `floor`, those within one component and those at or below `refused`; returns how many.

    pairs: packed a << 32 | b; component: by row. out: a, b, log-odds and patterns, as long as the pairs.
    """
    out_a, out_b, out_odds, out_patterns = out
    count = 0
    for i in range(len(pairs)):
        a, b = np.int64(pairs[i] >> np.uint64(32)), np.int64(pairs[i] & np.uint64(0xFFFFFFFF))
        out_a[count], out_b[count], out_odds[count], out_patterns[count] = a, b, odds[i], patterns[i]
        count += (odds[i] > floor) | (odds[i] <= refused) | (component[a] == component[b])
    return count


@njit(cache=True, nogil=True)
def adjacency(a, b, start, edges):  # type: ignore[no-untyped-def]
    """Write the edge numbers by node: node n has edges[start[n] : start[n + 1]], ascending.

    start: int64[nodes + 2] zeros; the last element is for counting. edges: int32[2 edges].
    """
    for i in range(len(a)):
        start[a[i] + 2] += 1
        start[b[i] + 2] += 1
    for node in range(len(start) - 1):
        start[node + 1] += start[node]
    for i in range(len(a)):  # each node's start is its place for the next edge, and in the end the next node's start
        edges[start[a[i] + 1]] = i
        start[a[i] + 1] += 1
        edges[start[b[i] + 1]] = i
        start[b[i] + 1] += 1


@njit(cache=True, nogil=True)
def _evidence_between(x, y, parent, next_member, a, b, weight, start, edges):  # type: ignore[no-untyped-def]
    """Sum of the weights of all edges between cluster x (walked) and cluster y."""
    total = 0.0
    node = x
    while True:
        for k in range(start[node], start[node + 1]):
            edge = edges[k]
            other = b[edge] if a[edge] == node else a[edge]
            if find(parent, other) == y:
                total += weight[edge]
        node = next_member[node]
        if node == x:
            return total


@njit(cache=True, nogil=True)
def merge_greedily(a, b, weight, order, start, edges, parent, next_member, size, least, joined):  # type: ignore[no-untyped-def]
    """Walk the edges in `order`; join two clusters while the summed weight between all their members is above `least`.

    parent, next_member (a ring per cluster) and size describe the clusters and are updated. Writes the edges that
    joined into joined, in order; returns how many. O(edges x members of the smaller cluster).
    """
    count = 0
    for i in order:
        x, y = find(parent, a[i]), find(parent, b[i])
        if x == y:
            continue
        if size[x] > size[y]:
            x, y = y, x
        if size[x] == 1 and size[y] == 1:
            total = weight[i]
        else:
            total = _evidence_between(x, y, parent, next_member, a, b, weight, start, edges)
        if total <= least:
            continue
        keep, gone = (x, y) if x < y else (y, x)
        parent[gone] = keep
        next_member[x], next_member[y] = next_member[y], next_member[x]
        size[keep] = size[x] + size[y]
        joined[count] = i
        count += 1
    return count


@njit(cache=True, nogil=True)
def flatten(parent):  # type: ignore[no-untyped-def]
    """Point every node at its root, where every parent is smaller than its child."""
    for node in range(len(parent)):
        parent[node] = parent[parent[node]]


@njit(cache=True, nogil=True)
def _better(best, pattern, shifts, masks, least_field):  # type: ignore[no-untyped-def]
    """The best outcome of every field of two patterns: the larger, but the smaller filled one of `least_field`."""
    for f in range(len(shifts)):
        mask = masks[f] << shifts[f]
        new, old = pattern & mask, best & mask
        if f == least_field:  # noqa: SIM108 (numba compiles the statement to less)
            better = new != 0 and (old == 0 or new < old)
        else:
            better = new > old
        if better:
            best = (best & ~mask) | new
    return best


@njit(cache=True, nogil=True)
def pairs_of_clusters(first, last, parent, next_member, a, b, patterns, refused, fields, start, edges, room, out):  # type: ignore[no-untyped-def]
    """Every two clusters that an edge connects and of which the lower root is in first .. last - 1, once: low and high
    root, the best pattern of their edges, and whether one of these is refused.

    parent: flat. refused: bool by edge. fields: shifts, masks and the field whose least outcome is best. start, edges:
    adjacency by row. room: two int32 as long as the rows. out: low, high, best and refused, as long as the edges.
    Returns how many were written.
    O(edges): a stamp per cluster says whether this pair was seen before, so nothing is sorted.
    """
    low, high, best, barred = out
    shifts, masks, least_field = fields
    stamp, at = room
    stamp[:] = -1
    count = 0
    for root in range(first, last):
        if parent[root] != root:
            continue
        node = root
        while True:
            for k in range(start[node], start[node + 1]):
                edge = edges[k]
                other = parent[b[edge] if a[edge] == node else a[edge]]
                if other <= root:
                    continue
                if stamp[other] != root:
                    stamp[other] = root
                    at[other] = count
                    low[count], high[count], best[count], barred[count] = root, other, patterns[edge], refused[edge]
                    count += 1
                else:
                    i = at[other]
                    best[i] = _better(best[i], patterns[edge], shifts, masks, least_field)
                    barred[i] |= refused[edge]
            node = next_member[node]
            if node == root:
                break
    return count
