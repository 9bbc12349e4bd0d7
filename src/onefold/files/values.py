"""What the values of a column look like, when its name does not say: small tests on a sample of filled values."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from onefold.tables import EMAILS, NAMES, PHONES

_EMAIL: Final = re.compile(r"\s*[^@\s,;<>]+@[^@\s,;<>]+\.[^\W\d_]{2,}\s*(?:[,;|/\s].*)?", re.DOTALL)
_PHONE: Final = re.compile(r"\s*[+(]?\d[\d\s().\-/+]{7,24}\d(?:\s*(?:x|ext\.?)\s*\d{1,6})?\s*", re.IGNORECASE)
_DATE: Final = re.compile(r"\s*(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})(?:[T ][\d:.]+Z?)?\s*")
_IP_ADDRESS: Final = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){3}\s*")
_WORDS: Final = re.compile(r"\s*[^\W\d_]+(?:[ '’.\-]+[^\W\d_]+){0,4}\.?\s*")
_FLAGS: Final = frozenset(("yes", "no", "true", "false", "y", "n", "t", "f", "0", "1", "x", "on", "off"))

_ADDRESS: Final = re.compile(r"[^@\s,;|/<>]+@[^@\s,;|/<>]+\.[^\W\d_]{2,}")

_PHONES_SHARE_MIN: Final = 0.8
_CONTACTS_SHARE_MIN: Final = 0.2
_PHONE_DIGITS: Final = range(10, 16)
"""Ten is a national number with its area code, fifteen the most E.164 allows; nine are often an identity number."""
_BIRTH_YEARS: Final = range(1900, 2011)
"""Dates of which most lie here are birth dates rather than dates of orders."""

_NEEDS: Final = {
    **dict.fromkeys(NAMES, re.compile(r"[^\W\d_]")),
    **dict.fromkeys(EMAILS, re.compile("@")),
    **dict.fromkeys(PHONES, re.compile(r"(?:\d\D*){4}")),
    **dict.fromkeys(("BirthDate", "BirthDate:year"), re.compile(r"\d")),
}
_CONTRADICTION_MIN: Final = 5
"""Of fewer values a few that are unusable say nothing about the column."""


def is_value(cell: str) -> bool:
    """An e-mail address, a phone number or a date: what no column is called."""
    return bool(_EMAIL.fullmatch(cell) or _DATE.fullmatch(cell) or _is_phone(cell, unformatted=True))


def are_emails(values: Sequence[str], *, share_min: float) -> bool:
    """E-mail addresses, perhaps several in a cell, in at least this share of the values."""
    return _share(values, lambda value: _EMAIL.fullmatch(value) is not None) >= share_min


def are_contacts(values: Sequence[str]) -> bool:
    """E-mail addresses and phone numbers, in one column or even in one cell: each in a fifth of the values."""
    rest = [_ADDRESS.sub("", value) for value in values]
    emails = sum(one != other for one, other in zip(values, rest, strict=True))
    phones = sum(map(_has_phone, rest))
    return min(emails, phones) >= _CONTACTS_SHARE_MIN * max(len(values), 1) and len(values) > 1


def are_phones(values: Sequence[str], *, unformatted: bool) -> bool:
    """unformatted: bare digits count too; beside a header that says otherwise they are more often some other number."""
    return _share(values, lambda value: _is_phone(value, unformatted=unformatted)) >= _PHONES_SHARE_MIN


def are_dates_of_birth(values: Sequence[str]) -> bool:
    """Dates, in any common order of day, month and year, most of them in years people alive were born in."""
    return _share(values, _is_date_of_birth) >= 0.6


def are_flags(values: Sequence[str]) -> bool:
    """Yes or no throughout: `Email: TRUE` says that mails are welcome, not where to."""
    return bool(values) and all(value.strip().lower() in _FLAGS for value in values)


def are_words(values: Sequence[str], *, several: bool = False) -> bool:
    """Words of letters, as names are, not codes of two letters; several: most have two words or more."""
    letters = sum(map(len, values)) / max(len(values), 1)
    share = _share(
        values, lambda value: _WORDS.fullmatch(value) is not None and (not several or len(value.split()) > 1)
    )
    return letters >= 3 and share >= (0.6 if several else 0.8)


def contradict(values: Sequence[str], attribute: str) -> bool:
    """Whether hardly a value has what each value of the attribute needs: an order number such as #1001 is no name."""
    needs = _NEEDS.get(attribute)
    return needs is not None and len(values) >= _CONTRADICTION_MIN and _share(values, _has(needs)) < 0.1


def _has(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.search(value) is not None


def _has_phone(text: str) -> bool:
    parts = (part.strip() for part in re.split(r"[;,|\n]|[^\W\d_]+[:.]", text))
    return any(_is_phone(part, unformatted=True) for part in parts)


def _is_phone(value: str, *, unformatted: bool) -> bool:
    if not _PHONE.fullmatch(value) or _DATE.fullmatch(value) or _IP_ADDRESS.fullmatch(value):
        return False
    digits = sum(letter.isdigit() for letter in value)
    marks = sum(letter in " ()-./" for letter in value.strip())
    formatted = value.strip().startswith(("+", "(")) or marks >= 2
    return digits in _PHONE_DIGITS and (formatted or (unformatted and marks == 0))


def _is_date_of_birth(value: str) -> bool:
    years = re.findall(r"\d{4}", value) if _DATE.fullmatch(value) else []
    return bool(years) and int(years[0]) in _BIRTH_YEARS


def _share(values: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0
