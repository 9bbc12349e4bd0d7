"""The whole engine on small tables whose answer everybody can see."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa
import pytest

from onefold.engine.explanation import Findings
from onefold.engine.resolution import Resolution
from onefold.engine.resolve import Config, person_weights, random_pairs, resolve
from onefold.tables import ASSIGNMENTS, ATTRIBUTES, MATCHES, PAIRS

Row = dict[str, str | None]

OTHER: Row = {
    "FirstName": "Mary", "LastName": "Major", "EmailAddress": "mary@example.org", "PhoneNumber": "555-010-0177",
}  # fmt: skip
LI: Row = {"FirstName": "Li", "LastName": "Wang", "EmailAddress": "li@example.net"}
JOHN: Row = {
    "FirstName": "John", "LastName": "Doe", "EmailAddress": "JOHN_DOE@ANYCOMPANY.COM", "PhoneNumber": "555-010-0000",
}  # fmt: skip


def table(rows: list[Row]) -> pa.Table:
    """Records numbered from 1, unless they have an id."""
    names = list(dict.fromkeys(name for row in rows for name in row if name != "profile_id"))
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    ids = [row.get("profile_id") or str(number) for number, row in enumerate(rows, start=1)]
    return pa.table({"profile_id": pa.array(ids, pa.string()), **columns})


def run(rows: list[Row], threads: int = 1) -> Resolution:
    return resolve(table(rows), Config(threads=threads))


def groups(rows: list[Row]) -> list[list[str]]:
    return sorted(run(rows).matches["profile_ids"].to_pylist())


@pytest.mark.parametrize(
    "change",
    [
        {"FirstName": "Jhn"},
        {"EmailAddress": "johndoe@anycompany.com"},
        {"PhoneNumber": "+1-555-010-0000"},
        {"FirstName": "Jhn", "EmailAddress": "johndoe@anycompany.com", "PhoneNumber": "+1-555-010-0000"},
    ],
)
def test_the_same_customer_written_differently_is_found_in_three_rows(change: Row) -> None:
    assert groups([JOHN, JOHN | change, OTHER]) == [["1", "2"]]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"FullName": "John Doe", "PhoneNumber": "555-010-0000"}, {"FullName": "Jhn Doe"}),
        ({"FullName": "John Doe", "PhoneNumber": "555-010-0000"}, {"PhoneNumber": "+1-555-010-0000"}),
        (
            {"FullName": "John Doe", "EmailAddress": "JOHN_DOE@ANYCOMPANY.COM"},
            {"EmailAddress": "johndoe@anycompany.com"},
        ),
    ],
)
def test_each_example_of_the_mission_matches_from_three_rows_alone(one: Row, two: Row) -> None:
    other: Row = {"FullName": "Mary Major", "PhoneNumber": "555-010-0177", "EmailAddress": "mary@example.org"}
    assert groups([one, one | two, other]) == [["1", "2"]]


HOME: Row = {
    "LastName": "Doe", "PhoneNumber": "555-010-0000", "Address.Address1": "12 Any Street", "Address.City": "Anytown",
    "Address.PostalCode": "12345",
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            {"FirstName": "Anna", "BirthDate": "2001-05-09", "Gender": "F"},
            {"FirstName": "Brian", "BirthDate": "2001-05-09", "Gender": "M"},
        ),
        (
            {"FirstName": "Anna", "BirthDate": "2001-05-09", "EmailAddress": "anna@example.com"},
            {"FirstName": "Brian", "BirthDate": "2001-05-09", "EmailAddress": "brian77@example.org"},
        ),
        (
            {"FirstName": "Anna", "BirthDate": "2001-05-09"},
            {"FirstName": "Brian", "BirthDate": "2001-05-09"},
        ),
        (
            {"FirstName": "John", "BirthDate": "1990-05-09"},
            {"FirstName": "John", "BirthDate": "1961-11-23"},
        ),
        (
            {"FirstName": "John Jr", "BirthDate": "1990-05-09"},
            {"FirstName": "John Sr", "BirthDate": "1961-11-23"},
        ),
        (
            {"FirstName": "Peter", "BirthDate": "1980-05-09", "Gender": "M"},
            {"FirstName": "Susan", "BirthDate": "1982-11-23", "Gender": "F"},
        ),
        ({"FirstName": "Peter", "Gender": "M"}, {"FirstName": "Susan", "Gender": "F"}),
    ],
    ids=[
        "twins",
        "twins with mailboxes",
        "twins of whom nothing else is known",
        "father and son of one name",
        "father and son",
        "spouses",
        "spouses without birth dates",
    ],
)
@pytest.mark.parametrize("others", [[], [OTHER], [OTHER, LI]], ids=["two rows", "three rows", "four rows"])
def test_members_of_one_household_stay_apart(one: Row, two: Row, others: list[Row]) -> None:
    assert groups([HOME | one, HOME | two, *others]) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"FirstName": "John"}, {"FirstName": "J."}),
        ({"FirstName": "John"}, {"FirstName": "Jhn"}),
        ({"FirstName": "John"}, {"FirstName": "Johnny"}),
        (
            {"FirstName": "John", "EmailAddress": "john@example.com", "BusinessName": "Any Company"},
            {"FirstName": "John", "EmailAddress": "jdoe77@example.org", "BusinessName": "Any Company"},
        ),
    ],
    ids=["initial", "slip", "nickname", "two mailboxes"],
)
@pytest.mark.parametrize("others", [[], [OTHER], [OTHER, LI]], ids=["two rows", "three rows", "four rows"])
def test_one_customer_of_a_few_rows_is_not_a_household(one: Row, two: Row, others: list[Row]) -> None:
    shared: Row = {"LastName": "Doe", "PhoneNumber": "555-010-0000"}
    assert groups([shared | one, shared | two, *others]) == [["1", "2"]]


def families(count: int, seed: int = 3) -> list[Row]:
    """Two relatives at each address and two records of each; half of the names have a slip. Ids: family, member, n."""
    pick = random.Random(seed)
    rows: list[Row] = []

    def word(length: int) -> str:
        return "".join(pick.choices("abcdefghilmnoprstu", k=length))

    def written(name: str) -> str:
        at = pick.randrange(1, len(name))
        return name[:at] + pick.choice("aeo") + name[at + 1 :] if pick.random() < 0.5 else name

    for family in range(count):
        last, street, city = word(8), f"{pick.randrange(1, 99)} {word(9)} street", word(7)
        for member in range(2):
            first = word(7)
            for record in range(2):
                row: Row = {"FirstName": written(first), "LastName": written(last), "Address.Address1": street}
                row |= {"Address.City": city, "profile_id": f"{family}-{member}-{record}"}
                rows.append(row)
    return rows


def test_relatives_with_misspelt_names_stay_apart() -> None:
    """A slip in the last name was counted as if only one person could have made it."""
    found = groups(families(400))
    right = [group for group in found if len({name.rpartition("-")[0] for name in group}) == 1]
    assert len(right) > 0.97 * len(found)
    assert len(right) > 0.9 * 800


def colleagues(companies: int, people: int, seed: int = 5) -> list[Row]:
    """People who share an employer, its address and at times its phone; a third are there twice."""
    pick = random.Random(seed)
    rows: list[Row] = []

    def word(length: int) -> str:
        return "".join(pick.choices("abcdefghilmnoprstu", k=length))

    def number() -> str:
        return f"555{pick.randrange(10**7):07}"

    firsts, lasts = [word(6) for _ in range(60)], [word(7) for _ in range(200)]
    for company in range(companies):
        place: Row = {
            "BusinessName": f"{word(9)} {word(6)}",
            "Address.Address1": f"{pick.randrange(1, 99)} {word(9)} road",
        }
        place |= {"Address.City": word(8)}
        desk = number()
        for person in range(people):
            name: Row = {"FirstName": pick.choice(firsts), "LastName": pick.choice(lasts)}
            for record in range(2 if pick.random() < 0.35 else 1):
                row = place | name | {"PhoneNumber": desk if pick.random() < 0.3 else number()}
                rows.append(row | {"profile_id": f"{company}-{person}-{record}"})
    return rows


def test_colleagues_at_one_address_stay_apart() -> None:
    """They outnumber the pairs of one person by far; 'same' learned from them, and companies became one customer."""
    found = groups(colleagues(companies=100, people=30))
    right = [group for group in found if len({name.rpartition("-")[0] for name in group}) == 1]
    assert len(right) > 0.97 * len(found)
    assert len(right) > 900


@pytest.mark.parametrize("mailbox", ["test@test.com", "noreply@shop.example", "none@none.example"])
@pytest.mark.parametrize("name", ["", "Unknown"])
def test_a_mailbox_that_stands_where_there_is_none_makes_nobody_one(mailbox: str, name: str) -> None:
    nobody = {"FirstName": name, "LastName": name, "EmailAddress": mailbox}
    assert groups([nobody, {"FirstName": "Kim", "LastName": "Ash", "EmailAddress": mailbox}, OTHER]) == []
    assert groups([{"EmailAddress": mailbox}, {"EmailAddress": mailbox}, OTHER]) == []


def customers(count: int, seed: int = 7) -> list[Row]:
    """Made-up people, a third of them twice, with a slip."""
    pick = random.Random(seed)
    first = ["".join(pick.choices("abcdeimnor", k=6)) for _ in range(40)]
    last = ["".join(pick.choices("abcdefghil", k=7)) for _ in range(150)]
    rows: list[Row] = []
    for _ in range(count):
        one, two = pick.choice(first), pick.choice(last)
        row: Row = {"FirstName": one, "LastName": two, "PhoneNumber": f"555{pick.randrange(10**7):07}"}
        row["EmailAddress"] = f"{one}.{two}@example.com"
        rows.append(row)
        if pick.random() < 0.3:
            rows.append(row | {pick.choice(list(row)): None})
    return [row | {"profile_id": f"r{number}"} for number, row in enumerate(rows)]


def by_id(assignments: pa.Table) -> dict[str, tuple[str, float | None]]:
    return {r["profile_id"]: (r["match_id"], r["confidence_score"]) for r in assignments.to_pylist()}


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_rows_give_the_identical_result(seed: int) -> None:
    rows = customers(150)
    before, after = run(rows), run(random.Random(seed).sample(rows, len(rows)))
    assert by_id(before.assignments) == by_id(after.assignments)
    assert before.matches.equals(after.matches)
    assert before.pairs.equals(after.pairs)
    assert len(before.matches) > 20


def test_threads_and_chunks_change_nothing() -> None:
    rows = customers(150)
    one = run(rows)
    chunked = pa.concat_tables([table(rows).slice(start, 17) for start in range(0, len(rows), 17)])
    for other in (run(rows, threads=3), resolve(chunked, Config())):
        assert one.assignments.equals(other.assignments)
        assert one.matches.equals(other.matches)
        assert one.pairs.equals(other.pairs)


def test_the_tables_have_their_schemas_and_input_order() -> None:
    rows = customers(20)
    result = run(rows)
    assert result.assignments["profile_id"].to_pylist() == [row["profile_id"] for row in rows]
    assert (result.assignments.schema, result.matches.schema, result.pairs.schema) == (ASSIGNMENTS, MATCHES, PAIRS)


def test_matches_are_the_assignments_by_group() -> None:
    result = run(customers(100))
    found: dict[str, list[str]] = {}
    for row in result.assignments.to_pylist():
        found.setdefault(row["match_id"], []).append(row["profile_id"])
        assert row["confidence_score"] is None or 0.5 <= row["confidence_score"] <= 1
    matches = {row["match_id"]: row["profile_ids"] for row in result.matches.to_pylist()}
    assert matches == {name: sorted(ids) for name, ids in found.items() if len(ids) > 1}
    members = result.ids.take(pa.array(result.member_rows)).to_pylist()
    assert members == [one for ids in result.matches["profile_ids"].to_pylist() for one in ids]


@pytest.mark.parametrize("count", [2, 3, 12])
def test_records_that_are_all_equal_are_one_customer(count: int) -> None:
    assert [len(group) for group in groups([JOHN] * count)] == [count]


@pytest.mark.parametrize("name", ["BirthDate", "Address.City", "BusinessName", "Gender", "PhoneNumber#2"])
@pytest.mark.parametrize("value", [None, ""])
def test_an_empty_column_changes_nothing(name: str, value: str | None) -> None:
    rows: list[Row] = [JOHN, JOHN | {"FirstName": "Jhn"}, OTHER]
    plain, wider = run(rows), run([row | {name: value} for row in rows])
    assert plain.assignments.equals(wider.assignments)
    assert plain.pairs.equals(wider.pairs)


def test_records_without_any_value_are_nobody() -> None:
    assert groups([{"FirstName": None, "LastName": None}] * 3) == []


def test_a_record_alone_has_no_matches() -> None:
    result = run([JOHN])
    assert (len(result.assignments), len(result.matches), len(result.pairs)) == (1, 0, 0)
    assert result.assignments["confidence_score"].to_pylist() == [None]


def test_stages_are_told_with_a_rising_share() -> None:
    told: list[tuple[str, float]] = []
    resolve(table([JOHN, OTHER]), Config(), progress=lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, ("Done", 1.0))


@pytest.mark.parametrize(("rows", "wanted"), [(2, 100), (10, 45), (1000, 500)])
def test_random_pairs_are_pairs_of_different_rows_and_always_the_same(rows: int, wanted: int) -> None:
    pairs = random_pairs(rows, wanted)
    a, b = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
    assert (a < b).all()
    assert (b < rows).all()
    assert 0 < len(pairs) <= wanted
    np.testing.assert_array_equal(pairs, random_pairs(rows, wanted))


def test_counting_with_person_weights_counts_people() -> None:
    result = run([JOHN, JOHN, OTHER])
    assert person_weights(result.clusters).sum() == 2


CROWD: list[Row] = [
    {"FirstName": first, "LastName": last, "PhoneNumber": f"555-010-{number % 23:04}" if number % 3 else None}
    for number, (first, last) in enumerate(
        (first, last) for first in ("Ann", "Anne", "Bob", "Carla", "Dan") for last in ("Doe", "Dow", "Major") * 4
    )
]
"""Sure groups, doubtful ones, and pairs that are only possible."""


@pytest.mark.parametrize("count", [0, 1, 3, 1000])
def test_the_surest_groups_are_the_first_matches(count: int) -> None:
    found = run(CROWD)
    assert found.surest(count).equals(found.matches.slice(0, count))


def test_groups_and_possible_pairs_are_counted_as_the_tables_have_them() -> None:
    found = run(CROWD)
    assert sorted(found.groups.confidence) == sorted(found.matches["confidence_score"].to_pylist())
    assert sorted(found.groups.size) == sorted(map(len, found.matches["profile_ids"].to_pylist()))
    assert found.possible_pairs == found.pairs["match_id"].null_count > 0


@pytest.mark.parametrize("column", ["PhoneNumber", "EmailAddress", "Address.City", "BirthDate", "AccountNumber"])
def test_a_column_without_values_changes_nothing(column: str) -> None:
    rows: list[Row] = [{k: v for k, v in row.items() if k != column} for row in (JOHN, JOHN, OTHER)]
    assert groups([row | {column: None} for row in rows]) == groups(rows) == [["1", "2"]]


def test_an_unusable_mail_beside_usable_ones_is_no_mail() -> None:
    unusable: Row = {"FirstName": "Ann", "LastName": "Major", "EmailAddress": "@"}
    assert groups([JOHN, JOHN, OTHER, unusable]) == [["1", "2"]]


@pytest.mark.parametrize("attributes", [(), ("FirstName",), ATTRIBUTES])
def test_a_table_without_records_has_an_empty_result(attributes: tuple[str, ...]) -> None:
    nothing = pa.table({name: pa.array([], pa.string()) for name in ("profile_id", *attributes)})
    result = resolve(nothing, Config())
    assert (result.assignments, result.matches, result.pairs) == tuple(
        schema.empty_table() for schema in (ASSIGNMENTS, MATCHES, PAIRS)
    )
    assert result.findings == Findings((), (), (), ())


def test_records_without_values_stay_alone() -> None:
    nothing: Row = dict.fromkeys(ATTRIBUTES, "")
    assert groups([nothing, nothing, dict.fromkeys(ATTRIBUTES)]) == []
