"""Invented companies: a name, a domain, a switchboard, one address; a few are large, most are small."""

from __future__ import annotations

import numpy as np
from benchmarks.crm.names import NameBook
from benchmarks.crm.phones import landline_numbers
from benchmarks.crm.places import COUNTRIES, Places
from benchmarks.crm.scripts import slug
from benchmarks.crm.vectors import Floats, Ints, Rng, Texts, cumulate, draw, groups, texts, zipf
from benchmarks.crm.wordlists import business

FAMILY_SHARE = 0.3  # of the companies carry a surname

# How a company forms its mailboxes, with how many companies do; large ones need the first, unambiguous ones.
MAILBOX_CONVENTIONS = (("{g}.{s}", 52), ("{g0}{s}", 24), ("{g0}.{s}", 10), ("{g}", 9), ("{s}", 5))
UNAMBIGUOUS = 3


class Companies:
    """All companies of a table.

    count: how many; employees are drawn with a long-tailed size, so that the largest have hundreds at a million rows.
    """

    def __init__(self, rng: Rng, places: Places, names: NameBook, count: int) -> None:
        weights = cumulate([country.weight for country in COUNTRIES])
        self.country = np.sort(np.r_[np.arange(len(COUNTRIES)), draw(rng, weights, max(0, count - len(COUNTRIES)))])
        self.homes = places.draw_homes(rng, self.country, places.draw_homes(rng, self.country).city)
        self.switchboard = landline_numbers(rng, places, self.homes.city)
        stems = self._stems(rng, names)
        sectors = texts(business.COMPANY_SECTORS.split())[rng.integers(0, 40, len(self.country))]
        self.core: Texts = stems + " " + sectors
        forms = [country.company_forms.replace(",", "").split() for country in COUNTRIES]
        self.form = texts(
            forms[c][int(r * len(forms[c]))].replace("_", " ")
            for c, r in zip(self.country, rng.random(len(self.country)), strict=True)
        )
        numbers = np.where(rng.random(len(stems)) < 0.5, "-", "").astype(object)
        self.domain = texts(
            slug(a) + dash + slug(b) + ".example" for a, dash, b in zip(stems, numbers, sectors, strict=True)
        )
        self.convention = draw(rng, cumulate([weight for _, weight in MAILBOX_CONVENTIONS]), len(self.country))
        self._cdfs: dict[int, tuple[int, Floats]] = {}
        for code, rows in groups(self.country):
            self._cdfs[code] = (int(rows[0]), cumulate(zipf(len(rows), 3.0, 0.8)))
            large = rows[: 1 + len(rows) // 3]
            self.convention[large] %= UNAMBIGUOUS

    def _stems(self, rng: Rng, names: NameBook) -> Texts:
        count = len(self.country)
        first, last = business.COMPANY_STEMS.split(), business.COMPANY_ENDINGS.split()
        built: Texts = texts(first)[rng.integers(0, len(first), count)] + texts(last)[rng.integers(0, len(last), count)]
        family_owned = rng.random(count) < FAMILY_SHARE
        family = names.surnames[0].spellings[0][names.draw_surname(rng, rng.integers(0, 10, count))]
        built[family_owned] = family[family_owned]
        return built

    def draw(self, rng: Rng, country: Ints) -> Ints:
        """An employer in the country of each person."""
        codes = np.empty(len(country), dtype=np.int64)
        for code, rows in groups(country):
            first, cdf = self._cdfs[code]
            codes[rows] = first + draw(rng, cdf, len(rows))
        return codes
