"""Tables with a truth as the engine sees them: its candidate pairs, how they agree, and which are one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from benchmarks.crm import STYLES, generate

from onefold.engine.blocking import candidate_pairs, distinct
from onefold.engine.comparison import outcomes_of
from onefold.engine.components import Components
from onefold.engine.resolution import Resolution
from onefold.engine.resolve import Config, resolve
from onefold.engine.scoring import compare_pairs, score_patterns
from onefold.files import records_of

THREADS = 2
TUNING_SEED = 9001
"""The generated tables of this seed, one of each style, are for tuning; published numbers are of 101 and 102."""
TUNING_ROWS = 10_000


@dataclass(frozen=True)
class Labelled:
    """A table that the engine resolved at its defaults, with the answer. entity: the person of each row, by number, in
    the order of the engine's rows."""

    name: str
    resolution: Resolution
    entity: npt.NDArray[np.int64]

    @cached_property
    def pairs(self) -> npt.NDArray[np.uint64]:
        """Every candidate pair and every pair within a likely group, packed, ascending: all the engine compares."""
        features = self.resolution.features
        candidates = candidate_pairs(Components(features), features.rows, threads=THREADS)
        return distinct(np.concatenate((candidates, self.resolution.edges.packed)))

    @property
    def a(self) -> npt.NDArray[np.int32]:
        """The smaller row of each pair."""
        return (self.pairs >> np.uint64(32)).astype(np.int32)

    @property
    def b(self) -> npt.NDArray[np.int32]:
        """The larger row of each pair."""
        return (self.pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)

    @cached_property
    def patterns(self) -> npt.NDArray[np.uint64]:
        """The agreement pattern of each pair, with the value frequencies of the engine's last pass."""
        return compare_pairs(self.resolution.columns, self.pairs, threads=THREADS)

    @cached_property
    def outcomes(self) -> npt.NDArray[np.uint8]:
        """The same unpacked: [pairs, comparisons]."""
        return outcomes_of(self.patterns)

    @cached_property
    def log_odds(self) -> npt.NDArray[np.float64]:
        """What the engine makes of each pair: natural log-odds that it is one person."""
        return score_patterns(self.patterns, self.resolution.model, threads=THREADS).astype(np.float64)

    @cached_property
    def same(self) -> npt.NDArray[np.bool_]:
        """Whether each pair is one person."""
        return np.asarray(self.entity[self.a] == self.entity[self.b])

    @property
    def true_pairs(self) -> int:
        """How many pairs of the table are one person, compared or not."""
        return pairs_within(self.entity)


def resolved(name: str, table: pa.Table) -> Labelled:
    """Resolve a table that has a profile_id and an entity_id; the engine does not see the latter."""
    given = records_of(table.drop_columns(["entity_id"]), id_column="profile_id")
    resolution = resolve(given.records, Config(threads=THREADS))
    entity = np.unique(table["entity_id"].to_numpy(zero_copy_only=False), return_inverse=True)[1]
    return Labelled(name, resolution, entity[resolution.features.order].astype(np.int64))


def tuning_tables(rows: int = TUNING_ROWS) -> Iterator[tuple[str, pa.Table]]:
    """The tables that numbers may be fitted on."""
    for style in STYLES:
        yield f"{style}, seed {TUNING_SEED}", generate(rows, TUNING_SEED, style)


def pairs_within(groups: npt.NDArray[np.integer]) -> int:
    """How many pairs have one value."""
    size = np.unique(groups, return_counts=True)[1]
    return int((size * (size - 1) // 2).sum())
