"""String similarity: compiled scalar functions that the comparison kernels call, on the texts of a pool by code."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.kernels.compiled import njit
from onefold.engine.kernels.texts import LENGTH, LETTERS, RECORD, TEXT, TEXT_MAX

_ONES: Final = np.uint64(0x0101010101010101)
_LOW_BITS: Final = np.uint64(0x7F7F7F7F7F7F7F7F)
_PACK: Final = np.uint64(0x0102040810204080)
"""Times a word with one bit in every byte, this has the eight of them side by side in its highest byte."""
PREFIX_MAX: Final = 4
"""Bytes of a common beginning that Winkler rewards, each by a tenth of what Jaro left to 1."""


@njit(cache=True, nogil=True)
def jaro_winkler(words, data, a, b):  # type: ignore[no-untyped-def]
    """Jaro-Winkler similarity (0..1) of two texts of a pool (texts.Texts): prefix weight 0.1, up to 4 bytes of prefix.

    Winkler 1990. All bytes of b are looked at together, as bits of a word, instead of one after the other.
    """
    la, lb = words[a, LENGTH], words[b, LENGTH]
    if la == 0 or lb == 0:
        return 0.0
    text_a, text_b = np.int64(a) * RECORD + TEXT, np.int64(b) * RECORD + TEXT
    window = max(max(la, lb) // 2 - 1, 0)
    one = np.uint64(1)
    taken = np.uint64(0)
    found = np.uint64(0)
    for i in range(la):
        near = (one << np.uint64(min(lb, i + window + 1))) - (one << np.uint64(min(lb, max(0, i - window))))
        free = _places(words, b, lb, data[text_a + i]) & near & ~taken
        first = free & (~free + one)
        taken |= first
        found |= np.uint64(first != 0) << np.uint64(i)
    matches = count(taken)
    if matches == 0:
        return 0.0
    transposed = 0
    for i in range(la):
        if found & (one << np.uint64(i)):
            first = taken & (~taken + one)
            taken ^= first
            transposed += data[text_a + i] != data[text_b + count(first - one)]
    jaro = (matches / la + matches / lb + (matches - transposed / 2) / matches) / 3.0
    return jaro + _common_prefix(words, a, b) * 0.1 * (1.0 - jaro)


@njit(cache=True, nogil=True)
def _places(words, code, length, byte):  # type: ignore[no-untyped-def]
    """Where a byte stands in a text: one bit for each place."""
    found = np.uint64(0)
    repeated = np.uint64(byte) * _ONES
    for k in range((length + 7) // 8):
        column = TEXT // 4 + 2 * k
        eight = np.uint64(np.uint32(words[code, column])) | np.uint64(np.uint32(words[code, column + 1])) << np.uint64(
            32
        )
        other = eight ^ repeated
        same = ~(((other & _LOW_BITS) + _LOW_BITS) | other | _LOW_BITS) >> np.uint64(7)
        found |= (same * _PACK >> np.uint64(56)) << np.uint64(8 * k)
    return found


@njit(cache=True, nogil=True)
def _common_prefix(words, a, b):  # type: ignore[no-untyped-def]
    """Bytes of the common beginning of two different texts, at most PREFIX_MAX; zeros after the end are not common."""
    other = np.uint64(np.uint32(words[a, TEXT // 4] ^ words[b, TEXT // 4])) | np.uint64(1) << np.uint64(8 * PREFIX_MAX)
    return count(~other & (other - np.uint64(1))) // 8


@njit(cache=True, nogil=True)
def one_edit(data, a0, a1, b0, b1):  # type: ignore[no-untyped-def]
    """Whether one substitution, insertion, deletion or swap of neighbours turns one string into the other."""
    la = a1 - a0
    lb = b1 - b0
    if la > lb:
        a0, a1, b0, b1, la, lb = b0, b1, a0, a1, lb, la
    if lb - la > 1:
        return False
    i = 0
    while i < la and data[a0 + i] == data[b0 + i]:
        i += 1
    tail = 0
    while tail < la - i and data[a1 - 1 - tail] == data[b1 - 1 - tail]:
        tail += 1
    if la < lb:
        return i + tail == la
    rest = la - i - tail
    if rest <= 1:
        return True
    return rest == 2 and data[a0 + i] == data[b0 + i + 1] and data[a0 + i + 1] == data[b0 + i]


@njit(cache=True, nogil=True)
def _has_token(data, t0, t1, b0, b1):  # type: ignore[no-untyped-def]
    start = b0
    for k in range(b0, b1 + 1):
        if k == b1 or data[k] == 32:
            if k - start == t1 - t0:
                same = True
                for x in range(t1 - t0):
                    if data[t0 + x] != data[start + x]:
                        same = False
                        break
                if same:
                    return True
            start = k + 1
    return False


@njit(cache=True, nogil=True)
def token_counts(data, a0, a1, b0, b1):  # type: ignore[no-untyped-def]
    """(tokens of a that b has too, tokens of a), tokens being separated by one space."""
    shared = 0
    total = 0
    start = a0
    for k in range(a0, a1 + 1):
        if k == a1 or data[k] == 32:
            if k > start:
                total += 1
                if _has_token(data, start, k, b0, b1):
                    shared += 1
            start = k + 1
    return shared, total


@njit(cache=True, nogil=True)
def count(bits):  # type: ignore[no-untyped-def]
    """How many bits of a uint64 are set; the compiler makes one instruction of it."""
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * _ONES) >> np.uint64(56))


@njit(cache=True, nogil=True)
def _lacking(words, a, b):  # type: ignore[no-untyped-def]
    """How many kinds of letters text a has and text b has not."""
    return count(np.uint64(np.uint32(words[a, LETTERS] & ~words[b, LETTERS])))


@njit(cache=True, nogil=True)
def may_be_one_edit(words, a, b):  # type: ignore[no-untyped-def]
    """False spares the look at the text: one edit adds or removes one byte and one kind of letter at the most."""
    near = abs(words[a, LENGTH] - words[b, LENGTH]) <= 1
    return near & (_lacking(words, a, b) <= 1) & (_lacking(words, b, a) <= 1)


def matches_needed(least: float) -> NDArray[np.uint8]:
    """How many bytes of two texts must match for a Jaro-Winkler similarity of `least`, if all stand in one order.

    Read as [length of a, length of b, bytes of common prefix], for texts of a pool; 255 if no number is enough.
    """
    length = np.arange(TEXT_MAX + 1, dtype=np.float64)
    a, b, prefix = length[:, None, None], length[:, None], 0.1 * np.arange(PREFIX_MAX + 1)
    jaro = (least - prefix) / (1.0 - prefix)
    needed = (3.0 * jaro - 1.0) * a * b / np.maximum(a + b, 1.0)
    needed = np.maximum(np.ceil(needed - 1e-9), 1.0)  # a rounding may let in too much, and keeps nothing out
    return np.where(needed <= np.minimum(a, b), needed, 255).astype(np.uint8)


@njit(cache=True, nogil=True)
def may_be_similar(needed, words, a, b):  # type: ignore[no-untyped-def]
    """Whether an upper bound on Jaro-Winkler from lengths, letter sets and the common prefix is high enough.

    needed: the `matches_needed`. Every kind of letter that only one text has is at least one of its letters unmatched.
    False spares the dear comparison.
    """
    la, lb = words[a, LENGTH], words[b, LENGTH]
    matches = min(la - _lacking(words, a, b), lb - _lacking(words, b, a))
    return matches >= needed[la, lb, _common_prefix(words, a, b)]
