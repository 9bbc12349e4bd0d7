"""How phones and e-mails are written in records: which one, in which slot, in which form, with which errors."""

from __future__ import annotations

import numpy as np
from benchmarks.crm.corruption import googled, misspell, redotted, tagged, wrong_digit, wrong_domain
from benchmarks.crm.mailboxes import at_providers
from benchmarks.crm.people import People
from benchmarks.crm.phones import FORMS, write_phones
from benchmarks.crm.records import Records
from benchmarks.crm.sources import AT_WORK, NUMBERS, SOURCES
from benchmarks.crm.vectors import (
    Bools,
    Floats,
    Ints,
    Rng,
    Texts,
    chance,
    change,
    cumulate,
    draw,
    groups,
    nothing,
    present,
    random_digits,
    texts,
    zipf,
)
from benchmarks.crm.wordlists import business
from benchmarks.crm.world import World

PHONE_SLOTS = ("PhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber", "MobilePhoneNumber")
EMAIL_SLOTS = ("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress")

MOBILE, LANDLINE, SWITCHBOARD, DIRECT, NO_PHONE = range(5)
# per kind of phone: how often each of PHONE_SLOTS holds it; the last number of a row is the wrong slot
_PHONE_SLOT_CDFS = [cumulate(w) for w in ((42, 4, 3, 51), (45, 50, 2, 3), (40, 2, 56, 2), (38, 2, 52, 8))]
WRONG_DIGIT, PLACEHOLDER_PHONE, EXTENSION, SECOND_PHONE = 0.024, 0.012, 0.35, 0.11

PRIVATE, JOB, SHARED, NO_EMAIL = range(4)
_EMAIL_SLOT_CDFS = [cumulate(w) for w in ((80, 17, 3), (48, 4, 48), (60, 3, 37))]
DOMAIN_TYPO, LOCAL_TYPO, TAG, DOTS, GOOGLED, OTHER_PROVIDER = 0.014, 0.016, 0.012, 0.014, 0.08, 0.022
PLACEHOLDER_EMAIL, CAPITALS, SECOND_EMAIL = 0.011, 0.05, 0.05


def write_phones_of(rng: Rng, world: World, people: People, records: Records) -> dict[str, Texts]:
    """The four phone columns; one number per record, sometimes a second of another kind."""
    columns = {slot: nothing(len(records.person)) for slot in PHONE_SLOTS}
    extension = random_digits(rng, 3, len(people.country))
    wanted = records.has["phone"]
    for _ in range(2):
        kind = _phone_kind(rng, people, records, wanted)
        number = _phone_text(rng, world, people, records, kind, extension)
        _put(rng, columns, PHONE_SLOTS, _PHONE_SLOT_CDFS, kind, number)
        wanted = wanted & chance(rng, SECOND_PHONE, len(wanted))
    return columns


def _put(
    rng: Rng, columns: dict[str, Texts], slots: tuple[str, ...], cdfs: list[Floats], kind: Ints, value: Texts
) -> None:
    """Write each value into a slot fit for its kind, unless the slot is taken or another has it."""
    for code, rows in groups(kind):
        if code >= len(cdfs):
            continue
        for slot, some in groups(draw(rng, cdfs[code], len(rows))):
            column, places = columns[slots[slot]], rows[some]
            held = [columns[other][places] for other in slots]
            free = places[~present(column[places]) & ~np.any([one == value[places] for one in held], axis=0)]
            column[free] = value[free]


def _phone_kind(rng: Rng, people: People, records: Records, wanted: Bools) -> Ints:
    person = records.person
    office = AT_WORK[records.source] & (people.company[person] >= 0)
    luck = rng.random(len(person))
    at_work = np.where(luck < 0.34, SWITCHBOARD, np.where(luck < 0.66, DIRECT, MOBILE))
    private = np.where(luck < 0.68, MOBILE, LANDLINE)
    kind = np.where(office, at_work, private)
    no_mobile, no_landline = ~present(people.mobile[person]), ~present(people.landline[person])
    kind = np.where((kind == LANDLINE) & no_landline, MOBILE, kind)
    kind = np.where((kind == MOBILE) & no_mobile, np.where(no_landline, NO_PHONE, LANDLINE), kind)
    return np.where(wanted, kind, NO_PHONE)


def _phone_text(rng: Rng, world: World, people: People, records: Records, kind: Ints, extension: Texts) -> Texts:
    person = records.person
    former = (records.moment < people.mobile_at[person]) & present(people.former_mobile[person])
    mobile = np.where(former, people.former_mobile[person], people.mobile[person])
    switchboard = world.companies.switchboard[np.maximum(people.company[person], 0)]
    number = np.choose(np.minimum(kind, 2), [mobile, people.landline[person], switchboard])
    change(number, kind == DIRECT, lambda base, own: base[:-3] + own, extension[person])
    change(number, (kind != NO_PHONE) & records.fails(rng, WRONG_DIGIT), wrong_digit, *_luck(rng, len(number)))
    shown = np.flatnonzero(kind != NO_PHONE)
    form = _forms(rng, records.source[shown])
    written = nothing(len(number))
    mobiles = (kind[shown] == MOBILE).astype(np.int64)
    written[shown] = write_phones(number[shown], people.country[person[shown]], mobiles, form)
    extended = (kind == SWITCHBOARD) & chance(rng, EXTENSION, len(kind))
    change(written, extended, lambda text, own, way: text + (" x", " ext. ", "-", " ext ")[way] + own,
           extension[person], rng.integers(0, 4, len(kind)))  # fmt: skip
    _placeholders(rng, written, shown, business.PLACEHOLDER_PHONES, PLACEHOLDER_PHONE)
    return written


def _luck(rng: Rng, n: int) -> tuple[Ints, Ints]:
    return rng.integers(0, 1000, n), rng.integers(0, 1000, n)


def _forms(rng: Rng, source: Ints) -> Ints:
    form = np.empty(len(source), dtype=np.int64)
    for code, rows in groups(source):
        weights = np.array(SOURCES[code].phones)
        form[rows] = np.where(chance(rng, 0.85, len(rows)), draw(rng, cumulate(weights), len(rows)),
                              rng.integers(0, FORMS, len(rows)))  # fmt: skip
    return form


def _placeholders(rng: Rng, column: Texts, shown: Ints, values: str, p: float) -> None:
    """Some of the shown values are what a clerk types to get past a mandatory field; few of them make up most."""
    rows = shown[chance(rng, p, len(shown))]
    choices = texts(values.split())
    column[rows] = choices[draw(rng, cumulate(zipf(len(choices), 1.0, 1.0)), len(rows))]


def write_emails_of(rng: Rng, world: World, people: People, records: Records) -> dict[str, Texts]:
    """The three e-mail columns; one address per record, sometimes a second."""
    columns = {slot: nothing(len(records.person)) for slot in EMAIL_SLOTS}
    wanted = records.has["email"]
    for _ in range(2):
        kind = _email_kind(rng, people, records, wanted)
        address = _email_text(rng, world, people, records, kind)
        _put(rng, columns, EMAIL_SLOTS, _EMAIL_SLOT_CDFS, kind, address)
        wanted = wanted & chance(rng, SECOND_EMAIL, len(wanted))
    return columns


def _email_kind(rng: Rng, people: People, records: Records, wanted: Bools) -> Ints:
    employed = people.company[records.person] >= 0
    luck = rng.random(len(employed))
    at_work = np.where(luck < 0.72, JOB, np.where(luck < 0.83, SHARED, PRIVATE))
    elsewhere = np.where(luck < 0.06, JOB, PRIVATE)
    kind = np.where(employed, np.where(AT_WORK[records.source], at_work, elsewhere), PRIVATE)
    return np.where(wanted, kind, NO_EMAIL)


def _email_text(rng: Rng, world: World, people: People, records: Records, kind: Ints) -> Texts:
    person = records.person
    n = len(person)
    second = present(people.second_mailbox[person]) & chance(rng, 0.25, n)
    private = np.where(
        records.moment < people.mailbox_at[person], people.former_mailbox[person], people.mailbox[person]
    )
    private = np.where(people.mailbox_at[person] > 1, people.mailbox[person], private)
    private = np.where(second, people.second_mailbox[person], private)
    departments = texts(business.SHARED_MAILBOXES.split())
    department = departments[draw(rng, cumulate(zipf(len(departments), 1.0, 1.3)), n)]
    shared = department + "@" + world.companies.domain[np.maximum(people.company[person], 0)]
    address = np.where(kind == JOB, people.job_mailbox[person], np.where(kind == SHARED, shared, private))
    address[kind == NO_EMAIL] = None
    _corrupt_emails(rng, people, records, kind, address)
    _placeholders(rng, address, np.flatnonzero(kind != NO_EMAIL), business.PLACEHOLDER_EMAILS, PLACEHOLDER_EMAIL)
    return address


def _corrupt_emails(rng: Rng, people: People, records: Records, kind: Ints, address: Texts) -> None:
    n = len(address)
    moved = np.flatnonzero((kind == PRIVATE) & records.fails(rng, OTHER_PROVIDER))
    local = texts(text.partition("@")[0] for text in address[moved])
    address[moved] = at_providers(rng, local, people.country[records.person[moved]])
    one, two = _luck(rng, n)
    change(address, (kind == PRIVATE) & records.fails(rng, TAG), tagged, one)
    change(address, (kind != SHARED) & records.fails(rng, DOTS), redotted, one)
    change(address, chance(rng, GOOGLED / 2, n), googled)
    change(address, records.fails(rng, LOCAL_TYPO), _misspell_local, one % 7, two, one)
    change(address, records.fails(rng, DOMAIN_TYPO), wrong_domain, two)
    shouting = NUMBERS["upper"][records.source] > 0.5
    change(address, shouting & chance(rng, 0.5, n) | chance(rng, CAPITALS / 2, n), str.upper)
    change(address, chance(rng, CAPITALS / 2, n), str.capitalize)


def _misspell_local(address: str, kind: int, at: int, luck: int) -> str:
    local, _, domain = address.partition("@")
    return f"{misspell(local, kind, at, luck)}@{domain}"
