"""`onefold serve`: the Customer Profiles API on this machine."""

from __future__ import annotations

import argparse
import ipaddress
import os
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from onefold.cli.service import (
    DATA,
    KEY_FILE,
    PORT,
    REVIEW,
    add_database_options,
    export_lines,
    need_service,
    where_is_it,
)
from onefold.errors import InputError

if TYPE_CHECKING:
    from onefold.settings import ServiceSettings
    from onefold.store import Store

DESCRIPTION = """Serve the Amazon Connect Customer Profiles API, so that AWS clients work with nothing changed but their
endpoint URL. The first start makes an access key and shows how to use it."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "serve", help="serve the Customer Profiles API", description=DESCRIPTION, allow_abbrev=False
    )
    command.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
    command.add_argument(
        "--port", type=port_number, default=PORT, help=f"port to listen at ({PORT}); 0 takes a free one"
    )
    add_database_options(command)
    command.add_argument(
        "--auth",
        choices=("sigv4", "none"),
        default="sigv4",
        help="check signatures (sigv4), or nothing: only on a loopback address",
    )
    command.add_argument("--workers", type=_workers, default=1, metavar="N", help="server processes (1)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Open the database, make the first key, serve until Ctrl-C."""
    if arguments.auth == "none" and not _is_loopback(arguments.host):
        raise InputError(
            f"--auth none is for a loopback address such as 127.0.0.1 only, as anybody who reaches {arguments.host} "
            "could read and change everything. Use --auth sigv4."
        )
    need_service()
    from onefold.cli.processes import listening, serve_until_stopped
    from onefold.settings import read_settings
    from onefold.store import open_store

    settings = read_settings()
    signed = arguments.auth == "sigv4"
    with (
        closing(open_store(where_is_it(arguments))) as store,
        listening(arguments.host, arguments.port) as socket,
        suppress(KeyboardInterrupt),  # also before the server listens to signals itself
    ):
        endpoint = f"http://{_in_url(arguments.host)}:{socket.getsockname()[1]}"
        print(f"Onefold serves the Customer Profiles API at {endpoint}", flush=True)
        print(f"and the review pages at {endpoint}{REVIEW}", flush=True)
        if signed:
            tell_key(store, DATA if arguments.database else arguments.data, settings, endpoint)
        serve_until_stopped(store, socket, settings, signed, arguments.workers)
    print("Stopped.")


def tell_key(store: Store, folder: Path, settings: ServiceSettings, endpoint: str) -> None:
    """Make the first key, keep it in a file that only its owner can read, and say how to use it."""
    from onefold.store import access_keys

    file = folder / KEY_FILE
    if store.read(access_keys.every):
        if file.exists():
            print(f"To use it from this machine: . {file}", flush=True)
            if endpoint not in file.read_text(encoding="utf-8").split("CUSTOMER_PROFILES=")[-1].split():
                print(f"and then: export AWS_ENDPOINT_URL_CUSTOMER_PROFILES={endpoint}", flush=True)
        return
    now = int(time.time() * 1000)
    key = store.write(lambda tx: access_keys.create(tx, "admin", [], now))
    lines = export_lines(key.access_key_id, key.secret, settings.aws_region, endpoint)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as written:
        file.chmod(0o600)  # a file that was there keeps its mode when it is opened
        written.write("\n".join(lines) + "\n")
    print(f"A first access key was made and kept in {file}. To use it, paste this into a shell:\n", flush=True)
    print("\n".join(lines) + "\n", flush=True)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def port_number(text: str) -> int:
    """The port that a text names. Raises ArgumentTypeError."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} must be a number from 0 to 65535")
    return int(text)


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} must be a number from 1 to 64")
    return int(text)
