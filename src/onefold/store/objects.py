"""Ingested source records and the types that say how they are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import case, delete, func, select, tuple_, update

from onefold.store.tables import OBJECT_TYPES, OBJECTS, PROFILE_KEYS
from onefold.store.transaction import Found, Tx, decode, encode, upsert


@dataclass(frozen=True)
class ObjectType:
    """definition: members of PutProfileObjectType by their names, without names and tags."""

    name: str
    definition: Mapping[str, Any]
    created_at: int
    updated_at: int


def find_type(tx: Tx, domain_id: int, name: str) -> ObjectType | None:
    """An object type of a domain."""
    table = OBJECT_TYPES.c
    row = tx.execute(select(OBJECT_TYPES).where(table.domain_id == domain_id, table.name == name)).one_or_none()
    return None if row is None else _type(row)


def put_type(tx: Tx, domain_id: int, name: str, definition: Mapping[str, Any], at: int) -> ObjectType:
    """Store an object type, in the place of one of that name."""
    values = {"definition": encode(definition), "updated_at": at}
    statement = upsert(tx, OBJECT_TYPES).values(domain_id=domain_id, name=name, created_at=at, **values)
    statement = statement.on_conflict_do_update(index_elements=["domain_id", "name"], set_=values)
    created_at = tx.execute(statement.returning(OBJECT_TYPES.c.created_at)).scalar_one()
    return ObjectType(name, definition, created_at, at)


def types_page(tx: Tx, domain_id: int, after: str, limit: int) -> list[ObjectType]:
    """Object types whose name comes after `after`, by name."""
    table = OBJECT_TYPES.c
    found = select(OBJECT_TYPES).where(table.domain_id == domain_id, table.name > after)
    return [_type(row) for row in tx.execute(found.order_by(table.name).limit(limit))]


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


def put(tx: Tx, domain_id: int, profile: int, new: NewObject, at: int) -> int:
    """Store an object, in the place of one of the same type and key. Returns its number."""
    values = {
        "profile": profile, "document": new.document, "size": len(new.document.encode()), "source_at": new.source_at,
        "updated_at": at, "expires_at": new.expires_at,
    }  # fmt: skip
    statement = upsert(tx, OBJECTS).values(
        domain_id=domain_id, object_type=new.object_type, unique_key=new.unique_key, created_at=at, **values
    )
    key = ["domain_id", "object_type", "unique_key"]
    statement = statement.on_conflict_do_update(index_elements=key, set_=values)
    row: int = tx.execute(statement.returning(OBJECTS.c.id)).scalar_one()
    return row


def find(tx: Tx, domain_id: int, object_type: str, unique_key: str) -> Object | None:
    """One object."""
    table = OBJECTS.c
    found = select(OBJECTS).where(table.domain_id == domain_id, table.object_type == object_type)
    row = tx.execute(found.where(table.unique_key == unique_key)).one_or_none()
    return None if row is None else _object(row)


def by_row(tx: Tx, domain_id: int, row: int) -> Object | None:
    """The object of that number."""
    found = tx.execute(select(OBJECTS).where(OBJECTS.c.domain_id == domain_id, OBJECTS.c.id == row)).one_or_none()
    return None if found is None else _object(found)


def of_profile(
    tx: Tx, profile: int, object_type: str, key: tuple[str, Collection[str]] | None, after: int, limit: int
) -> list[Object]:
    """Objects of a profile and type with a number greater than `after`, oldest first.

    key: only those that gave a key of that name with one of these canonical values.
    """
    found = select(OBJECTS).where(OBJECTS.c.profile == profile, OBJECTS.c.object_type == object_type)
    if key is not None:
        table = PROFILE_KEYS.c
        having = select(table.object).where(table.profile == profile, table.name == key[0], table.value.in_(key[1]))
        found = found.where(OBJECTS.c.id.in_(having))
    return [_object(row) for row in tx.execute(found.where(OBJECTS.c.id > after).order_by(OBJECTS.c.id).limit(limit))]


class Usage(NamedTuple):
    """How many objects a profile has, how many of one type, and the bytes of all."""

    objects: int
    of_type: int
    size: int


def usage(tx: Tx, profile: int, object_type: str) -> Usage:
    """What a profile has of its quotas."""
    own = func.coalesce(func.sum(case((OBJECTS.c.object_type == object_type, 1), else_=0)), 0)
    found = select(func.count(), own, func.coalesce(func.sum(OBJECTS.c.size), 0)).where(OBJECTS.c.profile == profile)
    return Usage(*map(int, tx.execute(found).one()))


def expired(tx: Tx, now: int, limit: int) -> list[tuple[int, Object]]:
    """Some objects whose time is over, each with the number of its domain."""
    found = select(OBJECTS).where(OBJECTS.c.expires_at <= now).order_by(OBJECTS.c.expires_at).limit(limit)
    return [(row.domain_id, _object(row)) for row in tx.execute(found)]


def has_expired(tx: Tx, now: int) -> bool:
    """Whether there is an object whose time is over."""
    return tx.execute(select(OBJECTS.c.id).where(OBJECTS.c.expires_at <= now).limit(1)).first() is not None


def remove(tx: Tx, rows: Sequence[int]) -> None:
    """Delete objects by number; their keys are another matter."""
    tx.execute(delete(OBJECTS).where(OBJECTS.c.id.in_(rows)))


def remove_all_of_type(tx: Tx, domain_id: int, object_type: str) -> None:
    """Delete all objects of a type and the keys they gave."""
    here = (OBJECTS.c.domain_id == domain_id) & (OBJECTS.c.object_type == object_type)
    given = tuple_(PROFILE_KEYS.c.profile, PROFILE_KEYS.c.object).in_(
        select(OBJECTS.c.profile, OBJECTS.c.id).where(here)
    )
    tx.execute(delete(PROFILE_KEYS).where(given))
    tx.execute(delete(OBJECTS).where(here))


def stamps_of(tx: Tx, profile: int) -> dict[int, tuple[str, int]]:
    """The objects of a profile by number: type and source_at."""
    found = select(OBJECTS.c.id, OBJECTS.c.object_type, OBJECTS.c.source_at).where(OBJECTS.c.profile == profile)
    return {row.id: (row.object_type, row.source_at) for row in tx.execute(found)}


def move_all(tx: Tx, merged: int, survivor: int) -> None:
    """Give all objects of a profile to another."""
    tx.execute(update(OBJECTS).where(OBJECTS.c.profile == merged).values(profile=survivor))


def move(tx: Tx, rows: Sequence[int], profile: int) -> None:
    """Give objects to another profile."""
    tx.execute(update(OBJECTS).where(OBJECTS.c.id.in_(rows)).values(profile=profile))


_KEPT: Final = ("id", "object_type", "unique_key", "profile", "document", "source_at", "created_at", "expires_at")


def _object(row: Found) -> Object:
    return Object(*(getattr(row, name) for name in _KEPT))


def _type(row: Found) -> ObjectType:
    return ObjectType(row.name, decode(row.definition), row.created_at, row.updated_at)
