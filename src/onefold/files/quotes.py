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

_Integers = npt.NDArray[np.int64]


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
    stays, or is reported as one of the wrong width. O(bytes), and about 1 us for a cell of several lines.
    """
    starts, ends, odd = _odd_lines(data)
    text, comma = memoryview(data), delimiter.encode()
    closes = re.compile(rb'[^"]*(?:""[^"]*)*"\s*(?:' + re.escape(comma) + rb"|$)")
    lines, begins, finishes = odd.tolist(), starts[odd].tolist(), ends[odd].tolist()
    unclosed, i = [], 0
    while i < len(lines):
        is_closed = i + 1 < len(lines) and closes.match(text, begins[i + 1], finishes[i + 1])
        if is_closed and (
            bytes(text[finishes[i] : begins[i + 1]]).count(comma)
            < fields - 1  # too few for a row: saves the close look
            or not _are_rows(text, starts, ends, range(lines[i] + 1, lines[i + 1]), comma, fields)
        ):
            i += 2
        else:
            unclosed.append(i)
            i += 1
    if not unclosed:
        return data, []
    patched = np.frombuffer(data, np.uint8).copy()
    for each in unclosed:
        line = patched[begins[each] : finishes[each]]
        line[line == _QUOTE] = 32
    return pa.py_buffer(patched), [lines[each] + 1 for each in unclosed]


def _odd_lines(data: pa.Buffer) -> tuple[_Integers, _Integers, _Integers]:
    """Where each line starts and ends, and the lines with an odd number of quotes. In chunks: a parity takes a byte."""
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
    all_ends = np.concatenate([np.zeros(0, np.int64), *ends])
    return np.concatenate([[0], all_ends[:-1] + 1]), all_ends, np.flatnonzero(after[1:] != after[:-1])


def _are_rows(text: memoryview, starts: _Integers, ends: _Integers, between: range, comma: bytes, fields: int) -> bool:
    """Whether the lines inside of a cell are rows that it swallowed. Looks at those without quotes, and not at many."""
    if not between or fields == 1:
        return False
    looked_at = [bytes(text[starts[line] : ends[line]]) for line in between[:_LINES_LOOKED_AT]]
    plain = [line for line in looked_at if b'"' not in line]
    rows = sum(line.count(comma) == fields - 1 for line in plain)
    # Prose has a comma or two to a line, not five; with few columns only an unbroken run of such lines is telling.
    return rows >= 1 if fields >= 6 else rows >= 3 and rows == len(plain)
