"""Distinct strings as fixed records: everything that comparing two values looks at stands in one cache line.

At a million rows the pools no longer fit the caches, and a string behind offsets, letters and nickname tables costs
eight misses a pair; a record costs two. Measured on 7.4 million candidate pairs: 1.03 us a pair before, see compare.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onefold.engine.kernels.compiled import njit

RECORD: Final = 64
"""Bytes of a record: one cache line."""
LENGTH, LETTERS, EXTRA = range(3)
"""Words of a record: bytes of the text, which of 32 kinds of letters it has, and EXTRAS words of its own kind."""
EXTRAS: Final = 3
TEXT: Final = 4 * (EXTRA + EXTRAS)
"""Where the text begins, in bytes."""
TEXT_MAX: Final = RECORD - TEXT
"""Bytes of a text that are compared; equality is told by codes and sees the whole."""


class Texts(NamedTuple):
    """words: int32 [values, RECORD / 4]; data: the same memory as uint8[RECORD x values]."""

    words: NDArray[np.int32]
    data: NDArray[np.uint8]


def texts_of(offsets: NDArray[np.int32], data: NDArray[np.uint8], extras: NDArray[np.int32] | None = None) -> Texts:
    """Records of the strings data[offsets[i]:offsets[i + 1]]; extras: int32 [values, up to EXTRAS]."""
    size = len(offsets) - 1
    flat = _aligned(size * RECORD)
    words = flat.view(np.int32).reshape(size, RECORD // 4)
    _fill(offsets, data, words, flat)
    if extras is not None:
        words[:, EXTRA : EXTRA + extras.shape[1]] = extras
    return Texts(words, flat)


def aligned_rows(parts: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """Put the columns of `parts` side by side: int32 [rows, width], the first at a cache line."""
    rows, width = len(parts[0]), sum(part.shape[1] for part in parts)
    words = _aligned(4 * rows * width).view(np.int32).reshape(rows, width)
    at = 0
    for part in parts:
        words[:, at : at + part.shape[1]] = part
        at += part.shape[1]
    return words


def _aligned(size: int) -> NDArray[np.uint8]:
    """Memory that begins at a cache line: numpy aligns to 16 bytes, and a record across two lines costs two misses."""
    room = np.zeros(size + RECORD, dtype=np.uint8)
    start = -room.ctypes.data % RECORD
    return room[start : start + size]


@njit(cache=True, nogil=True)
def _fill(offsets, data, words, flat):  # type: ignore[no-untyped-def]
    for i in range(len(words)):
        length = min(offsets[i + 1] - offsets[i], TEXT_MAX)
        seen = np.uint32(0)
        for k in range(length):
            byte = data[offsets[i] + k]
            flat[i * RECORD + TEXT + k] = byte
            seen |= np.uint32(1) << np.uint32(byte & 31)
        words[i, LENGTH] = length
        words[i, LETTERS] = np.int32(seen)


@njit(cache=True, nogil=True)
def word_sets(offsets, data, out):  # type: ignore[no-untyped-def]
    """Write the set of the words of each string, one of 32 bits a word, into out: int32 [n, 1]."""
    for i in range(len(out)):
        seen = np.uint32(0)
        value = np.uint32(0)
        for k in range(offsets[i], offsets[i + 1] + 1):
            if k < offsets[i + 1] and data[k] != 32:
                value = value * np.uint32(31) + np.uint32(data[k])
            else:
                seen |= np.uint32(1) << np.uint32((value * np.uint32(0x9E3779B1) >> np.uint32(27)) & np.uint32(31))
                value = np.uint32(0)
        out[i, 0] = np.int32(seen)
