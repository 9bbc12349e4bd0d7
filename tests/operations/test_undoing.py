"""Merges are listed with what made them, and can be taken back."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.jobs.worker import Worker
from onefold.store import profiles

JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com"}
JHN = {"FirstName": "Jhn", "LastName": "Doe", "PersonalEmailAddress": "john@example.com", "PhoneNumber": "555-010-0000"}


def every_profile(service: Any) -> list[dict[str, Any]]:
    return [profile for page in service.pages("ListProfiles", MaxResults=2) for profile in page["Items"]]


def test_a_merge_by_hand_is_listed_and_undone(demo: Any) -> None:
    john, jhn = demo.profile(**JOHN), demo.profile(**JHN)
    before = every_profile(demo)
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    merged_at = demo.seconds
    (merge,) = demo("ListMerges")["Merges"]
    merge_id = merge.pop("MergeId")
    assert merge == {
        "MainProfileId": john, "ProfileIds": [jhn], "MergedAt": merged_at, "Cause": "MergeProfiles",
    }  # fmt: skip
    assert [one["ProfileId"] for one in every_profile(demo)] == [john]
    demo("UndoMerge", MergeId=merge_id)
    undone_at = demo.seconds
    assert every_profile(demo) == before
    assert demo("ListMerges")["Merges"][0]["UndoneAt"] == undone_at
    assert demo("SearchProfiles", KeyName="_phone", Values=["555-010-0000"])["Items"][0]["ProfileId"] == jhn
    (said,) = demo("ListJudgements")["Judgements"]
    assert (said["ProfileIds"], said["Judgement"]) == (sorted([john, jhn]), "NOT_A_MATCH")
    with pytest.raises(BadRequestError, match="undone already"):
        demo("UndoMerge", MergeId=merge_id)


def test_a_merge_by_a_job_is_listed_with_it_and_undone(demo: Any) -> None:
    consolidation = {"MatchingAttributesList": [["LastName"]]}
    demo("UpdateDomain", Matching={"Enabled": True, "AutoMerging": {"Enabled": True, "Consolidation": consolidation}})
    demo.profile(**JOHN), demo.profile(**JHN)
    before = every_profile(demo)
    job_id = demo("StartIdentityResolutionJob")["JobId"]
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    assert len(every_profile(demo)) == 1
    (merge,) = demo("ListMerges")["Merges"]
    assert (merge["Cause"], merge["JobId"]) == ("AutoMerging", job_id)
    demo("UndoMerge", MergeId=merge["MergeId"])
    assert every_profile(demo) == before


def test_pages_list_the_latest_merge_first(demo: Any) -> None:
    main, *others = (demo.profile(FirstName=str(number)) for number in range(6))
    for other in others:
        demo("MergeProfiles", MainProfileId=main, ProfileIdsToBeMerged=[other])
    pages = list(demo.pages("ListMerges", MaxResults=2))
    assert [len(page["Merges"]) for page in pages] == [2, 2, 1]
    assert [merge["ProfileIds"] for page in pages for merge in page["Merges"]] == [[one] for one in reversed(others)]


def test_an_unknown_merge_is_not_found(demo: Any) -> None:
    with pytest.raises(ResourceNotFoundError, match="Merge"):
        demo("UndoMerge", MergeId="f" * 32)


def test_every_profile_is_listed_once_by_age(demo: Any) -> None:
    ids = [demo.profile(FirstName=str(number)) for number in range(5)]
    listed = every_profile(demo)
    assert [one["ProfileId"] for one in listed] == ids
    assert [one["FirstName"] for one in listed] == ["0", "1", "2", "3", "4"]


def test_a_job_that_waits_for_its_turn_is_not_asked_for_twice(demo: Any) -> None:
    first = demo("StartIdentityResolutionJob")["JobId"]
    assert demo("StartIdentityResolutionJob")["JobId"] == first
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    assert demo("StartIdentityResolutionJob")["JobId"] != first


def test_a_job_runs_in_a_domain_whose_matching_is_off(service: Any) -> None:
    service("CreateDomain", DefaultExpirationDays=366)
    job_id = service("StartIdentityResolutionJob")["JobId"]
    assert Worker(service.store, service.settings, service.clock).run_next()
    jobs = service("ListIdentityResolutionJobs")["IdentityResolutionJobsList"]
    assert [(job["JobId"], job["Status"]) for job in jobs] == [(job_id, "COMPLETED")]


def test_a_listed_merge_costs_nothing_of_its_images_and_is_found_by_its_members(demo: Any) -> None:
    from onefold.store import domains, merges

    ids = [demo.profile(FirstName="Jo", AdditionalInformation="x" * 900) for _ in range(4)]
    demo("MergeProfiles", MainProfileId=ids[0], ProfileIdsToBeMerged=[ids[1]])
    demo("MergeProfiles", MainProfileId=ids[2], ProfileIdsToBeMerged=[ids[0], ids[3]])
    domain = demo.store.read(lambda tx: domains.find(tx, "demo"))
    later, first = demo.store.read(lambda tx: merges.page(tx, domain.id, None, 9))
    assert not hasattr(first, "record")
    whole = demo.store.write(lambda tx: merges.lock(tx, domain.id, first.merge_id))
    (following,) = demo.store.read(lambda tx: merges.chain(tx, domain.id, whole))
    assert following.merge_id == later.merge_id
    demo.store.write(lambda tx: merges.purge(tx, domain.id, [ids[1]]))
    assert [one.merge_id for one in demo.store.read(lambda tx: merges.page(tx, domain.id, None, 9))] == [later.merge_id]
    demo.store.write(lambda tx: merges.purge(tx, domain.id, ["f" * 32]))
    demo.store.write(lambda tx: merges.purge(tx, domain.id, [ids[3]]))
    assert demo.store.read(lambda tx: merges.page(tx, domain.id, None, 9)) == []


def judged(service: Any) -> dict[tuple[str, ...], str]:
    return {tuple(one["ProfileIds"]): one["Judgement"] for one in service("ListJudgements")["Judgements"]}


def test_no_two_profiles_of_an_undone_merge_are_merged_again(demo: Any) -> None:
    consolidation = {"MatchingAttributesList": [["LastName"]]}
    demo("UpdateDomain", Matching={"Enabled": True, "AutoMerging": {"Enabled": True, "Consolidation": consolidation}})
    ids = [demo.profile(**JOHN) for _ in range(3)]
    demo("MergeProfiles", MainProfileId=ids[0], ProfileIdsToBeMerged=ids[1:])
    demo("UndoMerge", MergeId=demo("ListMerges")["Merges"][0]["MergeId"])
    assert judged(demo) == dict.fromkeys(combinations(sorted(ids), 2), "NOT_A_MATCH")
    demo("StartIdentityResolutionJob")
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    assert len(every_profile(demo)) == 3


def test_an_undo_leaves_what_was_said_of_two_that_were_merged_into_another(demo: Any) -> None:
    a, b, c = (demo.profile(**JOHN) for _ in range(3))
    demo("PutJudgement", ProfileIds=[b, c], Judgement="MATCH")
    demo("PutJudgement", ProfileIds=[a, b], Judgement="MATCH")
    demo("MergeProfiles", MainProfileId=a, ProfileIdsToBeMerged=[b, c])
    demo("UndoMerge", MergeId=demo("ListMerges")["Merges"][0]["MergeId"])
    said = judged(demo)
    assert said[tuple(sorted((b, c)))] == "MATCH"
    assert said[tuple(sorted((a, b)))] == said[tuple(sorted((a, c)))] == "NOT_A_MATCH"


def test_an_object_that_came_after_a_merge_is_none_that_was_deleted_since(demo: Any) -> None:
    """Its number is not given again, as SQLite would by itself."""
    fields = {name: {"Source": f"_source.{name}"} for name in ("number", "home")}
    keys = {
        "number": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["number"]}],
        "home": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["home"]}],
    }
    kind = {"ObjectTypeName": "crm"}
    demo("PutProfileObjectType", Description="crm", AllowProfileCreation=True, Fields=fields, Keys=keys, **kind)

    def put(number: int, home: str) -> None:
        demo("PutProfileObject", **kind, Object=json.dumps({"number": number, "home": home}))

    def listed(profile_id: str) -> list[str]:
        items = demo("ListProfileObjects", **kind, ProfileId=profile_id)["Items"]
        return [item["ProfileObjectUniqueKey"] for item in items]

    put(1, "a"), put(2, "b")
    a, b = (demo("SearchProfiles", KeyName="home", Values=[home])["Items"][0]["ProfileId"] for home in "ab")
    demo("MergeProfiles", MainProfileId=a, ProfileIdsToBeMerged=[b])
    demo("DeleteProfileObject", **kind, ProfileId=a, ProfileObjectUniqueKey="2")
    put(3, "a")
    demo("UndoMerge", MergeId=demo("ListMerges")["Merges"][0]["MergeId"])
    assert (listed(a), listed(b)) == (["1", "3"], [])
    assert demo("SearchProfiles", KeyName="number", Values=["3"])["Items"][0]["ProfileId"] == a


@pytest.mark.parametrize("on", [False, True])
def test_a_merge_that_is_made_while_another_is_undone_still_holds(
    demo: Any, monkeypatch: pytest.MonkeyPatch, on: bool
) -> None:
    """Another profile goes into the merged one, or that goes on into the other, just before the undo locks it."""
    if demo.store.url.get_backend_name() == "sqlite":
        pytest.skip("one transaction writes at a time")
    john, jhn, jon = demo.profile(**JOHN), demo.profile(**JHN), demo.profile(MiddleName="J")
    before = every_profile(demo)
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    (first,) = demo("ListMerges")["Merges"]
    lock = profiles.lock

    def late(*given: Any) -> Any:
        monkeypatch.setattr(profiles, "lock", lock)
        main, other = (jon, john) if on else (john, jon)
        demo("MergeProfiles", MainProfileId=main, ProfileIdsToBeMerged=[other])
        return lock(*given)

    monkeypatch.setattr(profiles, "lock", late)
    demo("UndoMerge", MergeId=first["MergeId"])
    both = {**JOHN, "MiddleName": "J"}
    assert {one.pop("ProfileId"): one for one in every_profile(demo)} == {jon if on else john: both, jhn: JHN}
    demo("UndoMerge", MergeId=demo("ListMerges")["Merges"][0]["MergeId"])
    assert every_profile(demo) == before


def test_the_keys_of_values_that_were_not_taken_go_home(demo: Any) -> None:
    def found(key: str, value: str) -> list[str]:
        return [one["ProfileId"] for one in demo("SearchProfiles", KeyName=key, Values=[value])["Items"]]

    john = demo.profile(FirstName="John", PhoneNumber="555-010-0000")
    jane = demo.profile(FirstName="Jane", PhoneNumber="555-010-0001")
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jane])
    assert (found("_phone", "555-010-0001"), found("_fullName", "jane")) == ([john], [john])
    demo("UpdateProfile", ProfileId=john, PhoneNumber="555-010-0002")
    assert (found("_phone", "555-010-0000"), found("_phone", "555-010-0001")) == ([], [john])
    demo("UndoMerge", MergeId=demo("ListMerges")["Merges"][0]["MergeId"])
    assert (found("_phone", "555-010-0001"), found("_fullName", "jane")) == ([jane], [jane])
    demo("UpdateProfile", ProfileId=jane, PhoneNumber="")
    assert found("_phone", "555-010-0001") == []


def test_an_object_with_the_address_of_a_merged_profile_joins_its_survivor(demo: Any) -> None:
    fields = {
        "id": {"Source": "_source.id"},
        "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
    }
    keys = {
        "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["mail"]}],
    }
    demo(
        "PutProfileObjectType",
        ObjectTypeName="order",
        Description="o",
        AllowProfileCreation=True,
        Fields=fields,
        Keys=keys,
    )
    john, jhn = demo.profile(EmailAddress="john@example.com"), demo.profile(EmailAddress="jd@example.com")
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    demo("PutProfileObject", ObjectTypeName="order", Object=json.dumps({"id": "7", "mail": "JD@example.com"}))
    assert [one["ProfileId"] for one in every_profile(demo)] == [john]
