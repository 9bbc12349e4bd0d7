"""GetMatches and GetSimilarProfiles: what the latest finished run has found, which is not computed here."""

from __future__ import annotations

from typing import Final

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request, seconds
from onefold.operations.rule_matching import RULES, similar_by_rules
from onefold.store import runs
from onefold.store.domains import Domain
from onefold.store.runs import Group, Run

NOT_FOUND: Final = "GetMatches result not found"
"""The words of AWS, which clients look for."""
ML: Final = "ML_BASED_MATCHING"


def get_matches(ctx: Context, request: Request) -> Answer:
    """A page of match groups, surest first; a token stays in its run when a newer one is published."""
    domain = ctx.domain(request)
    run, rank = _begin(ctx, domain, request)
    limit = paging.size(request)
    groups = runs.page(ctx.tx, run.id, rank, limit)
    answer: Answer = {
        "MatchGenerationDate": seconds(run.published_at),
        "PotentialMatches": run.groups,
        "Matches": [_shown(group) for group in groups if len(group.profile_ids) > 1],
    }
    if groups and groups[-1].rank < run.groups:
        answer["NextToken"] = paging.token(ctx, "GetMatches", request, [run.id, groups[-1].rank])
    return answer


def get_similar_profiles(ctx: Context, request: Request) -> Answer:
    """The members of one match group, named by its MatchId or by one of them."""
    domain = ctx.domain(request)
    searched = _searched(request["SearchKey"])
    if request["MatchType"] == RULES:
        return similar_by_rules(ctx, domain, request, searched)
    run_id, after = paging.position(ctx, "GetSimilarProfiles", request) or (None, "")
    run = latest_run(ctx, domain) if run_id is None else _kept(ctx, domain, run_id)
    group = _group(ctx, run, searched, request["SearchValue"])
    items = [([run.id, one], one) for one in group.profile_ids if one > after]
    page = paging.answer(ctx, "GetSimilarProfiles", request, "ProfileIds", items)
    return {**page, "MatchId": group.match_id, "MatchType": ML, "ConfidenceScore": group.confidence_score}


def latest_run(ctx: Context, domain: Domain) -> Run:
    """The run that readers see. Raises ResourceNotFoundError when there is none."""
    run = runs.latest(ctx.tx, domain.id)
    if run is None:
        raise ResourceNotFoundError(NOT_FOUND)
    return run


def _begin(ctx: Context, domain: Domain, request: Request) -> tuple[Run, int]:
    position = paging.position(ctx, "GetMatches", request)
    if position is None:
        return latest_run(ctx, domain), 0
    run_id, rank = position
    return _kept(ctx, domain, run_id), rank


def _kept(ctx: Context, domain: Domain, run_id: int) -> Run:
    run = runs.find(ctx.tx, domain.id, run_id)
    if run is None:
        raise BadRequestError("NextToken belongs to a result that is no longer kept; begin with the first page")
    return run


def _searched(key: str) -> str:
    """matchid or profileid. AWS spells the key out nowhere, so any way of writing it is taken."""
    plain = key.lower().lstrip("_")
    if plain not in ("matchid", "profileid"):
        raise BadRequestError(f"SearchKey={key} must be matchId or profileId")
    return plain


def _group(ctx: Context, run: Run, searched: str, value: str) -> Group:
    found = (runs.by_match_id if searched == "matchid" else runs.by_profile)(ctx.tx, run.id, value)
    if found is None or len(found.profile_ids) < 2:
        raise ResourceNotFoundError(f"No match group has the {searched} {value}")
    return found


def _shown(group: Group) -> Answer:
    return {
        "MatchId": group.match_id,
        "ProfileIds": list(group.profile_ids),
        "ConfidenceScore": group.confidence_score,
    }
