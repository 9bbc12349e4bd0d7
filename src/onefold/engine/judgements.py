"""Human judgements: pairs that are, or are not, one customer whatever the evidence says.

They hold in the result (a judged pair's log-odds are past all others), and they teach the model (estimate.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.engine.kernels.clusters import union_all
from onefold.errors import JudgementError

JUDGED: Final = 1000.0
"""Log-odds of a judged pair: past anything that values can say, so it can be told from a scored one."""


@dataclass(frozen=True)
class Judged:
    """Judged pairs of rows: a < b, ascending, each once; same: True for MATCH, False for NOT_A_MATCH."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    same: NDArray[np.bool_]

    @staticmethod
    def none() -> Judged:
        """No pairs."""
        return Judged(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0, dtype=bool))

    @property
    def pairs(self) -> NDArray[np.uint64]:
        """Packed a << 32 | b."""
        return np.asarray(self.a.astype(np.uint64) << np.uint64(32) | self.b.astype(np.uint64))


def judged_rows(judgements: pa.Table, ids: pa.StringArray) -> Judged:
    """Find the rows of judged pairs.

    judgements: profile_id_a, profile_id_b, judgement (MATCH or NOT_A_MATCH). ids: profile id by row.
    Raises JudgementError if a record is unknown, or if two records are said to be one customer, directly or through
    others, and also not.
    """
    if not judgements.num_rows:
        return Judged.none()
    first, second = (
        pc.fill_null(pc.index_in(judgements[name].combine_chunks().cast(pa.string()), value_set=ids), -1).to_numpy()
        for name in ("profile_id_a", "profile_id_b")
    )
    same = np.asarray(pc.equal(judgements["judgement"], "MATCH").combine_chunks().to_numpy(zero_copy_only=False))
    _refuse_unknown(judgements, first, second, ids)
    two = first != second
    a = np.minimum(first, second)[two].astype(np.int64)
    b = np.maximum(first, second)[two].astype(np.int64)
    judged = Judged(a, b, same[two].astype(bool))
    _refuse_contradictions(judged, ids)
    return _each_once(judged)


def _each_once(judged: Judged) -> Judged:
    """What is said twice is said once, and in whatever order: sums over judged pairs are the same to the last bit."""
    first = np.unique(judged.pairs, return_index=True)[1]
    return Judged(judged.a[first], judged.b[first], judged.same[first])


def _refuse_unknown(
    judgements: pa.Table, first: NDArray[np.int32], second: NDArray[np.int32], ids: pa.StringArray
) -> None:
    unknown = np.flatnonzero((first < 0) | (second < 0))
    if not len(unknown):
        return
    row = int(unknown[0])
    example = judgements["profile_id_a" if first[row] < 0 else "profile_id_b"][row].as_py()
    what = "1 judgement names" if len(unknown) == 1 else f"{len(unknown):,} judgements name"
    raise JudgementError(
        f"{what} a record that the input does not have, the first {example!r}. Ids of the input look like "
        f"{', '.join(map(repr, ids[:3].to_pylist()))}; use those, or take these judgements out."
    )


def _refuse_contradictions(judged: Judged, ids: pa.StringArray) -> None:
    rows, index = np.unique(np.concatenate((judged.a, judged.b)), return_inverse=True)
    a, b = np.split(index.astype(np.int64), 2)
    parent = np.arange(len(rows), dtype=np.int64)
    union_all(parent, a[judged.same], b[judged.same])
    while not np.array_equal(parent[parent], parent):
        parent = parent[parent]
    clash = np.flatnonzero((parent[a] == parent[b]) & ~judged.same)
    if len(clash):
        one, two = ids[int(judged.a[clash[0]])].as_py(), ids[int(judged.b[clash[0]])].as_py()
        raise JudgementError(
            f"The judgements contradict each other: {one!r} and {two!r} are NOT_A_MATCH, but MATCH judgements join "
            "them, directly or through other records. Remove one of these judgements."
        )
