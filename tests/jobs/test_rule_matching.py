"""Merging by rules outside of requests: levels, conflicts, limits, and whoever goes on after somebody else."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from onefold.jobs import rule_matching
from onefold.jobs.rule_matching import RuleMatcher
from onefold.store import rule_sets
from onefold.writing import documents

MAIL = "john@example.com"
RULES = {
    "Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["LastName"]}],
    "MaxAllowedRuleLevelForMerging": 1,
}  # fmt: skip


@pytest.fixture
def ruled(service: Any) -> Any:
    """The operations, with a domain `demo` that merges by its first rule."""
    service("CreateDomain", DefaultExpirationDays=366, RuleBasedMatching=RULES)
    return service


def matcher(service: Any, owner: str = "worker") -> RuleMatcher:
    return RuleMatcher(service.store, owner, service.clock)


def work(service: Any) -> None:
    steps = 0
    while matcher(service).step():
        service.seconds += 1
        assert (steps := steps + 1) < 200, "it never comes to an end"


def profiles_of(service: Any) -> list[dict[str, Any]]:
    return [one for page in service.pages("ListProfiles") for one in page["Items"]]


def test_what_matches_up_to_the_merging_level_is_merged_and_can_be_undone(ruled: Any) -> None:
    a = ruled.profile(EmailAddress=MAIL, FirstName="John", LastName="Doe")
    b = ruled.profile(EmailAddress="JOHN@example.com", FirstName="Johnny", MiddleName="X")
    c = ruled.profile(LastName="Doe")
    before = profiles_of(ruled)
    work(ruled)
    merged, other = profiles_of(ruled)
    assert merged == {
        "ProfileId": a, "FirstName": "Johnny", "MiddleName": "X", "LastName": "Doe", "EmailAddress": "JOHN@example.com",
    }  # fmt: skip
    assert other["ProfileId"] == c
    found = ruled("GetSimilarProfiles", MatchType="RULE_BASED_MATCHING", SearchKey="profileId", SearchValue=c)
    assert (found["RuleLevel"], found["ProfileIds"]) == (2, [a, c])
    (merge,) = ruled("ListMerges")["Merges"]
    assert (merge["Cause"], merge["MainProfileId"], merge["ProfileIds"]) == ("RuleBasedMatching", a, [b])
    latest = ruled("ListProfileHistoryRecords", ProfileId=b)["ProfileHistoryRecords"][0]
    assert (latest["ActionType"], latest["PerformedBy"]) == ("DELETED_BY_MERGE", "rule-based-matching")
    ruled("UndoMerge", MergeId=merge["MergeId"])
    work(ruled)
    assert profiles_of(ruled) == before


def test_without_a_merging_level_nothing_merges_and_nothing_is_due(service: Any) -> None:
    rules = {name: value for name, value in RULES.items() if name != "MaxAllowedRuleLevelForMerging"}
    service("CreateDomain", DefaultExpirationDays=366, RuleBasedMatching=rules)
    for _ in range(2):
        service.profile(EmailAddress=MAIL)
    assert not matcher(service).step()
    assert len(profiles_of(service)) == 2


def test_profiles_that_were_there_before_the_rules_merge(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_matching, "PROFILES_AT_ONCE", 2)
    monkeypatch.setattr(rule_matching, "PIECES_AT_ONCE", 2)
    ids = [demo.profile(EmailAddress=f"{number % 4}@example.com") for number in range(11)]
    demo("UpdateDomain", RuleBasedMatching=RULES)
    assert matcher(demo).step()
    assert demo("GetDomain")["RuleBasedMatching"]["Status"] == "IN_PROGRESS"
    assert len(profiles_of(demo)) == 11
    work(demo)
    assert demo("GetDomain")["RuleBasedMatching"]["Status"] == "ACTIVE"
    assert [one["ProfileId"] for one in profiles_of(demo)] == ids[:4]


def test_a_source_may_win_over_what_is_recent(service: Any) -> None:
    how = {"ConflictResolvingModel": "SOURCE", "SourceName": "crm"}
    service("CreateDomain", DefaultExpirationDays=366, RuleBasedMatching={**RULES, "ConflictResolution": how})
    fields = {
        name: {"Source": f"_source.{name}", "Target": f"_profile.{name}"} for name in ("FirstName", "EmailAddress")
    }
    service(
        "PutProfileObjectType", ObjectTypeName="crm", Description="d", AllowProfileCreation=True, Fields=fields,
        Keys={"crmMail": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["EmailAddress"]}]},
    )  # fmt: skip
    service(
        "PutProfileObject", ObjectTypeName="crm", Object='{"FirstName": "John", "EmailAddress": "john@example.com"}'
    )
    service.profile(EmailAddress=MAIL, FirstName="Johnny", LastName="Doe")
    work(service)
    (merged,) = profiles_of(service)
    assert (merged["FirstName"], merged["LastName"]) == ("John", "Doe")


def test_more_than_go_into_one_merge_follow_in_the_next(ruled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_matching, "MERGED_AT_ONCE", 2)
    first, *_ = [ruled.profile(EmailAddress=MAIL, Attributes={f"n{number}": "x"}) for number in range(6)]
    work(ruled)
    (merged,) = profiles_of(ruled)
    assert merged["ProfileId"] == first
    assert len(merged["Attributes"]) == 6
    assert [len(merge["ProfileIds"]) for merge in ruled("ListMerges")["Merges"]] == [1, 2, 2]


def test_profiles_judged_not_the_same_do_not_merge_until_that_is_taken_back(ruled: Any) -> None:
    a, b = ruled.profile(EmailAddress=MAIL), ruled.profile(EmailAddress=MAIL)
    ruled("PutJudgement", ProfileIds=[a, b], Judgement="NOT_A_MATCH")
    work(ruled)
    assert len(profiles_of(ruled)) == 2
    ruled("PutJudgement", ProfileIds=[a, b], Judgement="MATCH")
    work(ruled)
    assert [one["ProfileId"] for one in profiles_of(ruled)] == [a]


def test_a_merge_that_cannot_be_made_is_said_and_holds_up_nobody(
    ruled: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(2):
        ruled.profile(EmailAddress=MAIL, Attributes={f"n{number}": "x" * 250})
    pair = [ruled.profile(EmailAddress="other@example.com") for _ in range(2)]
    monkeypatch.setattr(documents, "BYTES_MAX", 400)
    with caplog.at_level(logging.WARNING):
        work(ruled)
    (said,) = {record.getMessage() for record in caplog.records if record.name == "onefold.jobs"}
    assert "match by rules and stay: The profile would have" in said
    assert MAIL not in said
    assert [one["ProfileId"] for one in profiles_of(ruled)][2:] == pair[:1]
    assert not matcher(ruled).step()


def test_a_claim_is_anothers_until_its_lease_ends(ruled: Any) -> None:
    for _ in range(2):
        ruled.profile(EmailAddress=MAIL)
    now = int(ruled.seconds * 1000)
    claimed = ruled.store.write(lambda tx: rule_sets.claim(tx, "sleeper", now, 60_000))
    assert claimed is not None
    assert not matcher(ruled).step()
    ruled.seconds += 61
    assert matcher(ruled).step()
    assert len(profiles_of(ruled)) == 1
    with pytest.raises(rule_sets.LeaseLostError):
        ruled.store.write(lambda tx: rule_sets.hold(tx, claimed, "sleeper", now + 120_000))


def test_rules_that_are_changed_meanwhile_end_the_work(ruled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        ruled.profile(EmailAddress=MAIL)
    done = RuleMatcher._work

    def changed_first(self: RuleMatcher, rule_set: rule_sets.RuleSet) -> None:
        ruled("UpdateDomain", RuleBasedMatching={"Enabled": False})
        done(self, rule_set)

    monkeypatch.setattr(RuleMatcher, "_work", changed_first)
    assert matcher(ruled).step()
    assert len(profiles_of(ruled)) == 2
    assert not matcher(ruled).step()


def test_the_domains_take_turns(service: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_matching, "CHANGES_AT_ONCE", 1)
    for name in ("one", "two"):
        service("CreateDomain", DomainName=name, DefaultExpirationDays=366, RuleBasedMatching=RULES)
        for _ in range(4):
            service("CreateProfile", DomainName=name, LastName="Doe")
    turns = []
    for _ in range(4):
        service.seconds += 1
        now = int(service.seconds * 1000)
        claimed = service.store.write(lambda tx, now=now: rule_sets.claim(tx, "worker", now, 60_000))
        turns.append(claimed.domain_id)
        service.store.write(lambda tx, c=claimed, now=now: rule_sets.release(tx, c, "worker", now))
    assert turns[:2] == turns[2:]
    assert len(set(turns)) == 2
