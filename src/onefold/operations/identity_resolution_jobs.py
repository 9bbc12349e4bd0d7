"""GetIdentityResolutionJob, ListIdentityResolutionJobs, and StartIdentityResolutionJob, which Amazon does not have."""

from __future__ import annotations

from onefold.errors import ResourceNotFoundError
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request, present, seconds
from onefold.store import jobs
from onefold.store.domains import Domain
from onefold.store.jobs import Job


def get_identity_resolution_job(ctx: Context, request: Request) -> Answer:
    """One job in full."""
    domain = ctx.domain(request)
    job = jobs.find(ctx.tx, domain.id, request["JobId"])
    if job is None:
        raise ResourceNotFoundError(f"Job {request['JobId']} does not exist in domain {domain.name}")
    more = present(
        LastUpdatedAt=seconds(job.updated_at),
        JobExpirationTime=seconds(job.ended_at + jobs.KEPT_MILLISECONDS) if job.ended_at else None,
        AutoMerging=job.auto_merging,
    )
    return {**_item(domain, job), **more}


def list_identity_resolution_jobs(ctx: Context, request: Request) -> Answer:
    """The jobs of a domain, the latest first; the pending one is among them."""
    domain = ctx.domain(request)
    before = paging.position(ctx, "ListIdentityResolutionJobs", request)
    found = jobs.page(ctx.tx, domain.id, before, paging.size(request) + 1)
    items = [(job.due, _item(domain, job)) for job in found]
    return paging.answer(ctx, "ListIdentityResolutionJobs", request, "IdentityResolutionJobsList", items)


def start_identity_resolution_job(ctx: Context, request: Request) -> Answer:
    """Have a job run now, beside the schedule and whether or not Matching is enabled.

    While one is waiting for its turn, that is the one: asking twice is no more work.
    """
    domain = ctx.domain(request)
    waiting = jobs.next_pending(ctx.tx, domain.id)
    if waiting is None or waiting.due > ctx.now:
        waiting = jobs.schedule(ctx.tx, domain.id, ctx.now, ctx.now, on_request=True)
    return {"JobId": waiting.job_id}


def _item(domain: Domain, job: Job) -> Answer:
    return present(
        DomainName=domain.name,
        JobId=job.job_id,
        Status=job.status,
        JobStartTime=seconds(job.started_at or job.due),
        JobEndTime=seconds(job.ended_at),
        JobStats=job.stats,
        ExportingLocation=job.exported_to,
        Message=job.message,
    )
