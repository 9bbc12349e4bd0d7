"""`onefold explain`: why records are, or are not, one customer."""

from __future__ import annotations

import argparse
import json
from itertools import combinations
from pathlib import Path

from onefold.cli.options import add_input_options
from onefold.cli.progress import progress
from onefold.errors import InputError

DESCRIPTION = """Match the input and say why records are, or are not, one customer: what was compared, how well it
agrees and what that is worth, in log2: +1 doubles the odds, -1 halves them. With more than two ids, every pair."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "explain", help="say why records are, or are not, one customer", description=DESCRIPTION, allow_abbrev=False
    )
    command.add_argument("input", type=Path, metavar="INPUT", help="CSV, TSV, JSON lines or Parquet file")
    command.add_argument("ids", nargs="+", metavar="ID", help="two or more ids of records (profile_id in the result)")
    add_input_options(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Match, and explain every pair of the ids."""
    ids = list(dict.fromkeys(arguments.ids))
    if len(ids) < 2:
        raise InputError(f"explain compares records: give two different ids or more, not only {ids[0]!r}")
    from onefold.cli.match import matched
    from onefold.cli.text import draws_blocks, printable_lines

    with progress(quiet=arguments.quiet) as shown:
        result = matched([arguments.input], arguments, shown)
        explanations = [result.explain(a, b) for a, b in combinations(ids, 2)]
    if arguments.json:
        print(json.dumps([each.to_dict() for each in explanations], ensure_ascii=False, indent=2))
    else:
        texts = (each.text(ascii=not draws_blocks()) for each in explanations)
        print("\n\n".join(printable_lines(text) for text in texts))
