"""Estimate the model from the table itself: EM on agreement patterns, under shipped priors.

What each class may learn was measured, and is what keeps labels from switching as tables grow: 'same' is free but for
PSEUDO_PAIRS of its prior; 'household' is half data, half prior, and freer in how many share a last name; 'namesake'
learns only its share, between bounds that follow from how common the names are; 'chance' comes from random pairs and
value counts.

Judged pairs are evidence with the answer known: a match counts in 'same', any other in the remaining classes by their
posterior. They stand beside the candidates they were taken from, not on top of them, so how common matches are is
still counted with each pair once, although people judge the doubtful pairs and few others.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.comparison import COMPARISONS, FIRST, LAST, LEVEL_OF
from onefold.engine.fellegi_sunter import Floats, Model, log_joint
from onefold.engine.priors import PRIORS, PairClass, Prior, written_alike

PSEUDO_PAIRS: Final = 300.0
"""Weight of the prior of 'same', in pairs; 10 to 1,000 measured alike."""
PSEUDO_RANDOM_PAIRS: Final = 2000.0
"""Weight of the prior of 'chance', in random pairs; a large table has 600,000 of its own."""
HOUSEHOLD_PSEUDO_PAIRS: Final = 100.0
"""So that a handful of pairs teaches nothing: with 10 pseudo pairs, two rows still made their own household, and "John"
and "J." with one phone were .45 one customer in a table of two."""
USUAL_SAME: Final = 0.5
USUAL_HOUSEHOLD: Final = 0.2
"""Pairs of one customer, and of one household, that a table usually has per row."""
PSEUDO_ROWS: Final = 50.0
"""Weight of these usual shares, in rows: a table of three rows rests on them."""
NAMESAKES_MAX: Final = 3.0
"""First and last names are not independent (they share a language), so namesakes are up to this many times as common
as the product of both collisions; how many, EM learns, and nothing else of the class. A hundred thousand rows teach
2.6, a million 2.0; ten thousand taught 7.0 of 10, most of it people not recognised, and lost .006 F1 by it."""
JUDGED_WEIGHT_MAX: Final = 5.0
"""A judged pair teaches the levels as much as this many others: doubtful pairs are rare, and EM is wrong about them
more often than about the rest. Measured with 50 and 200 doubtful groups or pairs judged, on five tables of 1,000 to
10,000 rows (F1 of the records not judged, against judgements that only hold): 1 gave -.001 to +.002, 5 gave -.002 to
+.004, 20 gave -.003 to +.005. Moving the share of 'same' to fit the judged pairs, too, gave -.009 to +.006."""
JUDGED_SHARE_MAX: Final = 0.5
"""All judged pairs together weigh at most this share of the matches a table usually has, but never less than one each:
with 5 for each of 50 pairs of a table of 159 rows, F1 fell by .011, with 20 by .097."""
SHARE_ROUNDS: Final = 1
"""Rounds that learn only how common the classes are, before levels follow. Where colleagues share an address, they
outnumber the pairs of one person twenty to one, and the few in a hundred that 'same' held at first were most of what it
learned from: it became the colleagues, and whole companies one customer (F1 .02 to .10 with none, .82 to .97 with one).
More rounds raise historical_50k by .0002 and cost .005 on a table of names, birth years and towns."""
ROUNDS: Final = 12


@dataclass(frozen=True)
class JudgedEvidence:
    """Pairs people judged. outcomes: [pairs, comparisons]; same: True for a match."""

    outcomes: NDArray[np.uint8]
    same: NDArray[np.bool_]

    @staticmethod
    def none() -> JudgedEvidence:
        return JudgedEvidence(np.empty((0, len(COMPARISONS)), dtype=np.uint8), np.empty(0, dtype=np.bool_))


@dataclass(frozen=True)
class Evidence:
    """What EM sees. outcomes: [patterns, comparisons]; weights: how many candidate pairs each pattern stands for,
    judged ones left out; all_pairs: n(n-1)/2 of the table; rows: n."""

    outcomes: NDArray[np.uint8]
    weights: Floats
    rows: int
    judged: JudgedEvidence = field(default_factory=JudgedEvidence.none)

    @property
    def all_pairs(self) -> float:
        return max(self.rows * (self.rows - 1) / 2, 1.0)


def starting_model(random_outcomes: NDArray[np.uint8], collision: Floats, rows: int) -> Model:
    """The model before EM: priors, with 'chance' counted on random pairs of the table.

    collision: per comparison the probability that two random rows have one value, 1.0 where values have no rarity.
    """
    levels = []
    for index, comparison in enumerate(COMPARISONS):
        prior = replace(PRIORS[comparison.name], chance=tuple(_chance_levels(index, random_outcomes[:, index])))
        levels.append(np.array([prior.levels(pair_class) for pair_class in PairClass]))
    pairs = max(rows * (rows - 1) / 2, 1.0)
    shares = np.array([USUAL_SAME * rows, USUAL_HOUSEHOLD * rows, pairs * collision[FIRST] * collision[LAST], 0.0]) / (
        pairs + rows
    )
    return Model(tuple(levels), collision, _log_shares(shares))


def _chance_levels(index: int, outcomes: NDArray[np.uint8]) -> Floats:
    levels = len(COMPARISONS[index].levels)
    counts = np.bincount(LEVEL_OF[index][outcomes], minlength=levels + 1)[1:].astype(float)
    counts += PSEUDO_RANDOM_PAIRS * np.array(PRIORS[COMPARISONS[index].name].chance)
    return np.asarray(counts / counts.sum())


def _log_shares(shares: Floats) -> Floats:
    shares = np.clip(shares, 1e-15, 0.49)
    shares[PairClass.CHANCE] = max(1.0 - shares[:-1].sum(), 0.01)
    return np.asarray(np.log(shares))


def fit(evidence: Evidence, model: Model, rounds: int = ROUNDS) -> Model:
    """Maximum a posteriori by EM; deterministic. O(rounds x (patterns + judged pairs) x comparisons)."""
    levels = _levels_of(np.concatenate((evidence.outcomes, evidence.judged.outcomes)))
    for number in range(SHARE_ROUNDS + rounds):
        candidates = _responsibility(log_joint(evidence.outcomes, model)) * evidence.weights[:, None]
        judged = judged_responsibility(evidence.judged, model)
        if number >= SHARE_ROUNDS:
            model = replace(model, levels=_levels(evidence, levels, candidates, judged, model))
        model = replace(model, log_shares=_shares(evidence, candidates, judged, model))
    return model


def _responsibility(joint: Floats) -> Floats:
    return np.asarray(np.exp(joint - np.logaddexp.reduce(joint, axis=1)[:, None]))


def judged_responsibility(judged: JudgedEvidence, model: Model) -> Floats:
    """The share of each class in each judged pair, [pairs, classes]: a match is 'same', any other pair is divided among
    the other classes by their posterior."""
    joint = log_joint(judged.outcomes, model)
    joint[~judged.same, PairClass.SAME] = -np.inf
    joint[judged.same, PairClass.SAME + 1 :] = -np.inf
    return _responsibility(joint)


def judged_weight(judged: int, rows: int) -> float:
    """How many other pairs one of `judged` judged pairs counts for in the levels of a table of `rows` rows."""
    return float(np.clip(JUDGED_SHARE_MAX * USUAL_SAME * rows / max(judged, 1), 1.0, JUDGED_WEIGHT_MAX))


def _levels_of(outcomes: NDArray[np.uint8]) -> list[NDArray[np.int64]]:
    """The level of every outcome, by comparison; in the width and order that counting them reads."""
    return [LEVEL_OF[index][outcomes[:, index]].astype(np.int64) for index in range(len(COMPARISONS))]


def _levels(
    evidence: Evidence, level: list[NDArray[np.int64]], candidates: Floats, judged: Floats, model: Model
) -> tuple[Floats, ...]:
    """level: of the candidates and then of the judged pairs, by comparison."""
    each = np.concatenate((candidates, judged_weight(len(judged), evidence.rows) * judged))
    responsibility = np.asfortranarray(each)  # read class by class
    return tuple(
        _levels_given(index, level[index], responsibility, model.levels[index]) for index in range(len(COMPARISONS))
    )


def _shares(evidence: Evidence, candidates: Floats, judged: Floats, model: Model) -> Floats:
    """Natural log of the share of each class among all pairs of the table."""
    totals = candidates.sum(axis=0) + judged.sum(axis=0)
    rows = float(evidence.rows)
    shares = np.exp(model.log_shares)
    pseudo = min(rows, PSEUDO_ROWS)
    for pair_class, usual in ((PairClass.SAME, USUAL_SAME), (PairClass.HOUSEHOLD, USUAL_HOUSEHOLD)):
        shares[pair_class] = (totals[pair_class] + usual * pseudo) / (evidence.all_pairs + rows)
    base = model.collision[FIRST] * model.collision[LAST]
    shares[PairClass.NAMESAKE] = min(max(totals[PairClass.NAMESAKE] / evidence.all_pairs, base), base * NAMESAKES_MAX)
    return _log_shares(shares)


def _levels_given(index: int, level: NDArray[np.int64], responsibility: Floats, before: Floats) -> Floats:
    prior = PRIORS[COMPARISONS[index].name]
    after = before.copy()
    same = _counted(level, responsibility[:, PairClass.SAME], before.shape[1]) + PSEUDO_PAIRS * np.array(prior.same)
    after[PairClass.SAME] = same / same.sum()
    known = replace(prior, same=tuple(after[PairClass.SAME]), chance=tuple(before[PairClass.CHANCE]))
    household = _counted(level, responsibility[:, PairClass.HOUSEHOLD], before.shape[1])
    if prior.household is not None and household.sum() > 0:
        after[PairClass.HOUSEHOLD] = _household_given(household, known)
    after[PairClass.NAMESAKE] = known.levels(PairClass.NAMESAKE)
    return after


def _household_given(counts: Floats, prior: Prior) -> Floats:
    """Prior and data, `household_known` of it prior; of a value that is written alike only how many have it in common
    is learned.

    prior: with the levels of 'same' and 'chance' that the table has.
    """
    start = np.array(prior.levels(PairClass.HOUSEHOLD))
    learned = (counts + HOUSEHOLD_PSEUDO_PAIRS * start) / (counts.sum() + HOUSEHOLD_PSEUDO_PAIRS)
    if not isinstance(prior.household, float):
        return np.asarray(prior.household_known * start + (1 - prior.household_known) * learned)
    shared = max(1.0 - float(learned[0]) / prior.chance[0], 0.0)
    share = prior.household_known * prior.household + (1 - prior.household_known) * shared
    return np.array(written_alike(share, prior.same, prior.chance))


def _counted(level: NDArray[np.int64], weights: Floats, levels: int) -> Floats:
    return np.asarray(np.bincount(level, weights=weights, minlength=levels + 1)[1:], dtype=np.float64)
