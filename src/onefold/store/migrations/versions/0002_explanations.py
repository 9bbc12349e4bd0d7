"""What explains the groups of a run is kept with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the model of a run and the evidence of its groups."""
    op.add_column("runs", sa.Column("model", sa.Text(), nullable=True))
    row = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "match_evidence",
        sa.Column("run", row, nullable=False, autoincrement=False),
        sa.Column("rank", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("pairs", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("run", "rank", name="pk_match_evidence"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop what explains them."""
    op.drop_table("match_evidence")
    op.drop_column("runs", "model")
