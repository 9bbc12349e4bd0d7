"""The version of the tables: brought up to date by `onefold db upgrade`, checked whenever a store is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, inspect, text
from sqlalchemy.exc import OperationalError

from onefold.errors import InputError
from onefold.store.database import is_sqlite, writing_engine
from onefold.store.transaction import Tx

_SCRIPTS: Final = Path(__file__).parent / "migrations"

_LOCK: Final = 0x0F01D
"""Our number among PostgreSQL's advisory locks: two processes that start together upgrade one after the other."""


def upgrade(url: URL, revision: str = "head") -> tuple[str | None, str | None]:
    """Bring the tables up to a revision, in one transaction: all or nothing. Returns the revisions before and after."""
    with _alone(url) as transaction:
        before = _revision(transaction)
        command.upgrade(_config(transaction), revision)
        return before, _revision(transaction)


def downgrade(url: URL, revision: str) -> None:
    """Take migrations back, in one transaction. What the older tables cannot hold is lost."""
    with _alone(url) as transaction:
        command.downgrade(_config(transaction), revision)


def is_current(tx: Tx) -> bool:
    """Whether the tables are those of this version. An index look-up; any number of processes may ask."""
    return _revision(tx) == _head()


@cache
def _head() -> str | None:
    return ScriptDirectory(str(_SCRIPTS)).get_current_head()


@contextmanager
def _alone(url: URL) -> Iterator[Connection]:
    engine = writing_engine(url)
    try:
        with engine.begin() as transaction:
            if not is_sqlite(url):
                transaction.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield transaction
    finally:
        engine.dispose()


def _revision(transaction: Connection) -> str | None:
    return MigrationContext.configure(transaction).get_current_revision()


def refuse_other_schema(url: URL) -> bool:
    """Say whether the database is empty; raise InputError unless it is, or has the tables of this version."""
    engine = writing_engine(url)
    try:
        with engine.begin() as transaction:
            found = _revision(transaction)
            empty = found is None and not inspect(transaction).get_table_names()
            scripts = ScriptDirectory.from_config(_config(transaction))
    except OperationalError as error:
        # The driver's own words name host and user, but not the password.
        raise InputError(f"The database cannot be opened: {str(error.orig).strip()}") from error
    finally:
        engine.dispose()
    if not empty and found != scripts.get_current_head():
        known = {script.revision for script in scripts.walk_revisions()}
        raise InputError(_advice(found, found in known))
    return empty


def _advice(found: str | None, older: bool) -> str:
    if found is None:
        return "The database has tables that are not Onefold's. Give an empty database."
    if older:
        return f"The database has the tables of an older version ({found}). Back it up and run: onefold db upgrade"
    return f"The database was written by a newer version of Onefold ({found}). Install that version or a later one."


def _config(transaction: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = transaction
    return config
