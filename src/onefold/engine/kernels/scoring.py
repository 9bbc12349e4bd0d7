"""Add up the evidence of agreement patterns in every class."""

from __future__ import annotations

import numpy as np

from onefold.engine import comparison as c
from onefold.engine.kernels.compiled import njit

FIELDS = len(c.COMPARISONS)
SHIFTS = np.array(c.SHIFTS, dtype=np.uint64)
MASKS = np.array([(1 << bits) - 1 for bits in c.BITS], dtype=np.uint64)


@njit(cache=True, nogil=True)
def score(patterns, table, log_shares, out):  # type: ignore[no-untyped-def]
    """Write the log-odds of 'same' of every pattern into out: float32[patterns].

    table: float32 [comparisons, outcomes, 4 classes], natural logs; log_shares: float32[4].
    """
    for k in range(len(patterns)):
        pattern = patterns[k]
        s, h, n, x = log_shares[0], log_shares[1], log_shares[2], log_shares[3]
        for f in range(FIELDS):
            outcome = (pattern >> SHIFTS[f]) & MASKS[f]
            if outcome != 0:
                s += table[f, outcome, 0]
                h += table[f, outcome, 1]
                n += table[f, outcome, 2]
                x += table[f, outcome, 3]
        top = max(h, n, x)
        out[k] = s - top - np.log(np.exp(h - top) + np.exp(n - top) + np.exp(x - top))
