"""Compare candidate pairs: two rows in, one agreement pattern out.

The pairs are taken a block at a time, and within a block one kind of attribute at a time: short loops whose steps do
not depend on each other let the processor fetch the rows and values of many pairs at once, and fetching is the cost.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from onefold.engine import comparison as c
from onefold.engine.kernels.levels import (
    NAME_EQUAL,
    alike,
    birth_level,
    mailbox_level,
    middle_level,
    name_level,
    nearly_equal,
    one_digit_off,
    similar_street,
)
from onefold.engine.kernels.texts import EXTRA, LENGTH, RECORD, TEXT, Texts

Array = NDArray[Any]

BLOCK: Final = 512
"""Pairs of a block: their rows, 64 bytes each, stay in the first two caches until the last attribute is compared."""
RARITIES: Final = c.RARITIES

(S_FIRST, S_LAST, S_MIDDLE, S_SUFFIX, S_SWAPPED, S_PHONE, S_EMAIL, S_BIRTH, S_STREET, S_PLACE, S_GENDER, S_BUSINESS,
 S_ACCOUNT) = (np.uint64(shift) for shift in c.SHIFTS)  # fmt: skip

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
STREET_AT, NUMBER_AT, LINE_AT, CITY_AT, POSTCODE_AT, ADDRESS_WIDTH = range(6)
"""Columns of one address within the row matrix."""


class Rarity(NamedTuple):
    """uint8 by code: the rarity bucket of every value. full: by row, of first and last name together; line: of street
    and house number; mailbox: of the local part of an e-mail."""

    first: Array
    last: Array
    full: Array
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


@njit(cache=True, nogil=True)
def compare(cols, pairs, out):  # type: ignore[no-untyped-def]
    """Write the agreement pattern of every packed pair (a << 32 | b) into out: uint64[pairs]."""
    for start in range(0, len(pairs), BLOCK):
        block, found = pairs[start : start + BLOCK], out[start : start + BLOCK]
        _compare_names(cols, block, found)
        _compare_traits(cols, block, found)
        _compare_phones(cols, block, found)
        _compare_emails(cols, block, found)
        _compare_addresses(cols, block, found)
        _compare_others(cols, block, found)


@njit(cache=True, nogil=True)
def _a(pair):  # type: ignore[no-untyped-def]
    return np.int64(pair >> np.uint64(32))


@njit(cache=True, nogil=True)
def _b(pair):  # type: ignore[no-untyped-def]
    return np.int64(pair & np.uint64(0xFFFFFFFF))


# The helpers take the arrays they need one by one: handing the whole tuple on costs a reference count for each of its
# arrays at every call. Once a block that is nothing, once a pair it measured five times the work itself.


@njit(cache=True, nogil=True)
def _compare_names(cols, pairs, out):  # type: ignore[no-untyped-def]
    rows, (words, data) = cols.rows, cols.names
    first_rarity, last_rarity, full_rarity = cols.rarity.first, cols.rarity.last, cols.rarity.full
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        out[k] = _names(rows, a, b, words, data, first_rarity, last_rarity, full_rarity)


@njit(cache=True, nogil=True)
def _names(rows, a, b, words, data, first_rarity, last_rarity, full_rarity):  # type: ignore[no-untyped-def]
    """Fields of first name, last name and their swap; the crosswise reading wins if it agrees better."""
    first_a, first_b, last_a, last_b = rows[a, ROW_FIRST], rows[b, ROW_FIRST], rows[a, ROW_LAST], rows[b, ROW_LAST]
    first = name_level(words, data, first_a, first_b)
    last = name_level(words, data, last_a, last_b)
    swapped = np.uint64(0)
    if first > 0 and last > 0:
        swapped = np.uint64(1)
        if first + last < 8 and _same_initials(data, first_a, last_b) and _same_initials(data, last_a, first_b):
            cross_first = name_level(words, data, first_a, last_b)
            cross_last = name_level(words, data, last_a, first_b) if cross_first >= 3 else 0
            if cross_last >= 3 and cross_first + cross_last > first + last:
                first, last, swapped = cross_first, cross_last, np.uint64(2)
    if 0 < first < 5 and (first_a == rows[b, ROW_MIDDLE] or first_b == rows[a, ROW_MIDDLE]):
        first = 5  # goes by the middle name
    if first == NAME_EQUAL and last == NAME_EQUAL and swapped == 1:
        rest = np.int64(full_rarity[a]) - first_rarity[first_a]
        first += first_rarity[first_a]
        last += min(max(rest, 0), RARITIES - 1)
        return swapped << S_SWAPPED | np.uint64(first) << S_FIRST | np.uint64(last) << S_LAST
    if first == NAME_EQUAL:
        first += first_rarity[first_a] if swapped != 2 else min(first_rarity[first_a], last_rarity[first_a])
    if last == NAME_EQUAL:
        last += last_rarity[last_a] if swapped != 2 else min(first_rarity[last_a], last_rarity[last_a])
    return swapped << S_SWAPPED | np.uint64(first) << S_FIRST | np.uint64(last) << S_LAST


@njit(cache=True, nogil=True)
def _same_initials(data, a, b):  # type: ignore[no-untyped-def]
    return data[np.int64(a) * RECORD + TEXT] == data[np.int64(b) * RECORD + TEXT]


@njit(cache=True, nogil=True)
def _compare_traits(cols, pairs, out):  # type: ignore[no-untyped-def]
    """Middle name, suffix, gender and birth date."""
    rows, (words, data) = cols.rows, cols.names
    birth_codes, birth_rarity = cols.birth_codes, cols.rarity.birth
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        middle = middle_level(words, data, rows[a, ROW_MIDDLE], rows[b, ROW_MIDDLE])
        birth_a, birth_b = rows[a, ROW_BIRTH], rows[b, ROW_BIRTH]
        birth = 0
        if birth_a > 0 and birth_b > 0:
            birth = birth_level(birth_a, birth_b)
            if birth == 5:
                birth = BIRTH_EQUAL + birth_rarity[birth_codes[a]]
        out[k] |= (
            _traits(rows[a, ROW_TRAITS], rows[b, ROW_TRAITS])
            | np.uint64(middle) << S_MIDDLE
            | np.uint64(birth) << S_BIRTH
        )


@njit(cache=True, nogil=True)
def _traits(x, y):  # type: ignore[no-untyped-def]
    """Fields of suffix (Jr, Sr, III) and gender."""
    suffix_x, suffix_y, gender_x, gender_y = x >> 2, y >> 2, x & 3, y & 3
    suffix = np.uint64(0)
    if suffix_x or suffix_y:
        suffix = np.uint64(1)
        if suffix_x and suffix_y:
            suffix = np.uint64(3 if suffix_x == suffix_y else 2)
    gender = np.uint64(0)
    if gender_x and gender_y:
        gender = np.uint64(2 if gender_x == gender_y else 1)
    return suffix << S_SUFFIX | gender << S_GENDER


@njit(cache=True, nogil=True)
def _compare_phones(cols, pairs, out):  # type: ignore[no-untyped-def]
    rows, codes, rarity, count = cols.rows, cols.phone_codes, cols.rarity.phone, cols.slots[0]
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
def _compare_emails(cols, pairs, out):  # type: ignore[no-untyped-def]
    rows, (words, data), rarity, local_rarity = cols.rows, cols.emails, cols.rarity.email, cols.rarity.mailbox
    start = ROW_SLOTS + cols.slots[0]
    stop = start + cols.slots[1]
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
                    best = max(best, EMAIL_EQUAL + rarity[x])
                elif best < EMAIL_EQUAL:
                    level = mailbox_level(words, data, x, y)
                    best = max(best, EMAIL_LOCAL + local_rarity[words[x, EXTRA]] if level == 3 else level)
        out[k] |= np.uint64(best) << S_EMAIL


@njit(cache=True, nogil=True)
def _compare_addresses(cols, pairs, out):  # type: ignore[no-untyped-def]
    """Street and place: the best of any address against any other."""
    rows, (streets, street_data), street_rarity = cols.rows, cols.streets, cols.rarity.line
    (cities, city_data), city_rarity = cols.cities, cols.rarity.city
    (postcodes, postcode_data), postcode_rarity = cols.postcodes, cols.rarity.postcode
    start = ROW_SLOTS + cols.slots[0] + cols.slots[1]
    stop = start + cols.slots[2] * ADDRESS_WIDTH
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        street = 0
        place = 0
        for i in range(start, stop, ADDRESS_WIDTH):
            for j in range(start, stop, ADDRESS_WIDTH):
                street = max(street, _street(rows, a, b, i, j, streets, street_data, street_rarity))
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
                        place = 2 if alike(cities, city_data, city_a, city_b, 0.88) else 1
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
    number = rows[a, i + NUMBER_AT]
    return 3 if number >= 0 and number == rows[b, j + NUMBER_AT] else 2


@njit(cache=True, nogil=True)
def _compare_others(cols, pairs, out):  # type: ignore[no-untyped-def]
    """Business and account-like identifiers."""
    rows, (words, data), rarity = cols.rows, cols.businesses, cols.rarity.business
    (account_words, account_data), account_rarity = cols.accounts, cols.rarity.account
    start = ROW_SLOTS + cols.slots[0] + cols.slots[1] + cols.slots[2] * ADDRESS_WIDTH
    stop = start + cols.slots[3]
    for k in range(len(pairs)):
        a, b = _a(pairs[k]), _b(pairs[k])
        business_a, business_b = rows[a, ROW_BUSINESS], rows[b, ROW_BUSINESS]
        business = 0
        if business_a >= 0 and business_b >= 0:
            if business_a == business_b:
                business = BUSINESS_EQUAL + rarity[business_a]
            else:
                business = 2 if alike(words, data, business_a, business_b, 0.9) else 1
        account = _accounts(rows, a, b, start, stop, account_words, account_data, account_rarity)
        out[k] |= np.uint64(business) << S_BUSINESS | np.uint64(account) << S_ACCOUNT


@njit(cache=True, nogil=True)
def _accounts(rows, a, b, start, stop, words, data, rarity):  # type: ignore[no-untyped-def]
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
    return best
