"""Finding profiles by what a person types: a part of a name, an e-mail address, a phone or account number.

The search keys themselves begin with what was typed, which is one range of their order; or a part of theirs does, which
is one range in every stretch of an index of expressions over them (key_parts.KEY_INDEXES). So a rare part costs some
microseconds for every 32,768 profiles, and a common one is found in the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Text, bindparam, literal, literal_column, select
from sqlalchemy import text as sql

from onefold.store.key_parts import (
    DOMAIN_PART,
    LAST_FOUR,
    LAST_WORD,
    OF_A_NAME,
    OF_A_PHONE,
    OF_AN_EMAIL,
    OF_THREE_WORDS,
    REST_OF_NAME,
    STRETCH,
)
from onefold.store.tables import PROFILE_KEYS
from onefold.store.transaction import Prepared, Tx

DIGITS_MIN: Final = 4
"""Of the end of a phone number: fewer fit too many."""
_AFTER: Final = "\U0010ffff"
"""Behind every text that begins with another."""


class Typed(NamedTuple):
    """What was typed, in canonical form; "" and () for what it cannot be.

    words: of a name. email: the beginning of an address. domain: the beginning of what stands behind its @. phone: the
    beginning of a number. digits: its end, DIGITS_MIN or more. account: the beginning of an account number.
    """

    words: Sequence[str] = ()
    email: str = ""
    domain: str = ""
    phone: str = ""
    digits: str = ""
    account: str = ""


def profile_rows(tx: Tx, domain_id: int, typed: Typed, limit: int) -> list[int]:
    """Numbers of up to `limit` profiles, those that begin with all that was typed before those with its words anywhere.

    Of each of the two, those by the same way in alphabetical order; where more than `limit` fit, which of them is not.
    """
    found: dict[int, None] = {}
    for way in _ways(typed):
        if len(found) >= limit:
            break
        found |= dict.fromkeys(_held_by(tx, domain_id, way, limit))
    return list(found)[:limit]


class Way(NamedTuple):
    """A way to look. of: which keys. text: what of them begins with `beginning`. patterns: of LIKE, for the whole value
    with a blank before it."""

    of: str
    text: str
    beginning: str
    patterns: Sequence[str] = ()


_ALL_OF_IT: Final = "value"
_OF_AN_ACCOUNT: Final = "name = '_account'"


def _ways(typed: Typed) -> Iterator[Way]:
    if typed.words:
        yield from _by_name(" ".join(typed.words))
    if typed.email:
        yield Way(OF_AN_EMAIL, _ALL_OF_IT, typed.email)
    if typed.domain:
        yield Way(OF_AN_EMAIL, DOMAIN_PART, typed.domain)
    if typed.phone:
        yield Way(OF_A_PHONE, _ALL_OF_IT, typed.phone)
    if typed.digits:
        yield Way(OF_A_PHONE, LAST_FOUR, typed.digits[-DIGITS_MIN:], [f"%{typed.digits}"])
    if typed.account:
        yield Way(_OF_AN_ACCOUNT, _ALL_OF_IT, typed.account)
    if len(typed.words) > 1:
        rarest = max(typed.words, key=len)
        yield from _by_name(rarest, [f"% {_literally(word)}%" for word in typed.words if word != rarest])


def _by_name(beginning: str, patterns: Sequence[str] = ()) -> Iterator[Way]:
    yield Way(OF_A_NAME, _ALL_OF_IT, beginning, patterns)
    yield Way(OF_A_NAME, REST_OF_NAME, beginning, patterns)
    yield Way(OF_THREE_WORDS, LAST_WORD, beginning, patterns)


def _held_by(tx: Tx, domain_id: int, way: Way, limit: int) -> list[int]:
    """The profiles of up to `limit` keys, by what begins as it should.

    The range is what an index knows; in the order of some languages it holds a few more, which are left out.
    """
    values = {"domain_id": domain_id, "least": way.beginning, "below": way.beginning + _AFTER}
    patterns = [f"{_literally(way.beginning)}%", *way.patterns]
    values |= {f"pattern_{number}": one for number, one in enumerate(patterns)}
    look = _looking(way.of, way.text, len(way.patterns))
    if way.text == _ALL_OF_IT:
        return [profile for profile, _ in look(tx, {**values, "limit": limit})]
    found: list[tuple[int, str]] = []
    for (stretch,) in _stretches(way.of)(tx, {"domain_id": domain_id}):
        if len(found) == limit:
            break
        found += look(tx, {**values, "stretch": stretch, "limit": limit - len(found)})
    return [profile for profile, _ in sorted(found, key=lambda one: one[1])]


@cache
def _looking(of: str, text: str, patterns: int) -> Prepared:
    """Profiles and texts of the keys that fit a way, in one stretch if it is by a part of them."""
    table, part = PROFILE_KEYS.c, literal_column(text, Text)
    conditions: list[ColumnElement[bool]] = [
        table.domain_id == bindparam("domain_id"),
        literal_column(of),
        part >= bindparam("least"),
        part < bindparam("below"),
        part.like(bindparam("pattern_0"), escape=_ESCAPE),
        *((literal(" ") + table.value).like(bindparam(f"pattern_{n}"), escape=_ESCAPE) for n in range(1, patterns + 1)),
    ]
    if text != _ALL_OF_IT:
        conditions.append(literal_column(STRETCH) == bindparam("stretch"))
    return Prepared(select(table.profile, part).where(*conditions).order_by(part).limit(bindparam("limit")))


@cache
def _stretches(of: str) -> Prepared:
    """The stretches with such keys, in ascending order: from each, the index says the next."""
    following = f"""(SELECT {STRETCH} FROM profile_keys WHERE domain_id = :domain_id AND {of} AND {STRETCH} > {{0}}
                     ORDER BY {STRETCH} LIMIT 1)"""
    return Prepared(
        sql(f"""WITH RECURSIVE stretches (stretch) AS (
                    SELECT {following.format("-1")}
                    UNION ALL SELECT {following.format("stretch")} FROM stretches WHERE stretch IS NOT NULL)
                SELECT stretch FROM stretches WHERE stretch IS NOT NULL""")
    )


_ESCAPE: Final = "\\"


def _literally(text: str) -> str:
    """A text as it stands in a pattern of LIKE."""
    return "".join(f"{_ESCAPE}{letter}" if letter in "%_\\" else letter for letter in text)
