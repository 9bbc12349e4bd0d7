"""The queue of reviews is filtered by attributes and sources in its index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_WITHOUT = "ix_match_groups_run_review_order_rank_confidence_score"
_COLUMNS = ["run", "review_order", "rank", "confidence_score"]


def upgrade() -> None:
    """Groups of runs that are there have no traits: their profiles are looked through, as before."""
    op.add_column("match_groups", sa.Column("traits", sa.BigInteger()))
    op.drop_index(_WITHOUT, "match_groups")
    op.create_index(f"{_WITHOUT}_traits", "match_groups", [*_COLUMNS, "traits"])


def downgrade() -> None:
    """Profiles are looked through again."""
    op.drop_index(f"{_WITHOUT}_traits", "match_groups")
    op.create_index(_WITHOUT, "match_groups", _COLUMNS)
    op.drop_column("match_groups", "traits")
