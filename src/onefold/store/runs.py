"""Runs: the match groups of a finished job. Filled unseen (see store.filling), published in one step, never changed
afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Executable, Table, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.dialects import sqlite

from onefold.store.domains import purge_run
from onefold.store.tables import DEPARTURES, MATCH_GROUPS, MATCH_IDS, MATCH_MEMBERS, PROFILES, RUNS
from onefold.store.transaction import Prepared, Tx, upsert

KEPT_MILLISECONDS: Final = 24 * 60 * 60 * 1000
"""How long a run is kept after a newer one was published, for those who are paging through it."""


@dataclass(frozen=True)
class Run:
    """A published run. profiles: how many were looked at. groups: how many match groups it has."""

    id: int
    job_id: str
    published_at: int
    profiles: int
    groups: int


class Group(NamedTuple):
    """A match group; rank counts from 1, surest first; profile_ids ascending."""

    rank: int
    match_id: str
    confidence_score: float
    profile_ids: tuple[str, ...]


def begin(tx: Tx, domain_id: int, job_id: str, attempt: int) -> int:
    """A new run that nobody sees yet. Returns its number."""
    values = {"domain_id": domain_id, "job_id": job_id, "attempt": attempt, "profiles": 0, "groups": 0}
    run: int = tx.execute(insert(RUNS).returning(RUNS.c.id), values).scalar_one()
    return run


def publish(tx: Tx, run: int, profiles: int, groups: int, at: int, model: str | None = None) -> None:
    """From now on this is what readers see: all of it, and nothing of the one before. model: explains its evidence."""
    values = {"published_at": at, "profiles": profiles, "groups": groups, "model": model}
    tx.execute(update(RUNS).where(RUNS.c.id == run).values(values))


_PUBLISHED: Final = select(RUNS.c.id, RUNS.c.job_id, RUNS.c.published_at, RUNS.c.profiles, RUNS.c.groups).where(
    RUNS.c.domain_id == bindparam("domain_id"), RUNS.c.published_at.is_not(None)
)
_LATEST: Final = _PUBLISHED.order_by(RUNS.c.published_at.desc(), RUNS.c.id.desc()).limit(1)
_GROUPS: Final = select(
    MATCH_GROUPS.c.rank, MATCH_GROUPS.c.match_id, MATCH_GROUPS.c.confidence_score, MATCH_GROUPS.c.profile_ids
).where(MATCH_GROUPS.c.run == bindparam("run"))
_PAGE: Final = (
    _GROUPS.where(MATCH_GROUPS.c.rank > bindparam("after")).order_by(MATCH_GROUPS.c.rank).limit(bindparam("limit"))
)
_DEPARTED: Final = select(DEPARTURES.c.profile_id).where(
    DEPARTURES.c.run == bindparam("run"), DEPARTURES.c.rank.between(bindparam("first"), bindparam("last"))
)


_FIND_LATEST: Final = Prepared(_LATEST)
_FIND_PAGE: Final = Prepared(_PAGE)
_FIND_DEPARTED: Final = Prepared(_DEPARTED)
_FIND: Final = Prepared(_PUBLISHED.where(RUNS.c.id == bindparam("id")))


def latest(tx: Tx, domain_id: int) -> Run | None:
    """The run that readers see."""
    rows = _FIND_LATEST(tx, {"domain_id": domain_id})
    return Run(*rows[0]) if rows else None


def find(tx: Tx, domain_id: int, run: int) -> Run | None:
    """A published run, also one that a newer one has replaced, while it is kept."""
    rows = _FIND(tx, {"domain_id": domain_id, "id": run})
    return Run(*rows[0]) if rows else None


def of_job(tx: Tx, domain_id: int, job_id: str) -> Run | None:
    """The run that a job has published."""
    row = tx.execute(_PUBLISHED.where(RUNS.c.job_id == job_id), {"domain_id": domain_id}).one_or_none()
    return None if row is None else Run(*row)


def page(tx: Tx, run: int, after: int, limit: int) -> list[Group]:
    """Groups with a rank greater than `after`, in order, without members that have departed.

    A group with fewer than two left is still in the list, with the members that it has. Costs the same at any rank.
    """
    rows = _FIND_PAGE(tx, {"run": run, "after": after, "limit": limit})
    return _without_departed(tx, run, rows)


def by_match_id(tx: Tx, run: int, match_id: str) -> Group | None:
    """One group, without members that have departed."""
    table = MATCH_IDS.c
    rank = select(table.rank).where(table.run == run, table.match_id == match_id).scalar_subquery()
    rows = tx.execute(_GROUPS.where(MATCH_GROUPS.c.rank == rank), {"run": run}).all()
    return next(iter(_without_departed(tx, run, rows)), None)


def by_profile(tx: Tx, run: int, profile_id: str) -> Group | None:
    """The group that a profile is in."""
    table = MATCH_MEMBERS.c
    rank = select(table.rank).where(table.run == run, table.profile_id == profile_id).scalar_subquery()
    rows = tx.execute(_GROUPS.where(MATCH_GROUPS.c.rank == rank), {"run": run}).all()
    return next(iter(_without_departed(tx, run, rows)), None)


def _departing(insert: Callable[[Table], sqlite.Insert]) -> Executable:
    table = MATCH_MEMBERS.c
    found = select(table.run, table.rank, table.profile_id).where(table.profile_id == bindparam("profile_id"))
    return insert(DEPARTURES).from_select(["run", "rank", "profile_id"], found).on_conflict_do_nothing()


_DEPART: Final = Prepared(_departing)


def depart(tx: Tx, profile_ids: Collection[str]) -> None:
    """Profiles are gone: leave them out of the groups that they were found in."""
    for one in profile_ids:
        _DEPART(tx, {"profile_id": one})


_GONE: Final = select(MATCH_MEMBERS.c.run, MATCH_MEMBERS.c.rank, MATCH_MEMBERS.c.profile_id).where(
    MATCH_MEMBERS.c.run == bindparam("run"),
    ~exists().where(
        PROFILES.c.domain_id == bindparam("domain_id"), PROFILES.c.profile_id == MATCH_MEMBERS.c.profile_id
    ),
)


def gone(tx: Tx, domain_id: int, run: int) -> list[str]:
    """Members of a run that are no profiles any more. Some 0.3 s for 600,000."""
    found = tx.execute(_GONE, {"domain_id": domain_id, "run": run})
    return [row.profile_id for row in found]


def depart_from(tx: Tx, domain_id: int, run: int, profile_ids: Collection[str]) -> None:
    """As `depart`, of one run and for those that are still gone: an undone merge may have brought some back."""
    found = _GONE.where(MATCH_MEMBERS.c.profile_id.in_(profile_ids))
    statement = upsert(tx, DEPARTURES).from_select(["run", "rank", "profile_id"], found)
    tx.execute(statement.on_conflict_do_nothing(), {"domain_id": domain_id, "run": run})


def come_back(tx: Tx, profile_ids: Collection[str]) -> None:
    """Profiles are there again: an undone merge."""
    tx.execute(delete(DEPARTURES).where(DEPARTURES.c.profile_id.in_(profile_ids)))


_NEWER: Final = RUNS.alias("newer")
_REPLACED: Final = exists().where(
    _NEWER.c.domain_id == RUNS.c.domain_id, _NEWER.c.id > RUNS.c.id, _NEWER.c.published_at.is_not(None),
    or_(_NEWER.c.published_at < bindparam("before"), RUNS.c.published_at.is_(None)),
)  # fmt: skip
_OLD: Final = select(RUNS.c.id).where(_REPLACED).limit(1)
"""Runs that were replaced so long ago that nobody can be paging through them; and those that were cut off, as soon as a
later one is published: whoever still wrote to one would be refused by the fence."""


def has_old(tx: Tx, now: int) -> bool:
    """Whether `tidy` has something to do."""
    return tx.execute(_OLD, {"before": now - KEPT_MILLISECONDS}).first() is not None


def tidy(tx: Tx, now: int) -> bool:
    """Take away some of what no reader can ask for. Returns whether there was anything."""
    run = tx.execute(_OLD, {"before": now - KEPT_MILLISECONDS}).scalar_one_or_none()
    return run is not None and purge_run(tx, run)


def _without_departed(tx: Tx, run: int, rows: Sequence[Sequence[Any]]) -> list[Group]:
    if not rows:
        return []
    span = {"run": run, "first": rows[0][0], "last": rows[-1][0]}
    gone = {row[0] for row in _FIND_DEPARTED(tx, span)}
    return [Group(rank, match_id, score, _staying(ids.split(" "), gone)) for rank, match_id, score, ids in rows]


def _staying(ids: Sequence[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one not in gone) if gone else tuple(ids)
