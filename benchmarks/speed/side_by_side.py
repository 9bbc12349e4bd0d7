"""Contenders on one table after another, their runs interleaved so that a slow minute of the machine hits them all."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise as neighbours
from pathlib import Path

import pyarrow.parquet as pq
from benchmarks.markdown import table
from benchmarks.peers.hindsight import best_threshold
from benchmarks.speed.contenders import Contender
from benchmarks.speed.measure import CommandError, Cost, cost_of, typical
from benchmarks.speed.tables import Generated

from onefold.evaluate import Score, pairwise

Say = Callable[[str], None]


@dataclass(frozen=True)
class Result:
    """What one contender cost and reached on one table; in_hindsight: at the threshold the truth says is best."""

    name: str
    rows: int
    cost: Cost
    reached: Score
    in_hindsight: float | None


def side_by_side(
    given: Generated, contenders: Sequence[Contender], runs: int, say: Say, *, hindsight: bool = True,
    prefix: Sequence[str] = (),
) -> list[Result]:  # fmt: skip
    """Time every contender `runs` times on one table, in turn.

    The first contender is the one that the others are set beside. One that fails is left out, and why is said.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        costs: dict[Contender, list[Cost]] = {each: [] for each in contenders}
        for turn in range(runs):
            for each in list(costs):
                try:
                    cost = _run(each, given, folder, prefix)
                except CommandError as failure:
                    say(f"{given.rows:,} rows: {each.name} is left out: {failure}")
                    del costs[each]
                else:
                    say(f"{given.rows:,} rows, run {turn + 1}, {each.name}: {cost.seconds:.2f} s")
                    costs[each].append(cost)
        return [_result(each, given, typical(own), folder, hindsight) for each, own in costs.items()]


def _run(each: Contender, given: Generated, folder: Path, prefix: Sequence[str], *, scores: bool = False) -> Cost:
    command = each.command(given.table, _out(each, folder), scores)
    return cost_of(command, folder=folder, environment=each.environment, prefix=prefix)


def _out(each: Contender, folder: Path) -> Path:
    return folder / f"{each.name}.parquet"


def _result(each: Contender, given: Generated, cost: Cost, folder: Path, hindsight: bool) -> Result:
    entity = given.entity()
    reached = pairwise(each.labels(_out(each, folder)), entity)
    best = _hindsight(each, given, folder) if hindsight and each.has_scores else None
    return Result(each.name, given.rows, cost, reached, best)


def _hindsight(each: Contender, given: Generated, folder: Path) -> float:
    """From one more run, which is not timed."""
    _run(each, given, folder, (), scores=True)
    edges = pq.read_table(f"{_out(each, folder)}.edges.parquet")
    best = best_threshold(*(edges[name].to_numpy() for name in ("a", "b", "score")), given.entity())
    return best.score.f1 if best else 0.0


def costs_table(results: Sequence[Result]) -> str:
    """One line for each table and contender; how many times longer than the first one of its table it took."""
    first: dict[int, Result] = {}
    for each in results:
        first.setdefault(each.rows, each)
    header = ("rows", "", "seconds", "times as long", "CPU seconds", "peak MB", "P", "R", "F1", "F1 in hindsight")
    return table(header, (_cells(each, first[each.rows]) for each in results))


def _cells(each: Result, beside: Result) -> list[str]:
    cost, reached = each.cost, each.reached
    times = "" if each is beside else f"{cost.seconds / beside.cost.seconds:.2f}"
    figures = [f"{cost.seconds:.2f}", times, f"{cost.cpu_seconds:.1f}", f"{cost.peak_mb:,.0f}"]
    scores = [_short(reached.precision), _short(reached.recall), f"**{_short(reached.f1)}**"]
    best = "" if each.in_hindsight is None else _short(each.in_hindsight)
    return [f"{each.rows:,}", each.name, *figures, *scores, best]


def _short(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")


def growth_table(results: Sequence[Result]) -> str:
    """How time grows from one table to the next: the x of seconds ~ rows^x, and MB for each further million rows."""
    header = ("from", "to", "", "seconds grow with", "CPU seconds", "MB a further million rows")
    return table(header, _growths(results))


def _growths(results: Sequence[Result]) -> Iterator[list[str]]:
    for name in dict.fromkeys(each.name for each in results):
        own = sorted((each for each in results if each.name == name), key=lambda each: each.rows)
        for small, large in neighbours(own):
            seconds = exponent(small.rows, small.cost.seconds, large.rows, large.cost.seconds)
            cpu = exponent(small.rows, small.cost.cpu_seconds, large.rows, large.cost.cpu_seconds)
            memory = (large.cost.peak_mb - small.cost.peak_mb) / (large.rows - small.rows) * 1e6
            grows = (f"rows^{seconds:.2f}", f"rows^{cpu:.2f}", f"{memory:,.0f}")
            yield [f"{small.rows:,}", f"{large.rows:,}", name, *grows]


def exponent(rows: int, seconds: float, rows_more: int, seconds_more: float) -> float:
    """The x of seconds ~ rows^x through two measurements."""
    return math.log(seconds_more / seconds) / math.log(rows_more / rows)
