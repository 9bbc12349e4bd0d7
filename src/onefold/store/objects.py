"""Ingested source records and the types that say how they are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Executable, Table, bindparam, case, delete, func, select, update
from sqlalchemy.dialects import sqlite

from onefold.store.tables import OBJECT_TYPES, OBJECTS, PROFILE_KEYS
from onefold.store.transaction import Prepared, Tx, decode, encode, upsert


@dataclass(frozen=True)
class ObjectType:
    """text: members of PutProfileObjectType by their names, without names and tags, as JSON."""

    name: str
    text: str
    created_at: int
    updated_at: int

    @property
    def definition(self) -> Mapping[str, Any]:
        """What the text says; not to be changed."""
        return _definition(self.text)


@lru_cache(maxsize=1024)
def _definition(text: str) -> Mapping[str, Any]:
    """Every object that is put needs that of its type."""
    definition: Mapping[str, Any] = decode(text)
    return definition


_TYPES: Final = select(
    OBJECT_TYPES.c.name, OBJECT_TYPES.c.definition, OBJECT_TYPES.c.created_at, OBJECT_TYPES.c.updated_at
)
_FIND_TYPE: Final = Prepared(
    _TYPES.where(OBJECT_TYPES.c.domain_id == bindparam("domain_id"), OBJECT_TYPES.c.name == bindparam("name"))
)


def find_type(tx: Tx, domain_id: int, name: str) -> ObjectType | None:
    """An object type of a domain."""
    rows = _FIND_TYPE(tx, {"domain_id": domain_id, "name": name})
    return ObjectType(*rows[0]) if rows else None


def put_type(tx: Tx, domain_id: int, name: str, definition: Mapping[str, Any], at: int) -> ObjectType:
    """Store an object type, in the place of one of that name."""
    text = encode(definition)
    values = {"definition": text, "updated_at": at}
    statement = upsert(tx, OBJECT_TYPES).values(domain_id=domain_id, name=name, created_at=at, **values)
    statement = statement.on_conflict_do_update(index_elements=["domain_id", "name"], set_=values)
    created_at = tx.execute(statement.returning(OBJECT_TYPES.c.created_at)).scalar_one()
    return ObjectType(name, text, created_at, at)


def types_page(tx: Tx, domain_id: int, after: str, limit: int) -> list[ObjectType]:
    """Object types whose name comes after `after`, by name."""
    table = OBJECT_TYPES.c
    found = _TYPES.where(table.domain_id == domain_id, table.name > after)
    return [ObjectType(*row) for row in tx.execute(found.order_by(table.name).limit(limit))]


def count_types(tx: Tx, domain_id: int) -> int:
    """How many object types a domain has."""
    return tx.execute(select(func.count()).where(OBJECT_TYPES.c.domain_id == domain_id)).scalar_one()


def remove_type(tx: Tx, domain_id: int, name: str) -> None:
    """Delete a type; its objects are another matter."""
    tx.execute(delete(OBJECT_TYPES).where(OBJECT_TYPES.c.domain_id == domain_id, OBJECT_TYPES.c.name == name))


@dataclass(frozen=True)
class Object:
    """A source record. document: the text as it came. profile: the number of the profile it belongs to.
    source_at: when its values were true, in milliseconds."""

    row: int
    object_type: str
    unique_key: str
    profile: int
    document: str
    source_at: int
    created_at: int
    expires_at: int


@dataclass(frozen=True)
class NewObject:
    """A source record to store; see Object."""

    object_type: str
    unique_key: str
    document: str
    source_at: int
    expires_at: int


_KEPT: Final = tuple(
    OBJECTS.c[name]
    for name in ("id", "object_type", "unique_key", "profile", "document", "source_at", "created_at", "expires_at")
)
_ALL: Final = select(*_KEPT)
_FIND: Final = Prepared(
    _ALL.where(*(OBJECTS.c[name] == bindparam(name) for name in ("domain_id", "object_type", "unique_key")))
)


def _putting(insert: Callable[[Table], sqlite.Insert]) -> Executable:
    given = ("profile", "document", "size", "source_at", "updated_at", "expires_at")
    key = ("domain_id", "object_type", "unique_key")
    statement = insert(OBJECTS).values({name: bindparam(name) for name in (*key, "created_at", *given)})
    taken = {name: statement.excluded[name] for name in given}
    return statement.on_conflict_do_update(index_elements=key, set_=taken).returning(OBJECTS.c.id)


_PUT: Final = Prepared(_putting)


def put(tx: Tx, domain_id: int, profile: int, new: NewObject, at: int) -> int:
    """Store an object, in the place of one of the same type and key. Returns its number."""
    values = {
        "domain_id": domain_id, "object_type": new.object_type, "unique_key": new.unique_key, "created_at": at,
        "profile": profile, "document": new.document, "size": len(new.document.encode()), "source_at": new.source_at,
        "updated_at": at, "expires_at": new.expires_at,
    }  # fmt: skip
    return int(_PUT(tx, values)[0][0])


def find(tx: Tx, domain_id: int, object_type: str, unique_key: str) -> Object | None:
    """One object."""
    rows = _FIND(tx, {"domain_id": domain_id, "object_type": object_type, "unique_key": unique_key})
    return Object(*rows[0]) if rows else None


def by_row(tx: Tx, domain_id: int, row: int) -> Object | None:
    """The object of that number."""
    found = tx.execute(_ALL.where(OBJECTS.c.domain_id == domain_id, OBJECTS.c.id == row)).one_or_none()
    return None if found is None else Object(*found)


def of_profile(
    tx: Tx, profile: int, object_type: str, key: tuple[str, Collection[str]] | None, after: int, limit: int
) -> list[Object]:
    """Objects of a profile and type with a number greater than `after`, oldest first.

    key: only those that gave a key of that name with one of these canonical values.
    """
    found = _ALL.where(OBJECTS.c.profile == profile, OBJECTS.c.object_type == object_type)
    if key is not None:
        table = PROFILE_KEYS.c
        having = select(table.object).where(table.profile == profile, table.name == key[0], table.value.in_(key[1]))
        found = found.where(OBJECTS.c.id.in_(having))
    return [Object(*row) for row in tx.execute(found.where(OBJECTS.c.id > after).order_by(OBJECTS.c.id).limit(limit))]


class Usage(NamedTuple):
    """How many objects a profile has, how many of one type, and the bytes of all."""

    objects: int
    of_type: int
    size: int


_OF_TYPE: Final = func.coalesce(func.sum(case((OBJECTS.c.object_type == bindparam("object_type"), 1), else_=0)), 0)
_USAGE: Final = Prepared(
    select(func.count(), _OF_TYPE, func.coalesce(func.sum(OBJECTS.c.size), 0)).where(
        OBJECTS.c.profile == bindparam("profile")
    )
)


def usage(tx: Tx, profile: int, object_type: str) -> Usage:
    """What a profile has of its quotas."""
    row = _USAGE(tx, {"profile": profile, "object_type": object_type})[0]
    return Usage(*map(int, row))


def expired(tx: Tx, now: int, limit: int) -> list[tuple[int, Object]]:
    """Some objects whose time is over, each with the number of its domain."""
    found = (
        _ALL.add_columns(OBJECTS.c.domain_id)
        .where(OBJECTS.c.expires_at <= now)
        .order_by(OBJECTS.c.expires_at)
        .limit(limit)
    )
    return [(domain_id, Object(*row)) for *row, domain_id in tx.execute(found)]


def has_expired(tx: Tx, now: int) -> bool:
    """Whether there is an object whose time is over."""
    return tx.execute(select(OBJECTS.c.id).where(OBJECTS.c.expires_at <= now).limit(1)).first() is not None


def remove(tx: Tx, rows: Sequence[int]) -> None:
    """Delete objects by number; their keys are another matter."""
    tx.execute(delete(OBJECTS).where(OBJECTS.c.id.in_(rows)))


def some_of_type(tx: Tx, domain_id: int, object_type: str, limit: int) -> list[tuple[int, int]]:
    """The numbers of some objects of a type, each with that of its profile."""
    here = (OBJECTS.c.domain_id == domain_id) & (OBJECTS.c.object_type == object_type)
    return [
        (row.id, row.profile) for row in tx.execute(select(OBJECTS.c.id, OBJECTS.c.profile).where(here).limit(limit))
    ]


_STAMPS: Final = Prepared(
    select(OBJECTS.c.id, OBJECTS.c.object_type, OBJECTS.c.source_at).where(OBJECTS.c.profile == bindparam("profile"))
)
_MOVE_ALL: Final = Prepared(
    update(OBJECTS).where(OBJECTS.c.profile == bindparam("merged")).values(profile=bindparam("survivor"))
)


def stamps_of(tx: Tx, profile: int) -> dict[int, tuple[str, int]]:
    """The objects of a profile by number: type and source_at."""
    return {row: (object_type, source_at) for row, object_type, source_at in _STAMPS(tx, {"profile": profile})}


def move_all(tx: Tx, merged: int, survivor: int) -> None:
    """Give all objects of a profile to another."""
    _MOVE_ALL(tx, {"merged": merged, "survivor": survivor})


def move(tx: Tx, rows: Sequence[int], profile: int) -> None:
    """Give objects to another profile."""
    tx.execute(update(OBJECTS).where(OBJECTS.c.id.in_(rows)).values(profile=profile))
