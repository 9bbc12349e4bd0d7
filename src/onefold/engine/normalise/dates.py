"""Dates in mixed formats, above all birth dates, as one integer each."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from anyascii import anyascii

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


def parse_dates(values: pa.StringArray, region: str) -> Ints:
    """Read each value as year * 10000 + month * 100 + day, int32; 0 = unusable, month or day 0 = not stated.

    values: null-free, one whole column: whether 03/04/1985 is in March or April is what most of the dates of the
    column say that can be read in one way only, and in a tie the habit of the region. A dotted date has the day first.
    Understood: ISO with or without time, compact (19850512, 12051985), Excel's day numbers, seconds or milliseconds
    since 1970 where they are a round time of day, a year or month alone, month names in English, German, French,
    Spanish, Italian, Portuguese and Dutch.
    With a year of four digits a day or a month that does not exist is kept as it is (31/02/1985, 1985-81-12): most of
    the date is right, and comparing its digits finds the slip. One of the two has to be possible.
    Unusable: the stand-ins 1900-01-01 and 1111-11-11 and years out of 100-2999; others, such as 1970-01-01, lose their
    weight by being frequent. About 0.8 us a value in three numbers, 4 to 7 us any other.
    """
    read = _read(values)
    unread = pa.array(~read.is_read)
    if pc.any(unread).as_py():
        plain = pa.array([_plain(v) for v in values.filter(unread).to_pylist()], pa.string())
        read = _read(pc.replace_with_mask(values, unread, plain))
    month_first = _is_month_first(read, region)
    swapped = (read.second <= 12) & (~month_first | (read.is_open & (read.first > 12)))
    month = np.where(swapped, read.second, read.first)
    day = np.where(swapped, read.first, read.second)
    dates = read.year * 10_000 + month * 100 + day
    is_month, is_day = (month >= 1) & (month <= 12), (day >= 1) & (day <= 31)
    has_slip = read.has_full_year & ((is_month | is_day) | (month + day == 0))
    usable = (read.year >= 100) & (read.year <= 2999) & ((is_month & is_day) | has_slip)
    usable &= ~np.isin(dates, _STAND_INS)
    return np.where(usable, dates, 0).astype(np.int32)


_STAND_INS: Final = (1900_01_01, 1111_11_11)


class _Read(NamedTuple):
    """Dates as they stand in the values, one element per value; all 0 and False where there is none."""

    is_read: Bools
    year: Ints
    first: Ints  # month or day, as the rules say
    second: Ints  # the other of the two
    is_open: Bools  # the order is not settled by the year coming first
    is_dotted: Bools
    has_full_year: Bools


# Three numbers, one of them a year of four digits if it comes first; what follows is a time.
_DATE: Final = (
    r"^\s*(?P<a>\d{4}|\d{1,2})\s*(?P<sign>[-/.\s])\s*(?P<b>\d{1,2})\s*[-/.\s]\s*(?P<c>\d{4}|\d{1,2})"
    r"(?:[.,]?|[T\s.,:].*)$"
)


def _read(values: pa.StringArray) -> _Read:
    fields = pc.extract_regex(values, _DATE)
    texts = [pc.fill_null(pc.struct_field(fields, name), "0000") for name in "abc"]
    a, b, c = (pc.cast(text, pa.int32()).to_numpy() for text in texts)
    widths = [pc.binary_length(text).to_numpy() for text in texts]
    is_year_first = (widths[0] == 4) | ((a > 31) & (widths[2] < 4))
    year = np.where(is_year_first, a, c)
    is_short = np.where(is_year_first, widths[0], widths[2]) <= 2
    return _Read(
        pc.is_valid(fields).to_numpy(zero_copy_only=False),
        year + is_short * np.where(year > _PIVOT, 1900, 2000).astype(np.int32),
        np.where(is_year_first, b, a),
        np.where(is_year_first, c, b),
        ~is_year_first,
        pc.fill_null(pc.equal(pc.struct_field(fields, "sign"), "."), False).to_numpy(zero_copy_only=False),
        ~is_short,
    )


# Years of two digits up to this one are of the 2000s. Constant, so that results do not change with the calendar.
_PIVOT: Final = 25


# Regions that write the month first in numbers.
_MONTH_FIRST: Final = frozenset(("US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"))


def _is_month_first(read: _Read, region: str) -> Bools:
    """For each value, whether the month comes before the day where it could be either way."""
    numeric = _majority(read, read.is_open & ~read.is_dotted, tie=region.upper() in _MONTH_FIRST)
    after_year = _majority(read, ~read.is_open, tie=True)
    return np.where(read.is_open, ~read.is_dotted & numeric, after_year)


def _majority(read: _Read, voters: Bools, tie: bool) -> bool:
    """Whether most of the voters that can be read in one way only have the month first."""
    days = int((voters & (read.first > 12) & (read.first <= 31) & (read.second <= 12)).sum())
    months = int((voters & (read.second > 12) & (read.second <= 31) & (read.first <= 12)).sum())
    return tie if days == months else months > days


# January to December, from whole names to the abbreviations in use; accents are gone.
_MONTH_NAMES: Final = (
    "january jan januar janner janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar fevrier fevr fev febrero febbraio fevereiro februari",
    "march mar marz maerz mrz mars marzo marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug aout agosto ago augustus",
    "september sep sept septembre septiembre set settembre setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro",
)
_MONTHS: Final = {name: m for m, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
# 1985年5月12日 and its Korean kin; the signs part numbers like any other.
_EAST_ASIAN: Final = str.maketrans("年月日년월일", "------")
_TIME: Final = re.compile(r"\b\d{1,2}:\d\d.*?(?=\s\d{4}|$)")
_WORDS: Final = re.compile(r"[a-z]+|\d+")
# One block of digits or two, and what it is in parts that _read understands.
_COMPACT: Final = tuple(
    (re.compile(pattern), parts)
    for pattern, parts in (
        (r"([12]\d{3})(0\d|1[012])([012]\d|3[01])(?:t?\d{6})?", "{}-{}-{}"),
        (r"([0-3]?\d)([0-3]\d)((?:18|19|20)\d\d)", "{}/{}/{}"),
        (r"((?:1\d|20)\d\d)(\d\d)(\d\d)", "{}-{}-{}"),
        (r"((?:18|19|20|21)\d\d)", "{}-0-0"),
        (r"((?:18|19|20|21)\d\d)[-/. ]?(0?[1-9]|1[012])", "{}-{}-0"),
        (r"(0?[1-9]|1[012])[-/. ]((?:18|19|20|21)\d\d)", "{1}-{0}-0"),
        (r"(\d\d)(0[1-9]|1[012])([012]\d|3[01])", "{}-{}-{}"),
        (r"([012]\d|3[01])(\d\d)(\d\d)", "{}/{}/{}"),
    )
)


def _plain(value: str) -> str:
    """Rewrite any other date as numbers that _read understands; "" if it is none."""
    text = value[:80]
    if since_1970 := _SINCE_1970.fullmatch(text):
        long, short = since_1970.groups()
        return _day_since_1970(int(long or short), 1000) if long else _day_in_seconds(int(short))
    if not text.isascii():
        text = anyascii(text.translate(_EAST_ASIAN))
    text = text.lower().strip(" -'\"").removesuffix(".0")
    if len(text) == 5 and text.isdigit():
        return _excel_date(int(text))
    if text[:1].isdigit():
        for pattern, parts in _COMPACT:
            if found := pattern.fullmatch(text):
                return parts.format(*found.groups())
    return _from_words(_WORDS.findall(_TIME.sub("", text) if ":" in text else text))


def _excel_date(days: int) -> str:
    """Excel counts days from 1899-12-30; 10000 is in 1927 and 60000 in 2064."""
    return (date(1899, 12, 30) + timedelta(days)).isoformat() if 10_000 <= days <= 60_000 else ""


# Milliseconds, or seconds: of a positive number of eight digits 12051985 is far the likelier reading.
_SINCE_1970: Final = re.compile(r"\s*(?:(-?\d{11,13})|(\d{9,10}|-\d{6,10}))(?:\.0)?\s*")
_DAY_SECONDS: Final = 86_400
# Time zones differ by quarters of an hour; of other numbers one in 900 is divisible by that.
_ROUND_SECONDS: Final = 900


def _day_since_1970(number: int, units: int) -> str:
    """The day to whose midnight the moment is nearest, since midnight where it was written may be hours off."""
    days = (number + units * _DAY_SECONDS // 2 - 1) // (units * _DAY_SECONDS)
    is_round = number % (units * _ROUND_SECONDS) == 0
    return (date(1970, 1, 1) + timedelta(days)).isoformat() if is_round and -40_000 < days < 25_000 else ""


def _day_in_seconds(number: int) -> str:
    """Seconds, or where those are beyond 2038 milliseconds of the spring of 1970 or the winter before it."""
    return _day_since_1970(number, 1) or _day_since_1970(number, 1000)


def _from_words(words: list[str]) -> str:
    """12 May 1985, May 12 85, 1985 May 12, May 1985, or three numbers."""
    numbers = [w for w in words if w.isdigit()]
    months = [_MONTHS[w] for w in words if w in _MONTHS]
    if not months:
        has_words = any(len(w) > 2 and w.isalpha() for w in words)
        return "/".join(numbers[:3]) if len(numbers) >= 3 and not has_words else ""
    years = [n for n in numbers if len(n) == 4 or (len(n) == 2 and n > "31")]
    days = [n for n in numbers if len(n) < 2 or (len(n) == 2 and n <= "31")]
    year = next(iter(years or days[1:]), "")
    # The last month: in "mar. 12 mai" the first is a Tuesday. With dots, so that the day comes first.
    return f"{days[0] if days else 0}.{months[-1]}.{year}"
