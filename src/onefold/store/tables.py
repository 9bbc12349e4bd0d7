"""The tables of the service, for SQLite and PostgreSQL alike.

Every `_at` is in milliseconds since 1970, UTC. Documents are JSON in compact form. A row that belongs to a domain names
it by number, so that a deleted domain is gone at once, its name free again, and its rows are purged in pieces; for the
same reason there are no foreign keys. Ids that clients see are 32 hexadecimal characters that begin with the time, so
that new rows land at the end of their index.

Where numbers are known outside their table - to other tables, the record of a merge, a job that runs, a page token -
SQLite is told never to give one again (sqlite_autoincrement), as it otherwise does when the last row is deleted.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from onefold.store.key_parts import KEY_INDEXES, STRETCH

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Row: Final = BigInteger().with_variant(Integer, "sqlite")
"""SQLite fills in only an INTEGER PRIMARY KEY by itself; it is 64 bits wide all the same."""


def _serial() -> Column[int]:
    return Column("id", _Row, primary_key=True, autoincrement=True)


def _must(name: str, kind: type[TypeEngine[Any]] | TypeEngine[Any], key: bool = False) -> Column[Any]:
    return Column(name, kind, primary_key=key, nullable=False, autoincrement=False)


def _may(name: str, kind: type[TypeEngine[Any]] | TypeEngine[Any]) -> Column[Any]:
    return Column(name, kind, nullable=True)


_Id: Final = String(32)

SECRETS: Final = Table("secrets", METADATA, _must("name", String(64), key=True), _must("value", Text))
"""What all processes of one installation share: the key that page tokens are sealed with."""

ACCESS_KEYS: Final = Table(
    "access_keys",
    METADATA,
    _must("access_key_id", String(128), key=True),
    _must("secret", Text),
    _must("role", String(16)),
    _must("domains", Text),
    _must("created_at", BigInteger),
    _may("revoked_at", BigInteger),
)
"""Who may call. A signature can only be checked with the secret itself, so it is kept as it is."""

AUDIT: Final = Table(
    "audit",
    METADATA,
    _serial(),
    _must("at", BigInteger),
    _must("access_key_id", String(128)),
    _must("operation", String(64)),
    _must("resource", Text),
)
"""Every change that was answered with 200: who, when, what; resource is JSON with names and ids, no personal data."""

DOMAINS: Final = Table(
    "domains",
    METADATA,
    _serial(),
    _must("name", String(128)),
    _must("settings", Text),
    _must("created_at", BigInteger),
    _must("updated_at", BigInteger),
    _may("deleted_at", BigInteger),
    UniqueConstraint("name"),
    sqlite_autoincrement=True,
)
"""settings: what CreateDomain and UpdateDomain were given, without tags."""

TAGS: Final = Table(
    "tags",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("resource", String(300), key=True),
    _must("tag", String(128), key=True),
    _must("value", Text),
)
"""resource: "" for the domain itself, object-types/NAME for one of its object types."""

PROFILES: Final = Table(
    "profiles",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("profile_id", _Id),
    _must("document", Text),
    _must("origins", Text),
    _must("size", Integer),
    _must("created_at", BigInteger),
    _must("updated_at", BigInteger),
    UniqueConstraint("domain_id", "profile_id"),
    Index(None, "domain_id", "id", "size"),
    sqlite_autoincrement=True,
)
"""document: the profile as clients see it, without its id. origins: since when and from which object type each
attribute is. The index that has the sizes answers GetDomain's Stats without reading the documents; new ones are at its
end."""

PROFILE_ALIASES: Final = Table(
    "profile_aliases",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("profile_id", _Id, key=True),
    _must("profile", _Row),
    Index(None, "profile"),
)
"""Ids of profiles that were merged into another: where they are now."""

PROFILE_KEYS: Final = Table(
    "profile_keys",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("name", String(64), key=True),
    _must("value", String(255), key=True),
    _must("profile", _Row, key=True),
    _must("object", _Row, key=True),
    Index(None, "profile", "object"),
    sqlite_with_rowid=False,
)
"""What SearchProfiles looks up; values are canonical. object: where the key came from: the id of an object, ATTRIBUTE,
BY_HAND or MERGED (see store.keys)."""

for _name, (_expression, _where) in KEY_INDEXES.items():
    Index(
        _name, PROFILE_KEYS.c.domain_id, text(STRETCH), text(_expression), sqlite_where=text(_where),
        postgresql_where=text(_where),
    )  # fmt: skip

OBJECT_TYPES: Final = Table(
    "object_types",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("name", String(255), key=True),
    _must("definition", Text),
    _must("created_at", BigInteger),
    _must("updated_at", BigInteger),
)

OBJECTS: Final = Table(
    "objects",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("object_type", String(255)),
    _must("unique_key", String(255)),
    _must("profile", _Row),
    _must("document", Text),
    _must("size", Integer),
    _must("source_at", BigInteger),
    _must("created_at", BigInteger),
    _must("updated_at", BigInteger),
    _must("expires_at", BigInteger),
    UniqueConstraint("domain_id", "object_type", "unique_key"),
    Index(None, "profile", "object_type"),
    Index(None, "expires_at"),
    Index(None, "domain_id", "profile", "size"),
    sqlite_autoincrement=True,
)
"""Ingested source records. source_at: what the source says of its age, else when it came."""

HISTORY: Final = Table(
    "history",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("profile_id", _Id),
    _must("record_id", _Id),
    _must("action", String(32)),
    _must("object_type", String(255)),
    _may("object_key", String(255)),
    _must("performed_by", String(128)),
    _must("at", BigInteger),
    _must("content", Text),
    Index(None, "domain_id", "profile_id"),
)
"""What happened to a profile. content: JSON; `Before` holds the document as it was, until the profile is deleted."""

MERGES: Final = Table(
    "merges",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("merge_id", _Id),
    _must("main_profile_id", _Id),
    _must("profile_ids", Text),
    _must("cause", String(32)),
    _may("job_id", _Id),
    _must("at", BigInteger),
    _must("record", Text),
    _may("undone_at", BigInteger),
    UniqueConstraint("domain_id", "merge_id"),
    Index(None, "domain_id", "job_id"),
)
"""record: images of all profiles that the merge touched: what an undo needs."""

MERGE_MEMBERS: Final = Table(
    "merge_members",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("profile_id", _Id, key=True),
    _must("merge", _Row, key=True),
    sqlite_with_rowid=False,
)
"""Which merges a profile took part in, as the main one or one of the others. merge: the number of the merge."""

JUDGEMENTS: Final = Table(
    "judgements",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("profile_id_a", _Id, key=True),
    _must("profile_id_b", _Id, key=True),
    _must("judgement", String(16)),
    _must("by", String(128)),
    _must("at", BigInteger),
)
"""What people said of pairs; a < b."""

JOBS: Final = Table(
    "jobs",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("job_id", _Id),
    _must("due", BigInteger),
    _must("status", String(16)),
    _must("attempt", Integer),
    _may("owner", String(128)),
    _may("lease_until_at", BigInteger),
    _may("started_at", BigInteger),
    _may("ended_at", BigInteger),
    _must("updated_at", BigInteger),
    _may("message", Text),
    _may("auto_merging", Text),
    _may("exported_to", Text),
    _may("stats", Text),
    Column("on_request", Integer, nullable=False, server_default="0"),
    UniqueConstraint("domain_id", "due"),
    UniqueConstraint("domain_id", "job_id"),
    Index(None, "status", "due"),
    sqlite_autoincrement=True,
)
"""Identity resolution jobs. on_request: 1 for one that somebody asked for, beside the schedule. One due time of a
domain is one row, so it is run once however many processes try. attempt is the fence: whoever writes for a job says
which attempt it is, and is refused when a later one has begun."""

RUNS: Final = Table(
    "runs",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("job_id", _Id),
    _must("attempt", Integer),
    _may("published_at", BigInteger),
    _must("profiles", Integer),
    _must("groups", Integer),
    _may("model", Text),
    Index(None, "domain_id", "published_at"),
    sqlite_autoincrement=True,
)
"""Results of jobs. profiles: how many were looked at. model: what its scores were computed with. A run is filled while
nobody sees it, published in one step, and never changed again."""

MATCH_GROUPS: Final = Table(
    "match_groups",
    METADATA,
    _must("run", _Row, key=True),
    _must("rank", Integer, key=True),
    _must("match_id", _Id),
    _must("confidence_score", Double),
    _must("profile_ids", Text),
    _must("review_order", Integer),
    _may("traits", BigInteger),
    Index(None, "run", "review_order", "rank", "confidence_score", "traits"),
    sqlite_with_rowid=False,
)
"""Groups by rank, surest first, so that a page is one range. profile_ids: 32 characters each, joined by blanks.
review_order: the smaller, the more is learned when somebody looks; its index holds all that a queue is filtered by.
traits: see store.traits; none in runs from before they were noted."""

MATCH_IDS: Final = Table(
    "match_ids",
    METADATA,
    _must("run", _Row, key=True),
    _must("match_id", _Id, key=True),
    _must("rank", Integer),
    sqlite_with_rowid=False,
)
"""The rank of a MatchId. No index of the groups, which come in the order of their ranks: an index that is filled in
another order than its own is written many times over."""

MATCH_MEMBERS: Final = Table(
    "match_members",
    METADATA,
    _must("profile_id", _Id, key=True),
    _must("run", _Row, key=True),
    _must("rank", Integer),
    Index(None, "run"),
    sqlite_with_rowid=False,
)
"""Which group of a run a profile is in."""

MATCH_EVIDENCE: Final = Table(
    "match_evidence",
    METADATA,
    _must("run", _Row, key=True),
    _must("rank", Integer, key=True),
    _must("seen_at", Text),
    _must("pairs", LargeBinary),
    sqlite_with_rowid=False,
)
"""What explains a group, without any value of a profile. seen_at: when each member, in the order of profile_ids, was
last changed as the run read it, joined by blanks. pairs: what the engine retains of each pair."""

DEPARTURES: Final = Table(
    "departures",
    METADATA,
    _must("run", _Row, key=True),
    _must("rank", Integer, key=True),
    _must("profile_id", _Id, key=True),
)
"""Members of groups that were deleted or merged since: readers leave them out, the run stays as it is."""

RULE_SETS: Final = Table(
    "rule_sets",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("settings", Text),
    _must("status", String(16)),
    _must("position", _Row),
    _may("owner", String(128)),
    _may("lease_until_at", BigInteger),
    _may("retired_at", BigInteger),
    Index(None, "domain_id"),
    sqlite_autoincrement=True,
)
"""The rules of domains: a row for each change of them, all but the latest retired. position: the number of the last
profile of those that were there before the rules whose keys have been made."""

RULE_KEYS: Final = Table(
    "rule_keys",
    METADATA,
    _must("rule_set", _Row, key=True),
    _must("level", Integer, key=True),
    _must("value", _Id, key=True),
    _must("profile", _Row, key=True),
    Index(None, "rule_set", "profile"),
    sqlite_with_rowid=False,
)
"""Two profiles match by the rule of a level when they have an equal value there."""

RULE_CHANGES: Final = Table(
    "rule_changes",
    METADATA,
    _serial(),
    _must("rule_set", _Row),
    _must("profile", _Row),
    Index(None, "rule_set"),
)
"""Profiles that got other rule keys, and that nobody has looked at since to see whether they merge."""

RUN_SUMMARIES: Final = Table(
    "run_summaries",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("run", _Row, key=True),
    _must("published_at", BigInteger),
    _must("profiles", Integer),
    _must("scores", Text),
    _may("findings", Text),
    _must("judgements", Integer),
)
"""What stays of a run when its groups are gone. scores: JSON, a list of [thousandths of the score, groups, profiles,
sum of the scores]. findings: JSON, what a steward should know of the data. judgements: how many the run was given."""

REVIEWS: Final = Table(
    "reviews",
    METADATA,
    _serial(),
    _must("domain_id", _Row),
    _must("run", _Row),
    _must("rank", Integer),
    _must("match_id", _Id),
    _must("kind", String(16)),
    _must("profile_ids", Text),
    _must("confidence_score", Double),
    _must("closes", Integer),
    _must("content", Text),
    _must("by", String(128)),
    _must("at", BigInteger),
    _may("undone_at", BigInteger),
    Index(None, "domain_id", "match_id"),
    Index(None, "run", "rank"),
)
"""What people decided about match groups, in order. closes: 1 when the group needs no further look. content: JSON, what
an undo needs, or the text of a comment."""

REVIEW_BANDS: Final = Table(
    "review_bands",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("review_from", Double),
    _must("merge_from", Double),
)
"""From which confidence on a group is worth a look, and from which on it is sure."""

REVIEW_SESSIONS: Final = Table(
    "review_sessions",
    METADATA,
    _must("token_hash", String(64), key=True),
    _must("access_key_id", String(128)),
    _must("created_at", BigInteger),
    _must("expires_at", BigInteger),
    Index(None, "expires_at"),
)
"""Who is signed in to the review pages. token_hash: SHA-256 of what the browser holds, which is kept nowhere else."""

UPLOAD_JOBS: Final = Table(
    "upload_jobs",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("job_id", _Id, key=True),
    _must("status", String(32)),
    _must("definition", Text),
    _may("results", Text),
    _must("created_at", BigInteger),
    _may("ended_at", BigInteger),
    _must("expires_at", BigInteger),
    _may("reason", String(32)),
    _may("file", String(64)),
    _may("owner", String(128)),
    _may("lease_until_at", BigInteger),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("position", BigInteger, nullable=False, server_default="0"),
    Index(None, "status"),
    Index(None, "expires_at"),
)
"""definition: what CreateUploadJob was given; results: Amazon's ResultsSummary; reason: its StatusReason. file: the
name of what was uploaded. position: how many rows of it have been taken in; attempt: how often somebody began there."""

IMPORTS: Final = Table(
    "imports",
    METADATA,
    _must("domain_id", _Row, key=True),
    _must("import_id", _Id, key=True),
    _must("profiles", Integer),
    _must("stored", Integer),
    _must("begun_at", BigInteger),
    _must("updated_at", BigInteger),
)
"""Tables of profiles that were imported. import_id: follows from the content of the table. stored: how many of its
profiles are there."""

OF_A_DOMAIN: Final = (
    PROFILE_KEYS, OBJECTS, HISTORY, PROFILE_ALIASES, PROFILES, OBJECT_TYPES, MERGE_MEMBERS, MERGES, JUDGEMENTS, JOBS,
    UPLOAD_JOBS, TAGS, IMPORTS, RUN_SUMMARIES, REVIEWS, REVIEW_BANDS,
)  # fmt: skip
"""The tables with rows of a domain, beside its runs."""
