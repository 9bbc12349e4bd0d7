"""A body on its way to be read: in a file of its own until it is complete, because a table is read from both ends."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

NAME: Final = "The body"
"""Of the file: so messages about it are about the body."""


ID_LENGTH: Final = 32


class Spooled(NamedTuple):
    """path: of the file, which only this user can read. content_id: as of `content_id`."""

    path: Path
    content_id: str


@contextmanager
def spooled(chunks: Iterable[bytes]) -> Generator[Spooled]:
    """Write a body to a file, which is gone when the context is left. Raises what the chunks raise."""
    with TemporaryDirectory(prefix="onefold-import-") as folder:  # 0700
        path = Path(folder) / NAME
        digest = sha256()
        with path.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
        yield Spooled(path, digest.hexdigest()[:ID_LENGTH])


def content_id(path: Path) -> str:
    """What stands for the content of a file: the first half of its SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()[:ID_LENGTH]
