"""What people said of pairs of profiles: one customer, or two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, func, select, tuple_

from onefold.store.tables import JUDGEMENTS
from onefold.store.transaction import Found, Prepared, Tx, upsert

MATCH: Final = "MATCH"
NOT_A_MATCH: Final = "NOT_A_MATCH"


@dataclass(frozen=True)
class Judgement:
    """profile_id_a < profile_id_b. judgement: MATCH or NOT_A_MATCH. by: the access key id."""

    profile_id_a: str
    profile_id_b: str
    judgement: str
    by: str
    at: int


def put(tx: Tx, domain_id: int, judged: Judgement) -> None:
    """Note a judgement; it replaces an earlier one of the same pair."""
    said = {"judgement": judged.judgement, "by": judged.by, "at": judged.at}
    key = {"domain_id": domain_id, "profile_id_a": judged.profile_id_a, "profile_id_b": judged.profile_id_b}
    statement = upsert(tx, JUDGEMENTS).values(**key, **said)
    tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=said))


def every(tx: Tx, domain_id: int) -> list[Judgement]:
    """All judgements of a domain, the oldest first."""
    found = select(JUDGEMENTS).where(JUDGEMENTS.c.domain_id == domain_id)
    order = (JUDGEMENTS.c.at, JUDGEMENTS.c.profile_id_a, JUDGEMENTS.c.profile_id_b)
    return [_judgement(row) for row in tx.execute(found.order_by(*order))]


_ANY: Final = Prepared(
    select(JUDGEMENTS.c.profile_id_a).where(JUDGEMENTS.c.domain_id == bindparam("domain_id")).limit(1)
)


def has_any(tx: Tx, domain_id: int) -> bool:
    """Whether anything was said in a domain."""
    return bool(_ANY(tx, {"domain_id": domain_id}))


def apart_among(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> set[tuple[str, str]]:
    """The pairs of these ids that are not the same, smaller id first."""
    pair = select(JUDGEMENTS.c.profile_id_a, JUDGEMENTS.c.profile_id_b)
    here = (JUDGEMENTS.c.domain_id == domain_id) & (JUDGEMENTS.c.judgement == NOT_A_MATCH)
    found = tx.execute(pair.where(here, JUDGEMENTS.c.profile_id_a.in_(profile_ids)))
    return {(row.profile_id_a, row.profile_id_b) for row in found if row.profile_id_b in profile_ids}


def among(tx: Tx, domain_id: int, profile_ids: Collection[str]) -> dict[tuple[str, str], Judgement]:
    """What was said of pairs of these profiles, by pair."""
    table = JUDGEMENTS.c
    both = table.profile_id_a.in_(profile_ids) & table.profile_id_b.in_(profile_ids)
    found = map(_judgement, tx.execute(select(JUDGEMENTS).where(table.domain_id == domain_id, both)))
    return {(one.profile_id_a, one.profile_id_b): one for one in found}


def counts(tx: Tx, domain_id: int, since: int = 0) -> dict[str, int]:
    """How many judgements of each kind were made after a moment."""
    table = JUDGEMENTS.c
    found = select(table.judgement, func.count()).where(table.domain_id == domain_id, table.at > since)
    return {row.judgement: row[1] for row in tx.execute(found.group_by(table.judgement))}


def page(tx: Tx, domain_id: int, after: tuple[str, str], limit: int) -> list[Judgement]:
    """Up to `limit` judgements after a pair of ids, by their ids."""
    pair = (JUDGEMENTS.c.profile_id_a, JUDGEMENTS.c.profile_id_b)
    found = select(JUDGEMENTS).where(JUDGEMENTS.c.domain_id == domain_id, tuple_(*pair) > after)
    return [_judgement(row) for row in tx.execute(found.order_by(*pair).limit(limit))]


def find(tx: Tx, domain_id: int, profile_id_a: str, profile_id_b: str) -> Judgement | None:
    """What was said of a pair."""
    table = JUDGEMENTS.c
    pair = (table.profile_id_a == profile_id_a) & (table.profile_id_b == profile_id_b)
    row = tx.execute(select(JUDGEMENTS).where(table.domain_id == domain_id, pair)).one_or_none()
    return None if row is None else _judgement(row)


def remove(tx: Tx, domain_id: int, profile_id_a: str, profile_id_b: str) -> bool:
    """Forget what was said of a pair. Returns whether anything was."""
    table = JUDGEMENTS.c
    pair = (table.profile_id_a == profile_id_a) & (table.profile_id_b == profile_id_b)
    return tx.execute(delete(JUDGEMENTS).where(table.domain_id == domain_id, pair)).rowcount > 0


def _judgement(row: Found) -> Judgement:
    return Judgement(row.profile_id_a, row.profile_id_b, row.judgement, row.by, row.at)
