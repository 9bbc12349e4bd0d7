"""The families of tables: how people live, what their records hold, and how careless they were written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchmarks.crm.places import COUNTRIES


@dataclass(frozen=True, slots=True)
class Style:
    """One family of tables.

    households: share of people who live single, as couple, family, lone parent, flatmates, siblings, and of fathers
    and sons of one name. countries: weights. employed: share of the adults whose employer is known. fill, noise:
    factors on the filled fields and on the errors. business: factor on how often the employed are met at work.
    records: how many people have 1, 2, 3 ... records (mean 1.6, 1.1 true pairs a person).
    """

    households: tuple[float, ...]
    countries: tuple[float, ...]
    employed: float = 0.42
    fill: float = 1.0
    noise: float = 0.8
    business: float = 1.0
    records: tuple[float, ...] = (
        0.645, 0.215, 0.077, 0.032, 0.015, 0.0075, 0.004, 0.002, 0.001, 0.0007, 0.0005, 0.0003,
    )  # fmt: skip

    @property
    def records_mean(self) -> float:
        """How many records a person has on average."""
        return sum(count * share for count, share in enumerate(self.records, start=1)) / sum(self.records)


_WORLD = tuple(country.weight for country in COUNTRIES)
_AMERICA = tuple(1.0 if country.code == "US" else 0.0 for country in COUNTRIES)

MIXED = Style(households=(0.63, 0.13, 0.115, 0.025, 0.04, 0.04, 0.02), countries=_WORLD)

STYLES: dict[str, Style] = {
    "mixed": MIXED,
    "sparse": replace(MIXED, fill=0.82),
    "b2b": replace(MIXED, employed=0.85, business=2.6),
    "households": replace(MIXED, households=(0.34, 0.2, 0.27, 0.045, 0.045, 0.06, 0.04)),
    "clean": replace(MIXED, countries=_AMERICA, fill=1.3, noise=0.45),
}
