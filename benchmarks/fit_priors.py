"""Fits the priors (onefold.engine.priors) to the tuning tables, and prints them beside the shipped ones.

The truth says which pairs are one person; pairs of different people are divided among household, namesake and chance by
the posterior of the model that the engine fitted to the table. The prior of a level is the mean of its share over the
tables, each of which counts alike; the strength of a prior is how many pairs of a table know as much as it does.
With --measure both are tried on the tables that published numbers are measured on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
from benchmarks.labelled import THREADS, TUNING_ROWS, Labelled, resolved, tuning_tables
from benchmarks.markdown import table

from benchmarks import accuracy
from onefold.engine.comparison import COMPARISONS, LEVEL_OF, NAMES, outcomes_of
from onefold.engine.estimate import JudgedEvidence, judged_responsibility
from onefold.engine.priors import PRIORS, PairClass, Prior
from onefold.engine.resolve import random_pairs
from onefold.engine.scoring import compare_pairs

LEAST_PAIRS: Final = 50
"""A class of a table that has fewer pairs with a comparison says nothing about its levels."""
SMOOTHING: Final = 0.5
"""Pairs added to each level of each table, so that no prior is 0."""
CLASSES: Final = {each.name.lower(): each for each in PairClass}
HEADER = ("comparison", "class", "level", "shipped", "fitted", "lowest and highest of the tables", "strength, pairs")
MEASURED = ("table", "rows", "precision", "recall", "F1 shipped", "precision", "recall", "F1 fitted")

Floats = npt.NDArray[np.float64]
Shares = dict[tuple[str, str], Floats]
"""By comparison and class: [tables, levels], each row adding up to 1."""


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks priors --help`."""
    accuracy.add_options(command)
    command.add_argument("--tuning-rows", type=int, default=TUNING_ROWS, help="size of each generated tuning table")
    command.add_argument("--tuning", nargs="*", default=[], help="labelled tables of --data that are for tuning, too")
    command.add_argument("--measure", action="store_true", help="try both on the tables that are not for tuning")


def run(options: argparse.Namespace) -> None:
    """Print shipped and fitted priors, and with --measure what either reaches."""
    labelled = ((name, pq.read_table(options.data / f"{name}.parquet")) for name in options.tuning)
    shares = shares_of(resolved(*each) for each in (*tuning_tables(options.tuning_rows), *labelled))
    print(table(HEADER, lines_of(shares)), flush=True)
    if options.measure:
        print(f"\n{table(MEASURED, measured(options, fitted(shares)))}", flush=True)


def shares_of(tables: Iterable[Labelled]) -> Shares:
    """The share of each level among the pairs of each class that have the comparison on both sides."""
    found: dict[tuple[str, str], list[Floats]] = {}
    for each in tables:
        for key, counts in _counts(each).items():
            if counts.sum() >= LEAST_PAIRS:
                found.setdefault(key, []).append((counts + SMOOTHING) / (counts + SMOOTHING).sum())
    return {key: np.array(rows) for key, rows in found.items()}


def _counts(pairs: Labelled) -> dict[tuple[str, str], Floats]:
    """Pairs of one table by comparison and class: one number for each level."""
    share = judged_responsibility(JudgedEvidence(pairs.outcomes, pairs.same), pairs.resolution.model)
    random = outcomes_of(compare_pairs(pairs.resolution.columns, random_pairs(len(pairs.entity)), threads=THREADS))
    counts = {}
    for index, name in enumerate(NAMES):
        for class_name, pair_class in CLASSES.items():
            weights = share[:, pair_class]
            counts[name, class_name] = _by_level(index, pairs.outcomes, weights)
        counts[name, "chance"] = _by_level(index, random, np.ones(len(random)))
    return counts


def _by_level(index: int, outcomes: npt.NDArray[np.uint8], weights: Floats) -> Floats:
    levels = len(COMPARISONS[index].levels)
    counted = np.bincount(LEVEL_OF[index][outcomes[:, index]], weights, minlength=levels + 1)
    return np.asarray(counted[1:], dtype=np.float64)


def strength(shares: Floats) -> float:
    """How many pairs know as much as the mean of these tables does: the concentration of the Dirichlet distribution
    that varies as they do, by its moments. Infinite for fewer than two tables or tables that are all alike.

    shares: [tables, levels].
    """
    mean = shares.mean(axis=0)
    varies = shares.var(axis=0, ddof=1).sum() if len(shares) > 1 else 0.0
    return max(float((mean * (1.0 - mean)).sum() / varies) - 1.0, 0.0) if varies > 0 else float("inf")


def fitted(shares: Shares) -> dict[str, Prior]:
    """The shipped priors with the levels of these shares; where no table says anything, and where a class is as chance
    by design, they stay."""
    priors = dict(PRIORS)
    for (name, class_name), rows in shares.items():
        given = getattr(priors[name], class_name)
        if given is not None:
            levels = tuple(float(share) for share in rows.mean(axis=0))
            found = _in_common(levels, priors[name].chance) if isinstance(given, float) else levels
            priors[name] = replace(priors[name], **{class_name: found})
    return priors


def _in_common(levels: tuple[float, ...], chance: tuple[float, ...]) -> float:
    """Of which share of the pairs the value is the same: those that are different less often than by chance."""
    return max(1.0 - levels[0] / chance[0], 0.0)


def lines_of(shares: Shares) -> Iterator[list[str]]:
    """A line for each level of each class that has a prior."""
    for (name, class_name), rows in shares.items():
        if getattr(PRIORS[name], class_name) is None:
            continue
        shipped = PRIORS[name].levels(CLASSES[class_name])
        for level, described in enumerate(COMPARISONS[NAMES.index(name)].levels):
            share = rows[:, level]
            numbers = (f"{shipped[level]:.4f}", f"{share.mean():.4f}", f"{share.min():.4f} - {share.max():.4f}")
            yield [name, class_name, described.label, *numbers, f"{strength(rows):.0f}"]


def measured(options: argparse.Namespace, priors: dict[str, Prior]) -> Iterator[list[str]]:
    """The cells of one line for each table that is not for tuning."""
    for name, records in accuracy.tables(options):
        if name not in options.tuning:
            shipped = accuracy.measured(name, records)
            with shipping(priors):
                tried = accuracy.measured(name, records)
            yield [*shipped[:5], *tried[2:5]]


@contextmanager
def shipping(priors: dict[str, Prior]) -> Iterator[None]:
    """Within, the engine works as if these priors were shipped; it looks them up each time."""
    shipped = dict(PRIORS)
    PRIORS.update(priors)
    try:
        yield
    finally:
        PRIORS.update(shipped)
