"""MergeProfiles and GetAutoMergingPreview on stored profiles."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.store import domains, merges

JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com", "Attributes": {"Tier": "gold"}}
JHN = {
    "FirstName": "Jhn", "PhoneNumber": "555-010-0000", "Address": {"City": "Anytown"},
    "Attributes": {"Tier": "silver", "Since": "2019"},
}  # fmt: skip
NOBODY = "f" * 32


def got(service: Any, profile_id: str) -> dict[str, Any]:
    (profile,) = service("BatchGetProfile", ProfileIds=[profile_id])["Profiles"]
    assert profile.pop("ProfileId") == profile_id
    return dict(profile)


def found(service: Any, key: str, value: str) -> list[str]:
    return [item["ProfileId"] for item in service("SearchProfiles", KeyName=key, Values=[value])["Items"]]


def history(service: Any, profile_id: str) -> list[tuple[str, Any]]:
    records = service("ListProfileHistoryRecords", ProfileId=profile_id)["ProfileHistoryRecords"]
    contents = (service("GetProfileHistoryRecord", ProfileId=profile_id, Id=one["Id"])["Content"] for one in records)
    return [(one["ActionType"], json.loads(text).get("Before")) for one, text in zip(records, contents, strict=True)]


def test_the_main_profile_wins_and_gets_what_it_lacks(demo: Any) -> None:
    john, jhn = demo.profile(**JOHN), demo.profile(**JHN)
    assert demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])["Message"]
    assert got(demo, john) == {
        "FirstName": "John", "LastName": "Doe", "PhoneNumber": "555-010-0000", "EmailAddress": "john@example.com",
        "Address": {"City": "Anytown"}, "Attributes": {"Tier": "gold", "Since": "2019"},
    }  # fmt: skip
    batch = demo("BatchGetProfile", ProfileIds=[jhn])
    assert (batch["Profiles"], batch["Errors"][0]["ProfileId"]) == ([], jhn)
    assert demo("GetDomain")["Stats"]["ProfileCount"] == 1


def test_a_named_source_wins_even_with_nothing(demo: Any) -> None:
    john, jhn = demo.profile(**JOHN), demo.profile(**JHN)
    sources = {"FirstName": jhn, "EmailAddress": jhn, "Attributes": {"Tier": jhn}}
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn], FieldSourceProfileIds=sources)
    assert got(demo, john) == {
        "FirstName": "Jhn", "LastName": "Doe", "PhoneNumber": "555-010-0000", "Address": {"City": "Anytown"},
        "Attributes": {"Tier": "silver", "Since": "2019"},
    }  # fmt: skip
    assert found(demo, "_email", "john@example.com") == [john]  # a key, though no longer a value
    demo("DeleteProfileKey", ProfileId=john, KeyName="_email", Values=["John@Example.com"])
    assert found(demo, "_email", "john@example.com") == []


def test_the_survivor_is_found_by_all_keys_and_by_the_old_id(demo: Any) -> None:
    john, jhn, jon = demo.profile(**JOHN), demo.profile(**JHN), demo.profile(PhoneNumber="555-010-0001")
    demo("AddProfileKey", ProfileId=jhn, KeyName="_orderId", Values=["7"])
    demo("MergeProfiles", MainProfileId=jhn, ProfileIdsToBeMerged=[jon])
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    assert found(demo, "_orderId", "7") == [john]
    assert found(demo, "_phone", "+1 555 010 0000") == [john]
    assert found(demo, "_phone", "+1 555 010 0001") == [john]  # which john has in another value's place
    for old in (john, jhn, jon):
        assert found(demo, "_profileId", old) == [john]


def test_history_keeps_every_profile_as_it_was(demo: Any) -> None:
    john, jhn = demo.profile(**JOHN), demo.profile(**JHN)
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    assert history(demo, john) == [("MERGED", JOHN), ("CREATED", None)]
    assert history(demo, jhn) == [("DELETED_BY_MERGE", JHN), ("CREATED", None)]


@pytest.mark.parametrize(
    ("main", "merged", "error"),
    [
        (0, [NOBODY], ResourceNotFoundError),
        (NOBODY, [0], ResourceNotFoundError),
        (0, [0], BadRequestError),
        (0, [1, 1], BadRequestError),
        (0, [1, NOBODY], ResourceNotFoundError),
    ],
)
def test_a_merge_that_cannot_be_done_changes_nothing(demo: Any, main: Any, merged: list[Any], error: type) -> None:
    ids = {0: demo.profile(**JOHN), 1: demo.profile(**JHN)}
    with pytest.raises(error):
        demo("MergeProfiles", MainProfileId=ids.get(main, main), ProfileIdsToBeMerged=[ids.get(m, m) for m in merged])
    assert (got(demo, ids[0]), got(demo, ids[1])) == (JOHN, JHN)
    assert history(demo, ids[0]) == [("CREATED", None)]


def test_a_finished_merge_is_not_done_again(demo: Any) -> None:
    john, jhn = demo.profile(**JOHN), demo.profile(**JHN)
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    with pytest.raises(ResourceNotFoundError, match=jhn):
        demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])


def test_deleting_a_profile_forgets_the_merges_that_hold_what_it_was(demo: Any) -> None:
    john, jhn, jon, other, more = (demo.profile(**JOHN) for _ in range(5))
    demo("MergeProfiles", MainProfileId=jhn, ProfileIdsToBeMerged=[jon])
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    demo("MergeProfiles", MainProfileId=other, ProfileIdsToBeMerged=[more])
    demo("DeleteProfile", ProfileId=john)
    left = demo.store.read(lambda tx: merges.page(tx, domains.find(tx, "demo").id, None, 10))
    assert [one.main_profile_id for one in left] == [other]
