"""What the review pages keep: summaries of runs, decisions, bands, sessions, and the order of the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_QUEUE = "ix_match_groups_run_review_order_rank_confidence_score"


def upgrade() -> None:
    """Runs that are there already keep their groups in the order of their ranks; they have no summary."""
    op.add_column("match_groups", sa.Column("review_order", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(_QUEUE, "match_groups", ["run", "review_order", "rank", "confidence_score"])
    op.create_table(
        "run_summaries",
        sa.Column("domain_id", _SERIAL, nullable=False, autoincrement=False),
        sa.Column("run", _SERIAL, nullable=False, autoincrement=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("profiles", sa.Integer(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text()),
        sa.Column("judgements", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("domain_id", "run", name="pk_run_summaries"),
    )
    op.create_table(
        "reviews",
        sa.Column("id", _SERIAL, nullable=False, autoincrement=True),
        sa.Column("domain_id", _SERIAL, nullable=False),
        sa.Column("run", _SERIAL, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("profile_ids", sa.Text(), nullable=False),
        sa.Column("confidence_score", sa.Double(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("by", sa.String(128), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
    )
    op.create_index("ix_reviews_domain_id_match_id", "reviews", ["domain_id", "match_id"])
    op.create_index("ix_reviews_run_rank", "reviews", ["run", "rank"])
    op.create_table(
        "review_bands",
        sa.Column("domain_id", _SERIAL, nullable=False, autoincrement=False),
        sa.Column("review_from", sa.Double(), nullable=False),
        sa.Column("merge_from", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("domain_id", name="pk_review_bands"),
    )
    op.create_table(
        "review_sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("access_key_id", sa.String(128), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_review_sessions"),
    )
    op.create_index("ix_review_sessions_expires_at", "review_sessions", ["expires_at"])


def downgrade() -> None:
    """What the review pages kept is lost; judgements and merges stay."""
    for table in ("review_sessions", "review_bands", "reviews", "run_summaries"):
        op.drop_table(table)
    op.drop_index(_QUEUE, "match_groups")
    op.drop_column("match_groups", "review_order")
