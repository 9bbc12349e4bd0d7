"""An identity resolution job, from the enabling of Matching to the pages of GetMatches."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from onefold.errors import ResourceNotFoundError
from onefold.jobs import auto_merging
from onefold.jobs.identity_resolution import load
from onefold.jobs.worker import Worker
from onefold.store import domains, jobs, reading
from onefold.writing import documents

JOHN = {
    "FirstName": "John",
    "LastName": "Doe",
    "EmailAddress": "john_doe@anycompany.com",
    "PhoneNumber": "555-010-0000",
}
JHN = {
    "FirstName": "Jhn", "LastName": "Doe", "PersonalEmailAddress": "JOHN_DOE@ANYCOMPANY.COM",
    "HomePhoneNumber": "+1-555-010-0000",
}  # fmt: skip
MARY = {"FirstName": "Mary", "LastName": "Major", "EmailAddress": "mary@example.org"}


def run_due(service: Any, after_seconds: float = 60) -> bool:
    service.seconds += after_seconds
    return Worker(service.store, service.settings, service.clock).run_next()


def jobs_of(service: Any) -> list[str]:
    return [job["Status"] for job in service("ListIdentityResolutionJobs")["IdentityResolutionJobsList"]]


def test_profiles_of_one_customer_become_a_match_group(demo: Any) -> None:
    john, jhn, _ = demo.profile(**JOHN), demo.profile(**JHN), demo.profile(**MARY)
    with pytest.raises(ResourceNotFoundError, match=r"^GetMatches result not found$"):
        demo("GetMatches")
    assert jobs_of(demo) == ["PENDING"]
    assert run_due(demo)
    assert jobs_of(demo) == ["PENDING", "COMPLETED"]
    found = demo("GetMatches")
    assert found["PotentialMatches"] == 1
    (match,) = found["Matches"]
    assert match["ProfileIds"] == sorted([john, jhn])
    assert 0.5 < match["ConfidenceScore"] <= 1


def test_profiles_are_loaded_in_one_piece_without_the_attributes_that_none_has(
    demo: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "BATCH_ROWS", 2)
    ids = [demo.profile(**one) for one in (JOHN, JHN, MARY, MARY)]
    domain = demo.store.read(lambda tx: domains.find(tx, "demo"))
    loaded = load(demo.store, domain)
    assert loaded["profile_id"].to_pylist() == ids
    assert loaded["HomePhoneNumber"].to_pylist() == [None, "+1-555-010-0000", None, None]
    assert "MiddleName" not in loaded.column_names
    assert {column.num_chunks for column in loaded.columns} == {1}


def test_a_domain_without_profiles_has_a_result_without_matches(demo: Any) -> None:
    run_due(demo)
    assert demo("GetMatches")["Matches"] == []
    assert demo("GetMatches")["PotentialMatches"] == 0


def merging(demo: Any, *criteria: list[str], **more: Any) -> None:
    consolidation = {"MatchingAttributesList": list(criteria)}
    demo("UpdateDomain", Matching={
        "Enabled": True, "AutoMerging": {"Enabled": True, "Consolidation": consolidation, **more},
    })  # fmt: skip


def last_job(demo: Any) -> dict[str, Any]:
    job_id = demo("ListIdentityResolutionJobs")["IdentityResolutionJobsList"][-1]["JobId"]
    return dict(demo("GetIdentityResolutionJob", JobId=job_id))


def test_profiles_that_agree_on_a_criterion_are_merged_by_the_job(demo: Any) -> None:
    merging(demo, ["FirstName", "LastName", "EmailAddress"], ["LastName"])
    john, jhn, mary = demo.profile(**JOHN), demo.profile(**JHN), demo.profile(**MARY)
    run_due(demo)
    job = last_job(demo)
    assert job["Status"] == "COMPLETED"
    assert job["JobStats"] == {"NumberOfProfilesReviewed": 3, "NumberOfMatchesFound": 1, "NumberOfMergesDone": 1}
    assert job["AutoMerging"]["Consolidation"]["MatchingAttributesList"][1] == ["LastName"]
    profiles = demo("BatchGetProfile", ProfileIds=[john, jhn, mary])
    assert [one["ProfileId"] for one in profiles["Profiles"]] == [john, mary]
    assert profiles["Profiles"][0] == {"ProfileId": john, **JOHN, **JHN}
    assert demo("GetMatches")["Matches"] == []
    assert demo("GetMatches")["PotentialMatches"] == 1


@pytest.mark.parametrize(
    ("criteria", "more"),
    [
        ([["FirstName", "LastName"]], {}),
        ([["MiddleName"]], {}),
        ([["LastName"]], {"MinAllowedConfidenceScoreForMerging": 1.0}),
    ],
)
def test_profiles_that_agree_on_no_criterion_stay_two(demo: Any, criteria: Any, more: Any) -> None:
    merging(demo, *criteria, **more)
    john, jhn = demo.profile(**JOHN), demo.profile(**JHN)
    run_due(demo)
    assert last_job(demo)["JobStats"]["NumberOfMergesDone"] == 0
    assert len(demo("BatchGetProfile", ProfileIds=[john, jhn])["Profiles"]) == 2
    assert len(demo("GetMatches")["Matches"]) == 1


def test_a_preview_counts_what_the_job_would_merge_and_merges_nothing(demo: Any) -> None:
    john, jhn = demo.profile(**JOHN), demo.profile(**JHN)
    settings = {
        "Consolidation": {"MatchingAttributesList": [["LastName"]]},
        "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
    }
    with pytest.raises(ResourceNotFoundError, match=r"^GetMatches result not found$"):
        demo("GetAutoMergingPreview", **settings)
    run_due(demo)
    assert demo("GetAutoMergingPreview", **settings) == {
        "DomainName": "demo", "NumberOfMatchesInSample": 1, "NumberOfProfilesInSample": 2,
        "NumberOfProfilesWillBeMerged": 2,
    }  # fmt: skip
    assert len(demo("BatchGetProfile", ProfileIds=[john, jhn])["Profiles"]) == 2


def test_a_running_job_says_how_far_it_is_and_a_finished_one_no_more(demo: Any) -> None:
    demo.profile(**JOHN), demo.profile(**JHN)
    seen: list[str | None] = []

    def watched() -> float:
        """The clock of the worker, which looks at the job whenever that asks for the time."""
        found = demo.store.read(lambda tx: jobs.page(tx, domains.find(tx, "demo").id, None, 9))
        seen.extend(job.message for job in found if job.started_at)
        return demo.clock()

    demo.seconds += 60
    assert Worker(demo.store, demo.settings, watched).run_next()
    said = list(dict.fromkeys(filter(None, seen)))
    assert said[0] == "Normalising values (0%)"
    assert said[-1] == "Grouping records (80%)"
    assert "Message" not in last_job(demo)


def test_jobs_on_request_take_nothing_of_the_three_a_week(demo: Any) -> None:
    for _ in range(3):
        demo("StartIdentityResolutionJob")
        assert run_due(demo, after_seconds=0)
    for enabled in (False, True):
        demo("UpdateDomain", Matching={"Enabled": enabled})
    pending = demo("ListIdentityResolutionJobs")["IdentityResolutionJobsList"][0]
    assert pending["Status"] == "PENDING"
    assert pending["JobStartTime"] - demo.seconds < demo.settings.first_job_seconds + 1


def test_a_judgement_on_a_profile_that_was_merged_later_holds_for_its_survivor(demo: Any) -> None:
    john, jhn, mary = demo.profile(**JOHN), demo.profile(**JHN), demo.profile(**MARY)
    run_due(demo)
    assert demo("GetMatches")["Matches"][0]["ProfileIds"] == sorted([john, jhn])
    settings = {
        "Consolidation": {"MatchingAttributesList": [["LastName"]]},
        "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
    }
    assert demo("GetAutoMergingPreview", **settings)["NumberOfProfilesWillBeMerged"] == 2
    demo("PutJudgement", ProfileIds=[mary, jhn], Judgement="NOT_A_MATCH")
    demo("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[mary])
    assert demo("GetAutoMergingPreview", **settings)["NumberOfProfilesWillBeMerged"] == 0
    merging(demo, ["LastName"])
    demo("StartIdentityResolutionJob")
    assert run_due(demo, after_seconds=0)
    assert len(demo("BatchGetProfile", ProfileIds=[john, jhn])["Profiles"]) == 2


@pytest.mark.parametrize("held", [0.0, 60.0])
def test_a_group_that_cannot_be_merged_keeps_no_other_from_it(
    demo: Any, monkeypatch: pytest.MonkeyPatch, held: float
) -> None:
    """Whether each group has a transaction of its own or all have one."""
    monkeypatch.setattr(auto_merging, "HELD_SECONDS", held)
    merging(demo, ["EmailAddress"])
    pairs = []
    for number, name in enumerate(["Ada Byron", "Bo Derek", "Cy Young", "Di Jones"]):
        first, last = name.split()
        one = {
            "FirstName": first,
            "LastName": last,
            "EmailAddress": f"{first}@example.com",
            "PhoneNumber": f"555-019{number}",
        }
        long = "x" * 200 if first in ("Ada", "Cy") else "x"
        pairs.append([demo.profile(**one, Attributes={key: long}) for key in "ab"])
    monkeypatch.setattr(documents, "BYTES_MAX", 500)
    run_due(demo)
    job = last_job(demo)
    assert (job["Status"], job["JobStats"]["NumberOfMergesDone"]) == ("PARTIAL_SUCCESS", 2)
    assert job["Message"].startswith("2 group(s) could not be merged and were left as they are; the first: The profile")
    left = [len(demo("BatchGetProfile", ProfileIds=pair)["Profiles"]) for pair in pairs]
    assert left == [2, 1, 2, 1]
    assert len(demo("ListMerges")["Merges"]) == 2


def test_what_is_said_of_two_profiles_while_a_job_merges_holds(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a profile that was merged into one of them meanwhile, too."""
    merging(demo, ["LastName"])
    ids = [demo.profile(**one) for one in (JOHN, JHN, {**MARY, "MobilePhoneNumber": "555-0199"}, MARY)]
    other = demo.profile(FirstName="Zoe")
    found = auto_merging._worth_merging

    def then_people_speak(*given: Any) -> Any:
        groups = found(*given)
        assert len(groups) == 2
        demo("PutJudgement", ProfileIds=ids[:2], Judgement="NOT_A_MATCH")
        demo("PutJudgement", ProfileIds=[ids[2], other], Judgement="NOT_A_MATCH")
        demo("MergeProfiles", MainProfileId=ids[3], ProfileIdsToBeMerged=[other])
        return groups

    monkeypatch.setattr(auto_merging, "_worth_merging", then_people_speak)
    run_due(demo)
    assert last_job(demo)["Status"] == "COMPLETED"
    assert len(demo("BatchGetProfile", ProfileIds=ids)["Profiles"]) == 4


def test_a_worker_deletes_the_record_of_a_job_when_it_has_expired(demo: Any) -> None:
    run_due(demo)
    job = next(one for one in demo("ListIdentityResolutionJobs")["IdentityResolutionJobsList"] if "JobEndTime" in one)
    expires = demo("GetIdentityResolutionJob", JobId=job["JobId"])["JobExpirationTime"]
    worker = Worker(demo.store, demo.settings, demo.clock)
    for seconds, kept in ((0, True), (1, False)):
        demo.seconds = expires + seconds
        while worker.tidy():
            pass
        listed = demo("ListIdentityResolutionJobs")["IdentityResolutionJobsList"]
        assert (job["JobId"] in [one["JobId"] for one in listed]) is kept


def test_what_a_job_begins_with_is_there_before_the_engine_is_loaded() -> None:
    """The engine is loaded while the profiles are read, and what reads PostgreSQL by nobody who does not."""
    loaded = "{'numba', 'adbc_driver_postgresql'} & sys.modules.keys()"
    check = f"import sys, onefold.jobs.identity_resolution; sys.exit(bool({loaded}))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
