"""Reading JSON lines, a JSON array, or an answer of an API that wraps one: objects inside become `Address.City`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from onefold.errors import ReadError
from onefold.files.flatten import DEPTH_MAX, flatten
from onefold.files.naming import attribute_of
from onefold.files.source import Rows, Skipped, a_few

_SAMPLE_LINES: Final = 200
_EXACT_MAX: Final = 2.0**53
"""Above, a float64 does not hold every whole number: two account numbers could become one."""

Cell = str | list[str | None] | None


_BEGINNING: Final = re.compile(rb'\[\s*\{\s*["}]|\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\})')
"""Of an array of objects, or of an object, as no header begins: of a body or standard input nothing else is known."""


def looks_like_json(data: pa.Buffer, path: Path) -> bool:
    """By the first character, and for a file of another ending by what follows it."""
    head = data[: 1 << 16].to_pybytes().lstrip()
    if not head.startswith((b"{", b"[")):
        return False
    return path.suffix.lower() in (".json", ".jsonl", ".ndjson") or _BEGINNING.match(head) is not None


def read_json(data: pa.Buffer, path: Path) -> Rows:
    """All leaves as text, in file order. Lines that are no object are skipped and noted; ReadError if most are.

    pyarrow.json where it can (1M records in about a second), else Python's parser: for columns of mixed types, numbers
    that need all their digits, broken lines and arrays.
    """
    raw = data[: 1 << 16].to_pybytes().lstrip()
    if raw.startswith(b"{"):
        table = _read_fast(data)
        if table is not None and table.num_rows > 1:
            return Rows(flatten(table))
    lines = [(number, line) for number, line in enumerate(data.to_pybytes().split(b"\n"), 1) if line.strip()]
    parsed = [(number, _parsed(line)) for number, line in lines]
    broken = [number for number, value in parsed if not isinstance(value, dict)]
    if 2 * len(broken) > len(lines) or len(lines) == 1 or raw.startswith(b"["):
        return Rows(_table(_records_of_document(data, path)))
    positions = np.array([n for n, (_, value) in enumerate(parsed, 1) if isinstance(value, dict)], np.int64)
    table = _table(value for _, value in parsed if isinstance(value, dict))
    if not broken:
        return Rows(table)
    note = f"line {a_few([str(number) for number in broken])}: not a JSON object; skipped"
    return Rows(table, positions, (note,), Skipped(len(broken), note))


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _read_fast(data: pa.Buffer) -> pa.Table | None:
    """None where Arrow cannot: the slow path says what is wrong."""
    sample = [_parsed(line) for line in data[: 1 << 18].to_pybytes().split(b"\n")[:_SAMPLE_LINES]]
    schema = _string_schema([record for record in sample if isinstance(record, dict)])
    try:
        table = pa.json.read_json(pa.BufferReader(data), parse_options=pa.json.ParseOptions(explicit_schema=schema))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    return None if any(_is_inexact(column) for column in table.columns) else table


def _is_inexact(column: pa.ChunkedArray) -> bool:
    return pa.types.is_floating(column.type) and (pc.max(pc.abs(column)).as_py() or 0) >= _EXACT_MAX


def _string_schema(records: list[dict[str, Any]]) -> pa.Schema | None:
    """The keys that hold text, so that Arrow does not take "2001-02-03" for a timestamp and write it differently."""
    fields = _string_fields(records)
    return pa.schema(fields) if fields else None


def _string_fields(records: list[dict[str, Any]]) -> list[tuple[str, pa.DataType]]:
    keys = {key: None for record in records for key in record}
    fields = []
    for key in keys:
        kind = _string_type([record[key] for record in records if record.get(key) is not None])
        if kind is not None:
            fields.append((key, kind))
    return fields


def _string_type(values: list[Any]) -> pa.DataType | None:
    if values and all(isinstance(value, str) for value in values):
        return pa.string()
    if values and all(isinstance(value, dict) for value in values):
        return pa.struct(_string_fields(values)) if _string_fields(values) else None
    if values and all(isinstance(value, list) for value in values):
        inner = _string_type([each for value in values for each in value if each is not None])
        return pa.list_(inner) if inner is not None else None
    return None


def _records_of_document(data: pa.Buffer, path: Path) -> list[dict[str, Any]]:
    """The records of one JSON value: an array of objects, or an object of which one member is such an array.

    Also a table by column, as pandas writes it, and rows as lists under a list of names, as spreadsheets answer.
    """
    try:
        document = json.loads(data.to_pybytes())
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path} is neither JSON lines nor a JSON array: {error}") from None
    if isinstance(document, dict):
        document = _by_column(document) or _unwrapped(document)
    elif _is_grid(document):
        document = _of_grid(document)
    records = [record for record in document if isinstance(record, dict)] if isinstance(document, list) else []
    if not records:
        raise ReadError(f"{path} holds no JSON objects; expected an object for each record")
    return records


def _unwrapped(document: dict[str, Any]) -> list[Any]:
    """The list of objects in it, or objects by their ids; not if it is a customer itself: a phone in a list is none."""
    if any(map(attribute_of, document)):
        return [document]
    lists = [each for each in document.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
    keyed = [
        [{"key": key, **record} for key, record in each.items()]
        for each in (document, *document.values())
        if _is_keyed(each)
    ]
    grids = [_of_grid(each) for each in document.values() if _is_grid(each)]
    return max((*lists, *keyed, *grids), key=len, default=[document])


def _by_column(document: dict[str, Any]) -> list[dict[str, Any]]:
    """`{"name": {"0": "Jo", "1": "Al"}, ...}` and `{"name": ["Jo", "Al"], ...}` by row; nothing if it is neither."""
    columns = [
        dict(enumerate(each)) if isinstance(each, list) else each if isinstance(each, dict) else {}
        for each in document.values()
    ]
    rows = list(columns[0]) if len(columns) > 1 else []
    numbered = len(rows) > 1 and all(re.search(r"\d", str(row)) for row in rows)
    if not numbered or any(list(column) != rows for column in columns):
        return []
    cells = list(zip(*(column.values() for column in columns), strict=True))
    is_flat = not any(isinstance(cell, (dict, list)) for row in cells for cell in row)
    return [dict(zip(document, row, strict=True)) for row in cells] if is_flat else []


def _is_grid(value: object) -> bool:
    """Lists, the first of them of names."""
    is_lists = isinstance(value, list) and len(value) > 1 and all(isinstance(row, list) for row in value)
    return is_lists and all(isinstance(name, str) for name in value[0])  # type: ignore[index]


def _of_grid(rows: list[list[Any]]) -> list[dict[str, Any]]:
    """Cells at the end of a row that are empty may be missing."""
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def _is_keyed(value: object) -> bool:
    """Whether objects stand by their ids, as Firebase exports them: `{"17": {...}, "18": {...}}`."""
    if not isinstance(value, dict) or len(value) < 2:
        return False
    return all(isinstance(each, dict) and re.search(r"\d", key) is not None for key, each in value.items())


def _table(records: Iterable[Mapping[str, Any]]) -> pa.Table:
    rows = [dict(_cells("", record, 0)) for record in records]
    names = {name: None for row in rows for name in row}
    columns = {name: [row.get(name) for row in rows] for name in names}
    parents = {name.rpartition(".")[0] for name in names}  # "Address": null is no column beside "Address.City"
    wanted = {
        name: cells for name, cells in columns.items() if name not in parents or any(c is not None for c in cells)
    }
    return pa.table({name: _column(cells) for name, cells in wanted.items()})


def _column(cells: list[Cell]) -> pa.Array:
    if not any(isinstance(cell, list) for cell in cells):
        return pa.array(cells, pa.string())
    return pa.array([[cell] if isinstance(cell, str) else cell for cell in cells], pa.list_(pa.string()))


def _cells(prefix: str, record: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Cell]]:
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < DEPTH_MAX:
            yield from _cells(f"{name}.", value, depth + 1)
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield from _cells_of_objects(name, [each for each in value if isinstance(each, dict)], depth)
        elif isinstance(value, list):
            yield name, list(map(_text, value))
        elif not isinstance(value, dict):
            yield name, _text(value)


def _cells_of_objects(name: str, objects: list[dict[str, Any]], depth: int) -> Iterator[tuple[str, Cell]]:
    """A list of objects gives a list for each of their fields, as long as the list; a list inside is one text."""
    rows = [dict(_cells(f"{name}.", each, depth + 1)) for each in objects]
    for leaf in {leaf: None for row in rows for leaf in row}:
        yield (
            leaf,
            [
                " ".join(filter(None, cell)) if isinstance(cell, list) else cell
                for cell in (row.get(leaf) for row in rows)
            ],
        )


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # half of a surrogate pair is no letter
    return None if value is None or isinstance(value, (list, dict)) else str(value)
