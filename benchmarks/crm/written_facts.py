"""How addresses, birth dates, companies, genders and account numbers are written in records."""

from __future__ import annotations

import numpy as np
from benchmarks.crm.corruption import KINDS, misspell, wrong_date, wrong_digit
from benchmarks.crm.names import LATIN, NATIVE, OTHER
from benchmarks.crm.people import NEVER, People
from benchmarks.crm.places import COUNTRIES, NATIVE_COUNTRY_CULTURE, US, Homes
from benchmarks.crm.records import Records
from benchmarks.crm.scripts import fold
from benchmarks.crm.sources import AT_WORK, CARELESS, COMPACT, ISO, LEGACY, NUMBERS, TIMESTAMP
from benchmarks.crm.vectors import Bools, Ints, Rng, Texts, chance, change, keep, nothing, present, texts
from benchmarks.crm.wordlists import business
from benchmarks.crm.world import World

STREET_TYPO, CITY_TYPO, POSTCODE_TYPO, NUMBER_TYPO, CITY_VARIANT = 0.045, 0.02, 0.024, 0.012, 0.07
FLAT_MISSING, CITY_ONLY, COUNTRY_ONLY, AT_THE_OFFICE = 0.25, 0.10, 0.15, 0.75
DATE_TYPO, DAY_MONTH_SWAPPED, YEAR_ONLY, DEFAULT_DATE = 0.03, 0.018, 0.02, 0.012
COMPANY_TYPO, FAMILY_ACCOUNT = 0.03, 0.08

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FIXED_DATES = {ISO: "{y:04d}-{m:02d}-{d:02d}", COMPACT: "{y:04d}{m:02d}{d:02d}",
                TIMESTAMP: "{y:04d}-{m:02d}-{d:02d}T00:00:00Z"}  # fmt: skip
_GENDERS = (("M", "F"), ("Male", "Female"), ("m", "f"), ("male", "female"), ("M", "W"), ("MALE", "FEMALE"))


def write_addresses(rng: Rng, world: World, people: People, records: Records) -> dict[str, Texts]:
    """Address1, City, State, PostalCode and Country; in full, the city alone, or the country alone."""
    n, person = len(records.person), records.person
    homes, office = _where(rng, world, people, records)
    full = records.has["address"] & (homes.city >= 0)
    town = full | chance(rng, CITY_ONLY, n)
    variant = _spelling(rng, records, homes, world)
    line = nothing(n)
    rows = np.flatnonzero(full)
    short = chance(rng, NUMBERS["short_streets"][records.source], n)
    flat = np.where(office | chance(rng, FLAT_MISSING, n), 0, homes.flat)
    number = _numbers(rng, records, homes)
    line[rows] = _lines(world, homes.take(rows), number[rows], flat[rows], short[rows], variant[rows], rng)
    kinds, one, two = rng.integers(0, KINDS, n), rng.integers(0, 1000, n), rng.integers(0, 1000, n)
    change(line, records.fails(rng, STREET_TYPO), misspell, kinds, one, two)
    city = _cities(rng, world, records, homes, town, variant)
    american = people.country[person] == US
    state = nothing(n)
    shown = town & chance(rng, np.where(american, 0.92, 0.35), n)
    longer = chance(rng, 0.2, n)
    state[shown] = np.where(longer, world.places.region_name[homes.city], world.places.region[homes.city])[shown]
    postcode = _postcodes(rng, world, records, homes, full)
    country = _countries(rng, people, records, full | town | chance(rng, COUNTRY_ONLY, n))
    for column in (line, city):
        _finish(rng, records, column)
    return {"Address_Address1": line, "Address_City": city, "Address_State": state, "Address_PostalCode": postcode,
            "Address_Country": country}  # fmt: skip


def _where(rng: Rng, world: World, people: People, records: Records) -> tuple[Homes, Bools]:
    """The home at the time of the record, or the address of the employer."""
    person = records.person
    former = (records.moment < people.moved_at[person]) & (people.moved_at[person] < NEVER)
    former &= people.former_home[person] >= 0
    home = people.homes.take(np.where(former, people.former_home[person], people.home[person]))
    company = people.company[person]
    office = AT_WORK[records.source] & (company >= 0) & chance(rng, AT_THE_OFFICE, len(person))
    work = world.companies.homes.take(np.maximum(company, 0))
    both = zip(
        (work.city, work.street, work.number, work.flat), (home.city, home.street, home.number, home.flat), strict=True
    )
    return Homes(*(np.where(office, at_work, at_home) for at_work, at_home in both)), office


def _spelling(rng: Rng, records: Records, homes: Homes, world: World) -> Ints:
    """The script of the country or Latin letters, for each record."""
    scripted = NATIVE_COUNTRY_CULTURE[world.places.country[homes.city]] >= 0
    native = scripted & chance(rng, NUMBERS["native"][records.source], len(scripted))
    return np.where(native, NATIVE, np.where(chance(rng, 0.12, len(native)), OTHER, LATIN))


def _numbers(rng: Rng, records: Records, homes: Homes) -> Texts:
    number = texts(str(value) for value in homes.number.tolist())
    n = len(number)
    change(number, records.fails(rng, NUMBER_TYPO), wrong_digit, rng.integers(0, 1000, n), rng.integers(0, 1000, n))
    return number


def _lines(world: World, homes: Homes, number: Texts, flat: Ints, short: Bools, variant: Ints, rng: Rng) -> Texts:
    """Address lines as their country writes them; a flat is added in one of its ways."""
    places = world.places
    street = np.where(short, places.street_short[variant, homes.street], places.street_full[variant, homes.street])
    countries = places.country[homes.city].tolist()
    foreign = ((NATIVE_COUNTRY_CULTURE[countries] >= 0) & (variant != NATIVE)).tolist()
    ways = rng.integers(0, 1000, len(number)).tolist()
    units = {code: country.units.split("|") for code, country in enumerate(COUNTRIES)}
    rows = zip(countries, foreign, ways, flat.tolist(), number, street, strict=True)
    lines = []
    for code, latin, way, unit_number, house, name in rows:
        form = "{street} {number}{unit}" if latin else COUNTRIES[code].line
        unit = ""
        if unit_number:
            choice = ", Apt {u}" if latin else units[code][way % len(units[code])]
            unit = choice.format(u=f"{unit_number}{'ABCD'[unit_number % 4]}" if unit_number % 3 == 0 else unit_number)
        lines.append(form.format(number=house, street=name, unit=unit))
    return texts(lines)


def _cities(rng: Rng, world: World, records: Records, homes: Homes, town: Bools, variant: Ints) -> Texts:
    n = len(town)
    city: Texts = keep(world.places.city_name[variant, homes.city], town & chance(rng, 0.97, n))
    other = records.fails(rng, CITY_VARIANT)
    for row in np.flatnonzero(other & present(city)):
        variants = world.places.cities[homes.city[row]].variants
        city[row] = variants[row % len(variants)]
    kinds, one, two = rng.integers(0, KINDS, n), rng.integers(0, 1000, n), rng.integers(0, 1000, n)
    change(city, records.fails(rng, CITY_TYPO), misspell, kinds, one, two)
    return city


def _postcodes(rng: Rng, world: World, records: Records, homes: Homes, full: Bools) -> Texts:
    n = len(full)
    postcode = nothing(n)
    rows = np.flatnonzero(full & chance(rng, 0.93, n))
    pairs = zip(homes.city[rows].tolist(), homes.street[rows].tolist(), strict=True)
    postcode[rows] = texts(world.places.postcode(city, street) for city, street in pairs)
    plus_four = (world.places.country[homes.city] == US) & chance(rng, 0.06, n)
    change(postcode, plus_four, lambda code, house: f"{code}-{house * 7 % 10000:04d}", homes.number)
    change(postcode, chance(rng, 0.08, n), lambda code: code.replace(" ", "").replace("-", "")[:7])
    change(postcode, records.fails(rng, POSTCODE_TYPO), wrong_digit, rng.integers(0, 1000, n), rng.integers(0, 1000, n))
    return postcode


def _countries(rng: Rng, people: People, records: Records, where: Bools) -> Texts:
    code = people.country[records.person]
    names = [[name.replace("_", " ") for name in country.names.split()] for country in COUNTRIES]
    shown = np.flatnonzero(where & chance(rng, 0.75, len(code)))
    country = nothing(len(code))
    luck = (rng.random(len(shown)) ** 2).tolist()
    country[shown] = texts(names[c][int(u * len(names[c]))] for c, u in zip(code[shown].tolist(), luck, strict=True))
    return country


def _finish(rng: Rng, records: Records, column: Texts) -> None:
    n = len(column)
    change(column, (records.source == LEGACY) | chance(rng, 0.08, n), fold)
    change(column, chance(rng, NUMBERS["upper"][records.source], n), str.upper)
    change(column, chance(rng, NUMBERS["lower"][records.source], n), str.lower)
    width = NUMBERS["width"][records.source].astype(np.int64)
    change(column, width > 0, lambda text, limit: text[:limit], width)


def write_birth_dates(rng: Rng, people: People, records: Records) -> Texts:
    """BirthDate in the format of the source, with its errors and defaults."""
    n, members, person = len(records.person), people.members, records.person
    dates = np.stack([members.year[person], members.month[person], members.day[person]], axis=1)
    shown = records.has["birth"]
    wrong = np.flatnonzero(shown & records.fails(rng, DATE_TYPO))
    luck = rng.integers(0, 1000, len(wrong)).tolist()
    if len(wrong):
        dates[wrong] = [wrong_date(y, m, d, k) for (y, m, d), k in zip(dates[wrong].tolist(), luck, strict=True)]
    swapped = records.fails(rng, DAY_MONTH_SWAPPED) & (dates[:, 2] <= 12)
    dates[swapped, 1:] = dates[swapped, :0:-1]
    column = nothing(n)
    rows = np.flatnonzero(shown)
    ways = np.where(chance(rng, YEAR_ONLY, len(rows)), -1, NUMBERS["dates"][records.source[rows]].astype(np.int64))
    facts = zip(dates[rows].tolist(), people.country[person[rows]].tolist(), ways.tolist(),
                rng.integers(0, 1000, len(rows)).tolist(), strict=True)  # fmt: skip
    column[rows] = texts(_date(y, m, d, country, way, k) for (y, m, d), country, way, k in facts)
    defaults = business.PLACEHOLDER_DATES.split()
    lazy = np.flatnonzero(chance(rng, DEFAULT_DATE * np.where(records.source == LEGACY, 4, 1), n))
    column[lazy] = texts(defaults[int(u * u * len(defaults))] for u in rng.random(len(lazy)).tolist())
    return column


def _date(year: int, month: int, day: int, country: int, way: int, luck: int) -> str:
    if way < 0:
        return str(year)
    local = COUNTRIES[country].dates
    form = _FIXED_DATES.get(way) or local[luck % len(local) if way == CARELESS else 0]
    return form.format(y=year, m=month, d=day, y2=year % 100, mon=_MONTHS[month - 1])


def write_companies(rng: Rng, world: World, people: People, records: Records) -> Texts:
    """BusinessName with or without its legal form."""
    company = people.company[records.person]
    n = len(company)
    name: Texts = keep(world.companies.core[np.maximum(company, 0)], records.has["company"] & (company >= 0))
    form = world.companies.form[np.maximum(company, 0)]
    change(name, chance(rng, 0.5, n), lambda core, legal: f"{core} {legal}", form)
    change(name, records.fails(rng, COMPANY_TYPO), misspell, rng.integers(0, KINDS, n), rng.integers(0, 1000, n),
           rng.integers(0, 1000, n))  # fmt: skip
    change(name, chance(rng, 0.08, n), lambda text: text.split()[0])
    change(name, chance(rng, NUMBERS["upper"][records.source] + 0.03, n), str.upper)
    return name


def write_genders(rng: Rng, people: People, records: Records) -> Texts:
    """Gender in one of the codes that sources use; each source keeps to its own."""
    rows = np.flatnonzero(records.has["gender"])
    sex = np.where(chance(rng, 0.01, len(rows)), 1 - people.members.sex[records.person[rows]],
                   people.members.sex[records.person[rows]])  # fmt: skip
    column = nothing(len(records.person))
    pairs = zip((records.source[rows] % len(_GENDERS)).tolist(), sex.tolist(), strict=True)
    column[rows] = texts(_GENDERS[code][woman] for code, woman in pairs)
    return column


def write_accounts(people: People, records: Records, first_entity: int) -> Texts:
    """AccountNumber: one per person and source; a few households share the account of their head."""
    person = records.person
    family = (people.members.household % 100 < 100 * FAMILY_ACCOUNT)[person]
    owner = np.where(family, people.members.head[person], person) + first_entity
    number = ((owner * 10 + records.source) * 387420489 + 12345) % 10**10  # a bijection: no two owners have one number
    rows = np.flatnonzero(records.has["account"])
    column = nothing(len(person))
    forms = ("{:010d}", "K-{:010d}", "{:d}", "29{:010d}")
    facts = zip(number[rows].tolist(), records.source[rows].tolist(), strict=True)
    column[rows] = texts(forms[source % 4].format(value) for value, source in facts)
    return column
