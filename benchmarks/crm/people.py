"""The true people of a chunk: who they are, where they live and lived, how they are reached; one row per person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from benchmarks.crm.households import FLATMATES, NAMESAKES, SIBLINGS, SINGLE, Members, draw_members
from benchmarks.crm.mailboxes import family_mailboxes, job_mailboxes, personal_mailboxes
from benchmarks.crm.names import CULTURE_LIST
from benchmarks.crm.phones import landline_numbers, mobile_numbers
from benchmarks.crm.places import Homes
from benchmarks.crm.styles import Style
from benchmarks.crm.vectors import Bools, Floats, Ints, Rng, Texts, chance, draw, groups, nothing, present
from benchmarks.crm.world import World

SPOUSE_SHARES = np.array([culture.spouse_shares for culture in CULTURE_LIST])
MIDDLE = np.array([culture.middle for culture in CULTURE_LIST])
DOUBLE = np.array([culture.double for culture in CULTURE_LIST])
TWO_SURNAMES = DOUBLE > 0.4  # Spain and Brazil: everybody has both parents' names, where elsewhere a hyphen is a choice

MOVED = 0.16  # of the households
SAME_CITY = 0.6  # of the moves
FAMILY_MAILBOX, LANDLINE, MOBILE = 0.12, 0.45, 0.88
NEW_MOBILE, NEW_MAILBOX, SECOND_MAILBOX = 0.15, 0.12, 0.22
MARRIED_MEANWHILE = 0.3  # of the spouses with a common name: some records are older than the marriage
NEVER = 2.0  # a moment after the end of the table; records happen at moments in 0..1
NO_SUFFIX, SENIOR, JUNIOR, SECOND = range(4)


@dataclass(frozen=True)
class People:
    """One row per person; codes look up in World; -1 or None for what a person does not have.

    A `former_` value was true before the moment given by the column after it.
    """

    members: Members
    country: Ints
    culture: Ints
    given: Ints
    middle: Ints
    surname: Ints
    second_surname: Ints
    former_surname: Ints
    married_at: Floats
    suffix: Ints
    homes: Homes
    home: Ints
    former_home: Ints
    moved_at: Floats
    landline: Texts
    mobile: Texts
    former_mobile: Texts
    mobile_at: Floats
    mailbox: Texts
    former_mailbox: Texts
    mailbox_at: Floats
    second_mailbox: Texts
    company: Ints
    job_mailbox: Texts
    openness: Floats


@dataclass(frozen=True)
class _Called:
    given: Ints
    middle: Ints
    surname: Ints
    second: Ints
    former: Ints
    married_at: Floats
    suffix: Ints


@dataclass(frozen=True)
class _Housed:
    homes: Homes
    home: Ints
    former: Ints
    moved_at: Floats


def draw_people(rng: Rng, world: World, style: Style, count: int) -> People:
    """At least `count` people in whole households."""
    members = draw_members(rng, count, style.households)
    n = len(members.household)
    country, culture = _origin(rng, world, members)
    called = _call(rng, world, members, culture)
    housed = _house(rng, world, members, country)
    city = housed.homes.city[housed.home]
    landline_city = np.where(chance(rng, LANDLINE, len(housed.homes.city)), housed.homes.city, -1)
    at_home = _for_some(landline_city >= 0, lambda rows: landline_numbers(rng, world.places, landline_city[rows]))
    mobile_at, mailbox_at = _moments(rng, NEW_MOBILE, n), _moments(rng, NEW_MAILBOX, n)

    def mobiles(rows: Ints) -> Texts:
        return mobile_numbers(rng, world.places, country[rows], city[rows])

    def mailboxes(rows: Ints) -> Texts:
        columns = (called.given, called.surname, members.year, country, culture)
        return personal_mailboxes(rng, world, *(column[rows] for column in columns))

    mobile = _for_some(chance(rng, MOBILE, n), mobiles)
    former_mobile = _for_some((mobile_at < 1) & present(mobile), mobiles)
    mailbox = _for_some(np.ones(n, dtype=bool), mailboxes)
    former_mailbox, second = _for_some(mailbox_at < 1, mailboxes), _for_some(chance(rng, SECOND_MAILBOX, n), mailboxes)
    _share_mailboxes(rng, world, members, called.surname, country, mailbox, second)
    company = np.where(
        (members.year < 2003) & (members.year > 1952) & chance(rng, style.employed * 1.15, n),
        world.companies.draw(rng, country),
        -1,
    )
    job_mailbox = _for_some(
        company >= 0, lambda rows: job_mailboxes(world, called.given[rows], called.surname[rows], company[rows])
    )
    return People(
        members,
        country,
        culture,
        called.given,
        called.middle,
        called.surname,
        called.second,
        called.former,
        called.married_at,
        called.suffix,
        housed.homes,
        housed.home,
        housed.former,
        housed.moved_at,
        at_home[housed.home],
        mobile,
        former_mobile,
        mobile_at,
        mailbox,
        former_mailbox,
        mailbox_at,
        second,
        company,
        job_mailbox,
        rng.beta(1.6, 1.6, n),
    )


def _for_some(where: Bools, make: Callable[[Ints], Texts]) -> Texts:
    """make(rows) at the rows that have one, None elsewhere."""
    result = nothing(len(where))
    rows = np.flatnonzero(where)
    result[rows] = make(rows)
    return result


def _moments(rng: Rng, p: float, n: int) -> Floats:
    """When something changed: within the time of the table with probability p, else never."""
    return np.where(chance(rng, p, n), rng.random(n), NEVER)


def _origin(rng: Rng, world: World, members: Members) -> tuple[Ints, Ints]:
    """Country and culture: one per household, but flatmates and a few partners have their own culture."""
    households = int(members.household[-1]) + 1
    country = draw(rng, world.country_cdf, households)[members.household]
    culture = np.empty(len(country), dtype=np.int64)
    luck = rng.random(len(country))
    own = (members.kind == FLATMATES) | members.partner & chance(rng, 0.1, len(country))
    luck = np.where(own, luck, luck[members.head])
    for code, rows in groups(country):
        culture[rows] = np.searchsorted(world.culture_cdfs[code], luck[rows], side="right")
    return country, culture


def _call(rng: Rng, world: World, members: Members, culture: Ints) -> _Called:
    n, head = len(culture), members.head
    own = world.names.draw_surname(rng, culture)
    second = world.names.draw_surname(rng, culture)
    both = TWO_SURNAMES[culture]
    married = members.partner & chance(rng, SPOUSE_SHARES[culture], n)
    family = members.child | (members.kind == SIBLINGS)
    surname = np.where(married | family, own[head], own)
    hyphenated = ~both & (members.sex == 1) & chance(rng, DOUBLE[culture], n)
    second = np.where(married & hyphenated, own, np.where(both | hyphenated, second, -1))
    second[family & both] = second[head][family & both]
    former = np.where(married & ~both, own, -1)
    given, middle = _given(rng, world, members, culture)
    suffix = _suffixes(rng, members, culture)
    married_at = np.where(former >= 0, _moments(rng, MARRIED_MEANWHILE, n), NEVER)
    return _Called(given, middle, surname, second, former, married_at, suffix)


def _given(rng: Rng, world: World, members: Members, culture: Ints) -> tuple[Ints, Ints]:
    """Given and middle names; siblings differ, a son may be named like his father."""
    n, head = len(culture), members.head
    given, other, middle = (world.names.draw_given(rng, culture, members.sex, members.year) for _ in range(3))
    alike = np.r_[False, given[1:] == given[:-1]] & (members.position > 0)
    given = np.where(members.namesake, given[head], np.where(alike, other, given))
    middle = np.where(chance(rng, MIDDLE[culture], n), middle, -1)
    whole = members.namesake & chance(rng, 0.5, n)
    return given, np.where(whole, middle[head], middle)


def _suffixes(rng: Rng, members: Members, culture: Ints) -> Ints:
    english = culture == 0
    luck = rng.random(len(culture))
    has_son = np.zeros(len(culture), dtype=bool)
    has_son[members.head[members.namesake]] = True
    son = np.where(luck < 0.45, JUNIOR, np.where(luck < 0.55, SECOND, NO_SUFFIX))
    father = np.where(luck < 0.3, SENIOR, NO_SUFFIX)
    return np.where(english & members.namesake, son, np.where(english & has_son, father, NO_SUFFIX))


def _house(rng: Rng, world: World, members: Members, country: Ints) -> _Housed:
    """Homes now and before: households move together, grown-up children and siblings may live apart."""
    n = len(country)
    starts = np.flatnonzero(members.position == 0)
    now = world.places.draw_homes(rng, country[starts])
    before = _elsewhere(rng, world, now, country[starts])
    apart = _live_apart(rng, members)
    own = _elsewhere(rng, world, now.take(members.household[apart]), country[apart])
    homes = _stack(now, before, own)
    moved = chance(rng, MOVED, len(starts))
    household_at = np.where(moved, rng.random(len(starts)), NEVER)
    home = members.household.copy()
    former = np.where(moved[members.household], members.household + len(starts), -1)
    moved_at = household_at[members.household]
    home[apart] = 2 * len(starts) + np.arange(int(apart.sum()))
    grown = apart & members.child & chance(rng, 0.5, n)
    former[apart] = np.where(grown, members.household, -1)[apart]
    moved_at[apart] = np.where(grown, rng.random(n), NEVER)[apart]
    return _Housed(homes, home, former, moved_at)


def _elsewhere(rng: Rng, world: World, near: Homes, country: Ints) -> Homes:
    """Another home, more often than not in the same city."""
    far = world.places.draw_homes(rng, country)
    stay = chance(rng, SAME_CITY, len(country))
    return world.places.draw_homes(rng, country, np.where(stay, near.city, far.city))


def _live_apart(rng: Rng, members: Members) -> Bools:
    p = np.where(members.child & (members.year < 1996), 0.4, 0.0)
    p = np.where((members.kind == SIBLINGS) & (members.position > 0), 0.5, p)
    p = np.where((members.kind == NAMESAKES) & members.namesake, 0.45, p)
    return chance(rng, p, len(p))


def _stack(*parts: Homes) -> Homes:
    return Homes(*(np.concatenate([getattr(h, name) for h in parts]) for name in ("city", "street", "number", "flat")))


def _share_mailboxes(
    rng: Rng, world: World, members: Members, surname: Ints, country: Ints, mailbox: Texts, second: Texts
) -> None:
    """Some families have one address, which each member uses first or beside the own one."""
    starts = np.flatnonzero(members.position == 0)
    address = _for_some(
        chance(rng, FAMILY_MAILBOX, len(starts)),
        lambda rows: family_mailboxes(rng, world, surname[starts[rows]], country[starts[rows]]),
    )
    mine = np.where(np.isin(members.kind, (FLATMATES, SINGLE)), nothing(len(surname)), address[members.household])
    first = present(mine) & chance(rng, 0.5, len(mine))
    beside = present(mine) & ~first
    mailbox[first] = mine[first]
    second[beside] = mine[beside]
