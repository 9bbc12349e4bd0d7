"""Exporting what a job has found to the bucket that the domain's settings name.

A job whose export fails has its result all the same: it ends as PARTIAL_SUCCESS with a Message that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from onefold.errors import OutputError
from onefold.export import s3
from onefold.export.files import PENDING_MATCHES, folder, pending_matches
from onefold.jobs.planning import exporting
from onefold.jobs.task import Task
from onefold.store import runs
from onefold.store.domains import Domain
from onefold.store.runs import Run

GROUPS_AT_ONCE: Final = 1_000
FAILED: Final = "{file} was not exported: {reason}. {kept}; the next job exports again"


def export_matches(task: Task, domain: Domain, run: Run) -> str | None:
    """Export the groups of a run as they are after merging, as GetMatches shows them. Returns what went wrong.

    ExportingLocation of the job is then the folder of its files. Memory does not grow with the run.
    """
    place = exporting(domain.settings)
    if place is None:
        return None
    key = folder(place.prefix, domain.name, task.claim.job.job_id)
    file = PENDING_MATCHES.format(domain=domain.name)
    try:
        s3.write(place.bucket, key + file, pending_matches(_groups(task, run)))
    except OutputError as error:
        return FAILED.format(file=file, reason=error, kept="GetMatches has all of it")
    location: dict[str, Any] = {"S3BucketName": place.bucket, "S3KeyName": key}
    task.write(exported_to={"S3Exporting": location})
    return None


def _groups(task: Task, run: Run) -> Iterator[tuple[float, tuple[str, ...]]]:
    for after in range(0, run.groups, GROUPS_AT_ONCE):
        found = task.store.read(lambda tx, after=after: runs.page(tx, run.id, after, GROUPS_AT_ONCE))  # type: ignore[misc]
        yield from ((group.confidence_score, group.profile_ids) for group in found)
