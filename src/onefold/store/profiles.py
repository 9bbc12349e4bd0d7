"""Profiles: the documents, since when their values are, and what their former ids have become."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Executable, Table, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects import sqlite

from onefold.store import origins as origins_
from onefold.store.origins import Origin
from onefold.store.tables import OBJECTS, PROFILE_ALIASES, PROFILE_KEYS, PROFILES, RULE_KEYS, RULE_SETS
from onefold.store.transaction import Prepared, Tx, decode, encode

METERED_OBJECTS: Final = 100
"""A profile counts once more for every further hundred objects."""


@dataclass(frozen=True)
class Profile:
    """row: its number in the store. document: the attributes in Amazon's form, without ProfileId; not to be changed.
    Times are in milliseconds."""

    row: int
    domain_id: int
    profile_id: str
    document: Mapping[str, Any]
    origins: Mapping[str, Origin]
    created_at: int
    updated_at: int


class Stats(NamedTuple):
    """Of a domain: profiles, profiles as metered, objects, bytes of both."""

    profiles: int
    metered_profiles: int
    objects: int
    size: int


_COLUMNS: Final = (
    PROFILES.c.id, PROFILES.c.domain_id, PROFILES.c.profile_id, PROFILES.c.document, PROFILES.c.origins,
    PROFILES.c.created_at, PROFILES.c.updated_at,
)  # fmt: skip
_ALL: Final = select(*_COLUMNS)
_IN_DOMAIN: Final = PROFILES.c.domain_id == bindparam("domain_id")
_BY_IDS: Final = _ALL.where(_IN_DOMAIN, PROFILES.c.profile_id.in_(bindparam("ids", expanding=True)))
_BY_ROWS: Final = _ALL.where(PROFILES.c.id.in_(bindparam("rows", expanding=True))).order_by(PROFILES.c.id)
_PAGE: Final = (
    _ALL.where(_IN_DOMAIN, PROFILES.c.profile_id > bindparam("after"))
    .order_by(PROFILES.c.profile_id)
    .limit(bindparam("limit"))
)
_LOCKED: Final = _BY_IDS.order_by(PROFILES.c.id).with_for_update()
_BY_ROW: Final = Prepared(_ALL.where(PROFILES.c.id == bindparam("row")))
_LOCK_ROW: Final = Prepared(_ALL.where(PROFILES.c.id == bindparam("row")).with_for_update())
_LOCK: Final = Prepared(_ALL.where(_IN_DOMAIN, PROFILES.c.profile_id == bindparam("profile_id")).with_for_update())
_INSERT: Final = Prepared(
    insert(PROFILES)
    .values({column.name: bindparam(column.name) for column in PROFILES.c if column.name != "id"})
    .returning(PROFILES.c.id)
)
_REPLACED: Final = ("document", "origins", "size", "updated_at")
_REPLACE: Final = Prepared(
    update(PROFILES)
    .where(PROFILES.c.id == bindparam("row"))
    .values({name: bindparam(f"new_{name}") for name in _REPLACED})
)


def add(tx: Tx, domain_id: int, profile_id: str, document: Mapping[str, Any], origins: Mapping[str, Origin], at: int,
        created_at: int | None = None) -> Profile:  # fmt: skip
    """Store a new profile. created_at: when it is one that comes back."""
    created = at if created_at is None else created_at
    text = encode(document)
    values = {
        "domain_id": domain_id, "profile_id": profile_id, "document": text, "origins": origins_.written(origins),
        "size": len(text.encode()), "created_at": created, "updated_at": at,
    }  # fmt: skip
    row = _INSERT(tx, values)[0][0]
    return Profile(row, domain_id, profile_id, document, origins, created, at)


def get(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> list[Profile]:
    """The profiles with these ids, in the order of the ids; missing ones are left out, former ids are not followed."""
    return _in_order(tx.execute(_BY_IDS, {"domain_id": domain_id, "ids": list(profile_ids)}), profile_ids)


def lock(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> list[Profile]:
    """As `get`, for profiles that will be changed: other transactions that want to change them wait."""
    if len(profile_ids) == 1:
        (profile_id,) = profile_ids
        return [_profile(row) for row in _LOCK(tx, {"domain_id": domain_id, "profile_id": profile_id})]
    return _in_order(tx.execute(_LOCKED, {"domain_id": domain_id, "ids": list(profile_ids)}), profile_ids)


def lock_row(tx: Tx, row: int) -> Profile | None:
    """The profile of that number, for a change of it, as `lock`."""
    return next(map(_profile, _LOCK_ROW(tx, {"row": row})), None)


def by_rows(tx: Tx, rows: Sequence[int]) -> list[Profile]:
    """The profiles with these numbers, by number."""
    if len(rows) == 1:
        return [_profile(row) for row in _BY_ROW(tx, {"row": rows[0]})]
    return [_profile(row) for row in tx.execute(_BY_ROWS, {"rows": list(rows)})]


def page(tx: Tx, domain_id: int, after: str, limit: int) -> list[Profile]:
    """Up to `limit` profiles whose id is greater than `after`, by id, which is by age."""
    return [_profile(row) for row in tx.execute(_PAGE, {"domain_id": domain_id, "after": after, "limit": limit})]


class Member(NamedTuple):
    """A profile without what it holds. former_ids: ids of profiles that were merged into it."""

    profile_id: str
    created_at: int
    former_ids: tuple[str, ...]


def members(tx: Tx, rows: Collection[int]) -> dict[int, Member]:
    """The profiles with these numbers, without their documents."""
    made = select(PROFILES.c.id, PROFILES.c.profile_id, PROFILES.c.created_at).where(PROFILES.c.id.in_(rows))
    once = select(PROFILE_ALIASES.c.profile, PROFILE_ALIASES.c.profile_id).where(PROFILE_ALIASES.c.profile.in_(rows))
    former: dict[int, list[str]] = {}
    for row, profile_id in tx.execute(once):
        former.setdefault(row, []).append(profile_id)
    return {row: Member(profile_id, at, tuple(former.get(row, ()))) for row, profile_id, at in tx.execute(made)}


def locked_page(tx: Tx, domain_id: int, after: int, limit: int) -> list[Profile]:
    """Profiles with a number greater than `after`, by number, locked for a change of what follows from them."""
    found = _ALL.where(PROFILES.c.domain_id == domain_id, PROFILES.c.id > after).order_by(PROFILES.c.id).limit(limit)
    return [_profile(row) for row in tx.execute(found.with_for_update())]


def row_of(tx: Tx, domain_id: int, profile_id: str) -> int | None:
    """The number of a profile."""
    found = select(PROFILES.c.id).where(PROFILES.c.domain_id == domain_id, PROFILES.c.profile_id == profile_id)
    return tx.execute(found).scalar_one_or_none()


def filled_by(tx: Tx, domain_id: int, object_type: str, after: int, limit: int = 500) -> list[tuple[int, str]]:
    """Number and id of profiles with a number greater than `after` that may have a value from an object type.

    Reads the domain from `after` on, as nothing lists profiles by where their values are from.
    """
    named = PROFILES.c.origins.contains(f'"{object_type}"', autoescape=True)
    found = select(PROFILES.c.id, PROFILES.c.profile_id).where(
        PROFILES.c.domain_id == domain_id, PROFILES.c.id > after, named
    )
    return [(row.id, row.profile_id) for row in tx.execute(found.order_by(PROFILES.c.id).limit(limit))]


class Idle(NamedTuple):
    """A profile that has no objects. row: its number. updated_at: when it was last changed."""

    row: int
    domain_id: int
    updated_at: int


def idle(tx: Tx, after: int, last: int, at: int) -> list[Idle]:
    """The profiles with numbers from after + 1 to last that have no objects and were last changed by that moment."""
    found = select(PROFILES.c.id, PROFILES.c.domain_id, PROFILES.c.updated_at).where(
        PROFILES.c.id > after, PROFILES.c.id <= last, PROFILES.c.updated_at <= at,
        ~exists().where(OBJECTS.c.profile == PROFILES.c.id),
    )  # fmt: skip
    return [Idle(*row) for row in tx.execute(found.order_by(PROFILES.c.id))]


def last_row(tx: Tx) -> int:
    """The greatest number of a profile, 0 if there is none."""
    row: int = tx.execute(select(func.coalesce(func.max(PROFILES.c.id), 0))).scalar_one()
    return row


def replace(tx: Tx, profile: Profile, document: Mapping[str, Any], origins: Mapping[str, Origin], at: int) -> Profile:
    """Give a profile another document."""
    text = encode(document)
    values = (text, origins_.written(origins), len(text.encode()), at)
    _REPLACE(tx, {"row": profile.row, **{f"new_{name}": one for name, one in zip(_REPLACED, values, strict=True)}})
    return Profile(profile.row, profile.domain_id, profile.profile_id, document, origins, profile.created_at, at)


_RULES: Final = select(RULE_SETS.c.id).where(
    RULE_SETS.c.domain_id == bindparam("domain_id"), RULE_SETS.c.retired_at.is_(None)
)
_REMOVALS: Final = (
    Prepared(delete(RULE_KEYS).where(RULE_KEYS.c.rule_set.in_(_RULES), RULE_KEYS.c.profile == bindparam("row"))),
    *(
        Prepared(delete(one).where(one.c.profile == bindparam("row")))
        for one in (PROFILE_KEYS, OBJECTS, PROFILE_ALIASES)
    ),
    Prepared(delete(PROFILES).where(PROFILES.c.id == bindparam("row"))),
)


def remove(tx: Tx, profile: Profile) -> None:
    """Delete a profile with its keys, objects and former ids; its history and what it was merged from stay."""
    for statement in _REMOVALS:
        statement(tx, {"row": profile.row, "domain_id": profile.domain_id})


_ALIAS: Final = select(PROFILE_ALIASES.c.profile).where(
    PROFILE_ALIASES.c.domain_id == bindparam("domain_id"), PROFILE_ALIASES.c.profile_id == bindparam("profile_id")
)


def _aliasing(insert: Callable[[Table], sqlite.Insert]) -> Executable:
    statement = insert(PROFILE_ALIASES).values({one.name: bindparam(one.name) for one in PROFILE_ALIASES.c})
    taken = {"profile": statement.excluded.profile}
    return statement.on_conflict_do_update(index_elements=["domain_id", "profile_id"], set_=taken)


_ADD_ALIAS: Final = Prepared(_aliasing)


def add_aliases(tx: Tx, domain_id: int, profile_ids: Collection[str], survivor: int) -> None:
    """From now on these ids are former ones of the profile with the number `survivor`."""
    for one in sorted(profile_ids):
        _ADD_ALIAS(tx, {"domain_id": domain_id, "profile_id": one, "profile": survivor})


def drop_aliases(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> None:
    """These ids are former ones no more."""
    table = PROFILE_ALIASES.c
    tx.execute(delete(PROFILE_ALIASES).where(table.domain_id == domain_id, table.profile_id.in_(profile_ids)))


_FORMER_IDS: Final = Prepared(select(PROFILE_ALIASES.c.profile_id).where(PROFILE_ALIASES.c.profile == bindparam("row")))


def former_ids(tx: Tx, row: int) -> list[str]:
    """The ids that profiles merged into this one had."""
    return sorted(profile_id for (profile_id,) in _FORMER_IDS(tx, {"row": row}))


def current_ids(tx: Tx, domain_id: int) -> dict[str, str]:
    """Every former id of the domain and the id of the profile that it has become."""
    joined = PROFILE_ALIASES.join(PROFILES, PROFILES.c.id == PROFILE_ALIASES.c.profile)
    found = select(PROFILE_ALIASES.c.profile_id, PROFILES.c.profile_id).select_from(joined)
    rows = tx.execute(found.where(PROFILE_ALIASES.c.domain_id == domain_id))
    return {row[0]: row[1] for row in rows}


def stats(tx: Tx, domain_id: int) -> Stats:
    """Count a domain; reads two indexes, about 0.1 s for a million profiles."""
    count, size = tx.execute(
        select(func.count(), func.coalesce(func.sum(PROFILES.c.size), 0)).where(PROFILES.c.domain_id == domain_id)
    ).one()
    objects, object_size = tx.execute(
        select(func.count(), func.coalesce(func.sum(OBJECTS.c.size), 0)).where(OBJECTS.c.domain_id == domain_id)
    ).one()
    many = (
        select(((func.count() - 1) // METERED_OBJECTS).label("more"))
        .where(OBJECTS.c.domain_id == domain_id)
        .group_by(OBJECTS.c.profile)
        .having(func.count() > METERED_OBJECTS)
        .subquery()
    )
    more = tx.execute(select(func.coalesce(func.sum(many.c.more), 0))).scalar_one()
    return Stats(count, count + int(more), objects, int(size) + int(object_size))


def _in_order(rows: Any, profile_ids: Collection[str]) -> list[Profile]:
    found = {row.profile_id: _profile(row) for row in rows}
    return [found[profile_id] for profile_id in profile_ids if profile_id in found]


def _profile(row: Sequence[Any]) -> Profile:
    number, domain_id, profile_id, text, origins, created_at, updated_at = row
    document = decode(text)
    known = origins_.read(origins, origins_.attributes_of(document))
    return Profile(number, domain_id, profile_id, document, known, created_at, updated_at)
