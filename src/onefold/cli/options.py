"""The options that describe an input, and the checks that need no file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from onefold.errors import InputError

if TYPE_CHECKING:
    from onefold.api import Input, Progress, Resolution


def add_input_options(command: argparse.ArgumentParser) -> None:
    """Add what every command that matches takes."""
    command.add_argument(
        "--id", metavar="COLUMN", help="the column with the ids (default: recognised, else row numbers)"
    )
    command.add_argument(
        "--column",
        metavar="ATTRIBUTE=COLUMN",
        action=_Columns,
        default={},
        help="say which column holds an attribute, such as LastName=customer_nm; may be repeated",
    )
    command.add_argument(
        "--region",
        type=region,
        default="US",
        metavar="XX",
        help="country of phone numbers and dates of records that do not name theirs (default: US)",
    )
    command.add_argument(
        "--judgements",
        metavar="FILE",
        help="what people know: two ids and a verdict a row; it always holds in the result",
    )
    command.add_argument(
        "--min-confidence",
        type=share,
        default=0.5,
        metavar="0..1",
        help="form no groups with a lower score (default: 0.5)",
    )
    command.add_argument("--threads", type=at_least_one, metavar="N", help="cores to use (default: all)")
    command.add_argument("--json", action="store_true", help="print one JSON document instead of text")
    command.add_argument(
        "--quiet", action="store_true", help="print no progress and no summary, only warnings and errors"
    )


def input_path(text: str) -> Path:
    """A file to read; "-" is standard input."""
    return Path("/dev/stdin" if text == "-" else text)


class _Columns(argparse.Action):
    """Collects Attribute=column into a dict."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, text: object, _: str | None = None
    ) -> None:
        attribute, equals, column = str(text).partition("=")
        given = getattr(namespace, self.dest)
        if not (attribute and equals and column):
            parser.error(f"argument --column: {text!r} is not Attribute=column, such as LastName=customer_nm")
        if attribute in given:
            parser.error(f"argument --column: {attribute} is given twice; a second one is '{attribute}#2={column}'")
        setattr(namespace, self.dest, given | {attribute: column})


def region(text: str) -> str:
    """A country code, for argparse."""
    if text == "US":
        return text
    from onefold.api.regions import region_of

    try:
        return region_of(text)
    except InputError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def share(text: str) -> float:
    """A number between 0 and 1, for argparse."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number between 0 and 1")
    return value


def at_least_one(text: str) -> int:
    """A whole number from 1 on, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def resolve(given: Input, arguments: argparse.Namespace, progress: Progress, seconds: dict[str, float]) -> Resolution:
    """Match an input as the options say."""
    from onefold.api import resolve_input

    return resolve_input(
        given,
        region=arguments.region,
        min_confidence=arguments.min_confidence,
        judgements=arguments.judgements,
        threads=arguments.threads,
        progress=progress,
        seconds=seconds,
    )
