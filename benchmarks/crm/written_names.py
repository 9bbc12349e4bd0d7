"""How names are written in records: scripts, nicknames, initials, two surnames, titles, layouts, capitals, errors."""

from __future__ import annotations

import numpy as np
from benchmarks.crm.corruption import KINDS, damaged, misspell, other_particle
from benchmarks.crm.names import CULTURE_LIST, LATIN, NATIVE, OTHER
from benchmarks.crm.people import JUNIOR, SECOND, SENIOR, TWO_SURNAMES, People
from benchmarks.crm.places import NATIVE_COUNTRY_CULTURE
from benchmarks.crm.records import Records
from benchmarks.crm.scripts import fold
from benchmarks.crm.sources import LEGACY, NUMBERS
from benchmarks.crm.vectors import Bools, Ints, Rng, Texts, chance, change, keep, nothing, present, texts
from benchmarks.crm.wordlists import business
from benchmarks.crm.world import World

TYPO = 0.042  # of given names, and of surnames
NICKNAME, INITIAL, WITH_MIDDLE, TITLE = 0.10, 0.028, 0.03, 0.015
SWAPPED, PARTICLE, PLACEHOLDER, DAMAGED = 0.014, 0.10, 0.003, 0.008
SUFFIX_GIVEN = 0.45  # of the records of a Jr or Sr say so
MASCULINE = 0.04  # of women's inflected surnames are written in the man's form
HAS_SCRIPT = np.array([culture.script != "latin" for culture in CULTURE_LIST])
_SUFFIXES = {
    JUNIOR: ("Jr.", "Jr", "JR", "Junior"),
    SENIOR: ("Sr.", "Sr", "Senior", "SR"),
    SECOND: ("II", "2nd", "ii", "II"),
}


def write_names(rng: Rng, world: World, people: People, records: Records) -> dict[str, Texts]:
    """FirstName, MiddleName and LastName of each record."""
    variant = _spelling(rng, people, records)
    first = _given(rng, world, people, records, variant)
    middle = _middle(rng, world, people, records, variant)
    last = _surname(rng, world, people, records, variant)
    for names in (first, last):
        change(names, records.fails(rng, TYPO), misspell, *_luck(rng, len(names)))
    _merge_middle(rng, first, middle)
    _add_titles(rng, people, records, first, last)
    first, last = _arrange(rng, records, first, middle, last)
    _finish(rng, records, (first, middle, last))
    _placeholders(rng, records, first, last)
    return {"FirstName": first, "MiddleName": middle, "LastName": last}


def _luck(rng: Rng, n: int) -> tuple[Ints, Ints, Ints]:
    return rng.integers(0, KINDS, n), rng.integers(0, 1000, n), rng.integers(0, 1000, n)


def _spelling(rng: Rng, people: People, records: Records) -> Ints:
    """Latin, the other Latin spelling, or the own script, for each record."""
    n, person = len(records.person), records.person
    culture = people.culture[person]
    prefers_other = rng.random(len(people.culture))[person] < 0.2
    other = np.where(HAS_SCRIPT[culture], prefers_other ^ chance(rng, 0.15, n), chance(rng, 0.1, n))
    other |= ~HAS_SCRIPT[culture] & (records.source == LEGACY)
    at_home = NATIVE_COUNTRY_CULTURE[people.country[person]] == culture
    p_native = np.where(HAS_SCRIPT[culture], np.where(at_home, NUMBERS["native"][records.source], 0.02), 0.0)
    return np.where(chance(rng, p_native, n), NATIVE, np.where(other, OTHER, LATIN))


def _given(rng: Rng, world: World, people: People, records: Records, variant: Ints) -> Texts:
    person = records.person
    code = people.given[person]
    names = world.names.given.spellings[variant, code]
    familiar = rng.random(len(people.given))[person] < 0.25  # people who go by their nickname do so most of the time
    nick = chance(rng, np.where(familiar, 0.45, NICKNAME / 3), len(person))
    choices = world.names.given.nicknames
    for row in np.flatnonzero(nick & (people.middle[person] < 0)):
        if known := choices[code[row]]:
            names[row] = known[person[row] % len(known)][variant[row]]
    initial = records.fails(rng, INITIAL)
    dotted = chance(rng, 0.5, len(person))
    change(names, initial, lambda name, dot: name[0] + ("." if dot else ""), dotted)
    return names


def _middle(rng: Rng, world: World, people: People, records: Records, variant: Ints) -> Texts:
    person = records.person
    code = people.middle[person]
    middle = nothing(len(person))
    shown = (code >= 0) & records.has["middle"]
    middle[shown] = world.names.given.spellings[variant[shown], code[shown]]
    style = rng.integers(0, 10, len(person))
    change(middle, style < 6, lambda name, s: name[0] + ("." if s < 2 else ""), style)
    return middle


def _merge_middle(rng: Rng, first: Texts, middle: Texts) -> None:
    """Some sources put the middle name or initial after the first name."""
    into = present(middle) & chance(rng, 0.35, len(first))
    first[into] = first[into] + " " + middle[into]
    middle[into] = None


def _surname(rng: Rng, world: World, people: People, records: Records, variant: Ints) -> Texts:
    person = records.person
    sex = people.members.sex[person]
    woman = (sex == 1) & ~records.fails(rng, MASCULINE)
    unmarried = (people.former_surname[person] >= 0) & (records.moment < people.married_at[person])
    unmarried &= people.married_at[person] < 1
    own = _spelled(world, np.where(unmarried, people.former_surname[person], people.surname[person]), woman, variant)
    second = np.where(unmarried, -1, people.second_surname[person])
    both = second >= 0
    other = _spelled(world, np.maximum(second, 0), woman, variant)
    names = _both_surnames(rng, own, other, both, TWO_SURNAMES[people.culture[person]])
    change(names, records.fails(rng, PARTICLE), other_particle, rng.integers(0, 1000, len(names)))
    return names


def _spelled(world: World, code: Ints, woman: Bools, variant: Ints) -> Texts:
    men, women = (names.spellings for names in world.names.surnames)
    return np.where(woman, women[variant, code], men[variant, code])


def _both_surnames(rng: Rng, own: Texts, other: Texts, both: Bools, custom: Bools) -> Texts:
    """Two surnames in full, with a hyphen, or only one of them; where it is the custom they stand side by side."""
    luck = rng.random(len(own))
    hyphen = np.where(custom, luck < 0.05, luck < 0.55)
    side = ~hyphen & np.where(custom, luck < 0.55, luck < 0.65)
    only_own = ~hyphen & ~side & np.where(custom, luck < 0.97, luck < 0.86)
    names = own.copy()
    for where, joint in ((hyphen, "-"), (side, " ")):
        names[both & where] = own[both & where] + joint + other[both & where]
    dropped = both & ~hyphen & ~side & ~only_own
    names[dropped] = other[dropped]
    return names


def _add_titles(rng: Rng, people: People, records: Records, first: Texts, last: Texts) -> None:
    person = records.person
    rows = np.flatnonzero(records.fails(rng, TITLE))
    titles = (business.TITLES_MALE.split(), business.TITLES_FEMALE.split())
    women = people.members.sex[person[rows]].tolist()
    luck = rng.integers(0, 1000, len(rows)).tolist()
    first[rows] = texts(titles[w][k % len(titles[w])] + " " for w, k in zip(women, luck, strict=True)) + first[rows]
    suffix = people.suffix[person]
    rows = np.flatnonzero((suffix > 0) & chance(rng, SUFFIX_GIVEN, len(person)))
    ways = zip(suffix[rows].tolist(), rng.integers(0, 4, len(rows)).tolist(), strict=True)
    last[rows] = last[rows] + texts(" " + _SUFFIXES[kind][way] for kind, way in ways)


def _arrange(rng: Rng, records: Records, first: Texts, middle: Texts, last: Texts) -> tuple[Texts, Texts]:
    """First and last in their fields, swapped, or both in one field."""
    n = len(first)
    swapped = records.fails(rng, SWAPPED)
    first, last = np.where(swapped, last, first), np.where(swapped, first, last)
    luck = rng.random(n)
    comma = luck < NUMBERS["last_first"][records.source]
    one = ~comma & (luck < (NUMBERS["last_first"] + NUMBERS["one_field"])[records.source])
    given = first.copy()
    inside = (comma | one) & present(middle)
    given[inside] = given[inside] + " " + middle[inside]
    middle[inside] = None
    full = last.copy()
    full[comma] = last[comma] + ", " + given[comma]
    return keep(np.where(one, given + " " + last, first), ~comma), keep(full, ~one)


def _finish(rng: Rng, records: Records, columns: tuple[Texts, ...]) -> None:
    """Capitals, small letters, dropped accents, damaged encodings, cut fields: in place, alike in a whole record."""
    n = len(records.source)
    source = records.source
    style = rng.random(n)
    upper = style < NUMBERS["upper"][source]
    lower = ~upper & (style < (NUMBERS["upper"] + NUMBERS["lower"])[source])
    plain = (source == LEGACY) | records.fails(rng, 0.12)
    broken = records.fails(rng, DAMAGED)
    width = NUMBERS["width"][source].astype(np.int64)
    for names in columns:
        change(names, plain, fold)
        change(names, broken, damaged)
        change(names, upper, str.upper)
        change(names, lower, str.lower)
        change(names, width > 0, lambda name, limit: name[:limit], width)


def _placeholders(rng: Rng, records: Records, first: Texts, last: Texts) -> None:
    rows = np.flatnonzero(records.fails(rng, PLACEHOLDER))
    pairs = [pair.split("|") for pair in business.PLACEHOLDER_NAMES.split() if "|" in pair]
    chosen = rng.integers(0, len(pairs), len(rows)).tolist()
    first[rows], last[rows] = texts(pairs[c][0] for c in chosen), texts(pairs[c][1] for c in chosen)


def lose_names(rng: Rng, records: Records, columns: dict[str, Texts], reachable: Bools) -> None:
    """Take away the last name, or all names, of some records that can be reached by phone or e-mail: in place."""
    missing = reachable & ~records.has["names"]
    whole = missing & chance(rng, 0.6, len(missing))
    columns["LastName"][missing] = None
    columns["FirstName"][whole] = None
    columns["MiddleName"][whole] = None
