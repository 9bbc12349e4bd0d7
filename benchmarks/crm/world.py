"""What all chunks of one table have in common: names, places, companies and how many people there will be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from benchmarks.crm.companies import Companies
from benchmarks.crm.names import CULTURE_CODES, CULTURES, NameBook
from benchmarks.crm.places import COUNTRIES, Places
from benchmarks.crm.styles import Style
from benchmarks.crm.vectors import Floats, Rng, cumulate

PEOPLE_PER_COMPANY = 30  # employers known and unknown; with 42 % employed a company has about 12 customers


@dataclass(frozen=True)
class World:
    """The shared background of a table; people: how many it will have, culture_share: of each culture among them."""

    names: NameBook
    places: Places
    companies: Companies
    people: int
    country_cdf: Floats
    culture_cdfs: tuple[Floats, ...]
    culture_share: Floats


def build_world(rng: Rng, rows: int, style: Style) -> World:
    """Draw the background of a table of some rows."""
    people = max(1, int(rows / style.records_mean))
    names = NameBook(rng)
    places = Places(rng, people)
    companies = Companies(rng, places, names, people // PEOPLE_PER_COMPANY)
    shares = np.array([_culture_shares(code) for code in range(len(COUNTRIES))])
    weights = np.array(style.countries) / sum(style.countries)
    cdfs = tuple(cumulate(row) for row in shares)
    return World(names, places, companies, people, cumulate(weights), cdfs, weights @ shares)


def _culture_shares(country: int) -> Floats:
    shares = np.zeros(len(CULTURES))
    for name, share in COUNTRIES[country].cultures:
        shares[CULTURE_CODES[name]] = share
    return shares
