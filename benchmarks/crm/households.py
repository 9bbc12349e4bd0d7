"""Who lives with whom: households, their members' roles, ages and sexes, as arrays with one row per person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from benchmarks.crm.vectors import Bools, Ints, Rng, chance, cumulate, draw

SINGLE, COUPLE, FAMILY, PARENT, FLATMATES, SIBLINGS, NAMESAKES = range(7)
SIZES = ((1,), (2,), (3, 4, 5, 6), (2, 3, 4), (2, 3, 4, 5), (2, 3), (2, 3))
SIZE_WEIGHTS = ((1,), (1,), (45, 38, 12, 5), (60, 30, 10), (55, 25, 13, 7), (85, 15), (75, 25))

TWIN_CHILD, TWIN_SIBLING = 0.09, 0.25  # chance that a sibling next in age is a twin: 1.2 % of all people are
SAME_NAME_CHILD = 0.05  # chance that a son in a family has his father's name, beside the NAMESAKES households
SAME_SEX_COUPLE = 0.04


@dataclass(frozen=True)
class Members:
    """One row per person, households in a row.

    household: its number; position: 0 for the head; kind: of the household; sex: 1 female; year, month, day: of
    birth; partner, child: the role; twin: born with the person one row above; namesake: named like the head.
    """

    household: Ints
    position: Ints
    kind: Ints
    sex: Ints
    year: Ints
    month: Ints
    day: Ints
    partner: Bools
    child: Bools
    twin: Bools
    namesake: Bools

    @property
    def head(self) -> Ints:
        """The row of the head of each person's household."""
        return np.asarray(np.arange(len(self.position)) - self.position)


def draw_members(rng: Rng, people: int, shares: tuple[float, ...]) -> Members:
    """At least `people` persons in whole households; shares: of the people in each kind of household."""
    kind, size = _sizes(rng, people, shares)
    household = np.repeat(np.arange(len(kind)), size)
    position = np.arange(len(household)) - np.repeat(np.cumsum(size) - size, size)
    kind = kind[household]
    partner = ((kind == COUPLE) | (kind == FAMILY)) & (position == 1) | (kind == NAMESAKES) & (position == 2)
    child = (
        (kind == FAMILY) & (position > 1) | (kind == PARENT) & (position > 0) | (kind == NAMESAKES) & (position == 1)
    )
    sibling = (kind == SIBLINGS) & (position > 0)
    n = len(position)
    twin = child & np.r_[False, child[:-1]] & chance(rng, TWIN_CHILD, n) | sibling & chance(rng, TWIN_SIBLING, n)
    twin &= ~np.r_[False, twin[:-1]]
    sex = _sexes(rng, kind, position, partner, twin)
    head = np.arange(n) - position
    son = child & (sex == 0) & (sex[head] == 0) & ~twin
    namesake = son & ((kind == NAMESAKES) | (position == 2) & chance(rng, SAME_NAME_CHILD, n))
    year = _years(rng, kind, position, partner, child, twin)
    month, day = rng.integers(1, 13, n), rng.integers(1, 29, n)
    for column in (month, day):
        column[1:][twin[1:]] = column[:-1][twin[1:]]
    return Members(household, position, kind, sex, year, month, day, partner, child, twin, namesake)


def _sizes(rng: Rng, people: int, shares: tuple[float, ...]) -> tuple[Ints, Ints]:
    means = [np.average(s, weights=w) for s, w in zip(SIZES, SIZE_WEIGHTS, strict=True)]
    households = np.array(shares) / np.array(means)
    count = int(people * households.sum() / sum(shares) * 1.05) + 20
    kind = draw(rng, cumulate(households), count)
    size = np.empty(count, dtype=np.int64)
    for code, (sizes, weights) in enumerate(zip(SIZES, SIZE_WEIGHTS, strict=True)):
        rows = np.flatnonzero(kind == code)
        size[rows] = np.array(sizes)[draw(rng, cumulate(weights), len(rows))]
    enough = int(np.searchsorted(np.cumsum(size), people)) + 1
    return kind[:enough], size[:enough]


def _sexes(rng: Rng, kind: Ints, position: Ints, partner: Bools, twin: Bools) -> Ints:
    n = len(kind)
    sex = rng.integers(0, 2, n)
    sex[(kind == NAMESAKES) & (position < 2)] = 0
    sex[(kind == FAMILY) & (position == 0)] = 0
    head = np.arange(n) - position
    opposite = partner & ~chance(rng, SAME_SEX_COUPLE, n)
    sex[opposite] = 1 - sex[head[opposite]]
    alike = np.flatnonzero(twin & chance(rng, 0.34, n))  # with the half that is alike anyway: two thirds
    sex[alike] = sex[alike - 1]
    return sex


def _years(rng: Rng, kind: Ints, position: Ints, partner: Bools, child: Bools, twin: Bools) -> Ints:
    n = len(kind)
    head = np.arange(n) - position
    year = 1934 + (rng.beta(2.2, 1.9, n) * 72).astype(np.int64)
    year[kind == FLATMATES] = 1978 + (rng.beta(2.5, 2.0, n) * 27).astype(np.int64)[kind == FLATMATES]
    parents = np.isin(kind, (FAMILY, PARENT, NAMESAKES)) & (position == 0)
    year[parents] = 1938 + rng.integers(0, 44, n)[parents]
    near = np.rint(rng.normal(0, 3.5, n)).astype(np.int64)
    year[partner] = (year[head] + near)[partner]
    sibling = (kind == SIBLINGS) & (position > 0)
    year[sibling] = (year[head] + rng.integers(1, 9, n) * position)[sibling]
    year[child] = (year[head] + 20 + rng.integers(0, 14, n) + 2 * position)[child]
    year[twin] = year[np.flatnonzero(twin) - 1]
    return np.minimum(year, 2012)
