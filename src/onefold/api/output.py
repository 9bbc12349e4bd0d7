"""Several files written as one: all of them, or none."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from onefold.errors import OutputError
from onefold.files import write_table


def write_files(contents: Mapping[Path, pa.Table | str]) -> None:
    """Write tables (format by the ending) and texts (UTF-8); after any failure every path is as it was.

    All are filled beside their targets and flushed to the disk before the first is renamed. Raises OutputError.
    """
    staged = {path: _beside(path) for path in contents}
    try:
        for path, content in contents.items():
            _write(content, staged[path], path)
        for path, temporary in staged.items():
            temporary.replace(path.resolve())
    except OSError as error:
        raise OutputError(f"the result cannot be written: {error.strerror or error}") from None
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    target = path.resolve()
    return target.with_name(f".{secrets.token_hex(4)}.{target.name[-200:]}")


def _write(content: pa.Table | str, temporary: Path, path: Path) -> None:
    try:
        if isinstance(content, str):
            _write_text(content, temporary)
        else:
            write_table(content, temporary)
    except OutputError as error:  # it names the file it was given; the user knows the other name
        raise OutputError(str(error).replace(str(temporary), str(path))) from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}; write elsewhere") from None


def _write_text(text: str, path: Path) -> None:
    with path.open("x", encoding="utf-8", errors="replace", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
