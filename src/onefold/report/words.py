"""Numbers, names and values as people read them; nothing here knows HTML."""

from __future__ import annotations

import re
from typing import Final

VALUE_CHARACTERS_MAX: Final = 200
"""Longer values are cut in the report: a cell of 10 MB must not make a page of 10 MB."""
SENTENCE_CHARACTERS_MAX: Final = 500
"""The same for sentences, which hold two values."""

_LABELS: Final = {
    "Prior": "Starting point",
    "Related": "Relatives and namesakes",
    "Swapped": "Order of the names",
    "Phone": "Phone number",
    "Email": "E-mail address",
    "Street": "Street address",
    "Place": "City and postcode",
    "BusinessName": "Company",
}
"""What people call a comparison or an attribute, where splitting its name into words does not say it."""

_VISIBLE: Final = {code: 0x2400 + code for code in range(0x20)} | dict.fromkeys(
    (*range(0x7F, 0xA0), 0xFFFE, 0xFFFF), 0xFFFD
)
"""Control characters become visible signs: markup may not hold them, and a reader should know that they are there."""


def number(value: int) -> str:
    """12345 -> '12,345'."""
    return f"{value:,}"


def brief(value: int) -> str:
    """A number for an axis: 950 -> '950', 1000 -> '1k', 2500000 -> '2.5M'."""
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if value >= size:
            return f"{value / size:.3g}{unit}"
    return str(value)


def signed(weight: float) -> str:
    """A weight with its sign and one decimal: 3.14 -> '+3.1', -2.0 -> '−2.0'."""
    text = f"{abs(weight):.1f}"
    return text if text == "0.0" else ("+" if weight > 0 else "−") + text


def score(probability: float) -> str:
    """A probability with two decimals; never '1.00' or '0.00', which would claim to be certain."""
    text = f"{probability:.2f}"
    return {"1.00": "> 0.99", "0.00": "< 0.01"}.get(text, text)


def percent(share: float) -> str:
    """0.123 -> '12 %'; what is not nothing is never '0 %', what is not all never '100 %'."""
    text = f"{100 * share:.0f}"
    if text == "0" and share > 0:
        return "< 1 %"
    return "> 99 %" if text == "100" and share < 1 else f"{text} %"


def duration(seconds: float) -> str:
    """0.42 -> '0.4 s', 75 -> '1 min 15 s', 3700 -> '1 h 1 min'."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def label(column: str) -> str:
    """What people call a column of the records: 'EmailAddress#2' -> 'E-mail address 2'."""
    attribute, _, index = column.partition("#")
    return " ".join(filter(None, [_label(attribute), index]))


def _label(attribute: str) -> str:
    if attribute in _LABELS:
        return _LABELS[attribute]
    place, dot, part = attribute.partition(".")
    if dot:
        return f"{_label(place)}: {_words(part).replace('address ', 'line ')}"
    return _words(attribute).capitalize().replace("email", "e-mail").replace("Email", "E-mail")


def _words(name: str) -> str:
    return " ".join(re.findall(r"[A-Z]?[^A-Z\d_\s]+|[A-Z]+(?![a-z])|\d+", name)).lower() or name


def clean(text: str, longest: int = VALUE_CHARACTERS_MAX) -> str:
    """A value of a record fit to be shown: cut, and its control characters visible. Not escaped."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return cut.translate(_VISIBLE)
