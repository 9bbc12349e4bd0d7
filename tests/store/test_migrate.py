"""The migrations make the tables of store.tables, from nothing and back, on both databases; others are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, inspect, text

from onefold.errors import InputError
from onefold.store import domains, open_store, rule_sets, runs, uploads
from onefold.store.database import database_url, writing_engine
from onefold.store.key_parts import KEY_INDEXES
from onefold.store.migrate import downgrade, upgrade
from onefold.store.people_search import Typed, profile_rows
from onefold.store.runs import Group
from onefold.store.tables import METADATA

Databases = Callable[[], URL]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database."""
    if request.param == "sqlite":
        return database_url(tmp_path)
    new_database: Callable[[str], str] = request.getfixturevalue("postgresql_server")
    return database_url(new_database(re.sub(r"\W", "_", request.node.name)[-60:].lower()))


@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrations_make_exactly_the_tables_of_the_code(database: URL) -> None:
    assert upgrade(database)[0] is None
    engine = writing_engine(database)
    with engine.begin() as transaction:
        context = MigrationContext.configure(transaction, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_migrations_make_what_alembic_does_not_compare_as_the_code_says_it(tmp_path: Path) -> None:
    """Indexes of expressions in SQLite, and which tables never give a number again."""
    migrated, made = database_url(tmp_path / "a"), database_url(tmp_path / "b")
    upgrade(migrated)
    engine = writing_engine(made)
    METADATA.create_all(engine)
    engine.dispose()
    names = ", ".join(f"'{name}'" for name in KEY_INDEXES)
    for what in (f"SELECT sql {MASTER} name IN ({names})", f"SELECT name {MASTER} sql LIKE '%AUTOINCREMENT%'"):
        assert selected(migrated, what) == selected(made, what) != set()


MASTER = "FROM sqlite_master WHERE"


def selected(database: URL, statement: str) -> set[str]:
    engine = writing_engine(database)
    with engine.begin() as transaction:
        found = {" ".join(one.replace('"', "").split()) for one in transaction.execute(text(statement)).scalars()}
    engine.dispose()
    return found


def test_every_migration_can_be_taken_back(database: URL) -> None:
    upgrade(database)
    downgrade(database, "base")
    engine = writing_engine(database)
    with engine.begin() as transaction:
        assert set(inspect(transaction).get_table_names()) <= {"alembic_version"}
    engine.dispose()
    assert upgrade(database)[0] is None


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database: URL) -> None:
    upgrade(database)
    before, after = upgrade(database)
    assert before == after


def test_a_database_of_the_first_version_is_brought_up_with_what_is_in_it(database: URL) -> None:
    assert upgrade(database, "0001") == (None, "0001")
    with pytest.raises(InputError, match=r"older version \(0001\). Back it up and run: onefold db upgrade"):
        open_store(database.render_as_string(hide_password=False))
    execute(database, "INSERT INTO domains (name, settings, created_at, updated_at) VALUES ('demo', '{}', 1, 2)")
    columns = "(domain_id, job_id, status, definition, created_at, expires_at)"
    execute(database, f"INSERT INTO upload_jobs {columns} VALUES (1, 'a', 'CREATED', '{{}}', 1, 2)")
    assert upgrade(database)[0] == "0001"
    store = open_store(database.render_as_string(hide_password=False))
    found = store.read(lambda tx: domains.find(tx, "demo"))
    assert found is not None
    assert (found.settings, found.created_at) == ({}, 1)
    job = store.read(lambda tx: uploads.find(tx, 1, "a"))
    assert job is not None
    assert (job.status, job.position, job.attempt, job.file) == ("CREATED", 0, 0, None)
    assert store.write(lambda tx: rule_sets.begin(tx, found.id, {}, 3)).status == "ACTIVE"
    store.close()


def execute(database: URL, statement: str) -> None:
    engine = writing_engine(database)
    with engine.begin() as transaction:
        transaction.execute(text(statement))
    engine.dispose()


MERGE = """INSERT INTO merges (domain_id, merge_id, main_profile_id, profile_ids, cause, at, record)
VALUES ({0}, '{1}', '{2}', '{3}', 'MergeProfiles', 1, '{{}}')"""


def test_merges_from_before_are_found_by_who_took_part_in_them(database: URL) -> None:
    upgrade(database, "0001")
    for number, main, others in [(1, "a", ["b", "c"]), (1, "a", ["d"]), (2, "a", ["b"])]:
        execute(database, MERGE.format(number, f"m-{main}-{others[0]}-{number}", main, json.dumps(others)))
    upgrade(database)
    engine = writing_engine(database)
    with engine.begin() as transaction:
        found = transaction.execute(text("SELECT domain_id, profile_id, merge FROM merge_members ORDER BY 3, 2")).all()
    engine.dispose()
    assert [tuple(row) for row in found] == [
        *((1, "a", 1), (1, "b", 1), (1, "c", 1)), *((1, "a", 2), (1, "d", 2)), *((2, "a", 3), (2, "b", 3)),
    ]  # fmt: skip


def test_groups_from_before_are_found_by_their_match_ids(database: URL) -> None:
    upgrade(database, "0010")
    columns = "(run, rank, match_id, confidence_score, profile_ids)"
    execute(database, f"INSERT INTO match_groups {columns} VALUES (1, 1, 'b', 0.9, 'p q'), (1, 2, 'a', 0.8, 'r s')")
    upgrade(database)
    with closing(open_store(database.render_as_string(hide_password=False))) as store:
        found = store.read(lambda tx: runs.by_match_id(tx, 1, "a"))
    assert found == Group(2, "a", 0.8, ("r", "s"))


@pytest.mark.parametrize("version", ["0008", "0011"])
def test_keys_from_before_are_found_by_parts(database: URL, version: str) -> None:
    upgrade(database, version)
    for number in (1, 100_000):
        values = f"(1, '_fullName', 'mary doe', {number}, 0), (1, '_phone', '5550100199', {number}, 0)"
        execute(database, f"INSERT INTO profile_keys (domain_id, name, value, profile, object) VALUES {values}")
    upgrade(database)
    with closing(open_store(database.render_as_string(hide_password=False))) as store:
        for typed in (Typed(words=["doe"]), Typed(digits="0199")):
            assert store.read(lambda tx, typed=typed: profile_rows(tx, 1, typed, 9)) == [1, 100_000]


def test_rows_from_before_keep_their_numbers_and_those_of_deleted_ones_never_come_again(database: URL) -> None:
    upgrade(database, "0012")
    add = "INSERT INTO jobs (domain_id, job_id, due, status, attempt, updated_at) VALUES (1, '{0}', {1}, '', 0, 0)"
    for due, job_id in enumerate("abc"):
        execute(database, add.format(job_id, due))
    upgrade(database)
    execute(database, "DELETE FROM jobs WHERE job_id = 'c'")
    execute(database, add.format("d", 3))
    with closing(open_store(database.render_as_string(hide_password=False))) as store:
        found = store.read(lambda tx: tx.execute(text("SELECT id, job_id FROM jobs ORDER BY 1")).all())
    assert [tuple(row) for row in found] == [(1, "a"), (2, "b"), (4, "d")]


@pytest.mark.parametrize(
    ("statement", "advice"),
    [
        ("UPDATE alembic_version SET version_num = 'from the future'", "written by a newer version"),
        ("DROP TABLE alembic_version", "has tables that are not Onefold's"),
    ],
)
def test_a_database_of_another_version_is_refused(database: URL, statement: str, advice: str) -> None:
    upgrade(database)
    execute(database, statement)
    with pytest.raises(InputError, match=advice):
        open_store(database.render_as_string(hide_password=False))


@pytest.mark.parametrize(
    ("where", "problem"),
    [
        ("mysql://host/name", "can be postgresql://... or sqlite:///FILE, not mysql"),
        ("sqlite://", "not sqlite"),
        ("nonsense", "is given as a URL"),
        ("postgresql://u:secret@127.0.0.1:1/none", "cannot be opened"),
    ],
)
def test_what_is_no_database_is_refused_without_telling_the_password(where: str, problem: str) -> None:
    with pytest.raises(InputError, match=re.escape(problem)) as refused:
        open_store(where)
    assert "secret" not in str(refused.value)


def test_the_embedded_database_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    open_store(tmp_path / "data").close()
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()] == [0o600]
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
