"""Compare candidate pairs: two rows in, one agreement pattern out.

The pairs are taken a block at a time, and within a block one kind of attribute at a time: short loops whose steps do
not depend on each other let the processor fetch the rows and values of many pairs at once, and fetching is the cost.
A branch that is guessed wrongly, and a call that hands on a dozen arrays, cost more than most comparisons: of names
first all plain cases are told without either, and only what is left is looked at.
Each kernel takes the few arrays it needs and is called from Python: a compiled function is optimised again in every
one that calls it, so one kernel around them all took as long to compile as the rest of the engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onefold.engine import comparison as c
from onefold.engine.kernels.compiled import njit, prefetch
from onefold.engine.kernels.levels import (
    BUSINESS_SIMILAR,
    DIFFERENT,
    FOR_BUSINESSES,
    FOR_PLACES,
    NAME_EQUAL,
    PLACE_SIMILAR,
    alike,
    birth_level,
    mailbox_level,
    middle_level,
    name_level,
    names_may_be_alike,
    nearly_equal,
    one_digit_off,
    similar_street,
)
from onefold.engine.kernels.texts import EXTRA, LENGTH, RECORD, TEXT, Texts

Array = NDArray[Any]

BLOCK: Final = 4096
"""Pairs of a block: their rows, 64 bytes each, stay in the second cache until the last attribute is compared."""
ROWS_AHEAD: Final = 24
VALUES_AHEAD: Final = 8
"""How many pairs ahead the second row of a pair, and the values of both, are fetched: twice as fast as without, for the
names of a million rows."""
RARITIES: Final = c.RARITIES

(S_FIRST, S_LAST, S_MIDDLE, S_SUFFIX, S_SWAPPED, S_PHONE, S_EMAIL, S_BIRTH, S_STREET, S_PLACE, S_GENDER, S_BUSINESS,
 S_ACCOUNT) = (np.uint64(shift) for shift in c.SHIFTS)  # fmt: skip

FIRST_MASK: Final = np.uint64((1 << c.BITS[c.FIRST]) - 1)
MIDDLE_EQUAL: Final = c.COMPARISONS[c.MIDDLE].first_outcome(3)
PHONE_EQUAL: Final = c.COMPARISONS[c.PHONE].first_outcome(3)
EMAIL_LOCAL: Final = c.COMPARISONS[c.EMAIL].first_outcome(3)
EMAIL_EQUAL: Final = c.COMPARISONS[c.EMAIL].first_outcome(4)
BIRTH_EQUAL: Final = c.COMPARISONS[c.BIRTH].first_outcome(5)
STREET_EQUAL: Final = c.COMPARISONS[c.STREET].first_outcome(4)
CITY_EQUAL: Final = c.COMPARISONS[c.PLACE].first_outcome(3)
POSTCODE_EQUAL: Final = c.COMPARISONS[c.PLACE].first_outcome(4)
BUSINESS_EQUAL: Final = c.COMPARISONS[c.BUSINESS].first_outcome(3)
ACCOUNT_EQUAL: Final = c.COMPARISONS[c.ACCOUNT].first_outcome(3)

ROW_FIRST, ROW_MIDDLE, ROW_LAST, ROW_TRAITS, ROW_BIRTH, ROW_BUSINESS, ROW_SLOTS = range(7)
"""Columns of the row matrix; from ROW_SLOTS on come the phones, e-mails, addresses and identifiers."""
TO_LAST: Final = ROW_LAST - ROW_FIRST
STREET_AT, NUMBER_AT, LINE_AT, CITY_AT, POSTCODE_AT, ADDRESS_WIDTH = range(6)
"""Columns of one address within the row matrix."""


class Rarity(NamedTuple):
    """uint8 by code: the rarity bucket of every value. full: by row, of first and last name together; middle: by row,
    among the rows of one first name; line: of street and house number; mailbox: of the local part of an e-mail."""

    first: Array
    last: Array
    full: Array
    middle: Array
    birth: Array
    phone: Array
    email: Array
    mailbox: Array
    line: Array
    city: Array
    postcode: Array
    business: Array
    account: Array


class Columns(NamedTuple):
    """Everything the comparison of two rows looks at.

    rows: int32 [n, width], -1 = missing: codes of first, middle, last name, traits (gender + 4 x suffix), birth date
    as yyyymmdd, business; then `slots` counts of phones (their compact keys), e-mails, addresses and identifiers,
    packed to the left. An address takes ADDRESS_WIDTH columns: street, house number, both together, city, postcode.
    names: extras are nickname groups. emails: the local parts, by e-mail; extra 0 is the code of the local part.
    streets: extra 0 is the set of words.
    """

    rows: Array
    slots: Array  # int64[4]: how many phones, e-mails, addresses, identifiers a row can have
    names: Texts
    birth_codes: Array  # int32[n]: code of the birth date, for its rarity
    phone_codes: Array  # int32 [n, phones]: codes of the phones, for their rarity
    emails: Texts
    streets: Texts
    cities: Texts
    postcodes: Texts
    businesses: Texts
    accounts: Texts
    rarity: Rarity


def compare(cols: Columns, pairs: Array, out: Array) -> None:
    """Write the agreement pattern of every packed pair (a << 32 | b) into out: uint64[pairs]."""
    steps = _steps(cols)
    for start in range(0, len(pairs), BLOCK):
        block, found = pairs[start : start + BLOCK], out[start : start + BLOCK]
        for kernel, arguments in steps:
            kernel(*arguments, block, found)


def _steps(cols: Columns) -> list[tuple[Callable[..., None], tuple[Any, ...]]]:
    """The kernels and what they look at; attributes that no row has are left out. The names write, the others add."""
    rows, rare = cols.rows, cols.rarity
    phones, emails, addresses, accounts = (int(count) for count in cols.slots)
    at = np.cumsum((ROW_SLOTS, phones, emails, addresses * ADDRESS_WIDTH, accounts)).tolist()
    assert rows.shape[1] == at[-1], "a kernel would read beyond its row"
    places = (*cols.streets, *cols.cities, *cols.postcodes, rare.line, rare.city, rare.postcode)
    room = (np.empty((2, BLOCK), dtype=np.int64), np.empty((2 * BLOCK + 1, 4), dtype=np.int32))
    steps: list[tuple[Callable[..., None], tuple[Any, ...], bool]] = [
        (_compare_names, (rows, *cols.names, rare.first, rare.last, rare.full, *room), True),
        (_compare_traits, (rows, *cols.names, rare.middle, cols.birth_codes, rare.birth), True),
        (_compare_phones, (rows, phones, cols.phone_codes, rare.phone), phones > 0),
        (_compare_emails, (rows, at[1], at[2], *cols.emails, rare.email, rare.mailbox), emails > 0),
        (_compare_addresses, (rows, at[2], at[3], *places), addresses > 0),
        (_compare_businesses, (rows, *cols.businesses, rare.business), len(rare.business) > 0),
        (_compare_accounts, (rows, at[3], at[4], *cols.accounts, rare.account), accounts > 0),
    ]
    return [(kernel, arguments) for kernel, arguments, held in steps if held]


@njit(cache=True, nogil=True)
def _a(pair):  # type: ignore[no-untyped-def]
    return np.int64(pair >> np.uint64(32))


@njit(cache=True, nogil=True)
def _b(pair):  # type: ignore[no-untyped-def]
    return np.int64(pair & np.uint64(0xFFFFFFFF))


@njit(cache=True, nogil=True)
def _fetch(words, rows, column, pair):  # type: ignore[no-untyped-def]
    """Begin to fetch the texts that a column of the two rows of a pair stands for."""
    prefetch(words, rows[_a(pair), column], 0)
    prefetch(words, rows[_b(pair), column], 0)


@njit(cache=True, nogil=True)
def _compare_names(rows, words, data, first_rarity, last_rarity, full_rarity, levels, doubts, pairs, out):  # type: ignore[no-untyped-def]
    """levels: int64[2, BLOCK] and doubts: int32[2 BLOCK + 1, 4], room to work in."""
    count = _plain_levels(rows, pairs, levels, doubts)
    count = _drop_different(words, doubts, count)
    for i in range(count):
        levels[doubts[i, 0], doubts[i, 1]] = name_level(words, data, doubts[i, 2], doubts[i, 3])
    _write_names(rows, words, data, first_rarity, last_rarity, full_rarity, levels, pairs, out)


@njit(cache=True, nogil=True)
def _plain_levels(rows, pairs, levels, doubts):  # type: ignore[no-untyped-def]
    """Write the levels of first and last names, [0] and [1]: missing, equal or else different. Returns how many
    different ones were written into doubts: name, pair and both codes.

    Without a branch: whether two names are equal cannot be guessed, and each wrong guess costs as much as all of this.
    """
    last = len(pairs) - 1
    count = 0
    for k in range(len(pairs)):
        prefetch(rows, _b(pairs[min(k + ROWS_AHEAD, last)]), 0)
        a, b = _a(pairs[k]), _b(pairs[k])
        for name in range(2):
            x, y = rows[a, ROW_FIRST + name * TO_LAST], rows[b, ROW_FIRST + name * TO_LAST]
            held, equal = (x >= 0) & (y >= 0), x == y
            levels[name, k] = held * (DIFFERENT + equal * (NAME_EQUAL - DIFFERENT))
            doubts[count, 0], doubts[count, 1], doubts[count, 2], doubts[count, 3] = name, k, x, y
            count += held & ~equal
    return count


@njit(cache=True, nogil=True)
def _drop_different(words, doubts, count):  # type: ignore[no-untyped-def]
    """Keep the doubts about names that may be alike, and return how many these are."""
    left = 0
    for i in range(count):
        ahead = min(i + VALUES_AHEAD, count - 1)
        prefetch(words, doubts[ahead, 2], 0)
        prefetch(words, doubts[ahead, 3], 0)
        name, k, x, y = doubts[i, 0], doubts[i, 1], doubts[i, 2], doubts[i, 3]
        doubts[left, 0], doubts[left, 1], doubts[left, 2], doubts[left, 3] = name, k, x, y
        left += names_may_be_alike(words, x, y)
    return left


@njit(cache=True, nogil=True)
def _write_names(rows, words, data, first_rarity, last_rarity, full_rarity, levels, pairs, out):  # type: ignore[no-untyped-def]
    """Fields of first name, last name and their swap; the crosswise reading wins if it agrees better."""
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        first, last = levels[0, k], levels[1, k]
        first_a, first_b, last_a, last_b = rows[a, ROW_FIRST], rows[b, ROW_FIRST], rows[a, ROW_LAST], rows[b, ROW_LAST]
        swapped = np.uint64(0)
        if first > 0 and last > 0:
            swapped = np.uint64(1)
            if first + last < 8 and _same_initials(data, first_a, last_b, last_a, first_b):
                cross_first = name_level(words, data, first_a, last_b)
                cross_last = name_level(words, data, last_a, first_b) if cross_first >= 3 else 0
                if cross_last >= 3 and cross_first + cross_last > first + last:
                    first, last, swapped = cross_first, cross_last, np.uint64(2)
        middle = (first_a == rows[b, ROW_MIDDLE]) | (first_b == rows[a, ROW_MIDDLE])
        if middle and 0 < first < 5:
            first = 5  # goes by the middle name
        if first == NAME_EQUAL and last == NAME_EQUAL and swapped == 1:
            rest = np.int64(full_rarity[a]) - first_rarity[first_a]
            first += first_rarity[first_a]
            last += min(max(rest, 0), RARITIES - 1)
        else:
            if first == NAME_EQUAL:
                first += first_rarity[first_a] if swapped != 2 else min(first_rarity[first_a], last_rarity[first_a])
            if last == NAME_EQUAL:
                last += last_rarity[last_a] if swapped != 2 else min(first_rarity[last_a], last_rarity[last_a])
        out[k] = swapped << S_SWAPPED | np.uint64(first) << S_FIRST | np.uint64(last) << S_LAST


@njit(cache=True, nogil=True)
def _same_initials(data, a, b, c, d):  # type: ignore[no-untyped-def]
    """Whether a begins as b does and c as d: in one step, as a branch that is wrongly guessed costs more than both."""
    one = data[np.int64(a) * RECORD + TEXT] == data[np.int64(b) * RECORD + TEXT]
    return one & (data[np.int64(c) * RECORD + TEXT] == data[np.int64(d) * RECORD + TEXT])


@njit(cache=True, nogil=True)
def _compare_traits(rows, words, data, middle_rarity, birth_codes, birth_rarity, pairs, out):  # type: ignore[no-untyped-def]
    """Middle name, suffix, gender and birth date."""
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        middle = middle_level(words, data, rows[a, ROW_MIDDLE], rows[b, ROW_MIDDLE])
        if middle == 3:
            middle = MIDDLE_EQUAL + min(middle_rarity[a], middle_rarity[b])
        birth_a, birth_b = rows[a, ROW_BIRTH], rows[b, ROW_BIRTH]
        birth = 0
        if birth_a > 0 and birth_b > 0:
            birth = birth_level(birth_a, birth_b)
            if birth == 5:
                birth = BIRTH_EQUAL + birth_rarity[birth_codes[a]]
        out[k] |= (
            _traits(rows[a, ROW_TRAITS], rows[b, ROW_TRAITS], out[k] & FIRST_MASK)
            | np.uint64(middle) << S_MIDDLE
            | np.uint64(birth) << S_BIRTH
        )


@njit(cache=True, nogil=True)
def _traits(x, y, first):  # type: ignore[no-untyped-def]
    """Fields of suffix (Jr, Sr, III) and gender. first: the outcome of the first names; if they agree they say it."""
    suffix_x, suffix_y, gender_x, gender_y = x >> 2, y >> 2, x & 3, y & 3
    suffix = np.uint64(0)
    if suffix_x or suffix_y:
        suffix = np.uint64(1)
        if suffix_x and suffix_y:
            suffix = np.uint64(3 if suffix_x == suffix_y else 2)
    gender = np.uint64(0)
    if gender_x and gender_y and first < 3:
        gender = np.uint64(2 if gender_x == gender_y else 1)
    return suffix << S_SUFFIX | gender << S_GENDER


@njit(cache=True, nogil=True)
def _compare_phones(rows, count, codes, rarity, pairs, out):  # type: ignore[no-untyped-def]
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        best = 0
        for i in range(count):
            x = rows[a, ROW_SLOTS + i]
            if x < 0:
                break
            for j in range(count):
                y = rows[b, ROW_SLOTS + j]
                if y < 0:
                    break
                if x == y:
                    best = max(best, PHONE_EQUAL + rarity[codes[a, i]])
                elif best < 2:
                    best = 2 if one_digit_off(x, y) else 1
        out[k] |= np.uint64(best) << S_PHONE


@njit(cache=True, nogil=True)
def _compare_emails(rows, start, stop, words, data, rarity, local_rarity, pairs, out):  # type: ignore[no-untyped-def]
    last = len(pairs) - 1
    for k in range(len(pairs)):
        _fetch(words, rows, start, pairs[min(k + VALUES_AHEAD, last)])
        a, b = _a(pairs[k]), _b(pairs[k])
        best = 0
        for i in range(start, stop):
            x = rows[a, i]
            if x < 0:
                break
            for j in range(start, stop):
                y = rows[b, j]
                if y < 0:
                    break
                if x == y:
                    best = max(best, EMAIL_EQUAL + rarity[x])
                elif best < EMAIL_EQUAL:
                    level = mailbox_level(words, data, x, y)
                    best = max(best, EMAIL_LOCAL + local_rarity[words[x, EXTRA]] if level == 3 else level)
        out[k] |= np.uint64(best) << S_EMAIL


@njit(cache=True, nogil=True)
def _compare_addresses(  # type: ignore[no-untyped-def]
    rows, start, stop, streets, street_data, cities, city_data, postcodes, postcode_data, line_rarity, city_rarity,
    postcode_rarity, pairs, out,
):  # fmt: skip
    """Street and place: the best of any address against any other."""
    last = len(pairs) - 1
    for k in range(len(pairs)):
        ahead = pairs[min(k + VALUES_AHEAD, last)]
        _fetch(streets, rows, start + STREET_AT, ahead)
        _fetch(cities, rows, start + CITY_AT, ahead)
        _fetch(postcodes, rows, start + POSTCODE_AT, ahead)
        a, b = _a(pairs[k]), _b(pairs[k])
        street = 0
        place = 0
        for i in range(start, stop, ADDRESS_WIDTH):
            for j in range(start, stop, ADDRESS_WIDTH):
                street = max(street, _street(rows, a, b, i, j, streets, street_data, line_rarity))
                postcode_a, postcode_b = rows[a, i + POSTCODE_AT], rows[b, j + POSTCODE_AT]
                city_a, city_b = rows[a, i + CITY_AT], rows[b, j + CITY_AT]
                if postcode_a >= 0 and postcode_a == postcode_b:
                    place = max(place, POSTCODE_EQUAL + postcode_rarity[postcode_a])
                elif city_a >= 0 and city_a == city_b:
                    place = max(place, CITY_EQUAL + city_rarity[city_a])
                elif place < 2:
                    if postcode_a >= 0 and postcode_b >= 0:
                        place = 2 if nearly_equal(postcodes, postcode_data, postcode_a, postcode_b) else 1
                    if place < 2 and city_a >= 0 and city_b >= 0:
                        place = 2 if alike(cities, city_data, city_a, city_b, FOR_PLACES, PLACE_SIMILAR) else 1
        out[k] |= np.uint64(street) << S_STREET | np.uint64(place) << S_PLACE


@njit(cache=True, nogil=True)
def _street(rows, a, b, i, j, words, data, rarity):  # type: ignore[no-untyped-def]
    line_a, line_b = rows[a, i + LINE_AT], rows[b, j + LINE_AT]
    if line_a < 0 or line_b < 0:
        return 0
    if line_a == line_b:
        return STREET_EQUAL + rarity[line_a]
    street_a, street_b = rows[a, i + STREET_AT], rows[b, j + STREET_AT]
    if street_a < 0 or street_b < 0:
        return 1
    if street_a != street_b and not similar_street(words, data, street_a, street_b):
        return 1
    number, other = rows[a, i + NUMBER_AT], rows[b, j + NUMBER_AT]
    if number == other:
        return 3 if number >= 0 else 2
    return 0 if street_a == street_b and number >= 0 and other >= 0 else 2  # a neighbour or a slip: no evidence


@njit(cache=True, nogil=True)
def _compare_businesses(rows, words, data, rarity, pairs, out):  # type: ignore[no-untyped-def]
    for k in range(len(pairs)):
        x, y = rows[_a(pairs[k]), ROW_BUSINESS], rows[_b(pairs[k]), ROW_BUSINESS]
        if x >= 0 and y >= 0:
            level = (
                BUSINESS_EQUAL + rarity[x]
                if x == y
                else 2
                if alike(words, data, x, y, FOR_BUSINESSES, BUSINESS_SIMILAR)
                else 1
            )
            out[k] |= np.uint64(level) << S_BUSINESS


@njit(cache=True, nogil=True)
def _compare_accounts(rows, start, stop, words, data, rarity, pairs, out):  # type: ignore[no-untyped-def]
    """Account-like identifiers: the best of any against any other."""
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        best = 0
        for i in range(start, stop):
            x = rows[a, i]
            if x < 0:
                break
            for j in range(start, stop):
                y = rows[b, j]
                if y < 0:
                    break
                if x == y:
                    best = max(best, ACCOUNT_EQUAL + rarity[x])
                elif best < 2:
                    best = 2 if words[x, LENGTH] >= 5 and nearly_equal(words, data, x, y) else 1
        out[k] |= np.uint64(best) << S_ACCOUNT
