"""Compare candidate pairs: two rows in, one agreement pattern out; and add up the evidence of patterns."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from onefold.engine import comparison as c
from onefold.engine.kernels.similarity import jaro_winkler, may_be_similar, one_edit, token_counts

Array = NDArray[Any]

DIFFERENT: Final = 1
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
NAME_EQUAL: Final = c.COMPARISONS[c.FIRST].first_outcome(6)

ROW_FIRST, ROW_MIDDLE, ROW_LAST, ROW_TRAITS, ROW_BIRTH, ROW_BUSINESS, ROW_SLOTS = range(7)
"""Columns of the row matrix; from ROW_SLOTS on come the phones, e-mails, addresses and identifiers."""
STREET_AT, NUMBER_AT, LINE_AT, CITY_AT, POSTCODE_AT, ADDRESS_WIDTH = range(6)
"""Columns of one address within the row matrix."""


class Pool(NamedTuple):
    """Distinct canonical strings by code: bytes data[offsets[code]:offsets[code + 1]], and their letter sets."""

    offsets: Array
    data: Array
    letters: Array


class Columns(NamedTuple):
    """Everything the comparison of two rows looks at.

    rows: int32 [n, width], -1 = missing: codes of first, middle and last name, traits (gender + 4 x suffix), birth date
    as yyyymmdd, business; then `slots` counts of phones, e-mails, addresses and identifiers, packed to the left. An
    address takes ADDRESS_WIDTH columns: street, house number, street with number, city, postcode.
    *_rarity: uint8 by code, the rarity bucket of the value.
    """

    rows: Array
    slots: Array  # int64[4]: how many phones, e-mails, addresses, identifiers a row can have
    names: Pool
    nicknames: Array  # int32 [names, 3]
    first_rarity: Array
    last_rarity: Array
    full_rarity: Array  # by row
    birth_codes: Array  # int32[n]: code of the birth date, for its rarity
    birth_rarity: Array
    phone_keys: Array  # uint64 by phone code
    phone_rarity: Array
    email_locals: Array  # int32: local-part code by e-mail code
    email_rarity: Array
    local_rarity: Array
    locals: Pool
    streets: Pool
    street_rarity: Array  # by code of street + number
    cities: Pool
    city_rarity: Array
    postcodes: Pool
    postcode_rarity: Array
    businesses: Pool
    business_rarity: Array
    accounts: Pool
    account_rarity: Array


# The helpers take the arrays they need one by one: handing the whole tuple on costs a reference count for each of its
# arrays at every call, which measured five times the work itself.


@njit(cache=True, nogil=True)
def _part_of(at, data, a, b):  # type: ignore[no-untyped-def]
    """Whether one name has all words of the other, or is its beginning (three letters at least: Chris, Christopher)."""
    a0, a1, b0, b1 = at[a], at[a + 1], at[b], at[b + 1]
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
def _similar_name(at, data, letters, a, b):  # type: ignore[no-untyped-def]
    a0, a1, b0, b1 = at[a], at[a + 1], at[b], at[b + 1]
    if a1 - a0 == 1 or b1 - b0 == 1:
        return 2 if data[a0] == data[b0] else DIFFERENT
    if not may_be_similar(a1 - a0, b1 - b0, letters[a], letters[b], 0.82):
        return DIFFERENT
    if min(a1 - a0, b1 - b0) >= 3 and one_edit(data, a0, a1, b0, b1):
        return 4
    similarity = jaro_winkler(data, a0, a1, b0, b1)
    if similarity >= 0.92:
        return 4
    return 3 if similarity >= 0.82 else DIFFERENT


@njit(cache=True, nogil=True)
def _nicknames(nicknames, a, b):  # type: ignore[no-untyped-def]
    for i in range(nicknames.shape[1]):
        group = nicknames[a, i]
        if group < 0:
            return False
        for j in range(nicknames.shape[1]):
            if group == nicknames[b, j]:
                return True
    return False


@njit(cache=True, nogil=True)
def name_level(at, data, letters, nicknames, a, b):  # type: ignore[no-untyped-def]
    """Level of two names by code: 0 missing ... 6 equal (see comparison._NAME)."""
    if a < 0 or b < 0:
        return 0
    if a == b:
        return 6
    if _nicknames(nicknames, a, b) or _part_of(at, data, a, b):
        return 5
    return _similar_name(at, data, letters, a, b)


@njit(cache=True, nogil=True)
def _names(rows, a, b, at, data, letters, nicknames, first_rarity, last_rarity, full_rarity):  # type: ignore[no-untyped-def]
    """Fields of first name, last name and their swap; the crosswise reading wins if it agrees better."""
    first_a, first_b, last_a, last_b = rows[a, ROW_FIRST], rows[b, ROW_FIRST], rows[a, ROW_LAST], rows[b, ROW_LAST]
    first = name_level(at, data, letters, nicknames, first_a, first_b)
    last = name_level(at, data, letters, nicknames, last_a, last_b)
    swapped = np.uint64(0)
    if first > 0 and last > 0:
        swapped = np.uint64(1)
        if first + last < 8 and data[at[first_a]] == data[at[last_b]] and data[at[last_a]] == data[at[first_b]]:
            cross_first = name_level(at, data, letters, nicknames, first_a, last_b)
            cross_last = name_level(at, data, letters, nicknames, last_a, first_b) if cross_first >= 3 else 0
            if cross_last >= 3 and cross_first + cross_last > first + last:
                first, last, swapped = cross_first, cross_last, np.uint64(2)
    if 0 < first < 5 and (first_a == rows[b, ROW_MIDDLE] or first_b == rows[a, ROW_MIDDLE]):
        first = 5  # goes by the middle name
    if first == 6 and last == 6 and swapped == 1:
        rest = np.int64(full_rarity[a]) - first_rarity[first_a]
        first += first_rarity[first_a]
        last += min(max(rest, 0), RARITIES - 1)
        return swapped << S_SWAPPED | np.uint64(first) << S_FIRST | np.uint64(last) << S_LAST
    if first == 6:
        first += first_rarity[first_a] if swapped != 2 else min(first_rarity[first_a], last_rarity[first_a])
    if last == 6:
        last += last_rarity[last_a] if swapped != 2 else min(first_rarity[last_a], last_rarity[last_a])
    return swapped << S_SWAPPED | np.uint64(first) << S_FIRST | np.uint64(last) << S_LAST


@njit(cache=True, nogil=True)
def _middle(at, data, letters, a, b):  # type: ignore[no-untyped-def]
    if a < 0 or b < 0:
        return 0
    if a == b:
        return 3
    level = _similar_name(at, data, letters, a, b)
    return 3 if level == 4 else min(level, 2)


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
def one_digit_off(a, b):  # type: ignore[no-untyped-def]
    """Whether two numbers differ by one digit, or by two neighbouring digits being swapped."""
    wrong = 0
    previous_a = previous_b = np.uint64(99)
    swap = False
    ten = np.uint64(10)
    while a > 0 or b > 0:
        digit_a, digit_b = a % ten, b % ten
        if digit_a != digit_b:
            wrong += 1
            if wrong == 2:
                swap = digit_a == previous_b and digit_b == previous_a
                if not swap:
                    return False
            elif wrong > 2:
                return False
            previous_a, previous_b = digit_a, digit_b
        else:
            previous_a = previous_b = np.uint64(99)
        a //= ten
        b //= ten
    return wrong == 1 or swap


@njit(cache=True, nogil=True)
def _phones(rows, a, b, start, count, keys, rarity):  # type: ignore[no-untyped-def]
    best = 0
    for i in range(start, start + count):
        x = rows[a, i]
        if x < 0:
            break
        for j in range(start, start + count):
            y = rows[b, j]
            if y < 0:
                break
            if x == y:
                best = max(best, PHONE_EQUAL + rarity[x])
            elif best < 2:
                best = 2 if one_digit_off(keys[x], keys[y]) else 1
    return best


@njit(cache=True, nogil=True)
def _mailbox(at, data, letters, a, b, rarity):  # type: ignore[no-untyped-def]
    if a == b:
        return EMAIL_LOCAL + rarity[a]
    a0, a1, b0, b1 = at[a], at[a + 1], at[b], at[b + 1]
    if min(a1 - a0, b1 - b0) < 4 or not may_be_similar(a1 - a0, b1 - b0, letters[a], letters[b], 0.9):
        return DIFFERENT
    return 2 if one_edit(data, a0, a1, b0, b1) or jaro_winkler(data, a0, a1, b0, b1) >= 0.95 else DIFFERENT


@njit(cache=True, nogil=True)
def _emails(rows, a, b, start, count, local_of, rarity, at, data, letters, local_rarity):  # type: ignore[no-untyped-def]
    best = 0
    for i in range(start, start + count):
        x = rows[a, i]
        if x < 0:
            break
        for j in range(start, start + count):
            y = rows[b, j]
            if y < 0:
                break
            if x == y:
                best = max(best, EMAIL_EQUAL + rarity[x])
            elif best < EMAIL_EQUAL:
                best = max(best, _mailbox(at, data, letters, local_of[x], local_of[y], local_rarity))
    return best


@njit(cache=True, nogil=True)
def _day_number(date):  # type: ignore[no-untyped-def]
    return (date // 10000) * 365 + (date // 100 % 100) * 30 + date % 100


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
    if one_digit_off(np.uint64(a), np.uint64(b)):
        return 4
    wrong = 0
    x, y = a, b
    for _ in range(8):
        wrong += x % 10 != y % 10
        x //= 10
        y //= 10
    same_parts = (year_a == year_b) + (month_a == month_b) + (day_a == day_b)
    if wrong <= 2 or same_parts == 2:
        return 3
    if wrong == 3 or abs(_day_number(a) - _day_number(b)) <= 400:
        return 2
    return 1


@njit(cache=True, nogil=True)
def _birth(a, b, code, rarity):  # type: ignore[no-untyped-def]
    if a <= 0 or b <= 0:
        return 0
    level = birth_level(a, b)
    return BIRTH_EQUAL + rarity[code] if level == 5 else level


@njit(cache=True, nogil=True)
def _street(rows, a, b, i, j, at, data, rarity):  # type: ignore[no-untyped-def]
    line_a, line_b = rows[a, i + LINE_AT], rows[b, j + LINE_AT]
    if line_a < 0 or line_b < 0:
        return 0
    if line_a == line_b:
        return STREET_EQUAL + rarity[line_a]
    street_a, street_b = rows[a, i + STREET_AT], rows[b, j + STREET_AT]
    if street_a < 0 or street_b < 0:
        return DIFFERENT
    if street_a != street_b:
        a0, a1, b0, b1 = at[street_a], at[street_a + 1], at[street_b], at[street_b + 1]
        if jaro_winkler(data, a0, a1, b0, b1) < 0.88:
            shared, total_a = token_counts(data, a0, a1, b0, b1)
            if shared == 0:
                return DIFFERENT
            _, total_b = token_counts(data, b0, b1, a0, a1)
            if shared < 0.66 * max(total_a, total_b):
                return DIFFERENT
    number = rows[a, i + NUMBER_AT]
    return 3 if number >= 0 and number == rows[b, j + NUMBER_AT] else 2


@njit(cache=True, nogil=True)
def _postcode_slip(at, data, a, b):  # type: ignore[no-untyped-def]
    return one_edit(data, at[a], at[a + 1], at[b], at[b + 1])


@njit(cache=True, nogil=True)
def _same_city(at, data, letters, a, b):  # type: ignore[no-untyped-def]
    if not may_be_similar(at[a + 1] - at[a], at[b + 1] - at[b], letters[a], letters[b], 0.88):
        return False
    return jaro_winkler(data, at[a], at[a + 1], at[b], at[b + 1]) >= 0.88


@njit(cache=True, nogil=True)
def _place(  # type: ignore[no-untyped-def]
    rows, a, b, i, j, cities, city_data, city_letters, postcodes, postcode_data, city_rarity, postcode_rarity
):
    postcode_a, postcode_b = rows[a, i + POSTCODE_AT], rows[b, j + POSTCODE_AT]
    city_a, city_b = rows[a, i + CITY_AT], rows[b, j + CITY_AT]
    if postcode_a >= 0 and postcode_a == postcode_b:
        return POSTCODE_EQUAL + postcode_rarity[postcode_a]
    if city_a >= 0 and city_a == city_b:
        return CITY_EQUAL + city_rarity[city_a]
    result = 0
    if postcode_a >= 0 and postcode_b >= 0:
        if _postcode_slip(postcodes, postcode_data, postcode_a, postcode_b):
            return 2
        result = 1
    if city_a >= 0 and city_b >= 0:
        return 2 if _same_city(cities, city_data, city_letters, city_a, city_b) else 1
    return result


@njit(cache=True, nogil=True)
def _business(at, data, a, b, rarity):  # type: ignore[no-untyped-def]
    if a < 0 or b < 0:
        return 0
    if a == b:
        return BUSINESS_EQUAL + rarity[a]
    return 2 if jaro_winkler(data, at[a], at[a + 1], at[b], at[b + 1]) >= 0.9 else 1


@njit(cache=True, nogil=True)
def _accounts(rows, a, b, start, count, at, data, rarity):  # type: ignore[no-untyped-def]
    best = 0
    for i in range(start, start + count):
        x = rows[a, i]
        if x < 0:
            break
        for j in range(start, start + count):
            y = rows[b, j]
            if y < 0:
                break
            if x == y:
                best = max(best, ACCOUNT_EQUAL + rarity[x])
            elif best < 2:
                best = 2 if at[x + 1] - at[x] >= 5 and one_edit(data, at[x], at[x + 1], at[y], at[y + 1]) else 1
    return best


@njit(cache=True, nogil=True)
def compare(cols, pairs, out):  # type: ignore[no-untyped-def]
    """Write the agreement pattern of every packed pair (a << 32 | b) into out: uint64[pairs]."""
    rows, birth_codes, birth_rarity = cols.rows, cols.birth_codes, cols.birth_rarity
    phones, emails, addresses, accounts = cols.slots
    emails_at = ROW_SLOTS + phones
    addresses_at = emails_at + emails
    accounts_at = addresses_at + addresses * ADDRESS_WIDTH
    names, name_data, name_letters, nicknames = cols.names.offsets, cols.names.data, cols.names.letters, cols.nicknames
    first_rarity, last_rarity, full_rarity = cols.first_rarity, cols.last_rarity, cols.full_rarity
    phone_keys, phone_rarity = cols.phone_keys, cols.phone_rarity
    local_of, email_rarity, local_rarity = cols.email_locals, cols.email_rarity, cols.local_rarity
    locals_, local_data, local_letters = cols.locals.offsets, cols.locals.data, cols.locals.letters
    streets, street_data, street_rarity = cols.streets.offsets, cols.streets.data, cols.street_rarity
    cities, city_data, city_letters = cols.cities.offsets, cols.cities.data, cols.cities.letters
    city_rarity = cols.city_rarity
    postcodes, postcode_data, postcode_rarity = cols.postcodes.offsets, cols.postcodes.data, cols.postcode_rarity
    businesses, business_data, business_rarity = cols.businesses.offsets, cols.businesses.data, cols.business_rarity
    account_offsets, account_data, account_rarity = cols.accounts.offsets, cols.accounts.data, cols.account_rarity
    for k in range(len(pairs)):
        a, b = np.int64(pairs[k] >> np.uint64(32)), np.int64(pairs[k] & np.uint64(0xFFFFFFFF))
        pattern = _names(rows, a, b, names, name_data, name_letters, nicknames, first_rarity, last_rarity, full_rarity)
        pattern |= (
            np.uint64(_middle(names, name_data, name_letters, rows[a, ROW_MIDDLE], rows[b, ROW_MIDDLE])) << S_MIDDLE
        )
        pattern |= _traits(rows[a, ROW_TRAITS], rows[b, ROW_TRAITS])
        birth = _birth(rows[a, ROW_BIRTH], rows[b, ROW_BIRTH], birth_codes[a], birth_rarity)
        pattern |= np.uint64(birth) << S_BIRTH
        business = _business(businesses, business_data, rows[a, ROW_BUSINESS], rows[b, ROW_BUSINESS], business_rarity)
        pattern |= np.uint64(business) << S_BUSINESS
        pattern |= np.uint64(_phones(rows, a, b, ROW_SLOTS, phones, phone_keys, phone_rarity)) << S_PHONE
        email = _emails(
            rows, a, b, emails_at, emails, local_of, email_rarity, locals_, local_data, local_letters, local_rarity
        )
        pattern |= np.uint64(email) << S_EMAIL
        street = 0
        place = 0
        for i in range(addresses_at, accounts_at, ADDRESS_WIDTH):
            for j in range(addresses_at, accounts_at, ADDRESS_WIDTH):
                street = max(street, _street(rows, a, b, i, j, streets, street_data, street_rarity))
                # fmt: off
                place = max(place, _place(rows, a, b, i, j, cities, city_data, city_letters, postcodes, postcode_data,
                                          city_rarity, postcode_rarity))
                # fmt: on
        pattern |= np.uint64(street) << S_STREET | np.uint64(place) << S_PLACE
        account = _accounts(rows, a, b, accounts_at, accounts, account_offsets, account_data, account_rarity)
        out[k] = pattern | np.uint64(account) << S_ACCOUNT
