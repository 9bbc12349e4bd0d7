"""Reading CSV and its kin: every cell as text, so that a leading zero of a phone or a postcode survives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from onefold.errors import ReadError
from onefold.files.buffers import first_bytes
from onefold.files.detect import Dialect
from onefold.files.quotes import count_lines, without_unclosed
from onefold.files.source import Rows, Skipped, a_few

BLOCK_BYTES: Final = 1 << 20
BLOCK_BYTES_MAX: Final = 2**31 - 1


@dataclass
class _Broken:
    """Collects rows of the wrong width. Their numbers are known only to a single thread."""

    rows: list[tuple[int | None, int]] = field(default_factory=list)

    def __call__(self, row: pa.csv.InvalidRow) -> str:
        self.rows.append((row.number, row.actual_columns))
        return "skip"


def read_delimited(data: pa.Buffer, dialect: Dialect, columns: Sequence[str], path: Path) -> Rows:
    """The wanted columns as strings, in file order; an empty cell is null.

    Rows of another width than the header are skipped and noted, quotes that never close are noted and ignored; if more
    rows are broken than whole, ReadError. About 100 MB in .15 s on two cores.
    """
    table, broken = _parse(data, dialect, columns, path)
    notes = []
    if not dialect.backslash and _has_long_cells(data, table.num_rows + len(broken.rows) + dialect.rows_before):
        data, lines = without_unclosed(data, dialect.delimiter, len(dialect.columns))
        if lines:
            table, broken = _parse(data, dialect, columns, path)
            notes.append(f"a quote is opened and never closed on {_lines(lines)}; read as if it were not there")
    if broken.rows:
        table, broken = _parse(data, dialect, columns, path, threads=False)
        _refuse_if_mostly_broken(table.num_rows, broken, dialect, path)
        notes.append(_broken_note(broken, len(dialect.columns)))
    numbers = [(number or 0) - dialect.rows_before for number, _ in broken.rows]
    skipped = Skipped(len(numbers), notes[-1]) if numbers else None
    return Rows(_unguarded(table), _positions(table.num_rows, numbers), tuple(notes), skipped, dialect.rows_before)


def _parse(
    data: pa.Buffer, dialect: Dialect, columns: Sequence[str], path: Path, *, threads: bool = True
) -> tuple[pa.Table, _Broken]:
    """A cell larger than a block is an error to Arrow, and so is a quote that never closes: try larger blocks."""
    block = BLOCK_BYTES
    while True:
        broken = _Broken()
        try:
            return pa.csv.read_csv(pa.BufferReader(data), *_options(dialect, columns, block, threads, broken)), broken
        except pa.ArrowInvalid as error:
            if "straddling" not in str(error) or block > data.size:
                raise ReadError(f"{path} cannot be read as a delimited file: {error}") from None
            block = min(block * 32, BLOCK_BYTES_MAX)


def _options(
    dialect: Dialect, columns: Sequence[str], block: int, threads: bool, broken: _Broken
) -> tuple[pa.csv.ReadOptions, pa.csv.ParseOptions, pa.csv.ConvertOptions]:
    return (
        pa.csv.ReadOptions(
            use_threads=threads,
            block_size=block,
            column_names=dialect.columns,
            skip_rows_after_names=dialect.rows_before,
        ),
        pa.csv.ParseOptions(
            delimiter=dialect.delimiter,
            double_quote=not dialect.backslash,
            escape_char="\\" if dialect.backslash else False,
            newlines_in_values=True,
            invalid_row_handler=broken,
        ),
        pa.csv.ConvertOptions(
            column_types=dict.fromkeys(dialect.columns, pa.string()),
            include_columns=list(columns),
            strings_can_be_null=True,
            null_values=[""],
        ),
    )


def _has_long_cells(data: pa.Buffer, rows: int) -> bool:
    """Whether there are more lines than rows, so that some cell holds a line break, rightly or not."""
    return count_lines(data) > rows


def _refuse_if_mostly_broken(whole: int, broken: _Broken, dialect: Dialect, path: Path) -> None:
    if len(broken.rows) > whole:
        number, found = broken.rows[0]
        raise ReadError(
            f"{path}: {len(broken.rows)} of {whole + len(broken.rows)} rows have not the "
            f"{len(dialect.columns)} fields of the header; row {number} has {found}. "
            f"The delimiter was taken to be {dialect.delimiter!r}; "
            "quote cells that contain it, or save the table again as CSV"
        )


def _broken_note(broken: _Broken, expected: int) -> str:
    rows = [f"row {number}: {_fields(found)} where {expected} were expected" for number, found in broken.rows]
    return f"{a_few(rows)}; skipped"


def _fields(count: int) -> str:
    return "1 field" if count == 1 else f"{count} fields"


def _lines(numbers: Sequence[int]) -> str:
    return ("line " if len(numbers) == 1 else "lines ") + a_few([str(number) for number in numbers])


def _positions(rows: int, skipped: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]] | None:
    """Where the rows stand in the file, from 1, when some between them were skipped."""
    return np.setdiff1d(np.arange(1, rows + len(skipped) + 1), skipped) if skipped else None


def _unguarded(table: pa.Table) -> pa.Table:
    """Takes off the apostrophe that `write_table`, like many exports, puts before what a spreadsheet would run."""
    for index, name in enumerate(table.column_names):
        if any((first_bytes(chunk) == ord("'")).any() for chunk in table[name].chunks):
            plain = pc.replace_substring_regex(table[name], r"^'('*[=+\-@\t\r])", r"\1")
            table = table.set_column(index, name, plain)
    return table
