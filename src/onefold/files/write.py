"""Writing results: whole or not at all, and never so that a spreadsheet runs a cell."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from onefold.errors import OutputError
from onefold.files.buffers import contains_any, first_bytes
from onefold.files.jsontext import json_lines

_DANGEROUS: Final = np.isin(np.arange(256), list(b"=+-@\t\r'"))
"""What makes a spreadsheet take a cell for a formula, and the apostrophe that is put before it."""
_WHAT_TO_DO: Final = {
    errno.ENOSPC: "the disk is full; free some space or write elsewhere",
    errno.EDQUOT: "your quota is used up; free some space or write elsewhere",
    errno.EFBIG: "the file would be larger than this system allows; write elsewhere",
    errno.EACCES: "you may not write in this folder; choose another or change its permissions",
    errno.EPERM: "you may not write in this folder; choose another or change its permissions",
    errno.EROFS: "the file system is read-only; write elsewhere",
    errno.ENOENT: "the folder does not exist; create it first",
    errno.ENOTDIR: "the folder does not exist; create it first",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


def write_table(table: pa.Table, path: Path) -> None:
    """Write as CSV, TSV, Parquet or JSON lines (.jsonl, .ndjson, .json), by the ending.

    All or nothing: a file beside it is filled, flushed to the disk and renamed; after any failure, an interrupt
    included, `path` is as it was. In CSV and TSV a text that begins with = + - @, a tab or a carriage return (after any
    number of apostrophes) gets an apostrophe before it, which `read_inputs` takes off again; lists are joined by ";".
    Raises OutputError. 1M assignments in about .2 s.
    """
    writer = _writer(path)
    target = path.resolve()
    temporary = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}.tmp")
    try:
        _refuse_folder(path)
        with temporary.open("xb") as file:
            writer(table, file.name)
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise OutputError(_message(path, error)) from None
    finally:
        _remove(temporary)


def check_writable(path: Path) -> None:
    """What can be known before the work is done: the ending, the folder, the right to write in it.

    Raises OutputError.
    """
    _writer(path)
    folder = path.resolve().parent
    try:
        _refuse_folder(path)
        if not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, "")
        if not os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
            raise PermissionError(errno.EACCES, "")
    except OSError as error:
        raise OutputError(_message(path, error)) from None


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise OutputError(f"{path} cannot be written: it is a folder; give the name of a file in it")


def _message(path: Path, error: OSError) -> str:
    return f"{path} cannot be written: {_WHAT_TO_DO.get(error.errno or 0, error.strerror or str(error))}"


def _remove(path: Path) -> None:
    """A failure here must not hide the first one; after the rename there is nothing left to remove."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _writer(path: Path) -> Callable[[pa.Table, str], None]:
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        given = f"ends in {path.suffix!r}" if path.suffix else "has no ending"
        raise OutputError(f"{path} cannot be written: its name {given}; expected one of {', '.join(_WRITERS)}")
    return writer


def _write_csv(table: pa.Table, file: str) -> None:
    _write_delimited(table, file, ",")


def _write_tsv(table: pa.Table, file: str) -> None:
    _write_delimited(table, file, "\t")


def _write_delimited(table: pa.Table, file: str, delimiter: str) -> None:
    columns = {name: _guarded(_flat(table[name])) for name in table.column_names}
    quoting = "needed" if len(columns) == 1 or _needs_quotes(columns, delimiter) else "none"
    # 64k rows at a time: the default of 1,024 costs a tenth more.
    options = pa.csv.WriteOptions(
        quoting_style=quoting, quoting_header=quoting, delimiter=delimiter, batch_size=1 << 16
    )
    pa.csv.write_csv(pa.table(columns), file, options)


def _needs_quotes(columns: Mapping[str, pa.ChunkedArray], delimiter: str) -> bool:
    """Arrow quotes all texts or none; a table of plain ids reads better, and is written faster, without."""
    special = b'"\r\n' + delimiter.encode()
    texts = [column for column in columns.values() if pa.types.is_string(column.type)]
    names = pa.chunked_array([list(columns)], pa.string())
    return any(contains_any(chunk, special) for text in (names, *texts) for chunk in text.chunks)


def _flat(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Lists of texts as one text each; other columns as they are."""
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    return pc.binary_join(column, ";") if pa.types.is_list(column.type) else column


def _guarded(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """An apostrophe before what a spreadsheet would run. Numbers are no text and stay: -1.5 is no formula."""
    if not pa.types.is_string(column.type):
        return column
    if not any(_DANGEROUS[first_bytes(chunk)].any() for chunk in column.chunks):
        return column
    return pc.replace_substring_regex(column, r"^('*[=+\-@\t\r])", r"'\1")


def _write_parquet(table: pa.Table, file: str) -> None:
    pq.write_table(table, file, compression="zstd")


def _write_json_lines(table: pa.Table, file: str) -> None:
    with pa.OSFile(file, "wb") as out:
        for batch in table.to_batches(max_chunksize=1 << 16):
            out.write(json_lines(batch))


_WRITERS: Final[dict[str, Callable[[pa.Table, str], None]]] = {
    ".csv": _write_csv,
    ".tsv": _write_tsv,
    ".parquet": _write_parquet,
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
    ".json": _write_json_lines,
}
