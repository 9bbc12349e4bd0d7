"""Agreement patterns as what a classifier reads, and the levels at which a judge errs most."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import Final

import numpy as np
import numpy.typing as npt

from onefold.engine.comparison import COMPARISONS, LEVEL_OF, RARITY_OF

Floats = npt.NDArray[np.float64]
LEAST_PROBABILITY: Final = 1e-6
"""Saying less than this of something true costs no more: one pair shall not decide what the largest gap is."""
LEVELS_END: Final = 1 + max(len(comparison.levels) for comparison in COMPARISONS)


def features_of(outcomes: npt.NDArray[np.uint8]) -> npt.NDArray[np.int8]:
    """Outcomes [pairs, comparisons] as [pairs, 2 x comparisons]: the level of each comparison, 0 if missing, and the
    rarity of the value that agrees, -1 if none does. Numbers for missing: scikit-learn 1.9 fails on a column of NaN."""
    columns = np.arange(len(COMPARISONS))
    return np.concatenate((LEVEL_OF[columns, outcomes], RARITY_OF[columns, outcomes]), axis=1)


def largest_gaps(
    outcomes: npt.NDArray[np.uint8], same: npt.NDArray[np.bool_], judge: Floats, other: Floats
) -> list[list[str]]:
    """Levels, and levels of two comparisons together, at which `judge` says another share of matches than is true;
    those that cost most first. Two together show what a model of independent comparisons cannot know.

    judge, other: probability that each pair is a match. Returns the cells: the levels, how many pairs have them, the
    share of these that is true, the mean of both probabilities, and pairs x divergence of judge and truth: the nats of
    log loss that saying the true share there would win.
    """
    level = LEVEL_OF[np.arange(len(COMPARISONS)), outcomes]
    found = []
    for i, j in combinations_with_replacement(range(len(COMPARISONS)), 2):
        key = level[:, i].astype(np.int64) * LEVELS_END + level[:, j]
        sums = [np.bincount(key, weights) for weights in (None, same, judge, other)]
        for both in np.flatnonzero(sums[0]):
            count, *shares = (float(each[both]) for each in sums)
            true, said, best = (share / count for share in shares)
            if both // LEVELS_END and both % LEVELS_END:  # missing on either side is no agreement to speak of
                cost = count * divergence(true, said)
                cells = [_named(i, j, both), f"{int(count):,}", *(f"{share:.3f}" for share in (true, said, best))]
                found.append((cost, [*cells, f"{cost:.0f}"]))
    return [cells for _, cells in sorted(found, key=lambda each: -each[0])]


def divergence(true: float, said: float) -> float:
    """Kullback-Leibler divergence of a verdict that is true with probability `true` from one said with `said`; nats."""
    sides = ((true, said), (1.0 - true, 1.0 - said))
    return sum(share * np.log(share / max(promised, LEAST_PROBABILITY)) for share, promised in sides if share > 0)


def _named(i: int, j: int, both: int) -> str:
    sides = ((COMPARISONS[i], both // LEVELS_END), (COMPARISONS[j], both % LEVELS_END))
    return ", ".join(dict.fromkeys(f"{each.name} {each.levels[level - 1].label}" for each, level in sides))
