"""What the commands of the service share: which database, which access key, and the packages they need."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onefold.errors import InputError

if TYPE_CHECKING:
    from onefold.store import Store

DATA: Final = Path("onefold-data")
KEY_FILE: Final = "access-key.env"
PORT: Final = 8750
REVIEW: Final = "/review/"
"""Where the review pages are."""
PACKAGES: Final = (
    "adbc_driver_postgresql", "alembic", "botocore", "jsonschema_rs", "prometheus_client", "psycopg", "sqlalchemy",
    "starlette", "uvicorn",
)  # fmt: skip


def add_database_options(command: argparse.ArgumentParser) -> None:
    """--data or --database."""
    where = command.add_mutually_exclusive_group()
    where.add_argument("--data", type=Path, default=DATA, metavar="DIR", help=f"folder of the database ({DATA})")
    where.add_argument("--database", metavar="URL", help="another database, such as postgresql://user@host/onefold")


def where_is_it(arguments: argparse.Namespace) -> str | Path:
    """The database that the arguments name."""
    place: str | Path = arguments.database or arguments.data
    return place


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Store]:
    """The store that the arguments name. Raises InputError if it cannot be opened, or without the extra `serve`."""
    need_service()
    from onefold.store import open_store

    store = open_store(where_is_it(arguments))
    try:
        yield store
    finally:
        store.close()


def need_service() -> None:
    """Raise InputError if the packages of the extra `serve` are not installed."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise InputError(
            f"The service needs packages that are not installed: {', '.join(missing)}. "
            "Install Onefold with all that the service needs: pip install 'onefold[serve]'"
        )


def export_lines(access_key_id: str, secret: str, region: str, endpoint: str) -> list[str]:
    """What to paste into a shell so that the AWS CLI and SDKs use this server with this key."""
    return [
        f"export AWS_ACCESS_KEY_ID={access_key_id}",
        f"export AWS_SECRET_ACCESS_KEY={secret}",
        f"export AWS_REGION={region} AWS_DEFAULT_REGION={region}",
        f"export AWS_ENDPOINT_URL_CUSTOMER_PROFILES={endpoint}",
    ]
