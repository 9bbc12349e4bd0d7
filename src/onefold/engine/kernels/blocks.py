"""Blocks of equal keys and the candidate pairs inside them."""

from __future__ import annotations

from typing import Final

import numpy as np

from onefold.engine.kernels.compiled import njit

BLOCK_MAX: Final = 4096
"""Rows of the largest block that is ever looked into: its 8 million pairs are more than any budget gives one value."""


@njit(cache=True, nogil=True)
def pack_keys(components, row_bits, out):  # type: ignore[no-untyped-def]
    """Mix the columns of `components` (uint64 [n, k], 0 = missing) to one hash per row and pack it over the row number.

    Rows with a missing component are left out. Returns how many were written to out: uint64[n].
    """
    written = 0
    mask = (np.uint64(1) << np.uint64(row_bits)) - np.uint64(1)
    for row in range(components.shape[0]):
        mixed = np.uint64(0x9E3779B97F4A7C15)
        whole = True
        for k in range(components.shape[1]):
            value = components[row, k]
            if value == 0:
                whole = False
                break
            mixed = (mixed ^ value) * np.uint64(0xFF51AFD7ED558CCD)
            mixed ^= mixed >> np.uint64(32)
        if whole:
            out[written] = (mixed & ~mask) | np.uint64(row)
            written += 1
    return written


@njit(cache=True, nogil=True)
def block_sizes(keys, row_bits, counts):  # type: ignore[no-untyped-def]
    """Count the blocks of each size in sorted packed keys into counts: int64[BLOCK_MAX + 1]; larger ones not at all."""
    shift = np.uint64(row_bits)
    start = 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or keys[i] >> shift != keys[start] >> shift:
            if 1 < i - start <= BLOCK_MAX:
                counts[i - start] += 1
            start = i


@njit(cache=True, nogil=True)
def emit_pairs(keys, row_bits, size_max, out):  # type: ignore[no-untyped-def]
    """Write the pairs a << 32 | b (a < b) of all blocks of at most size_max rows; returns how many."""
    shift = np.uint64(row_bits)
    mask = (np.uint64(1) << shift) - np.uint64(1)
    written = 0
    start = 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or keys[i] >> shift != keys[start] >> shift:
            if i - start <= size_max:
                for x in range(start, i - 1):
                    a = keys[x] & mask
                    for y in range(x + 1, i):
                        b = keys[y] & mask
                        if a != b:
                            out[written] = a << np.uint64(32) | b
                            written += 1
            start = i
    return written


@njit(cache=True, nogil=True)
def count_parts(pairs, shift, counts):  # type: ignore[no-untyped-def]
    """Add to counts: int64[parts] how many pairs are in each part, the part of a pair being pair >> shift."""
    for pair in pairs:
        counts[np.int64(pair >> np.uint64(shift))] += 1


@njit(cache=True, nogil=True)
def scatter(pairs, shift, at, out):  # type: ignore[no-untyped-def]
    """Write every pair into out where the next one of its part belongs: at: int64[parts], moved on."""
    for pair in pairs:
        part = np.int64(pair >> np.uint64(shift))
        out[at[part]] = pair
        at[part] += 1
