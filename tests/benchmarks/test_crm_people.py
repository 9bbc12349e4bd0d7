"""The true people behind the tables: families, names, homes, mailboxes, and the single corruptions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from benchmarks.crm.corruption import (
    googled,
    misspell,
    other_particle,
    redotted,
    tagged,
    wrong_date,
    wrong_digit,
    wrong_domain,
)
from benchmarks.crm.households import NAMESAKES, SINGLE, draw_members
from benchmarks.crm.names import NATIVE, spell
from benchmarks.crm.people import People, draw_people
from benchmarks.crm.phones import FORMS, write_phones
from benchmarks.crm.places import COUNTRIES
from benchmarks.crm.scripts import fold, slug, spell_out, transliterate
from benchmarks.crm.styles import STYLES
from benchmarks.crm.vectors import groups, random_digits, texts
from benchmarks.crm.world import World, build_world
from hypothesis import given
from hypothesis import strategies as st

PEOPLE = 30_000


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(np.random.default_rng(1), 50_000, STYLES["mixed"])


@pytest.fixture(scope="module")
def people(world: World) -> People:
    return draw_people(np.random.default_rng(2), world, STYLES["mixed"], PEOPLE)


def test_a_third_of_the_people_live_with_another(people: People) -> None:
    sizes = Counter(people.home.tolist())
    assert 0.28 < np.mean([sizes[home] > 1 for home in people.home.tolist()]) < 0.40
    assert max(sizes.values()) <= 6


def test_twins_are_one_in_eighty(people: People) -> None:
    m, twin = people.members, np.flatnonzero(people.members.twin)
    assert 0.008 < 2 * len(twin) / len(m.twin) < 0.02
    for born in (m.year, m.month, m.day, people.surname, m.household):
        assert (born[twin] == born[twin - 1]).all()
    assert (people.given[twin] != people.given[twin - 1]).mean() > 0.99


def test_three_men_in_a_hundred_share_their_name_with_father_or_son(people: People) -> None:
    sons = np.flatnonzero(people.members.namesake)
    fathers = people.members.head[sons]
    assert 0.02 < 2 * len(sons) / (people.members.sex == 0).sum() < 0.05
    assert (people.given[sons] == people.given[fathers]).all()
    assert (people.surname[sons] == people.surname[fathers]).all()
    apart = people.members.year[sons] - people.members.year[fathers]
    assert apart.min() >= 20
    assert np.quantile(apart, 0.95) <= 40
    assert 0.02 < (people.suffix[sons] > 0).mean() < 0.6


def test_a_household_is_whole_and_its_head_comes_first() -> None:
    m = draw_members(np.random.default_rng(3), 5000, STYLES["households"].households)
    assert len(m.position) >= 5000
    assert (m.position[m.head] == 0).all()
    assert (m.household[m.head] == m.household).all()
    assert (m.position[m.kind == SINGLE] == 0).all()
    assert (m.sex[(m.kind == NAMESAKES) & (m.position < 2)] == 0).all()
    assert m.year.max() <= 2012


def test_private_mailboxes_belong_to_one_person_or_one_household(people: People) -> None:
    owners: dict[str, set[int]] = {}
    for box, household in zip(people.mailbox, people.members.household.tolist(), strict=True):
        owners.setdefault(box, set()).add(household)
    assert np.mean([len(households) > 1 for households in owners.values()]) < 0.001


def test_colleagues_share_domain_and_switchboard(world: World, people: People) -> None:
    employed = people.company >= 0
    assert 0.3 < employed.mean() < 0.5
    assert Counter(people.company[employed].tolist()).most_common(1)[0][1] > 20
    assert all(str(box).endswith(".example") for box in people.job_mailbox[employed])
    assert len(world.companies.switchboard) == len(world.companies.domain)


def test_names_follow_the_decade_of_birth(world: World) -> None:
    rng, n = np.random.default_rng(4), 4000
    culture, sex = np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.int64)
    old, young = (world.names.draw_given(rng, culture, sex, np.full(n, year)) for year in (1938, 2004))
    popular = [world.names.given.spellings[0][Counter(codes.tolist()).most_common(1)[0][0]] for codes in (old, young)]
    assert popular == ["Mary", "Emily"]


def test_a_street_has_one_postcode_in_the_form_of_its_country(world: World) -> None:
    places = world.places
    for code, country in enumerate(COUNTRIES):
        postcode = places.postcode(places.first_city[code], places.first_street[code])
        assert postcode == places.postcode(places.first_city[code], places.first_street[code])
        assert any(postcode.startswith(prefix) for prefix in places.cities[places.first_city[code]].prefixes)
        assert not set("P#*") & set(postcode.removeprefix("P")), country.code


@pytest.mark.parametrize("country", range(len(COUNTRIES)), ids=[country.code for country in COUNTRIES])
def test_every_form_of_a_number_has_its_digits(country: int) -> None:
    number = random_digits(np.random.default_rng(5), COUNTRIES[country].landline, FORMS)
    written = write_phones(number, np.full(FORMS, country), np.zeros(FORMS, dtype=np.int64), np.arange(FORMS))
    for text, digits in zip(written, number, strict=True):
        assert "".join(c for c in text if c.isdigit()).endswith(digits)
    assert len(set(written)) >= 8


@pytest.mark.parametrize(
    ("token", "script", "spelled"),
    [
        ("van_der_Berg", "latin", ("van der Berg", "van der Berg", "van der Berg")),
        ("Müller", "latin", ("Müller", "Mueller", "Müller")),
        ("李=Li/Lee", "han", ("Li", "Lee", "李")),
        ("Юлия", "cyrillic", ("Iuliia", "Yuliya", "Юлия")),
        ("Παπαδοπούλου", "greek", ("Papadopoulou", "Papadopoulou", "Παπαδοπούλου")),
    ],
)
def test_a_name_is_spelled_in_latin_otherwise_and_natively(token: str, script: str, spelled: tuple[str, ...]) -> None:
    assert spell(token, script) == spelled
    assert spell(token, script)[NATIVE] == spelled[-1]


def test_scripts_are_folded() -> None:
    assert fold("Łódź Müßig") == "Lodz Mussig"
    assert spell_out("Größe") == "Groesse"
    assert slug("O'Brien-Núñez") == "obriennunez"
    assert transliterate("Щука", "cyrillic", 0) == "Shchuka"


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzäéжλ김", min_size=2, max_size=12),
    st.integers(0, 6),
    st.integers(0, 999),
)
def test_a_typing_error_changes_little(word: str, kind: int, luck: int) -> None:
    wrong = misspell(word, kind, luck, luck)
    assert wrong[0] == word[0] or len(word) == 2
    assert abs(len(wrong) - len(word)) <= 1


@given(st.from_regex(r"\A[0-9]{3}-[0-9]{3}-[0-9]{4}\Z"), st.integers(0, 999), st.integers(0, 999))
def test_a_wrong_digit_leaves_the_form_of_a_number(number: str, at: int, luck: int) -> None:
    wrong = wrong_digit(number, at, luck)
    assert [c.isdigit() for c in wrong] == [c.isdigit() for c in number]
    assert sum(a != b for a, b in zip(number, wrong, strict=True)) <= 2


@given(st.integers(1920, 2012), st.integers(1, 12), st.integers(1, 28), st.integers(0, 99))
def test_a_wrong_date_is_another_possible_date(year: int, month: int, day: int, luck: int) -> None:
    wrong_year, wrong_month, wrong_day = wrong_date(year, month, day, luck)
    assert 1 <= wrong_month <= 12
    assert 1 <= wrong_day <= 28
    assert sum((wrong_year != year, wrong_month != month, wrong_day != day)) <= 1


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (wrong_domain("a@gmail.com", 0), "a@gmial.com"),
        (wrong_domain("a@odd.org", 0), "a@odd.or"),
        (tagged("a@x.com", 0), "a+shop@x.com"),
        (redotted("a.b@x.com", 3), "ab@x.com"),
        (redotted("ab@x.com", 0), "a.b@x.com"),
        (googled("a@gmail.com"), "a@googlemail.com"),
        (googled("a@googlemail.com"), "a@gmail.com"),
        (googled("a@web.de"), "a@web.de"),
        (other_particle("van der Berg", 0), "Vanderberg"),
        (other_particle("van der Berg", 1), "Berg"),
        (other_particle("van der Berg", 2), "v.d. Berg"),
        (other_particle("Berg", 0), "Berg"),
    ],
)
def test_each_mistake_is_the_one_people_make(wrong: str, expected: str) -> None:
    assert wrong == expected


def test_groups_hold_every_row_once() -> None:
    keys = np.array([3, 1, 3, 2, 1])
    found = {key: rows.tolist() for key, rows in groups(keys)}
    assert found == {1: [1, 4], 2: [3], 3: [0, 2]}
    assert list(groups(np.empty(0, dtype=np.int64))) == []


def test_texts_keep_missing_values() -> None:
    assert texts(["a", None]).tolist() == ["a", None]
