"""The result of the engine: tables in the words of the user, findings, and the reason of every score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.engine.clustering import Clusters, Edges
from onefold.engine.confidence import group_confidence
from onefold.engine.explain import explain_pattern, raw_values
from onefold.engine.explanation import Findings, PairExplanation
from onefold.engine.features import Features
from onefold.engine.fellegi_sunter import Model
from onefold.engine.findings import attribute_evidence, over_merge_warnings, shared_values
from onefold.engine.kernels.compare import Columns, compare
from onefold.engine.match_ids import match_ids
from onefold.errors import InputError
from onefold.tables import ASSIGNMENTS, MATCHES, PAIRS, PROFILE_ID

PAIR_PROBABILITY_MIN: Final = 0.05
"""Pairs less probable than this are not reported, unless both records are in one group."""
_ROWS: Final = "rows"
_LOG_ODDS_MIN: Final = float(np.log(PAIR_PROBABILITY_MIN / (1 - PAIR_PROBABILITY_MIN)))


@dataclass(frozen=True)
class Groups:
    """One element per group of two or more records: its label, how many records, the probability that they are one."""

    label: NDArray[np.int64]
    size: NDArray[np.int64]
    confidence: NDArray[np.float64]


@dataclass(frozen=True)
class Resolution:
    """Everything known after a run. The engine's own arrays are in canonical order; the tables are not.

    records: the input. edges: the scored pairs that were kept. clusters: the groups as written.
    """

    records: pa.Table
    features: Features
    columns: Columns
    model: Model
    edges: Edges
    clusters: Clusters

    @cached_property
    def label(self) -> NDArray[np.int32]:
        """Per input row the number of its group."""
        out = np.empty(self.features.rows, dtype=np.int32)
        out[self.features.order] = self.clusters.label
        return out

    @cached_property
    def ids(self) -> pa.StringArray:
        """The profile ids in input order."""
        ids = self.records[PROFILE_ID].combine_chunks()
        return ids.cast(pa.string())

    @cached_property
    def confidence(self) -> NDArray[np.float64]:
        """Per input row the confidence of its group; 1.0 for a record alone."""
        out = np.empty(self.features.rows)
        out[self.features.order] = group_confidence(self.clusters)
        return out

    @cached_property
    def groups(self) -> Groups:
        """The groups of two or more records, by label."""
        size = np.bincount(self.label, minlength=self.features.rows)
        label = np.flatnonzero(size > 1)
        score = np.ones(len(size))
        score[self.label] = self.confidence
        return Groups(label, size[label], score[label])

    @cached_property
    def assignments(self) -> pa.Table:
        """tables.ASSIGNMENTS, in input order."""
        alone = np.bincount(self.label, minlength=self.features.rows)[self.label] == 1
        columns = [self.ids, match_ids(self.ids, self.label), pa.array(self.confidence, mask=alone)]
        return pa.Table.from_arrays(columns, schema=ASSIGNMENTS)

    @cached_property
    def matches(self) -> pa.Table:
        """tables.MATCHES: groups of two or more, surest first, then by match_id."""
        return self._grouped.select(MATCHES.names)

    @cached_property
    def member_rows(self) -> NDArray[np.int32]:
        """The input row of each member of `matches`, one group after the other: nobody need look for ids."""
        return np.asarray(self._grouped[_ROWS].combine_chunks().flatten().to_numpy())

    @cached_property
    def _grouped(self) -> pa.Table:
        return self._matches(self.groups.label)

    def surest(self, count: int) -> pa.Table:
        """The first `count` rows of `matches`; the other groups are not put together for it."""
        groups = self.groups
        if len(groups.label) <= count:
            return self.matches
        least = np.partition(groups.confidence, -count)[-count]
        return self._matches(groups.label[groups.confidence >= least]).select(MATCHES.names).slice(0, count)

    def _matches(self, labels: NDArray[np.int64]) -> pa.Table:
        """tables.MATCHES of some groups, and the rows of their members."""
        wanted = np.zeros(self.features.rows, dtype=bool)
        wanted[labels] = True
        rows = np.flatnonzero(wanted[self.label])
        members = self.assignments.take(pa.array(rows)).append_column(_ROWS, pa.array(rows.astype(np.int32)))
        groups = members.sort_by("profile_id").group_by(["match_id", "confidence_score"], use_threads=False)
        found = groups.aggregate([("profile_id", "list"), (_ROWS, "list")])
        found = found.sort_by([("confidence_score", "descending"), ("match_id", "ascending")])
        found = found.rename_columns({"profile_id_list": "profile_ids", f"{_ROWS}_list": _ROWS})
        return found.select([*MATCHES.names, _ROWS]).cast(MATCHES.append(pa.field(_ROWS, pa.list_(pa.int32()))))

    @cached_property
    def possible_pairs(self) -> int:
        """How many of `pairs` are in no group."""
        e, label = self.edges, self.clusters.label
        return int(((e.log_odds >= _LOG_ODDS_MIN) & (label[e.a] != label[e.b])).sum())

    @cached_property
    def pairs(self) -> pa.Table:
        """tables.PAIRS: pairs of at least PAIR_PROBABILITY_MIN, and all scored pairs within groups; surest first."""
        e, label = self.edges, self.clusters.label
        together = label[e.a] == label[e.b]
        shown = np.flatnonzero((e.log_odds >= _LOG_ODDS_MIN) | together)
        probability = np.exp(-np.logaddexp(0.0, -e.log_odds[shown]))
        a, b = (self.ids.take(pa.array(self.features.order[side[shown]])) for side in (e.a, e.b))
        swap = pc.greater(a, b)
        group = self.assignments["match_id"].combine_chunks().take(pa.array(self.features.order[e.a[shown]]))
        columns = [
            pc.if_else(swap, b, a),
            pc.if_else(swap, a, b),
            pa.array(probability),
            pa.array(e.log_odds[shown] / np.log(2.0)),
            pc.if_else(pa.array(together[shown]), group, pa.scalar(None, pa.string())),
        ]
        table = pa.Table.from_arrays(columns, schema=PAIRS)
        return table.sort_by(
            [("match_weight", "descending"), ("profile_id_a", "ascending"), ("profile_id_b", "ascending")]
        )

    @cached_property
    def findings(self) -> Findings:
        """Shared and unusable values, what carried the evidence, and warnings."""
        shared = shared_values(self.features, self.clusters.label, self._raw)
        inside = self.edges.patterns[self.clusters.label[self.edges.a] == self.clusters.label[self.edges.b]]
        return Findings(
            unusable=self.features.unusable,
            shared=shared,
            attributes=attribute_evidence(self.features, inside, self.model),
            warnings=over_merge_warnings(self.clusters.label, shared),
        )

    def explain(self, a: str, b: str) -> PairExplanation:
        """Why records a and b (profile ids) are or are not one customer. Raises InputError for an unknown id."""
        rows = self._row(a), self._row(b)
        if a == b:
            raise InputError(f"{a!r} was given twice; two different records can be compared.")
        positions = np.flatnonzero(np.isin(self.features.order, rows))
        pattern = np.empty(1, dtype=np.uint64)
        compare(self.columns, np.array([positions[0] << 32 | positions[1]], dtype=np.uint64), pattern)
        first, second = (raw_values(self.records.slice(row, 1).to_pylist()[0]) for row in rows)
        return explain_pattern((a, b), int(pattern[0]), self.model, (first, second), self.features.rows)

    def _row(self, profile_id: str) -> int:
        row = self.ids.index(profile_id).as_py()
        if row < 0:
            examples = ", ".join(repr(value) for value in self.ids[:3].to_pylist())
            raise InputError(f"There is no record with the id {profile_id!r}. Ids look like {examples}.")
        return int(row)

    def _raw(self, name: str, position: int) -> str:
        row = self.records.slice(int(self.features.order[position]), 1).to_pylist()[0]
        return raw_values(row)(name) or ""
