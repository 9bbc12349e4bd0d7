"""Upload jobs: a CSV file that becomes profiles. The file is sent to a link of this server; a worker does the rest."""

from __future__ import annotations

import secrets
from base64 import b64encode
from functools import partial
from typing import Final

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.ingest import object_type
from onefold.jobs.upload_files import discard, folder_of, receive
from onefold.jobs.uploads import EXPIRY_DAYS, object_type_of
from onefold.operations import paging
from onefold.operations.calls import Call
from onefold.operations.context import Answer, Context, Request, present, seconds
from onefold.operations.object_types import TYPES_MAX
from onefold.store import new_id, objects, uploads
from onefold.store.domains import Domain
from onefold.store.uploads import CREATED, IN_PROGRESS, OPEN, STOPPED, Upload

OPEN_JOBS_MAX: Final = 100
"""Jobs of a domain that have not ended: each may hold a file."""
LINK_MILLISECONDS: Final = 3_600_000
"""How long a link can be begun with; AWS does not say."""
DAY: Final = 24 * 3_600_000
_DEFINITION: Final = ("DisplayName", "Fields", "UniqueKey", "DataExpiry")


def create_upload_job(ctx: Context, request: Request) -> Answer:
    """Make a job for a file that is yet to come."""
    domain = ctx.domain(request)
    definition = {name: request[name] for name in _DEFINITION if name in request} | {
        "DataExpiry": request.get("DataExpiry", EXPIRY_DAYS)
    }
    _refuse(ctx, domain, definition)
    job_id = new_id(ctx.now)
    uploads.add(ctx.tx, domain.id, job_id, definition, ctx.now, ctx.now + DAY * definition["DataExpiry"])
    return {"JobId": job_id}


def get_upload_job(ctx: Context, request: Request) -> Answer:
    """One job in full."""
    domain = ctx.domain(request)
    job = _known(uploads.find(ctx.tx, domain.id, request["JobId"]), domain, request)
    more = present(ResultsSummary=job.results)
    return {**_item(job), **more, "Fields": job.definition["Fields"], "UniqueKey": job.definition["UniqueKey"]}


def list_upload_jobs(ctx: Context, request: Request) -> Answer:
    """The jobs of a domain, the latest first."""
    domain = ctx.domain(request)
    before = paging.position(ctx, "ListUploadJobs", request)
    found = uploads.page(ctx.tx, domain.id, before, paging.size(request) + 1)
    return paging.answer(ctx, "ListUploadJobs", request, "Items", [(job.job_id, _item(job)) for job in found])


def get_upload_job_path(ctx: Context, request: Request) -> Answer:
    """Where to PUT the file, and until when.

    Url is a path here, of which the wire makes a signed link. ClientToken is for clients that send it along as the key
    to encrypt the file with, as they must to AWS; it is not needed here.
    """
    domain = ctx.domain(request)
    job = _known(uploads.find(ctx.tx, domain.id, request["JobId"]), domain, request)
    _refuse_unless(job, [CREATED])
    return {
        "Url": f"/onefold/v1/domains/{domain.name}/upload-jobs/{job.job_id}/file",
        "ClientToken": b64encode(secrets.token_bytes(32)).decode(),
        "ValidUntil": seconds(ctx.now + LINK_MILLISECONDS),
    }


def put_upload_file(call: Call, request: Request) -> Answer:
    """Keep the file of a job that has not started, in the place of one that was sent before."""
    folder = folder_of(call.tools.store, call.tools.settings)
    call.write(partial(_waiting, request=request))
    name = receive(folder, request["File"])
    try:
        discard(folder, call.finish(partial(_keep, request=request, name=name)))
    except BaseException:
        discard(folder, name)
        raise
    return {"Message": "OK"}


def _waiting(ctx: Context, request: Request) -> Upload:
    """The job that waits for its file, locked."""
    domain = ctx.domain(request)
    job = _known(uploads.lock(ctx.tx, domain.id, request["JobId"]), domain, request)
    _refuse_unless(job, [CREATED])
    return job


def _keep(ctx: Context, request: Request, name: str) -> str | None:
    """Give a job its file. Returns the one before."""
    job = _waiting(ctx, request)
    uploads.change(ctx.tx, job, file=name)
    return job.file


def start_upload_job(ctx: Context, request: Request) -> Answer:
    """Have a worker take in the file. The rows are of an object type that is made for them."""
    domain, job = ctx.domain(request), _waiting(ctx, request)
    if job.file is None:
        raise BadRequestError(f"Upload job {job.job_id} has no file yet: PUT it to the Url of GetUploadJobPath first")
    _refuse_type(ctx, domain, kind := object_type_of(job.definition))
    objects.put_type(ctx.tx, domain.id, kind.name, kind.definition, ctx.now)
    uploads.change(ctx.tx, job, status=IN_PROGRESS)
    return {}


def stop_upload_job(ctx: Context, request: Request) -> Answer:
    """End a job before its time; the rows that were taken in stay. The worker deletes the file."""
    domain = ctx.domain(request)
    job = _known(uploads.lock(ctx.tx, domain.id, request["JobId"]), domain, request)
    _refuse_unless(job, OPEN)
    uploads.change(ctx.tx, job, status=STOPPED, ended_at=ctx.now)
    return {}


def _refuse(ctx: Context, domain: Domain, definition: Request) -> None:
    if definition["UniqueKey"] not in definition["Fields"]:
        raise BadRequestError("UniqueKey must be the name of one of Fields: rows that agree in it are one object")
    if any(name.startswith("_") for name in definition["Fields"]):
        raise BadRequestError("Fields: names that begin with _ are those of standard keys")
    kind = object_type_of(definition)
    object_type(kind.definition)
    _refuse_type(ctx, domain, kind)
    if uploads.count_open(ctx.tx, domain.id) >= OPEN_JOBS_MAX:
        raise BadRequestError(f"The domain has {OPEN_JOBS_MAX} upload jobs that have not ended; start or stop some")


def _refuse_type(ctx: Context, domain: Domain, kind: objects.ObjectType) -> None:
    if objects.find_type(ctx.tx, domain.id, kind.name) is None and objects.count_types(ctx.tx, domain.id) >= TYPES_MAX:
        raise BadRequestError(
            f"The domain has {TYPES_MAX} object types already; rows with another UniqueKey need one more"
        )


def _known(job: Upload | None, domain: Domain, request: Request) -> Upload:
    if job is None:
        raise ResourceNotFoundError(f"Upload job {request['JobId']} does not exist in domain {domain.name}")
    return job


def _refuse_unless(job: Upload, statuses: tuple[str, ...] | list[str]) -> None:
    if job.status not in statuses:
        raise BadRequestError(f"Upload job {job.job_id} is {job.status}; it must be {' or '.join(statuses)}")


def _item(job: Upload) -> Answer:
    return present(
        JobId=job.job_id,
        DisplayName=job.definition["DisplayName"],
        Status=job.status,
        StatusReason=job.reason,
        CreatedAt=seconds(job.created_at),
        CompletedAt=seconds(job.ended_at),
        DataExpiry=job.definition["DataExpiry"],
    )
