"""Preparing a large table in a process of its own, so that requests do not wait for it and its memory is given back."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from onefold.errors import InputError
from onefold.importing.heading import Heading
from onefold.store.bulk import NewProfiles

SMALL_BYTES: Final = 1 << 20
"""A file up to this size is prepared where it is: starting a process takes longer."""
_SPAWN: Final = multiprocessing.get_context("spawn")


@contextmanager
def prepared(path: Path, start: Callable[[Heading], int | None]) -> Generator[Iterator[NewProfiles]]:
    """As `prepare`, wherever it is best done; leaving the context ends it."""
    if path.stat().st_size <= SMALL_BYTES:
        from onefold.importing.prepare import prepare

        yield prepare(path, start)
        return
    here, there = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(path, there), name="onefold-import", daemon=True)
    process.start()
    there.close()
    try:
        yield _received(here, start)
    finally:
        here.close()
        process.terminate()
        process.join()


def _received(connection: Connection, start: Callable[[Heading], int | None]) -> Iterator[NewProfiles]:
    """What the other process sends: a heading, which is answered, then pieces up to None; or an error."""
    heading = _next(connection)
    begin = start(heading)
    connection.send(begin)
    while begin is not None and (piece := _next(connection)) is not None:
        yield piece


def _next(connection: Connection) -> Any:
    try:
        found = connection.recv()
    except EOFError:
        raise MemoryError("the process that reads the table ended") from None
    if isinstance(found, InputError):
        raise found
    return found


def _serve(path: Path, connection: Connection) -> None:
    """The main function of the process. The reading of files is loaded here, and not into a server."""
    from onefold.importing.prepare import prepare

    def start(heading: Heading) -> int | None:
        connection.send(heading)
        begin: int | None = connection.recv()
        return begin

    try:
        for piece in prepare(path, start):
            connection.send(piece)
        connection.send(None)
    except InputError as error:
        connection.send(error)
    except (EOFError, OSError):  # the parent has left
        return
