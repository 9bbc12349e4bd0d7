"""Rule keys, kept in step with every change of a profile, and the groups that follow from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Final

from onefold.canonical import by_attribute
from onefold.rules import PROFILES_PER_KEY_MAX, RuleGroup, RuleKey, Rules, reach, rule_groups, rules_of
from onefold.rules import rule_keys as keys_by_rules
from onefold.store import Tx, judgements, profiles, rule_keys, rule_sets
from onefold.store.profiles import Member, Profile
from onefold.store.rule_sets import RuleSet
from onefold.writing.change import Change

NOTHING: Final[Mapping[str, Any]] = {}
"""The document of a profile that was not there before."""


def rules_in(rule_set: RuleSet) -> Rules:
    """The rules as they are used."""
    return _rules_of(json.dumps(rule_set.settings))


@lru_cache(maxsize=128)
def _rules_of(settings: str) -> Rules:
    return rules_of(json.loads(settings))


def follow(change: Change, profile: Profile, before: Mapping[str, Any]) -> None:
    """Bring the rule keys of a profile in line with its document, in the transaction that changes it.

    before: the document until now. Profiles that were there before the rules may lack the keys that a change does not
    touch, until `make` has come to them.
    """
    rule_set = rule_sets.followed(change.tx, profile.domain_id)
    if rule_set is None:
        return
    rules = rules_in(rule_set)
    old = keys_by_rules(before, rules, by_attribute)
    new = keys_by_rules(profile.document, rules, by_attribute)
    rule_keys.remove(change.tx, rule_set.id, profile.row, old - new)
    rule_keys.add(change.tx, rule_set.id, [(profile.row, key) for key in sorted(new - old)])
    if new - old and rules.merging_level_max:
        rule_keys.note(change.tx, rule_set.id, [profile.row])


def make(tx: Tx, rule_set: RuleSet, page: Sequence[Profile]) -> None:
    """Make the rule keys of profiles that were there before the rules. page: locked."""
    rules = rules_in(rule_set)
    each = [(one.row, key) for one in page for key in keys_by_rules(one.document, rules, by_attribute)]
    rule_keys.add(tx, rule_set.id, each)
    if rules.merging_level_max:
        rule_keys.note(tx, rule_set.id, [one.row for one in page])


def look_again(tx: Tx, domain_id: int, rows: Sequence[int]) -> None:
    """Something else than their keys has changed that decides whether these profiles merge."""
    rule_set = rule_sets.followed(tx, domain_id)
    if rule_set is not None and rules_in(rule_set).merging_level_max:
        rule_keys.note(tx, rule_set.id, rows)


def group_of(tx: Tx, rule_set: RuleSet, row: int, level_max: int) -> RuleGroup | None:
    """The group that a profile is in by the rules up to a level: what holds at this moment, of at most 500 profiles."""
    keys_of = partial(_keys_of, tx, rule_set.id)
    holders_of = partial(_holders_of, tx, rule_set.id)
    reached = reach(row, level_max, keys_of, holders_of)
    rows = set().union(*(rows for rows in reached.holders.values() if len(rows) <= PROFILES_PER_KEY_MAX))
    members = profiles.members(tx, rows) if len(rows) > 1 else {}
    if row not in members:
        return None
    ages = {one.profile_id: one.created_at for one in members.values()}
    named = {
        key: [members[one].profile_id for one in rows if one in members] if len(rows) <= PROFILES_PER_KEY_MAX else ()
        for key, rows in reached.holders.items()
    }
    apart = _apart(tx, rule_set.domain_id, list(members.values()))
    found = rule_groups(named, reached.level, ages.__getitem__, apart).groups
    return next((group for group in found if members[row].profile_id in group.profile_ids), None)


def _keys_of(tx: Tx, rule_set: int, rows: Any) -> list[RuleKey]:
    return [RuleKey(*key) for key in rule_keys.of_profiles(tx, rule_set, rows)]


def _holders_of(tx: Tx, rule_set: int, keys: Any) -> dict[RuleKey, list[int]]:
    found = rule_keys.holders(tx, rule_set, keys, PROFILES_PER_KEY_MAX + 1)
    return {RuleKey(*key): rows for key, rows in found.items()}


def _apart(tx: Tx, domain_id: int, members: Sequence[Member]) -> set[tuple[str, str]]:
    """Pairs of members that are not the same: what was said of a merged profile is said of its survivor."""
    current = {former: one.profile_id for one in members for former in (one.profile_id, *one.former_ids)}
    said = judgements.apart_among(tx, domain_id, current.keys())
    return {(min(pair), max(pair)) for pair in ((current[a], current[b]) for a, b in said)}
