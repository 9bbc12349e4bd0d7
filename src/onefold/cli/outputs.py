"""Looks at the files that shall be written before any work is done."""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path

from onefold.errors import OutputError
from onefold.files import check_writable


def refuse_unwritable(arguments: argparse.Namespace) -> None:
    """Raise OutputError for an output that cannot be written, is named twice, or would overwrite what is read."""
    for option, path in _named(arguments, "output", "pairs"):
        _check(option, path)
    for option, path in _named(arguments, "report"):
        if path.suffix.lower() not in (".html", ".htm"):
            raise OutputError(f"{option} {path}: the report is a web page; give it a name that ends in .html")
        _check(option, path, as_if=path.with_suffix(".json"))
    outputs = _named(arguments, "output", "pairs", "report")
    for (option, path), (other, same) in combinations(outputs, 2):
        if _is_same(path, same):
            raise OutputError(f"{option} and {other} are one file, {path}; each needs a file of its own")
    for option, path in outputs:
        for read in filter(None, (*arguments.inputs, arguments.judgements)):
            if _is_same(path, Path(read)):
                raise OutputError(f"{option} {path} would overwrite the input {read}; choose another name")


def _named(arguments: argparse.Namespace, *options: str) -> list[tuple[str, Path]]:
    return [(f"--{option}", path) for option in options if (path := getattr(arguments, option))]


def _check(option: str, path: Path, as_if: Path | None = None) -> None:
    try:
        check_writable(as_if or path)
    except OutputError as error:
        raise OutputError(f"{option} {str(error).replace(str(as_if), str(path))}") from None


def _is_same(one: Path, other: Path) -> bool:
    """One file, by whatever link or spelling."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()
