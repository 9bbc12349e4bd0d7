"""Candidate pairs: rows that share a blocking key, within a budget of pairs for each key.

A blocking key is one component or two (hashes of parts of a record). Within one key the rows fall into blocks of
equal hash; the blocks are taken from the smallest up until the key's budget of pairs is spent, so a value that many
share (a switchboard, a placeholder, a common name) costs nothing and needs no list, and a small table is compared
nearly in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.components import Component, Components
from onefold.engine.kernels.blocks import (
    BLOCK_MAX,
    DIGIT_BITS,
    PLACES,
    block_sizes,
    count_parts,
    emit_pairs,
    pack_keys,
    scatter,
    sort_by_digit,
)

Hashes = NDArray[np.uint64]

KEYS: Final[tuple[tuple[float, tuple[str] | tuple[str, str]], ...]] = (
    (1.0, ("phone",)),
    (0.6, ("email",)),
    (0.6, ("mailbox",)),
    (0.5, ("account",)),
    (1.6, ("names",)),
    (1.2, ("name_sounds",)),
    (1.2, ("nickname", "last_sound")),
    (0.8, ("last", "initial")),
    (0.8, ("last_start", "first_start")),
    (0.1, ("initial", "last_end")),
    (0.1, ("first_end", "last_initial")),
    (0.1, ("first",)),
    (0.1, ("last",)),
    (0.2, ("birth",)),
    (0.5, ("birth", "last_sound")),
    (0.5, ("birth", "first_sound")),
    (0.3, ("birth", "postcode")),
    (0.3, ("birth", "city")),
    (0.2, ("month_day", "last_sound")),
    (0.2, ("year_day", "last_sound")),
    (0.2, ("year_month", "last_sound")),
    (0.2, ("month_day", "nickname")),
    (0.2, ("year_day", "nickname")),
    (0.2, ("year_month", "nickname")),
    (0.5, ("last_sound", "postcode")),
    (0.4, ("last_sound", "city")),
    (0.4, ("last_sound", "street")),
    (0.4, ("first_sound", "postcode")),
    (0.3, ("first_sound", "street")),
    (0.1, ("nickname", "city")),
    (0.6, ("number", "postcode")),
    (0.5, ("number", "street")),
    (0.3, ("business", "last_sound")),
    (0.3, ("business", "nickname")),
)
"""The keys, each with its budget in pairs per row. A key names components; a component may have several slots. A
budget is what the key's small blocks were worth on a generated table of a million rows: keys that mostly find pairs
that others find too, or chance pairs, get little there and still see small tables nearly in full."""

PAIRS_FLOOR: Final = 300_000
"""Budget of one key on small tables, so that large families of rows are seen whole."""
COMPONENT_MAX: Final = 20
"""Rows of the largest component that is compared in full. More (40, 200) gains .0005 F1 where people have two records
and loses .0003 where they have ten."""
PART_BITS: Final = 6
"""The found pairs are sorted in 64 parts, each of which fits the caches."""
ALL_PAIRS_ROWS: Final = 1000
"""Tables up to this many rows (half a million pairs) are compared in full."""


def all_pairs(rows: int) -> Hashes:
    """Every pair of `rows` rows, packed a << 32 | b with a < b, ascending."""
    a, b = np.triu_indices(rows, k=1)
    return a.astype(np.uint64) << np.uint64(32) | b.astype(np.uint64)


def candidate_pairs(components: Components, rows: int, *, threads: int) -> Hashes:
    """The distinct candidate pairs of all keys, packed a << 32 | b with a < b, ascending.

    Cost: one sort of the rows per key, one of the pairs.
    """
    if rows <= ALL_PAIRS_ROWS:
        return all_pairs(rows)
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda key: _pairs_of_key([components[name] for name in key[1]], rows, key[0]), KEYS))
        return np.concatenate(list(pool.map(distinct, in_parts(found, rows, pool))))


def in_parts(found: list[Hashes], rows: int, pool: Executor) -> list[Hashes]:
    """Pairs (or whatever has a row in its upper half) in parts by their first row, in the order they came.

    Each part fits a cache, and sorted one by one they are sorted together."""
    shift = 32 + max((rows - 1).bit_length() - PART_BITS, 0)

    def counted(pairs: Hashes) -> NDArray[np.int64]:
        counts = np.zeros(1 << PART_BITS, dtype=np.int64)
        count_parts(pairs, shift, counts)
        return counts

    counts = np.stack(list(pool.map(counted, found)))
    ends = np.cumsum(counts.sum(axis=0))
    at = np.cumsum(counts, axis=0) - counts + (ends - counts.sum(axis=0))  # where the first of each list goes
    out = np.empty(int(ends[-1]), dtype=np.uint64)
    list(pool.map(lambda pairs, places: scatter(pairs, shift, places, out), found, at))
    return np.split(out, ends[:-1])


def distinct(pairs: Hashes) -> Hashes:
    """The distinct pairs, ascending; overwrites `pairs`. Numpy's unique hashes, and takes ten times as long."""
    pairs = _ordered(pairs)
    fresh = np.empty(len(pairs), dtype=bool)
    fresh[:1] = True
    np.not_equal(pairs[1:], pairs[:-1], out=fresh[1:])
    return pairs[fresh]


def _ordered(pairs: Hashes) -> Hashes:
    """The pairs, ascending; overwrites `pairs`. Of both rows only the bits that the largest row has are looked at."""
    row_bits = int(np.bitwise_or.reduce(pairs)) & 0xFFFFFFFF
    digits = range(0, row_bits.bit_length(), DIGIT_BITS)
    return _radix_sorted(pairs, [*digits, *(32 + digit for digit in digits)])


def _radix_sorted(keys: Hashes, digits: Sequence[int]) -> Hashes:
    """The keys in the order of the given digits (where each begins), the least telling one first; overwrites `keys`.

    O(digits x keys). On a million keys a sixth of the time of numpy's sort, which compares.
    """
    other = np.empty_like(keys)
    at = np.empty(PLACES, dtype=np.int64)
    for digit in digits:
        sort_by_digit(keys, digit, at, other)
        keys, other = other, keys
    return keys


def _pairs_of_key(components: Sequence[Component], rows: int, pairs_per_row: float) -> Hashes:
    row_bits = max(rows - 1, 1).bit_length()
    keys = _radix_sorted(_packed(components, rows, row_bits), range(row_bits, 64, DIGIT_BITS))
    counts = np.zeros(BLOCK_MAX + 1, dtype=np.int64)
    block_sizes(keys, row_bits, counts)
    sizes = np.arange(BLOCK_MAX + 1, dtype=np.int64)
    spent = np.cumsum(counts * (sizes * (sizes - 1) // 2))
    size_max = int(np.searchsorted(spent, max(pairs_per_row * rows, PAIRS_FLOOR), side="right")) - 1
    return _pairs_in_blocks(keys, row_bits, size_max, int(spent[max(size_max, 0)]))


def _pairs_in_blocks(keys: Hashes, row_bits: int, size_max: int, count: int) -> Hashes:
    """All pairs of blocks of at most size_max rows; count: how many at the most."""
    if size_max < 2:
        return np.empty(0, dtype=np.uint64)
    out = np.empty(count, dtype=np.uint64)
    return out[: emit_pairs(keys, row_bits, size_max, out)]


def component_pairs(component: NDArray[np.int32]) -> Hashes:
    """Every pair of rows of one component, of components of up to COMPONENT_MAX rows; packed, ascending.

    component: per row the number of its component. Two rows that no key brought together may be in one component
    through others: what they say of each other then decides whether it is one person.
    """
    rows = len(component)
    size = np.bincount(component, minlength=rows)[component]
    several = np.flatnonzero((size > 1) & (size <= COMPONENT_MAX))
    row_bits = max(rows - 1, 1).bit_length()
    keys = component[several].astype(np.uint64) << np.uint64(row_bits) | several.astype(np.uint64)
    keys = _radix_sorted(keys, range(row_bits, 2 * row_bits, DIGIT_BITS))
    return _ordered(_pairs_in_blocks(keys, row_bits, COMPONENT_MAX, int((size[several] - 1).sum()) // 2))


def _packed(components: Sequence[Component], rows: int, row_bits: int) -> Hashes:
    """Packed keys of all combinations of slots of one or two components, one key per row and combination."""
    one, other = (*components, _NONE)[:2]
    parts = []
    for slot in range(one.codes.shape[1]):
        for other_slot in range(other.codes.shape[1]):
            out = np.empty(rows, dtype=np.uint64)
            parts.append(out[: pack_keys(*one, slot, *other, other_slot, row_bits, out)])
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64)


_NONE: Final = Component(np.empty(0, dtype=np.uint64), np.empty((0, 1), dtype=np.int32))
"""Stands for the second component of a key that has one."""
