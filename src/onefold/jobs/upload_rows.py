"""The rows of an uploaded CSV file as source objects."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final

from onefold.errors import InputError

CELL_CHARACTERS_MAX: Final = 131_072
"""The csv module's own limit: a quote that is never closed ends there and not at the end of the file."""
_UNREADABLE: Final = range(0xDC80, 0xDD00)
"""What Python puts in the place of bytes that are no UTF-8."""


def rows_of(path: Path, columns: Sequence[str]) -> Generator[str | None]:
    """The text of one JSON object per row, None for a row that cannot be read: without its empty cells.

    columns: those that the file must have. Raises InputError for what is no CSV file in UTF-8 with a header that has
    them, also in the middle of it. An empty line is no row.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            _refuse_header(header, columns)
            for row in reader:
                if row:
                    yield _object(header, row)
        except csv.Error as error:
            raise InputError(f"Line {reader.line_num} of the file is no CSV: {error}.") from None


def _refuse_header(header: Sequence[str], columns: Sequence[str]) -> None:
    twice = [name for name, count in Counter(header).items() if count > 1]
    missing = [name for name in columns if name not in header]
    if twice:
        raise InputError(f"The header of the file has the column {twice[0]!r} twice.")
    if missing:
        raise InputError(f"The header of the file has no column {missing[0]!r}, which the job's Fields name.")


def _object(header: Sequence[str], row: Sequence[str]) -> str | None:
    whole = "".join(row)
    if len(row) != len(header) or "\0" in whole or any(ord(letter) in _UNREADABLE for letter in whole):
        return None
    cells = {name: cell for name, cell in zip(header, row, strict=True) if cell}
    return json.dumps(cells, ensure_ascii=False)
