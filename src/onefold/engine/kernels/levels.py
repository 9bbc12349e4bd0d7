"""How well two values agree: compiled scalar functions, from two codes or numbers to a comparison level.

The levels are those of comparison.COMPARISONS: 0 = missing, 1 = different, and so on to equal.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from onefold.engine.kernels.compiled import njit
from onefold.engine.kernels.similarity import (
    jaro_winkler,
    matches_needed,
    may_be_one_edit,
    may_be_similar,
    one_edit,
    token_counts,
)
from onefold.engine.kernels.texts import EXTRA, EXTRAS, LENGTH, LETTERS, RECORD, TEXT

DIFFERENT: Final = 1
NAME_EQUAL: Final = 6
NAME_SIMILAR: Final = 0.82
PLACE_SIMILAR: Final = 0.88
BUSINESS_SIMILAR: Final = 0.9
MAILBOX_SIMILAR: Final = 0.95
FOR_NAMES: Final = matches_needed(NAME_SIMILAR)
FOR_PLACES: Final = matches_needed(PLACE_SIMILAR)
FOR_BUSINESSES: Final = matches_needed(BUSINESS_SIMILAR)
FOR_MAILBOXES: Final = matches_needed(MAILBOX_SIMILAR)


@njit(cache=True, nogil=True)
def span(words, code):  # type: ignore[no-untyped-def]
    """Where the text of a record begins and ends in the bytes of its pool."""
    start = np.int64(code) * RECORD + TEXT
    return start, start + words[code, LENGTH]


@njit(cache=True, nogil=True)
def _part_of(data, a0, a1, b0, b1):  # type: ignore[no-untyped-def]
    """Whether one name has all words of the other, or is its beginning (three letters at least: Chris, Christopher)."""
    if a1 - a0 > b1 - b0:
        a0, a1, b0, b1 = b0, b1, a0, a1
    if a1 - a0 < 3:
        return False
    begins = True
    for k in range(a1 - a0):
        if data[a0 + k] != data[b0 + k]:
            begins = False
            break
    if begins:
        return True
    shared, total = token_counts(data, a0, a1, b0, b1)
    return shared == total


@njit(cache=True, nogil=True)
def similar_name(words, data, a, b):  # type: ignore[no-untyped-def]
    """Level of two different names by their letters alone: 1 different, 2 initial only, 3 similar, 4 nearly equal."""
    (a0, a1), (b0, b1) = span(words, a), span(words, b)
    la, lb = a1 - a0, b1 - b0
    if la == 1 or lb == 1:
        return 2 if data[a0] == data[b0] else DIFFERENT
    if min(la, lb) >= 3 and may_be_one_edit(words, a, b) and one_edit(data, a0, a1, b0, b1):
        return 4
    if not may_be_similar(FOR_NAMES, words, a, b):
        return DIFFERENT
    similarity = jaro_winkler(words, data, a, b)
    if similarity >= 0.92:
        return 4
    return 3 if similarity >= NAME_SIMILAR else DIFFERENT


@njit(cache=True, nogil=True)
def _nicknames(words, a, b):  # type: ignore[no-untyped-def]
    """Whether two names stand in one nickname group (the extras of a name; -1 = no more)."""
    for i in range(EXTRA, EXTRA + EXTRAS):
        group = words[a, i]
        if group < 0:
            return False
        for j in range(EXTRA, EXTRA + EXTRAS):
            if group == words[b, j]:
                return True
    return False


@njit(cache=True, nogil=True)
def name_level(words, data, a, b):  # type: ignore[no-untyped-def]
    """Level of two names by code: 0 missing ... 6 equal (see comparison._NAME)."""
    if a < 0 or b < 0:
        return 0
    if a == b:
        return NAME_EQUAL
    if _nicknames(words, a, b):
        return 5
    # A part has no letter that the whole lacks: this spares most pairs the look at the text.
    extra_a, extra_b = words[a, LETTERS] & ~words[b, LETTERS], words[b, LETTERS] & ~words[a, LETTERS]
    if extra_a == 0 or extra_b == 0:
        (a0, a1), (b0, b1) = span(words, a), span(words, b)
        if _part_of(data, a0, a1, b0, b1):
            return 5
    return similar_name(words, data, a, b)


@njit(cache=True, nogil=True)
def names_may_be_alike(words, a, b):  # type: ignore[no-untyped-def]
    """Whether two different names may have another level than 'different'. Without a branch, and so at a tenth of the
    cost of `name_level`."""
    nickname = (words[a, EXTRA] >= 0) & (words[b, EXTRA] >= 0)
    initial = (words[a, LENGTH] == 1) | (words[b, LENGTH] == 1)
    part = (words[a, LETTERS] & ~words[b, LETTERS] == 0) | (words[b, LETTERS] & ~words[a, LETTERS] == 0)
    return nickname | initial | part | may_be_one_edit(words, a, b) | may_be_similar(FOR_NAMES, words, a, b)


@njit(cache=True, nogil=True)
def middle_level(words, data, a, b):  # type: ignore[no-untyped-def]
    """Level of two middle names: 0 missing, 1 different, 2 initial only, 3 equal."""
    if a < 0 or b < 0:
        return 0
    if a == b:
        return 3
    level = similar_name(words, data, a, b)
    return 3 if level == 4 else min(level, 2)


@njit(cache=True, nogil=True)
def one_digit_off(a, b):  # type: ignore[no-untyped-def]
    """Whether two numbers differ by one digit, or by two neighbouring digits being swapped."""
    difference = abs(a - b)
    if difference == 0:
        return False
    while difference % 10 == 0:
        difference //= 10
    if difference > 81:  # one digit leaves 1 to 9, a swap of x and y 9 |x - y|
        return False
    while a % 10 == b % 10:
        a //= 10
        b //= 10
    if a // 10 == b // 10:
        return True
    return a // 100 == b // 100 and a % 10 == b // 10 % 10 and b % 10 == a // 10 % 10


@njit(cache=True, nogil=True)
def mailbox_level(words, data, a, b):  # type: ignore[no-untyped-def]
    """Level of two different e-mails by their local parts: 1 different, 2 similar, 3 equal (the first extra)."""
    if words[a, EXTRA] == words[b, EXTRA]:
        return 3
    (a0, a1), (b0, b1) = span(words, a), span(words, b)
    la, lb = a1 - a0, b1 - b0
    if min(la, lb) < 4:
        return DIFFERENT
    if may_be_one_edit(words, a, b) and one_edit(data, a0, a1, b0, b1):
        return 2
    if not may_be_similar(FOR_MAILBOXES, words, a, b):
        return DIFFERENT
    return 2 if jaro_winkler(words, data, a, b) >= MAILBOX_SIMILAR else DIFFERENT


@njit(cache=True, nogil=True)
def _day_number(date):  # type: ignore[no-untyped-def]
    return (date // 10000) * 365 + (date // 100 % 100) * 30 + date % 100


@njit(cache=True, nogil=True)
def _digits_apart(a, b):  # type: ignore[no-untyped-def]
    wrong = 0
    for _ in range(8):
        wrong += a % 10 != b % 10
        a //= 10
        b //= 10
    return wrong


@njit(cache=True, nogil=True)
def birth_level(a, b):  # type: ignore[no-untyped-def]
    """Level of two dates as yyyymmdd (month or day 0 = not known): 1 different ... 4 one slip, 5 equal."""
    if a == b:
        return 5
    year_a, month_a, day_a = a // 10000, a // 100 % 100, a % 100
    year_b, month_b, day_b = b // 10000, b // 100 % 100, b % 100
    if year_a == year_b:
        if month_a == day_b and day_a == month_b:
            return 4
        if month_a * day_a == 0 or month_b * day_b == 0:
            return 3
        if (month_a == 1 and day_a == 1) or (month_b == 1 and day_b == 1):  # often only the year was known
            return 3
    if one_digit_off(a, b):
        return 4
    wrong = _digits_apart(a, b)
    same_parts = (year_a == year_b) + (month_a == month_b) + (day_a == day_b)
    if wrong <= 2 or same_parts == 2:
        return 3
    if wrong == 3 or abs(_day_number(a) - _day_number(b)) <= 400:
        return 2
    return 1


@njit(cache=True, nogil=True)
def similar_street(words, data, a, b):  # type: ignore[no-untyped-def]
    """Whether two different streets may be one, misspelt or with a word more: Jaro-Winkler, else two thirds of words.

    The first extra of a street is the set of its words (texts.word_sets).
    """
    if alike(words, data, a, b, FOR_PLACES, PLACE_SIMILAR):
        return True
    if words[a, EXTRA] & words[b, EXTRA] == 0:
        return False
    (a0, a1), (b0, b1) = span(words, a), span(words, b)
    shared, total_a = token_counts(data, a0, a1, b0, b1)
    if shared == 0:
        return False
    _, total_b = token_counts(data, b0, b1, a0, a1)
    return shared >= 0.66 * max(total_a, total_b)


@njit(cache=True, nogil=True)
def nearly_equal(words, data, a, b):  # type: ignore[no-untyped-def]
    """Whether two texts are one edit apart."""
    if not may_be_one_edit(words, a, b):
        return False
    (a0, a1), (b0, b1) = span(words, a), span(words, b)
    return one_edit(data, a0, a1, b0, b1)


@njit(cache=True, nogil=True)
def alike(words, data, a, b, needed, least):  # type: ignore[no-untyped-def]
    """Whether the Jaro-Winkler similarity of two texts is at least `least`; needed: `matches_needed` for it."""
    return may_be_similar(needed, words, a, b) and jaro_winkler(words, data, a, b) >= least
