"""Hash values and arrange slots of rows."""

from __future__ import annotations

import numpy as np

from onefold.engine.kernels.compiled import njit


@njit(cache=True, nogil=True)
def mix(value):  # type: ignore[no-untyped-def]
    """Spread a uint64 over all its bits (the finaliser of MurmurHash3, public domain)."""
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xFF51AFD7ED558CCD)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ (value >> np.uint64(33))


@njit(cache=True, nogil=True)
def hash_strings(offsets, data, length, out):  # type: ignore[no-untyped-def]
    """Write a hash (never 0) of the first `length` bytes of every string into out: uint64[n]; 0 for an empty string."""
    for i in range(len(out)):
        start, stop = offsets[i], min(offsets[i + 1], offsets[i] + length)
        value = np.uint64(14695981039346656037)
        for k in range(start, stop):
            value = (value ^ np.uint64(data[k])) * np.uint64(1099511628211)
        out[i] = mix(value) | np.uint64(1) if stop > start else np.uint64(0)


@njit(cache=True, nogil=True)
def pack_left(codes):  # type: ignore[no-untyped-def]
    """Drop repeats within each row of codes: int32 [n, slots], -1 = missing, and close the gaps; returns the widest."""
    widest = 0
    for row in range(codes.shape[0]):
        kept = 0
        for slot in range(codes.shape[1]):
            code = codes[row, slot]
            if code < 0:
                continue
            known = False
            for k in range(kept):
                if codes[row, k] == code:
                    known = True
                    break
            if not known:
                codes[row, kept] = code
                kept += 1
        for slot in range(kept, codes.shape[1]):
            codes[row, slot] = -1
        widest = max(widest, kept)
    return widest


@njit(cache=True, nogil=True)
def add_weights(codes, weights, counts, held):  # type: ignore[no-untyped-def]
    """Add the weight of each row to the counts of its values, and say in held which rows have any.

    codes: int32 [n, slots], -1 = missing; weights: float64[n]; counts: float64[codes]; held: bool[n], all False.
    """
    for row in range(codes.shape[0]):
        for slot in range(codes.shape[1]):
            code = codes[row, slot]
            if code >= 0:
                counts[code] += weights[row]
                held[row] = True


@njit(cache=True, nogil=True)
def mix_all(values, salt):  # type: ignore[no-untyped-def]
    """Replace every value by a hash of it and the salt."""
    for i in range(len(values)):
        values[i] = mix(values[i] ^ salt)


@njit(cache=True, nogil=True)
def hex_ids(high, low, out):  # type: ignore[no-untyped-def]
    """Write high and low as 32 hexadecimal digits per row into out: uint8[32 rows]."""
    for i in range(len(high)):
        for k in range(32):
            half = high[i] if k < 16 else low[i]
            digit = np.uint8((half >> np.uint64(60 - 4 * (k % 16))) & np.uint64(15))
            out[32 * i + k] = digit + (np.uint8(48) if digit < 10 else np.uint8(87))
