"""What could be reached with the truth at hand: classifiers trained on it, over the engine's own pairs and levels.

Three judges score the same pairs, which are then grouped in the same way (the first stage of the engine's grouping):
the engine; gradient boosting trained on the tuning tables, which is what a shipped classifier could do; and gradient
boosting trained on the people of the very table that it is not asked about, the ceiling. The gap between the engine
and the ceiling is what a better model of the same levels can still win; what the ceiling misses too is lost in
blocking, in the levels, or cannot be known. Needs scikit-learn, which only benchmarks use.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
from benchmarks.labelled import Labelled, pairs_within, resolved, tuning_tables
from benchmarks.levels import features_of, largest_gaps
from benchmarks.markdown import line, table

from benchmarks import accuracy
from onefold.engine.clustering import Edges, likely_clusters

FOLDS_MAX: Final = 5
HOPELESS: Final = -10.0
"""Pairs that the engine gives less than this (natural log-odds) are left out for all three: of the true pairs it is one
in 200 on historical_50k and on generated tables, of all pairs half."""
GAPS_SHOWN: Final = 8
CERTAIN: Final = 1e-7
"""The classifiers' probabilities are kept this far from 0 and 1, so that their log-odds can be added up."""
JUDGES: Final = ("engine", "trained on tuning tables", "ceiling")
HEADER = (
    "table", "true pairs compared",
    *(f"{judge}: F1 of {what}" for what in ("pairs at .5", "groups") for judge in JUDGES), "written groups",
)  # fmt: skip
GAPS_HEADER = ("levels", "pairs", "true", "engine says", "ceiling says", "nats lost")

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks ceiling --help`."""
    accuracy.add_options(command)
    command.set_defaults(rows=[10_000])
    command.add_argument("--tuning-rows", type=int, default=10_000, help="size of each table to train on")


def run(options: argparse.Namespace) -> None:
    """Train on the tuning tables, print a line for every other table, and then where each falls short."""
    trained = Classifier(resolved(*each) for each in tuning_tables(options.tuning_rows))
    gaps = []
    print(table(HEADER, []), flush=True)
    for name, records in accuracy.tables(options):
        judged = Judged(resolved(name, records), trained)
        print(line([name, *judged.cells()]), flush=True)
        gaps.append((name, judged.gaps()))
    for name, rows in gaps:
        print(f"\nLargest gaps of {name}:\n\n{table(GAPS_HEADER, rows)}", flush=True)


class Classifier:
    """Gradient boosting on the levels and rarities of the pairs of some tables."""

    def __init__(self, tables: Iterable[Labelled]) -> None:
        features, labels = zip(*map(_examples, tables), strict=True)
        self._model = boosted(np.concatenate(features), np.concatenate(labels))

    def probability(self, outcomes: npt.NDArray[np.uint8]) -> Floats:
        """The probability that each pair is a match."""
        return np.asarray(self._model.predict_proba(features_of(outcomes))[:, 1])


def _examples(pairs: Labelled) -> tuple[npt.NDArray[np.int8], Bools]:
    kept = pairs.log_odds > HOPELESS
    return features_of(pairs.outcomes[kept]), pairs.same[kept]


class Judged:
    """The pairs of one table with three probabilities each."""

    def __init__(self, pairs: Labelled, trained: Classifier) -> None:
        self._table = pairs
        self._kept = pairs.log_odds > HOPELESS
        self._same = pairs.same[self._kept]
        outcomes = pairs.outcomes[self._kept]
        people = pairs.entity[pairs.a[self._kept]]
        self._probabilities = (
            1.0 / (1.0 + np.exp(-pairs.log_odds[self._kept])),
            trained.probability(outcomes),
            ceiling(features_of(outcomes), self._same, people),
        )

    def cells(self) -> list[str]:
        """One line of the table."""
        compared = self._table.same.sum() / max(self._table.true_pairs, 1)
        pairs = (self._f1_of_pairs(probability) for probability in self._probabilities)
        groups = (self._f1(self._grouped(probability)) for probability in self._probabilities)
        written = self._f1(self._table.resolution.clusters.label)
        return [f"{share:.3f}" for share in (compared, *pairs, *groups, written)]

    def gaps(self) -> list[list[str]]:
        """Where the engine is furthest from the truth, as lines of a table."""
        engine, _, best = self._probabilities
        return largest_gaps(self._table.outcomes[self._kept], self._same, engine, best)[:GAPS_SHOWN]

    def _f1_of_pairs(self, probability: Floats) -> float:
        found = probability >= 0.5
        return f1(int((found & self._same).sum()), int(found.sum()), self._table.true_pairs)

    def _grouped(self, probability: Floats) -> npt.NDArray[np.int32]:
        sure = np.clip(probability, CERTAIN, 1.0 - CERTAIN)
        pairs, kept = self._table, self._kept
        edges = Edges(pairs.a[kept], pairs.b[kept], np.log(sure / (1.0 - sure)), pairs.patterns[kept])
        return likely_clusters(edges, len(pairs.entity)).label

    def _f1(self, label: npt.NDArray[np.int32]) -> float:
        entity = self._table.entity
        right = pairs_within(label.astype(np.int64) << 32 | entity)
        return f1(right, pairs_within(label), self._table.true_pairs)


def f1(right: int, found: int, true: int) -> float:
    """The harmonic mean of precision and recall; 1 if there was nothing to find and nothing was found."""
    return 2 * right / (found + true) if found + true else 1.0


def ceiling(features: npt.NDArray[np.integer], labels: Bools, groups: npt.NDArray[np.integer]) -> Floats:
    """Probability that each candidate pair is a match, by gradient boosting that has never seen its people.

    features: pairs x features. labels: whether the pair is a match. groups: the entity of the
    pair's first record, so that all pairs within one person are in one fold.
    Returns one out-of-fold probability per pair, from 2 to 5 folds; all equal to the only label if there is just one.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    probability = np.full(len(labels), float(np.mean(labels)) if len(labels) else 0.0)
    folds = min(FOLDS_MAX, len(np.unique(groups)))
    if folds < 2 or len(np.unique(labels)) < 2:
        return probability
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=0).split(features, labels, groups)
    for train, test in split:
        if len(np.unique(labels[train])) == 2:
            probability[test] = boosted(features[train], labels[train]).predict_proba(features[test])[:, 1]
    return probability


def boosted(features: npt.NDArray[np.integer], labels: Bools):  # type: ignore[no-untyped-def]
    """Gradient boosting at scikit-learn's defaults, the same on every run."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(random_state=0).fit(features, labels)
