"""The files of upload jobs: where they are, how they come in whole or not at all, and how they go."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from onefold.errors import BadRequestError
from onefold.settings import ServiceSettings
from onefold.store import Store

BYTES_MAX: Final = 2**30
"""Of one file: some ten million rows. Larger tables come in several jobs."""
KEPT_SECONDS: Final = 3600.0
"""A file that no job knows of may be one that is just coming in, whose last piece is at most some seconds old."""
FOLDER: Final = "uploads"
_OURS: Final = re.compile(r"[0-9a-f]{32}\.csv")
"""What a sweep may delete: the folder of the settings may be somebody's."""
_DEFAULT: Final = Path("onefold-data")


def folder_of(store: Store, settings: ServiceSettings) -> Path:
    """Where files are kept: as the settings say, else beside an embedded database, else in the default data folder."""
    if settings.upload_folder:
        return Path(settings.upload_folder)
    embedded = store.url.get_backend_name() == "sqlite"
    return (Path(str(store.url.database)).parent if embedded else _DEFAULT) / FOLDER


def receive(folder: Path, chunks: Iterable[bytes], bytes_max: int = BYTES_MAX) -> str:
    """Write what comes to a file that only its owner can read; it is on the disk when this returns its name.

    Raises BadRequestError for nothing and for too much, and whatever the chunks raise; no file is left then.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path, size = folder / f"{secrets.token_hex(16)}.csv", 0
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > bytes_max:
                    raise BadRequestError(
                        f"The file has more than {bytes_max} bytes; split it, and make a job for each"
                    )
                file.write(chunk)
            if size == 0:
                raise BadRequestError("The file is empty; it must have a header line and rows")
            file.flush()
            os.fsync(file.fileno())
        _sync(folder)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path.name


def discard(folder: Path, name: str | None) -> None:
    """Delete a file that no job needs any more."""
    if name is not None:
        (folder / name).unlink(missing_ok=True)


def sweep(folder: Path, needed: Collection[str], now: float) -> None:
    """Delete the files that no job needs, as far as they are old: those of deleted domains and broken-off requests.

    now: seconds since 1970.
    """
    with suppress(FileNotFoundError):  # no folder yet, or another worker sweeps too
        for path in folder.iterdir():
            if _OURS.fullmatch(path.name) and path.name not in needed and now - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """The name of the file is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
