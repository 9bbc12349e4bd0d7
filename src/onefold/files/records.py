"""From the columns of an input to the columns of the records: joined, trimmed, split, nulls where nothing is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from onefold.files.buffers import first_bytes, last_bytes, layout, rows_with
from onefold.files.columns import Slot
from onefold.files.source import Rows
from onefold.tables import ATTRIBUTES, EMAILS, PHONES, base_attribute

Ints = npt.NDArray[np.int64]

VALUES_MAX: Final = 8
"""Values taken from one cell; nobody has more phones worth comparing, and a column of the records is made for each."""

_NOTHING: Final = pa.array(
    ["", "NULL", "null", "\\N", "NaN", "nan", "NA", "N/A", "n/a", "#N/A", "None", "none", "-", "?"]
)  # "Null" is a surname
"""What databases, R, pandas and people write for no value. The surname NA is lost; a table of R is full of NA."""
_NOTHING_FIRST: Final = np.isin(np.arange(256), list(b"Nn\\#-?"))
_NOTHING_LENGTH_MAX: Final = 4
_BLANK_EDGE: Final = np.arange(256) <= 32
_BLANK_EDGE[128:] = True  # perhaps a no-break or an ideographic space: leave it to Arrow

_EMAIL_SEPARATORS: Final = b" \t\n\f\r;,|/"
_EMAIL_IN_CELL: Final = r"[^@\s,;|/<>]+@[^@\s,;|/<>]+"
_PHONE_SEPARATORS: Final = b";,|/\n&:"
_PHONE_PARTS: Final = re.compile(r"\s*(?:[;,|/\n&]|:::|\bor\b|\band\b)\s*")
_PHONE_DIGITS_MIN: Final = 7
"""Each part must be a number of its own: the area code of 030/1234567 is not, nor is an extension."""
_POSTCODE_FIRST: Final = r"^(?:[A-Z]{1,3}[- ])?(\d[\d-]+(?: \d{2,3}\b)?(?: [A-Z]{2}\b)?)[\s,/]+(\D.*)$"
_POSTCODE_LAST: Final = r"^(.*?\pL)[\s,]*(?:[,\s][A-Z]{2}\.?)?[\s,/]+(\d[\d-]{3,}|[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2})$"


def attribute_columns(rows: Rows, slots: Sequence[Slot]) -> dict[str, tuple[pa.ChunkedArray, str]]:
    """Attribute -> (its strings, the columns they are from), further values of a cell as "#2", "#3" after the others.

    Columns are independent, and Arrow and numpy let go of the interpreter: they are worked on in parallel.
    """
    with ThreadPoolExecutor() as pool:
        lists = list(pool.map(lambda slot: _values(rows.table, slot), slots))
    columns = {slot.attribute: (values[0], _origin(slot)) for slot, values in zip(slots, lists, strict=True)}
    for slot, values in zip(slots, lists, strict=True):
        for further in (each for each in values[1:] if each.null_count < len(each)):
            columns[_next_name(base_attribute(slot.attribute), columns)] = (further, _origin(slot))
    return {name: columns[name] for name in sorted(columns, key=_order)}


def _origin(slot: Slot) -> str:
    return slot.joiner.join(slot.columns) if slot.joiner.strip() else " + ".join(slot.columns)


def _order(name: str) -> tuple[int, int]:
    base, _, number = name.partition("#")
    return ATTRIBUTES.index(base), int(number or 1)


def _next_name(attribute: str, taken: dict[str, tuple[pa.ChunkedArray, str]]) -> str:
    number = 2
    while f"{attribute}#{number}" in taken:
        number += 1
    return f"{attribute}#{number}"


def _values(table: pa.Table, slot: Slot) -> list[pa.ChunkedArray]:
    """The values of a slot: one column, or several where cells hold several values."""
    column = table[slot.column]
    if pa.types.is_list(column.type):
        parts = [_contacts(clean(each), slot.part) for each in _elements(column)]
        return [each for each in parts if each.null_count < len(each)] or parts[:1]
    column = _contacts(clean(_joined(table, slot)), slot.part)
    if slot.part in ("City", "PostalCode"):
        return [_city_or_postcode(column, slot.part)]
    attribute = base_attribute(slot.attribute)
    if attribute in EMAILS:
        several = r"[\s;,|/]" if slot.part else r"@.*[\s;,|/].*@|[;,|]\s*$"
        return _split(column, _matching(column, _EMAIL_SEPARATORS, several), _emails)
    if attribute in PHONES:
        return _split(column, _matching(column, _PHONE_SEPARATORS, r"[;,|/\n&]|:::"), _phones)
    return [column]


def _contacts(column: pa.ChunkedArray, part: str) -> pa.ChunkedArray:
    """Of cells that hold e-mail addresses or phone numbers those with an address, or what is left beside addresses."""
    if part == "EmailAddress":
        return pc.if_else(pc.match_substring(column, "@"), column, None)
    if part == "PhoneNumber":
        rest = pc.utf8_trim(pc.replace_substring_regex(column, _EMAIL_IN_CELL, " "), " \t\r\n;,|/<>")
        return pc.if_else(pc.match_substring_regex(rest, r"(?:\d\D*){7}"), rest, None)
    return column


def _city_or_postcode(column: pa.ChunkedArray, part: str) -> pa.ChunkedArray:
    """The one or the other of `80331 München`, `1234 AB Utrecht` and `Denver, CO 80201`; without digits all is city."""
    first = pc.match_substring_regex(column, _POSTCODE_FIRST)
    last = pc.match_substring_regex(column, _POSTCODE_LAST)
    group = {"City": (r"\2", r"\1"), "PostalCode": (r"\1", r"\2")}[part]
    rest = column if part == "City" else pa.scalar(None, pa.string())
    after = pc.replace_substring_regex(column, _POSTCODE_FIRST, group[0])
    before = pc.replace_substring_regex(column, _POSTCODE_LAST, group[1])
    return pc.if_else(first, after, pc.if_else(last, before, rest))


def _matching(column: pa.ChunkedArray, letters: bytes, pattern: str) -> Ints:
    """The rows that match a pattern, which needs one of the letters: an expression costs a hundred times a look."""
    starts = np.cumsum([0, *map(len, column.chunks)])
    parts = [start + rows_with(chunk, letters) for start, chunk in zip(starts, column.chunks, strict=False)]
    rows: Ints = np.concatenate([np.zeros(0, np.int64), *parts])
    matches = pc.match_substring_regex(column.take(pa.array(rows)), pattern)
    matching: Ints = rows[pc.fill_null(matches, False).to_numpy().astype(bool)]
    return matching


def _joined(table: pa.Table, slot: Slot) -> pa.ChunkedArray:
    """House number and street, surname and Jr, year, month and day: one value; null where the slot's own column is."""
    own = table[slot.column]
    if len(slot.columns) == 1:
        return own
    parts = [clean(_first(table[name])) for name in slot.columns]
    joined = parts[0]
    for part in parts[1:]:  # in one call with null_handling="skip", pyarrow 26 loses the rows where all are null
        joined = pc.coalesce(pc.binary_join_element_wise(joined, part, slot.joiner), joined, part)
    return pc.if_else(pc.is_valid(clean(_first(own))), joined, None)


def _first(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return _elements(column)[0] if pa.types.is_list(column.type) else column


def _elements(column: pa.ChunkedArray) -> list[pa.ChunkedArray]:
    """The first, second ... element of each list; at least one column."""
    array = column.combine_chunks()
    longest = min(pc.max(pc.list_value_length(array)).as_py() or 1, VALUES_MAX)
    starts = array.offsets.to_numpy()[:-1]
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    return [
        pa.chunked_array([array.values.take(pa.array(starts + k, mask=lengths <= k))]) for k in range(longest)
    ]  # fmt: skip


def clean(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Without blanks around; null where nothing is left, or a word for nothing. Looks first if there is work to do."""
    return pa.chunked_array([_clean_chunk(chunk) for chunk in column.chunks], pa.string())


def _clean_chunk(chunk: pa.StringArray) -> pa.StringArray:
    first = first_bytes(chunk)
    if _BLANK_EDGE[first].any() or _BLANK_EDGE[last_bytes(chunk)].any():
        chunk = pc.utf8_trim_whitespace(chunk)
        first = first_bytes(chunk)
    starts, _ = layout(chunk)
    lengths = starts[1:] - starts[:-1]
    maybe = (lengths <= _NOTHING_LENGTH_MAX) & _NOTHING_FIRST[first] & (lengths > 0)
    if int((lengths == 0).sum()) > chunk.null_count:
        maybe |= lengths == 0
    rows = np.flatnonzero(maybe)
    rows = rows[pc.is_in(chunk.take(pa.array(rows)), _NOTHING).to_numpy(zero_copy_only=False)]
    return pc.if_else(pa.array(_mask(len(chunk), rows)), None, chunk) if len(rows) else chunk


def _split(column: pa.ChunkedArray, rows: Ints, parts_of: Callable[[str], Iterable[str]]) -> list[pa.ChunkedArray]:
    """Splits the cells of these rows, which hold several values; each distinct cell once."""
    if not len(rows):
        return [column]
    cells = column.take(pa.array(rows)).combine_chunks().dictionary_encode()
    parts = [list(parts_of(cell))[:VALUES_MAX] for cell in cells.dictionary.to_pylist()]
    codes = cells.indices.to_numpy()
    columns = []
    for k in range(max(map(len, parts), default=1)):
        texts = pa.array([each[k] if len(each) > k else None for each in parts], pa.string())
        columns.append(_placed(column, rows, texts.take(pa.array(codes)), keep=k == 0))
    return columns


def _placed(column: pa.ChunkedArray, rows: Ints, texts: pa.Array, *, keep: bool) -> pa.ChunkedArray:
    """The column with these texts at these rows; elsewhere its own values, or nulls."""
    rest = column.combine_chunks() if keep else pa.nulls(len(column), pa.string())
    return pa.chunked_array([pc.replace_with_mask(rest, pa.array(_mask(len(column), rows)), texts)])


def _mask(length: int, rows: Ints) -> npt.NDArray[np.bool_]:
    mask = np.zeros(length, bool)
    mask[rows] = True
    return mask


def _emails(cell: str) -> Iterator[str]:
    """Only what has an @, so that the name in `Jo <jo@example.com>` goes; if nothing has, the cell as it is."""
    found = [part.strip("<>\"'()") for part in re.split(r"[\s;,|/]+", cell) if "@" in part]
    return iter(dict.fromkeys(found) or [cell])


def _phones(cell: str) -> Iterator[str]:
    parts = [part for part in _PHONE_PARTS.split(cell) if part.strip()]
    whole = [sum(letter.isdigit() for letter in part) >= _PHONE_DIGITS_MIN for part in parts]
    return iter(dict.fromkeys(parts) if len(parts) > 1 and all(whole) else [cell])
