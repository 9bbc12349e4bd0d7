"""What people decided about match groups: for the queue, the undo list and the learning page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from onefold.store.tables import REVIEWS
from onefold.store.transaction import Found, Tx, decode, encode

MERGED: Final = "MERGED"
APART: Final = "APART"
SKIPPED: Final = "SKIPPED"
COMMENTED: Final = "COMMENTED"


@dataclass(frozen=True)
class Review:
    """One decision. run, rank: of the group; match_id: its id in that run. profile_ids: those that it is about.

    closes: whether the group needs no further look. content: what an undo needs, or the text of a comment.
    """

    run: int
    rank: int
    match_id: str
    kind: str
    profile_ids: Sequence[str]
    confidence_score: float
    closes: bool
    content: Mapping[str, Any]
    by: str
    at: int
    undone_at: int | None = None
    row: int = 0


def add(tx: Tx, domain_id: int, review: Review) -> Review:
    """Note a decision in the transaction that carries it out. Returns it with its number."""
    values = {
        "domain_id": domain_id, "run": review.run, "rank": review.rank, "match_id": review.match_id,
        "kind": review.kind, "profile_ids": " ".join(review.profile_ids), "closes": int(review.closes),
        "confidence_score": review.confidence_score, "content": encode(review.content), "by": review.by,
        "at": review.at,
    }  # fmt: skip
    return replace(review, row=tx.execute(insert(REVIEWS).returning(REVIEWS.c.id), values).scalar_one())


def lock(tx: Tx, domain_id: int, row: int) -> Review | None:
    """One decision, to be undone: a second undo waits for the first."""
    found = select(REVIEWS).where(REVIEWS.c.domain_id == domain_id, REVIEWS.c.id == row).with_for_update()
    one = tx.execute(found).one_or_none()
    return None if one is None else _review(one)


def page(tx: Tx, domain_id: int, before: int | None, limit: int) -> list[Review]:
    """Decisions of a domain, the latest first; before: only those with smaller numbers."""
    found = select(REVIEWS).where(REVIEWS.c.domain_id == domain_id).order_by(REVIEWS.c.id.desc()).limit(limit)
    return [_review(one) for one in tx.execute(found if before is None else found.where(REVIEWS.c.id < before))]


def of_group(tx: Tx, domain_id: int, match_id: str) -> list[Review]:
    """What holds of one group, in order: what was undone is left out."""
    found = select(REVIEWS).where(
        REVIEWS.c.domain_id == domain_id, REVIEWS.c.match_id == match_id, REVIEWS.c.undone_at.is_(None)
    )
    return [_review(one) for one in tx.execute(found.order_by(REVIEWS.c.id))]


def latest_of(tx: Tx, domain_id: int, by: str) -> Review | None:
    """The last decision of one person that still holds."""
    table = REVIEWS.c
    found = select(REVIEWS).where(table.domain_id == domain_id, table.by == by, table.undone_at.is_(None))
    one = tx.execute(found.order_by(table.id.desc()).limit(1)).one_or_none()
    return None if one is None else _review(one)


def later_on(tx: Tx, domain_id: int, review: Review) -> Review | None:
    """A decision about the same group, after this one, that still holds; comments are none."""
    table = REVIEWS.c
    found = select(REVIEWS).where(
        table.domain_id == domain_id, table.match_id == review.match_id, table.id > review.row,
        table.undone_at.is_(None), table.kind != COMMENTED,
    )  # fmt: skip
    one = tx.execute(found.order_by(table.id).limit(1)).one_or_none()
    return None if one is None else _review(one)


def mark_undone(tx: Tx, review: Review, at: int) -> None:
    """The decision holds no more."""
    tx.execute(update(REVIEWS).where(REVIEWS.c.id == review.row).values(undone_at=at))


def counts(tx: Tx, domain_id: int) -> dict[str, int]:
    """How many decisions of each kind hold."""
    found = select(REVIEWS.c.kind, func.count()).where(REVIEWS.c.domain_id == domain_id, REVIEWS.c.undone_at.is_(None))
    return {row.kind: row[1] for row in tx.execute(found.group_by(REVIEWS.c.kind))}


def closed(tx: Tx, run: int, least: float, below: float) -> int:
    """How many groups of a run with a confidence in least <= score < below need no further look."""
    table = REVIEWS.c
    found = select(func.count(table.rank.distinct())).where(
        table.run == run, table.closes == 1, table.undone_at.is_(None),
        table.confidence_score >= least, table.confidence_score < below,
    )  # fmt: skip
    return tx.execute(found).scalar_one()


def verdicts(tx: Tx, domain_id: int) -> list[tuple[float, bool]]:
    """The score of every group that people decided as a whole, and whether it was right.

    Merged as a whole is right, closed by keeping some apart is wrong.
    """
    table = REVIEWS.c
    found = select(table.confidence_score, table.kind).where(
        table.domain_id == domain_id, table.closes == 1, table.undone_at.is_(None), table.kind.in_((MERGED, APART))
    )
    return [(score, kind == MERGED) for score, kind in tx.execute(found.order_by(table.id))]


def _review(row: Found) -> Review:
    return Review(
        row.run, row.rank, row.match_id, row.kind, tuple(row.profile_ids.split()), row.confidence_score,
        bool(row.closes), decode(row.content), row.by, row.at, row.undone_at, row.id,
    )  # fmt: skip
