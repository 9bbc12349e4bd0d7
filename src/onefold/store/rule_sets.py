"""The rules that domains match profiles by, and how far the profiles that were there before have got their keys.

A change of the rules is a new set, whose keys are made beside those of the old one; the old one is retired at once and
purged in pieces. A set is claimed like a job, for as long as its owner renews the lease, so that two workers do not do
the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, exists, func, insert, or_, select, update

from onefold.store.domains import purge_rule_set
from onefold.store.jobs import LeaseLostError
from onefold.store.tables import DOMAINS, PROFILES, RULE_CHANGES, RULE_SETS
from onefold.store.transaction import Found, Prepared, Tx, decode, encode

PENDING: Final = "PENDING"
IN_PROGRESS: Final = "IN_PROGRESS"
ACTIVE: Final = "ACTIVE"
_LOCKS: Final = 0x0F01D
"""The first of two numbers of our advisory locks on PostgreSQL; the second is the domain's."""


@dataclass(frozen=True)
class RuleSet:
    """settings: Amazon's RuleBasedMatching. status: whether the profiles that were there before have their keys;
    position: the number of the last that has."""

    id: int
    domain_id: int
    settings: Mapping[str, Any]
    status: str
    position: int


_COLUMNS: Final = tuple(RULE_SETS.c[name] for name in ("id", "domain_id", "settings", "status", "position"))
_CURRENT: Final = Prepared(
    select(*_COLUMNS).where(RULE_SETS.c.domain_id == bindparam("domain_id"), RULE_SETS.c.retired_at.is_(None))
)


def current(tx: Tx, domain_id: int) -> RuleSet | None:
    """The rules of a domain, if it has any."""
    rows = _CURRENT(tx, {"domain_id": domain_id})
    if not rows:
        return None
    number, domain, settings, status, position = rows[0]
    return RuleSet(number, domain, decode(settings), status, position)


def followed(tx: Tx, domain_id: int) -> RuleSet | None:
    """As `current`, for a change of profiles: until the transaction ends, the rules stay what they are.

    So new rules begin when every change under the old ones can be seen, and miss none.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock_shared(_LOCKS, domain_id % 2**31)))
    return current(tx, domain_id)


def begin(tx: Tx, domain_id: int, settings: Mapping[str, Any], at: int) -> RuleSet:
    """Give a domain rules in the place of those it has. They are ACTIVE at once where there are no profiles."""
    retire(tx, domain_id, at)
    empty = tx.execute(select(PROFILES.c.id).where(PROFILES.c.domain_id == domain_id).limit(1)).first() is None
    values = {
        "domain_id": domain_id, "settings": encode(settings), "status": ACTIVE if empty else PENDING, "position": 0,
    }  # fmt: skip
    return _rule_set(tx.execute(insert(RULE_SETS).returning(RULE_SETS), values).one())


def retire(tx: Tx, domain_id: int, at: int) -> None:
    """The domain has no rules any more; `purge` does the rest."""
    here = (RULE_SETS.c.domain_id == domain_id) & RULE_SETS.c.retired_at.is_(None)
    if tx.dialect.name == "postgresql":
        # In the order of a worker, which holds its set before it writes: otherwise each would wait for the other.
        tx.execute(select(RULE_SETS.c.id).where(here).with_for_update())
        tx.execute(select(func.pg_advisory_xact_lock(_LOCKS, domain_id % 2**31)))
    tx.execute(update(RULE_SETS).where(here).values(retired_at=at))


def fall_behind(tx: Tx, domain_id: int, row: int) -> None:
    """Profiles from this number on may lack their keys: those of the rules are to be made, as if they were new."""
    found = followed(tx, domain_id)
    if found is None:
        return
    later = (RULE_SETS.c.status == ACTIVE) | (RULE_SETS.c.position >= row)
    before = case((later, row - 1), else_=RULE_SETS.c.position)
    status = case((RULE_SETS.c.status == PENDING, PENDING), else_=IN_PROGRESS)
    tx.execute(update(RULE_SETS).where(RULE_SETS.c.id == found.id).values(position=before, status=status))


_ALIVE: Final = exists().where(DOMAINS.c.id == RULE_SETS.c.domain_id, DOMAINS.c.deleted_at.is_(None))
_CHANGED: Final = exists().where(RULE_CHANGES.c.rule_set == RULE_SETS.c.id)
_FREE: Final = and_(
    RULE_SETS.c.retired_at.is_(None),
    or_(RULE_SETS.c.lease_until_at.is_(None), RULE_SETS.c.lease_until_at < bindparam("now")),
    or_(RULE_SETS.c.status != ACTIVE, _CHANGED),
    _ALIVE,
)
_DUE: Final = select(RULE_SETS.c.id).where(_FREE).order_by(func.coalesce(RULE_SETS.c.lease_until_at, 0), RULE_SETS.c.id)


def is_due(tx: Tx, now: int) -> bool:
    """Whether `claim` would find something."""
    return tx.execute(_DUE.limit(1), {"now": now}).first() is not None


def claim(tx: Tx, owner: str, now: int, lease: int) -> RuleSet | None:
    """Claim the rules with something to do whose turn it is, for `lease` milliseconds after each `hold`."""
    found = tx.execute(_DUE.limit(1), {"now": now}).scalar_one_or_none()
    taken = update(RULE_SETS).where(RULE_SETS.c.id == found, _FREE).values(owner=owner, lease_until_at=now + lease)
    row = tx.execute(taken.returning(RULE_SETS), {"now": now}).one_or_none()
    return None if row is None else _rule_set(row)


def hold(tx: Tx, rule_set: RuleSet, owner: str, until: int, **changes: Any) -> RuleSet:
    """Renew the lease, change status or position, and see what they are now.

    Raises LeaseLostError if another worker has taken over, the rules are retired, or the domain is gone.
    """
    mine = (RULE_SETS.c.id == rule_set.id) & (RULE_SETS.c.owner == owner) & RULE_SETS.c.retired_at.is_(None)
    kept = update(RULE_SETS).where(mine, _ALIVE).values(lease_until_at=until, **changes).returning(RULE_SETS)
    row = tx.execute(kept).one_or_none()
    if row is None:
        raise LeaseLostError(str(rule_set.id))
    return _rule_set(row)


def release(tx: Tx, rule_set: RuleSet, owner: str, now: int) -> None:
    """Let go of a claim: whoever is next may go on at once."""
    mine = (RULE_SETS.c.id == rule_set.id) & (RULE_SETS.c.owner == owner)
    tx.execute(update(RULE_SETS).where(mine).values(owner=None, lease_until_at=now - 1))


_RETIRED: Final = select(RULE_SETS.c.id).where(RULE_SETS.c.retired_at.is_not(None)).limit(1)


def has_retired(tx: Tx) -> bool:
    """Whether `purge` has something to do."""
    return tx.execute(_RETIRED).first() is not None


def purge(tx: Tx) -> bool:
    """Take away some of what retired rules have left. Returns whether there was anything."""
    found = tx.execute(_RETIRED).scalar_one_or_none()
    return found is not None and purge_rule_set(tx, found)


def _rule_set(row: Found) -> RuleSet:
    return RuleSet(row.id, row.domain_id, decode(row.settings), row.status, row.position)
