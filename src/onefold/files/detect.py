"""What a file of unknown origin is: its bytes as UTF-8, its delimiter, its header row."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from onefold.errors import ReadError
from onefold.files.encodings import WESTERN, encoding_of
from onefold.files.naming import is_header

DELIMITERS: Final = (",", ";", "\t", "|", "\x01", "^", "~")
SAMPLE_BYTES: Final = 1 << 18
SAMPLE_ROWS: Final = 500
PREAMBLE_ROWS_MAX: Final = 20

_NO_TABLE: Final = {
    b"PK\x03\x04": "an Excel workbook or a ZIP archive; save the sheet as CSV, or unpack the archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; save the sheet as CSV",
    b"%PDF": "a PDF; export the table as CSV",
    b"ARROW1": "an Arrow file; save it as Parquet",
    b"SQLite format 3": "an SQLite database; export the table as CSV",
    b"\x28\xb5\x2f\xfd": "compressed with Zstandard; unpack it first",
    b"BZh": "compressed with bzip2; unpack it first",
}
_NO_TEXT_TABLE: Final = (
    (re.compile(r"\s*<(?:!doctype|html|table|head|style|meta)\b", re.IGNORECASE),
     "a web page, as some systems call an Excel export; open it in a spreadsheet and save it as CSV"),
    (re.compile(r"\s*<\?xml\b"), "XML; export the table as CSV or JSON"),
    (re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE), "a file of vCards; export the contacts as CSV"),
)  # fmt: skip
_BOMS: Final = (  # the longest first: the mark of UTF-32 begins with the one of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    """How a delimited file is laid out."""

    delimiter: str
    columns: tuple[str, ...]  # unique; "column 1", "column 2" ... when there is no header
    rows_before: int  # rows before the first record, the header among them
    has_header: bool
    backslash: bool  # quotes are escaped as \" (Spark, MySQL, Redshift) and not doubled
    notes: tuple[str, ...]


def read_bytes(path: Path) -> pa.Buffer:
    """The bytes of a file, memory-mapped, or unpacked if it is gzip. ReadError says why they cannot be had."""
    try:
        if path.is_dir():
            raise ReadError(f"{path} is a folder; name the files in it, for example {path / '*.csv'}")
        if path.is_file() and path.stat().st_size == 0:
            raise ReadError(f"{path} is empty")
        data = pa.memory_map(str(path)).read_buffer() if path.is_file() else pa.py_buffer(path.read_bytes())
        return pa.py_buffer(gzip.decompress(data)) if data[:2].to_pybytes() == b"\x1f\x8b" else data
    except FileNotFoundError:
        raise ReadError(f"{path} does not exist; looked for it in {path.absolute().parent}") from None
    except PermissionError:
        raise ReadError(f"{path} may not be read; give this user the right to read it") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ReadError(f"{path} is a broken or incomplete gzip file ({error}); copy it again") from None
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror or error}") from None


def as_utf8(data: pa.Buffer, path: Path) -> tuple[pa.Buffer, tuple[str, ...]]:
    """The text of a file as UTF-8 without a byte order mark, and what was doubtful about its encoding.

    Byte order mark, else UTF-16 by its zero bytes, else UTF-8, else the encoding its words are words in, Windows-1252
    if that is not clear. In what is mostly UTF-8 only the stray bytes are read as Windows-1252: the rest is kept.
    """
    head = data[:4096].to_pybytes()
    for magic, what in _NO_TABLE.items():
        if head.startswith(magic):
            raise ReadError(f"{path} is {what}")
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), None) or _utf16_without_mark(head)
    if encoding:
        return pa.py_buffer(data.to_pybytes().decode(encoding, "replace").encode()), ()
    if head.startswith(codecs.BOM_UTF8):
        data = data.slice(len(codecs.BOM_UTF8))
    if _is_utf8(data):
        return data, ()
    _refuse_binary(head, path)
    raw = data.to_pybytes()
    found = None if _is_mostly_utf8(raw) else encoding_of(raw)
    if found is None or found.codec == WESTERN:
        text, name = raw.decode("utf-8", "onefold-windows-1252"), "Windows-1252"
    else:
        text, name = raw.decode(found.codec, "replace"), found.name
    note = f"not UTF-8; such letters were read as {name}. If names look wrong, save the file as UTF-8"
    return pa.py_buffer(text.encode()), (note,)


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether more letters are whole in UTF-8 than bytes are stray, at the beginning and after the first stray one."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        text = (raw[:SAMPLE_BYTES] + raw[error.start : error.start + SAMPLE_BYTES]).decode("utf-8", "replace")
        stray = text.count("\ufffd")
        return len(re.findall(r"[^\x00-\x7f]", text)) - stray > stray
    return True


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    stray = error.object[error.start : error.end]
    return "".join(
        bytes([b]).decode("cp1252" if b not in b"\x81\x8d\x8f\x90\x9d" else "latin-1") for b in stray
    ), error.end


codecs.register_error("onefold-windows-1252", _stray_byte)


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 of mostly Latin text has a zero in every other byte; text with stray NULs is far from it."""
    zeros = np.frombuffer(head[: len(head) // 2 * 2], np.uint8).reshape(-1, 2) == 0
    if not len(zeros):
        return None
    even, odd = zeros.mean(axis=0)
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else None


def _refuse_binary(head: bytes, path: Path) -> None:
    """Pictures and archives are a tenth of control characters; text that is not UTF-8 has hardly one."""
    control = sum(byte < 32 and byte not in b"\0\t\n\r\x01" for byte in head)
    if control > 0.05 * len(head):
        raise ReadError(f"{path} is not text; CSV, TSV, JSON lines and Parquet can be read")


def _is_utf8(data: pa.Buffer) -> bool:
    """Arrow checks a string by vector instructions: several times faster than decoding it."""
    offsets = pa.py_buffer(np.array([0, data.size], np.int64))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, data]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def dialect_of(data: pa.Buffer, path: Path) -> tuple[Dialect, list[list[str]]]:
    """The layout of a delimited file and the first of its records, padded to the columns. Reads SAMPLE_BYTES."""
    text = _sample(data)
    if not text.strip():
        raise ReadError(f"{path} is empty")
    for beginning, what in _NO_TEXT_TABLE:
        if beginning.match(text):
            raise ReadError(f"{path} is {what}")
    given = re.match(r"sep=(.)\r?\n", text)  # what Excel writes and reads
    backslash = re.search(r'[^\\]\\"(?![",;|\t\r\n]|$)', text) is not None
    delimiter = given[1] if given else max(DELIMITERS, key=lambda each: _fit(_rows(text, each, backslash)))
    rows = _rows(text, delimiter, backslash)
    width = _width(rows)
    start = next((i for i, row in enumerate(rows[:PREAMBLE_ROWS_MAX]) if 2 * sum(map(bool, row)) > width), 0)
    start = start if rows[start] and not given else max(1 if given else 0, start)
    has_header = is_header(rows[start])
    records = [row for row in rows[start + has_header :] if row]
    names = _names(rows[start], records, width) if has_header else [f"column {i + 1}" for i in range(width)]
    if not records and data.size <= SAMPLE_BYTES:
        raise ReadError(f"{path} has a header but no rows")
    what = "row is" if start == 1 else f"{start} rows are"
    notes = [] if not start or given else [f"the first {what} no part of the table; skipped"]
    if not has_header:
        notes.append("no header row; columns are recognised by their values. A header row makes this certain")
    dialect = Dialect(delimiter, _unique(names), start + has_header, has_header, backslash, tuple(notes))
    return dialect, [row for row in records if len(row) == len(names)]


def _sample(data: pa.Buffer) -> str:
    """The beginning of the text, up to the end of a line."""
    head: bytes = data[:SAMPLE_BYTES].to_pybytes()
    if len(head) < data.size:
        head = head[: head.rfind(b"\n") + 1] or head
    return head.decode("utf-8", "ignore")


def _rows(text: str, delimiter: str, backslash: bool) -> list[list[str]]:
    """The first rows; a blank line is an empty list. The last one may be cut in two, so it goes if there are others."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        escapechar="\\" if backslash else None,
        doublequote=not backslash,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([] if row == [""] else row)
            if len(rows) > SAMPLE_ROWS:
                break
    except csv.Error:  # a cell beyond the limit of the csv module: what came before it is sample enough
        pass
    return rows or [[text[: text.find("\n")]]]


def _width(rows: Sequence[Sequence[str]]) -> int:
    """The most common number of fields, the larger of equals."""
    counts = Counter(len(row) for row in rows if row)
    return max(counts, key=lambda width: (counts[width], width), default=1)


def _fit(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """How well a delimiter explains the rows: the share of rows of one width, then the width; one column is worst."""
    width = _width(rows)
    filled = [row for row in rows if row]
    share = sum(len(row) == width for row in filled) / max(len(filled), 1)
    return (share if width > 1 else 0.0), width


def _names(header: list[str], records: Sequence[Sequence[str]], width: int) -> list[str]:
    """The header, made as wide as the records: rows may end in a delimiter, or begin with an unnamed row number (R)."""
    missing = width - len(header)
    if missing > 0:
        ends_blank = all(not row[-1].strip() for row in records if len(row) == width)
        return header + [""] * missing if ends_blank or missing > 1 else ["", *header]
    return header[:width] if missing < 0 and not any(header[width:]) else header


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names as given, without blanks around them; "column 3" for none, "Email (2)" for the second of a name."""
    seen: Counter[str] = Counter()
    unique = []
    for position, name in enumerate(names, 1):
        name = " ".join(name.split()) or f"column {position}"
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(unique)
