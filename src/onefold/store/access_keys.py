"""Access keys: who may call the service."""

from __future__ import annotations

import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, select, update

from onefold.store.tables import ACCESS_KEYS
from onefold.store.transaction import Found, Tx, decode, encode

ROLES: Final = ("admin", "write", "review", "read")
_ID_LETTERS: Final = string.ascii_uppercase + "234567"


@dataclass(frozen=True)
class AccessKey:
    """role: one of ROLES. domains: names that the key is for; none = all."""

    access_key_id: str
    secret: str
    role: str
    domains: tuple[str, ...]
    created_at: int
    revoked_at: int | None = None

    @property
    def valid(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None

    def __repr__(self) -> str:
        return f"AccessKey({self.access_key_id}, role={self.role}, domains={self.domains})"


def create(tx: Tx, role: str, domains: Sequence[str], at: int) -> AccessKey:
    """Make and store a key of the form that AWS clients know: 20 letters and digits, and a secret of 40."""
    key_id = "ONEF" + "".join(secrets.choice(_ID_LETTERS) for _ in range(16))
    key = AccessKey(key_id, secrets.token_urlsafe(30), role, tuple(domains), at)
    values = {
        "access_key_id": key.access_key_id, "secret": key.secret, "role": role, "domains": encode(key.domains),
        "created_at": at,
    }  # fmt: skip
    tx.execute(insert(ACCESS_KEYS), values)
    return key


def find(tx: Tx, access_key_id: str) -> AccessKey | None:
    """The key, also a revoked one."""
    row = tx.execute(select(ACCESS_KEYS).where(ACCESS_KEYS.c.access_key_id == access_key_id)).one_or_none()
    return None if row is None else _key(row)


def every(tx: Tx) -> list[AccessKey]:
    """All keys, the oldest first."""
    return [_key(row) for row in tx.execute(select(ACCESS_KEYS).order_by(ACCESS_KEYS.c.created_at))]


def revoke(tx: Tx, access_key_id: str, at: int) -> bool:
    """Let a key open nothing any more. Returns whether it was a valid one."""
    table = ACCESS_KEYS.c
    statement = update(ACCESS_KEYS).where(table.access_key_id == access_key_id, table.revoked_at.is_(None))
    return tx.execute(statement.values(revoked_at=at)).rowcount > 0


def _key(row: Found) -> AccessKey:
    return AccessKey(
        row.access_key_id, row.secret, row.role, tuple(decode(row.domains)), row.created_at, row.revoked_at
    )
