"""Accuracy at default settings: labelled tables, and generated ones of seeds that nothing was tuned on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.crm import generate
from benchmarks.markdown import line, table

import onefold
from onefold.evaluate import Evaluation, evaluate

LABELLED = Path(__file__).parents[2] / "shared" / "data"
TRUTH = ["profile_id", "entity_id"]
HEADER = ("table", "rows", "precision", "recall", "F1", "groups of 0.9-1.0 that are right")


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks accuracy --help`."""
    command.add_argument("--data", type=Path, default=LABELLED, help="folder of Parquet tables with an entity_id")
    command.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000], help="sizes of generated tables")
    command.add_argument("--seed", type=int, nargs="*", default=[101, 102], help="seeds of generated tables")


def run(options: argparse.Namespace) -> None:
    """Pairwise precision, recall and F1 of the written groups, and how sure 0.9 to 1.0 is; a line as soon as it is."""
    if not any(options.data.glob("*.parquet")):
        print(f"no labelled tables in {options.data}: name a folder with --data", file=sys.stderr)
    print(table(HEADER, []), flush=True)
    for name, records in tables(options):
        print(line(measured(name, records)), flush=True)


def tables(options: argparse.Namespace) -> Iterator[tuple[str, pa.Table]]:
    """Every table with its truth, one after the other."""
    for path in sorted(options.data.glob("*.parquet")):
        yield path.stem, pq.read_table(path)
    for rows in options.rows:
        for seed in options.seed:
            yield f"generated, seed {seed}", generate(rows, seed)


def measured(name: str, records: pa.Table) -> list[str]:
    """The cells of one line."""
    result = onefold.match(records.drop_columns(["entity_id"]))
    found = evaluate(result.assignments.to_arrow(), records.select(TRUTH))
    score = found.pairwise
    scores = [f"{share:.3f}" for share in (score.precision, score.recall, score.f1)]
    return [name, f"{records.num_rows:,}", *scores, sure_and_right(found)]


def sure_and_right(found: Evaluation) -> str:
    """Share of the surest groups whose members are one person, and how many they are."""
    sure = [found_bin for found_bin in found.reliability if found_bin.low >= 0.89]
    return f"{sure[0].share_correct:.3f} of {sure[0].count:,}" if sure else "none"
