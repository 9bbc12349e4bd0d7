"""Greedy merging of rows into clusters, strongest link first."""

from __future__ import annotations

import numpy as np
from numba import njit


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
def adjacency(a, b, start):  # type: ignore[no-untyped-def]
    """Edge numbers by node: start: int64[nodes + 1] zeros, filled; returns int32 [2 edges]."""
    for i in range(len(a)):
        start[a[i] + 1] += 1
        start[b[i] + 1] += 1
    for node in range(len(start) - 1):
        start[node + 1] += start[node]
    at = start.copy()
    edges = np.empty(2 * len(a), dtype=np.int32)
    for i in range(len(a)):
        edges[at[a[i]]] = i
        at[a[i]] += 1
        edges[at[b[i]]] = i
        at[b[i]] += 1
    return edges


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
def merge_greedily(a, b, weight, order, start, edges, parent, next_member, size, least):  # type: ignore[no-untyped-def]
    """Walk the edges in `order`; join two clusters while the summed weight between all their members is above `least`.

    parent, next_member (a ring per cluster) and size describe the clusters and are updated. Returns the edges that
    joined, in order. O(edges x members of the smaller cluster).
    """
    joined = np.empty(len(order), dtype=np.int64)
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
    return joined[:count]


@njit(cache=True, nogil=True)
def best_patterns(group_of_edge, patterns, shifts, masks, least_field, out):  # type: ignore[no-untyped-def]
    """Per group of edges the best outcome of every field: the largest, but the smallest filled one of `least_field`.

    group_of_edge: ascending group numbers; out: uint64[groups].
    """
    for i in range(len(patterns)):
        group = group_of_edge[i]
        best = out[group]
        for f in range(len(shifts)):
            mask = masks[f] << shifts[f]
            new, old = patterns[i] & mask, best & mask
            if f == least_field:  # noqa: SIM108 (numba compiles the statement to less)
                better = new != 0 and (old == 0 or new < old)
            else:
                better = new > old
            if better:
                best = (best & ~mask) | new
        out[group] = best
