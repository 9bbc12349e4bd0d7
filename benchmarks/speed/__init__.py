"""Time and memory, end to end: Onefold beside Splink, how time grows, the first run and the later small ones."""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
from pathlib import Path

import pyarrow.csv
from benchmarks.speed.contenders import SETTINGS, SPLINK, Contender, onefold, splink
from benchmarks.speed.measure import cost_of
from benchmarks.speed.side_by_side import Result, costs_table, growth_table, side_by_side
from benchmarks.speed.starts import SAMPLE, starts, starts_table
from benchmarks.speed.tables import generated


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks speed --help`."""
    command.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000], help="sizes of generated tables")
    command.add_argument("--runs", type=int, default=3, help="of each; the median is shown")
    command.add_argument("--settings", nargs="*", choices=SETTINGS, default=["splink_b", "splink_c"])
    command.add_argument("--splink", type=Path, default=SPLINK, help="the Python that has Splink (make bench makes it)")
    command.add_argument("--tables", type=Path, help="keep the generated tables in this folder and use them again")
    command.add_argument("--prefix", type=shlex.split, default=[], help="put before measured commands, e.g. a lock")
    command.add_argument("--no-hindsight", action="store_true", help="leave out Splink's best threshold: one run less")
    command.add_argument("--no-starts", action="store_true", help="leave out the first and the small runs")


def run(options: argparse.Namespace) -> None:
    """Measure and print Markdown; what is going on goes to stderr."""
    if not options.no_starts:
        first, later = starts(options.runs, options.prefix)
        print(starts_table(first, later, pyarrow.csv.read_csv(SAMPLE).num_rows), end="\n\n", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        results = _all_sizes(options, (options.tables or Path(scratch)).absolute())
    if results:
        print(costs_table(results), growth_table(results), sep="\n\n", flush=True)


def _all_sizes(options: argparse.Namespace, folder: Path) -> list[Result]:
    """Onefold runs once on the smallest table before: compiling kernels is measured by `starts` and not here."""
    results = []
    for rows in sorted(options.rows):
        if not results:
            smallest = generated(rows, folder).table
            cost_of(onefold().command(smallest, folder / "compiled.parquet", False), folder=folder)
        given = generated(rows, folder)
        results += side_by_side(
            given, _contenders(options), options.runs, _say, hindsight=not options.no_hindsight, prefix=options.prefix
        )
    return results


def _contenders(options: argparse.Namespace) -> list[Contender]:
    if options.settings and not options.splink.exists():
        _say(f"{options.splink} is missing: Splink is left out. `make bench` sets it up")
        return [onefold()]
    return [onefold(), *(splink(setting, options.splink) for setting in options.settings)]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
