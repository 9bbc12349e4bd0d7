"""Columns of any Arrow type as text: one text for a value, whatever type a file or a frame kept it in."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

DEPTH_MAX = 3
"""Objects inside objects: `customer.address.city` is as deep as exports go."""


def leaf_names(schema: pa.Schema) -> dict[str, str]:
    """Leaf -> its top-level column, for a file of which only some columns are read: {"Address.City": "Address"}."""
    return {leaf: field.name for field in schema for leaf in _leaves_of(field.name, field.type, 0)}


def flatten(table: pa.Table) -> pa.Table:
    """One string column for each leaf, a list<string> for a list of values; objects give `Address.City`.

    Whole numbers have no ".0", dates are ISO, a timestamp at midnight is a date, truth is true/false, NaN is null.
    Types that hold no text (maps, lists of lists) are left out.
    """
    columns = zip(table.column_names, table.columns, strict=True)
    leaves = {leaf: text for name, column in columns for leaf, text in _leaves(name, column, 0)}
    return pa.table(leaves) if leaves else table.select([])


def _leaves_of(name: str, kind: pa.DataType, depth: int) -> Iterator[str]:
    inner = kind.value_type if _is_list(kind) else kind
    if pt.is_struct(inner):
        if depth < DEPTH_MAX:
            for field in inner:
                if not (_is_list(kind) and (pt.is_struct(field.type) or _is_list_of_objects(field.type))):
                    yield from _leaves_of(f"{name}.{field.name}", field.type, depth + 1)
    elif not (_is_list(inner) or pt.is_map(inner) or pt.is_union(inner)):
        yield name


def _leaves(name: str, column: pa.ChunkedArray, depth: int) -> Iterator[tuple[str, pa.ChunkedArray]]:
    kind = column.type
    wanted = list(_leaves_of(name, kind, depth))
    if not wanted:
        return
    if pt.is_struct(kind):
        for field in kind:
            yield from _leaves(f"{name}.{field.name}", pc.struct_field(column, field.name), depth + 1)
    elif _is_list(kind):
        yield from _list_leaves(name, column)
    else:
        yield name, as_text(column)


def _list_leaves(name: str, column: pa.ChunkedArray) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """A list of values is one leaf; a list of objects gives a list for each of their fields.

    A list inside such an object is one text: the given names of each name, the lines of each address.
    """
    array = column.combine_chunks()
    lengths = pc.fill_null(pc.list_value_length(array), 0)
    offsets = pa.concat_arrays([pa.array([0], pa.int64()), pc.cumulative_sum(lengths.cast(pa.int64()))]).cast(
        pa.int32()
    )
    values = pa.chunked_array([pc.list_flatten(array)])
    for leaf, texts in _leaves(name, values, 1):
        texts = pc.binary_join(texts, " ") if _is_list(texts.type) else texts
        yield leaf, pa.chunked_array([pa.ListArray.from_arrays(offsets, texts.combine_chunks())])


def _is_list(kind: pa.DataType) -> bool:
    tests = (pt.is_list, pt.is_large_list, pt.is_fixed_size_list, pt.is_list_view, pt.is_large_list_view)
    return any(test(kind) for test in tests)


def _is_list_of_objects(kind: pa.DataType) -> bool:
    return _is_list(kind) and pt.is_struct(kind.value_type)


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of single values as strings; nulls stay."""
    kind = column.type
    if pt.is_string(kind):
        return column
    if pt.is_dictionary(kind):
        return _decoded(column)
    if isinstance(kind, pa.BaseExtensionType):
        return _extension_text(column)
    if pt.is_floating(kind):
        return _number_text(column.cast(pa.float64()))
    if pt.is_decimal(kind):
        return pc.replace_substring_regex(column.cast(pa.string()), r"\.0+$", "")
    if pt.is_timestamp(kind):
        local = pc.local_timestamp(column) if kind.tz else column
        return pc.replace_substring_regex(local.cast(pa.string()), r"( 00:00:00)?(\.0+)?$", "")
    if pt.is_binary(kind) or pt.is_large_binary(kind) or pt.is_fixed_size_binary(kind) or pt.is_binary_view(kind):
        return _bytes_text(column)
    return column.cast(pa.string())


def _decoded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Each value as text once, then in its rows: Arrow takes no rows of string views, as Polars' categories are."""
    texts = [as_text(pa.chunked_array([chunk.dictionary])) for chunk in column.chunks]
    chunks = [text.combine_chunks().take(chunk.indices) for text, chunk in zip(texts, column.chunks, strict=True)]
    return pa.chunked_array(chunks, pa.string())


def _extension_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type.extension_name == "arrow.uuid":
        return pa.chunked_array([pa.array(map(_text_or_none, column.to_pylist()), pa.string())])
    return as_text(pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type))


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _number_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """5550100000.0 is the phone 5550100000: a column of whole numbers with nulls comes out of pandas as floats."""
    known = pc.if_else(pc.is_finite(column), column, None)
    whole = pc.and_(pc.equal(known, pc.trunc(known)), pc.less(pc.abs(known), 2.0**63))
    integers = pc.if_else(whole, known, None).cast(pa.int64()).cast(pa.string())
    return pc.coalesce(integers, known.cast(pa.string()))


def _bytes_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return column.cast(pa.binary()).cast(pa.string())
    except pa.ArrowInvalid:  # not UTF-8
        texts = (None if value is None else value.decode("utf-8", "replace") for value in column.to_pylist())
        return pa.chunked_array([pa.array(texts, pa.string())])
