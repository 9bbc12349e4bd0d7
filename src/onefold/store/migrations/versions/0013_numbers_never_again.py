"""SQLite gives no number of a deleted domain, profile, object, job, run or rule set to another."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

_TABLES = ("domains", "profiles", "objects", "jobs", "runs", "rule_sets")


def upgrade() -> None:
    """Write the tables anew: SQLite has no other way."""
    _again(sqlite_autoincrement=True)


def downgrade() -> None:
    """The largest number may come again."""
    _again()


def _again(**options: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in _TABLES:
            with op.batch_alter_table(name, recreate="always", table_kwargs=options):
                pass
