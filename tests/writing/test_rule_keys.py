"""Rule keys are in step with the documents after every write, whichever way profiles change."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import select

from onefold.canonical import by_attribute
from onefold.errors import ServiceError
from onefold.jobs.rule_matching import RuleMatcher
from onefold.rules import rule_groups
from onefold.rules import rule_keys as keys_by_rules
from onefold.store import Tx, domains, judgements, profiles, rule_sets
from onefold.store.tables import RULE_KEYS
from onefold.writing.rule_keys import group_of, rules_in

FIELDS = ("EmailAddress", "BusinessEmailAddress", "LastName", "PhoneNumber")
VALUES = ("a@example.com", "b@example.com", "Doe", "Roe", "555-010-0000", "")
NUMBERS = count()


def rules(how: random.Random) -> dict[str, Any]:
    levels = [{"Rule": how.sample(FIELDS[:1] + FIELDS[2:], how.randint(1, 2))} for _ in range(how.randint(1, 3))]
    model = how.choice(["ONE_TO_ONE", "MANY_TO_MANY"])
    selector = {"AttributeMatchingModel": model, "EmailAddress": ["EmailAddress", "BusinessEmailAddress"]}
    merging = {"MaxAllowedRuleLevelForMerging": 1} if how.random() < 0.5 else {}
    return {"Enabled": True, "MatchingRules": levels, "AttributeTypesSelector": selector, **merging}


def something(service: Any, how: random.Random) -> None:
    """One of the things that change profiles, or the rules, or do the work of the worker."""
    ids = [one["ProfileId"] for one in service("ListProfiles")["Items"]]
    some = {name: how.choice(VALUES) for name in how.sample(FIELDS, 2)}
    merges = [merge["MergeId"] for merge in service("ListMerges")["Merges"] if "UndoneAt" not in merge]
    pair = how.sample(ids, 2) if len(ids) > 1 else []
    kind = how.choice(
        ["create", "create", "create", "object", "update", "delete", "merge", "undo", "rules", "work", "judge"]
    )
    match kind:
        case "create":
            service.profile(**{name: value for name, value in some.items() if value})
        case "object":
            record = f'{{"id": "{next(NUMBERS) % 5}", "mail": "{how.choice(VALUES[:2])}"}}'
            service("PutProfileObject", ObjectTypeName="crm", Object=record)
        case "update" if ids:
            service("UpdateProfile", ProfileId=how.choice(ids), **some)
        case "delete" if ids:
            service("DeleteProfile", ProfileId=how.choice(ids))
        case "merge" if pair:
            service("MergeProfiles", MainProfileId=pair[0], ProfileIdsToBeMerged=[pair[1]])
        case "judge" if pair:
            service("PutJudgement", ProfileIds=pair, Judgement=how.choice(["MATCH", "NOT_A_MATCH"]))
        case "undo" if merges:
            service("UndoMerge", MergeId=how.choice(merges))
        case "rules" if how.random() < 0.3:
            service("UpdateDomain", RuleBasedMatching=rules(how))
        case "work":
            RuleMatcher(service.store, "worker", service.clock).step()


def breaches(tx: Tx) -> Iterator[str]:
    """Where the stored keys are not those of the documents, and groups not those of the whole domain."""
    domain = domains.find(tx, "demo")
    assert domain is not None
    rule_set = rule_sets.current(tx, domain.id)
    assert rule_set is not None
    table = RULE_KEYS.c
    stored = {
        (row.profile, (row.level, row.value))
        for row in tx.execute(select(RULE_KEYS).where(table.rule_set == rule_set.id))
    }
    found = profiles.page(tx, domain.id, "", 1000)
    wanted = {(one.row, key) for one in found for key in keys_by_rules(one.document, rules_in(rule_set), by_attribute)}
    if rule_set.status == "ACTIVE":
        yield from (f"missing {one}" for one in wanted - stored)
    yield from (f"left over {one}" for one in stored - wanted)
    yield from _groups(tx, rule_set, found, stored)


def _groups(tx: Tx, rule_set: Any, found: Any, stored: Any) -> Iterator[str]:
    names = {one.row: one.profile_id for one in found}
    ages = {one.profile_id: one.created_at for one in found}
    former = profiles.current_ids(tx, rule_set.domain_id)
    said = [one for one in judgements.every(tx, rule_set.domain_id) if one.judgement == judgements.NOT_A_MATCH]
    pairs = [(one.profile_id_a, one.profile_id_b) for one in said]
    apart = {tuple(sorted(former.get(one, one) for one in pair)) for pair in pairs}
    holders: dict[Any, list[str]] = {}
    for row, key in stored:
        holders.setdefault(_named(key), []).append(names[row])
    level_max = rules_in(rule_set).matching_level_max
    whole = rule_groups(holders, level_max, ages.__getitem__, apart).groups  # type: ignore[arg-type]
    for row, name in names.items():
        mine = next((group for group in whole if name in group.profile_ids), None)
        if group_of(tx, rule_set, row, level_max) != mine:
            yield f"{name} is in another group than {mine}"


def _named(key: tuple[int, str]) -> Any:
    from onefold.rules import RuleKey

    return RuleKey(*key)


@pytest.mark.parametrize("seed", range(12))
def test_keys_and_groups_follow_from_the_documents_whatever_happens(service: Any, seed: int) -> None:
    how = random.Random(seed)
    service("CreateDomain", DefaultExpirationDays=366, RuleBasedMatching=rules(how))
    service(
        "PutProfileObjectType", ObjectTypeName="crm", Description="d", AllowProfileCreation=True,
        Fields={"id": {"Source": "_source.id"}, "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress"}},
        Keys={"crmId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
    )  # fmt: skip
    for number in range(60):
        try:
            something(service, how)
        except ServiceError:  # such as an undo of a merge whose profile was deleted
            continue
        assert service.store.read(lambda tx: list(breaches(tx))) == [], f"after step {number}"
    while RuleMatcher(service.store, "worker", service.clock).step():
        service.seconds += 1
    assert service("GetDomain")["RuleBasedMatching"]["Status"] == "ACTIVE"
    assert service.store.read(lambda tx: list(breaches(tx))) == []
