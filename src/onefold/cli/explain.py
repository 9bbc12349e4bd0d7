"""`onefold explain`: why records are, or are not, one customer."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import combinations, takewhile
from pathlib import Path
from typing import Final

from onefold.cli.options import add_input_options, input_path
from onefold.cli.progress import progress
from onefold.errors import InputError

DESCRIPTION = """Match the input and say why records are, or are not, one customer: what was compared, how well it
agrees and what that is worth, in log2: +1 doubles the odds, -1 halves them. With more than two ids, every pair. Several
inputs, as for match, stand before the ids: a word that names a file, or ends like one, is an input."""

ENDINGS: Final = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".parquet", ".pq", ".gz")
"""What a missing file looks like: the message shall say that it does not exist, not that there is no such id."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "explain", help="say why records are, or are not, one customer", description=DESCRIPTION, allow_abbrev=False
    )
    command.add_argument("input", metavar="INPUT", help="CSV, TSV, JSON lines or Parquet file; more may follow")
    command.add_argument("words", nargs="+", metavar="ID", help="two or more ids of records (profile_id in the result)")
    add_input_options(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Match, and explain every pair of the ids."""
    inputs, ids = inputs_and_ids(arguments.input, arguments.words)
    if len(ids) < 2:
        given = f"not only {ids[0]!r}" if ids else "after the files"
        raise InputError(f"explain compares records: give two different ids or more, {given}")
    from onefold.cli.match import matched
    from onefold.cli.text import draws_blocks, printable_lines

    with progress(quiet=arguments.quiet) as shown:
        result = matched(inputs, arguments, shown)
        explanations = [result.explain(a, b) for a, b in combinations(ids, 2)]
    if arguments.json:
        print(json.dumps([each.to_dict() for each in explanations], ensure_ascii=False, indent=2))
    else:
        texts = (each.text(ascii=not draws_blocks()) for each in explanations)
        print("\n\n".join(printable_lines(text) for text in texts))


def inputs_and_ids(first: str, words: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The first word is an input, and so are those after it up to the first that is no file; each id once."""
    further = list(takewhile(_is_input, words))
    return [*map(input_path, (first, *further))], list(dict.fromkeys(words[len(further) :]))


def _is_input(word: str) -> bool:
    return word.lower().endswith(ENDINGS) or Path(word).is_file()
