"""The pairs of every group that can be explained later, as onefold.engine.retained reads them."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.engine.blocking import component_pairs, distinct
from onefold.engine.judgements import JUDGED
from onefold.engine.kernels.compare import compare
from onefold.engine.resolution import Resolution
from onefold.engine.retained import PAIR
from onefold.engine.scoring import score_patterns

PAIRS_MAX: Final = 100
"""Of a group: all pairs of up to 14 members. Groups of more are rare, and nobody reads so many reasons of one group."""

Ints = NDArray[np.int64]
Packed = NDArray[np.uint64]


def retained_pairs(resolution: Resolution) -> pa.BinaryArray:
    """For each row of `resolution.matches` its pairs (PAIR), the strongest first.

    Of a group with more than PAIRS_MAX pairs: the links that made it, then the strongest others. O(rows + pairs).
    """
    pairs = _pairs(resolution)
    patterns = np.empty(len(pairs), dtype=np.uint64)
    compare(resolution.columns, pairs, patterns)
    odds = score_patterns(patterns, resolution.model, threads=1)
    groups, places = _places(resolution)
    one, other = _rows(pairs >> np.uint64(32)), _rows(pairs)
    group, a, b = groups[one], np.minimum(places[one], places[other]), np.maximum(places[one], places[other])
    kept = _told(group, (b, a, -odds, ~_spanning(resolution, pairs)))
    kept = kept[np.lexsort((b[kept], a[kept], -odds[kept], group[kept]))]
    out = np.empty(len(kept), dtype=PAIR)
    out["a"], out["b"], out["pattern"] = a[kept], b[kept], patterns[kept]
    out["judged"] = np.isin(pairs, resolution.edges.take(resolution.edges.log_odds >= JUDGED).packed)[kept]
    return _binary(out, np.bincount(group[kept], minlength=resolution.matches.num_rows))


def _told(group: NDArray[np.int32], order: tuple[NDArray[np.generic], ...]) -> Ints:
    """The pairs that are retained: of groups that have too many the first PAIRS_MAX in this order, as for lexsort."""
    crowded = np.bincount(group)[group] > PAIRS_MAX
    some = np.flatnonzero(crowded)
    telling = some[np.lexsort((*(key[some] for key in order), group[some]))]
    kept = ~crowded
    kept[telling[_first(group[telling], PAIRS_MAX)]] = True
    return np.flatnonzero(kept)


def _pairs(resolution: Resolution) -> Packed:
    """All pairs of rows within small groups, and those of large ones that were scored or made a link; ascending."""
    label, edges, clusters = resolution.clusters.label, resolution.edges, resolution.clusters
    scored = edges.take(label[edges.a] == label[edges.b]).packed
    return distinct(np.concatenate((component_pairs(label), scored, _packed(clusters.link_a, clusters.link_b))))


def _spanning(resolution: Resolution, pairs: Packed) -> NDArray[np.bool_]:
    """Which pairs, which are ascending and hold the links that made their groups, are those links."""
    found = np.zeros(len(pairs), dtype=bool)
    found[np.searchsorted(pairs, _packed(resolution.clusters.link_a, resolution.clusters.link_b))] = True
    return found


def _packed(a: NDArray[np.int32], b: NDArray[np.int32]) -> Packed:
    low, high = np.minimum(a, b).astype(np.uint64), np.maximum(a, b).astype(np.uint64)
    return np.asarray(low << np.uint64(32) | high)


def _rows(side: Packed) -> NDArray[np.uint32]:
    return (side & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def _places(resolution: Resolution) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Per canonical row the row of `matches` that its group is, and its place among the members; -1 for one alone."""
    sizes = pc.list_value_length(resolution.matches["profile_ids"]).to_numpy()
    group, place = (np.full(resolution.features.rows, -1, dtype=np.int32) for _ in range(2))
    group[resolution.member_rows] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    place[resolution.member_rows] = _numbered(sizes)
    return group[resolution.features.order], place[resolution.features.order]


def _numbered(sizes: Ints) -> Ints:
    """0 .. size - 1 for each size, one after the other."""
    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _first(groups: NDArray[np.int32], most: int) -> NDArray[np.bool_]:
    """Which of the elements, sorted by group, are among the first `most` of their group."""
    return _numbered(np.unique(groups, return_counts=True)[1]) < most


def _binary(pairs: NDArray[np.void], counts: Ints) -> pa.BinaryArray:
    offsets = (np.concatenate(([0], np.cumsum(counts))) * PAIR.itemsize).astype(np.int32)
    return pa.BinaryArray.from_buffers(
        pa.binary(), len(counts), [None, pa.py_buffer(offsets), pa.py_buffer(pairs.tobytes())]
    )
