"""Merges are found by who took part in them; until now all merges of a domain were read for it."""

from __future__ import annotations

import json
from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MERGES_AT_ONCE: Final = 1_000

_SERIAL: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MERGES: Final = sa.table(
    "merges", *(sa.column(name) for name in ("id", "domain_id", "main_profile_id", "profile_ids"))
)
_FIELDS: Final = ("domain_id", "profile_id", "merge")


def upgrade() -> None:
    """Make the table and fill it from the merges there are."""
    members = op.create_table(
        "merge_members",
        sa.Column("domain_id", _SERIAL, primary_key=True, nullable=False, autoincrement=False),
        sa.Column("profile_id", sa.String(32), primary_key=True, nullable=False, autoincrement=False),
        sa.Column("merge", _SERIAL, primary_key=True, nullable=False, autoincrement=False),
        sqlite_with_rowid=False,
    )
    connection, after = op.get_bind(), 0
    while page := connection.execute(_page(after)).all():
        taking_part = {
            (merge.domain_id, one, merge.id)
            for merge in page
            for one in (merge.main_profile_id, *json.loads(merge.profile_ids))
        }
        op.bulk_insert(members, [dict(zip(_FIELDS, row, strict=True)) for row in sorted(taking_part)])
        after = page[-1].id


def _page(after: int) -> sa.Select[tuple[int, int, str, str]]:
    return sa.select(_MERGES).where(_MERGES.c.id > after).order_by(_MERGES.c.id).limit(_MERGES_AT_ONCE)


def downgrade() -> None:
    """Drop the table: the merges themselves have all that is in it."""
    op.drop_table("merge_members")
