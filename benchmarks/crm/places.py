"""Cities, streets and homes: a home is four numbers, its text is written by each source in its own way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from benchmarks.crm.names import CULTURE_CODES, Spelled, compose, spell
from benchmarks.crm.vectors import Floats, Ints, Rng, Texts, chance, cumulate, draw, groups, texts, zipf
from benchmarks.crm.wordlists import countries_east as east
from benchmarks.crm.wordlists import countries_west as west
from benchmarks.crm.wordlists.country import Country

COUNTRIES: tuple[Country, ...] = (
    west.US, west.GB, west.DE, west.FR, west.ES, west.IT, west.NL, west.BR, west.PL,
    east.IN, east.RU, east.UA, east.GR, east.CN, east.JP, east.KR, east.EG,
)  # fmt: skip
SCRIPTS = {"RU": "cyrillic", "UA": "cyrillic", "GR": "greek", "CN": "han", "JP": "han", "KR": "hangul", "EG": "arabic"}
NATIVE_CULTURES = {"RU": "russian", "UA": "russian", "GR": "greek", "CN": "chinese", "JP": "japanese", "KR": "korean",
                   "EG": "arabic"}  # fmt: skip
US = 0

TOWN_SHARE = 0.35  # of the homes of a country are outside its listed cities
BUILDING_SHARE = 0.12  # of the homes are in an apartment block or dormitory that others of the table live in
DORMITORY_SHARE = 0.25  # of those buildings have no flat numbers
FLAT_SHARE = 0.28  # of the other homes have one
_HASH = 2654435761  # Knuth's multiplicative constant: spreads small codes over postcodes


@dataclass(frozen=True)
class Homes:
    """One row per home: codes of city and street, house number, flat (0: none)."""

    city: Ints
    street: Ints
    number: Ints
    flat: Ints

    def take(self, rows: Ints) -> Homes:
        """The homes of some rows."""
        return Homes(self.city[rows], self.street[rows], self.number[rows], self.flat[rows])


@dataclass(frozen=True)
class City:
    """One city or town; spelled in Latin, otherwise and natively."""

    spelled: Spelled
    variants: tuple[str, ...]
    region: str
    region_name: str
    prefixes: tuple[str, ...]
    areas: tuple[str, ...]
    country: int
    size: int  # how many parts of town have their own postcode


class Places:
    """Every city, street and shared building, and draws from them.

    homes: how many homes the whole table will have; the number of shared buildings grows with it.
    """

    def __init__(self, rng: Rng, homes: int) -> None:
        self.cities: list[City] = []
        self.first_city: list[int] = []
        self.city_cdf: list[Floats] = []
        self.first_street: list[int] = []
        self.street_cdf: list[Floats] = []
        streets: list[tuple[Spelled, Spelled]] = []
        for code, country in enumerate(COUNTRIES):
            self._add_cities(code, country, rng)
            self._add_streets(country, streets)
        self.street_full = np.vstack([texts(c) for c in zip(*(full for full, _ in streets), strict=True)])
        self.street_short = np.vstack([texts(c) for c in zip(*(short for _, short in streets), strict=True)])
        self.city_name = np.vstack([texts(c) for c in zip(*(city.spelled for city in self.cities), strict=True)])
        self.region = texts(city.region for city in self.cities)
        self.region_name = texts(city.region_name for city in self.cities)
        self.country = np.array([city.country for city in self.cities], dtype=np.int64)
        self._areas = np.array([(city.areas * 6)[:6] for city in self.cities], dtype=object)
        self._buildings = self._build(rng, homes)

    def _add_cities(self, code: int, country: Country, rng: Rng) -> None:
        self.first_city.append(len(self.cities))
        lines = [line.strip().split("|") for line in country.cities.split("\n")]
        listed = [_city(line, code, rank) for rank, line in enumerate(lines)]
        names = list(dict.fromkeys(compose(*country.towns)))
        towns = [_town(names[i], listed[int(rng.integers(len(listed)))], rng) for i in rng.permutation(len(names))]
        self.cities += listed + towns
        large, small = zipf(len(listed), 2.0, 0.9), zipf(len(towns), 5.0, 0.7)
        shares = [large / large.sum() * (1 - TOWN_SHARE), small / small.sum() * TOWN_SHARE]
        self.city_cdf.append(cumulate(np.concatenate(shares)))

    def _add_streets(self, country: Country, streets: list[tuple[Spelled, Spelled]]) -> None:
        self.first_street.append(len(streets))
        names, kinds = country.streets.split(), country.street_kinds.split()
        for name in names:
            streets += [_street(name, kind, country) for kind in kinds]
        weights = np.outer(zipf(len(names), 8.0, 0.6), zipf(len(kinds), 1.0, 0.6))
        self.street_cdf.append(cumulate(weights.ravel()))

    def _build(self, rng: Rng, homes: int) -> list[Homes]:
        counts = [max(4, int(homes * country.weight * BUILDING_SHARE / 12)) for country in COUNTRIES]
        found = [self._plain(rng, np.full(n, code)) for code, n in enumerate(counts)]
        return [Homes(h.city, h.street, h.number, chance(rng, 1 - DORMITORY_SHARE, len(h.city)) * 1) for h in found]

    def _plain(self, rng: Rng, country: Ints, city: Ints | None = None) -> Homes:
        """Homes at random in some countries, or in given cities."""
        n = len(country)
        found, street, number = (np.zeros(n, dtype=np.int64) for _ in range(3))
        for code, rows in groups(country):
            found[rows] = self.first_city[code] + draw(rng, self.city_cdf[code], len(rows))
            street[rows] = self.first_street[code] + draw(rng, self.street_cdf[code], len(rows))
            number[rows] = 1 + COUNTRIES[code].numbers_max * rng.random(len(rows)) ** 1.7
        flat = np.where(chance(rng, FLAT_SHARE, n), rng.integers(1, 60, n), 0)
        return Homes(found if city is None else city, street, number, flat)

    def draw_homes(self, rng: Rng, country: Ints, city: Ints | None = None) -> Homes:
        """A home for each household, one in eight inside a building shared with others (not when the city is given)."""
        homes = self._plain(rng, country, city)
        shared = chance(rng, BUILDING_SHARE, len(country)) if city is None else np.zeros(len(country), dtype=bool)
        for code, rows in groups(np.where(shared, country, -1)):
            if code < 0:
                continue
            buildings = self._buildings[code]
            chosen = buildings.take(rng.integers(0, len(buildings.city), len(rows)))
            homes.city[rows], homes.street[rows], homes.number[rows] = chosen.city, chosen.street, chosen.number
            homes.flat[rows] = chosen.flat * rng.integers(1, 80, len(rows))
        return homes

    def draw_areas(self, rng: Rng, city: Ints) -> Texts:
        """A telephone area code of each city, without the trunk zero."""
        return np.asarray(self._areas[city, rng.integers(0, 6, len(city))])

    def postcode(self, city: int, street: int) -> str:
        """The postcode of a street: digits of the part of town, then of the street itself."""
        place = self.cities[city]
        mixed = (city * 7919 + street) * _HASH % 2**32
        area = (mixed >> 8) % place.size
        letters = {"P": place.prefixes[area % len(place.prefixes)]}
        digits, own = area * 37 + city, mixed >> 12
        result = ""
        for character in COUNTRIES[place.country].postcode:
            if character == "#":
                result, digits = result + str(digits % 10), digits // 10
            elif character in "*@":
                base = "0123456789" if character == "*" else "ABDEFGHJLNPQRSTUWXYZ"
                result, own = result + base[own % len(base)], own // len(base)
            else:
                result += letters.get(character, character)
        return result


def _city(line: list[str], country: int, rank: int) -> City:
    name, region, prefixes, areas, variants = line
    code, _, region_name = _region(region, country)
    trunk = COUNTRIES[country].trunk
    dialled = tuple(area.removeprefix(trunk) if trunk else area for area in areas.split())
    spelled = spell(name, SCRIPTS.get(COUNTRIES[country].code, "latin"))
    return City(spelled, tuple(variants.split(";")), code, region_name, tuple(prefixes.split()), dialled,
                country, max(3, 40 // (rank + 1)))  # fmt: skip


def _region(region: str, country: int) -> tuple[str, str, str]:
    short, equals, long = region.partition("=")
    return (short, equals, long) if country == US else (short, equals, short)


def _town(name: str, near: City, rng: Rng) -> City:
    spelled = spell(name, SCRIPTS.get(COUNTRIES[near.country].code, "latin"))
    prefix = near.prefixes[0]
    digit = str(rng.integers(1, 10))
    own = prefix if prefix[-1].isalpha() else prefix[:-1] + digit
    return City(spelled, (spelled[1],), near.region, near.region_name, (own,), near.areas, near.country, 2)


def _street(name: str, kind: str, country: Country) -> tuple[Spelled, Spelled]:
    """A street in full and abbreviated, each in three spellings."""
    script = SCRIPTS.get(country.code, "latin")
    full, short = _kinds(kind)
    return _named(name, full, country, script), _named(name, short, country, script)


def _kinds(kind: str) -> tuple[str, str]:
    """`路=_Road/_Rd` and `Street/St` as two tokens, the long kind and the short one."""
    native, _, latins = kind.partition("=")
    if latins:
        return f"{native}={latins.split('/')[0]}", f"{native}={latins.split('/')[1]}"
    return native.split("/")[0], native.split("/")[1]


def _named(name: str, kind: str, country: Country, script: str) -> Spelled:
    pairs = zip(spell(name, script), spell(kind, script), strict=True)
    latin, other, native = (country.street_form.format(name=n, kind=k) for n, k in pairs)
    return (" ".join(latin.split()), " ".join(other.split()), native)


NATIVE_COUNTRY_CULTURE = np.array([CULTURE_CODES.get(NATIVE_CULTURES.get(c.code, ""), -1) for c in COUNTRIES])
