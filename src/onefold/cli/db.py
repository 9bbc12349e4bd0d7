"""`onefold db`: bring the database of the service up to date, or copy it into another."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from onefold.cli.service import add_database_options, need_service, where_is_it

PLACE: Final = "data folder, or URL such as postgresql://user@host/onefold"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("db", help="upgrade or copy the service's database", allow_abbrev=False)
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    action = actions.add_parser(
        "upgrade",
        help="give the database the tables of this version",
        description="Give the database the tables of this version. Stop all servers and make a backup first.",
        allow_abbrev=False,
    )
    add_database_options(action)
    action.set_defaults(run=upgrade)
    action = actions.add_parser(
        "copy",
        help="copy everything into another, empty database",
        description="Copy everything into another, empty database, such as from SQLite to PostgreSQL. Stop all servers "
        "first: what they write after the beginning is not copied. All or nothing; every table is counted.",
        allow_abbrev=False,
    )
    action.add_argument("--from", dest="source", required=True, metavar="PLACE", help=PLACE)
    action.add_argument("--to", dest="target", required=True, metavar="PLACE", help=PLACE)
    action.set_defaults(run=copy)


def upgrade(arguments: argparse.Namespace) -> None:
    """Upgrade, and say what was done."""
    need_service()
    from onefold.store.database import database_url
    from onefold.store.migrate import upgrade

    url = database_url(where_is_it(arguments))
    before, after = upgrade(url)
    print("The database is up to date." if before == after else f"The database has the tables of version {after} now.")


def copy(arguments: argparse.Namespace) -> None:
    """Copy, and say how many rows of which table are there now."""
    need_service()
    from onefold.store.copying import copy_database
    from onefold.store.database import database_url

    source, target = database_url(_place(arguments.source)), database_url(_place(arguments.target))
    copy_database(source, target, lambda table, rows: print(f"{table}: {rows:,} rows", flush=True))
    print("Everything is copied.")


def _place(text: str) -> str | Path:
    return text if "://" in text else Path(text)
