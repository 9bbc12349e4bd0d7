"""The first tables of the service."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SERIAL: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS: Final[dict[str, Any]] = {
    "row": _SERIAL,
    "big": sa.BigInteger(),
    "int": sa.Integer(),
    "real": sa.Double(),
    "text": sa.Text(),
}

# Frozen: what store.tables was at this revision. Per table: columns as "name kind", where kind is one of _KINDS or the
# length of a string, "?" allows null and "*" is part of the primary key; then unique constraints and indexes.
_TABLES: Final[dict[str, tuple[list[str], list[str], list[str]]]] = {
    "secrets": (["name 64*", "value text"], [], []),
    "access_keys": (
        ["access_key_id 128*", "secret text", "role 16", "domains text", "created_at big", "revoked_at big?"],
        [],
        [],
    ),
    "audit": (["id row*", "at big", "access_key_id 128", "operation 64", "resource text"], [], []),
    "domains": (
        ["id row*", "name 128", "settings text", "created_at big", "updated_at big", "deleted_at big?"],
        ["name"],
        [],
    ),
    "tags": (["domain_id row*", "resource 300*", "tag 128*", "value text"], [], []),
    "profiles": (
        [
            "id row*",
            "domain_id row",
            "profile_id 32",
            "document text",
            "origins text",
            "size int",
            "created_at big",
            "updated_at big",
        ],
        ["domain_id profile_id"],
        ["domain_id size"],
    ),
    "profile_aliases": (["domain_id row*", "profile_id 32*", "profile row"], [], ["profile"]),
    "profile_keys": (
        ["domain_id row*", "name 64*", "value 255*", "profile row*", "object row*"],
        [],
        ["profile object"],
    ),
    "object_types": (["domain_id row*", "name 255*", "definition text", "created_at big", "updated_at big"], [], []),
    "objects": (
        [
            "id row*",
            "domain_id row",
            "object_type 255",
            "unique_key 255",
            "profile row",
            "document text",
            "size int",
            "source_at big",
            "created_at big",
            "updated_at big",
            "expires_at big",
        ],
        ["domain_id object_type unique_key"],
        ["domain_id profile size", "expires_at", "profile object_type"],
    ),
    "history": (
        [
            "id row*",
            "domain_id row",
            "profile_id 32",
            "record_id 32",
            "action 32",
            "object_type 255",
            "object_key 255?",
            "performed_by 128",
            "at big",
            "content text",
        ],
        [],
        ["domain_id profile_id"],
    ),
    "merges": (
        [
            "id row*",
            "domain_id row",
            "merge_id 32",
            "main_profile_id 32",
            "profile_ids text",
            "cause 32",
            "job_id 32?",
            "at big",
            "record text",
            "undone_at big?",
        ],
        ["domain_id merge_id"],
        ["domain_id job_id"],
    ),
    "judgements": (
        ["domain_id row*", "profile_id_a 32*", "profile_id_b 32*", "judgement 16", "by 128", "at big"],
        [],
        [],
    ),
    "jobs": (
        [
            "id row*",
            "domain_id row",
            "job_id 32",
            "due big",
            "status 16",
            "attempt int",
            "owner 128?",
            "lease_until_at big?",
            "started_at big?",
            "ended_at big?",
            "updated_at big",
            "message text?",
            "auto_merging text?",
            "exported_to text?",
            "stats text?",
        ],
        ["domain_id due", "domain_id job_id"],
        ["status due"],
    ),
    "runs": (
        ["id row*", "domain_id row", "job_id 32", "attempt int", "published_at big?", "profiles int", "groups int"],
        [],
        ["domain_id published_at"],
    ),
    "match_groups": (
        ["run row*", "rank int*", "match_id 32", "confidence_score real", "profile_ids text"],
        [],
        ["run match_id"],
    ),
    "match_members": (["profile_id 32*", "run row*", "rank int"], [], ["run"]),
    "departures": (["run row*", "rank int*", "profile_id 32*"], [], []),
    "upload_jobs": (
        [
            "domain_id row*",
            "job_id 32*",
            "status 32",
            "definition text",
            "results text?",
            "created_at big",
            "ended_at big?",
            "expires_at big",
        ],
        [],
        [],
    ),
}
_WITHOUT_ROWID: Final = ["profile_keys", "match_groups", "match_members"]


def upgrade() -> None:
    """Make all tables."""
    for table, (columns, unique, indexes) in _TABLES.items():
        op.create_table(
            table,
            *(_column(column) for column in columns),
            *(sa.UniqueConstraint(*names.split()) for names in unique),
            sqlite_with_rowid=table not in _WITHOUT_ROWID,
        )
        for names in indexes:
            op.create_index(None, table, names.split())


def downgrade() -> None:
    """Drop all tables."""
    for table in _TABLES:
        op.drop_table(table)


def _column(written: str) -> sa.Column[Any]:
    name, kind = written.split()
    key, null = "*" in kind, "?" in kind
    plain = kind.rstrip("*?")
    serial = key and name == "id"
    of_kind = _KINDS.get(plain) or sa.String(int(plain))
    return sa.Column(name, of_kind, primary_key=key, nullable=null, autoincrement=serial)
