"""For every record of a group the member that it matches best, and what agrees between the two.

A short reason, made for a million records at once, where `explain` takes one pair apart.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.engine.comparison import COMPARISONS, LEVEL_OF, outcomes_of
from onefold.engine.explain import WORDS
from onefold.engine.resolution import Resolution

BEST_PAIRS: Final = pa.schema(
    [
        ("match_id", pa.string()),
        ("profile_id", pa.string()),
        ("confidence_score", pa.float64()),
        ("matched_profile_id", pa.string()),
        ("probability", pa.float64()),
        ("agreement", pa.string()),
    ]
)


def best_pairs(resolution: Resolution) -> pa.Table:
    """One row per record of a group of two or more, surest group first: BEST_PAIRS.

    matched_profile_id is the member of its most probable scored pair, of equally probable ones the first in the order
    of the engine; it is null for a record that only a judgement put there. agreement names what was compared and how
    well it agrees, and no values.
    """
    if not len(resolution.edges.a):
        return BEST_PAIRS.empty_table()
    edge, partner = _best_edges(resolution)
    none = edge < 0
    probability = np.exp(-np.logaddexp(0.0, -resolution.edges.log_odds[edge]))
    columns = {
        "matched_profile_id": resolution.ids.take(pa.array(partner, mask=none)),
        "probability": pa.array(probability, mask=none),
        "agreement": pc.fill_null(_agreements(resolution, edge, none), "judged to be a match"),
    }
    table = resolution.assignments
    for name, column in columns.items():
        table = table.append_column(name, column)
    together = table.filter(pc.is_valid(table["confidence_score"])).select(BEST_PAIRS.names).cast(BEST_PAIRS)
    order = [("confidence_score", "descending"), ("match_id", "ascending"), ("profile_id", "ascending")]
    return together.sort_by(order)


def _best_edges(resolution: Resolution) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per input row the number of its best edge within its group, -1 for none, and the input row at its other end."""
    e, label, order = resolution.edges, resolution.clusters.label, resolution.features.order
    inside = np.flatnonzero(label[e.a] == label[e.b])
    weakest_first = inside[np.argsort(e.log_odds[inside], kind="stable")]
    edge = np.full(len(label), -1, dtype=np.int64)
    partner = np.zeros(len(label), dtype=np.int64)
    for here, there in ((e.a, e.b), (e.b, e.a)):
        better = np.full(len(label), -1, dtype=np.int64)
        better[order[here[weakest_first]]] = weakest_first  # of several the last one, which is the strongest, stays
        won = (better >= 0) & ((edge < 0) | (e.log_odds[better] > e.log_odds[edge]))
        edge[won] = better[won]
        partner[won] = order[there[better[won]]]
    return edge, partner


def _agreements(resolution: Resolution, edge: NDArray[np.int64], none: NDArray[np.bool_]) -> pa.Array:
    """A million pairs have some thousand patterns, so each is put into words once."""
    distinct, which = np.unique(resolution.edges.patterns[edge], return_inverse=True)
    words = pa.array([_words(outcomes) for outcomes in outcomes_of(distinct)], pa.string())
    return words.take(pa.array(which, mask=none))


def _words(outcomes: NDArray[np.uint8]) -> str:
    said = []
    for index, outcome in enumerate(outcomes):
        level = int(LEVEL_OF[index, outcome])
        if level > 0:
            said.append(f"{WORDS[COMPARISONS[index].name]} {COMPARISONS[index].levels[level - 1].label}")
    return "; ".join(said)
