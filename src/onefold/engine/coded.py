"""Columns of distinct values: a code per row, so that every value is normalised, hashed and counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onefold.engine.kernels.columns import hash_strings
from onefold.engine.normalise.text import strings_of

Codes = NDArray[np.int32]

WHOLE: Final = 1 << 30
"""A prefix length no string reaches: hash the whole string."""


@dataclass(frozen=True)
class Coded:
    """codes: int32 per row, -1 = missing; values: the distinct values by code, in no particular order."""

    codes: Codes
    values: pa.StringArray

    def hashes(self, length: int = WHOLE) -> NDArray[np.uint64]:
        """A hash per distinct value of its first `length` bytes; the same on every run and machine."""
        return hashes_of(self.values, length)

    def counts(self) -> NDArray[np.int64]:
        """In how many rows each value stands."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))


def hashes_of(values: pa.StringArray, length: int = WHOLE) -> NDArray[np.uint64]:
    """A uint64 per string of its first `length` bytes; 0 for an empty string, else never 0."""
    view = strings_of(values)
    out = np.empty(len(values), dtype=np.uint64)
    hash_strings(view.offsets, view.data, length, out)
    return out


def encode(column: pa.ChunkedArray) -> Coded:
    """Number the distinct values of a column; null and "" are missing."""
    encoded = column.dictionary_encode().unify_dictionaries().combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0) if encoded.num_chunks else pa.array([], pa.string()).dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    values = _without_nulls(encoded.dictionary)
    empty = values.index("").as_py()
    return Coded(codes if empty < 0 else np.where(codes == empty, np.int32(-1), codes), values)


def _without_nulls(values: pa.Array) -> pa.StringArray:
    return values.cast(pa.string()).fill_null("") if values.null_count else values.cast(pa.string())


def recode(codes: Codes, values: pa.StringArray) -> Coded:
    """Merge codes whose canonical values are equal; the empty canonical value is missing."""
    mapping, merged = _merge(values)
    return Coded(through(mapping, codes), merged)


def _merge(values: pa.StringArray) -> tuple[Codes, pa.StringArray]:
    encoded = values.dictionary_encode()
    mapping = encoded.indices.to_numpy().astype(np.int32, copy=False)
    distinct = encoded.dictionary
    empty = distinct.index("").as_py()
    if empty >= 0:
        mapping = np.where(mapping == empty, np.int32(-1), mapping)
    return mapping, distinct


def through(mapping: NDArray[np.int32], codes: Codes) -> Codes:
    """mapping[codes], where -1 stays -1."""
    return np.append(mapping, np.int32(-1)).take(codes, mode="wrap")  # -1 finds the last, in one pass over the rows


def merge_pools(columns: Sequence[Coded]) -> tuple[list[Codes], pa.StringArray]:
    """Recode several columns over one common pool of distinct values; their own values may repeat, or be ""."""
    if not columns:
        return [], pa.array([], pa.string())
    mapping, values = _merge(pa.concat_arrays([column.values for column in columns]))
    bounds = np.cumsum([0, *(len(column.values) for column in columns)])
    codes = [through(mapping[a:b], column.codes) for a, b, column in zip(bounds, bounds[1:], columns, strict=False)]
    return codes, values


def one_pool(columns: Sequence[Coded]) -> tuple[list[Codes], pa.StringArray]:
    """`merge_pools` for columns whose own values are distinct: a single one is left as it is."""
    return ([columns[0].codes], columns[0].values) if len(columns) == 1 else merge_pools(columns)


def encode_numbers(columns: Sequence[NDArray[np.uint64]]) -> tuple[list[Codes], NDArray[np.uint64]]:
    """Number the distinct non-zero values of several uint64 columns over one pool; 0 is missing."""
    filled = [np.flatnonzero(column) for column in columns]
    found = [column[rows] for column, rows in zip(columns, filled, strict=True)]
    encoded = pa.array(np.concatenate([np.empty(0, dtype=np.uint64), *found])).dictionary_encode()
    parts = np.split(encoded.indices.to_numpy(), np.cumsum([len(rows) for rows in filled])[:-1])
    codes = [np.full(len(column), -1, dtype=np.int32) for column in columns]
    for each, rows, part in zip(codes, filled, parts, strict=False):
        each[rows] = part
    return codes, encoded.dictionary.to_numpy()
