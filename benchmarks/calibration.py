"""Do the scores mean what they say? Reliability of pair probabilities and group confidences, as tables and a curve."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from benchmarks.markdown import table
from benchmarks.reliability_svg import Curve, drawn

import onefold
from benchmarks import accuracy
from onefold.engine.resolution import PAIR_PROBABILITY_MIN
from onefold.evaluate import Bin, evaluate, expected_calibration_error, pair_reliability

SVG: Final = Path(__file__).parents[1] / "docs" / "images" / "reliability.svg"
POOLED: Final = "all tables"
BINS: Final = 10
SPAN: Final = 100
"""Fewer scores than this in a bin are no point of the curve: their share right may be off by .1 by chance alone."""


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks calibration --help`."""
    accuracy.add_options(command)
    command.add_argument("--svg", type=Path, default=SVG, help="where the curve is drawn")


def run(options: argparse.Namespace) -> None:
    """Print a line for each table and one for all, of groups and of pairs, and draw the curve."""
    groups: dict[str, Sequence[Bin]] = {}
    pairs: dict[str, Sequence[Bin]] = {}
    for name, records in accuracy.tables(options):
        label = f"{name}, {records.num_rows:,} rows"
        groups[label], pairs[label] = measured(records)
    for what, by_table in (("groups", groups), (f"pairs of {PAIR_PROBABILITY_MIN} and more", pairs)):
        by_table[POOLED] = pooled(by_table.values())
        print(f"\nShare of {what} that is right, by score, and how many they are:\n\n{table(*cells_of(by_table))}")
    options.svg.parent.mkdir(parents=True, exist_ok=True)
    options.svg.write_text(drawn([curve("pairs", pairs), curve("groups", groups)]), encoding="utf-8")
    print(f"\nThe curve is {options.svg.name}.", flush=True)


def measured(records: pa.Table) -> tuple[Sequence[Bin], Sequence[Bin]]:
    """The reliability of the groups and of the pairs of one table that has an entity_id.

    Pairs below PAIR_PROBABILITY_MIN are known only within groups, where they are right more often: they are left out.
    """
    result = onefold.match(records.drop_columns(["entity_id"]))
    truth = records.select(accuracy.TRUTH)
    groups = evaluate(result.assignments.to_arrow(), truth).reliability
    pairs = result.pairs.to_arrow()
    return groups, pair_reliability(pairs.filter(pc.field("probability") >= PAIR_PROBABILITY_MIN), truth)


def pooled(tables: Iterable[Sequence[Bin]]) -> tuple[Bin, ...]:
    """The bins of all tables together; every score counts alike, so a large table counts more."""
    by_low: dict[float, list[Bin]] = {}
    for bins in tables:
        for each in bins:
            by_low.setdefault(each.low, []).append(each)
    return tuple(_one(by_low[low]) for low in sorted(by_low))


def _one(bins: Sequence[Bin]) -> Bin:
    counts = [each.count for each in bins]
    score, share = (
        float(np.average([getattr(each, name) for each in bins], weights=counts))
        for name in ("mean_score", "share_correct")
    )
    return Bin(bins[0].low, bins[0].high, sum(counts), score, share)


def cells_of(by_table: dict[str, Sequence[Bin]]) -> tuple[list[str], list[list[str]]]:
    """The header and the lines of a table: a column for each tenth of the scale that has a score anywhere."""
    lows = sorted({each.low for bins in by_table.values() for each in bins})
    header = ["table", *(f"{low:.1f} - {low + 1 / BINS:.1f}" for low in lows), "calibration error"]
    lines = []
    for name, bins in by_table.items():
        found = {each.low: f"{each.share_correct:.3f} ({each.count:,})" for each in bins}
        lines.append([name, *(found.get(low, "") for low in lows), f"{expected_calibration_error(bins):.3f}"])
    return header, lines


def curve(name: str, by_table: dict[str, Sequence[Bin]]) -> Curve:
    """The bins with enough scores: of all tables together, and of each for comparison."""
    points = {
        label: [(each.mean_score, each.share_correct) for each in bins if each.count >= SPAN]
        for label, bins in by_table.items()
    }
    return Curve(name, points.pop(POOLED), list(points.values()))
