"""Rule-based matching: rules of domains, rule keys of profiles, and what they have changed."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ROW: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make three tables."""
    op.create_table(
        "rule_sets",
        sa.Column("id", _ROW, primary_key=True, autoincrement=True),
        sa.Column("domain_id", _ROW, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("position", _ROW, nullable=False),
        sa.Column("owner", sa.String(128)),
        sa.Column("lease_until_at", sa.BigInteger()),
        sa.Column("retired_at", sa.BigInteger()),
    )
    op.create_table(
        "rule_keys",
        sa.Column("rule_set", _ROW, primary_key=True, autoincrement=False),
        sa.Column("level", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("value", sa.String(32), primary_key=True),
        sa.Column("profile", _ROW, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rule_changes",
        sa.Column("id", _ROW, primary_key=True, autoincrement=True),
        sa.Column("rule_set", _ROW, nullable=False),
        sa.Column("profile", _ROW, nullable=False),
    )
    op.create_index(None, "rule_sets", ["domain_id"])
    op.create_index(None, "rule_keys", ["rule_set", "profile"])
    op.create_index(None, "rule_changes", ["rule_set"])


def downgrade() -> None:
    """Drop them."""
    for table in ("rule_changes", "rule_keys", "rule_sets"):
        op.drop_table(table)
