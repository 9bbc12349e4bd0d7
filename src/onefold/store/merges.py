"""Merges that were made, with images of everything they touched, so that they can be undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from onefold.store.tables import MERGE_MEMBERS, MERGES
from onefold.store.transaction import Found, Prepared, Tx, decode, encode


@dataclass(frozen=True)
class Listed:
    """profile_ids: those that went into the main profile. cause: how it came about."""

    row: int
    merge_id: str
    main_profile_id: str
    profile_ids: tuple[str, ...]
    cause: str
    job_id: str | None
    at: int
    undone_at: int | None


@dataclass(frozen=True)
class Merge(Listed):
    """record: what an undo needs, JSON; images of whole profiles."""

    record: Mapping[str, Any]


@dataclass(frozen=True)
class NewMerge:
    """A merge to note; see Merge."""

    merge_id: str
    main_profile_id: str
    profile_ids: tuple[str, ...]
    cause: str
    job_id: str | None
    at: int
    record: Mapping[str, Any]


_LISTED: Final = tuple(
    MERGES.c[name]
    for name in ("id", "merge_id", "main_profile_id", "profile_ids", "cause", "job_id", "at", "undone_at")
)
_WHOLE: Final = select(*_LISTED, MERGES.c.record)


_ADD: Final = Prepared(
    insert(MERGES)
    .values({one.name: bindparam(one.name) for one in MERGES.c if one.name not in ("id", "undone_at")})
    .returning(MERGES.c.id)
)
_ADD_MEMBER: Final = Prepared(insert(MERGE_MEMBERS).values({one.name: bindparam(one.name) for one in MERGE_MEMBERS.c}))


def add(tx: Tx, domain_id: int, merge: NewMerge) -> None:
    """Note a merge in the transaction that makes it."""
    values = {
        "domain_id": domain_id, "merge_id": merge.merge_id, "main_profile_id": merge.main_profile_id,
        "profile_ids": encode(merge.profile_ids), "cause": merge.cause, "job_id": merge.job_id, "at": merge.at,
        "record": encode(merge.record),
    }  # fmt: skip
    row = _ADD(tx, values)[0][0]
    for one in sorted({merge.main_profile_id, *merge.profile_ids}):
        _ADD_MEMBER(tx, {"domain_id": domain_id, "profile_id": one, "merge": row})


def lock(tx: Tx, domain_id: int, merge_id: str) -> Merge | None:
    """One merge, to be undone: a second undo waits for the first."""
    found = _WHOLE.where(MERGES.c.domain_id == domain_id, MERGES.c.merge_id == merge_id)
    row = tx.execute(found.with_for_update()).one_or_none()
    return None if row is None else _merge(row)


def page(tx: Tx, domain_id: int, before: int | None, limit: int) -> list[Listed]:
    """Merges of a domain without their records, the latest first; before: only those with smaller numbers."""
    found = select(*_LISTED).where(MERGES.c.domain_id == domain_id).order_by(MERGES.c.id.desc()).limit(limit)
    return [_listed(row) for row in tx.execute(found if before is None else found.where(MERGES.c.id < before))]


def into(tx: Tx, domain_id: int, profile_id: str, limit: int) -> list[Listed]:
    """The merges of others into a profile, undone ones too, the latest first."""
    members = MERGE_MEMBERS.c
    found = select(*_LISTED).join(MERGE_MEMBERS, members.merge == MERGES.c.id).where(
        members.domain_id == domain_id, members.profile_id == profile_id, MERGES.c.main_profile_id == profile_id
    )  # fmt: skip
    return [_listed(row) for row in tx.execute(found.order_by(MERGES.c.id.desc()).limit(limit))]


def chain(tx: Tx, domain_id: int, merge: Merge) -> list[Merge]:
    """The merges since this one that still hold and that its merged profile was part of, in their order."""
    found: list[Merge] = []
    holder, row = merge.main_profile_id, merge.row
    while following := _next(tx, domain_id, row, holder):
        found.append(following)
        holder, row = following.main_profile_id, following.row
    return found


def _next(tx: Tx, domain_id: int, after: int, profile_id: str) -> Merge | None:
    """The first merge after a number that still holds and has the profile in it."""
    table = MERGES.c
    found = _WHOLE.join(MERGE_MEMBERS, MERGE_MEMBERS.c.merge == table.id).where(
        MERGE_MEMBERS.c.domain_id == domain_id, MERGE_MEMBERS.c.profile_id == profile_id,
        MERGE_MEMBERS.c.merge > after, table.undone_at.is_(None),
    )  # fmt: skip
    row = tx.execute(found.order_by(table.id).limit(1)).one_or_none()
    return None if row is None else _merge(row)


def replace_record(tx: Tx, domain_id: int, merge_id: str, record: Mapping[str, Any]) -> None:
    """Store another record of a merge, as an earlier one has been undone."""
    statement = update(MERGES).where(MERGES.c.domain_id == domain_id, MERGES.c.merge_id == merge_id)
    tx.execute(statement.values(record=encode(record)))


_OF_MEMBER: Final = Prepared(
    select(MERGE_MEMBERS.c.merge).where(
        MERGE_MEMBERS.c.domain_id == bindparam("domain_id"), MERGE_MEMBERS.c.profile_id == bindparam("profile_id")
    )
)


def purge(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> None:
    """Forget the merges that any of these profiles took part in, undone ones too: their records hold what it was."""
    rows = {row for one in profile_ids for (row,) in _OF_MEMBER(tx, {"domain_id": domain_id, "profile_id": one})}
    if rows:  # most have none
        members = MERGE_MEMBERS.c
        tx.execute(delete(MERGES).where(MERGES.c.id.in_(rows)))
        tx.execute(delete(MERGE_MEMBERS).where(members.domain_id == domain_id, members.merge.in_(rows)))


def mark_undone(tx: Tx, merge: Merge, at: int) -> None:
    """The merge holds no more."""
    tx.execute(update(MERGES).where(MERGES.c.id == merge.row).values(undone_at=at))


def merged_by_job(tx: Tx, domain_id: int, job_id: str) -> int:
    """How many profiles went into another one by this job."""
    found = select(MERGES.c.profile_ids).where(MERGES.c.domain_id == domain_id, MERGES.c.job_id == job_id)
    return sum(len(decode(ids)) for ids in tx.execute(found).scalars())


def _listed(row: Found) -> Listed:
    number, merge_id, main, ids, cause, job_id, at, undone_at = row
    return Listed(number, merge_id, main, tuple(decode(ids)), cause, job_id, at, undone_at)


def _merge(row: Found) -> Merge:
    number, merge_id, main, ids, cause, job_id, at, undone_at, record = row
    return Merge(number, merge_id, main, tuple(decode(ids)), cause, job_id, at, undone_at, decode(record))
