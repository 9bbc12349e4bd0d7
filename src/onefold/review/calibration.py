"""How many groups of a band are expected to be wrong, and what people's decisions say of that. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Where the bins of the calibration begin: narrower near 1, where most groups are and a little less sure is much."""
PROMISE_WORTH: Final = 20
"""A score counts as much as this many decisions: with few of them the promise stands, with hundreds it is forgotten."""

Score = tuple[int, int, int, float]
"""Thousandth of the score, groups, profiles, sum of the scores."""


class Bin(NamedTuple):
    """Decided groups with least <= score < below: how many, how many the scores promised to be wrong, how many were."""

    least: float
    below: float
    decided: int
    promised: float
    wrong: int


class Place(NamedTuple):
    """The groups of one thousandth of the score. wrong: how many of them are expected to be."""

    thousandth: int
    groups: int
    profiles: int
    wrong: float


class Band(NamedTuple):
    """The groups of a band, their profiles, and how many of the groups are expected to be more than one person."""

    groups: int
    profiles: int
    wrong: float


def bins(verdicts: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The decided groups by their score. verdicts: score, and whether the group was right."""
    found = [[0, 0.0, 0] for _ in EDGES]
    for score, right in verdicts:
        bin_ = found[bisect_right(EDGES, score) - 1]
        bin_[0] += 1
        bin_[1] += 1 - score
        bin_[2] += not right
    ends = (*EDGES[1:], 1.0)
    return [
        Bin(least, below, int(decided), promised, int(wrong))
        for least, below, (decided, promised, wrong) in zip(EDGES, ends, found, strict=True)
    ]


def places(scores: Iterable[Sequence[float]], decided: Sequence[Bin]) -> list[Place]:
    """What is expected of the groups of a run: what the scores promise, corrected by what people decided."""
    return [
        Place(int(place), int(groups), int(profiles), _expected(place, groups, total, decided))
        for place, groups, profiles, total in scores
    ]


def band(found: Iterable[Place], least: float, below: float) -> Band:
    """The groups with least <= score < below, borders to a thousandth; the last place holds a score of 1 too."""
    inside = [one for one in found if round(1000 * least) <= one.thousandth < round(1000 * min(below, 1.0))]
    return Band(
        sum(one.groups for one in inside), sum(one.profiles for one in inside), sum(one.wrong for one in inside)
    )


def _expected(place: float, groups: float, total: float, decided: Sequence[Bin]) -> float:
    promised = groups - total
    bin_ = decided[bisect_right(EDGES, place / 1000) - 1]
    if not bin_.decided:
        return promised
    own = bin_.promised / bin_.decided
    found = (PROMISE_WORTH * own + bin_.wrong) / (PROMISE_WORTH + bin_.decided)
    return min(groups, promised * found / own) if own > 0 else promised
