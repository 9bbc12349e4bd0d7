"""What explains the groups of a run: which pairs were compared how, and as of when. No value of a profile is here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from onefold.store.tables import MATCH_EVIDENCE, MATCH_GROUPS, RUNS
from onefold.store.transaction import Tx


class Retained(NamedTuple):
    """What was retained of a group. seen_at: by the id of each member, also of those that are gone since."""

    seen_at: Mapping[str, int]
    pairs: bytes


_OF_GROUP: Final = (
    select(MATCH_GROUPS.c.profile_ids, MATCH_EVIDENCE.c.seen_at, MATCH_EVIDENCE.c.pairs)
    .join_from(
        MATCH_EVIDENCE,
        MATCH_GROUPS,
        (MATCH_GROUPS.c.run == MATCH_EVIDENCE.c.run) & (MATCH_GROUPS.c.rank == MATCH_EVIDENCE.c.rank),
    )
    .where(MATCH_EVIDENCE.c.run == bindparam("run"), MATCH_EVIDENCE.c.rank == bindparam("rank"))
)


def of_group(tx: Tx, run: int, rank: int) -> Retained | None:
    """The evidence of one group; None for one from before evidence was kept."""
    row = tx.execute(_OF_GROUP, {"run": run, "rank": rank}).one_or_none()
    if row is None:
        return None
    seen_at = zip(row.profile_ids.split(" "), map(int, row.seen_at.split(" ")), strict=True)
    return Retained(dict(seen_at), bytes(row.pairs))


def model_of(tx: Tx, run: int) -> str | None:
    """The model of a run; None for one from before models were kept."""
    return tx.execute(select(RUNS.c.model).where(RUNS.c.id == run)).scalar_one_or_none()
