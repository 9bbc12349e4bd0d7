"""MergeProfiles and GetAutoMergingPreview."""

from __future__ import annotations

from collections.abc import Iterator

from onefold import merge as rules
from onefold.canonical import by_attribute
from onefold.jobs.auto_merging import kept_apart
from onefold.operations.context import Answer, Context, Request
from onefold.operations.matches import latest_run
from onefold.store import profiles, runs
from onefold.store.runs import Run
from onefold.writing import documents, merging
from onefold.writing.merging import MERGE_PROFILES, Cause

GROUPS_AT_ONCE = 500


def merge_profiles(ctx: Context, request: Request) -> Answer:
    """Merge profiles into the main one, at once and in one transaction; a merge can be undone."""
    merge_by_hand(ctx, request)
    return {"Message": "The merge request is complete"}


def merge_by_hand(ctx: Context, request: Request) -> str:
    """Merge as a MergeProfiles request says. Returns the id of the merge."""
    domain = ctx.domain(request)
    sources = rules.field_sources(request)
    wanted = [request["MainProfileId"], *request["ProfileIdsToBeMerged"]]
    found = {profile.profile_id: profile for profile in profiles.lock(ctx.tx, domain.id, wanted)}
    for profile_id in wanted:
        if profile_id not in found:
            raise documents.no_such_profile(domain, profile_id)
    main, *others = (found[profile_id] for profile_id in wanted)
    return merging.merge(ctx.change, main, others, sources, Cause(MERGE_PROFILES))


def get_auto_merging_preview(ctx: Context, request: Request) -> Answer:
    """What auto-merging with these settings would do to the latest result: exact numbers, and nothing is merged."""
    domain = ctx.domain(request)
    settings = rules.auto_merging(request)
    groups = _groups(ctx, domain.id, latest_run(ctx, domain))
    separate = kept_apart(ctx.tx, domain.id)
    return {"DomainName": domain.name, **rules.preview(groups, settings, by_attribute, separate)}


def _groups(ctx: Context, domain_id: int, run: Run) -> Iterator[tuple[float, list[rules.Profile]]]:
    for first in range(0, run.groups, GROUPS_AT_ONCE):
        groups = runs.page(ctx.tx, run.id, first, GROUPS_AT_ONCE)
        ids = [one for group in groups for one in group.profile_ids]
        found = {profile.profile_id: merging.values_of(profile) for profile in profiles.get(ctx.tx, domain_id, ids)}
        for group in groups:
            members = [found[one] for one in group.profile_ids if one in found]
            if len(members) > 1:
                yield group.confidence_score, members
