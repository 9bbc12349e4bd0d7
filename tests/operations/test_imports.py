"""A table is imported whole, its profiles are like those of CreateProfile, and no profile comes twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.importing import profiles as importing
from onefold.store import audit, bulk

TABLE = b"""customer_id,first_name,last_name,email,phone,city,shoe
17,John,Doe,JOHN@example.com,555-010-0000,Anytown,43
18,Mary,Major,,+1 555 010 0001,,
"""


def load(service: Any, table: bytes = TABLE, **request: Any) -> dict[str, Any]:
    return dict(service("ImportProfiles", Table=iter([table[:50], table[50:]]), **request))


def every(service: Any) -> list[dict[str, Any]]:
    return [profile for page in service.pages("ListProfiles") for profile in page["Items"]]


def test_records_become_profiles(demo: Any) -> None:
    answer = load(demo)
    assert (answer["ProfileCount"], answer["AddedProfileCount"], answer["BadRowCount"]) == (2, 2, 0)
    assert {"Column": "email", "Attribute": "EmailAddress"} in answer["Columns"]
    assert answer["IgnoredColumns"] == ["shoe"]
    john, mary = every(demo)
    assert {name: value for name, value in john.items() if name != "ProfileId"} == {
        "FirstName": "John", "LastName": "Doe", "PhoneNumber": "555-010-0000", "EmailAddress": "JOHN@example.com",
        "Address": {"City": "Anytown"}, "Attributes": {"customer_id": "17"},
    }  # fmt: skip
    assert mary["Attributes"] == {"customer_id": "18"}
    assert "EmailAddress" not in mary


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_of_json_becomes_profiles(demo: Any, indent: int | None) -> None:
    people = [{"FirstName": "Ann", "Address": {"City": "Anytown"}}, {"FirstName": "Bo"}]
    load(demo, json.dumps(people, indent=indent).encode())
    assert [{name: one[name] for name in one if name != "ProfileId"} for one in every(demo)] == people


def test_an_imported_profile_is_what_create_profile_makes(demo: Any) -> None:
    load(demo)
    imported = every(demo)[0]
    made = demo.profile(**{name: value for name, value in imported.items() if name != "ProfileId"})
    found = demo("BatchGetProfile", ProfileIds=[imported["ProfileId"], made])["Profiles"]
    assert {**found[0], "ProfileId": ""} == {**found[1], "ProfileId": ""}
    for key, value in (("_phone", "+15550100000"), ("_email", "john@example.com"), ("_fullName", "john doe")):
        items = demo("SearchProfiles", KeyName=key, Values=[value])["Items"]
        assert [one["ProfileId"] for one in items] == [imported["ProfileId"], made]
    histories = [demo("ListProfileHistoryRecords", ProfileId=one)["ProfileHistoryRecords"]
                 for one in (imported["ProfileId"], made)]  # fmt: skip
    assert [[(one["ActionType"], one["PerformedBy"]) for one in records] for records in histories] == [
        [("CREATED", "KEY1")]
    ] * 2
    demo("UpdateProfile", ProfileId=imported["ProfileId"], FirstName="Jack")


def test_the_audit_trail_has_the_import(demo: Any) -> None:
    answer = load(demo)
    (noted,) = [
        one for one in demo.store.read(lambda tx: audit.page(tx, None, 9)) if one["operation"] != "CreateDomain"
    ]
    assert (noted["operation"], noted["access_key_id"]) == ("ImportProfiles", "KEY1")
    assert noted["resource"] == {"DomainName": "demo", "ImportId": answer["ImportId"], "ProfileCount": 2}


def test_the_same_table_again_adds_nothing(demo: Any) -> None:
    first = load(demo)
    again = load(demo)
    assert again == {**first, "AddedProfileCount": 0}
    assert len(every(demo)) == 2
    assert load(demo, TABLE + b"19,Ann,Lee,,,,\n")["AddedProfileCount"] == 3


def test_another_domain_has_its_own_import(demo: Any) -> None:
    load(demo)
    demo("CreateDomain", DomainName="other", DefaultExpirationDays=366)
    assert load(demo, DomainName="other")["AddedProfileCount"] == 2
    demo("DeleteDomain")
    demo("CreateDomain", DefaultExpirationDays=366)
    assert load(demo)["AddedProfileCount"] == 2


def test_bad_rows_refuse_the_whole_table_or_are_left_out(demo: Any) -> None:
    table = TABLE + b"19," + b"x" * 300 + b",Lee,,,,\nbroken\n"
    with pytest.raises(BadRequestError) as refused:
        load(demo, table)
    assert str(refused.value) == (
        "2 rows cannot be imported, so nothing was: row 5: 1 field where 7 were expected; skipped; "
        "row 4: FirstName has 300 characters; it can have 255. "
        "Mend them, or leave them out with bad-rows=skip in the query"
    )
    assert every(demo) == []
    answer = load(demo, table, BadRows="skip")
    assert (answer["ProfileCount"], answer["AddedProfileCount"], answer["BadRowCount"]) == (2, 2, 2)
    assert len(answer["BadRows"]) == 2
    assert len(every(demo)) == 2


@pytest.mark.parametrize("table", [b"", b"a,b\n1,2\n", b"PAR1 but no more"])
def test_what_is_no_table_is_refused(demo: Any, table: bytes) -> None:
    with pytest.raises(BadRequestError, match=r"^The body ") as refused:
        load(demo, table)
    assert "/" not in str(refused.value)
    assert "--" not in str(refused.value)


def test_a_body_that_was_forged_leaves_nothing(demo: Any) -> None:
    def forged() -> Iterator[bytes]:
        yield TABLE
        raise PermissionError

    with pytest.raises(PermissionError):
        demo("ImportProfiles", Table=forged())
    assert every(demo) == []


def test_an_unknown_domain_is_not_found_before_anything_is_read(service: Any) -> None:
    with pytest.raises(ResourceNotFoundError, match="Domain demo does not exist"):
        service("ImportProfiles", Table=iter(lambda: pytest.fail("read"), None))


MANY = b"last_name,email\n" + b"".join(b"Doe%d,m%d@example.com\n" % (number, number) for number in range(25))


@pytest.fixture
def in_tens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onefold.importing.prepare.PIECE_ROWS", 10)


@pytest.mark.usefixtures("in_tens")
def test_an_import_that_breaks_off_goes_on_when_the_table_is_sent_again(
    demo: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    real = bulk.add_profiles

    def break_off(*arguments: Any) -> list[str]:
        calls.append(1)
        if len(calls) == 3:
            raise OSError("No space left on device")
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(importing.bulk, "add_profiles", break_off)
        with pytest.raises(OSError, match="No space"):
            load(demo, MANY)
    assert len(every(demo)) == 20
    answer = load(demo, MANY)
    assert (answer["ProfileCount"], answer["AddedProfileCount"]) == (25, 5)
    assert {one["LastName"] for one in every(demo)} == {f"Doe{number}" for number in range(25)}


@pytest.mark.usefixtures("in_tens")
def test_of_two_requests_with_one_table_one_goes_on(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importing.imports.begin

    def begin(*arguments: Any) -> Any:
        begun = real(*arguments)
        with monkeypatch.context() as patch:
            patch.setattr(importing.imports, "begin", real)
            importing.imports.advance(arguments[0], begun, 10, 1)  # what the other request does meanwhile
        return begun

    monkeypatch.setattr(importing.imports, "begin", begin)
    with pytest.raises(BadRequestError, match="is being imported by another request"):
        load(demo, MANY)
    assert every(demo) == []


@pytest.mark.usefixtures("in_tens")
def test_a_domain_that_is_deleted_meanwhile_ends_the_import(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importing.imports.begin

    def begin(tx: Any, *arguments: Any) -> Any:
        domain = importing.domains.find(tx, "demo")
        assert domain is not None
        importing.domains.remove(tx, domain, 1)
        return real(tx, *arguments)

    monkeypatch.setattr(importing.imports, "begin", begin)
    with pytest.raises(ResourceNotFoundError, match="Domain demo does not exist"):
        load(demo, MANY)


def test_account_numbers_are_kept_though_no_two_profiles_share_one(demo: Any) -> None:
    """`onefold match` leaves such a column of a file out; in a domain other profiles may have the same numbers."""
    load(demo, b"id,account_number,name,email\n1,A-1,Jo Doe,jo@example.com\n2,B-2,Al Roe,al@example.com\n")
    assert [one["AccountNumber"] for one in every(demo)] == ["B-2", "A-1"]  # by name
    (found,) = demo("SearchProfiles", KeyName="_account", Values=["a-1"])["Items"]
    assert (found["FirstName"], found["Attributes"]) == ("Jo", {"id": "1"})


def test_profiles_in_amazons_own_form_keep_their_attributes_and_other_texts(demo: Any) -> None:
    profiles = [
        {
            "FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com", "PartyTypeString": "guest",
            "AdditionalInformation": "x" * 1000, "Attributes": {"tier": "gold", "a.b#2": "1", "empty": ""},
        },
        {"FirstName": "Mary", "LastName": "Major", "PhoneNumber": "555-010-0000", "Attributes": {"region": "NA"}},
    ]  # fmt: skip
    table = "".join(f"{json.dumps(one)}\n" for one in profiles).encode()
    answer = demo("ImportProfiles", Table=[table])
    assert (answer["AddedProfileCount"], answer["IgnoredColumns"]) == (2, [])
    assert {"Column": "Attributes.tier", "Attribute": "Attributes.tier"} in answer["Columns"]
    john, mary = ({name: value for name, value in one.items() if name != "ProfileId"} for one in every(demo))
    assert john == {**profiles[0], "Attributes": {"tier": "gold", "a.b#2": "1"}}
    assert mary == profiles[1]


@pytest.mark.parametrize(("column", "length"), [("AdditionalInformation", 1001), ("Attributes.tier", 256)])
def test_such_a_text_has_the_length_that_create_profile_takes(demo: Any, column: str, length: int) -> None:
    table = f"email,{column}\nann@example.com,{'x' * length}\n".encode()
    with pytest.raises(BadRequestError, match=f"row 2: {column} has {length} characters; it can have {length - 1}"):
        demo("ImportProfiles", Table=[table])
