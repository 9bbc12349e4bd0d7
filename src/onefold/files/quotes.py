"""A quote that is opened and never closed: found before it swallows the rest of the file."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_CHUNK: Final = 1 << 24
_QUOTE, _NEWLINE = 34, 10
_LINES_LOOKED_AT: Final = 50


def count_lines(data: pa.Buffer) -> int:
    """Lines of a text, a last one without its newline included."""
    bytes_ = np.frombuffer(data, np.uint8)
    ended = sum(int(np.count_nonzero(bytes_[i : i + _CHUNK] == _NEWLINE)) for i in range(0, len(bytes_), _CHUNK))
    return ended + int(len(bytes_) > 0 and bytes_[-1] != _NEWLINE)


def without_unclosed(data: pa.Buffer, delimiter: str, fields: int) -> tuple[pa.Buffer, list[int]]:
    """The text with the quotes of such lines blanked out, and the numbers of the lines, from 1.

    A line with an odd number of quotes opens a cell of several lines, and the next odd line closes it. It does not when
    the quote over there is no closing one (a closing quote stands before a delimiter or the end of the line), when the
    lines between look like rows themselves, or when there is none. Then only the quotes of the first line go: its row
    stays, or is reported as one of the wrong width. O(bytes).
    """
    ends, odd = _odd_lines(data)
    text = np.frombuffer(data, np.uint8)
    closes = re.compile(rb'[^"]*(?:""[^"]*)*"\s*(?:' + re.escape(delimiter.encode()) + rb"|$)")
    unclosed, i = [], 0
    while i < len(odd):
        if i + 1 < len(odd) and _is_pair(text, ends, odd[i], odd[i + 1], closes, delimiter, fields):
            i += 2
        else:
            unclosed.append(int(odd[i]))
            i += 1
    if not unclosed:
        return data, []
    patched = text.copy()
    for line in unclosed:
        start, end = _bounds(ends, line)
        patched[start:end][patched[start:end] == _QUOTE] = 32
    return pa.py_buffer(patched), [line + 1 for line in unclosed]


def _odd_lines(data: pa.Buffer) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where each line ends, and the lines with an odd number of quotes. In chunks: parities take a byte each."""
    text = np.frombuffer(data, np.uint8)
    ends, parities, parity = [], [], np.uint8(0)
    for begin in range(0, len(text), _CHUNK):
        chunk = text[begin : begin + _CHUNK]
        running = np.bitwise_xor.accumulate((chunk == _QUOTE).view(np.uint8)) ^ parity
        newlines = np.flatnonzero(chunk == _NEWLINE)
        ends.append(newlines + begin)
        parities.append(running[newlines])
        parity = running[-1]
    if len(text) and text[-1] != _NEWLINE:
        ends.append(np.array([len(text)]))
        parities.append(np.array([parity], np.uint8))
    after = np.concatenate([np.zeros(1, np.uint8), *parities])
    return np.concatenate([np.zeros(0, np.int64), *ends]), np.flatnonzero(after[1:] != after[:-1])


def _bounds(ends: npt.NDArray[np.int64], line: int) -> tuple[int, int]:
    return (int(ends[line - 1]) + 1 if line else 0), int(ends[line])


def _is_pair(
    text: npt.NDArray[np.uint8],
    ends: npt.NDArray[np.int64],
    opening: int,
    closing: int,
    closes: re.Pattern[bytes],
    delimiter: str,
    fields: int,
) -> bool:
    start, end = _bounds(ends, closing)
    if not closes.match(text[start:end].tobytes()):
        return False
    between = range(opening + 1, min(closing, opening + 1 + _LINES_LOOKED_AT))
    rows = sum(_count(text, ends, line, ord(delimiter)) == fields - 1 for line in between)
    # Prose has a comma or two to a line, not five; with few columns only an unbroken run of such lines is telling.
    return fields == 1 or rows < (1 if fields >= 6 else 3) or (fields < 6 and rows < len(between))


def _count(text: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64], line: int, byte: int) -> int:
    start, end = _bounds(ends, line)
    return int(np.count_nonzero(text[start:end] == byte))
