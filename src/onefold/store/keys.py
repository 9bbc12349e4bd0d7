"""Search keys: which profiles have a value under a name. Values come in canonical form; who makes it is not known here.

Every key has a source, so that a changed attribute or a deleted object takes along the keys it gave and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache, partial
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Executable, Select, Table, bindparam, delete, func, intersect, literal, select, union
from sqlalchemy.dialects import sqlite

from onefold.store.tables import PROFILE_ALIASES, PROFILE_KEYS, PROFILES
from onefold.store.transaction import Prepared, Tx, encode

ATTRIBUTE: Final = 0
"""The source of a key that an attribute of the profile gives."""
BY_HAND: Final = -1
"""The source of a key that AddProfileKey gave."""
MERGED: Final = -2
"""The source of a key whose attribute value was lost in a merge. All others are numbers of objects."""
PROFILE_ID: Final = "_profileId"
"""The key that every profile has: its id and its former ids."""


class Key(NamedTuple):
    """A name and a canonical value."""

    name: str
    value: str


class Stored(NamedTuple):
    """A key of a profile with its source."""

    name: str
    value: str
    source: int


ADDED_AT_ONCE: Final = 16
"""Keys in one statement; a profile that is made has some four."""


def _adding(count: int, insert: Callable[[Table], sqlite.Insert]) -> Executable:
    rows: list[dict[str, Any]] = [
        {column.name: bindparam(f"{column.name}_{number}") for column in PROFILE_KEYS.c} for number in range(count)
    ]
    return insert(PROFILE_KEYS).values(rows).on_conflict_do_nothing()


@cache
def _add(count: int) -> Prepared:
    return Prepared(partial(_adding, count))


def add(tx: Tx, domain_id: int, profile: int, source: int, keys: Collection[Key]) -> None:
    """Give a profile keys; those it has already are no error."""
    given = list(keys)
    for first in range(0, len(given), ADDED_AT_ONCE):
        some = given[first : first + ADDED_AT_ONCE]
        values: dict[str, Any] = {}
        for number, (name, value) in enumerate(some):
            values |= {
                f"domain_id_{number}": domain_id, f"name_{number}": name, f"value_{number}": value,
                f"profile_{number}": profile, f"object_{number}": source,
            }  # fmt: skip
        _add(len(some))(tx, values)


def reserve(tx: Tx, domain_id: int, keys: Collection[Key]) -> None:
    """Until the transaction ends, others that reserve one of these keys wait: who finds no profile of it may make one.

    On SQLite there is one writer at a time anyway.
    """
    if tx.dialect.name == "postgresql":
        texts = (encode([domain_id, *key]) for key in keys)
        numbers = {int.from_bytes(sha256(text.encode()).digest()[:8], signed=True) for text in texts}
        for number in sorted(numbers):
            tx.execute(select(func.pg_advisory_xact_lock(literal(number, BigInteger))))


_REMOVE: Final = Prepared(
    delete(PROFILE_KEYS).where(*(column == bindparam(f"b_{column.name}") for column in PROFILE_KEYS.c))
)


def remove(tx: Tx, domain_id: int, profile: int, source: int, keys: Collection[Key]) -> None:
    """Take these keys away, as far as they come from `source`."""
    for name, value in keys:
        values = {"b_domain_id": domain_id, "b_name": name, "b_value": value, "b_profile": profile, "b_object": source}
        _REMOVE(tx, values)


def remove_all(tx: Tx, profile: int, source: int) -> None:
    """Take away all keys of one source."""
    table = PROFILE_KEYS.c
    tx.execute(delete(PROFILE_KEYS).where(table.profile == profile, table.object == source))


def _giving(insert: Callable[[Table], sqlite.Insert]) -> Executable:
    table = PROFILE_KEYS.c
    own = select(
        table.domain_id, table.name, table.value, bindparam("survivor", type_=table.profile.type), table.object
    )
    own = own.where(table.profile == bindparam("merged"), table.object != ATTRIBUTE)
    columns = ["domain_id", "name", "value", "profile", "object"]
    return insert(PROFILE_KEYS).from_select(columns, own).on_conflict_do_nothing()


_GIVE: Final = Prepared(_giving)
_REMOVE_EVERY: Final = Prepared(delete(PROFILE_KEYS).where(PROFILE_KEYS.c.profile == bindparam("merged")))


def move(tx: Tx, merged: int, survivor: int) -> None:
    """Give the survivor the keys of the merged profile that do not follow from its attributes."""
    _GIVE(tx, {"merged": merged, "survivor": survivor})
    _REMOVE_EVERY(tx, {"merged": merged})


_STORED: Final = select(PROFILE_KEYS.c.name, PROFILE_KEYS.c.value, PROFILE_KEYS.c.object).where(
    PROFILE_KEYS.c.profile == bindparam("profile")
)
_OF_PROFILE: Final = Prepared(_STORED.order_by(PROFILE_KEYS.c.object, PROFILE_KEYS.c.name, PROFILE_KEYS.c.value))
_OF_SOURCE: Final = Prepared(_STORED.where(PROFILE_KEYS.c.object == bindparam("object")))


def of_profile(tx: Tx, profile: int) -> list[Stored]:
    """All keys of a profile."""
    return [Stored(*row) for row in _OF_PROFILE(tx, {"profile": profile})]


def of_source(tx: Tx, profile: int, source: int) -> set[Key]:
    """The keys of a profile that come from one source."""
    return {Key(name, value) for name, value, _ in _OF_SOURCE(tx, {"profile": profile, "object": source})}


_HOLDERS: Final = Prepared(
    select(PROFILE_KEYS.c.profile)
    .where(
        PROFILE_KEYS.c.domain_id == bindparam("domain_id"),
        PROFILE_KEYS.c.name == bindparam("name"),
        PROFILE_KEYS.c.value == bindparam("value"),
        PROFILE_KEYS.c.profile > bindparam("after"),
    )
    .distinct()
    .order_by(PROFILE_KEYS.c.profile)
    .limit(bindparam("limit"))
)


def holders(tx: Tx, domain_id: int, keys: Sequence[tuple[str, Collection[str]]], after: int, limit: int) -> list[int]:
    """Numbers of the profiles that have, under each of the names, one of its values.

    keys: names with canonical values. Only numbers greater than `after`, ascending, at most `limit`.
    """
    if len(keys) == len(keys[0][1]) == 1 and keys[0][0] != PROFILE_ID:
        ((name, (value,)),) = keys
        one = {"domain_id": domain_id, "name": name, "value": value, "after": after, "limit": limit}
        return [row[0] for row in _HOLDERS(tx, one)]
    each = [_having(domain_id, name, values) for name, values in keys]
    found = (each[0] if len(each) == 1 else intersect(*each)).subquery()
    return list(
        tx.execute(
            select(found.c.profile).where(found.c.profile > after).order_by(found.c.profile).limit(limit)
        ).scalars()
    )


def _having(domain_id: int, name: str, values: Collection[str]) -> Select[int]:
    if name == PROFILE_ID:
        now = select(PROFILES.c.id.label("profile")).where(
            PROFILES.c.domain_id == domain_id, PROFILES.c.profile_id.in_(values)
        )
        once = select(PROFILE_ALIASES.c.profile).where(
            PROFILE_ALIASES.c.domain_id == domain_id, PROFILE_ALIASES.c.profile_id.in_(values)
        )
        return select(union(now, once).subquery().c.profile)
    table = PROFILE_KEYS.c
    return (
        select(table.profile)
        .where(table.domain_id == domain_id, table.name == name, table.value.in_(values))
        .distinct()
    )
