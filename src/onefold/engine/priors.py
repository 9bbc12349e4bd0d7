"""What is known before a table is seen: level probabilities of each class, and how common a value usually is.

Levels are in the order of comparison.COMPARISONS, 'missing' left out. Starting values were measured in a study of
labelled tables; `python -m benchmarks priors` fits all classes to generated tables that no published number is measured
on, prints them beside these, and with --measure tries both. EM moves 'same' and half of 'household' to a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class PairClass(IntEnum):
    """What two records can be to each other."""

    SAME = 0
    HOUSEHOLD = 1
    NAMESAKE = 2
    CHANCE = 3


@dataclass(frozen=True)
class Prior:
    """Level probabilities of one comparison under each class.

    household, namesake None: as chance. A number: the share of the pairs that have the value itself in common
    (`written_alike`). shared: the classes that have this value in common by nature (a family its phone, namesakes a
    mailbox made of their name): a rare value is as likely there as a common one.
    share: the usual share of filled rows with a given value. household_known: how much of what a table says of its
    households is this prior, the rest is learned.
    """

    same: tuple[float, ...]
    household: tuple[float, ...] | float | None
    namesake: tuple[float, ...] | float | None
    chance: tuple[float, ...]
    shared: tuple[PairClass, ...] = ()
    share: float = 0.0
    household_known: float = 0.5

    def levels(self, pair_class: PairClass) -> tuple[float, ...]:
        """Level probabilities of one class before a table is seen."""
        given = (self.same, self.household, self.namesake, self.chance)[pair_class]
        if given is None:
            return self.chance
        return given if isinstance(given, tuple) else written_alike(given, self.same, self.chance)


def written_alike(share: float, same: Sequence[float], chance: Sequence[float]) -> tuple[float, ...]:
    """Level probabilities of pairs of which `share` have the value in common, and the others agree by chance.

    A name is misspelt as often in the records of two relatives as in two of one person, so a slip tells them apart no
    better than an equal name does: what the value has in common is written with the slips of 'same'. While it was
    counted as evidence against relatives, tables full of slips took them for one person.
    """
    slips = sum(same[1:])
    return tuple(
        share * (alike / slips if level else 0.0) + (1.0 - share) * by_chance
        for level, (alike, by_chance) in enumerate(zip(same, chance, strict=True))
    )


PRIORS: Final[dict[str, Prior]] = {
    "FirstName": Prior(
        same=(0.04, 0.03, 0.04, 0.15, 0.07, 0.67),
        household=0.02,
        namesake=0.98,
        chance=(0.97, 0.006, 0.012, 0.004, 0.004, 0.004),
        share=2e-3,
        household_known=0.25,  # fathers and sons of one name are many in one country and none in another
    ),
    "LastName": Prior(
        same=(0.06, 0.005, 0.03, 0.19, 0.01, 0.705),
        household=0.9,
        namesake=0.98,
        chance=(0.985, 0.002, 0.008, 0.002, 0.001, 0.002),
        shared=(PairClass.HOUSEHOLD,),
        share=5e-4,
        household_known=0.25,  # relatives have it in common, colleagues and flatmates do not: tables have either
    ),
    "MiddleName": Prior(same=(0.03, 0.41, 0.56), household=None, namesake=None, chance=(0.90, 0.07, 0.03), share=1e-2),
    "Suffix": Prior(
        same=(0.60, 0.03, 0.37), household=(0.75, 0.20, 0.05), namesake=(0.75, 0.15, 0.10), chance=(0.90, 0.06, 0.04)
    ),
    "Swapped": Prior(same=(0.89, 0.11), household=(0.99, 0.01), namesake=(0.97, 0.03), chance=(0.5, 0.5)),
    "Phone": Prior(
        same=(0.22, 0.02, 0.76),
        household=(0.35, 0.03, 0.62),
        namesake=None,
        chance=(0.9998, 0.0001, 0.0001),
        shared=(PairClass.HOUSEHOLD,),
        share=1e-6,
    ),
    "Email": Prior(
        same=(0.09, 0.11, 0.16, 0.64),
        household=(0.80, 0.08, 0.04, 0.08),
        namesake=(0.85, 0.10, 0.045, 0.005),
        chance=(0.998, 0.0015, 0.0004, 0.0001),
        shared=(PairClass.HOUSEHOLD, PairClass.NAMESAKE),
        share=1e-6,
    ),
    "BirthDate": Prior(
        same=(0.012, 0.03, 0.066, 0.156, 0.736),
        household=(0.74, 0.14, 0.03, 0.01, 0.08),
        namesake=None,
        chance=(0.92, 0.065, 0.012, 0.0025, 0.0005),
        share=1e-4,
    ),
    "Street": Prior(
        same=(0.11, 0.07, 0.38, 0.44),
        household=(0.15, 0.05, 0.10, 0.70),
        namesake=None,
        chance=(0.985, 0.014, 0.0005, 0.0005),
        shared=(PairClass.HOUSEHOLD,),
        share=1e-5,
    ),
    "Place": Prior(
        same=(0.08, 0.12, 0.30, 0.50),
        household=0.93,
        namesake=None,
        chance=(0.965, 0.02, 0.01, 0.005),
        shared=(PairClass.HOUSEHOLD,),
        share=5e-4,
    ),
    "Gender": Prior(same=(0.05, 0.95), household=(0.5, 0.5), namesake=(0.05, 0.95), chance=(0.5, 0.5)),
    "BusinessName": Prior(
        same=(0.35, 0.05, 0.60),
        household=(0.60, 0.05, 0.35),
        namesake=None,
        chance=(0.995, 0.003, 0.002),
        shared=(PairClass.HOUSEHOLD,),
        share=1e-4,
    ),
    "AccountNumber": Prior(
        same=(0.40, 0.02, 0.58),
        household=(0.96, 0.02, 0.02),
        namesake=None,
        chance=(0.9997, 0.0002, 0.0001),
        share=1e-7,
    ),
}
