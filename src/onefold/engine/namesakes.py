"""How many more people share a full name than its two names say, by how rare the name is.

First and last names are not independent: they share a language. Two names that are rare in the whole table are far
less rare together among the people who speak it. How much is counted on pairs that agree in both names and have more
to compare: a phone, a date or an address tells a namesake from the same person without a word about the name.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from onefold.engine.comparison import (
    ACCOUNT,
    BIRTH,
    COMPARISONS,
    EMAIL,
    FIRST,
    LAST,
    PHONE,
    PLACE,
    RARITIES,
    RARITY_OF,
    STREET,
    SWAPPED,
)
from onefold.engine.estimate import Evidence
from onefold.engine.fellegi_sunter import LOG2, Floats, Model, log_joint
from onefold.engine.priors import PairClass

TELLING: Final = (PHONE, EMAIL, BIRTH, STREET, PLACE, ACCOUNT)
LIFT_MAX: Final = 4.0
"""The counted lift of rare names is higher, 8 and more. 4 in place of 2 gains .02 precision and .001 F1 at a million
rows and up to .002 F1 in tables of names and dates, and changes no smaller table; 8 loses .002 F1 at a million rows."""
PSEUDO_NAMESAKES: Final = 1000.0
"""Weight of 'no lift', in pairs of namesakes expected at one rarity. In a small table most of what looks like a
namesake is a person with a new phone; with 20, tables of 50,000 rows lost .003 to .012 F1."""
ROUNDS: Final = 8


def namesake_lift(evidence: Evidence, model: Model) -> Floats:
    """By rarity of a full name (sum of both names', 0 .. 2 x RARITIES - 2): between 1 and LIFT_MAX.

    evidence: what `model` was fitted to. Namesakes found over those that independent names give; how many pairs of
    that rarity were candidates at all is read off the pairs of the same person among them. O(patterns).
    """
    rarity, joint, weights = _telling_pairs(evidence, model)
    size = 2 * RARITIES - 1
    odds = _expected_odds(model, np.arange(size))
    lift = np.ones(size)
    for _ in range(ROUNDS):
        lifted = joint.copy()
        lifted[:, PairClass.NAMESAKE] += np.log(lift[rarity])
        share = np.exp(lifted - np.logaddexp.reduce(lifted, axis=1)[:, None]) * weights[:, None]
        by_chance = share[:, PairClass.NAMESAKE] + share[:, PairClass.CHANCE]
        found = np.bincount(rarity, weights=by_chance, minlength=size)
        expected = np.bincount(rarity, weights=share[:, PairClass.SAME], minlength=size) * odds
        lift = np.clip((found + PSEUDO_NAMESAKES) / (expected + PSEUDO_NAMESAKES), 1.0, LIFT_MAX)
    return np.asarray(lift)


def _telling_pairs(evidence: Evidence, model: Model) -> tuple[np.ndarray, Floats, Floats]:
    """Of the patterns with two equal names and something else compared: rarity of the name, log joint, weight."""
    first, last = RARITY_OF[FIRST][evidence.outcomes[:, FIRST]], RARITY_OF[LAST][evidence.outcomes[:, LAST]]
    crosswise = evidence.outcomes[:, SWAPPED] == COMPARISONS[SWAPPED].first_outcome(2)
    telling = (first >= 0) & (last >= 0) & ~crosswise & (evidence.outcomes[:, TELLING] > 0).any(axis=1)
    rarity = first[telling].astype(np.int64) + last[telling]
    return rarity, log_joint(evidence.outcomes[telling], model), evidence.weights[telling]


def _expected_odds(model: Model, rarity: np.ndarray) -> Floats:
    """Odds of a namesake against the same person for two equal names, before anything else is compared."""
    names = model.levels[FIRST][:, -1] * model.levels[LAST][:, -1] * np.exp(model.log_shares)
    by_chance = names[PairClass.NAMESAKE] / (model.collision[FIRST] * model.collision[LAST])
    return np.asarray(np.exp(-LOG2 * rarity) * by_chance / names[PairClass.SAME])
