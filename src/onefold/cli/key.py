"""`onefold key`: make, list and revoke the access keys of the service."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from onefold.cli.service import PORT, add_database_options, export_lines, opened
from onefold.errors import InputError

DESCRIPTION = (
    """Make a key. admin: everything; write: customer data; review: judge and merge what was found; read: look."""
)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("key", help="make, list and revoke access keys", allow_abbrev=False)
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    making = actions.add_parser("create", help="make a key", description=DESCRIPTION, allow_abbrev=False)
    making.add_argument("--role", choices=("admin", "write", "review", "read"), default="admin", help="default: admin")
    making.add_argument("--domain", action="append", default=[], metavar="D", help="only this domain; may be repeated")
    making.set_defaults(run=create)
    listing = actions.add_parser("list", help="list all keys, without their secrets", allow_abbrev=False)
    listing.set_defaults(run=list_keys)
    revoking = actions.add_parser("revoke", help="let a key open nothing any more", allow_abbrev=False)
    revoking.add_argument("access_key_id", metavar="ACCESS_KEY_ID")
    revoking.set_defaults(run=revoke)
    for action in (making, listing, revoking):
        add_database_options(action)


def create(arguments: argparse.Namespace) -> None:
    """Make a key and print how to use it."""
    with opened(arguments) as store:
        from onefold.settings import read_settings
        from onefold.store import access_keys

        now = int(time.time() * 1000)
        key = store.write(lambda tx: access_keys.create(tx, arguments.role, arguments.domain, now))
        endpoint = f"http://127.0.0.1:{PORT}"
        print("\n".join(export_lines(key.access_key_id, key.secret, read_settings().aws_region, endpoint)))


def list_keys(arguments: argparse.Namespace) -> None:
    """One line for each key."""
    with opened(arguments) as store:
        from onefold.cli.text import table
        from onefold.store import access_keys

        rows = [["ACCESS KEY ID", "ROLE", "DOMAINS", "CREATED", "REVOKED"]] + [
            [key.access_key_id, key.role, " ".join(key.domains) or "all", _day(key.created_at), _day(key.revoked_at)]
            for key in store.read(access_keys.every)
        ]
        print("\n".join(table(rows, cell_width_max=60)))


def revoke(arguments: argparse.Namespace) -> None:
    """Revoke a key; servers notice within seconds."""
    with opened(arguments) as store:
        from onefold.store import access_keys

        now = int(time.time() * 1000)
        if not store.write(lambda tx: access_keys.revoke(tx, arguments.access_key_id, now)):
            raise InputError(f"There is no valid key {arguments.access_key_id}. See: onefold key list")
        print(f"{arguments.access_key_id} is revoked. Servers that are running notice within 5 seconds.")


def _day(at: int | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M")
