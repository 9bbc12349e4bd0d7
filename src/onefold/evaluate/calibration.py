"""Do scores mean what they say? Of all groups scored 0.9 about nine in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Bin:
    """The groups (or pairs) whose score lies in low <= score < high; the last bin includes its upper end."""

    low: float
    high: float
    count: int
    mean_score: float
    share_correct: float


def reliability(scores: npt.NDArray[np.float64], correct: npt.NDArray[np.bool_], bins: int = 10) -> tuple[Bin, ...]:
    """Compare what the scores promise with what is correct, bin by bin.

    scores: probabilities in 0..1; correct: whether each was right, in the same order.
    Returns the bins of equal width that hold anything, lowest first. O(n log bins).
    """
    if len(scores) != len(correct):
        raise ValueError(f"one verdict per score: got {len(scores)} scores and {len(correct)} verdicts")
    if len(scores) and not (scores.min() >= 0 and scores.max() <= 1):  # a NaN fails both
        raise ValueError(f"scores must lie in 0..1: got {scores.min()} to {scores.max()}")
    edges = np.arange(bins + 1) / bins
    bin_of = np.searchsorted(edges[1:-1], scores, side="right")
    count = np.bincount(bin_of, minlength=bins)
    score_sum = np.bincount(bin_of, weights=scores, minlength=bins)
    correct_sum = np.bincount(bin_of, weights=correct, minlength=bins)
    return tuple(
        Bin(
            low=float(edges[i]),
            high=float(edges[i + 1]),
            count=int(count[i]),
            mean_score=float(score_sum[i] / count[i]),
            share_correct=float(correct_sum[i] / count[i]),
        )
        for i in np.flatnonzero(count)
    )


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of promise and truth over all scored groups: 0 is perfect; 0 too when nothing was scored."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.mean_score - b.share_correct) for b in bins) / total if total else 0.0
