"""Phone numbers: drawn as national digits, written in the ways people and systems write them."""

from __future__ import annotations

import numpy as np
from benchmarks.crm.places import COUNTRIES, US, Places
from benchmarks.crm.vectors import Ints, Rng, Texts, groups, random_digits, texts

NATIONAL, GROUPED, PARENTHESES, DOTS, PLUS, PLUS_GROUPED, ZEROS, BARE, TRUNK_IN_BRACKETS, DASHES, LOST_ZERO = range(11)
FORMS = 11


def mobile_numbers(rng: Rng, places: Places, country: Ints, city: Ints) -> Texts:
    """A national mobile number (digits without trunk zero) for each person."""
    numbers = np.empty(len(country), dtype=object)
    areas = places.draw_areas(rng, city)
    for code, rows in groups(country):
        patterns = COUNTRIES[code].mobile.split()
        for chosen, some in groups(rng.integers(0, len(patterns), len(rows))):
            pattern, people = patterns[chosen], rows[some]
            start = areas[people] + pattern.strip("A#") if pattern[0] == "A" else pattern.rstrip("#")
            numbers[people] = start + _subscribers(rng, code, pattern.count("#"), len(people))
    return numbers


def landline_numbers(rng: Rng, places: Places, city: Ints) -> Texts:
    """A national landline number with an area code of each city."""
    numbers = np.empty(len(city), dtype=object)
    areas = places.draw_areas(rng, city)
    lengths = np.array([len(area) for area in areas], dtype=np.int64)
    for key, rows in groups(places.country[city] * 8 + lengths):
        width = COUNTRIES[key // 8].landline - key % 8
        numbers[rows] = areas[rows] + _subscribers(rng, key // 8, width, len(rows))
    return numbers


def _subscribers(rng: Rng, country: int, width: int, n: int) -> Texts:
    if country != US:
        return random_digits(rng, width, n)
    exchange = texts("23456789")[rng.integers(0, 8, n)]  # an American exchange starts with 2-9
    number: Texts = exchange + random_digits(rng, width - 1, n)
    return number


def write_phones(numbers: Texts, country: Ints, mobile: Ints, form: Ints) -> Texts:
    """Each national number in one of the FORMS; mobile: 1 for mobiles, which are grouped differently."""
    templates: dict[tuple[int, int, int, int], str] = {}
    written = []
    for number, code, kind, way in zip(numbers, country.tolist(), mobile.tolist(), form.tolist(), strict=True):
        key = (code, kind, way, len(number))
        if key not in templates:
            templates[key] = _template(*key)
        written.append(templates[key].format(*number))
    return texts(written)


def _template(code: int, mobile: int, form: int, length: int) -> str:
    country = COUNTRIES[code]
    blocks = _blocks(country.groups[0 if mobile else 1], length)
    plain, trunk, calling = "".join(blocks), country.trunk, country.calling
    rest = blocks[1:] or [""]
    return {
        NATIONAL: trunk + plain,
        GROUPED: trunk + " ".join(blocks),
        PARENTHESES: f"({trunk}{blocks[0]}) {'-'.join(rest)}",
        DOTS: trunk + ".".join(blocks),
        PLUS: f"+{calling}{plain}",
        PLUS_GROUPED: f"+{calling} {' '.join(blocks)}",
        ZEROS: ("1-" + "-".join(blocks)) if code == US else f"00{calling} {plain}",
        BARE: calling + plain,
        TRUNK_IN_BRACKETS: f"+{calling} ({trunk}) {' '.join(blocks)}" if trunk else f"+{calling}-{'-'.join(blocks)}",
        DASHES: trunk + "-".join(blocks),
        LOST_ZERO: plain,
    }[form]


def _blocks(sizes: tuple[int, ...], length: int) -> list[str]:
    """Placeholders for the digits of a number, in groups; a last group takes what is left."""
    starts = np.cumsum((0, *sizes[:-1]))
    ends = [*starts[1:], length]
    return ["{}" * max(0, min(int(e), length) - int(s)) for s, e in zip(starts, ends, strict=True) if s < length]
