"""`onefold match`: find the records that are one customer."""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from onefold.cli.options import add_input_options, input_path, resolve
from onefold.cli.progress import Silent, progress
from onefold.heap import share_one_heap

if TYPE_CHECKING:
    import pyarrow as pa

    from onefold.api import Resolution, Summary

DESCRIPTION = """Find the records that are one customer. OUT has one row for every record, in the order of the input:
profile_id, match_id (equal for the records of one customer) and confidence_score (0 to 1, empty for a record alone)."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "match", help="find the records that are one customer", description=DESCRIPTION, allow_abbrev=False
    )
    command.add_argument(
        "inputs",
        nargs="+",
        type=input_path,
        metavar="INPUT",
        help="CSV, TSV, JSON lines or Parquet file, or - for standard input",
    )
    command.add_argument(
        "--output", required=True, type=Path, metavar="OUT", help="the result: .csv, .tsv, .parquet or .jsonl"
    )
    command.add_argument("--pairs", type=Path, help="also write the scored pairs, in any of these formats")
    command.add_argument(
        "--report", type=Path, metavar="REPORT.html", help="also write a report for people, one HTML file"
    )
    add_input_options(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Match, write, and say what was found."""
    from onefold.cli.outputs import refuse_unwritable

    refuse_unwritable(arguments)
    share_one_heap()
    with progress(quiet=arguments.quiet) as shown:
        result = matched(arguments.inputs, arguments, shown)
        shown("Writing", 0.95)
        seconds = _write(result, arguments)
    _tell(result, seconds, arguments)


def matched(inputs: list[Path], arguments: argparse.Namespace, shown: Silent) -> Resolution:
    """Read, tell what was recognised, match. Warnings are said even if nothing else is."""
    from onefold.api import read
    from onefold.cli.summary import recognised
    from onefold.files import ON_THE_COMMAND_LINE

    started = perf_counter()
    shown("Reading", 0.0)
    given = read(inputs, id=arguments.id, columns=arguments.column, asking=ON_THE_COMMAND_LINE)
    reading = perf_counter() - started
    for source in given.sources:
        shown.say(recognised(source))
        for note in source.notes:
            shown.say(f"note: {source.name}: {note}")
    return resolve(given, arguments, shown, {"Reading": reading})


def _write(result: Resolution, arguments: argparse.Namespace) -> float:
    """Write all that was asked for, or nothing; look for what should be told meanwhile. Returns how long it took."""
    from onefold.api import write_files

    started = perf_counter()
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(lambda: result.findings)
        contents: dict[Path, pa.Table | str] = {arguments.output: result.assignments.to_arrow()}
        if arguments.pairs:
            contents[arguments.pairs] = result.pairs.to_arrow()
        if arguments.report:
            contents[arguments.report] = result.report_html()
        write_files(contents)
    looking.result()
    return perf_counter() - started


def _tell(result: Resolution, seconds_writing: float, arguments: argparse.Namespace) -> None:
    from onefold.cli.summary import group_lines, summary_lines, warning_lines

    summary = replace(result.summary, seconds={**result.summary.seconds, "Writing": seconds_writing})
    if arguments.json:
        print(json.dumps(_document(result, summary, arguments), ensure_ascii=False, indent=2))
    elif not arguments.quiet:
        print("\n".join([*summary_lines(summary), *group_lines(result)]))
        print(f"\nWritten: {', '.join(map(str, outputs_of(arguments)))}")
    for line in warning_lines(result, quiet=arguments.quiet):
        print(line, file=sys.stderr)


def outputs_of(arguments: argparse.Namespace) -> list[Path]:
    """The files that were asked for."""
    return [path for path in (arguments.output, arguments.pairs, arguments.report) if path]


def _document(result: Resolution, summary: Summary, arguments: argparse.Namespace) -> dict[str, Any]:
    findings = asdict(result.findings)
    return {
        **summary.to_dict(),
        "sources": [asdict(source) for source in result.sources],
        "findings": findings,
        "written": [str(path) for path in outputs_of(arguments)],
    }
