"""Which records the people of a chunk left: whose, at which source, when, and which facts each one holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from benchmarks.crm.people import People
from benchmarks.crm.sources import NUMBERS, SOURCES
from benchmarks.crm.styles import Style
from benchmarks.crm.vectors import Bools, Floats, Ints, Rng, chance, cumulate, draw

AGAIN = 0.22  # of the later records of a person come from the source of the first
OPEN = 0.9  # how much the chance of a field grows from the most secretive person to the most open


CONTACTS = ("phone", "email", "birth", "address")
FIELDS = (*CONTACTS, "names", "company", "gender", "middle", "account")
REACHABLE = 0.92  # of the records that would hold nothing but a name hold one of the CONTACTS after all


@dataclass(frozen=True)
class Records:
    """One row per record: the person, the source, the moment (0..1), how careless it was written (a factor on the
    probability of every error), and for each of FIELDS whether the record holds it."""

    person: Ints
    source: Ints
    moment: Floats
    noise: Floats
    has: dict[str, Bools]

    def fails(self, rng: Rng, p: float) -> Bools:
        """Which records suffer an error of probability p."""
        return chance(rng, p * self.noise, len(self.noise))


def draw_records(rng: Rng, people: People, style: Style, rows: int) -> Records:
    """Exactly `rows` records, in order of their people; the people must suffice."""
    counts = 1 + draw(rng, cumulate(style.records), len(people.country))
    person = np.repeat(np.arange(len(counts)), counts)[:rows]
    if len(person) < rows:
        raise ValueError(f"{len(counts)} people left {len(person)} records; {rows} were wanted. Draw more people.")
    first = np.r_[True, person[1:] != person[:-1]]
    source = _sources(rng, people, style, person)
    again = ~first & chance(rng, AGAIN, rows)
    starts = np.flatnonzero(first)[np.cumsum(first) - 1]
    source = np.where(again, source[starts], source)
    noise = NUMBERS["noise"][source] * style.noise * rng.choice([0.6, 1.0, 2.4], rows, p=[0.5, 0.35, 0.15])
    has = {field: _gives(rng, field, source, people.openness[person], style.fill) for field in FIELDS}
    _reach(rng, has)
    return Records(person, source, rng.random(rows), noise, has)


def _gives(rng: Rng, field: str, source: Ints, openness: Floats, fill: float) -> Bools:
    """Which records hold a field: what its source asks for, more for open people and where the table is full."""
    p = NUMBERS[field][source] * (1.0 if field == "names" else fill)
    p = p + p * np.maximum(1 - p, 0) * 2 * OPEN * (openness - 0.5)  # certain and impossible fields stay so
    return chance(rng, p, len(p))


def _reach(rng: Rng, has: dict[str, Bools]) -> None:
    """Give most records with a bare name one more field, in place."""
    bare = ~np.any([has[field] for field in CONTACTS], axis=0)
    bare &= chance(rng, REACHABLE, len(bare))
    luck = draw(rng, cumulate((0.3, 0.15, 0.25, 0.3)), len(bare))
    for code, field in enumerate(CONTACTS):
        has[field] |= bare & (luck == code)


def _sources(rng: Rng, people: People, style: Style, person: Ints) -> Ints:
    private = cumulate([source.share for source in SOURCES])
    office = NUMBERS["company"] > 0.5
    at_work = cumulate(NUMBERS["share_work"] * np.where(office, style.business, 1.0))
    luck = (rng.random(len(person)), rng.random(len(person)))
    found = [np.searchsorted(cdf, u, side="right") for cdf, u in zip((private, at_work), luck, strict=True)]
    return np.where(people.company[person] >= 0, found[1], found[0])
