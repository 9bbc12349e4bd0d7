"""SourceLastUpdatedTimestamp: when a source says its record was true, by a pattern of Java's SimpleDateFormat."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from onefold.errors import BadRequestError

EPOCH_UNITS: Final = {"EPOCHMILLI": 1, "EPOCHSECOND": 1000}
ISO: Final = frozenset(("ISO_8601", "ISO8601"))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH_NUMBERS: Final = {name: at for at, month in enumerate(_MONTHS, 1) for name in (month, month[:3])}
_ZONE: Final = r"(?P<zone>Z|UTC|GMT|(?:GMT|UTC)?[+-]\d{2}:?(?:\d{2})?)"

# Letters of SimpleDateFormat and what they match; a run of the same letter is one element.
_LETTERS: Final[dict[str, Callable[[int], str]]] = {
    "y": lambda width: r"(?P<year2>\d{2})" if width == 2 else r"(?P<year>\d{4})",
    "M": lambda width: r"(?P<month>\d{1,2})" if width < 3 else r"(?P<month_name>[A-Za-z]+)",
    "d": lambda _: r"(?P<day>\d{1,2})",
    "H": lambda _: r"(?P<hour>\d{1,2})",
    "h": lambda _: r"(?P<hour12>\d{1,2})",
    "m": lambda _: r"(?P<minute>\d{1,2})",
    "s": lambda _: r"(?P<second>\d{1,2})",
    "S": lambda _: r"(?P<fraction>\d{1,9})",
    "a": lambda _: r"(?P<half>[AaPp][Mm])",
    "E": lambda _: r"[A-Za-z]+",
    "z": lambda _: _ZONE,
    "Z": lambda _: _ZONE,
    "X": lambda _: _ZONE,
}
_ELEMENT: Final = re.compile(r"'(?P<quoted>(?:[^']|'')*)'|(?P<run>([A-Za-z])\3*)|(?P<other>.)", re.DOTALL)


def refuse_unknown_format(pattern: str) -> None:
    """Raise BadRequestError for a SourceLastUpdatedTimestampFormat that this server cannot read."""
    if pattern.upper() not in EPOCH_UNITS.keys() | ISO:
        _pattern(pattern)


def milliseconds_of(text: str, pattern: str = "") -> int:
    """The moment that a text names, in milliseconds since 1970; UTC where it names no zone.

    pattern: SimpleDateFormat, EPOCHMILLI (AWS's guide has EpochMilli), EPOCHSECOND or ISO_8601; "" = ISO 8601, or a
    number of seconds (up to ten digits) or milliseconds. Raises BadRequestError, which names the pattern and not the
    text.
    """
    try:
        if unit := EPOCH_UNITS.get(pattern.upper()):
            return round(float(text) * unit)
        if re.fullmatch(r"\d{1,17}(\.\d+)?", text) and not pattern:
            return round(float(text) * (1000 if float(text) < 1e10 else 1))
        moment = _iso(text) if not pattern or pattern.upper() in ISO else _parsed(text, pattern)
        return (moment - _EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        expected = pattern or "ISO 8601 or a number"
        raise BadRequestError(
            f"SourceLastUpdatedTimestamp of the object does not have the format {expected}."
        ) from None


def _iso(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parsed(text: str, pattern: str) -> datetime:
    found = _pattern(pattern).fullmatch(text)
    if found is None:
        raise ValueError(pattern)
    parts = {name: part for name, part in found.groupdict().items() if part is not None}
    year = int(parts.get("year", 1970))
    if "year2" in parts:
        year = 2000 + int(parts["year2"])
    hour = int(parts.get("hour", 0))
    if "hour12" in parts:
        hour = int(parts["hour12"]) % 12 + (12 if parts.get("half", "am").lower() == "pm" else 0)
    microsecond = int(parts.get("fraction", "0").ljust(6, "0")[:6])
    minute, second = int(parts.get("minute", 0)), int(parts.get("second", 0))
    zone = _zone(parts.get("zone", "Z"))
    return datetime(year, _month(parts), int(parts.get("day", 1)), hour, minute, second, microsecond, zone)


def _month(parts: dict[str, str]) -> int:
    if "month_name" not in parts:
        return int(parts.get("month", 1))
    if (number := _MONTH_NUMBERS.get(parts["month_name"].lower())) is None:
        raise ValueError("month")
    return number


def _zone(text: str) -> timezone:
    digits = re.sub(r"\D", "", text)
    offset = timedelta(hours=int(digits[:2] or 0), minutes=int(digits[2:] or 0))
    return timezone(-offset if "-" in text else offset)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression."""
    parts = []
    for element in _ELEMENT.finditer(pattern):
        run = element["run"]
        if element["quoted"] is not None:
            parts.append(re.escape(element["quoted"].replace("''", "'") or "'"))
        elif run and run[0] in _LETTERS:
            parts.append(_LETTERS[run[0]](len(run)))
        elif run:
            known = " ".join([*_LETTERS, *EPOCH_UNITS, "ISO_8601"])
            raise BadRequestError(
                f"SourceLastUpdatedTimestampFormat={pattern}: the letter {run[0]} is not supported. "
                f"Supported: {known}. Put literal text between single quotes."
            )
        else:
            parts.append(re.escape(element["other"]))
    try:
        return re.compile("".join(parts))
    except re.error:
        raise BadRequestError(f"SourceLastUpdatedTimestampFormat={pattern} has an element twice.") from None
