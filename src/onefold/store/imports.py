"""Imports of whole tables: how far each has come, so that one that broke off goes on where it stopped."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from onefold.store.tables import IMPORTS
from onefold.store.transaction import Tx, upsert


@dataclass(frozen=True)
class Import:
    """import_id: says what is imported. profiles: how many there are; stored: how many of them are there already."""

    domain_id: int
    import_id: str
    profiles: int
    stored: int

    @property
    def done(self) -> bool:
        """Whether all are there."""
        return self.stored == self.profiles


def begin(tx: Tx, domain_id: int, import_id: str, profiles: int, at: int) -> Import:
    """The import of that id: a new one, or the one that was begun before."""
    values = {
        "domain_id": domain_id, "import_id": import_id, "profiles": profiles, "stored": 0, "begun_at": at,
        "updated_at": at,
    }  # fmt: skip
    tx.execute(upsert(tx, IMPORTS).values(values).on_conflict_do_nothing())
    found = select(IMPORTS.c.profiles, IMPORTS.c.stored)
    row = tx.execute(found.where(IMPORTS.c.domain_id == domain_id, IMPORTS.c.import_id == import_id)).one()
    return Import(domain_id, import_id, row.profiles, row.stored)


def is_begun(tx: Tx, domain_id: int, import_id: str) -> bool:
    """Whether the import of that id has begun and not ended."""
    unended = IMPORTS.c.stored < IMPORTS.c.profiles
    found = select(IMPORTS.c.import_id).where(IMPORTS.c.domain_id == domain_id, IMPORTS.c.import_id == import_id)
    return tx.execute(found.where(unended)).first() is not None


def advance(tx: Tx, begun: Import, more: int, at: int) -> Import | None:
    """So many more are stored, in the transaction that stores them. None when another has stored some meanwhile."""
    table = IMPORTS.c
    mine = (table.domain_id == begun.domain_id) & (table.import_id == begun.import_id) & (table.stored == begun.stored)
    stored = begun.stored + more
    if tx.execute(update(IMPORTS).where(mine).values(stored=stored, updated_at=at)).rowcount == 0:
        return None
    return Import(begun.domain_id, begun.import_id, begun.profiles, stored)
