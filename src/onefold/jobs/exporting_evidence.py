"""Exporting why profiles are in their groups, beside the matches (see jobs.exporting)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onefold.engine.best_pairs import best_pairs
from onefold.engine.resolution import Resolution
from onefold.errors import OutputError
from onefold.export import s3
from onefold.export.files import EVIDENCE, Evidence, evidence, folder
from onefold.jobs.exporting import FAILED
from onefold.jobs.planning import exporting
from onefold.jobs.task import Task
from onefold.store.domains import Domain

ROWS_AT_ONCE: Final = 10_000


def export_evidence(task: Task, domain: Domain, resolution: Resolution) -> str | None:
    """Export why each profile is in its group, if the server is set to. Returns what went wrong.

    Only now does anybody know: it is written before the run is published, so a job that is taken up again has done it.
    """
    place = exporting(domain.settings)
    if place is None or not task.settings.export_evidence:
        return None
    file = EVIDENCE.format(domain=domain.name)
    try:
        key = folder(place.prefix, domain.name, task.claim.job.job_id) + file
        s3.write(place.bucket, key, evidence(_evidence(resolution)))
    except OutputError as error:
        return FAILED.format(file=file, reason=error, kept="The matches themselves are complete")
    return None


def _evidence(resolution: Resolution) -> Iterator[Evidence]:
    for batch in best_pairs(resolution).to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from map(Evidence, *(column.to_pylist() for column in batch.columns))
