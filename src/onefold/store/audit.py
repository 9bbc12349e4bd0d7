"""The audit trail, and the secrets that the processes of an installation share."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import bindparam, insert, select

from onefold.store.tables import AUDIT, SECRETS
from onefold.store.transaction import Prepared, Tx, decode, encode, upsert

_ADD: Final = Prepared(
    insert(AUDIT).values({column.name: bindparam(column.name) for column in AUDIT.c if column.name != "id"})
)


def add(tx: Tx, at: int, access_key_id: str, operation: str, resource: Mapping[str, Any]) -> None:
    """Note a change in the transaction that makes it. resource: names and ids, no personal data."""
    values = {"at": at, "access_key_id": access_key_id, "operation": operation, "resource": encode(resource)}
    _ADD(tx, values)


def page(tx: Tx, before: int | None, limit: int) -> list[dict[str, Any]]:
    """The latest changes, newest first."""
    found = select(AUDIT).order_by(AUDIT.c.id.desc()).limit(limit)
    rows = tx.execute(found if before is None else found.where(AUDIT.c.id < before)).mappings()
    return [{**row, "resource": decode(row["resource"])} for row in rows]


def shared_secret(tx: Tx, name: str) -> bytes:
    """32 random bytes, the same for every process; made when first asked for, so ask in a write transaction."""
    statement = upsert(tx, SECRETS).values(name=name, value=secrets.token_hex(32))
    tx.execute(statement.on_conflict_do_nothing())
    return bytes.fromhex(tx.execute(select(SECRETS.c.value).where(SECRETS.c.name == name)).scalar_one())
