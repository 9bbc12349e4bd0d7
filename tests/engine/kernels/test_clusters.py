"""The kernels of clustering against the slow and obvious way."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.kernels.clusters import adjacency, flatten, keep, pairs_of_clusters, union_all

SHIFTS = np.array([0, 4], dtype=np.uint64)
MASKS = np.array([15, 15], dtype=np.uint64)
LEAST_FIELD = 1

Edge = tuple[int, int, int, bool]
"""Two rows, a pattern of two fields of four bits, and whether the pair is refused."""


@st.composite
def clustered_edges(draw: st.DrawFn) -> tuple[list[int], list[Edge]]:
    """The cluster of each of up to eight rows, named by its first row, and edges for some of their pairs."""
    names = draw(st.lists(st.integers(0, 3), min_size=1, max_size=8))
    label = [names.index(name) for name in names]
    edges = []
    for pair in itertools.combinations(range(len(names)), 2):
        if draw(st.booleans()):
            edges.append((*pair, draw(st.integers(0, 255)), draw(st.booleans())))
    return label, edges


def found(label: list[int], edges: list[Edge], span: tuple[int, int]) -> dict[tuple[int, int], tuple[int, bool]]:
    """The pairs of clusters whose lower root is in the span, from its first to before its last row."""
    rows = len(label)
    ring = np.arange(rows, dtype=np.int32)
    for name in set(label):
        members = [row for row in range(rows) if label[row] == name]
        ring[members] = members[1:] + members[:1]
    a, b = (np.array([edge[side] for edge in edges], dtype=np.int32) for side in (0, 1))
    patterns = np.array([edge[2] for edge in edges], dtype=np.uint64)
    refused = np.array([edge[3] for edge in edges], dtype=bool)
    start, numbers = np.zeros(rows + 2, dtype=np.int64), np.empty(2 * len(edges), dtype=np.int32)
    adjacency(a, b, start, numbers)
    low, high = np.empty(len(edges), np.int32), np.empty(len(edges), np.int32)
    best, barred = np.empty(len(edges), np.uint64), np.empty(len(edges), bool)
    count = pairs_of_clusters(
        *span, np.array(label, np.int32), ring, a, b, patterns, refused, (SHIFTS, MASKS, LEAST_FIELD), start, numbers,
        (np.empty(rows, np.int32), np.empty(rows, np.int32)), (low, high, best, barred),
    )  # fmt: skip
    rows_found = zip(*(column[:count].tolist() for column in (low, high, best, barred)), strict=True)
    pairs = {(x, y): (pattern, bar) for x, y, pattern, bar in rows_found}
    assert len(pairs) == count
    return pairs


@given(clustered_edges())
def test_every_node_has_the_numbers_of_its_edges(case: tuple[list[int], list[Edge]]) -> None:
    label, edges = case
    rows = len(label)
    a, b = (np.array([edge[side] for edge in edges], dtype=np.int32) for side in (0, 1))
    start, numbers = np.zeros(rows + 2, dtype=np.int64), np.empty(2 * len(edges), dtype=np.int32)
    adjacency(a, b, start, numbers)
    for node in range(rows):
        own = [number for number, edge in enumerate(edges) if node in edge[:2]]
        assert sorted(numbers[start[node] : start[node + 1]].tolist()) == own


def naive(label: list[int], edges: list[Edge]) -> dict[tuple[int, int], tuple[int, bool]]:
    pairs: dict[tuple[int, int], tuple[int, bool]] = {}
    for a, b, pattern, refused in edges:
        x, y = sorted((label[a], label[b]))
        if x != y:
            before, barred = pairs.get((x, y), (0, False))
            filled = [field for field in (before >> 4, pattern >> 4) if field]
            best = max(before & 15, pattern & 15) | min(filled, default=0) << 4
            pairs[x, y] = (best, barred or refused)
    return pairs


@given(clustered_edges())
def test_every_two_clusters_meet_once_with_the_best_of_their_pairs(case: tuple[list[int], list[Edge]]) -> None:
    label, edges = case
    assert found(label, edges, (0, len(label))) == naive(label, edges)


@given(clustered_edges(), st.integers(0, 8))
def test_clusters_found_in_two_spans_of_rows_are_those_found_in_one(
    case: tuple[list[int], list[Edge]], cut: int
) -> None:
    label, edges = case
    cut = min(cut, len(label))
    first, second = found(label, edges, (0, cut)), found(label, edges, (cut, len(label)))
    assert all(low < cut for low, _ in first)
    assert all(low >= cut for low, _ in second)
    assert first | second == found(label, edges, (0, len(label)))


@given(st.lists(st.integers(0, 3), min_size=2, max_size=8), st.data())
def test_a_pair_is_kept_if_it_is_near_within_a_component_or_judged(component: list[int], data: st.DataObject) -> None:
    pairs = list(itertools.combinations(range(len(component)), 2))
    odds = data.draw(st.lists(st.integers(-9, 9), min_size=len(pairs), max_size=len(pairs)))
    floor, refused = -3, -9
    out = tuple(np.empty(len(pairs), dtype) for dtype in (np.int32, np.int32, np.float64, np.uint64))
    count = keep(
        np.array([a << 32 | b for a, b in pairs], np.uint64), np.array(odds, np.float32),
        np.arange(len(pairs), dtype=np.uint64), np.array(component, np.int32), floor, refused, out,
    )  # fmt: skip
    kept = [
        (a, b, score, number)
        for number, ((a, b), score) in enumerate(zip(pairs, odds, strict=True))
        if score > floor or score <= refused or component[a] == component[b]
    ]
    assert list(zip(*(column[:count].tolist() for column in out), strict=True)) == kept


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)))))
def test_flattened_rows_point_at_the_smallest_row_they_are_connected_with(links: list[tuple[int, int]]) -> None:
    rows = max((max(link) for link in links), default=0) + 1
    parent = np.arange(rows, dtype=np.int32)
    a, b = (np.array([link[side] for link in links], dtype=np.int32) for side in (0, 1))
    union_all(parent, a, b)
    flatten(parent)
    together = {row: {row} for row in range(rows)}
    for x, y in links:
        joined = together[x] | together[y]
        together |= dict.fromkeys(joined, joined)
    assert parent.tolist() == [min(together[row]) for row in range(rows)]
