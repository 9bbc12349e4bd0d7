"""Finding profiles by what a person types: a part of a name, an e-mail address, a phone or account number.

Each way of looking is one range of an index: the search keys themselves begin with what was typed, or what an index of
expressions over them makes of them does (tables.PROFILE_KEYS). Costs the same however many profiles there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Text, literal_column, or_, select

from onefold.store.tables import DOMAIN_PART, LAST_FOUR, LAST_WORD, PROFILE_KEYS, REST_OF_NAME, THREE_WORDS
from onefold.store.transaction import Tx

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

    The range is what an index knows; in the order of some languages it holds a few more, which are left out.
    """
    table, found = PROFILE_KEYS.c, dict[int, None]()
    for name, text, beginning, conditions in _ways(typed):
        if len(found) >= limit:
            break
        rows = select(table.profile).where(
            table.domain_id == domain_id,
            table.name == literal_column(f"'{name}'"),
            text >= beginning,
            text < beginning + _AFTER,
            text.startswith(beginning, autoescape=True),
            *conditions,
        )
        found |= dict.fromkeys(tx.execute(rows.order_by(text).limit(limit)).scalars())
    return list(found)[:limit]


Way = tuple[str, ColumnElement[str], str, list[ColumnElement[bool]]]
"""A name of search keys, the text of theirs that begins with what was typed, that, and what else must hold."""


def _ways(typed: Typed) -> Iterator[Way]:
    value = PROFILE_KEYS.c.value
    if typed.words:
        yield from _by_name(" ".join(typed.words), [])
    if typed.email:
        yield "_email", value, typed.email, []
    if typed.domain:
        yield "_email", _text(DOMAIN_PART), typed.domain, []
    if typed.phone:
        yield "_phone", value, typed.phone, []
    if typed.digits:
        yield "_phone", _text(LAST_FOUR), typed.digits[-DIGITS_MIN:], [value.endswith(typed.digits, autoescape=True)]
    if typed.account:
        yield "_account", value, typed.account, []
    if len(typed.words) > 1:
        rarest = max(typed.words, key=len)
        yield from _by_name(rarest, [_has_word(word) for word in typed.words if word != rarest])


def _by_name(beginning: str, conditions: list[ColumnElement[bool]]) -> Iterator[Way]:
    yield "_fullName", PROFILE_KEYS.c.value, beginning, conditions
    yield "_fullName", _text(REST_OF_NAME), beginning, conditions
    yield "_fullName", _text(LAST_WORD), beginning, [*conditions, literal_column(THREE_WORDS)]


def _has_word(beginning: str) -> ColumnElement[bool]:
    value: Any = PROFILE_KEYS.c.value
    return or_(value.startswith(beginning, autoescape=True), value.contains(f" {beginning}", autoescape=True))


def _text(expression: str) -> ColumnElement[str]:
    return literal_column(expression, Text)
