"""E-mail addresses people choose: names, initials, years and handles; popular names need numbers to be free."""

from __future__ import annotations

import numpy as np
from benchmarks.crm.companies import MAILBOX_CONVENTIONS
from benchmarks.crm.places import COUNTRIES
from benchmarks.crm.vectors import (
    Floats,
    Ints,
    Rng,
    Texts,
    chance,
    cumulate,
    draw,
    groups,
    random_digits,
    repeated,
    texts,
    zipf,
)
from benchmarks.crm.wordlists import business
from benchmarks.crm.world import World

# (local part, weight, how many of the people could want it: N all, S surname and initial, G given name, B both names)
_PATTERNS = (
    ("{g}.{s}{n}", 26, "B"),
    ("{g}{s}{n}", 17, "B"),
    ("{g0}{s}{n}", 9, "S"),
    ("{g}_{s}{n}", 6, "B"),
    ("{g0}.{s}{n}", 6, "S"),
    ("{s}.{g}{n}", 5, "B"),
    ("{s}{g0}{n}", 4, "S"),
    ("{g}{s0}{n}", 4, "G"),
    ("{g}{n}", 6, "G"),
    ("{s}{n}", 3, "S"),
    ("{g}-{s}{n}", 2, "B"),
    ("{h}{n}", 12, "N"),
)
_FAMILY = ("{s}family", "familie.{s}", "the{s}s", "{s}.home", "famille{s}", "casa{s}", "{s}")
_PLAIN = 0.62  # of those who can have their name alone as a mailbox take it; the others add a year
_HANDLES = business.HANDLES.split()


def personal_mailboxes(
    rng: Rng, world: World, given: Ints, surname: Ints, year: Ints, country: Ints, culture: Ints
) -> Texts:
    """A private address for each person, free of all others within the chunk and nearly free beyond it."""
    n = len(given)
    pattern = draw(rng, cumulate([weight for _, weight, _ in _PATTERNS]), n)
    rivals = _rivals(world, pattern, given, surname, culture)
    suffix = _suffixes(rng, rivals, year)
    handles = rng.integers(0, len(_HANDLES), (n, 2))
    slugs = zip(world.names.given.slug[given], world.names.surnames[0].slug[surname], strict=True)
    local = [
        _PATTERNS[p][0].format(g=g, s=s, g0=g[0], s0=s[0], h=_HANDLES[a] + _HANDLES[b], n=number)
        for p, (g, s), number, (a, b) in zip(pattern.tolist(), slugs, suffix, handles.tolist(), strict=True)
    ]
    return at_providers(rng, unique(rng, texts(local)), country)


def at_providers(rng: Rng, local: Texts, country: Ints) -> Texts:
    """Local parts at the mail providers of each country."""
    result = np.empty(len(local), dtype=object)
    for code, rows in groups(country):
        providers = texts(COUNTRIES[code].mail.split())
        cdf = cumulate(zipf(len(providers), 1.0, 1.0))
        result[rows] = local[rows] + "@" + providers[draw(rng, cdf, len(rows))]
    return result


def _rivals(world: World, pattern: Ints, given: Ints, surname: Ints, culture: Ints) -> Floats:
    """How many people of the table would want the same local part."""
    kin = world.people * world.culture_share[culture]
    p_given, p_surname = world.names.given.share[given], world.names.surnames[0].share[surname]
    by_kind = {
        "B": kin * p_given * p_surname,
        "S": kin * p_surname / 8,
        "G": kin * p_given / 4,
        "N": np.full(len(given), world.people * 0.12 / len(_HANDLES) ** 2),
    }
    kinds = np.array(["BSGN".index(kind) for _, _, kind in _PATTERNS])[pattern]
    return np.asarray(np.choose(kinds, [by_kind[kind] for kind in "BSGN"]))


def _suffixes(rng: Rng, rivals: Floats, year: Ints) -> Texts:
    """Nothing or a year where few want the name, else as many digits as make it free."""
    few = rivals < 0.1
    dated = np.where(rng.random(len(year)) < 0.6, year % 100, year)
    suffix = texts(f"{when:02d}" for when in range(2100))[dated]
    suffix[few & chance(rng, _PLAIN, len(year))] = ""
    digits = np.ceil(np.log10(np.maximum(rivals, 1e-3) * 10)).astype(np.int64).clip(2, 8)
    for width, rows in groups(np.where(few, 0, digits)):
        if width:
            suffix[rows] = random_digits(rng, width, len(rows))
    return suffix


def unique(rng: Rng, local: Texts) -> Texts:
    """Append digits to the second and later owners of a local part."""
    later = repeated(local)
    local[later] += random_digits(rng, 4, int(later.sum()))
    return local


def job_mailboxes(world: World, given: Ints, surname: Ints, company: Ints) -> Texts:
    """The address of each employee at the company."""
    convention = world.companies.convention[company].tolist()
    slugs = zip(world.names.given.slug[given], world.names.surnames[0].slug[surname], strict=True)
    forms = [form for form, _ in MAILBOX_CONVENTIONS]
    local = [forms[c].format(g=g, s=s, g0=g[0]) for c, (g, s) in zip(convention, slugs, strict=True)]
    address: Texts = texts(local) + "@" + world.companies.domain[company]
    rows = np.flatnonzero(repeated(address))
    address[rows] = texts(
        f"{a.partition('@')[0]}{i % 89 + 2}@{a.partition('@')[2]}" for i, a in enumerate(address[rows])
    )
    return address


def family_mailboxes(rng: Rng, world: World, surname: Ints, country: Ints) -> Texts:
    """An address a household shares."""
    slugs = world.names.surnames[0].slug[surname]
    pattern = rng.integers(0, len(_FAMILY), len(surname))
    local = texts(_FAMILY[p].format(s=s) for p, s in zip(pattern.tolist(), slugs, strict=True))
    local += random_digits(rng, 4, len(surname))
    return at_providers(rng, local, country)
