"""History records: what happened to each profile, with its document as it was before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, case, insert, literal_column, null, select, update

from onefold.store.profiles import Profile
from onefold.store.tables import HISTORY
from onefold.store.transaction import Found, Prepared, Tx, decode, encode, insert_many, new_id, new_ids

PROFILE: Final = "_profile"
"""The object type of records about the profile itself."""


@dataclass(frozen=True)
class Event:
    """Something that happened to a profile. action: one of Amazon's ActionType. by: the access key id.
    content: JSON; Before holds the document as it was."""

    profile_id: str
    action: str
    by: str
    at: int
    content: Mapping[str, Any]
    object_type: str = PROFILE
    object_key: str | None = None


@dataclass(frozen=True)
class Record:
    """An event as stored. row: its number."""

    row: int
    record_id: str
    event: Event


_ADD: Final = Prepared(
    insert(HISTORY).values({column.name: bindparam(column.name) for column in HISTORY.c if column.name != "id"})
)


def add(tx: Tx, domain_id: int, *events: Event) -> None:
    """Write records."""
    for event in events:
        _ADD(tx, _values(domain_id, event))


def add_created(tx: Tx, domain_id: int, profile_ids: Sequence[str], by: str, at: int) -> None:
    """Write that many profiles were created."""
    columns = ("domain_id", "profile_id", "record_id", "action", "object_type", "performed_by", "at", "content")
    pairs = zip(profile_ids, new_ids(at, len(profile_ids)), strict=True)
    rows = ((domain_id, one, record_id, "CREATED", PROFILE, by, at, "{}") for one, record_id in pairs)
    insert_many(tx, HISTORY, columns, rows)


def page(
    tx: Tx, domain_id: int, profile_id: str, filters: Mapping[str, str], before: int | None, limit: int
) -> list[Record]:
    """Records of a profile, newest first. filters: action, object_type and performed_by, as far as given.
    before: only records with smaller numbers."""
    found = select(HISTORY).where(HISTORY.c.domain_id == domain_id, HISTORY.c.profile_id == profile_id)
    for name, value in filters.items():
        found = found.where(HISTORY.c[name] == value)
    if before is not None:
        found = found.where(HISTORY.c.id < before)
    return [_record(row) for row in tx.execute(found.order_by(HISTORY.c.id.desc()).limit(limit))]


def find(tx: Tx, domain_id: int, profile_id: str, record_id: str) -> Record | None:
    """One record of a profile."""
    table = HISTORY.c
    found = select(HISTORY).where(table.domain_id == domain_id, table.profile_id == profile_id)
    row = tx.execute(found.where(table.record_id == record_id)).one_or_none()
    return None if row is None else _record(row)


_OF_OBJECTS: Final = ("CREATED", "INGESTED", "EXPIRED", "DELETED_BY_CUSTOMER")
_ACTIONS: Final = Prepared(
    select(
        HISTORY.c.action,
        case((HISTORY.c.content == literal_column("'{}'"), literal_column("1")), else_=literal_column("0")),
    )
    .where(HISTORY.c.domain_id == bindparam("domain_id"), HISTORY.c.profile_id == bindparam("profile_id"))
    .distinct()
)
"""What was done to a profile, each with 1 where the record has no content."""


def is_of_objects(tx: Tx, profile: Profile) -> bool:
    """Whether an object has made a profile, and since then nothing but objects has changed it.

    Only the object that makes one finds no document before.
    """
    found = _ACTIONS(tx, {"domain_id": profile.domain_id, "profile_id": profile.profile_id})
    return ("INGESTED", 1) in found and all(action in _OF_OBJECTS for action, _ in found)


_FORGET: Final = Prepared(
    update(HISTORY)
    .where(HISTORY.c.domain_id == bindparam("of_domain"), HISTORY.c.profile_id == bindparam("of_profile"))
    .values(content=literal_column("'{}'"), object_key=null())
)


def forget(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> None:
    """Take out of the records of profiles what was in them: what was done, when and by whom stays."""
    for one in profile_ids:
        _FORGET(tx, {"of_domain": domain_id, "of_profile": one})


_BEFORE: Final = (
    select(HISTORY.c.content)
    .where(
        HISTORY.c.domain_id == bindparam("domain_id"), HISTORY.c.profile_id == bindparam("profile_id"),
        HISTORY.c.at > bindparam("at"), HISTORY.c.content.like('{"Before":%'),
    )
    .order_by(HISTORY.c.id)
    .limit(1)
)  # fmt: skip


def document_of(tx: Tx, profile: Profile, updated_at: int) -> Mapping[str, Any]:
    """The document of a profile as it was when its last change was the one of that moment.

    Every change of a document notes the one before. Two changes within one millisecond cannot be told apart.
    """
    if profile.updated_at == updated_at:
        return profile.document
    wanted = {"domain_id": profile.domain_id, "profile_id": profile.profile_id, "at": updated_at}
    content = tx.execute(_BEFORE, wanted).scalar_one_or_none()
    document: Mapping[str, Any] = profile.document if content is None else decode(content)["Before"]
    return document


def _values(domain_id: int, event: Event) -> dict[str, Any]:
    return {
        "domain_id": domain_id, "profile_id": event.profile_id, "record_id": new_id(event.at), "action": event.action,
        "object_type": event.object_type, "object_key": event.object_key, "performed_by": event.by, "at": event.at,
        "content": encode(event.content),
    }  # fmt: skip


def _record(row: Found) -> Record:
    event = Event(
        row.profile_id, row.action, row.performed_by, row.at, decode(row.content), row.object_type, row.object_key
    )
    return Record(row.id, row.record_id, event)
