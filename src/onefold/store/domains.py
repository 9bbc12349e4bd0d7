"""Domains: their settings, and their slow disappearance after they were deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, tuple_, update

from onefold.store.tables import (
    DEPARTURES,
    DOMAINS,
    MATCH_EVIDENCE,
    MATCH_GROUPS,
    MATCH_IDS,
    MATCH_MEMBERS,
    OF_A_DOMAIN,
    RULE_CHANGES,
    RULE_KEYS,
    RULE_SETS,
    RUNS,
)
from onefold.store.transaction import Prepared, Tx, decode, encode

PURGED_AT_ONCE: Final = 2_000
"""Rows in one transaction of a purge: some 10 ms, which other writers can wait for."""


@dataclass(frozen=True)
class Domain:
    """settings: members of CreateDomain by their names, without DomainName and Tags; not to be changed."""

    id: int
    name: str
    settings: Mapping[str, Any]
    created_at: int
    updated_at: int


_ALL: Final = select(DOMAINS.c.id, DOMAINS.c.name, DOMAINS.c.settings, DOMAINS.c.created_at, DOMAINS.c.updated_at)
_FOUND: Final = _ALL.where(DOMAINS.c.name == bindparam("name"))
_FIND: Final = Prepared(_FOUND)
_HOLD: Final = Prepared(_FOUND.with_for_update(read=True, key_share=True))


def find(tx: Tx, name: str) -> Domain | None:
    """The domain of that name."""
    rows = _FIND(tx, {"name": name})
    return _domain(rows[0]) if rows else None


def hold(tx: Tx, name: str) -> Domain | None:
    """As `find`, for a change in the domain: until the transaction ends it cannot be deleted, or what is written would
    come after the purge and stay for ever. Its settings can be changed meanwhile."""
    rows = _HOLD(tx, {"name": name})
    return _domain(rows[0]) if rows else None


def by_id(tx: Tx, domain_id: int) -> Domain | None:
    """The domain, unless it has been deleted."""
    row = tx.execute(_ALL.where(DOMAINS.c.id == domain_id, DOMAINS.c.deleted_at.is_(None))).one_or_none()
    return None if row is None else _domain(row)


def lock(tx: Tx, name: str) -> Domain | None:
    """As `find`, for a change of the settings: other transactions that want to change them wait."""
    row = tx.execute(_FOUND.with_for_update(key_share=True), {"name": name}).one_or_none()
    return None if row is None else _domain(row)


def page(tx: Tx, after: str, limit: int) -> list[Domain]:
    """Up to `limit` domains whose name comes after `after`, by name."""
    found = _ALL.where(DOMAINS.c.deleted_at.is_(None), DOMAINS.c.name > after)
    return [_domain(row) for row in tx.execute(found.order_by(DOMAINS.c.name).limit(limit))]


def every(tx: Tx) -> list[Domain]:
    """All domains."""
    return [_domain(row) for row in tx.execute(_ALL.where(DOMAINS.c.deleted_at.is_(None)))]


def count(tx: Tx) -> int:
    """How many domains there are."""
    return tx.execute(select(func.count()).select_from(DOMAINS).where(DOMAINS.c.deleted_at.is_(None))).scalar_one()


def add(tx: Tx, name: str, settings: Mapping[str, Any], at: int) -> Domain:
    """A new domain; the name must be free."""
    values = {"name": name, "settings": encode(settings), "created_at": at, "updated_at": at}
    number = tx.execute(insert(DOMAINS).returning(DOMAINS.c.id), values).scalar_one()
    return Domain(number, name, settings, at, at)


def replace(tx: Tx, domain: Domain, settings: Mapping[str, Any], at: int) -> Domain:
    """Give a domain other settings."""
    tx.execute(update(DOMAINS).where(DOMAINS.c.id == domain.id).values(settings=encode(settings), updated_at=at))
    return Domain(domain.id, domain.name, settings, domain.created_at, at)


def remove(tx: Tx, domain: Domain, at: int) -> None:
    """Delete a domain: nobody finds it or anything in it any more, and its name is free. `purge` does the rest."""
    gone = f"{domain.name}#{domain.id}"  # no name that a client can give has a #
    tx.execute(update(DOMAINS).where(DOMAINS.c.id == domain.id).values(name=gone, deleted_at=at))


def has_deleted(tx: Tx) -> bool:
    """Whether `purge` has something to do."""
    return tx.execute(select(DOMAINS.c.id).where(DOMAINS.c.deleted_at.is_not(None)).limit(1)).first() is not None


def purge(tx: Tx) -> bool:
    """Take away some of what deleted domains have left. Returns whether there may be more."""
    domain_id = tx.execute(select(func.min(DOMAINS.c.id)).where(DOMAINS.c.deleted_at.is_not(None))).scalar_one()
    if domain_id is None:
        return False
    if not (_purge_runs(tx, domain_id) or _purge_rule_sets(tx, domain_id) or _purge_rows(tx, domain_id)):
        tx.execute(delete(DOMAINS).where(DOMAINS.c.id == domain_id))
    return True


def _purge_runs(tx: Tx, domain_id: int) -> bool:
    run = tx.execute(select(func.min(RUNS.c.id)).where(RUNS.c.domain_id == domain_id)).scalar_one()
    return run is not None and purge_run(tx, run)


def purge_run(tx: Tx, run: int) -> bool:
    """Take away some of a run; the run itself goes when it is empty. Returns True."""
    for table in (MATCH_MEMBERS, MATCH_IDS, MATCH_EVIDENCE, MATCH_GROUPS, DEPARTURES):
        if _some(tx, table, table.c.run == run):
            return True
    tx.execute(delete(RUNS).where(RUNS.c.id == run))
    return True


def _purge_rule_sets(tx: Tx, domain_id: int) -> bool:
    rule_set = tx.execute(select(func.min(RULE_SETS.c.id)).where(RULE_SETS.c.domain_id == domain_id)).scalar_one()
    return rule_set is not None and purge_rule_set(tx, rule_set)


def purge_rule_set(tx: Tx, rule_set: int) -> bool:
    """Take away some of the keys of rules; the rules themselves go when there are none. Returns True."""
    for table in (RULE_CHANGES, RULE_KEYS):
        if _some(tx, table, table.c.rule_set == rule_set):
            return True
    tx.execute(delete(RULE_SETS).where(RULE_SETS.c.id == rule_set))
    return True


def _purge_rows(tx: Tx, domain_id: int) -> bool:
    return any(_some(tx, table, table.c.domain_id == domain_id) for table in OF_A_DOMAIN)


def _some(tx: Tx, table: Any, condition: Any) -> bool:
    """Delete at most PURGED_AT_ONCE rows; returns whether there were any."""
    key = tuple(table.primary_key.columns)
    chosen = select(*key).where(condition).limit(PURGED_AT_ONCE)
    return tx.execute(delete(table).where(tuple_(*key).in_(chosen))).rowcount > 0


@lru_cache(maxsize=256)
def _settings(text: str) -> Mapping[str, Any]:
    """Every request needs those of its domain."""
    settings: Mapping[str, Any] = decode(text)
    return settings


def _domain(row: Sequence[Any]) -> Domain:
    number, name, settings, created_at, updated_at = row
    return Domain(number, name, _settings(settings), created_at, updated_at)
