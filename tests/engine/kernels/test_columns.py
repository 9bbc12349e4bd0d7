"""Arranging and counting the slots of rows gives what numpy gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.kernels.columns import add_weights

CODES_MAX = 4
TABLES = st.integers(0, 3).flatmap(
    lambda slots: st.lists(st.lists(st.integers(-1, CODES_MAX), min_size=slots, max_size=slots), max_size=9).map(
        lambda rows: np.array(rows, dtype=np.int32).reshape(len(rows), slots)
    )
)


@settings(deadline=None)
@given(TABLES)
def test_the_weights_of_rows_are_added_to_their_values_to_the_last_bit(codes: np.ndarray) -> None:
    weights = 1.0 / np.arange(1, len(codes) + 1)
    counts, held = np.zeros(CODES_MAX + 1), np.zeros(len(codes), dtype=bool)
    add_weights(codes, weights, counts, held)
    filled = codes >= 0
    spread = np.broadcast_to(weights[:, np.newaxis], codes.shape)[filled]
    assert counts.tolist() == np.bincount(codes[filled], weights=spread, minlength=CODES_MAX + 1).tolist()
    assert held.tolist() == filled.any(axis=1).tolist()
