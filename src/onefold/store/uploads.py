"""Upload jobs: from the file that a client sends to the profiles it becomes.

    CREATED ──start──> IN_PROGRESS ──> SUCCEEDED | PARTIALLY_SUCCEEDED | FAILED
       └──────stop──────────┴───────> STOPPED

A running job is claimed for a lease. Its rows are taken in by pieces; each piece and the rows that it moves the
position by are one transaction, so whoever goes on after an interruption takes no row in twice and leaves none out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, exists, func, insert, or_, select, update

from onefold.store.jobs import LeaseLostError
from onefold.store.tables import DOMAINS, UPLOAD_JOBS
from onefold.store.transaction import Found, Tx, decode, encode

CREATED: Final = "CREATED"
IN_PROGRESS: Final = "IN_PROGRESS"
STOPPED: Final = "STOPPED"
OPEN: Final = (CREATED, IN_PROGRESS)


@dataclass(frozen=True)
class Upload:
    """definition: members of CreateUploadJob. results: Amazon's ResultsSummary. file: the name of what was uploaded.
    position: rows that have been taken in. attempt: how often somebody has begun at that position."""

    domain_id: int
    job_id: str
    status: str
    reason: str | None
    definition: Mapping[str, Any]
    results: Mapping[str, int] | None
    created_at: int
    ended_at: int | None
    file: str | None
    position: int
    attempt: int


@dataclass(frozen=True)
class Claim:
    """The right to run a job, until `until` and longer with every `advance`."""

    upload: Upload
    owner: str


def add(tx: Tx, domain_id: int, job_id: str, definition: Mapping[str, Any], at: int, expires_at: int) -> None:
    """A new job, without a file."""
    values = {
        "domain_id": domain_id, "job_id": job_id, "status": CREATED, "definition": encode(definition),
        "created_at": at, "expires_at": expires_at,
    }  # fmt: skip
    tx.execute(insert(UPLOAD_JOBS), values)


def _at(domain_id: int, job_id: str) -> Any:
    return (UPLOAD_JOBS.c.domain_id == domain_id) & (UPLOAD_JOBS.c.job_id == job_id)


def find(tx: Tx, domain_id: int, job_id: str) -> Upload | None:
    """One job of a domain."""
    row = tx.execute(select(UPLOAD_JOBS).where(_at(domain_id, job_id))).one_or_none()
    return None if row is None else _upload(row)


def lock(tx: Tx, domain_id: int, job_id: str) -> Upload | None:
    """As `find`, for a change of its status: who else wants to change it waits."""
    row = tx.execute(select(UPLOAD_JOBS).where(_at(domain_id, job_id)).with_for_update()).one_or_none()
    return None if row is None else _upload(row)


def page(tx: Tx, domain_id: int, before: str | None, limit: int) -> list[Upload]:
    """Jobs of a domain, the latest first; before: only those with smaller ids."""
    found = select(UPLOAD_JOBS).where(UPLOAD_JOBS.c.domain_id == domain_id)
    if before is not None:
        found = found.where(UPLOAD_JOBS.c.job_id < before)
    return [_upload(row) for row in tx.execute(found.order_by(UPLOAD_JOBS.c.job_id.desc()).limit(limit))]


def count_open(tx: Tx, domain_id: int) -> int:
    """How many jobs of a domain have not ended."""
    mine = (UPLOAD_JOBS.c.domain_id == domain_id) & UPLOAD_JOBS.c.status.in_(OPEN)
    return tx.execute(select(func.count()).where(mine)).scalar_one()


def change(tx: Tx, upload: Upload, **changes: Any) -> None:
    """Change a locked job: status, file, ended_at."""
    tx.execute(update(UPLOAD_JOBS).where(_at(upload.domain_id, upload.job_id)).values(**changes))


_ALIVE: Final = exists().where(DOMAINS.c.id == UPLOAD_JOBS.c.domain_id, DOMAINS.c.deleted_at.is_(None))
_FREE: Final = and_(
    UPLOAD_JOBS.c.status == IN_PROGRESS,
    or_(UPLOAD_JOBS.c.lease_until_at.is_(None), UPLOAD_JOBS.c.lease_until_at < bindparam("now")),
    _ALIVE,
)
_DUE: Final = select(UPLOAD_JOBS.c.domain_id, UPLOAD_JOBS.c.job_id).where(_FREE).order_by(UPLOAD_JOBS.c.job_id).limit(1)


def is_due(tx: Tx, now: int) -> bool:
    """Whether `claim` would find something."""
    return tx.execute(_DUE, {"now": now}).first() is not None


def claim(tx: Tx, owner: str, now: int, until: int) -> Claim | None:
    """Claim the oldest job that runs and that nobody runs."""
    found = tx.execute(_DUE, {"now": now}).one_or_none()
    if found is None:
        return None
    taken = {"owner": owner, "lease_until_at": until, "attempt": UPLOAD_JOBS.c.attempt + 1}
    statement = update(UPLOAD_JOBS).where(_at(*found), _FREE).values(taken).returning(UPLOAD_JOBS)
    row = tx.execute(statement, {"now": now}).one_or_none()
    return None if row is None else Claim(_upload(row), owner)


def advance(tx: Tx, held: Claim, position: int, results: Mapping[str, int], until: int) -> None:
    """So many rows are taken in, in the transaction that does so. Raises LeaseLostError as `finish` does."""
    _hold(tx, held, position=position, results=encode(results), lease_until_at=until, attempt=0)


def finish(tx: Tx, held: Claim, status: str, reason: str | None, at: int) -> None:
    """The job has ended. Raises LeaseLostError if it was stopped, its domain is gone, or another runs it."""
    _hold(tx, held, status=status, reason=reason, ended_at=at)


def give_back(tx: Tx, held: Claim, now: int) -> None:
    """The owner cannot go on: whoever is next may take the job up at once."""
    mine = _at(held.upload.domain_id, held.upload.job_id) & (UPLOAD_JOBS.c.owner == held.owner)
    tx.execute(update(UPLOAD_JOBS).where(mine).values(owner=None, lease_until_at=now - 1, attempt=0))


def _hold(tx: Tx, held: Claim, **changes: Any) -> None:
    mine = _at(held.upload.domain_id, held.upload.job_id) & (UPLOAD_JOBS.c.owner == held.owner)
    kept = update(UPLOAD_JOBS).where(mine, UPLOAD_JOBS.c.status == IN_PROGRESS, _ALIVE).values(**changes)
    if tx.execute(kept).rowcount == 0:
        raise LeaseLostError(held.upload.job_id)


def files(tx: Tx) -> set[str]:
    """The files that jobs may still read."""
    found = select(UPLOAD_JOBS.c.file).where(UPLOAD_JOBS.c.status.in_(OPEN), UPLOAD_JOBS.c.file.is_not(None), _ALIVE)
    return set(tx.execute(found).scalars())


_OVER: Final = (UPLOAD_JOBS.c.expires_at <= bindparam("now")) & (UPLOAD_JOBS.c.status != IN_PROGRESS)


def has_expired(tx: Tx, now: int) -> bool:
    """Whether the record of a job is older than it is kept."""
    return tx.execute(select(UPLOAD_JOBS.c.job_id).where(_OVER).limit(1), {"now": now}).first() is not None


def expire(tx: Tx, now: int) -> bool:
    """Delete records of jobs that are older than they are kept. Returns False: there are no more."""
    tx.execute(delete(UPLOAD_JOBS).where(_OVER), {"now": now})
    return False


def _upload(row: Found) -> Upload:
    return Upload(
        row.domain_id, row.job_id, row.status, row.reason, decode(row.definition), decode(row.results), row.created_at,
        row.ended_at, row.file, row.position, row.attempt,
    )  # fmt: skip
