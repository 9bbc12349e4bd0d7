"""The comparisons of a pair and their levels, as data, and how a pair's outcomes are packed into one integer.

A pair of records is compared attribute by attribute; each comparison ends on one level. A level that means "equal"
carries the rarity of the agreeing value: round(-log2 of its share of the filled rows). Level and rarity together are
the *outcome*; the outcomes of all comparisons, packed into 64 bits, are the pair's *agreement pattern*. Outcomes are
ordered from the weakest evidence for a match to the strongest, so the best of two is the larger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

RARITIES: Final = 29
"""Rarity buckets 0..28: a share of 2**-28 is one row in 270 million; rarer values are counted as that rare. With one
bucket more a pattern would not fit 64 bits."""


@dataclass(frozen=True)
class Level:
    """One outcome class of a comparison. `label` is for people; `rare` says that it carries the value's rarity."""

    label: str
    rare: bool = False


@dataclass(frozen=True)
class Comparison:
    """How one attribute of two records is compared: its levels, after 'missing', weakest first."""

    name: str
    levels: tuple[Level, ...]

    @property
    def outcomes(self) -> int:
        """How many outcomes there are, 0 (missing) included."""
        return 1 + sum(RARITIES if level.rare else 1 for level in self.levels)

    def first_outcome(self, level: int) -> int:
        """The outcome of `level` (1 = the weakest) at rarity 0."""
        return 1 + sum(RARITIES if before.rare else 1 for before in self.levels[: level - 1])


_NAME = (
    Level("different"),
    Level("initial only"),
    Level("similar"),
    Level("nearly equal"),
    Level("nickname or part"),
    Level("equal", rare=True),
)

COMPARISONS: Final = (
    Comparison("FirstName", _NAME),
    Comparison("LastName", _NAME),
    Comparison("MiddleName", (Level("different"), Level("initial only"), Level("equal", rare=True))),
    Comparison("Suffix", (Level("on one side only"), Level("different"), Level("equal"))),
    Comparison("Swapped", (Level("no"), Level("yes"))),
    Comparison("Phone", (Level("different"), Level("one digit off"), Level("equal", rare=True))),
    Comparison(
        "Email",
        (
            Level("different"),
            Level("similar mailbox"),
            Level("same mailbox, other provider", rare=True),
            Level("equal", rare=True),
        ),
    ),
    Comparison(
        "BirthDate",
        (
            Level("different"),
            Level("near"),
            Level("partly equal"),
            Level("one slip"),
            Level("equal", rare=True),
        ),
    ),
    Comparison(
        "Street", (Level("different"), Level("similar"), Level("similar, same number"), Level("equal", rare=True))
    ),
    Comparison(
        "Place",
        (Level("different"), Level("similar"), Level("same city", rare=True), Level("same postcode", rare=True)),
    ),
    Comparison("Gender", (Level("different"), Level("equal"))),
    Comparison("BusinessName", (Level("different"), Level("similar"), Level("equal", rare=True))),
    Comparison("AccountNumber", (Level("different"), Level("nearly equal"), Level("equal", rare=True))),
)
"""Every comparison, in the order of the fields of an agreement pattern."""

NAMES: Final = tuple(comparison.name for comparison in COMPARISONS)
BITS: Final = tuple((comparison.outcomes - 1).bit_length() for comparison in COMPARISONS)
SHIFTS: Final = tuple(int(shift) for shift in np.cumsum((0, *BITS[:-1])))
OUTCOMES_MAX: Final = max(comparison.outcomes for comparison in COMPARISONS)

FIRST, LAST, MIDDLE, SUFFIX, SWAPPED, PHONE, EMAIL, BIRTH, STREET, PLACE, GENDER, BUSINESS, ACCOUNT = range(len(NAMES))

LEVEL_OF: Final[NDArray[np.int8]] = np.full((len(COMPARISONS), OUTCOMES_MAX), -1, dtype=np.int8)
"""LEVEL_OF[comparison, outcome] = its level, 0 = missing, -1 = no such outcome."""
RARITY_OF: Final[NDArray[np.int8]] = np.full((len(COMPARISONS), OUTCOMES_MAX), -1, dtype=np.int8)
"""RARITY_OF[comparison, outcome] = the rarity bucket of the agreeing value, -1 where the level carries none."""

for _index, _comparison in enumerate(COMPARISONS):
    LEVEL_OF[_index, 0] = 0
    for _level, _described in enumerate(_comparison.levels, start=1):
        _start = _comparison.first_outcome(_level)
        _width = RARITIES if _described.rare else 1
        LEVEL_OF[_index, _start : _start + _width] = _level
        if _described.rare:
            RARITY_OF[_index, _start : _start + _width] = np.arange(RARITIES)


def outcomes_of(patterns: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Unpack agreement patterns: one row per pattern, one column per comparison."""
    out = np.empty((len(patterns), len(COMPARISONS)), dtype=np.uint8)
    for index, (shift, bits) in enumerate(zip(SHIFTS, BITS, strict=True)):
        out[:, index] = (patterns >> np.uint64(shift)) & np.uint64((1 << bits) - 1)
    return out
