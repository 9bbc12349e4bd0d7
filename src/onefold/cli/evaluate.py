"""`onefold evaluate`: measure a result against a known truth."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

DESCRIPTION = """Measure a result of `onefold match` against the truth: pairwise and B-cubed precision, recall and F1,
and whether the confidence scores hold what they promise."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "evaluate", help="measure a result against a known truth", description=DESCRIPTION, allow_abbrev=False
    )
    command.add_argument("result", type=Path, metavar="OUT", help="what `onefold match` has written")
    command.add_argument(
        "--truth",
        required=True,
        type=Path,
        metavar="FILE",
        help="profile_id and a column that is equal for all records of one customer, such as entity_id",
    )
    command.add_argument("--json", action="store_true", help="print one JSON document instead of text")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Read both, measure, print."""
    from onefold.evaluate import as_dict, evaluate, render
    from onefold.files import read_table

    evaluation = evaluate(read_table(arguments.result), read_table(arguments.truth))
    print(json.dumps(as_dict(evaluation), indent=2) if arguments.json else render(evaluation))
