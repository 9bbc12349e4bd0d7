"""New profiles change few pages of the indexes: those of parts of search keys have stretches, sizes are by profile."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0012"
down_revision = "0011"

_STRETCH = "(profile >> 15)"
_INDEXES = {
    "rest_of_name": ("substr(ltrim(value, replace(value, ' ', '')), 2)", "name = '_fullName'"),
    "last_word": (
        "substr(value, length(rtrim(value, replace(value, ' ', ''))) + 1)",
        "name = '_fullName' AND value LIKE '% % %'",
    ),
    "domain_part": ("substr(ltrim(value, replace(value, '@', '')), 2)", "name = '_email'"),
    "last_four": ("substr(value, length(value) - 3)", "name = '_phone'"),
}


def upgrade() -> None:
    """Index what is there again; some ten seconds for a million profiles."""
    _index_again(_STRETCH)
    op.create_index("ix_profiles_domain_id_id_size", "profiles", ["domain_id", "id", "size"])
    op.drop_index("ix_profiles_domain_id_size", "profiles")


def downgrade() -> None:
    """One order over all profiles again."""
    _index_again()
    op.create_index("ix_profiles_domain_id_size", "profiles", ["domain_id", "size"])
    op.drop_index("ix_profiles_domain_id_id_size", "profiles")


def _index_again(*before: str) -> None:
    for name, (expression, where) in _INDEXES.items():
        op.drop_index(f"ix_profile_keys_{name}", "profile_keys")
        op.create_index(
            f"ix_profile_keys_{name}",
            "profile_keys",
            ["domain_id", *map(text, before), text(expression)],
            sqlite_where=text(where),
            postgresql_where=text(where),
        )
