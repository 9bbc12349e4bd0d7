"""Upload jobs that are run: their file, how far they have come, and who runs them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_NEW: Final = ("reason", "file", "owner", "lease_until_at", "attempt", "position")


def upgrade() -> None:
    """Add the columns."""
    for name, length in (("reason", 32), ("file", 64), ("owner", 128)):
        op.add_column("upload_jobs", sa.Column(name, sa.String(length)))
    op.add_column("upload_jobs", sa.Column("lease_until_at", sa.BigInteger()))
    op.add_column("upload_jobs", sa.Column("attempt", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("upload_jobs", sa.Column("position", sa.BigInteger(), nullable=False, server_default="0"))
    for name in ("status", "expires_at"):
        op.create_index(None, "upload_jobs", [name])


def downgrade() -> None:
    """Take them away."""
    for name in ("status", "expires_at"):
        op.drop_index(f"ix_upload_jobs_{name}", "upload_jobs")
    for name in _NEW:
        op.drop_column("upload_jobs", name)
