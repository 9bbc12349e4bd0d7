"""A match group is explained pair by pair, with the values that the run compared."""

from __future__ import annotations

import math
from typing import Any

import pytest

from onefold.errors import ResourceNotFoundError
from onefold.jobs.worker import Worker
from onefold.store.tables import MATCH_EVIDENCE, RUNS

JOHN = {
    "FirstName": "John", "LastName": "Doe", "EmailAddress": "john_doe@anycompany.com", "PhoneNumber": "555-010-0000",
    "Address": {"Address1": "12 Main Street", "City": "Anytown", "PostalCode": "12345"},
}  # fmt: skip
JHN = {
    "FirstName": "Jhn", "LastName": "Doe", "PersonalEmailAddress": "JOHN_DOE@ANYCOMPANY.COM",
    "HomePhoneNumber": "+1-555-010-0000",
}  # fmt: skip
JOHNNY = {**JOHN, "FirstName": "Johnny", "Address": {"City": "Anytown", "PostalCode": "12345"}}
MARY = {"FirstName": "Mary", "LastName": "Major", "EmailAddress": "mary@example.org"}


def run_job(service: Any) -> None:
    service("StartIdentityResolutionJob")
    assert Worker(service.store, service.settings, service.clock).run_next()


def explanation(service: Any, *profiles: dict[str, Any]) -> dict[str, Any]:
    """The explanation of the one group that these profiles make."""
    for profile in profiles:
        service.profile(**profile)
    service.profile(**MARY)
    run_job(service)
    (match,) = service("GetMatches")["Matches"]
    return explained(service, match["MatchId"])


def explained(service: Any, match_id: str) -> dict[str, Any]:
    return dict(service("GetMatchExplanation", MatchId=match_id))


def values(pair: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {one["Attribute"]: (one["ValueA"], one["ValueB"]) for one in pair["Evidence"] if "ValueA" in one}


def test_a_group_of_two_is_explained_by_its_pair(demo: Any) -> None:
    found = explanation(demo, JOHN, JHN)
    (match,) = demo("GetMatches")["Matches"]
    assert {name: found[name] for name in match} == match
    assert found["MatchGenerationDate"] == demo("GetMatches")["MatchGenerationDate"]
    assert found["PairCount"] == 1
    (pair,) = found["Pairs"]
    assert pair["ProfileIds"] == match["ProfileIds"]
    assert "Judgement" not in pair
    assert pair["Score"] == pytest.approx(match["ConfidenceScore"], abs=1e-4)  # a group of two is as sure as its pair
    shown = values(pair)
    assert shown["Phone"] == ("555-010-0000", "+1-555-010-0000")
    assert shown["Email"] == ("john_doe@anycompany.com", "JOHN_DOE@ANYCOMPANY.COM")
    assert shown["FirstName"] == ("John", "Jhn")
    levels = {one["Attribute"]: one["Level"] for one in pair["Evidence"]}
    assert (levels["Phone"], levels["Email"], levels["FirstName"]) == ("equal", "equal", "nearly equal")
    assert all(one["Sentence"].endswith(".") for one in pair["Evidence"])


def test_every_pair_of_a_group_is_explained_and_adds_up(demo: Any) -> None:
    found = explanation(demo, JOHN, JHN, JOHNNY)
    assert found["PairCount"] == len(found["Pairs"]) == 3
    assert {tuple(sorted(pair["ProfileIds"])) for pair in found["Pairs"]} == {
        (a, b) for a in found["ProfileIds"] for b in found["ProfileIds"] if a < b
    }
    for pair in found["Pairs"]:
        assert math.fsum(one["Weight"] for one in pair["Evidence"]) == pytest.approx(pair["Weight"], abs=1e-9)
        assert pair["Score"] == pytest.approx(1 / (1 + 2 ** -pair["Weight"]), abs=1e-12)
        assert [pair["Evidence"][0]["Attribute"], pair["Evidence"][-1]["Attribute"]] == ["Prior", "Related"]
    assert [pair["Weight"] for pair in found["Pairs"]] == sorted((p["Weight"] for p in found["Pairs"]), reverse=True)


def test_the_values_stay_those_that_were_compared(demo: Any) -> None:
    before = explanation(demo, JOHN, JHN)
    john = before["ProfileIds"][0]
    demo("UpdateProfile", ProfileId=john, FirstName="Hans", PhoneNumber="")
    demo("UpdateProfile", ProfileId=john, FirstName="Jan")
    demo("AddProfileKey", ProfileId=john, KeyName="_email", Values=["other@example.com"])
    assert explained(demo, before["MatchId"]) == before
    mary = demo("ListProfiles")["Items"][-1]["ProfileId"]
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[mary])
    assert explained(demo, before["MatchId"]) == before
    run_job(demo)
    assert all(match["MatchId"] != before["MatchId"] or explained(demo, match["MatchId"]) != before
               for match in demo("GetMatches")["Matches"])  # fmt: skip


def test_an_undone_merge_brings_the_explanation_back(demo: Any) -> None:
    before = explanation(demo, JOHN, JHN)
    demo("MergeProfiles", MainProfileId=before["ProfileIds"][0], ProfileIdsToBeMerged=[before["ProfileIds"][1]])
    with pytest.raises(ResourceNotFoundError):
        explained(demo, before["MatchId"])
    demo("UndoMerge", MergeId=demo("ListMerges")["Merges"][0]["MergeId"])
    assert explained(demo, before["MatchId"]) == before


def test_what_was_deleted_is_in_no_explanation(demo: Any) -> None:
    before = explanation(demo, JOHN, JHN, JOHNNY)
    gone, *stay = before["ProfileIds"]
    demo("DeleteProfile", ProfileId=gone)
    after = explained(demo, before["MatchId"])
    assert after["ProfileIds"] == stay
    assert after["PairCount"] == 1
    assert after["Pairs"] == [pair for pair in before["Pairs"] if gone not in pair["ProfileIds"]]
    demo("DeleteProfile", ProfileId=stay[0])
    with pytest.raises(ResourceNotFoundError, match=f"No match group has the MatchId {before['MatchId']}"):
        explained(demo, before["MatchId"])


def test_what_people_have_said_of_a_pair_is_told_beside_what_its_values_say(demo: Any) -> None:
    john, mary = demo.profile(**JOHN), demo.profile(**MARY)
    demo("PutJudgement", ProfileIds=[john, mary], Judgement="MATCH")
    run_job(demo)
    (match,) = demo("GetMatches")["Matches"]
    (pair,) = explained(demo, match["MatchId"])["Pairs"]
    assert pair["Judgement"] == "MATCH"
    assert pair["Score"] < 0.5 < match["ConfidenceScore"]


def test_of_a_large_group_the_links_and_the_strongest_other_pairs_are_explained(demo: Any) -> None:
    first, *others = (demo.profile(**{**MARY, "LastName": 3 * chr(65 + number)}) for number in range(16))
    for other in others:
        demo("PutJudgement", ProfileIds=[first, other], Judgement="MATCH")
    run_job(demo)
    (match,) = demo("GetMatches")["Matches"]
    found = explained(demo, match["MatchId"])
    assert (len(found["ProfileIds"]), found["PairCount"], len(found["Pairs"])) == (16, 120, 100)
    links = {tuple(pair["ProfileIds"]) for pair in found["Pairs"] if "Judgement" in pair}
    assert links == {(first, other) for other in others}


def test_a_domain_without_a_result_or_without_the_group_has_nothing_to_explain(demo: Any) -> None:
    with pytest.raises(ResourceNotFoundError, match=r"^GetMatches result not found$"):
        explained(demo, "f" * 32)
    run_job(demo)
    with pytest.raises(ResourceNotFoundError, match="No match group has the MatchId ff"):
        explained(demo, "f" * 32)


@pytest.mark.parametrize("model", [None, '{"layout":"of another version"}'])
def test_a_result_of_another_version_says_what_to_do(demo: Any, model: str | None) -> None:
    match_id = explanation(demo, JOHN, JHN)["MatchId"]
    demo.store.write(lambda tx: tx.execute(RUNS.update().values(model=model)) and None)
    with pytest.raises(ResourceNotFoundError, match="run a job for a new one"):
        explained(demo, match_id)
    run_job(demo)
    assert explained(demo, match_id)["Pairs"]


def test_what_explains_a_group_goes_with_its_run(demo: Any) -> None:
    match_id = explanation(demo, JOHN, JHN)["MatchId"]
    demo("DeleteDomain")
    worker = Worker(demo.store, demo.settings, demo.clock)
    while worker.tidy():
        pass
    assert demo.store.read(lambda tx: tx.execute(MATCH_EVIDENCE.select()).all()) == []
    with pytest.raises(ResourceNotFoundError, match="Domain demo does not exist"):
        explained(demo, match_id)
