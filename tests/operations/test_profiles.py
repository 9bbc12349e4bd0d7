"""Profiles: what is stored, changed, removed and told of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError

JOHN = {
    "FirstName": "John", "LastName": "Doe", "PhoneNumber": "555-010-0000",
    "Address": {"Address1": "1 Main St", "City": "Anytown"}, "Attributes": {"Tier": "gold", "Since": "2019"},
}  # fmt: skip
NOBODY = "f" * 32


def got(service: Any, profile_id: str) -> dict[str, Any]:
    (profile,) = service("BatchGetProfile", ProfileIds=[profile_id])["Profiles"]
    assert profile.pop("ProfileId") == profile_id
    return dict(profile)


def actions(service: Any, profile_id: str) -> list[str]:
    records = service("ListProfileHistoryRecords", ProfileId=profile_id)["ProfileHistoryRecords"]
    return [record["ActionType"] for record in records]


def contents(service: Any, profile_id: str) -> set[str]:
    records = service("ListProfileHistoryRecords", ProfileId=profile_id)["ProfileHistoryRecords"]
    return {service("GetProfileHistoryRecord", ProfileId=profile_id, Id=one["Id"])["Content"] for one in records}


def test_a_profile_is_what_it_was_given(demo: Any) -> None:
    assert got(demo, demo.profile(**JOHN)) == JOHN


def test_the_same_data_twice_is_two_profiles(demo: Any) -> None:
    assert demo.profile(**JOHN) != demo.profile(**JOHN)


def test_ids_are_32_hexadecimal_characters_in_order_of_age(demo: Any) -> None:
    ids = [demo.profile() for _ in range(20)]
    assert ids == sorted(ids)
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in ids)


@pytest.mark.parametrize(
    ("update", "changed"),
    [
        ({"FirstName": "Jon"}, {"FirstName": "Jon"}),
        ({"FirstName": ""}, {"FirstName": None}),
        ({"LastName": None}, {}),
        ({"MiddleName": ""}, {}),
        ({"Address": {"City": "Elsewhere"}}, {"Address": {"Address1": "1 Main St", "City": "Elsewhere"}}),
        ({"Address": {"City": ""}}, {"Address": {"Address1": "1 Main St"}}),
        ({"Address": {"City": "", "Address1": ""}}, {"Address": None}),
        ({"BillingAddress": {"City": "Anytown"}}, {"BillingAddress": {"City": "Anytown"}}),
        ({"Attributes": {"Tier": "", "New": "x"}}, {"Attributes": {"Since": "2019", "New": "x"}}),
        ({"Attributes": {"Tier": "", "Since": ""}}, {"Attributes": None}),
        ({"Gender": "FEMALE"}, {"Gender": "FEMALE"}),
    ],
)
def test_an_update_changes_what_it_names_and_empties_what_is_empty(
    demo: Any, update: dict[str, Any], changed: dict[str, Any]
) -> None:
    john = demo.profile(**JOHN)
    assert demo("UpdateProfile", ProfileId=john, **update) == {"ProfileId": john}
    assert got(demo, john) == {name: value for name, value in {**JOHN, **changed}.items() if value is not None}


def test_a_batch_tells_which_profiles_there_are_and_which_not(demo: Any) -> None:
    john, jane = demo.profile(**JOHN), demo.profile(FirstName="Jane")
    batch = demo("BatchGetProfile", ProfileIds=[jane, NOBODY, john, jane])
    assert [profile["ProfileId"] for profile in batch["Profiles"]] == [jane, john]
    assert batch["Errors"] == [{"Code": "404", "Message": "Profile does not exist", "ProfileId": NOBODY}]
    assert "Errors" not in demo("BatchGetProfile", ProfileIds=[john])


def test_a_deleted_profile_is_gone_and_its_history_is_not(demo: Any) -> None:
    john = demo.profile(**JOHN)
    assert demo("DeleteProfile", ProfileId=john) == {"Message": "OK"}
    assert demo("BatchGetProfile", ProfileIds=[john])["Profiles"] == []
    assert demo("SearchProfiles", KeyName="_phone", Values=["5550100000"])["Items"] == []
    assert actions(demo, john) == ["DELETED_BY_CUSTOMER", "CREATED"]
    for operation in ("DeleteProfile", "UpdateProfile"):
        with pytest.raises(ResourceNotFoundError, match=f"Profile {john} does not exist in domain demo"):
            demo(operation, ProfileId=john)


def test_the_history_of_a_deleted_profile_says_that_and_when_but_nothing_of_the_person(demo: Any) -> None:
    john, jane, kept = demo.profile(FirstName="John"), demo.profile(FirstName="Jane"), demo.profile(FirstName="Kay")
    for one in (john, jane, kept):
        demo("UpdateProfile", ProfileId=one, FirstName="secret")
        demo("AddProfileKey", ProfileId=one, KeyName="_orderId", Values=["secret"])
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jane])
    demo("DeleteProfile", ProfileId=john)
    assert actions(demo, jane) == ["DELETED_BY_MERGE", "ADDED_PROFILE_KEY", "UPDATED", "CREATED"]
    assert actions(demo, john) == ["DELETED_BY_CUSTOMER", "MERGED", "ADDED_PROFILE_KEY", "UPDATED", "CREATED"]
    for one in (john, jane):
        assert contents(demo, one) == {"{}"}
    assert any("secret" in text for text in contents(demo, kept))


def test_a_profile_of_another_domain_is_not_found(demo: Any) -> None:
    john = demo.profile(**JOHN)
    demo("CreateDomain", DomainName="other", DefaultExpirationDays=1)
    with pytest.raises(ResourceNotFoundError):
        demo("UpdateProfile", DomainName="other", ProfileId=john, FirstName="X")
    with pytest.raises(ResourceNotFoundError):
        demo("DeleteProfile", DomainName="other", ProfileId=john)


def test_a_profile_has_at_most_250_kilobytes(demo: Any) -> None:
    big = {f"key{number}": "x" * 255 for number in range(960)}
    with pytest.raises(BadRequestError, match="it can have 256000"):
        demo("CreateProfile", Attributes=big)
    john = demo.profile(Attributes=dict(list(big.items())[:900]))
    with pytest.raises(BadRequestError, match="it can have 256000"):
        demo("UpdateProfile", ProfileId=john, Attributes={f"more{number}": "x" * 255 for number in range(60)})


def test_history_tells_every_change_with_the_profile_as_it_was(demo: Any, caller_of: Any) -> None:
    john = demo.profile(FirstName="John")
    demo("UpdateProfile", caller=caller_of("demo"), ProfileId=john, FirstName="Jon")
    updated, created = demo("ListProfileHistoryRecords", ProfileId=john)["ProfileHistoryRecords"]
    assert (created["ActionType"], created["PerformedBy"]) == ("CREATED", "KEY1")
    assert (updated["ActionType"], updated["PerformedBy"]) == ("UPDATED", "KEY2")
    assert updated["CreatedAt"] == created["CreatedAt"] + 1
    record = demo("GetProfileHistoryRecord", ProfileId=john, Id=updated["Id"])
    assert json.loads(record.pop("Content")) == {"Before": {"FirstName": "John"}}
    assert record == updated
    with pytest.raises(ResourceNotFoundError):
        demo("GetProfileHistoryRecord", ProfileId=john, Id=NOBODY)


def test_history_is_filtered_and_paged(demo: Any) -> None:
    john = demo.profile(FirstName="John")
    for number in range(5):
        demo("UpdateProfile", ProfileId=john, FirstName=f"John {number}")
    pages = list(demo.pages("ListProfileHistoryRecords", ProfileId=john, MaxResults=4))
    assert [len(page["ProfileHistoryRecords"]) for page in pages] == [4, 2]
    times = [record["CreatedAt"] for page in pages for record in page["ProfileHistoryRecords"]]
    assert times == sorted(times, reverse=True)

    def found(**filters: str) -> int:
        return len(demo("ListProfileHistoryRecords", ProfileId=john, **filters)["ProfileHistoryRecords"])

    assert found(ActionType="UPDATED") == 5
    assert found(ActionType="MERGED") == 0
    assert found(PerformedBy="KEY1") == 6
    assert found(ObjectTypeName="_profile", ActionType="CREATED") == 1


def test_stats_count_profiles_and_their_bytes(demo: Any) -> None:
    demo.profile(FirstName="Ann")
    demo.profile()
    stats = demo("GetDomain")["Stats"]
    assert (stats["ProfileCount"], stats["MeteringProfileCount"], stats["ObjectCount"]) == (2, 2, 0)
    assert stats["TotalSize"] == len('{"FirstName":"Ann"}') + len("{}")
