"""Canonical values: two texts are equal for merging, rules and search when their canonical values are.

The engine weighs how alike two values are; here equality alone decides, so these forms forgive the way of writing and
nothing else: no typo, no nickname, no part of a phone number. They are plain Python, because a request has one value
and no milliseconds to spare.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from anyascii import anyascii

from onefold.tables import ADDRESSES, EMAILS, NAMES, PHONES

LENGTH_MAX: Final = 255
"""Characters of a canonical value, as of a value in the API."""


def by_attribute(attribute: str, value: str) -> str:
    """The canonical value of an attribute (`Address.City` for a part of an address); "" stands for no value."""
    whole = attribute.partition(".")[0]
    if whole in PHONES:
        return phone(value)
    if whole in EMAILS:
        return email(value)
    return name(value) if whole in (*NAMES, *ADDRESSES, "BusinessName") else text(value)


def by_content_type(content_type: str, value: str) -> str:
    """The canonical value of a search key by Amazon's ContentType; an unusable phone number counts as text."""
    if content_type == "PHONE_NUMBER":
        return phone(value) or text(value)
    return {"EMAIL_ADDRESS": email, "NAME": name}.get(content_type, text)(value)


PREDEFINED: Final = {"_phone": "PHONE_NUMBER", "_email": "EMAIL_ADDRESS", "_fullName": "NAME"}
"""Search keys whose names say what their values are, whatever the field of an object type says that gives them: a key
name is global to a domain, and equal values under it are related."""


def search_key(key_name: str, content_type: str, value: str) -> str:
    """The canonical value of a search key that a field of that ContentType gives; STRING is also what people add."""
    return by_content_type(PREDEFINED.get(key_name, content_type), value)


def searched(key_name: str, value: str, content_types: Iterable[str] = ("STRING",)) -> set[str]:
    """The canonical values to look up for a search value. content_types: those that a key which a client has named may
    be of."""
    return {search_key(key_name, kind, value) for kind in content_types} - {""}


def text(value: str) -> str:
    """Any text: letter case, spaces and the way a character is encoded do not count. Idempotent."""
    folded = value.lower() if value.isascii() else _compatible(_compatible(value).casefold())
    return " ".join(folded.split())[:LENGTH_MAX]


def name(value: str) -> str:
    """A name: accents, script, apostrophes and other signs do not count either (O'Brien = OBRIEN, Müller = Muller).

    A name without letters or digits is taken as text.
    """
    # A sign may be a letter in lower case.
    return _plain_words(value) or _plain_words(text(value)) or text(value)


def _plain_words(value: str) -> str:
    plain = _in_ascii(value)[: 4 * LENGTH_MAX].lower()
    return " ".join(_SIGNS.sub(" ", _APOSTROPHES.sub("", plain)).split())[:LENGTH_MAX].rstrip()


def email(value: str) -> str:
    """An e-mail address: letter case and spaces do not count. john.doe and johndoe may be two people's mailboxes."""
    return text("".join(text(value).split()))  # again: a mark that lost the space before it joins the letter there


def phone(value: str) -> str:
    """A phone number: the last ten digits of the national number, or all if it has fewer; "" if it cannot be one.

    Calling code, trunk zero, extension and punctuation do not count: 555-010-0000 is +1-555-010-0000. (The engine
    compares nine digits and weighs the rest of the record. Here nothing else is weighed, and nine would make
    212-555-0100 and 312-555-0100 one.) A calling code is known by + or 00; without one, a number of more than ten
    digits begins with it or with a trunk digit, as in 1 555 010 0000. No number: fewer than six digits, more than 18,
    all the same or counting up, and what a spreadsheet has rounded.
    """
    plain = _LABEL.sub("", _in_ascii(value[:LENGTH_MAX]).strip().lower())
    if _ROUNDED.match(plain):
        return ""
    if plain.endswith(".0"):
        plain = _FLOAT.sub(r"\1", plain)
    digits = _NO_DIGITS.sub("", _first_number(plain.replace("(0)", "")))
    stated = plain.lstrip("(").startswith(("+", "00"))
    national = _without_calling_code(digits.lstrip("0")) if stated else digits
    national = national.lstrip("0")
    usable = 6 <= len(digits) <= 18 and len(national) >= 5
    return national[-10:] if usable and len(set(digits)) > 1 and digits not in _COUNTING else ""


def _first_number(plain: str) -> str:
    """The signs of the first number, up to an extension or a second number; a slash in front of seven digits parts."""
    found = _NUMBER.match(plain)
    number = found[0] if found else ""
    head, slash, _ = number.partition("/")
    return head if slash and sum(map(str.isdigit, head)) >= 7 else number


def _without_calling_code(digits: str) -> str:
    if digits[:1] in ("1", "7"):
        return digits[1:]
    return digits[2:] if _TWO_DIGIT_CODE.match(digits) else digits[3:]


def _in_ascii(value: str) -> str:
    """The letters that ASCII has for those of any script; most values are what they are."""
    return value if value.isascii() else anyascii(_compatible(value))


def _compatible(value: str) -> str:
    return unicodedata.normalize("NFKC", value)


_NO_DIGITS: Final = re.compile(r"[^0-9]+")
_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_APOSTROPHES: Final = re.compile(r"['`]")
_LABEL: Final = re.compile(r"^[^+\d(]*")
_NUMBER: Final = re.compile(r"\(?\+?[\d\s().\-_~/]+")
_ROUNDED: Final = re.compile(r"\d+([.,]\d+)?e[+-]?\d+$")
_FLOAT: Final = re.compile(r"^(\d{6,})\.0$")
_COUNTING: Final = frozenset("12345678901234567890"[at : at + width] for at in range(10) for width in range(6, 11))
# ITU-T E.164: 1 and 7 stand alone, these have two digits, all others three.
_TWO_DIGIT_CODE: Final = re.compile(r"2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
