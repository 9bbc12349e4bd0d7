"""Street lines: house number, unit and the words of the street, each in one spelling.

Each distinct word of the column is looked up once, and gives a kind. The roles of the words of a line (house number,
unit, street) follow from their kinds and the signs between them; each distinct pattern of these is looked at once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

from onefold.engine.kernels.compiled import njit
from onefold.engine.normalise.street_words import (
    BOX_WORD,
    CODE,
    DIGITS,
    DIRECTION,
    FLOOR_WORD,
    LETTER,
    LONG,
    NUMBER_WORD,
    PLAIN,
    ST,
    UNIT_WORD,
    meaning,
)  # fmt: skip
from onefold.engine.normalise.text import array_of, strings_of

Bytes = npt.NDArray[np.uint8]
Offsets = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Streets:
    """One element per value, lower-case ASCII; "" where there is none.

    street: its words with abbreviations written out (st -> street, n -> north, str. -> strasse), without number, unit
        and what follows a comma after them (a town); "po box" for a box.
    number: the house number with its letter (12a), the first of a range, or the number of the box.
    unit: apartment, suite, flat or door (4b).
    """

    street: pa.StringArray
    number: pa.StringArray
    unit: pa.StringArray


def street_lines(values: pa.StringArray) -> Streets:
    """Read the street of each null-free value: one line, or several joined by commas or newlines.

    Only the first 200 bytes are read. About 0.6 us a value, 1.5 us more if it is not ASCII.
    """
    words, sign, first = _words(ascii_only(values))
    encoded = words.dictionary_encode()
    code = encoded.indices.to_numpy()
    meanings = [meaning(word) for word in encoded.dictionary.to_pylist()]
    texts = pa.array([text for _, text in meanings] + ["saint", "calle", "po box"], pa.string())
    kind = np.array([kind for kind, _ in meanings], np.uint8)[code]
    role = _roles_of_words(first, kind * 8 + sign)
    code = np.where(role >= _SAINT, len(meanings) + role.astype(np.int32) - _SAINT, code)

    def joined(chosen: npt.NDArray[np.bool_], separator: str) -> pa.StringArray:
        offsets = np.concatenate(([0], np.cumsum(chosen, dtype=np.int32)))[first]
        lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), texts.take(pa.array(code[chosen])))
        return pc.binary_join(lists, separator)

    # Langestrasse and Lange Strasse, Hauptstr. and Haupt-Str. are written in one word.
    street = pc.replace_substring(joined((role == _WORD) | (role >= _SAINT), " "), " strasse", "strasse")
    return Streets(street, joined(role == _NUMBER, ""), joined(role == _UNIT, ""))


def _roles_of_words(first: Offsets, pattern: Bytes) -> Bytes:
    """The role of every word. The patterns of lines are few, so that plain Python may look at each of them once."""
    lines = pa.BinaryArray.from_buffers(pa.binary(), len(first) - 1, [None, pa.py_buffer(first), pa.py_buffer(pattern)])
    encoded = lines.dictionary_encode()
    roles = pa.array([_roles(line) for line in encoded.dictionary.to_pylist()], pa.binary())
    data = roles.take(encoded.indices).buffers()[2]  # the roles of all lines, one after the other
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(0, np.uint8)


def ascii_only(values: pa.StringArray) -> pa.StringArray:
    """Transliterate what is not ASCII, where `fold` would also drop the signs; emoji vanish; at most 200 characters."""
    other = pc.invert(pc.string_is_ascii(values))
    if not pc.any(other, min_count=0).as_py():
        return values
    text = [_NON_ASCII.sub(_letter_to_ascii, v[:_LENGTH_MAX]) for v in values.filter(other).to_pylist()]
    return pc.replace_with_mask(values, other, pa.array(text, pa.string()))


def _letter_to_ascii(found: re.Match[str]) -> str:
    return _ascii_of(found[0])


@cache  # bounded by the number of letters there are
def _ascii_of(letter: str) -> str:
    return "" if unicodedata.category(letter) == "So" else anyascii(letter)  # anyascii would write an emoji's name


_LENGTH_MAX: Final = 200
_NON_ASCII: Final = re.compile(r"[^\0-\x7f]")
# What a byte of a line becomes: itself in lower case, nothing, or one of the signs between words.
_SPACE, _SLASH, _DASH, _HASH, _COMMA = range(1, 6)  # of several between two words the highest counts
_BYTES: Final = np.full(128, _SPACE, np.uint8)
_BYTES[[*b"abcdefghijklmnopqrstuvwxyz0123456789"]] = [*b"abcdefghijklmnopqrstuvwxyz0123456789"]
_BYTES[[*b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = [*b"abcdefghijklmnopqrstuvwxyz"]
_BYTES[[*b"'`"]] = 0
_BYTES[[*b"/"]] = _SLASH
_BYTES[[*b"-"]] = _DASH
_BYTES[[*b"#"]] = _HASH
_BYTES[[*b",;\n"]] = _COMMA


def _words(values: pa.StringArray) -> tuple[pa.StringArray, Bytes, Offsets]:
    """The words of all lines, the sign before each, and where each line begins (int32[n + 1])."""
    offsets, data = strings_of(values)
    size = int(offsets[-1]) - int(offsets[0])
    ends = np.zeros(size + 1, np.int32)
    letters = np.empty(size, np.uint8)
    sign = np.empty(size, np.uint8)
    first = np.zeros(len(offsets), np.int32)
    _split_words(offsets, data, _BYTES, _LENGTH_MAX, ends, letters, sign, first)
    count = int(first[-1])
    return array_of(ends[: count + 1], letters[: ends[count]]), sign[:count], first


@njit(cache=True, nogil=True)
def _split_words(  # type: ignore[no-untyped-def]
    offsets, data, table, length_max, ends, letters, sign, first
):  # pragma: no cover
    size = count = 0
    for i in range(len(offsets) - 1):
        before = _SPACE
        for k in range(offsets[i], min(offsets[i + 1], offsets[i] + length_max)):
            byte = table[data[k]]
            if byte > _COMMA:
                if before:
                    sign[count] = before
                    count += 1
                    before = 0
                letters[size] = byte
                size += 1
                ends[count] = size
            elif byte > before:
                before = byte
        first[i + 1] = count


# Roles of words. A letter that belongs to a house number or unit has the role of that number.
_WORD, _DROPPED, _NUMBER, _UNIT, _SAINT, _CALLE, _BOX = range(7)


def _roles(pattern: bytes) -> bytes:
    """The role of each word of a line, given kind * 8 + sign of each."""
    line = _Line([code >> 3 for code in pattern], [code & 7 for code in pattern], [_WORD] * len(pattern))
    if not _take_box(line):
        _take_units(line)
        number = _take_number(line)
        _take_street(line, number)
    return bytes(line.role)


class _Line(NamedTuple):
    kind: list[int]
    sign: list[int]
    role: list[int]

    def is_free(self, t: int, *kinds: int) -> bool:
        """Whether there is a word t that has no role yet, and of one of these kinds if any are given."""
        return 0 <= t < len(self.role) and self.role[t] == _WORD and (not kinds or self.kind[t] in kinds)

    def is_after_comma(self, t: int) -> bool:
        return t >= len(self.sign) or self.sign[t] == _COMMA

    def take(self, role: int, *words: int) -> None:
        """Give the words this role; a second unit is dropped."""
        if role == _UNIT and _UNIT in self.role:
            role = _DROPPED
        for t in words:
            self.role[t] = role


def _take_box(line: _Line) -> bool:
    """PO Box 12: nothing else of the line counts."""
    for t, kind in enumerate(line.kind):
        if kind == BOX_WORD and line.is_free(t + 1, DIGITS, LONG):
            line.role[:] = [_DROPPED] * len(line.role)
            line.role[t : t + 2] = [_BOX, _NUMBER]
            return True
    return False


_DOORS: Final = (DIGITS, LONG, LETTER, CODE, DIRECTION)  # as in apt 4b, suite 1200, apt b, apt b4, apt e


def _take_units(line: _Line) -> None:
    """Apt 4b, Suite # 300, #12; 3rd floor and the No. of No. 12 are dropped."""
    for t, kind in enumerate(line.kind):
        if kind == UNIT_WORD and line.is_free(t + 1, *_DOORS):
            _take_door(line, t + 1)
            line.take(_DROPPED, t)
        elif line.sign[t] == _HASH and line.is_free(t, *_DOORS) and (t > 0 or line.is_after_comma(t + 1)):
            _take_door(line, t)
        elif kind == NUMBER_WORD and line.is_free(t + 1, DIGITS):
            line.take(_DROPPED, t)
        elif kind == FLOOR_WORD and (line.is_free(t - 1, CODE) or (t > 1 and line.is_free(t - 1, DIGITS))):
            line.take(_DROPPED, t - 1, t)
        elif kind == FLOOR_WORD and line.is_free(t + 1, DIGITS, LETTER):
            line.take(_DROPPED, t, t + 1)


def _take_door(line: _Line, t: int) -> None:
    has_letter = line.kind[t] == DIGITS and line.is_free(t + 1, LETTER) and not line.is_after_comma(t + 1)
    line.take(_UNIT, t, *([t + 1] if has_letter else []))  # apt 4 b


def _take_number(line: _Line) -> int:
    """Give the house number and what hangs on it their roles; returns its place or -1."""
    lead = next((t for t, role in enumerate(line.role) if role == _WORD), -1)
    is_leading = line.is_free(lead, DIGITS, LONG)
    number = lead if is_leading else _trailing_number(line)
    if number < 0:
        return number
    t = number + 1
    if line.is_free(t, DIGITS) and line.sign[t] == _SLASH and is_leading and line.is_free(t + 1, PLAIN, DIRECTION, ST):
        line.take(_UNIT, number)  # 5/33 Main St
        number, t = t, t + 1
    elif line.is_free(t, DIGITS) and line.sign[t] == _DASH:
        line.take(_DROPPED, t)  # 12-14
        t += 1
    line.take(_NUMBER, number)
    # In 12 C Street the letter is the street, in 12 C Main Street it belongs to the number.
    if line.is_free(t, LETTER) and not line.is_after_comma(t) and (not is_leading or _words_after(line, t) > 1):
        line.take(_NUMBER, t)
        t += 1
    if not is_leading and line.is_free(t, DIGITS, LETTER):
        _take_door(line, t)  # Calle Mayor 5, 3 B
    return number


def _trailing_number(line: _Line) -> int:
    """The house number after the street: the first number that ends something, or else the last; -1 if none."""
    numbers = [t for t in range(len(line.kind)) if line.is_free(t, DIGITS)]
    for t in numbers:
        if line.is_after_comma(t + 1) or not line.is_free(t + 1) or line.kind[t + 1] in (DIGITS, LONG, LETTER):
            return t
    if numbers:
        return numbers[-1]
    # Four digits and more are a house number only where nothing else follows, not a postcode before a town.
    return next((t for t in range(1, len(line.kind)) if line.is_free(t, LONG) and line.is_after_comma(t + 1)), -1)


def _words_after(line: _Line, t: int) -> int:
    """How many words of the street follow word t, directions not counted."""
    count = 0
    while line.is_free(t + 1, PLAIN, DIRECTION, ST, CODE) and not line.is_after_comma(t + 1):
        t += 1
        count += line.kind[t] != DIRECTION
    return count


def _take_street(line: _Line, number: int) -> None:
    """Drop the town after the street, and tell St. James from James St. and C/ Mayor from C Street."""
    words = 0
    is_past = False
    for t, kind in enumerate(line.kind):
        is_past |= t > number >= 0 and words > 0 and line.is_after_comma(t)
        if not line.is_free(t):
            continue
        is_first = words == 0 and line.is_free(t + 1) and not line.is_after_comma(t + 1)
        if is_past:
            line.take(_DROPPED, t)
        elif is_first and kind == ST and line.kind[t + 1] != DIRECTION:
            line.take(_SAINT, t)
        elif is_first and kind == LETTER and line.sign[t + 1] == _SLASH:
            line.take(_CALLE, t)
        words += kind != DIRECTION
