"""SearchProfiles and the keys that it looks up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError

PAGE = 20


def ids(answer: dict[str, Any]) -> list[str]:
    return [item["ProfileId"] for item in answer["Items"]]


@pytest.mark.parametrize(
    ("profile", "key", "value"),
    [
        ({"PhoneNumber": "+15551234567"}, "_phone", "(555)-123-4567"),
        ({"HomePhoneNumber": "555-010-0000"}, "_phone", "+1-555-010-0000"),
        ({"MobilePhoneNumber": "555 010 0000 ext. 12"}, "_phone", "1 555 010 0000"),
        ({"BusinessPhoneNumber": "+49 (0)30 123456"}, "_phone", "0049 30 123456"),
        ({"EmailAddress": "John@AnyCompany.com"}, "_email", "JOHN@ANYCOMPANY.COM"),
        ({"PersonalEmailAddress": "j@example.com"}, "_email", " j@example.com"),
        ({"BusinessEmailAddress": "j@example.com"}, "_email", "J@example.com"),
        ({"FirstName": "José", "LastName": "Núñez"}, "_fullName", "jose nunez"),
        ({"FirstName": "Ann", "MiddleName": "B.", "LastName": "Lee"}, "_fullName", "Ann Lee"),
        ({"FirstName": "Ann", "MiddleName": "B.", "LastName": "Lee"}, "_fullName", "Ann B Lee"),
        ({"LastName": "Lee"}, "_fullName", "Lee"),
        ({"AccountNumber": "A-1"}, "_account", "A-1"),
    ],
)
def test_a_profile_is_found_by_its_attributes_however_they_are_written(
    demo: Any, profile: dict[str, str], key: str, value: str
) -> None:
    demo.profile(FirstName="Somebody", LastName="Else", PhoneNumber="555-010-0199", EmailAddress="else@example.com")
    wanted = demo.profile(**profile)
    (item,) = demo("SearchProfiles", KeyName=key, Values=[value])["Items"]
    assert item == {"ProfileId": wanted, **profile, "FoundByItems": [{"KeyName": key, "Values": [value]}]}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_account", "a-2"),
        ("_phone", ""),
        ("_phone", "no number"),
        ("_email", "j"),
        ("_profileId", "f" * 32),
        ("x", "y"),
    ],
)
def test_what_nobody_has_finds_nobody(demo: Any, key: str, value: str) -> None:
    demo.profile(AccountNumber="A-1", EmailAddress="j@example.com", PhoneNumber="unknown")
    assert demo("SearchProfiles", KeyName=key, Values=[value]) == {"Items": []}


def test_a_changed_attribute_is_found_by_its_new_value_only(demo: Any) -> None:
    john = demo.profile(EmailAddress="old@example.com", PersonalEmailAddress="same@example.com")
    demo("UpdateProfile", ProfileId=john, EmailAddress="new@example.com")
    found = {email: ids(demo("SearchProfiles", KeyName="_email", Values=[f"{email}@example.com"])) for email in
             ("old", "new", "same")}  # fmt: skip
    assert found == {"old": [], "new": [john], "same": [john]}


def test_a_value_that_two_attributes_have_stays_while_one_has_it(demo: Any) -> None:
    john = demo.profile(EmailAddress="j@example.com", PersonalEmailAddress="J@example.com")
    demo("UpdateProfile", ProfileId=john, EmailAddress="")
    assert ids(demo("SearchProfiles", KeyName="_email", Values=["j@example.com"])) == [john]


def test_or_finds_whoever_has_one_key_and_and_whoever_has_all(demo: Any) -> None:
    both = demo.profile(EmailAddress="a@example.com", PhoneNumber="555-010-0001")
    mail = demo.profile(EmailAddress="a@example.com")
    phone = demo.profile(PhoneNumber="555-010-0001")
    demo.profile(PhoneNumber="555-010-0002")
    keys = {
        "KeyName": "_email", "Values": ["a@example.com"],
        "AdditionalSearchKeys": [{"KeyName": "_phone", "Values": ["+1 555 010 0001"]}],
    }  # fmt: skip
    found = demo("SearchProfiles", **keys)
    by_mail = {"KeyName": "_email", "Values": ["a@example.com"]}
    by_phone = {"KeyName": "_phone", "Values": ["+1 555 010 0001"]}
    assert {item["ProfileId"]: item["FoundByItems"] for item in found["Items"]} == {
        both: [by_mail, by_phone], mail: [by_mail], phone: [by_phone],
    }  # fmt: skip
    (item,) = demo("SearchProfiles", **keys, LogicalOperator="AND")["Items"]
    assert (item["ProfileId"], item["FoundByItems"]) == (both, [by_mail, by_phone])


def test_several_values_of_a_key_are_alternatives(demo: Any) -> None:
    one, two = demo.profile(EmailAddress="1@example.com"), demo.profile(EmailAddress="2@example.com")
    values = ["1@example.com", "2@example.com", "3@example.com"]
    assert ids(demo("SearchProfiles", KeyName="_email", Values=values)) == [one, two]
    assert ids(demo("SearchProfiles", KeyName="_email", Values=values, LogicalOperator="AND")) == [one, two]


@pytest.mark.parametrize("operator", ["AND", "OR"])
def test_pages_hold_twenty_unless_told_and_show_everybody_once(demo: Any, operator: str) -> None:
    wanted = [demo.profile(LastName="Doe", PhoneNumber=f"555-010-{n:04}") for n in range(45)]
    more = [{"KeyName": "_phone", "Values": [f"555-010-{n:04}" for n in range(0, 45)]}]
    query = {"KeyName": "_fullName", "Values": ["doe"], "AdditionalSearchKeys": more, "LogicalOperator": operator}
    pages = [ids(page) for page in demo.pages("SearchProfiles", **query)]
    assert [len(page) for page in pages] == [PAGE, PAGE, 5]
    assert [one for page in pages for one in page] == wanted
    assert [len(ids(page)) for page in demo.pages("SearchProfiles", **query, MaxResults=45)] == [45]


def test_an_added_key_finds_the_profile_until_it_is_deleted(demo: Any) -> None:
    john, jane = demo.profile(), demo.profile()
    added = demo("AddProfileKey", ProfileId=john, KeyName="_orderId", Values=["7", "8"])
    assert added == {"KeyName": "_orderId", "Values": ["7", "8"]}
    demo("AddProfileKey", ProfileId=john, KeyName="_orderId", Values=["8"])
    demo("AddProfileKey", ProfileId=jane, KeyName="_orderId", Values=["8"])
    assert ids(demo("SearchProfiles", KeyName="_orderId", Values=["8"])) == [john, jane]
    assert demo("DeleteProfileKey", ProfileId=john, KeyName="_orderId", Values=["8"]) == {"Message": "OK"}
    assert ids(demo("SearchProfiles", KeyName="_orderId", Values=["8"])) == [jane]
    assert ids(demo("SearchProfiles", KeyName="_orderId", Values=["7"])) == [john]
    records = demo("ListProfileHistoryRecords", ProfileId=john)["ProfileHistoryRecords"]
    assert [r["ActionType"] for r in records] == [
        "DELETED_PROFILE_KEY", "ADDED_PROFILE_KEY", "ADDED_PROFILE_KEY", "CREATED",
    ]  # fmt: skip


def test_an_added_phone_number_is_found_however_it_is_written(demo: Any) -> None:
    john = demo.profile()
    demo("AddProfileKey", ProfileId=john, KeyName="_phone", Values=["+1 (555) 010-0000"])
    assert ids(demo("SearchProfiles", KeyName="_phone", Values=["555-010-0000"])) == [john]


def with_key(service: Any, name: str, content_type: str) -> None:
    """An object type with a key of that name over a field of that type."""
    fields = {"id": {"Source": "_source.id"}, "value": {"Source": "_source.value", "ContentType": content_type}}
    keys = {f"{name}Id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}], name: [{"FieldNames": ["value"]}]}
    service("PutProfileObjectType", ObjectTypeName=f"has{name}", Description="d", Fields=fields, Keys=keys,
            AllowProfileCreation=True)  # fmt: skip


def put(service: Any, key: str, *values: str) -> list[str]:
    """The profiles of objects with these values, each in one of its own."""
    made = []
    for number, value in enumerate(values):
        service("PutProfileObject", ObjectTypeName=f"has{key}", Object=json.dumps({"id": str(number), "value": value}))
        made += ids(service("SearchProfiles", KeyName=f"{key}Id", Values=[str(number)]))
    return made


ALIKE = [
    ("order", "STRING", ["A-100", "A 100", "12-345678", "12345678"], "A-100", [0]),
    ("order", "STRING", ["A-100", "A 100", "12-345678", "12345678"], "12-345678", [2]),
    ("_orderId", "STRING", ["A-100", "a-100 "], "A-100", [0, 1]),
    ("partner", "NAME", ["O'Brien", "OBRIEN", "Brien"], "o’brien", [0, 1]),
    ("_segmentUserId", "NAME", ["O'Brien", "OBRIEN"], "obrien", [0, 1]),
    ("deskPhone", "PHONE_NUMBER", ["+1 (555) 010-0000", "555-010-0001"], "5550100000", [0]),
]


@pytest.mark.parametrize(("key", "content_type", "values", "searched", "wanted"), ALIKE)
def test_values_of_a_key_are_alike_as_the_content_type_of_its_fields_says(
    demo: Any, key: str, content_type: str, values: list[str], searched: str, wanted: list[int]
) -> None:
    with_key(demo, key, content_type)
    made = put(demo, key, *values)
    assert ids(demo("SearchProfiles", KeyName=key, Values=[searched])) == [made[one] for one in wanted]


@pytest.mark.parametrize(("key", "content_type", "values", "searched", "wanted"), ALIKE)
def test_what_a_search_finds_a_deletion_takes_away(
    demo: Any, key: str, content_type: str, values: list[str], searched: str, wanted: list[int]
) -> None:
    with_key(demo, key, content_type)
    made = put(demo, key, *values)
    for one in made:
        demo("DeleteProfileKey", ProfileId=one, KeyName=key, Values=[searched])
    for number, value in enumerate(values):
        still = ids(demo("SearchProfiles", KeyName=key, Values=[value]))
        assert still == ([] if number in wanted else [made[number]])


def test_an_added_key_survives_the_change_of_the_attribute_of_the_same_value(demo: Any) -> None:
    john = demo.profile(EmailAddress="j@example.com")
    demo("AddProfileKey", ProfileId=john, KeyName="_email", Values=["j@example.com"])
    demo("UpdateProfile", ProfileId=john, EmailAddress="")
    assert ids(demo("SearchProfiles", KeyName="_email", Values=["j@example.com"])) == [john]


def test_the_id_of_a_profile_is_a_key_that_cannot_be_changed(demo: Any) -> None:
    john, jane = demo.profile(), demo.profile()
    assert ids(demo("SearchProfiles", KeyName="_profileId", Values=[john])) == [john]
    for operation in ("AddProfileKey", "DeleteProfileKey"):
        with pytest.raises(BadRequestError, match="cannot be added or deleted"):
            demo(operation, ProfileId=jane, KeyName="_profileId", Values=[john])


@pytest.mark.parametrize("operation", ["AddProfileKey", "DeleteProfileKey"])
def test_keys_belong_to_profiles_that_exist(demo: Any, operation: str) -> None:
    with pytest.raises(ResourceNotFoundError):
        demo(operation, ProfileId="f" * 32, KeyName="x", Values=["y"])
