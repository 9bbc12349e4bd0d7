"""How far each import of a table has come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the imports."""
    row = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "imports",
        sa.Column("domain_id", row, nullable=False, autoincrement=False),
        sa.Column("import_id", sa.String(32), nullable=False),
        sa.Column("profiles", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("domain_id", "import_id", name="pk_imports"),
    )


def downgrade() -> None:
    """Drop the imports."""
    op.drop_table("imports")
