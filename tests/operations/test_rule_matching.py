"""Rule-based matching as clients see it: settings, statuses, levels, pages, and every write at once."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.jobs.rule_matching import RuleMatcher
from onefold.jobs.worker import Worker
from onefold.operations import rule_matching
from onefold.rules import PROFILES_PER_KEY_MAX
from onefold.store import bulk, domains, rule_keys, rule_sets
from onefold.store.bulk import NewProfiles
from onefold.store.origins import Origin

MAIL = "john@example.com"
RULES = {
    "Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["LastName", "PhoneNumber"]}],
    "AttributeTypesSelector": {
        "AttributeMatchingModel": "MANY_TO_MANY", "PhoneNumber": ["PhoneNumber", "HomePhoneNumber"],
        "EmailAddress": ["EmailAddress", "BusinessEmailAddress"],
    },
}  # fmt: skip


def matcher(service: Any) -> RuleMatcher:
    return RuleMatcher(service.store, "worker", service.clock)


def worked(service: Any) -> int:
    """Have the worker do all that is due; returns in how many steps."""
    steps = 0
    while matcher(service).step():
        steps += 1
    return steps


@pytest.fixture
def ruled(service: Any) -> Any:
    """The operations, with a domain `demo` that has rules."""
    service("CreateDomain", DefaultExpirationDays=366, RuleBasedMatching=RULES)
    return service


def similar(service: Any, value: str, key: str = "profileId", **more: Any) -> tuple[int, list[str]]:
    found = service("GetSimilarProfiles", MatchType="RULE_BASED_MATCHING", SearchKey=key, SearchValue=value, **more)
    assert found["MatchType"] == "RULE_BASED_MATCHING"
    assert "ConfidenceScore" not in found
    return found["RuleLevel"], found["ProfileIds"]


def alone(service: Any, value: str, key: str = "profileId") -> bool:
    with pytest.raises(ResourceNotFoundError, match="No match group has the"):
        similar(service, value, key)
    return True


def match_ids(service: Any, **more: Any) -> list[str]:
    return [one for page in service.pages("ListRuleBasedMatches", **more) for one in page["MatchIds"]]


def test_a_new_domain_has_active_rules(ruled: Any) -> None:
    assert ruled("GetDomain")["RuleBasedMatching"] == {**RULES, "Status": "ACTIVE"}
    assert worked(ruled) == 0
    assert match_ids(ruled) == []


def test_every_write_is_matched_when_it_is_answered(ruled: Any) -> None:
    a = ruled.profile(EmailAddress=MAIL)
    b = ruled.profile(BusinessEmailAddress="JOHN@example.com", LastName="Doe", HomePhoneNumber="+1 555-010-0000")
    c = ruled.profile(LastName="DOE", PhoneNumber="(555) 010-0000")
    assert similar(ruled, a) == similar(ruled, c) == similar(ruled, a, "MatchId") == (2, sorted([a, b, c]))
    assert match_ids(ruled) == [a]
    ruled("UpdateProfile", ProfileId=c, PhoneNumber="555-010-9999")
    assert alone(ruled, c)
    assert similar(ruled, b) == (1, sorted([a, b]))
    ruled("DeleteProfile", ProfileId=a)
    assert alone(ruled, b)
    assert match_ids(ruled) == []


def test_a_group_is_named_by_its_oldest_member_only(ruled: Any) -> None:
    a, b = ruled.profile(EmailAddress=MAIL), ruled.profile(EmailAddress=MAIL)
    assert similar(ruled, a, "matchId")[1] == [a, b]
    assert alone(ruled, b, "matchId")
    assert alone(ruled, "f" * 32)
    with pytest.raises(BadRequestError, match="SearchKey=email"):
        similar(ruled, a, "email")


def test_merged_objects_and_undone_profiles_are_followed(ruled: Any) -> None:
    a, b = ruled.profile(EmailAddress=MAIL), ruled.profile(EmailAddress="other@example.com")
    c = ruled.profile(EmailAddress="other@example.com", LastName="Doe", PhoneNumber="555-010-0000")
    ruled("MergeProfiles", MainProfileId=a, ProfileIdsToBeMerged=[c])
    assert alone(ruled, b)
    assert alone(ruled, c)
    twin = ruled.profile(LastName="Doe", PhoneNumber="555-010-0000")
    assert similar(ruled, a) == (2, sorted([a, twin]))
    (merge,) = ruled("ListMerges")["Merges"]
    ruled("UndoMerge", MergeId=merge["MergeId"])
    assert similar(ruled, c) == (2, sorted([b, c, twin]))
    assert alone(ruled, a)


def test_objects_that_come_in_are_followed(ruled: Any) -> None:
    ruled(
        "PutProfileObjectType", ObjectTypeName="crm", Description="d", AllowProfileCreation=True,
        Fields={"id": {"Source": "_source.id"}, "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress"}},
        Keys={"crmId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
    )  # fmt: skip
    a = ruled.profile(EmailAddress=MAIL)
    ruled("PutProfileObject", ObjectTypeName="crm", Object='{"id": "1", "mail": "john@example.com"}')
    level, members = similar(ruled, a)
    assert (level, len(members)) == (1, 2)
    ruled("PutProfileObject", ObjectTypeName="crm", Object='{"id": "1", "mail": "no@example.com"}')
    assert alone(ruled, a)


def test_profiles_judged_not_the_same_are_in_no_group_together(ruled: Any) -> None:
    a, b, c = (ruled.profile(EmailAddress=MAIL) for _ in range(3))
    ruled("PutJudgement", ProfileIds=[b, c], Judgement="NOT_A_MATCH")
    assert similar(ruled, a) == (1, [a, b])
    assert alone(ruled, c)
    ruled("MergeProfiles", MainProfileId=a, ProfileIdsToBeMerged=[b])
    assert alone(ruled, a)  # what was said of b is said of a now
    ruled("PutJudgement", ProfileIds=[a, c], Judgement="MATCH")
    assert alone(ruled, a)


def test_pages_of_matches_and_of_members(ruled: Any) -> None:
    groups = [sorted(ruled.profile(EmailAddress=f"{name}@example.com") for _ in range(3)) for name in "abcde"]
    ruled.profile(EmailAddress="alone@example.com")
    pages = list(ruled.pages("ListRuleBasedMatches", MaxResults=2))
    assert [len(page["MatchIds"]) for page in pages[:3]] == [2, 2, 1]
    assert match_ids(ruled, MaxResults=2) == match_ids(ruled) == [group[0] for group in groups]
    request = {"MatchType": "RULE_BASED_MATCHING", "SearchKey": "matchId", "SearchValue": groups[1][0]}
    pages = list(ruled.pages("GetSimilarProfiles", **request, MaxResults=2))
    assert [page["ProfileIds"] for page in pages] == [groups[1][:2], groups[1][2:]]


def test_a_page_looks_at_so_many_keys_and_profiles(ruled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_matching, "KEYS_PER_PAGE_MAX", 4)
    monkeypatch.setattr(rule_matching, "QUESTIONS_PER_PAGE_MAX", 2)
    first, *_ = [ruled.profile(EmailAddress=MAIL) for _ in range(3)]
    for number in range(9):
        ruled.profile(EmailAddress=f"{number}@example.com")
    last, _ = [ruled.profile(EmailAddress="last@example.com") for _ in range(2)]
    pages = [page["MatchIds"] for page in ruled.pages("ListRuleBasedMatches")]
    assert [one for page in pages for one in page] == [first, last]
    assert len(pages) > 3


def test_what_more_than_five_hundred_share_matches_nobody(ruled: Any) -> None:
    domain = ruled.store.read(lambda tx: domains.find(tx, "demo"))
    crowd = NewProfiles(['{"EmailAddress":"info@example.com"}'] * PROFILES_PER_KEY_MAX, [])
    ids = ruled.store.write(lambda tx: bulk.add_profiles(tx, domain.id, crowd, Origin(1, ""), "KEY1", 1))
    assert ruled("GetDomain")["RuleBasedMatching"]["Status"] == "IN_PROGRESS"
    assert worked(ruled) == 1
    assert ruled("GetDomain")["RuleBasedMatching"]["Status"] == "ACTIVE"
    assert similar(ruled, ids[7], MaxResults=2) == (1, ids[:2])
    assert match_ids(ruled) == [ids[0]]
    one_more = ruled.profile(EmailAddress="INFO@example.com")
    assert alone(ruled, ids[7])
    assert match_ids(ruled) == []
    ruled("DeleteProfile", ProfileId=one_more)
    assert similar(ruled, ids[7], MaxResults=1) == (1, ids[:1])


def test_profiles_that_were_there_before_the_rules_are_matched_by_the_worker(demo: Any) -> None:
    a, b = demo.profile(EmailAddress=MAIL), demo.profile(EmailAddress=MAIL)
    assert demo("UpdateDomain", RuleBasedMatching=RULES)["RuleBasedMatching"]["Status"] == "PENDING"
    assert alone(demo, a)
    c = demo.profile(EmailAddress=MAIL)
    demo("UpdateProfile", ProfileId=b, LastName="Doe")
    assert worked(demo) == 1
    assert demo("GetDomain")["RuleBasedMatching"]["Status"] == "ACTIVE"
    assert similar(demo, b) == (1, [a, b, c])


def test_other_rules_begin_anew_and_the_same_go_on(ruled: Any) -> None:
    a, b = ruled.profile(EmailAddress=MAIL, LastName="Doe"), ruled.profile(EmailAddress=MAIL, LastName="Roe")
    c = ruled.profile(LastName="roe")
    assert ruled("UpdateDomain", RuleBasedMatching=RULES)["RuleBasedMatching"]["Status"] == "ACTIVE"
    assert ruled("UpdateDomain", DefaultExpirationDays=5)["RuleBasedMatching"]["Status"] == "ACTIVE"
    names = {"Enabled": True, "MatchingRules": [{"Rule": ["LastName"]}]}
    assert ruled("UpdateDomain", RuleBasedMatching=names)["RuleBasedMatching"] == {**names, "Status": "PENDING"}
    worked(ruled)
    assert alone(ruled, a)
    assert similar(ruled, b) == (1, [b, c])


def test_disabled_rules_match_nobody_and_leave_nothing_behind(ruled: Any) -> None:
    a, _ = ruled.profile(EmailAddress=MAIL), ruled.profile(EmailAddress=MAIL)
    rule_set = ruled.store.read(lambda tx: rule_sets.current(tx, domains.find(tx, "demo").id))
    disabled = ruled("UpdateDomain", RuleBasedMatching={**RULES, "Enabled": False})
    assert disabled["RuleBasedMatching"] == ruled("GetDomain")["RuleBasedMatching"] == {"Enabled": False}
    assert alone(ruled, a)
    assert match_ids(ruled) == []
    while Worker(ruled.store, ruled.settings, ruled.clock).tidy():
        pass
    assert ruled.store.read(lambda tx: rule_keys.sharing(tx, rule_set.id, 0, 10)) == ([], None)
    assert not ruled.store.read(rule_sets.has_retired)


def test_without_rules_there_are_no_matches(demo: Any) -> None:
    a, _ = demo.profile(EmailAddress=MAIL), demo.profile(EmailAddress=MAIL)
    assert "RuleBasedMatching" not in demo("GetDomain")
    assert match_ids(demo) == []
    assert alone(demo, a)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Enabled": True}, "needs MatchingRules"),
    ({**RULES, "MatchingRules": [{"Rule": ["HomePhoneNumber"]}]}, "AttributeTypesSelector"),
    ({**RULES, "MaxAllowedRuleLevelForMatching": 1, "MaxAllowedRuleLevelForMerging": 2}, "must match"),
    ({**RULES, "ConflictResolution": {"ConflictResolvingModel": "SOURCE"}}, "SourceName"),
    ({**RULES, "ExportingConfig": {"S3Exporting": {"S3BucketName": "b"}}}, "S3Exporting is not supported"),
]


@pytest.mark.parametrize(("rules", "problem"), REFUSED)
def test_rules_that_cannot_work_are_refused(demo: Any, rules: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadRequestError, match=problem):
        demo("UpdateDomain", RuleBasedMatching=rules)
    with pytest.raises(BadRequestError, match=problem):
        demo("CreateDomain", DomainName="other", DefaultExpirationDays=1, RuleBasedMatching=rules)
    assert "RuleBasedMatching" not in demo("GetDomain")


def test_an_exporting_config_without_a_bucket_is_no_export(demo: Any) -> None:
    assert demo("UpdateDomain", RuleBasedMatching={**RULES, "ExportingConfig": {}})["RuleBasedMatching"]["Enabled"]
