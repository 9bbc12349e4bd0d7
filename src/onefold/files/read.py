"""Reading customer tables of any format and layout into one table of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onefold.errors import ColumnError, ReadError
from onefold.files.asking import IN_PYTHON, Asking
from onefold.files.columns import Recognition, has_usable, recognise, resolve_given
from onefold.files.delimited import read_delimited
from onefold.files.detect import as_utf8, dialect_of, read_bytes
from onefold.files.flatten import flatten, leaf_names
from onefold.files.ids import ids_of, numbers_records, required_ids, row_numbers, unique_over_all
from onefold.files.jsonlines import looks_like_json, read_json
from onefold.files.records import attribute_columns
from onefold.files.source import Rows, Skipped, Source, a_few, without_blank
from onefold.tables import ATTRIBUTES, PROFILE_ID, SOURCE

SAMPLE_ROWS: Final = 1000


@dataclass(frozen=True)
class SourceReport:
    """What was recognised in one input."""

    name: str  # file name without folder, made unique when two inputs share it
    records: int
    mapping: tuple[tuple[str, str], ...]  # (attribute, "Attr#2" or "profile_id"; column, "a + b" when joined)
    ignored: tuple[str, ...]  # columns not used
    notes: tuple[str, ...]  # what was skipped or doubtful, sentences for people
    skipped: Skipped | None = None  # broken rows, which are in the notes too
    positions: npt.NDArray[np.int64] | None = field(default=None, compare=False)  # of the records, from 1, if some were
    rows_before: int = 0  # of the file, before the first record


@dataclass(frozen=True)
class Input:
    """All inputs as one table.

    records: profile_id (string, unique), source (dictionary of strings), then the attributes found, as strings, named
    as in tables.ATTRIBUTES, with "#2", "#3" for the further columns or values of one. In input order.
    """

    records: pa.Table
    sources: tuple[SourceReport, ...]


@dataclass(frozen=True)
class _Loaded:
    report: SourceReport
    ids: pa.ChunkedArray
    numbered: bool  # the ids are row numbers
    columns: dict[str, pa.ChunkedArray]


def read_inputs(
    paths: Sequence[Path],
    *,
    id_column: str | None = None,
    columns: Mapping[str, str] | None = None,
    asking: Asking = IN_PYTHON,
    among_others: bool = False,
    beside: Callable[[str], bool] = lambda _: False,
) -> Input:
    """Read files of different formats and layouts; each is a source.

    id_column: the column with the ids, in every file that has it; without it a column like `id` or `customer_id` whose
    values are all there and all different, else row numbers ("1" ...; "shop.csv:1" when there are several files). If
    two files share an id, every id gets the name of its file before it.
    columns: attribute -> column, instead of what would be recognised for the attribute; where a file has the column.
    asking: how these two were given, for errors and notes.
    among_others: the records are not all there are, so a number that no two of them share is evidence beside others.
    beside: which columns are no attribute and kept as they are, at the end of the records and by their own names.
    Raises ReadError, ColumnError. About .3 s for 1M records of 12 columns.
    """
    _refuse_twice(paths)
    sources = [_opened(path, name) for path, name in zip(paths, _names(paths), strict=True)]
    return _input(sources, id_column, columns, asking, beside, alone=len(sources) == 1 and not among_others)


def records_of(
    table: pa.Table, *, name: str = "table", id_column: str | None = None, columns: Mapping[str, str] | None = None
) -> Input:
    """The same for a table in memory, of any Arrow types. Raises ColumnError, and ReadError if it has no rows."""
    if table.num_rows == 0:
        raise ReadError(f"{name} has no rows")
    tops = leaf_names(table.schema)
    source = Source(
        name=name,
        columns=tuple(tops),
        sample=flatten(table.slice(0, SAMPLE_ROWS)),
        load=lambda wanted: Rows(flatten(table.select(_distinct(tops[each] for each in wanted))).select(list(wanted))),
        has_header=not all(map(str.isdecimal, tops)),  # pandas numbers the columns of a file without one
    )
    return _input([source], id_column, columns, IN_PYTHON, lambda _: False, alone=True)


def read_table(path: Path) -> pa.Table:
    """A table of any format as it is, every cell as text: for judgements, truths and results. Raises ReadError."""
    source = _opened(path, path.name)
    return source.load(source.columns).table


def _refuse_twice(paths: Sequence[Path]) -> None:
    if not paths:
        raise ReadError("no input is given; name at least one file")
    for path, count in Counter(path.resolve() for path in paths).items():
        if count > 1:
            raise ReadError(f"{path} is given twice; every record would be its own duplicate")


def _names(paths: Sequence[Path]) -> list[str]:
    seen: Counter[str] = Counter()
    names = []
    for path in paths:
        seen[path.name] += 1
        names.append(path.name if seen[path.name] == 1 else f"{path.name} ({seen[path.name]})")
    return names


def _opened(path: Path, name: str) -> Source:
    data = read_bytes(path)
    if data[:4].to_pybytes() == b"PAR1" or path.suffix.lower() in (".parquet", ".pq"):
        return _opened_parquet(data, path, name)
    data, notes = as_utf8(data, path)
    if looks_like_json(data, path):
        return _opened_json(data, path, name, notes)
    return _opened_delimited(data, path, name, notes)


def _opened_parquet(data: pa.Buffer, path: Path, name: str) -> Source:
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        sample = next(file.iter_batches(batch_size=SAMPLE_ROWS), None)
    except (pa.ArrowInvalid, OSError) as error:
        raise ReadError(f"{path} is not a whole Parquet file: {error}; write or copy it again") from None
    if sample is None or sample.num_rows == 0:
        raise ReadError(f"{path} has columns but no rows")
    tops = leaf_names(file.schema_arrow)

    def load(wanted: Sequence[str]) -> Rows:
        try:
            table = file.read(columns=_distinct(tops[each] for each in wanted))
        except (pa.ArrowInvalid, OSError) as error:
            raise ReadError(f"{path} is a broken Parquet file: {error}; write or copy it again") from None
        return Rows(flatten(table).select(list(wanted)))

    return Source(name, tuple(tops), flatten(pa.Table.from_batches([sample])), load)


def _opened_json(data: pa.Buffer, path: Path, name: str, notes: tuple[str, ...]) -> Source:
    rows = read_json(data, path)
    if rows.table.num_rows == 0:
        raise ReadError(f"{path} has no records")

    def load(wanted: Sequence[str]) -> Rows:
        return Rows(rows.table.select(list(wanted)), rows.positions, skipped=rows.skipped)

    names, sample = tuple(rows.table.column_names), rows.table.slice(0, SAMPLE_ROWS)
    return Source(name, names, sample, load, notes=notes + rows.notes)


def _opened_delimited(data: pa.Buffer, path: Path, name: str, notes: tuple[str, ...]) -> Source:
    dialect, first = dialect_of(data, path)
    columns = dialect.columns
    cells = list(zip(*first, strict=True)) or [()] * len(columns)
    sample = pa.table([pa.array(values, pa.string()) for values in cells], names=list(columns))

    def load(wanted: Sequence[str]) -> Rows:
        rows = read_delimited(data, dialect, wanted, path)
        if rows.table.num_rows == 0:
            raise ReadError(f"{path} has a header but no rows")
        return rows

    return Source(name, columns, sample, load, dialect.has_header, notes + dialect.notes, may_be_padded=True)


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _input(
    sources: Sequence[Source],
    id_column: str | None,
    columns: Mapping[str, str] | None,
    asking: Asking,
    beside: Callable[[str], bool],
    *,
    alone: bool,
) -> Input:
    every = _distinct(column for source in sources for column in source.columns)
    given = resolve_given(columns or {}, every, asking)
    if id_column is not None and id_column not in every:
        raise ColumnError(f"there is no id column {id_column!r}. Columns: {', '.join(every)}")
    loaded = [_loaded(source, id_column, given, asking, beside, alone=alone) for source in sources]
    names = [each.report.name for each in loaded]
    ids = unique_over_all([each.ids for each in loaded], [each.numbered for each in loaded], names)
    tables = [_records(each, own, index, names) for index, (each, own) in enumerate(zip(loaded, ids, strict=True))]
    records = tables[0] if len(tables) == 1 else pa.concat_tables(tables, promote_options="default")
    return Input(records.select(sorted(records.column_names, key=_order)), tuple(each.report for each in loaded))


def _loaded(
    source: Source,
    id_column: str | None,
    given: Mapping[str, str],
    asking: Asking,
    beside: Callable[[str], bool],
    *,
    alone: bool,
) -> _Loaded:
    own = {attribute: column for attribute, column in given.items() if column in source.columns}
    kept = [column for column in source.columns if beside(column)]
    others = [column for column in source.columns if column not in kept]
    found = recognise(others, _samples(source.sample), has_header=source.has_header, given=own)
    if not has_usable(found.slots):
        raise ColumnError(
            f"{source.name} has no column for a name, e-mail or phone. Columns: {', '.join(source.columns)}. "
            f"Map one with {asking.mapping('FirstName', source.columns[0])}"
        )
    named = id_column if id_column in source.columns else None
    candidates = [named] if named else list(found.ids)
    used = _distinct([*candidates, *found.maybe_ids, *(column for slot in found.slots for column in slot.columns)])
    rows = source.load([*used, *kept])
    if source.may_be_padded:
        rows = without_blank(rows, lambda: source.load(source.columns))
    with ThreadPoolExecutor(1) as pool:  # on a table of millions either takes a second of one core
        identifying = pool.submit(_ids, source.name, named, candidates, rows, asking)
        numbering = [each for each in found.numbers if numbers_records(rows, each)]
        if alone:  # a number that no two records share can only speak against them all
            found = found.without(numbering)
        values = attribute_columns(rows, found.slots) | _as_they_are(rows, kept)
        ids, column, id_notes = identifying.result()
    if ids is None:
        ids, column, id_notes = _numbered_by([*numbering, *found.maybe_ids], rows) or (ids, column, id_notes)
    notes = (*source.notes, *found.notes, *rows.notes, *id_notes, *_empty(values))
    report = _report(source, found, values, column, rows, notes)
    return _Loaded(
        report, row_numbers(rows) if ids is None else ids, ids is None, {name: v for name, (v, _) in values.items()}
    )


def _ids(
    name: str, named: str | None, candidates: Sequence[str], rows: Rows, asking: Asking
) -> tuple[pa.ChunkedArray | None, str | None, tuple[str, ...]]:
    """As `ids_of`, where no column was named."""
    if named is None:
        return ids_of(rows, candidates, asking)
    return required_ids(rows, named, name, asking), named, ()


def _numbered_by(columns: Sequence[str], rows: Rows) -> tuple[pa.ChunkedArray, str, tuple[str, ...]] | None:
    """The ids by the first of these columns that numbers the records."""
    column = next((each for each in columns if numbers_records(rows, each)), None)
    return None if column is None else (rows.table[column], column, ())


def _as_they_are(rows: Rows, columns: Sequence[str]) -> dict[str, tuple[pa.ChunkedArray, str]]:
    """Columns by their own names, but for those with lists in them."""
    texts = (column for column in columns if pa.types.is_string(rows.table[column].type))
    return {column: (rows.table[column], column) for column in texts}


def _samples(sample: pa.Table) -> dict[str, list[str]]:
    """The filled values of the sample; of a cell with a list every one."""
    samples = {}
    for name, column in zip(sample.column_names, sample.columns, strict=True):
        cells = pc.list_flatten(column) if pa.types.is_list(column.type) else column
        samples[name] = [cell for cell in cells.to_pylist() if cell and cell.strip()]
    return samples


def _report(
    source: Source,
    found: Recognition,
    values: Mapping[str, tuple[pa.ChunkedArray, str]],
    id_column: str | None,
    rows: Rows,
    notes: tuple[str, ...],
) -> SourceReport:
    mapping = [(name, column) for name, (_, column) in values.items()]
    used = {column for slot in found.slots for column in slot.columns} | {id_column} | values.keys()
    return SourceReport(
        name=source.name,
        records=rows.table.num_rows,
        mapping=tuple([(PROFILE_ID, id_column), *mapping] if id_column else mapping),
        ignored=tuple(column for column in source.columns if column not in used),
        notes=notes,
        skipped=rows.skipped,
        positions=rows.positions,
        rows_before=rows.rows_before,
    )


def _empty(values: Mapping[str, tuple[pa.ChunkedArray, str]]) -> list[str]:
    empty = [
        repr(column) for column, origin in values.values() if column.null_count == len(column) for column in [origin]
    ]
    return [f"no values in {a_few(empty)}"] if empty else []


def _records(loaded: _Loaded, ids: pa.ChunkedArray, index: int, names: Sequence[str]) -> pa.Table:
    codes = pa.repeat(pa.scalar(index, pa.int32()), len(ids))
    source = pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))
    return pa.table({PROFILE_ID: ids, SOURCE: source, **loaded.columns})


def _order(name: str) -> tuple[int, int]:
    if name in (PROFILE_ID, SOURCE):
        return -1, (PROFILE_ID, SOURCE).index(name)
    base, _, number = name.partition("#")
    return (ATTRIBUTES.index(base), int(number or 1)) if base in ATTRIBUTES else (len(ATTRIBUTES), 0)
