"""Domains: settings that are replaced, kept or cleared; jobs that follow them; deletion."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.jobs.worker import Worker

SATURDAY_0000 = 1_750_464_000
"""2025-06-21 00:00 UTC, the first Saturday after the moment at which the clock of the tests begins."""


def merging_by(*criterion: str) -> dict[str, Any]:
    return {"Enabled": True, "Consolidation": {"MatchingAttributesList": [list(criterion)]}}


MERGING = merging_by("EmailAddress")


def pending(service: Any) -> list[float]:
    jobs = service("ListIdentityResolutionJobs")["IdentityResolutionJobsList"]
    return [job["JobStartTime"] for job in jobs if job["Status"] == "PENDING"]


def test_a_domain_answers_what_it_was_made_with(service: Any) -> None:
    settings = {
        "DefaultExpirationDays": 30, "DeadLetterQueueUrl": "https://queue.example", "DataStore": {"Enabled": True},
        "Matching": {"Enabled": True, "JobSchedule": {"DayOfTheWeek": "MONDAY", "Time": "9:05"}}, "Tags": {"team": "a"},
    }  # fmt: skip
    made = service("CreateDomain", **settings)
    assert {name: made[name] for name in settings} == settings
    assert made["DomainName"] == "demo"
    assert made["CreatedAt"] == made["LastUpdatedAt"] == service.seconds
    got = service("GetDomain")
    stats = {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0}
    assert got == {**made, "Stats": stats}


def test_a_name_is_taken_once(demo: Any) -> None:
    with pytest.raises(BadRequestError, match="demo exists already"):
        demo("CreateDomain", DefaultExpirationDays=1)


def test_there_are_at_most_a_hundred_domains(service: Any) -> None:
    for number in range(100):
        service("CreateDomain", DomainName=f"d{number}", DefaultExpirationDays=1)
    with pytest.raises(BadRequestError, match="100 domains already"):
        service("CreateDomain", DomainName="d100", DefaultExpirationDays=1)


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("GetDomain", {}),
        ("UpdateDomain", {}),
        ("DeleteDomain", {}),
        ("GetMatches", {}),
        ("CreateProfile", {}),
        ("SearchProfiles", {"KeyName": "_email", "Values": ["a"]}),
        ("ListIdentityResolutionJobs", {}),
        ("ListTagsForResource", {"resourceArn": "arn:aws:profile:us-east-1:000000000000:domains/demo"}),
    ],
)
def test_an_unknown_domain_is_not_found(service: Any, operation: str, request_: dict[str, Any]) -> None:
    with pytest.raises(ResourceNotFoundError, match="Domain demo does not exist"):
        service(operation, **request_)


@pytest.mark.parametrize(
    ("before", "update", "after"),
    [
        ({"DeadLetterQueueUrl": "q"}, {}, {"DeadLetterQueueUrl": "q"}),
        ({"DeadLetterQueueUrl": "q"}, {"DeadLetterQueueUrl": ""}, {}),
        ({"DefaultEncryptionKey": "k"}, {"DefaultEncryptionKey": ""}, {}),
        ({"Tags": {"a": "1", "b": "2"}}, {"Tags": {"b": "3"}}, {"Tags": {"b": "3"}}),
        ({"Tags": {"a": "1"}}, {"DefaultExpirationDays": 5}, {"Tags": {"a": "1"}, "DefaultExpirationDays": 5}),
        (
            {"Matching": {"Enabled": True, "JobSchedule": {"DayOfTheWeek": "MONDAY", "Time": "09:05"}}},
            {"Matching": {"Enabled": True}},
            {"Matching": {"Enabled": True}},
        ),
        (
            {"Matching": {"Enabled": True, "AutoMerging": MERGING}},
            {"Matching": {"Enabled": False, "AutoMerging": MERGING}},
            {"Matching": {"Enabled": False, "AutoMerging": {"Enabled": False}}},
        ),
    ],
)
def test_an_update_replaces_what_it_names(
    service: Any, before: dict[str, Any], update: dict[str, Any], after: dict[str, Any]
) -> None:
    made = service("CreateDomain", **{"DefaultExpirationDays": 1, **before})
    updated = service("UpdateDomain", **update)
    own = {"DomainName", "CreatedAt", "LastUpdatedAt"}
    assert {name: value for name, value in updated.items() if name not in own} == {"DefaultExpirationDays": 1, **after}
    assert updated["CreatedAt"] == made["CreatedAt"] < updated["LastUpdatedAt"] == service.seconds


@pytest.mark.parametrize(
    ("merging", "problem"),
    [
        ({"Enabled": True}, "needs Consolidation"),
        ({**MERGING, "ConflictResolution": {"ConflictResolvingModel": "SOURCE"}}, "needs a SourceName"),
        (merging_by("Address.Street"), "Address.Street is no attribute"),
        (merging_by("Attributes"), "Attributes names no attribute"),
        ({**merging_by("Attributes."), "Enabled": False}, "names no attribute"),
    ],
)
def test_auto_merging_that_no_job_could_do_is_refused(demo: Any, merging: dict[str, Any], problem: str) -> None:
    matching = {"Enabled": True, "AutoMerging": merging}
    with pytest.raises(BadRequestError, match=problem):
        demo("CreateDomain", DomainName="other", DefaultExpirationDays=1, Matching=matching)
    with pytest.raises(BadRequestError, match=problem):
        demo("UpdateDomain", Matching=matching)


def test_the_first_job_is_due_soon_after_enabling(service: Any) -> None:
    service("CreateDomain", DefaultExpirationDays=1)
    assert pending(service) == []
    service("UpdateDomain", Matching={"Enabled": True})
    assert pending(service) == [service.seconds - 1 + service.settings.first_job_seconds]


def test_a_new_schedule_moves_the_pending_job_and_other_changes_do_not(demo: Any) -> None:
    first = pending(demo)
    demo("UpdateDomain", DefaultExpirationDays=5)
    demo("UpdateDomain", Matching={"Enabled": True, "AutoMerging": MERGING})
    assert pending(demo) == first
    demo("UpdateDomain", Matching={"Enabled": True, "JobSchedule": {"DayOfTheWeek": "SATURDAY", "Time": "0:30"}})
    assert pending(demo) == [SATURDAY_0000 + 1800]


def test_disabling_matching_takes_the_pending_job_away(demo: Any) -> None:
    demo("UpdateDomain", Matching={"Enabled": False})
    assert pending(demo) == []


@pytest.mark.parametrize(
    "matching", [{"Enabled": False}, {"Enabled": True, "JobSchedule": {"DayOfTheWeek": "SUNDAY", "Time": "9:05"}}]
)
def test_other_settings_leave_a_job_alone_that_somebody_has_asked_for(demo: Any, matching: dict[str, Any]) -> None:
    job_id = demo("StartIdentityResolutionJob")["JobId"]
    demo("UpdateDomain", Matching=matching)
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    assert demo("GetIdentityResolutionJob", JobId=job_id)["Status"] == "COMPLETED"


def test_after_a_job_the_next_one_is_due_on_schedule(demo: Any) -> None:
    demo.seconds += 100
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    assert pending(demo) == [SATURDAY_0000]


def test_a_list_shows_the_domains_of_the_caller_page_by_page(service: Any, caller_of: Any) -> None:
    for name in ("c", "a", "b", "d"):
        service("CreateDomain", DomainName=name, DefaultExpirationDays=1)
    pages = list(service.pages("ListDomains", MaxResults=3))
    assert [[item["DomainName"] for item in page["Items"]] for page in pages] == [["a", "b", "c"], ["d"]]
    mine = service("ListDomains", caller=caller_of("d", "b", "unknown"))
    assert [item["DomainName"] for item in mine["Items"]] == ["b", "d"]


def test_a_deleted_domain_is_gone_with_everything_in_it(demo: Any) -> None:
    old = demo.profile(EmailAddress="john@example.com")
    assert demo("DeleteDomain") == {"Message": "OK"}
    with pytest.raises(ResourceNotFoundError):
        demo("DeleteDomain")
    assert demo("ListDomains")["Items"] == []
    demo("CreateDomain", DefaultExpirationDays=1)
    assert demo("SearchProfiles", KeyName="_email", Values=["john@example.com"])["Items"] == []
    assert demo("BatchGetProfile", ProfileIds=[old])["Profiles"] == []
    assert demo("ListProfileHistoryRecords", ProfileId=old)["ProfileHistoryRecords"] == []
