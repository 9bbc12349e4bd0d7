"""Names of people into given name, middle names, surname, generation suffix and the gender a title tells.

Words come folded (see text.py). Most values are plain: one to three ordinary words, placed by whole-array operations.
The others (a comma, a title, a particle, another script ...) are read one by one, by rules.

What is spelled in several ways gets one spelling:
- surname: particles glued to what follows (Van der Berg, van-den Berg, VanDerBerg; De la Cruz; al-Rashid; O Brien),
  MacDonald and Mac Donald as mcdonald, the words of double and hyphenated surnames parted by a space.
- given name: its first word; further ones, after a hyphen too, are middle names, so Jean-Luc, Jean Luc and the glued
  Jeanluc all give jean and luc, and stay comparable with a mere Jean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from onefold.engine.normalise import name_words as nw
from onefold.engine.normalise.name_rules import NameRow, full_row, given_row, surname_row
from onefold.engine.normalise.text import fold, is_placeholder


@dataclass(frozen=True)
class NameParts:
    """Names in columns of equal length; "" or 0 where nothing is known."""

    given: pa.StringArray
    middle: pa.StringArray
    surname: pa.StringArray
    suffix: npt.NDArray[np.int8]
    """1 senior, 2 junior or II, 3 III, 4 IV, 5 V: two different ones are evidence against."""
    gender: npt.NDArray[np.int8]
    """From the title only: 1 male, 2 female."""


def split_given(values: pa.StringArray) -> NameParts:
    """Split a column of first names: "Dr. Mary Ann" -> mary, ann; of joint names ("John & Mary") the first one.

    A title alone (Mr) is no name, but one that can be a name (Major, General) stays.
    About 0.5 us a value, 6 us one that needs the rules.
    """
    return _split(values, _GIVEN)


def split_surname(values: pa.StringArray) -> NameParts:
    """Split a column of last names: "van der Berg Jr." -> vanderberg and suffix 2; "Doe, John" fills given too.

    A maiden name ("Smith née Jones") is kept as a further word: smith jones. Cost as `split_given`.
    """
    return _split(values, _SURNAME)


def split_full(values: pa.StringArray) -> NameParts:
    """Split a column of full names: "First Middle Last", "Last, First Middle", "LAST First".

    A single word is a given name, after Mr and the like a surname. Family names come first in Chinese, Japanese and
    Korean script, in Vietnamese names and before a Russian patronymic; two Iberian surnames stay together. Of joint
    names the first person is taken. An e-mail or web address is no name. Cost as `split_given`.
    """
    return _split(values, _FULL)


_LETTERS_MAX: Final = 200  # longer than any name: bounds the work on a cell of megabytes
_PLAIN: Final = r"^ *(?:(?:['\p{Latin}\p{Cyrillic}\p{Greek}\p{M}]+|[A-Za-z]\.)(?: +|$))*$"


class _Words(NamedTuple):
    """Folded values and their words: value i has flat[starts[i] : starts[i] + counts[i]], at least one ("")."""

    folded: pa.StringArray
    flat: pa.StringArray
    starts: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]

    def at(self, index: npt.NDArray[np.int64], present: npt.NDArray[np.bool_]) -> pa.StringArray:
        """The words at `index` where present, else ""."""
        return self.flat.take(pa.array(index, mask=~present)).fill_null("")


class _Column(NamedTuple):
    """How one kind of column is read: the rule, and the plain values that need none."""

    rule: Callable[[str], NameRow]
    place: Callable[[_Words], tuple[pa.StringArray, pa.StringArray, pa.StringArray]]
    words_max: int
    special: pa.StringArray  # a word of these ...
    odd: str  # ... or a folded value that matches this is not plain,
    odd_raw: str  # nor a raw value that matches this


def _split(values: pa.StringArray, column: _Column) -> NameParts:
    values = _shortened(values)
    folded = fold(values)
    nobody = pa.array(is_placeholder(folded))
    words = _words_of(pc.if_else(nobody, "", folded))
    plain = _is_plain(values, words, column) | nobody.to_numpy(zero_copy_only=False)
    rows = [column.rule(value) for value in values.filter(pa.array(~plain)).to_pylist()]
    given, middle, surname = (
        pc.replace_with_mask(placed, pa.array(~plain), pa.array([row[k] for row in rows], pa.string()))
        for k, placed in enumerate(column.place(words))
    )
    suffix, gender = np.zeros((2, len(values)), np.int8)
    suffix[~plain] = [row.suffix for row in rows]
    gender[~plain] = [row.gender for row in rows]
    return NameParts(given, middle, surname, suffix, gender)


def _shortened(values: pa.StringArray) -> pa.StringArray:
    longest = pc.max(pc.binary_length(values)).as_py() or 0
    return pc.utf8_slice_codeunits(values, 0, _LETTERS_MAX) if longest > _LETTERS_MAX else values


def _words_of(folded: pa.StringArray) -> _Words:
    lists = pc.split_pattern(folded, " ")
    offsets = lists.offsets.to_numpy().astype(np.int64)
    return _Words(folded, lists.values, offsets[:-1], np.diff(offsets))


def _is_plain(values: pa.StringArray, words: _Words, column: _Column) -> npt.NDArray[np.bool_]:
    specials = np.zeros(len(words.flat) + 1, np.int64)
    specials[1:] = np.cumsum(pc.is_in(words.flat, value_set=column.special).to_numpy(zero_copy_only=False))
    ordinary = specials[words.starts + words.counts] == specials[words.starts]
    odd = pc.or_(pc.match_substring_regex(words.folded, column.odd), pc.match_substring_regex(values, column.odd_raw))
    regular = pc.and_not(pc.match_substring_regex(values, _PLAIN), odd).to_numpy(zero_copy_only=False)
    plain: npt.NDArray[np.bool_] = ordinary & (words.counts <= column.words_max) & regular
    return plain


def _place_given(words: _Words) -> tuple[pa.StringArray, pa.StringArray, pa.StringArray]:
    second = words.at(words.starts + 1, words.counts > 1)
    return words.at(words.starts, words.counts > 0), second, pa.array([""] * len(second), pa.string())


def _place_surname(words: _Words) -> tuple[pa.StringArray, pa.StringArray, pa.StringArray]:
    nothing = pa.array([""] * len(words.folded), pa.string())
    return nothing, nothing, words.folded


def _place_full(words: _Words) -> tuple[pa.StringArray, pa.StringArray, pa.StringArray]:
    given = words.at(words.starts, words.counts > 0)
    middle = words.at(words.starts + 1, words.counts > 2)
    return given, middle, words.at(words.starts + words.counts - 1, words.counts > 1)


_AROUND: Final = nw.TITLES | nw.SUFFIXES.keys() | nw.AFTER_NAME | nw.JOINERS | {"y"}
_GIVEN: Final = _Column(
    given_row,
    _place_given,
    words_max=2,
    special=pa.array(sorted(_AROUND | nw.TITLE_OR_NAME | nw.GIVEN_PARTICLES | nw.COMPOUNDS.keys())),
    odd="$.",  # nothing
    odd_raw="$.",
)
_SURNAME: Final = _Column(
    surname_row,
    _place_surname,
    words_max=4,
    special=pa.array(sorted(_AROUND | nw.MAIDEN | nw.SURNAME_PARTICLES | {"v", "vd"})),
    odd=r"\bmac",
    odd_raw="$.",
)
_FULL: Final = _Column(
    full_row,
    _place_full,
    words_max=3,
    special=pa.array(
        sorted(
            (_AROUND | nw.TITLE_OR_NAME | nw.GIVEN_PARTICLES | nw.COMPOUNDS.keys() | nw.MAIDEN | nw.PARTICLES)
            | (nw.FAMILY | nw.VIETNAMESE | nw.IBERIAN | nw.UNKNOWN | {"o", "the"})
        )
    ),
    odd=r"\bmac|ez |(?:vich|vna|ichna|vych)$",
    odd_raw=r"^\p{Lu}{2,} .*\p{Ll}",
)
