"""The MatchIds of a run in a table of their own, which is filled in its own order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEX = "ix_match_groups_run_match_id"


def upgrade() -> None:
    """Move them out of the index."""
    op.create_table(
        "match_ids",
        sa.Column("run", _ROW, nullable=False, autoincrement=False),
        sa.Column("match_id", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("run", "match_id", name="pk_match_ids"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO match_ids SELECT run, match_id, rank FROM match_groups ORDER BY run, match_id")
    op.drop_index(_INDEX, "match_groups")


def downgrade() -> None:
    """Make the index again."""
    op.create_index(_INDEX, "match_groups", ["run", "match_id"])
    op.drop_table("match_ids")
