import random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.features import ADDRESSES_MAX, SLOTS_MAX, Features, build_features
from onefold.engine.kernels.compare import CITY_AT, LINE_AT, NUMBER_AT, POSTCODE_AT, STREET_AT
from onefold.engine.normalise.emails import FUNCTION, PERSON
from onefold.tables import ATTRIBUTES

Columns = dict[str, list[str | None]]


def built(columns: Columns, region: str = "US", threads: int = 1) -> Features:
    rows = len(next(iter(columns.values())))
    ids = {} if "profile_id" in columns else {"profile_id": [f"p{k}" for k in range(rows)]}
    table = pa.table({name: pa.array(values, pa.string()) for name, values in (ids | columns).items()})
    return build_features(table, region=region, threads=threads)


def texts(f: Features, codes: np.ndarray, pool: pa.Array) -> list[str | None]:
    """The values of one column by row of the input."""
    values = [pool[code].as_py() if code >= 0 else None for code in codes.tolist()]
    return [value for _, value in sorted(zip(f.order.tolist(), values, strict=True))]


def names(f: Features) -> list[tuple[str | None, ...]]:
    """First, middle and last name by row of the input."""
    parts = (texts(f, codes, f.names) for codes in (f.first, f.middle, f.last))
    return list(zip(*parts, strict=True))


def phone_sets(f: Features) -> list[set[int]]:
    found = [(row, {int(f.phone_keys[c]) for c in f.phones[at] if c >= 0}) for at, row in enumerate(f.order.tolist())]
    return [keys for _, keys in sorted(found)]


PEOPLE: Columns = {
    "profile_id": ["a", "b", "c", "d", "e"],
    "FirstName": ["Ann", "Bob", None, "Eve", "Ann"],
    "LastName": ["Harton", "Berg", "Lind", None, "Harton"],
    "BirthDate": ["1985-05-12", None, "1970-02-03", "nonsense", "12 May 1985"],
    "EmailAddress": ["ann@example.com", "bob@example.org", None, "eve@example.net", "ANN@example.com"],
    "PhoneNumber": ["212 555 0100", None, "212 555 0101", "212 555 0102", "+1 (212) 555-0100"],
    "Address.City": ["Springfield", "Riverton", None, "Lakeside", "springfield"],
}


def test_the_parts_of_a_full_name_are_told_apart() -> None:
    f = built({"FullName": ["Ann Marie Harton", "Berg, Bob", None]})
    assert names(f) == [("ann", "marie", "harton"), ("bob", None, "berg"), (None, None, None)]


def test_a_first_name_field_may_hold_a_full_name_where_nothing_else_does() -> None:
    f = built({"FirstName": ["Ann Harton", "Mary Ann", "Bob"], "LastName": [None, "Lind", None]})
    assert names(f) == [("ann", None, "harton"), ("mary", "ann", "lind"), ("bob", None, None)]


def test_the_named_fields_come_before_the_full_name() -> None:
    f = built({"FullName": ["Bob Berg", "Bob Berg"], "FirstName": ["Ann", None], "LastName": [None, "Lind"]})
    assert names(f) == [("ann", None, "berg"), ("bob", None, "lind")]


def test_the_middle_name_field_comes_before_a_second_first_name() -> None:
    f = built({"FirstName": ["Mary Ann", "Mary Ann"], "MiddleName": ["Louise", None], "LastName": ["Lind", "Lind"]})
    assert names(f) == [("mary", "louise", "lind"), ("mary", "ann", "lind")]


def test_titles_and_suffixes_become_traits() -> None:
    f = built({"FullName": ["Mr. Bob Berg Jr.", "Mrs. Ann Lind", "Eve Harton"], "Gender": ["male", None, "female"]})
    by_row = np.argsort(f.order)
    assert f.gender[by_row].tolist() == [1, 2, 2]
    assert f.suffix[by_row].tolist() == [2, 0, 0]


@pytest.mark.parametrize(("country", "same"), [("Australia", True), ("AU", True), ("US", False), (None, False)])
def test_a_phone_is_read_in_the_country_of_its_row(country: str | None, same: bool) -> None:
    f = built({"PhoneNumber": ["0011 49 30 901820", "+49 30 901820"], "Address.Country": [country, None]})
    dialled, international = phone_sets(f)
    assert (dialled == international) == same


def test_where_no_country_is_given_the_region_holds() -> None:
    f = built({"PhoneNumber": ["0011 49 30 901820", "+49 30 901820"]}, region="AU")
    dialled, international = phone_sets(f)
    assert dialled == international != set()


def test_the_values_of_one_kind_are_packed_and_not_repeated() -> None:
    f = built({"PhoneNumber": [None, "212 555 0100"], "MobilePhoneNumber": ["212 555 0101", "(212) 555-0100"]})
    assert f.phones.shape == (2, 1)
    assert (f.phones >= 0).all()


def test_no_more_than_the_first_values_of_one_kind_are_kept() -> None:
    columns = {f"EmailAddress#{k}": [f"user{k}@example.com"] for k in range(2, SLOTS_MAX + 4)}
    f = built({"EmailAddress": ["user1@example.com"]} | columns)
    assert set(f.email_pool.to_pylist()) == {f"user{k}@example.com" for k in range(1, SLOTS_MAX + 1)}


def test_mailboxes_of_all_columns_are_in_one_pool_with_the_parts_of_each() -> None:
    f = built(
        {
            "EmailAddress": ["Ann.Doe@Example.com", None, "nothing", "info2@example.org"],
            "PersonalEmailAddress": [None, "anndoe+news@example.com", "ann_doe@example.net", "INFO2@example.org"],
        }
    )
    assert f.email_pool.drop_null().to_pylist().count("anndoe@example.com") == 1
    assert texts(f, f.emails[:, 0], f.email_pool) == [
        "anndoe@example.com", "anndoe@example.com", "anndoe@example.net", "info2@example.org"
    ]  # fmt: skip
    assert f.emails.shape == (4, 1)
    of_mailbox = f.email_locals[f.emails[:, 0]]
    assert texts(f, of_mailbox, f.locals) == ["anndoe", "anndoe", "anndoe", "info2"]
    assert f.local_owners[of_mailbox][np.argsort(f.order)].tolist() == [PERSON, PERSON, PERSON, FUNCTION]
    assert [(each.attribute, each.examples) for each in f.unusable] == [("EmailAddress", ("nothing",))]


def test_one_address_has_its_parts_side_by_side() -> None:
    f = built(
        {
            "Address.Address1": ["12 Oak Street", None],
            "Address.City": ["Springfield", None],
            "Address.PostalCode": ["02139", None],
            "BillingAddress.City": [None, "SPRINGFIELD"],
        }
    )
    assert f.address(CITY_AT).shape == (2, 2)
    assert f.address(CITY_AT).shape[1] <= ADDRESSES_MAX
    cities = [texts(f, f.address(CITY_AT)[:, slot], f.cities) for slot in range(2)]
    assert cities == [["springfield", None], [None, "springfield"]]
    assert texts(f, f.address(NUMBER_AT)[:, 0], f.numbers) == ["12", None]
    assert texts(f, f.address(POSTCODE_AT)[:, 0], f.postcodes) == ["02139", None]
    street, line = (
        texts(f, f.address(part)[:, 0], pool)[0] for part, pool in ((STREET_AT, f.streets), (LINE_AT, f.lines))
    )
    assert line == f"12 {street}"


def test_unusable_values_are_counted_with_examples_and_missing_ones_are_not() -> None:
    f = built(
        {
            "PhoneNumber": ["212 555 0100", "none", "none", None],
            "BirthDate": ["1985-05-12", "soon", None, None],
            "EmailAddress": ["ann@example.com", "bob@example.org", None, None],
        }
    )
    assert [(u.attribute, u.cells, u.examples) for u in f.unusable] == [
        ("BirthDate", 1, ("soon",)),
        ("PhoneNumber", 2, ("none",)),
    ]


@settings(deadline=None, max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_canonical_order_does_not_depend_on_that_of_the_input(shuffle: random.Random) -> None:
    order = list(range(5))
    shuffle.shuffle(order)
    shuffled = built({name: [values[row] for row in order] for name, values in PEOPLE.items()})
    as_given = built(PEOPLE)
    assert [order[row] for row in shuffled.order] == as_given.order.tolist()


def test_records_of_one_content_lie_side_by_side() -> None:
    order = built(PEOPLE).order.tolist()
    assert abs(order.index(0) - order.index(4)) == 1


def test_the_number_of_threads_changes_nothing() -> None:
    one, four = built(PEOPLE), built(PEOPLE, threads=4)
    assert one.order.tolist() == four.order.tolist()
    assert names(one) == names(four)
    assert one.phones.tolist() == four.phones.tolist()


def test_only_rows_with_both_names_have_a_full_name() -> None:
    f = built(PEOPLE)
    assert (f.full_names.codes < 0).tolist() == ((f.first < 0) | (f.last < 0)).tolist()
    assert len(f.full_names.values) == 2


@pytest.mark.parametrize(
    "columns", [{"profile_id": []}, {"profile_id": ["a", "b"]}, {"profile_id": ["a"], "Hat": ["x"]}]
)
def test_a_table_of_nothing_to_read_gives_empty_features(columns: Columns) -> None:
    f = built(columns)
    assert f.rows == len(columns["profile_id"])
    assert (f.first < 0).all()
    assert f.phones.shape == f.emails.shape == f.addresses.shape == (f.rows, 0)
    assert f.unusable == ()


@pytest.mark.parametrize("filled", [None, *ATTRIBUTES])
def test_an_empty_text_is_missing_and_not_unusable(filled: str | None) -> None:
    nothing: Columns = {attribute: ["", "", ""] for attribute in ATTRIBUTES}
    f = built(nothing | ({filled: ["", "1980-02-03", ""]} if filled else {}))
    assert f.unusable == () or {each.cells for each in f.unusable} == {1}
    assert [each for each in f.unusable if "" in each.examples] == []


def test_a_row_may_lack_all_lines_of_an_address() -> None:
    f = built({"Address.Address1": ["1 Main St", None, None, ""], "Address.Address2": ["Apt 2", None, "Box 7", ""]})
    lines = texts(f, f.address(LINE_AT)[:, 0], f.lines)
    assert (lines[1], lines[3]) == (None, None)
    assert lines[0] != lines[2]
