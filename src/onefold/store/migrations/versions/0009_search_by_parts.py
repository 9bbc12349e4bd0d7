"""People are found by any word of a name, the domain of an e-mail address and the last digits of a phone number."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0009"
down_revision = "0008"

INDEXES = {
    "rest_of_name": ("substr(ltrim(value, replace(value, ' ', '')), 2)", "name = '_fullName'"),
    "last_word": (
        "substr(value, length(rtrim(value, replace(value, ' ', ''))) + 1)",
        "name = '_fullName' AND value LIKE '% % %'",
    ),
    "domain_part": ("substr(ltrim(value, replace(value, '@', '')), 2)", "name = '_email'"),
    "last_four": ("substr(value, length(value) - 3)", "name = '_phone'"),
}


def upgrade() -> None:
    """Index what the keys that are there end with; some ten seconds for a million profiles."""
    for name, (expression, where) in INDEXES.items():
        op.create_index(
            f"ix_profile_keys_{name}",
            "profile_keys",
            ["domain_id", text(expression)],
            sqlite_where=text(where),
            postgresql_where=text(where),
        )


def downgrade() -> None:
    """Keys are found by how they begin alone."""
    for name in INDEXES:
        op.drop_index(f"ix_profile_keys_{name}", "profile_keys")
