"""resolve(records) -> Resolution: the only place that knows the order of the steps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onefold.engine.blocking import all_pairs, candidate_pairs, component_pairs, distinct
from onefold.engine.clustering import Clusters, Edges, cluster, components, likely_clusters
from onefold.engine.comparison import outcomes_of
from onefold.engine.components import Components
from onefold.engine.confidence import confident_clusters
from onefold.engine.estimate import Evidence, JudgedEvidence, fit, starting_model
from onefold.engine.features import Features, build_features
from onefold.engine.fellegi_sunter import Model
from onefold.engine.judgements import JUDGED, Judged, judged_rows
from onefold.engine.kernels.clusters import keep
from onefold.engine.kernels.compare import Columns
from onefold.engine.namesakes import namesake_lift
from onefold.engine.resolution import Resolution
from onefold.engine.scoring import compare_pairs, comparison_columns, in_chunks, score_patterns, with_rarity
from onefold.engine.term_frequency import Frequencies, frequencies
from onefold.tables import PROFILE_ID

RANDOM_PAIRS: Final = 300_000
"""Random pairs that the chance levels are counted on: the rarest level that decides anything is one in 10,000."""
EM_PAIRS: Final = 400_000
"""Candidate pairs that EM looks at: a sample this large moves no level by more than its rounding."""
NEAR: Final = -1.0
"""Pairs above these log-odds connect rows that may yet turn out to be one person; all that is said within such a
component is kept, and nothing is left unasked: evidence against counts when groups are joined."""
FLOOR: Final = -4.0
"""Pairs between two components are forgotten below these log-odds: they could only matter as part of whole clusters.
Against keeping all pairs above -8 and asking no more: pairwise F1 .880 -> .889, .869 -> .876, .885 -> .891 on three
generated tables, with 1.4 pairs a row instead of 3.3."""

Progress = Callable[[str, float], None]


def silent(stage: str, share: float) -> None:
    """A progress that goes nowhere."""


@dataclass(frozen=True)
class Config:
    """region: ISO country of numbers and dates where a record says nothing. threads: at least 1; changes no result.
    min_confidence: 0..1, the least confidence of a group that is written."""

    region: str = "US"
    threads: int = 1
    min_confidence: float = 0.5


def resolve(
    records: pa.Table, config: Config, judgements: pa.Table | None = None, progress: Progress = silent
) -> Resolution:
    """Find the records that are one customer.

    records: profile_id (unique) and any of tables.ATTRIBUTES as strings. judgements: profile_id_a, profile_id_b,
    judgement (MATCH or NOT_A_MATCH), which always hold and are evidence for the model.
    progress is called with the stage that begins and the share done.
    The result does not depend on the order of the rows, their chunking or the number of threads.
    """
    progress("Normalising values", 0.0)
    features = build_features(records, region=config.region, threads=config.threads)
    progress("Finding candidate pairs", 0.2)
    with ThreadPoolExecutor(1) as beside:  # what one core does goes on beside what all do
        counting = beside.submit(frequencies, features)
        laying_out = beside.submit(comparison_columns, features)
        pairs = candidate_pairs(Components(features), features.rows, threads=config.threads)
        frequency = counting.result()
        columns = with_rarity(laying_out.result(), frequency)
    judged = _judged(judgements, records, features)
    chance = outcomes_of(compare_pairs(columns, random_pairs(features.rows), threads=config.threads))
    table = Candidates(features, columns, *em_sample(pairs, judged), chance, judged, config.threads)
    progress("Comparing and scoring pairs", 0.4)
    if len(judged.a):
        pairs = distinct(np.concatenate((pairs, judged.pairs)))
    scored = score_table(table, pairs, frequency)
    del pairs  # its memory is needed by the second pass
    progress("Counting people", 0.6)
    with ThreadPoolExecutor(1) as beside:
        completing = beside.submit(complete, scored.edges, features.rows)
        people = likely_clusters(scored.edges, features.rows, threads=config.threads)
        lift = namesake_lift(scored.evidence, scored.model)
        frequency = frequencies(features, person_weights(people), lift, threads=config.threads)
    pairs = completing.result()
    del scored, completing
    scored = score_table(table, pairs, frequency)
    progress("Grouping records", 0.8)
    clusters = cluster(scored.edges, features.rows, scored.model, threads=config.threads)
    written = confident_clusters(clusters, config.min_confidence)
    progress("Done", 1.0)
    return Resolution(records, features, scored.columns, scored.model, scored.edges, written)


def _judged(judgements: pa.Table | None, records: pa.Table, features: Features) -> Judged:
    """The judged pairs by row; without any, the ids of a million rows are not brought into order for nothing."""
    if judgements is None:
        return Judged.none()
    ids = records[PROFILE_ID].combine_chunks().cast(pa.string())
    return judged_rows(judgements, ids.take(pa.array(features.order)))


@dataclass(frozen=True)
class Candidates:
    """What both passes over the pairs start from. columns: every row counted as one person. sample: the candidates that
    EM looks at, packed, each for `weight` of them. chance: the outcomes of random pairs; only their levels are looked
    at, which no rarity changes."""

    features: Features
    columns: Columns
    sample: NDArray[np.uint64]
    weight: float
    chance: NDArray[np.uint8]
    judged: Judged
    threads: int


@dataclass(frozen=True)
class Scored:
    """One pass: the columns with the rarities it used, the model it fitted to what evidence, and the pairs it kept."""

    columns: Columns
    evidence: Evidence
    model: Model
    edges: Edges


def score_table(table: Candidates, pairs: NDArray[np.uint64], frequency: Frequencies) -> Scored:
    """Fit the model to a sample of the candidates, and score `pairs` (packed, ascending, judged ones included)."""
    columns = with_rarity(table.columns, frequency)
    start = starting_model(table.chance, frequency.collision, table.features.rows)
    with ThreadPoolExecutor(1) as beside:
        estimating = beside.submit(estimate_model, columns, table, start)
        patterns = compare_pairs(columns, pairs, threads=table.threads)
        evidence, model = estimating.result()
    return Scored(columns, evidence, model, kept_pairs(pairs, patterns, model, table))


def complete(edges: Edges, rows: int) -> NDArray[np.uint64]:
    """The pairs of `edges` and every other pair within a component of near pairs; packed, ascending."""
    component = components(edges.a, edges.b, edges.log_odds, rows, NEAR)
    return distinct(np.concatenate((edges.packed, component_pairs(component))))


def person_weights(clusters: Clusters) -> NDArray[np.float64]:
    """Per row 1 / size of its cluster, so that counting rows counts people."""
    sizes = np.bincount(clusters.label, minlength=len(clusters.label))
    return np.asarray(1.0 / sizes[clusters.label])


def random_pairs(rows: int, wanted: int = RANDOM_PAIRS) -> NDArray[np.uint64]:
    """About `wanted` pairs of distinct rows, the same on every run; all pairs of a small table."""
    if rows * (rows - 1) // 2 <= wanted:
        return all_pairs(rows)
    numbers = np.random.default_rng(rows).integers(0, rows, size=(2, wanted), dtype=np.int64)
    a, b = np.minimum(numbers[0], numbers[1]), np.maximum(numbers[0], numbers[1])
    two = a != b
    pairs = a[two].astype(np.uint64) << np.uint64(32) | b[two].astype(np.uint64)
    pairs.sort()  # the rows of pairs that follow each other are then near each other in memory
    return np.asarray(pairs)


def em_sample(pairs: NDArray[np.uint64], judged: Judged) -> tuple[NDArray[np.uint64], float]:
    """About EM_PAIRS of the candidates (packed), without the judged ones, and for how many each stands."""
    sample = pairs[:: max(1, len(pairs) // EM_PAIRS)]
    weight = len(pairs) / max(len(sample), 1)
    return sample[~np.isin(sample, judged.pairs)], weight


def estimate_model(columns: Columns, table: Candidates, start: Model) -> tuple[Evidence, Model]:
    """Fit the model by EM to the judged pairs and a sample of the other candidates, from the model `start`.

    Returns what it saw, and the model."""
    judged = table.judged
    patterns, counts = np.unique(compare_pairs(columns, table.sample, threads=table.threads), return_counts=True)
    known = JudgedEvidence(outcomes_of(compare_pairs(columns, judged.pairs, threads=table.threads)), judged.same)
    weights = np.asarray(counts * table.weight, dtype=np.float64)
    evidence = Evidence(outcomes_of(patterns), weights, table.features.rows, known)
    return evidence, fit(evidence, start)


def kept_pairs(pairs: NDArray[np.uint64], patterns: NDArray[np.uint64], model: Model, table: Candidates) -> Edges:
    """Score pairs (packed, ascending) by their patterns; keep those within a component of near pairs, those above
    FLOOR, and the judged ones."""
    odds = score_patterns(patterns, model, threads=table.threads)
    odds[np.searchsorted(pairs, table.judged.pairs)] = np.where(table.judged.same, JUDGED, -JUDGED)
    component = components(*_rows_of(pairs), odds, table.features.rows, NEAR)

    def kept(chunk: slice) -> list[NDArray[Any]]:
        kinds = (np.int32, np.int32, np.float64, np.uint64)
        out = tuple(np.empty(len(pairs[chunk]), dtype=kind) for kind in kinds)
        count = keep(pairs[chunk], odds[chunk], patterns[chunk], component, FLOOR, -JUDGED, out)
        return [column[:count].copy() for column in out]

    return Edges(*map(np.concatenate, zip(*in_chunks(len(pairs), table.threads, kept), strict=True)))


def _rows_of(pairs: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First and second rows of packed pairs, in the same memory: this is where a run needs the most."""
    halves = pairs.astype("<u8", copy=False).view("<i4").reshape(-1, 2)
    return halves[:, 1], halves[:, 0]
