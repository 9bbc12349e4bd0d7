"""Identity resolution jobs as rows that processes compete for.

A job is claimed for a lease, which its owner renews while it works. When the lease ends without a renewal the owner is
taken for dead and another process claims the job: a new attempt. Everything a job writes begins with `hold`, in the
same transaction, so an owner that had only been asleep finds the attempt counted on, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, exists, func, or_, select, update

from onefold.store.tables import DOMAINS, JOBS
from onefold.store.transaction import Found, Tx, decode, encode, new_id, upsert

PENDING: Final = "PENDING"
RUNNING: Final = ("PREPROCESSING", "FIND_MATCHING", "MERGING")
ENDED: Final = ("COMPLETED", "PARTIAL_SUCCESS", "FAILED")
KEPT_MILLISECONDS: Final = 366 * 24 * 3600 * 1000
"""How long after its end the record of a job is kept; AWS has a JobExpirationTime and does not say how long."""
_EXPIRED_AT_ONCE: Final = 500


class LeaseLostError(Exception):
    """Another process has taken the job over, or its domain is gone: stop, and write nothing more."""


@dataclass(frozen=True)
class Job:
    """due: when it was to start. auto_merging: the settings it runs with. stats: Amazon's JobStats. exported_to: where
    its files are. Times in milliseconds."""

    row: int
    domain_id: int
    job_id: str
    due: int
    status: str
    attempt: int
    started_at: int | None
    ended_at: int | None
    updated_at: int
    message: str | None
    auto_merging: Mapping[str, Any] | None
    exported_to: Mapping[str, Any] | None
    stats: Mapping[str, int] | None


@dataclass(frozen=True)
class Claim:
    """The right to run one attempt of a job, for `lease` milliseconds after each renewal."""

    job: Job
    owner: str
    lease: int


_CHANGES: Final = {"message", "auto_merging", "exported_to", "stats", "status", "started_at", "ended_at"}
_JSON: Final = {"auto_merging", "exported_to", "stats"}


def schedule(tx: Tx, domain_id: int, due: int, at: int, *, on_request: bool = False) -> Job:
    """The job of the domain that is due at that moment: a new PENDING one, unless there is one already.

    on_request: somebody has asked for it, so it is none of those that the week has room for.
    """
    values = {
        "domain_id": domain_id, "job_id": new_id(at), "due": due, "status": PENDING, "attempt": 0, "updated_at": at,
        "on_request": int(on_request),
    }  # fmt: skip
    tx.execute(upsert(tx, JOBS).values(values).on_conflict_do_nothing(index_elements=["domain_id", "due"]))
    return _job(tx.execute(select(JOBS).where(JOBS.c.domain_id == domain_id, JOBS.c.due == due)).one())


def cancel_pending(tx: Tx, domain_id: int) -> None:
    """Delete the jobs of a domain that have not begun, but for those that somebody has asked for."""
    tx.execute(delete(JOBS).where(JOBS.c.domain_id == domain_id, JOBS.c.status == PENDING, JOBS.c.on_request == 0))


def find(tx: Tx, domain_id: int, job_id: str) -> Job | None:
    """One job of a domain."""
    row = tx.execute(select(JOBS).where(JOBS.c.domain_id == domain_id, JOBS.c.job_id == job_id)).one_or_none()
    return None if row is None else _job(row)


def page(tx: Tx, domain_id: int, before: int | None, limit: int) -> list[Job]:
    """Jobs of a domain that are due before that moment, the latest first."""
    found = select(JOBS).where(JOBS.c.domain_id == domain_id).order_by(JOBS.c.due.desc()).limit(limit)
    return [_job(row) for row in tx.execute(found if before is None else found.where(JOBS.c.due < before))]


def count_by_status(tx: Tx) -> dict[str, int]:
    """How many jobs of all domains there are of every status. Reads an index."""
    found = dict.fromkeys((PENDING, *RUNNING, *ENDED), 0)
    found.update((row[0], row[1]) for row in tx.execute(select(JOBS.c.status, func.count()).group_by(JOBS.c.status)))
    return found


def next_pending(tx: Tx, domain_id: int) -> Job | None:
    """The job that comes next."""
    found = select(JOBS).where(JOBS.c.domain_id == domain_id, JOBS.c.status == PENDING).order_by(JOBS.c.due).limit(1)
    row = tx.execute(found).one_or_none()
    return None if row is None else _job(row)


def begun_since(tx: Tx, domain_id: int, moment: int) -> list[int]:
    """When the jobs of a domain that began after a moment did so; those on request are left out."""
    found = select(JOBS.c.started_at).where(JOBS.c.domain_id == domain_id, JOBS.c.started_at > moment)
    return list(tx.execute(found.where(JOBS.c.on_request == 0)).scalars())


_OTHER: Final = JOBS.alias("other")
_BUSY: Final = exists().where(
    _OTHER.c.domain_id == JOBS.c.domain_id, _OTHER.c.id != JOBS.c.id, _OTHER.c.status.in_(RUNNING),
    _OTHER.c.lease_until_at >= bindparam("now"),
)  # fmt: skip
_ALIVE: Final = exists().where(DOMAINS.c.id == JOBS.c.domain_id, DOMAINS.c.deleted_at.is_(None))
_CLAIMABLE: Final = and_(
    or_(
        and_(JOBS.c.status == PENDING, JOBS.c.due <= bindparam("now")),
        and_(JOBS.c.status.in_(RUNNING), JOBS.c.lease_until_at < bindparam("now")),
    ),
    ~_BUSY,
    _ALIVE,
)
"""Due or abandoned, in a domain that exists and where nothing else runs: two jobs would merge the same profiles."""


def claim(tx: Tx, owner: str, now: int, lease: int, domain_id: int | None = None) -> Claim | None:
    """Claim the job that has waited longest, of one domain or of any. lease: in milliseconds."""
    found = select(JOBS.c.id, JOBS.c.domain_id).where(_CLAIMABLE).order_by(JOBS.c.due, JOBS.c.id).limit(1)
    if domain_id is not None:
        found = found.where(JOBS.c.domain_id == domain_id)
    candidate = tx.execute(found, {"now": now}).one_or_none()
    if candidate is None:
        return None
    # Two processes may have seen the same, or two jobs of one domain: the lock lets the second see what the first did.
    tx.execute(select(DOMAINS.c.id).where(DOMAINS.c.id == candidate.domain_id).with_for_update(key_share=True))
    begun = {
        "status": RUNNING[0], "attempt": JOBS.c.attempt + 1, "owner": owner, "lease_until_at": now + lease,
        "updated_at": now, "started_at": func.coalesce(JOBS.c.started_at, now),
    }  # fmt: skip
    taken = update(JOBS).where(JOBS.c.id == candidate.id, _CLAIMABLE).values(begun).returning(JOBS)
    row = tx.execute(taken, {"now": now}).one_or_none()
    return None if row is None else Claim(_job(row), owner, lease)


def hold(tx: Tx, held: Claim, now: int, **changes: Any) -> None:
    """Renew the lease and change the job; raises LeaseLostError if it is not the owner's any more.

    changes: status, message, auto_merging, exported_to, stats.
    """
    values = {name: encode(value) if name in _JSON else value for name, value in changes.items()}
    assert changes.keys() <= _CHANGES, changes
    mine = (JOBS.c.id == held.job.row) & (JOBS.c.attempt == held.job.attempt) & JOBS.c.ended_at.is_(None)
    kept = update(JOBS).where(mine, _ALIVE).values(lease_until_at=now + held.lease, updated_at=now, **values)
    alive = select(DOMAINS.c.id).where(DOMAINS.c.id == held.job.domain_id, DOMAINS.c.deleted_at.is_(None))
    if tx.execute(alive.with_for_update(read=True, key_share=True)).first() is None:  # see domains.hold
        raise LeaseLostError(held.job.job_id)
    if tx.execute(kept).rowcount == 0:
        raise LeaseLostError(held.job.job_id)


def give_back(tx: Tx, held: Claim, now: int) -> None:
    """The owner cannot go on: whoever is next may take the job up at once."""
    mine = (JOBS.c.id == held.job.row) & (JOBS.c.attempt == held.job.attempt) & JOBS.c.ended_at.is_(None)
    tx.execute(update(JOBS).where(mine).values(lease_until_at=now - 1))


def finish(tx: Tx, held: Claim, now: int, status: str, **changes: Any) -> None:
    """The job has ended; as `hold`, for the last time. status: one of ENDED."""
    hold(tx, held, now, status=status, ended_at=now, **changes)


_EXPIRED: Final = (
    select(JOBS.c.id)
    # A job is due before it ends, and there is an index by that.
    .where(JOBS.c.status.in_(ENDED), JOBS.c.due < bindparam("before"), JOBS.c.ended_at < bindparam("before"))
    .limit(_EXPIRED_AT_ONCE)
)


def has_expired(tx: Tx, now: int) -> bool:
    """Whether `expire` has something to do."""
    return tx.execute(_EXPIRED, {"before": now - KEPT_MILLISECONDS}).first() is not None


def expire(tx: Tx, now: int) -> bool:
    """Delete the records of some jobs that ended long ago. Returns whether there were any."""
    expired = tx.execute(_EXPIRED, {"before": now - KEPT_MILLISECONDS}).scalars().all()
    tx.execute(delete(JOBS).where(JOBS.c.id.in_(expired)))
    return bool(expired)


def _job(row: Found) -> Job:
    return Job(
        row.id, row.domain_id, row.job_id, row.due, row.status, row.attempt, row.started_at, row.ended_at,
        row.updated_at, row.message, decode(row.auto_merging), decode(row.exported_to), decode(row.stats),
    )  # fmt: skip
