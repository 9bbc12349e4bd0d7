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

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
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
    """Split full names, each for itself: "First Middle Last", "Last, First Middle", "LAST First".

    A single word is a given name, after Mr and the like a surname. Family names come first in Chinese, Japanese and
    Korean script, in Vietnamese names and before a Russian patronymic; two Iberian surnames stay together. Of joint
    names the first person is taken. An e-mail or web address is no name. Cost as `split_given`.
    """
    return _split(values, _FULL)


_LETTERS_MAX: Final = 200  # longer than any name: bounds the work on a cell of megabytes
_PLAIN: Final = r"^ *(?:(?:['\p{Latin}\p{Cyrillic}\p{Greek}\p{M}]+|[A-Za-z]\.)(?: +|$))*$"
_HYPHENATED: Final = r"^ *(?:(?:['\p{Latin}\p{Cyrillic}\p{Greek}\p{M}]+|[A-Za-z]\.)(?: +|-\b|$))*$"
_TITLED: Final = rf"(?i)^(?:{'|'.join(sorted(nw.TITLES))})\.? "
_SUFFIXED: Final = r"(?i)[^ ,],? (?:jr|jnr|junior|sr|snr|senior|ii|iii)\.?$"  # iv and v may be something else
_LISTED: Final = r"^ *[\p{L}']+ *,[\p{L}'. ]+$"
_TITLES: Final = pa.array(sorted(nw.TITLES))
_TITLE_GENDERS: Final = np.array(
    [(title in nw.MALE) + 2 * (title in nw.FEMALE) for title in sorted(nw.TITLES)], np.int8
)
_SUFFIXES: Final = pa.array(list(nw.SUFFIXES))
_SUFFIX_CLASSES: Final = np.array(list(nw.SUFFIXES.values()), np.int8)


class _Words(NamedTuple):
    """Folded values and their words: value i has flat[starts[i] : starts[i] + counts[i]], at least one ("")."""

    folded: pa.StringArray
    flat: pa.StringArray
    starts: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]

    def at(self, index: npt.NDArray[np.int64], present: npt.NDArray[np.bool_]) -> pa.StringArray:
        """The words at `index` where present, else ""."""
        return self.flat.take(pa.array(index, mask=~present)).fill_null("")

    def has(self, vocabulary: pa.StringArray) -> npt.NDArray[np.bool_]:
        """Whether a value has a word of the vocabulary."""
        found = np.zeros(len(self.flat) + 1, np.int64)
        found[1:] = np.cumsum(pc.is_in(self.flat, value_set=vocabulary).to_numpy(zero_copy_only=False))
        some: npt.NDArray[np.bool_] = found[self.starts + self.counts] > found[self.starts]
        return some


class _Column(NamedTuple):
    """How one kind of column is read: how plain values are placed, and what reads the others."""

    place: Callable[[_Words], NameParts]
    otherwise: Callable[[pa.StringArray], NameParts]
    words_max: int
    special: pa.StringArray  # not plain: a value with one of these words,
    special_of_three: pa.StringArray  # with one of these among three or more,
    odd: str  # a folded value that matches this,
    odd_raw: str  # and a raw one that matches this
    plain: str  # or one that does not match this


def _split(values: pa.StringArray, column: _Column) -> NameParts:
    values = _shortened(values)
    folded = fold(values)
    nobody = is_placeholder(folded)
    words = _words_of(pc.if_else(pa.array(nobody), "", folded))
    plain = _is_plain(values, words, column) | nobody
    return _filled(column.place(words), ~plain, column.otherwise(values.filter(pa.array(~plain))))


def _by_rule(rule: Callable[[str], NameRow], values: pa.StringArray) -> NameParts:
    rows = [rule(value) for value in values.to_pylist()]
    given, middle, surname = (pa.array([row[k] for row in rows], pa.string()) for k in range(3))
    suffix, gender = (np.array([row[k] for row in rows], np.int8) for k in (3, 4))
    return NameParts(given, middle, surname, suffix, gender)


def _full_otherwise(values: pa.StringArray) -> NameParts:
    """Take one title and one suffix off and turn "Last, First" round: what is plain then needs no rule.

    It is the same result (a test compares), so that a column where every name has a comma or a title is read in bulk.
    """
    titled, titles, untitled = _cut(values, _TITLED, " ")
    name = pc.replace_with_mask(values, pa.array(titled), untitled)
    suffixed, unsuffixed, suffixes = _cut(name, _SUFFIXED, " ", reverse=True)
    name = pc.replace_with_mask(name, pa.array(suffixed), pc.utf8_rtrim(unsuffixed, ","))
    listed, lasts, firsts = _cut(name, _LISTED, ",")
    name = pc.replace_with_mask(name, pa.array(listed), pc.binary_join_element_wise(firsts, lasts, " "))
    words = _words_of(fold(name))
    easy = _place_full(words)
    easy.gender[titled] = _TITLE_GENDERS[_index_in(titles, _TITLES)]
    easy.suffix[suffixed] = _SUFFIX_CLASSES[_index_in(suffixes, _SUFFIXES)]
    hard = ~(_is_plain(name, words, _FULL) & (words.counts > 1))
    return _filled(easy, hard, _by_rule(full_row, values.filter(pa.array(hard))))


def _surname_otherwise(values: pa.StringArray) -> NameParts:
    """Read "Last, First Middle" as two plain values where both are, with the same result as the rule (a test compares).

    Exports that list people "last name first" put the whole name in this column.
    """
    listed, lasts, firsts = _cut(values, _LISTED, ",")
    firsts = pc.utf8_ltrim_whitespace(firsts)
    surname, given = _words_of(fold(lasts)), _words_of(fold(firsts))
    easy = _is_plain(lasts, surname, _SURNAME) & _is_plain(firsts, given, _GIVEN) & ~given.has(_BELONGS_BEFORE)
    easy &= ~is_placeholder(surname.folded) & ~is_placeholder(given.folded)
    first = _place_given(given)
    bulk = np.zeros(len(values), np.bool_)
    bulk[np.flatnonzero(listed)[easy]] = True
    mask = pa.array(easy)
    read = _plain_parts(first.given.filter(mask), first.middle.filter(mask), surname.folded.filter(mask))
    parts = _filled(_place_surname(_words_of(values)), bulk, read)
    return _filled(parts, ~bulk, _by_rule(surname_row, values.filter(pa.array(~bulk))))


def _cut(
    values: pa.StringArray, pattern: str, separator: str, reverse: bool = False
) -> tuple[npt.NDArray[np.bool_], pa.StringArray, pa.StringArray]:
    """Cut the values that match at their first (or last) separator: which do, and the two pieces of those."""
    found = pc.match_substring_regex(values, pattern)
    pieces = pc.split_pattern(values.filter(found), separator, max_splits=1, reverse=reverse).flatten()
    heads = np.arange(0, len(pieces), 2)
    return found.to_numpy(zero_copy_only=False), pieces.take(pa.array(heads)), pieces.take(pa.array(heads + 1))


def _index_in(words: pa.StringArray, vocabulary: pa.StringArray) -> npt.NDArray[np.int32]:
    found: npt.NDArray[np.int32] = pc.index_in(fold(words), value_set=vocabulary).to_numpy()
    return found


def _filled(parts: NameParts, hard: npt.NDArray[np.bool_], others: NameParts) -> NameParts:
    """`parts` with `others`, one after the other, in the rows that are hard."""
    mask = pa.array(hard)
    given = pc.replace_with_mask(parts.given, mask, others.given)
    middle = pc.replace_with_mask(parts.middle, mask, others.middle)
    surname = pc.replace_with_mask(parts.surname, mask, others.surname)
    suffix, gender = parts.suffix.copy(), parts.gender.copy()
    suffix[hard], gender[hard] = others.suffix, others.gender
    return NameParts(given, middle, surname, suffix, gender)


def _shortened(values: pa.StringArray) -> pa.StringArray:
    longest = pc.max(pc.binary_length(values)).as_py() or 0
    return pc.utf8_slice_codeunits(values, 0, _LETTERS_MAX) if longest > _LETTERS_MAX else values


def _words_of(folded: pa.StringArray) -> _Words:
    lists = pc.split_pattern(folded, " ")
    offsets = lists.offsets.to_numpy().astype(np.int64)
    return _Words(folded, lists.values, offsets[:-1], np.diff(offsets))


def _is_plain(values: pa.StringArray, words: _Words, column: _Column) -> npt.NDArray[np.bool_]:
    odd = pc.or_(pc.match_substring_regex(words.folded, column.odd), pc.match_substring_regex(values, column.odd_raw))
    regular = pc.and_not(pc.match_substring_regex(values, column.plain), odd).to_numpy(zero_copy_only=False)
    special = words.has(column.special) | (words.has(column.special_of_three) & (words.counts > 2))
    plain: npt.NDArray[np.bool_] = regular & ~special & (words.counts <= column.words_max)
    return plain


def _plain_parts(given: pa.StringArray, middle: pa.StringArray, surname: pa.StringArray) -> NameParts:
    return NameParts(given, middle, surname, np.zeros(len(given), np.int8), np.zeros(len(given), np.int8))


def _place_given(words: _Words) -> NameParts:
    second = words.at(words.starts + 1, words.counts > 1)
    return _plain_parts(words.at(words.starts, words.counts > 0), second, pa.array([""] * len(second), pa.string()))


def _place_surname(words: _Words) -> NameParts:
    nothing = pa.array([""] * len(words.folded), pa.string())
    return _plain_parts(nothing, nothing, words.folded)


def _place_full(words: _Words) -> NameParts:
    given = words.at(words.starts, words.counts > 0)
    middle = words.at(words.starts + 1, words.counts > 2)
    return _plain_parts(given, middle, words.at(words.starts + words.counts - 1, words.counts > 1))


def _vocabulary(*words: Iterable[str]) -> pa.StringArray:
    return pa.array(sorted(set().union(*words)), pa.string())


_BELONGS_BEFORE: Final = _vocabulary(nw.TRAILING_PARTICLES, nw.COMMA_DEGREES)  # though it stands behind the comma
_AROUND: Final = nw.TITLES | nw.SUFFIXES.keys() | nw.AFTER_NAME
_GIVEN: Final = _Column(
    _place_given,
    partial(_by_rule, given_row),
    words_max=2,
    special=_vocabulary(_AROUND, nw.TITLE_OR_NAME, nw.JOINERS, nw.GIVEN_PARTICLES, nw.COMPOUNDS, nw.UNKNOWN, "y"),
    special_of_three=_vocabulary(),
    odd="$.",  # matches nothing
    odd_raw="$.",
    plain=_HYPHENATED,
)
_SURNAME: Final = _Column(
    _place_surname,
    _surname_otherwise,
    words_max=4,
    special=_vocabulary(_AROUND, nw.JOINERS, nw.MAIDEN, nw.SURNAME_PARTICLES, nw.UNKNOWN, "yv", ["vd"]),
    special_of_three=_vocabulary(),
    odd=r"\bmac",
    odd_raw="$.",
    plain=_HYPHENATED,
)
_FULL: Final = _Column(
    _place_full,
    _full_otherwise,
    words_max=3,
    special=_vocabulary(
        _AROUND, nw.TITLE_OR_NAME, nw.COMPOUNDS, nw.TITLE_TAILS, nw.FAMILY, nw.UNKNOWN, nw.JOINERS, "y", ["the"]
    ),
    special_of_three=_vocabulary(nw.GIVEN_PARTICLES, nw.MAIDEN, nw.SURNAME_PARTICLES, nw.VIETNAMESE, nw.IBERIAN),
    odd=r"\bmac| \w+ez |(?:vich|vna|ichna|vych)$",
    odd_raw=r"^\p{Lu}{2,} .*\p{Ll}",
    plain=_PLAIN,
)
