"""`onefold demo`: the service with a table of yours in it, to try the API on."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from onefold.cli.job import run_now
from onefold.cli.serve import port_number, tell_key
from onefold.cli.service import KEY_FILE, PORT, REVIEW, need_service
from onefold.errors import InputError

if TYPE_CHECKING:
    from onefold.importing.profiles import Imported
    from onefold.settings import ServiceSettings
    from onefold.store import Store
    from onefold.store.domains import Domain

DOMAIN: Final = "demo"
HOST: Final = "127.0.0.1"
DATA: Final = Path("onefold-data")
SHOWN: Final = 3

ASK: Final = """
Ask for them with the AWS CLI:

    aws customer-profiles get-matches --domain-name demo --max-results 3

or with boto3:

    import boto3
    print(boto3.client("customer-profiles").get_matches(DomainName="demo", MaxResults=3)["Matches"])

Or review them in the browser, signed in with the key in {key}:

    {review}

Ctrl-C ends the server; the data stays in {folder} for the next start."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "demo",
        help="serve the API with a table loaded, to try it",
        description="Load a table into the domain `demo` unless that exists, find its matches, and serve the API.",
        allow_abbrev=False,
    )
    command.add_argument("table", type=Path, metavar="TABLE", help="CSV, TSV, JSON lines or Parquet")
    command.add_argument(
        "--port", type=port_number, default=PORT, help=f"port to listen at ({PORT}); 0 takes a free one"
    )
    command.add_argument("--data", type=Path, default=DATA, metavar="DIR", help=f"folder of the database ({DATA})")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Take the port before anything is loaded, fill the domain once, show the first matches, serve until Ctrl-C."""
    need_service()
    from onefold.cli.processes import listening, serve_until_stopped
    from onefold.settings import read_settings
    from onefold.store import open_store

    settings = read_settings()
    with (
        closing(listening(HOST, arguments.port, "Give another --port.")) as socket,
        closing(open_store(arguments.data)) as store,
    ):
        endpoint = f"http://{HOST}:{socket.getsockname()[1]}"
        _fill(store, arguments.table, settings)
        _tell_matches(store, settings)
        print(f"\nOnefold serves the Customer Profiles API at {endpoint}", flush=True)
        tell_key(store, arguments.data, settings, endpoint)
        print(ASK.format(folder=arguments.data, review=endpoint + REVIEW, key=arguments.data / KEY_FILE), flush=True)
        serve_until_stopped(store, socket, settings, True, 1)
    print("Stopped.")


def _fill(store: Store, table: Path, settings: ServiceSettings) -> None:
    """Load the table and run a job, unless the domain is there; a load that broke off goes on."""
    from onefold.importing.profiles import Target, import_table
    from onefold.importing.spool import content_id
    from onefold.store import domains, imports, jobs

    known = store.read(lambda tx: domains.find(tx, DOMAIN))
    import_id = content_id(table)
    if known is None or store.read(lambda tx: imports.is_begun(tx, known.id, import_id)):
        domain = known or _new_domain(store, settings)
        target = Target(store, domain, "onefold demo", lambda: int(time.time() * 1000))
        try:
            _tell_import(table, import_table(target, table, import_id, skip_bad_rows=True))
        except InputError:
            if known is None:
                store.write(lambda tx: domains.remove(tx, domain, target.now()))
            raise
    else:
        print(f"The domain {DOMAIN} is there already; nothing was loaded.", flush=True)
        if any(one.status == "COMPLETED" for one in store.read(lambda tx: jobs.page(tx, known.id, None, 100))):
            return
    run_now(store, DOMAIN)


def _new_domain(store: Store, settings: ServiceSettings) -> Domain:
    from onefold.operations.service import bind
    from onefold.store import domains
    from onefold.wire.access import ANYBODY

    given = {"DomainName": DOMAIN, "DefaultExpirationDays": 366, "Matching": {"Enabled": True}}
    bind(store, settings, time.time)["CreateDomain"](ANYBODY, given)
    made = store.read(lambda tx: domains.find(tx, DOMAIN))
    assert made is not None, "it was made a moment ago"
    return made


def _tell_import(table: Path, done: Imported) -> None:
    heading = done.heading
    print(f"{heading.profiles:,} records of {table} are profiles of the domain {DOMAIN} now.", flush=True)
    if heading.bad:
        print(f"{heading.bad:,} could not be: {'; '.join(heading.said)}", flush=True)


def _tell_matches(store: Store, settings: ServiceSettings) -> None:
    from onefold.operations.service import bind
    from onefold.wire.access import ANYBODY

    operations = bind(store, settings, time.time)
    found = operations["GetMatches"](ANYBODY, {"DomainName": DOMAIN, "MaxResults": SHOWN})
    print(f"{found['PotentialMatches']:,} groups of profiles are one customer each. The surest:")
    for match in found["Matches"]:
        print(f"\n{match['ConfidenceScore']:.3f}  MatchId {match['MatchId']}")
        ids = {"DomainName": DOMAIN, "ProfileIds": match["ProfileIds"][:4]}
        for profile in operations["BatchGetProfile"](ANYBODY, ids)["Profiles"]:
            print(f"    {profile['ProfileId']}  {_contact(profile)}")


def _contact(profile: Mapping[str, Any]) -> str:
    from onefold.cli.text import printable

    shown = ("FirstName", "LastName", "EmailAddress", "PhoneNumber", "MobilePhoneNumber")
    return printable("  ".join(profile[name] for name in shown if name in profile))
