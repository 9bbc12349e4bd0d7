"""Jobs that somebody asked for are told from those of the schedule."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Say of every job whether it was asked for; of those until now it is not known."""
    op.add_column("jobs", sa.Column("on_request", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("jobs", "on_request")
