"""String similarity on ASCII bytes: compiled scalar functions that the comparison kernel calls."""

from __future__ import annotations

import numpy as np

from onefold.engine.kernels.compiled import njit

MAX_LENGTH = 64
"""Bytes of a string that are looked at: the matched flags of Jaro fit one machine word."""


@njit(cache=True, nogil=True)
def jaro_winkler(data, a0, a1, b0, b1):  # type: ignore[no-untyped-def]
    """Jaro-Winkler similarity (0..1) of data[a0:a1] and data[b0:b1]; prefix weight 0.1, at most 4 bytes of prefix.

    Winkler 1990. Bytes past MAX_LENGTH are not looked at.
    """
    la = min(a1 - a0, MAX_LENGTH)
    lb = min(b1 - b0, MAX_LENGTH)
    if la == 0 or lb == 0:
        return 0.0
    window = max(max(la, lb) // 2 - 1, 0)
    taken = np.uint64(0)
    found = np.uint64(0)
    one = np.uint64(1)
    matches = 0
    for i in range(la):
        for j in range(max(0, i - window), min(lb, i + window + 1)):
            bit = one << np.uint64(j)
            if (taken & bit) == 0 and data[a0 + i] == data[b0 + j]:
                taken |= bit
                found |= one << np.uint64(i)
                matches += 1
                break
    if matches == 0:
        return 0.0
    transposed = 0
    j = 0
    for i in range(la):
        if found & (one << np.uint64(i)):
            while (taken & (one << np.uint64(j))) == 0:
                j += 1
            if data[a0 + i] != data[b0 + j]:
                transposed += 1
            j += 1
    jaro = (matches / la + matches / lb + (matches - transposed / 2) / matches) / 3.0
    prefix = 0
    while prefix < min(4, la, lb) and data[a0 + prefix] == data[b0 + prefix]:
        prefix += 1
    return jaro + prefix * 0.1 * (1.0 - jaro)


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
def _count(bits):  # type: ignore[no-untyped-def]
    bits = bits - ((bits >> np.uint32(1)) & np.uint32(0x55555555))
    bits = (bits & np.uint32(0x33333333)) + ((bits >> np.uint32(2)) & np.uint32(0x33333333))
    bits = (bits + (bits >> np.uint32(4))) & np.uint32(0x0F0F0F0F)
    return np.int64(((bits * np.uint32(0x01010101)) & np.uint32(0xFFFFFFFF)) >> np.uint32(24))


@njit(cache=True, nogil=True)
def may_be_one_edit(la, lb, set_a, set_b):  # type: ignore[no-untyped-def]
    """False spares the look at the text: one edit adds or removes one byte and one kind of letter at the most."""
    return abs(la - lb) <= 1 and _count(set_a & ~set_b) <= 1 and _count(set_b & ~set_a) <= 1


@njit(cache=True, nogil=True)
def may_be_similar(data, a0, a1, b0, b1, set_a, set_b, least):  # type: ignore[no-untyped-def]
    """Whether an upper bound on Jaro-Winkler from lengths, letter sets and the common prefix reaches `least`.

    set_a, set_b: uint32, the low five bits of every byte. Every kind of letter that only one string has is at least
    one of its letters unmatched. False spares the dear comparison.
    """
    la, lb = a1 - a0, b1 - b0
    matches = min(la - _count(set_a & ~set_b), lb - _count(set_b & ~set_a))
    if matches <= 0:
        return False
    prefix = 0
    while prefix < min(4, la, lb) and data[a0 + prefix] == data[b0 + prefix]:
        prefix += 1
    jaro = (matches / la + matches / lb + 1.0) / 3.0
    return jaro + 0.1 * prefix * (1.0 - jaro) >= least
