"""Merges that were made, with images of everything they touched, so that they can be undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from onefold.store.tables import MERGES
from onefold.store.transaction import Found, Tx, decode, encode


@dataclass(frozen=True)
class Merge:
    """profile_ids: those that went into the main profile. cause: how it came about. record: for an undo, JSON."""

    row: int
    merge_id: str
    main_profile_id: str
    profile_ids: tuple[str, ...]
    cause: str
    job_id: str | None
    at: int
    record: Mapping[str, Any]
    undone_at: int | None


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


def add(tx: Tx, domain_id: int, merge: NewMerge) -> None:
    """Note a merge in the transaction that makes it."""
    values = {
        "domain_id": domain_id, "merge_id": merge.merge_id, "main_profile_id": merge.main_profile_id,
        "profile_ids": encode(merge.profile_ids), "cause": merge.cause, "job_id": merge.job_id, "at": merge.at,
        "record": encode(merge.record),
    }  # fmt: skip
    tx.execute(insert(MERGES), values)


def lock(tx: Tx, domain_id: int, merge_id: str) -> Merge | None:
    """One merge, to be undone: a second undo waits for the first."""
    found = select(MERGES).where(MERGES.c.domain_id == domain_id, MERGES.c.merge_id == merge_id)
    row = tx.execute(found.with_for_update()).one_or_none()
    return None if row is None else _merge(row)


def page(tx: Tx, domain_id: int, before: int | None, limit: int) -> list[Merge]:
    """Merges of a domain, the latest first; before: only those with smaller numbers."""
    found = select(MERGES).where(MERGES.c.domain_id == domain_id).order_by(MERGES.c.id.desc()).limit(limit)
    return [_merge(row) for row in tx.execute(found if before is None else found.where(MERGES.c.id < before))]


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
    taking_part = or_(table.main_profile_id == profile_id, table.profile_ids.contains(profile_id))
    found = select(MERGES).where(table.domain_id == domain_id, table.id > after, table.undone_at.is_(None), taking_part)
    row = tx.execute(found.order_by(table.id).limit(1)).one_or_none()
    return None if row is None else _merge(row)


def replace_record(tx: Tx, domain_id: int, merge_id: str, record: Mapping[str, Any]) -> None:
    """Store another record of a merge, as an earlier one has been undone."""
    statement = update(MERGES).where(MERGES.c.domain_id == domain_id, MERGES.c.merge_id == merge_id)
    tx.execute(statement.values(record=encode(record)))


def purge(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> None:
    """Forget the merges that any of these profiles took part in, undone ones too: their records hold what it was."""
    taking_part = or_(
        *(or_(MERGES.c.main_profile_id == one, MERGES.c.profile_ids.contains(one)) for one in profile_ids)
    )
    tx.execute(delete(MERGES).where(MERGES.c.domain_id == domain_id, taking_part))


def mark_undone(tx: Tx, merge: Merge, at: int) -> None:
    """The merge holds no more."""
    tx.execute(update(MERGES).where(MERGES.c.id == merge.row).values(undone_at=at))


def merged_by_job(tx: Tx, domain_id: int, job_id: str) -> int:
    """How many profiles went into another one by this job."""
    found = select(MERGES.c.profile_ids).where(MERGES.c.domain_id == domain_id, MERGES.c.job_id == job_id)
    return sum(len(decode(ids)) for ids in tx.execute(found).scalars())


def _merge(row: Found) -> Merge:
    return Merge(
        row.id, row.merge_id, row.main_profile_id, tuple(decode(row.profile_ids)), row.cause, row.job_id, row.at,
        decode(row.record), row.undone_at,
    )  # fmt: skip
