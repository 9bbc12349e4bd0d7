"""Blocks of equal keys and the candidate pairs inside them."""

from __future__ import annotations

from typing import Final

import numpy as np

from onefold.engine.kernels.compiled import njit

BLOCK_MAX: Final = 4096
"""Rows of the largest block that is ever looked into: its 8 million pairs are more than any budget gives one value."""


DIGIT_BITS: Final = 11
"""Bits that one pass of a radix sort looks at: the 2,048 places it writes to in turn stay in the second-level cache."""
PLACES: Final = (1 << DIGIT_BITS) + 1


@njit(cache=True, nogil=True)
def sort_by_digit(keys, shift, at, out):  # type: ignore[no-untyped-def]
    """Write the keys into out: uint64[n], ordered by their DIGIT_BITS bits from `shift` on; equal ones as they came.

    at: int64[PLACES], room for where the next key of each digit goes.
    """
    low, mask = np.uint64(shift), np.uint64((1 << DIGIT_BITS) - 1)
    at[:] = 0
    for key in keys:
        at[np.int64(key >> low & mask) + 1] += 1
    for place in range(1 << DIGIT_BITS):
        at[place + 1] += at[place]
    for key in keys:
        digit = np.int64(key >> low & mask)
        out[at[digit]] = key
        at[digit] += 1


@njit(cache=True, nogil=True)
def pack_keys(hashes, codes, slot, other_hashes, other_codes, other_slot, row_bits, out):  # type: ignore[no-untyped-def]
    """Mix one or two components to one hash per row and pack it over the row number.

    hashes: uint64 by code, 0 = missing; codes: int32 [rows, slots], -1 = missing, of which `slot` counts; the same of
    the other component, which has no codes at all if there is none. Rows with a missing component are left out.
    Returns how many were written to out: uint64[rows].
    """
    two = len(other_codes) > 0
    if len(hashes) == 0 or (two and len(other_hashes) == 0):
        return 0
    written = 0
    mask = (np.uint64(1) << np.uint64(row_bits)) - np.uint64(1)
    for row in range(len(codes)):
        code = codes[row, slot]
        value = hashes[max(code, 0)]
        whole = (code >= 0) & (value != 0)
        mixed = _mixed(np.uint64(0x9E3779B97F4A7C15), value)
        if two:
            code = other_codes[row, other_slot]
            value = other_hashes[max(code, 0)]
            whole &= (code >= 0) & (value != 0)
            mixed = _mixed(mixed, value)
        out[written] = (mixed & ~mask) | np.uint64(row)  # overwritten if it is not whole: no branch to guess
        written += whole
    return written


@njit(cache=True, nogil=True)
def _mixed(before, value):  # type: ignore[no-untyped-def]
    mixed = (before ^ value) * np.uint64(0xFF51AFD7ED558CCD)
    return mixed ^ (mixed >> np.uint64(32))


@njit(cache=True, nogil=True)
def block_sizes(keys, row_bits, counts):  # type: ignore[no-untyped-def]
    """Count the blocks of each size into counts: int64[BLOCK_MAX + 1]; larger ones not at all.

    keys: packed, ordered by their hashes.
    """
    shift = np.uint64(row_bits)
    start = 0
    for i in range(1, len(keys) + 1):
        if i == len(keys) or keys[i] >> shift != keys[start] >> shift:
            if 1 < i - start <= BLOCK_MAX:
                counts[i - start] += 1
            start = i


@njit(cache=True, nogil=True)
def emit_pairs(keys, row_bits, size_max, out):  # type: ignore[no-untyped-def]
    """Write the pairs a << 32 | b (a < b) of all blocks of at most size_max rows; returns how many.

    keys: packed, ordered by their hashes, the rows of a block in any order.
    """
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
                            out[written] = min(a, b) << np.uint64(32) | max(a, b)
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
