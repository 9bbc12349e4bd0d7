"""What stays of a run when its groups are gone: how sure they were, and what was found about the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onefold.engine.explanation import Findings


class Noted(NamedTuple):
    """What is kept of a run beside its groups. findings: what a steward should know, as JSON. judgements: how many the
    run was given."""

    findings: Mapping[str, Any] | None
    judgements: int


NOTHING: Final = Noted(None, 0)

PLACES: Final = 1000
"""Steps of the score that are told apart: people set a border to a hundredth, and near 1 to a thousandth."""


def scores_of(matches: pa.Table) -> list[tuple[int, int, int, float]]:
    """Per thousandth of the score that any group has: (thousandth, groups, profiles, sum of the scores), ascending.

    matches: tables.MATCHES. The sums make it exact how many groups are expected to be wrong. O(groups).
    """
    scores = matches["confidence_score"].to_numpy()
    sizes = pc.list_value_length(matches["profile_ids"]).to_numpy()
    places = np.minimum((scores * PLACES).astype(np.int64), PLACES - 1)
    groups = np.bincount(places, minlength=PLACES)
    profiles = np.bincount(places, weights=sizes, minlength=PLACES)
    sums = np.bincount(places, weights=scores, minlength=PLACES)
    return [
        (int(place), int(groups[place]), int(profiles[place]), round(float(sums[place]), 6))
        for place in np.flatnonzero(groups)
    ]


def written_findings(findings: Findings) -> Mapping[str, Any]:
    """Findings as JSON."""
    return asdict(findings)
