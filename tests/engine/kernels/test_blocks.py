from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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

ROW_BITS = 6
"""Enough for the 60 rows of these tests."""
TABLES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


def packed(table: list[tuple[int, ...]]) -> np.ndarray:
    """Sorted packed keys of a table of components."""
    out = np.empty(len(table), np.uint64)
    columns = np.array(table, np.uint64).T
    hashes = np.arange(int(columns.max()) + 1, dtype=np.uint64)
    one, other = (column.astype(np.int32)[:, np.newaxis] for column in columns)
    keys = out[: pack_keys(hashes, one, 0, hashes, other, 0, ROW_BITS, out)]
    keys.sort()
    return keys


def rows_of(keys: np.ndarray) -> list[int]:
    return sorted((keys & np.uint64((1 << ROW_BITS) - 1)).tolist())


def pairs_of(keys: np.ndarray, size_max: int) -> list[tuple[int, int]]:
    out = np.empty(len(keys) * len(keys), np.uint64)
    found = out[: emit_pairs(keys, ROW_BITS, size_max, out)]
    return [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in found]


def naive_blocks(table: list[tuple[int, ...]]) -> list[list[int]]:
    whole = {key for key in table if all(key)}
    return [[row for row, key in enumerate(table) if key == wanted] for wanted in whole]


def test_a_row_with_a_missing_component_has_no_key() -> None:
    assert rows_of(packed([(1, 2), (0, 2), (1, 0), (0, 0), (3, 4)])) == [0, 4]


@pytest.mark.parametrize("missing", ["value", "code", "pool"])
@pytest.mark.parametrize("second", [True, False])
def test_a_component_is_missing_by_its_code_or_by_its_hash(missing: str, second: bool) -> None:
    hashes = np.array([7, 0] if missing == "value" else [7, 8], np.uint64)[: 0 if missing == "pool" else 2]
    codes = np.array([[0, 1 if missing == "value" else -1], [0, 0]], np.int32)
    if missing == "pool":
        codes[:] = -1
    full = (np.array([5], np.uint64), np.zeros((2, 1), np.int32), 0)
    out = np.empty(2, np.uint64)
    parts = (*full, hashes, codes, 1) if second else (hashes, codes, 1, *full)
    written = pack_keys(*parts, ROW_BITS, out)
    assert rows_of(out[:written]) == ([] if missing == "pool" else [1])


def test_the_order_of_the_components_matters() -> None:
    assert pairs_of(packed([(1, 2), (2, 1)]), 10) == []


@pytest.mark.parametrize("size_max", [2, 3, 60])
@settings(deadline=None)
@given(table=TABLES)
def test_the_pairs_are_those_of_all_blocks_that_are_small_enough(size_max: int, table: list[tuple[int, int]]) -> None:
    blocks = [block for block in naive_blocks(table) if len(block) <= size_max]
    wanted = sorted(pair for block in blocks for pair in combinations(block, 2))
    assert sorted(pairs_of(packed(table), size_max)) == wanted


@settings(deadline=None)
@given(table=TABLES)
def test_the_blocks_of_each_size_are_counted(table: list[tuple[int, int]]) -> None:
    counts = np.zeros(BLOCK_MAX + 1, np.int64)
    block_sizes(packed(table), ROW_BITS, counts)
    wanted = Counter(len(block) for block in naive_blocks(table) if len(block) > 1)
    assert {int(size): int(counts[size]) for size in np.flatnonzero(counts)} == wanted


@pytest.mark.parametrize(("size", "counted"), [(BLOCK_MAX, 1), (BLOCK_MAX + 1, 0)])
def test_a_block_past_the_largest_size_is_not_counted(size: int, counted: int) -> None:
    counts = np.zeros(BLOCK_MAX + 1, np.int64)
    keys = np.arange(size, dtype=np.uint64) + (np.uint64(1) << np.uint64(13))
    block_sizes(keys, 13, counts)
    assert counts.sum() == counted


def test_a_row_that_stands_twice_in_a_block_is_no_pair_with_itself() -> None:
    keys = np.array([5 << ROW_BITS | 1, 5 << ROW_BITS | 1, 5 << ROW_BITS | 2], np.uint64)
    assert set(pairs_of(keys, 10)) == {(1, 2)}


def test_the_rows_of_a_block_may_stand_in_any_order() -> None:
    keys = np.array([5 << ROW_BITS | 9, 5 << ROW_BITS | 1, 5 << ROW_BITS | 4], np.uint64)
    assert sorted(pairs_of(keys, 10)) == [(1, 4), (1, 9), (4, 9)]


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 3).map(lambda k: k << 62), max_size=40), st.integers(0, 63))
def test_keys_are_ordered_by_one_digit_and_equal_digits_stay_as_they_came(keys: list[int], shift: int) -> None:
    out = np.empty(len(keys), np.uint64)
    sort_by_digit(np.array(keys, np.uint64), shift, np.empty(PLACES, np.int64), out)
    assert out.tolist() == sorted(keys, key=lambda key: key >> shift & ((1 << DIGIT_BITS) - 1))


def test_no_keys_give_no_pairs() -> None:
    keys = packed([(0, 1)])
    assert len(keys) == 0
    assert pairs_of(keys, 10) == []


@given(st.lists(st.lists(st.integers(0, 63), max_size=20), max_size=4))
def test_scattered_pairs_stand_part_by_part_in_the_order_they_came(lists: list[list[int]]) -> None:
    counts = np.zeros(8, np.int64)
    arrays = [np.array(values, np.uint64) for values in lists]
    for array in arrays:
        count_parts(array, 3, counts)
    ends = np.cumsum(counts)
    at, out = ends - counts, np.empty(int(ends[-1]), np.uint64)
    for array in arrays:
        scatter(array, 3, at, out)
    everything = [value for values in lists for value in values]
    assert out.tolist() == sorted(everything, key=lambda value: value >> 3)
    assert at.tolist() == ends.tolist()
