"""What the review pages keep beside decisions: summaries of runs, the bands of a domain, and who is signed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select

from onefold.store.tables import PROFILE_ALIASES, REVIEW_BANDS, REVIEW_SESSIONS, RUN_SUMMARIES
from onefold.store.transaction import Tx, decode, encode, upsert
from onefold.tables import Bands


@dataclass(frozen=True)
class Summary:
    """What stays of a run. scores: per thousandth of the score (thousandth, groups, profiles, sum of the scores)."""

    run: int
    published_at: int
    profiles: int
    scores: Sequence[Sequence[float]]
    findings: Mapping[str, Any] | None
    judgements: int


def add_summary(tx: Tx, domain_id: int, summary: Summary) -> None:
    """Note the summary of a run, in the transaction that publishes it."""
    values = {
        "domain_id": domain_id, "run": summary.run, "published_at": summary.published_at,
        "profiles": summary.profiles, "scores": encode(summary.scores), "judgements": summary.judgements,
        "findings": None if summary.findings is None else encode(summary.findings),
    }  # fmt: skip
    tx.execute(insert(RUN_SUMMARIES), values)


def summaries(tx: Tx, domain_id: int, limit: int) -> list[Summary]:
    """The summaries of the last runs, the latest first."""
    table = RUN_SUMMARIES.c
    found = select(RUN_SUMMARIES).where(table.domain_id == domain_id).order_by(table.run.desc()).limit(limit)
    return [
        Summary(
            row.run, row.published_at, row.profiles, decode(row.scores), decode(row.findings), row.judgements
        )
        for row in tx.execute(found)
    ]  # fmt: skip


def bands(tx: Tx, domain_id: int) -> Bands:
    """The bands of a domain."""
    found = select(REVIEW_BANDS.c.review_from, REVIEW_BANDS.c.merge_from).where(REVIEW_BANDS.c.domain_id == domain_id)
    row = tx.execute(found).one_or_none()
    return Bands() if row is None else Bands(*row)


def put_bands(tx: Tx, domain_id: int, given: Bands) -> None:
    """Give a domain other bands."""
    statement = upsert(tx, REVIEW_BANDS).values(domain_id=domain_id, **given._asdict())
    tx.execute(statement.on_conflict_do_update(index_elements=["domain_id"], set_=given._asdict()))


def former_profiles(tx: Tx, domain_id: int) -> int:
    """How many profiles have been merged into another and still are; one index, 30 ms for a million."""
    found = select(func.count()).select_from(PROFILE_ALIASES).where(PROFILE_ALIASES.c.domain_id == domain_id)
    return tx.execute(found).scalar_one()


def open_session(tx: Tx, token_hash: str, access_key_id: str, now: int, expires_at: int) -> None:
    """Remember who is signed in; sessions that have ended are forgotten by the way."""
    tx.execute(delete(REVIEW_SESSIONS).where(REVIEW_SESSIONS.c.expires_at <= now))
    values = {
        "token_hash": token_hash, "access_key_id": access_key_id, "created_at": now, "expires_at": expires_at,
    }  # fmt: skip
    tx.execute(insert(REVIEW_SESSIONS), values)


def session_key(tx: Tx, token_hash: str, now: int) -> str | None:
    """The access key id of a session that has not ended."""
    table = REVIEW_SESSIONS.c
    found = select(table.access_key_id).where(table.token_hash == token_hash, table.expires_at > now)
    return tx.execute(found).scalar_one_or_none()


def close_session(tx: Tx, token_hash: str) -> None:
    """Sign out."""
    tx.execute(delete(REVIEW_SESSIONS).where(REVIEW_SESSIONS.c.token_hash == token_hash))
