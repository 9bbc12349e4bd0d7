"""What a country says about its places, phones, addresses, dates and mailboxes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """One country.

    weight: its share of the households of a mixed table; names: how its name is written; cultures: (name, share).
    mobile: national number patterns, `#` a digit; landline: digits of an area code and number together.
    groups: how the digits of (mobile, landline) numbers are grouped, from the left.
    postcode: P the city's prefix, `#` a digit of the part of town, `*` and `@` a digit and a letter of the street.
    line: one address line; units: how a flat is added; line_short leaves the flat out.
    streets x street_kinds (full/short) in street_form are the streets of every city, the frequent ones first.
    cities: a line each, `name|region|postcode prefixes|area codes|other spellings`, the largest first.
    towns: (stems, endings) of small places; dates: local date formats, most usual first.
    """

    code: str
    weight: float
    names: str
    cultures: tuple[tuple[str, float], ...]
    calling: str
    trunk: str
    mobile: str
    landline: int
    groups: tuple[tuple[int, ...], tuple[int, ...]]
    postcode: str
    line: str
    units: str
    streets: str
    street_kinds: str
    street_form: str
    cities: str
    towns: tuple[str, str]
    dates: tuple[str, ...]
    mail: str
    company_forms: str
    numbers_max: int = 180
