import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.coded import Coded, encode, encode_numbers, hashes_of, merge_pools, one_pool, recode, through

CELLS = st.lists(st.none() | st.sampled_from(["Ann", "ann", "Bob", "José", "x", ""]), max_size=12)


def decoded(codes: np.ndarray, values: pa.Array) -> list[object]:
    pool = values.to_pylist()
    return [pool[code] if code >= 0 else None for code in codes]


def coded(cells: list[str | None]) -> Coded:
    return encode(pa.chunked_array([cells], pa.string()))


@given(CELLS, st.integers(0, 12))
def test_a_code_stands_for_the_value_of_its_cell_however_the_column_is_chunked(
    cells: list[str | None], cut: int
) -> None:
    whole = encode(pa.chunked_array([cells[:cut], cells[cut:]], pa.string()))
    assert decoded(whole.codes, whole.values) == [cell or None for cell in cells]
    assert len(set(whole.values.to_pylist())) == len(whole.values)
    assert whole.codes.dtype == np.int32


@pytest.mark.parametrize("chunks", [[], [[]], [[None, None]]])
def test_a_column_without_values_has_no_codes(chunks: list[list[None]]) -> None:
    empty = encode(pa.chunked_array(chunks, pa.string()))
    assert empty.codes.tolist() == [-1] * sum(map(len, chunks))
    assert len(empty.values) == 0


@given(CELLS)
def test_the_rows_of_each_value_are_counted(cells: list[str | None]) -> None:
    column = coded(cells)
    counts = dict(zip(column.values.to_pylist(), column.counts().tolist(), strict=True))
    assert counts | {"": 0} == {value: cells.count(value) for value in set(cells) - {None, ""}} | {"": 0}


def test_equal_canonical_values_get_one_code_and_empty_ones_none() -> None:
    raw = coded(["Ann", "ANN", "?", None, "Bob"])
    canonical = {"Ann": "ann", "ANN": "ann", "?": "", "Bob": "bob"}
    merged = recode(raw.codes, pa.array([canonical[value] for value in raw.values.to_pylist()]))
    assert decoded(merged.codes, merged.values) == ["ann", "ann", None, None, "bob"]
    assert merged.codes[0] == merged.codes[1]


def test_missing_stays_missing_through_a_mapping() -> None:
    codes = np.array([0, -1, 1, 1], np.int32)
    assert through(np.array([7, -1], np.int32), codes).tolist() == [7, -1, -1, -1]
    assert through(np.empty(0, np.int32), np.array([-1, -1], np.int32)).tolist() == [-1, -1]


@given(st.lists(CELLS, max_size=4))
def test_columns_over_one_pool_have_equal_codes_for_equal_values(columns: list[list[str | None]]) -> None:
    codes, pool = merge_pools([coded(cells) for cells in columns])
    assert [decoded(column, pool) for column in codes] == [[cell or None for cell in cells] for cells in columns]
    assert len(set(pool.to_pylist())) == len(pool)


def test_a_single_column_of_distinct_values_is_its_own_pool() -> None:
    column = coded(["ann", None, "bob"])
    assert one_pool([column]) == ([column.codes], column.values)
    codes, pool = one_pool([column, coded(["bob"])])
    assert [decoded(each, pool) for each in codes] == [["ann", None, "bob"], ["bob"]]


@given(st.integers(1, 5), st.integers(0, 3), st.data())
def test_numbers_are_coded_over_one_pool_and_zero_is_missing(rows: int, columns: int, data: st.DataObject) -> None:
    cells = [data.draw(st.lists(st.sampled_from([0, 1, 2**63]), min_size=rows, max_size=rows)) for _ in range(columns)]
    codes, pool = encode_numbers([np.array(column, np.uint64) for column in cells])
    found = [[int(pool[code]) if code >= 0 else 0 for code in column] for column in codes]
    assert found == cells
    assert len(set(pool.tolist())) == len(pool)


def test_a_hash_is_zero_for_the_empty_string_only() -> None:
    hashes = hashes_of(pa.array(["", "a", "b", "ab", "ba", "José"])).tolist()
    assert hashes[0] == 0
    assert len(set(hashes)) == len(hashes)


@settings(deadline=None)
@given(st.lists(st.text("abc", max_size=6), max_size=10), st.integers(1, 4))
def test_a_hash_of_a_length_sees_the_start_only(values: list[str], length: int) -> None:
    cut = hashes_of(pa.array(values, pa.string()), length)
    assert cut.tolist() == hashes_of(pa.array([value[:length] for value in values], pa.string())).tolist()


def test_a_hash_does_not_depend_on_where_the_string_stands() -> None:
    values = pa.array(["x", "ann", "bob"])
    assert hashes_of(values)[1:].tolist() == hashes_of(values.slice(1)).tolist() == hashes_of(values[1:]).tolist()
    assert coded(["ann"]).hashes().tolist() == hashes_of(pa.array(["ann"])).tolist()
