"""From an agreement pattern to the probability that two records are one person.

Fellegi & Sunter 1969 with four classes of pairs instead of two: the same person, members of one household (relatives,
flatmates, colleagues), namesakes, and chance. Each class says how likely each outcome of each comparison is; the
posterior of 'same' against the other three is the pair's probability.

An equal value v of share p is worth, per class and besides one factor p that all have in common: same person m;
chance p; a class that shares the attribute by nature m; a class that shares it only by chance m p / mean(p).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.comparison import COMPARISONS, LEVEL_OF, OUTCOMES_MAX, RARITY_OF
from onefold.engine.priors import PRIORS, PairClass

Floats = NDArray[np.float64]

CLASSES: Final = len(PairClass)
LOG2: Final = float(np.log(2.0))


@dataclass(frozen=True)
class Model:
    """Level probabilities and class shares.

    levels: one array [classes, levels] per comparison, 'missing' left out; rows add up to 1.
    collision: per comparison mean(p), the probability that two random filled rows of different people have one value.
    log_shares: natural log of the share of each class among all pairs of the table.
    """

    levels: tuple[Floats, ...]
    collision: Floats
    log_shares: Floats

    def log_likelihoods(self) -> Floats:
        """Natural log of the likelihood of each outcome: [comparisons, outcomes, classes]; 0 for 'missing'.

        Computed once, as explaining a group asks for it pair by pair; not to be changed.
        """
        return self._log_likelihoods

    @cached_property
    def _log_likelihoods(self) -> Floats:
        table = np.zeros((len(COMPARISONS), OUTCOMES_MAX, CLASSES))
        for index in range(len(COMPARISONS)):
            table[index] = _log_outcomes(index, self.levels[index], float(self.collision[index]))
        return table


def _log_outcomes(index: int, levels: Floats, collision: float) -> Floats:
    prior = PRIORS[COMPARISONS[index].name]
    table = np.zeros((OUTCOMES_MAX, CLASSES))
    for outcome in range(1, COMPARISONS[index].outcomes):
        level, rarity = LEVEL_OF[index, outcome], RARITY_OF[index, outcome]
        row = np.log(levels[:, level - 1])
        if rarity >= 0:
            log_p = -LOG2 * float(rarity)
            by_chance = row + log_p - np.log(collision)
            by_chance[PairClass.SAME] = row[PairClass.SAME]
            for pair_class in prior.shared:
                by_chance[pair_class] = row[pair_class]
            by_chance[PairClass.CHANCE] = log_p
            if prior.household is None:
                by_chance[PairClass.HOUSEHOLD] = log_p
            if prior.namesake is None:
                by_chance[PairClass.NAMESAKE] = log_p
            row = by_chance
        table[outcome] = row
    return table


def log_joint(outcomes: NDArray[np.uint8], model: Model) -> Floats:
    """Natural log of share x likelihood of every class: [patterns, classes]. O(patterns x comparisons)."""
    table = model.log_likelihoods()
    joint = np.tile(model.log_shares, (len(outcomes), 1))
    for index in range(len(COMPARISONS)):
        joint += table[index].take(outcomes[:, index], axis=0, mode="clip")  # unlike [], looks at no index twice
    return joint


def log_odds(joint: Floats) -> Floats:
    """Natural log of the odds of 'same' against all other classes."""
    others = np.logaddexp.reduce(joint[:, 1:], axis=1)
    return np.asarray(joint[:, 0] - others)
