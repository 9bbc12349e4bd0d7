"""CreateDomain, UpdateDomain, GetDomain, ListDomains, DeleteDomain."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from onefold.errors import BadRequestError, OutputError
from onefold.jobs.planning import exporting, matching_enabled, schedule_of
from onefold.jobs.schedule import WEEK, first_due, next_due
from onefold.merge import auto_merging
from onefold.operations import paging
from onefold.operations.calls import Call
from onefold.operations.context import Answer, Context, Request, no_such_domain, present, seconds
from onefold.operations.rule_matching import checked, plan_rules, with_status
from onefold.store import domains, jobs, profiles, tags
from onefold.store.domains import Domain

DOMAINS_MAX: Final = 100
"""AWS's quota."""
_CLEARED_BY_EMPTY: Final = ("DefaultEncryptionKey", "DeadLetterQueueUrl")
_SETTINGS: Final = (
    "DefaultExpirationDays", "DefaultEncryptionKey", "DeadLetterQueueUrl", "Matching", "RuleBasedMatching", "DataStore",
)  # fmt: skip


def create_domain(call: Call, request: Request) -> Answer:
    """Make a domain; with Matching enabled, plan its first job, and with RuleBasedMatching match by its rules."""
    _check_export(request)
    return call.finish(partial(_create, request=request))


def update_domain(call: Call, request: Request) -> Answer:
    """Replace the settings that are given; Tags replaces all tags."""
    _check_export(request)
    return call.finish(partial(_update, request=request))


def _check_export(request: Request) -> None:
    """Raise BadRequestError unless the bucket that matches are to be exported to can be written to.

    Matching can be disabled when the bucket is gone.
    """
    place = exporting(request)
    if place is None or not matching_enabled(request):
        return
    from onefold.export import s3  # boto3 takes 40 MB, which a server that exports nothing does without

    try:
        s3.check_writable(place.bucket, place.prefix)
    except OutputError as error:
        raise BadRequestError(f"Matching.ExportingConfig: {error}") from error


def _create(ctx: Context, request: Request) -> Answer:
    name = request["DomainName"]
    if domains.find(ctx.tx, name) is not None:
        raise BadRequestError(f"Domain {name} exists already")
    if domains.count(ctx.tx) >= DOMAINS_MAX:
        raise BadRequestError(f"There are {DOMAINS_MAX} domains already, which is the most there can be")
    settings = _changed({}, request)
    domain = domains.add(ctx.tx, name, settings, ctx.now)
    tags.put(ctx.tx, domain.id, request.get("Tags", {}))
    plan_jobs(ctx, domain, {})
    plan_rules(ctx, domain, {})
    return _answer(ctx, domain)


def _update(ctx: Context, request: Request) -> Answer:
    before = domains.lock(ctx.tx, request["DomainName"])
    if before is None:
        raise no_such_domain(request["DomainName"])
    domain = domains.replace(ctx.tx, before, _changed(before.settings, request), ctx.now)
    if "Tags" in request:
        tags.remove_all(ctx.tx, domain.id, tags.DOMAIN)
        tags.put(ctx.tx, domain.id, request["Tags"])
    plan_jobs(ctx, domain, before.settings)
    plan_rules(ctx, domain, before.settings)
    return _answer(ctx, domain)


def get_domain(ctx: Context, request: Request) -> Answer:
    """A domain with its Stats."""
    domain = ctx.domain(request)
    counted = profiles.stats(ctx.tx, domain.id)
    stats = {
        "ProfileCount": counted.profiles,
        "MeteringProfileCount": counted.metered_profiles,
        "ObjectCount": counted.objects,
        "TotalSize": counted.size,
    }
    return {**_answer(ctx, domain), "Stats": stats}


def list_domains(ctx: Context, request: Request) -> Answer:
    """The domains that the caller may see, by name."""
    after = paging.position(ctx, "ListDomains", request) or ""
    found = _visible(ctx, after, paging.size(request) + 1)
    return paging.answer(ctx, "ListDomains", request, "Items", [(domain.name, _item(ctx, domain)) for domain in found])


def delete_domain(ctx: Context, request: Request) -> Answer:
    """Delete a domain and everything in it."""
    domain = domains.lock(ctx.tx, request["DomainName"])
    if domain is None:
        raise no_such_domain(request["DomainName"])
    domains.remove(ctx.tx, domain, ctx.now)
    return {"Message": "OK"}


def plan_jobs(ctx: Context, domain: Domain, before: Mapping[str, Any]) -> None:
    """Bring the pending job in line with the settings. before: the settings until now.

    The first job comes soon after Matching is enabled; another schedule moves the next one; disabling takes it away.
    """
    schedule = schedule_of(domain.settings)
    begun = jobs.begun_since(ctx.tx, domain.id, ctx.now - WEEK)
    if not matching_enabled(domain.settings):
        jobs.cancel_pending(ctx.tx, domain.id)
    elif not matching_enabled(before):
        delay = 1000 * ctx.settings.first_job_seconds
        jobs.schedule(ctx.tx, domain.id, first_due(schedule, ctx.now, delay, begun), ctx.now)
    elif schedule != schedule_of(before):
        jobs.cancel_pending(ctx.tx, domain.id)
        jobs.schedule(ctx.tx, domain.id, next_due(schedule, ctx.now, begun), ctx.now)


def _changed(settings: Mapping[str, Any], request: Request) -> dict[str, Any]:
    given = {name: request[name] for name in _SETTINGS if request.get(name) is not None}
    if "Matching" in given:
        given["Matching"] = _checked_matching(given["Matching"])
    if "RuleBasedMatching" in given:
        given["RuleBasedMatching"] = checked(given["RuleBasedMatching"])
    merged = {**settings, **given}
    return {name: value for name, value in merged.items() if not (name in _CLEARED_BY_EMPTY and value == "")}


def _checked_matching(matching: Mapping[str, Any]) -> Mapping[str, Any]:
    """The setting as it is stored: a disabled one forgets its criteria, as AWS's does.

    Raises BadRequestError for auto-merging that a job could not do.
    """
    merging = matching.get("AutoMerging", {})
    if merging.get("Enabled") or "Consolidation" in merging:
        auto_merging(merging)
    if not matching["Enabled"] and merging:
        kept = {name: value for name, value in merging.items() if name != "Consolidation"}
        return {**matching, "AutoMerging": {**kept, "Enabled": False}}
    return matching


def _visible(ctx: Context, after: str, limit: int) -> list[Domain]:
    allowed = ctx.caller.domains
    if allowed is None:
        return domains.page(ctx.tx, after, limit)
    names = sorted(name for name in allowed if name > after)
    found = (domains.find(ctx.tx, name) for name in names)
    return [domain for domain in found if domain is not None][:limit]


def _item(ctx: Context, domain: Domain) -> Answer:
    return present(
        DomainName=domain.name,
        CreatedAt=seconds(domain.created_at),
        LastUpdatedAt=seconds(domain.updated_at),
        Tags=tags.of(ctx.tx, domain.id) or None,
    )


def _answer(ctx: Context, domain: Domain) -> Answer:
    return {**_item(ctx, domain), **with_status(ctx.tx, domain)}
