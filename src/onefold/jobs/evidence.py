"""From the result of the engine to what a run keeps, so that each of its groups can be explained later."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onefold.engine.evidence import retained_pairs
from onefold.engine.resolution import Resolution
from onefold.engine.retained import written_model
from onefold.store.filling import PAIRS, SEEN_AT


class Result(NamedTuple):
    """groups: tables.MATCHES, with the columns SEEN_AT and PAIRS where there is evidence (see filling.pieces).
    model: what the evidence is read with."""

    groups: pa.Table
    model: str | None = None


def with_evidence(found: Resolution, updated_at: pa.ChunkedArray) -> Result:
    """The groups of a resolution with what explains them. updated_at: of each input row, in milliseconds."""
    sizes = pc.list_value_length(found.matches["profile_ids"]).to_numpy()
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    seen_at = pa.ListArray.from_arrays(pa.array(offsets), updated_at.combine_chunks().take(pa.array(found.member_rows)))
    groups = found.matches.append_column(SEEN_AT, seen_at).append_column(PAIRS, retained_pairs(found))
    return Result(groups, written_model(found.model, found.features.rows))
