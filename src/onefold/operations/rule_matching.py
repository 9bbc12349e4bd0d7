"""Rule-based matching: the settings of a domain, ListRuleBasedMatches, and GetSimilarProfiles by rules.

Nothing is stored of matches: what is answered follows from the rule keys of this moment, which every write keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.merge import resolution
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request
from onefold.rules import RuleGroup, rules_of
from onefold.store import Tx, profiles, rule_keys, rule_sets
from onefold.store.domains import Domain
from onefold.store.rule_sets import RuleSet
from onefold.writing.rule_keys import group_of, rules_in

RULES: Final = "RULE_BASED_MATCHING"
KEYS_PER_PAGE_MAX: Final = 20_000
"""Rule keys that are looked at for a page, some 20 ms: where few profiles match, pages have few MatchIds or none."""
QUESTIONS_PER_PAGE_MAX: Final = 500
"""Profiles whose group is looked for, for a page: many may share values with too many others and be in none."""

Settings = Mapping[str, Any]


def checked(given: Settings) -> Settings:
    """A RuleBasedMatching structure as it is stored: a disabled one forgets its rules.

    Raises BadRequestError for rules that cannot be matched by.
    """
    if not given["Enabled"]:
        return {"Enabled": False}
    if given.get("ExportingConfig", {}).get("S3Exporting"):
        raise BadRequestError(
            "RuleBasedMatching.ExportingConfig.S3Exporting is not supported by this server: matches by rules change "
            "with every write. Leave it out, and read them with ListRuleBasedMatches and GetSimilarProfiles"
        )
    rules_of(given)
    resolution(given.get("ConflictResolution"))
    return given


def plan_rules(ctx: Context, domain: Domain, before: Settings) -> None:
    """Have the profiles of a domain matched by its rules. before: the settings until now.

    Rules that stay what they were go on; others begin anew, and a worker makes the keys of the profiles that exist.
    """
    rules = domain.settings.get("RuleBasedMatching", {"Enabled": False})
    if not rules["Enabled"]:
        rule_sets.retire(ctx.tx, domain.id, ctx.now)
    elif rules != before.get("RuleBasedMatching") or rule_sets.current(ctx.tx, domain.id) is None:
        rule_sets.begin(ctx.tx, domain.id, rules, ctx.now)


def with_status(tx: Tx, domain: Domain) -> Settings:
    """The settings of a domain; those of rules with their Status."""
    rules = domain.settings.get("RuleBasedMatching", {})
    rule_set = rule_sets.current(tx, domain.id) if rules else None
    if rule_set is None:
        return domain.settings
    return {**domain.settings, "RuleBasedMatching": {**rules, "Status": rule_set.status}}


def list_rule_based_matches(ctx: Context, request: Request) -> Answer:
    """The MatchIds of a domain; none where rules are not enabled.

    A page may be short or empty, and there are more as long as it has a NextToken.
    """
    domain = ctx.domain(request)
    after = paging.position(ctx, "ListRuleBasedMatches", request) or 0
    rule_set = rule_sets.current(ctx.tx, domain.id)
    if rule_set is None:
        return {"MatchIds": []}
    found, last = _found(ctx.tx, rule_set, after, paging.size(request))
    answer: Answer = {"MatchIds": found}
    if last is not None:
        answer["NextToken"] = paging.token(ctx, "ListRuleBasedMatches", request, last)
    return answer


def similar_by_rules(ctx: Context, domain: Domain, request: Request, searched: str) -> Answer:
    """The members of the group that a profile is in, named by its id or, for the oldest one, as the MatchId.

    searched: matchid or profileid. Raises ResourceNotFoundError when there is none.
    """
    value = request["SearchValue"]
    rule_set, row = rule_sets.current(ctx.tx, domain.id), profiles.row_of(ctx.tx, domain.id, value)
    group = None
    if rule_set is not None and row is not None:
        group = group_of(ctx.tx, rule_set, row, rules_in(rule_set).matching_level_max)
    if group is None or (searched == "matchid" and group.match_id != value):
        raise ResourceNotFoundError(f"No match group has the {searched} {value}")
    after = paging.position(ctx, "GetSimilarProfiles", request) or ""
    items = [(one, one) for one in group.profile_ids if one > after]
    page = paging.answer(ctx, "GetSimilarProfiles", request, "ProfileIds", items)
    return {**page, "MatchId": group.match_id, "MatchType": RULES, "RuleLevel": group.rule_level}


def _found(tx: Tx, rule_set: RuleSet, after: int, limit: int) -> tuple[list[str], int | None]:
    """Up to `limit` groups whose oldest profile has a number greater than `after`, and where the next ones begin."""
    level_max = rules_in(rule_set).matching_level_max
    sharing = rule_keys.sharing(tx, rule_set.id, after, KEYS_PER_PAGE_MAX)
    known: dict[str, RuleGroup | None] = {}
    found: list[str] = []
    asked = sharing.profiles[:QUESTIONS_PER_PAGE_MAX]
    named = profiles.members(tx, asked)
    for row in asked:
        profile_id = named[row].profile_id
        if profile_id not in known:
            group = group_of(tx, rule_set, row, level_max)
            known |= dict.fromkeys(group.profile_ids if group else [profile_id], group)
        group = known[profile_id]
        if group is not None and group.match_id == profile_id:
            found.append(profile_id)
            if len(found) == limit:
                return found, row
    return found, sharing.last if len(asked) == len(sharing.profiles) else asked[-1]
