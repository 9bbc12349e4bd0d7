"""`onefold db`: bring the database of the service up to date."""

from __future__ import annotations

import argparse

from onefold.cli.service import add_database_options, need_service, where_is_it


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("db", help="upgrade the service's database", allow_abbrev=False)
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    action = actions.add_parser(
        "upgrade",
        help="give the database the tables of this version",
        description="Give the database the tables of this version. Stop all servers and make a backup first.",
        allow_abbrev=False,
    )
    add_database_options(action)
    action.set_defaults(run=upgrade)


def upgrade(arguments: argparse.Namespace) -> None:
    """Upgrade, and say what was done."""
    need_service()
    from onefold.store.database import database_url
    from onefold.store.migrate import upgrade

    url = database_url(where_is_it(arguments))
    before, after = upgrade(url)
    print("The database is up to date." if before == after else f"The database has the tables of version {after} now.")
