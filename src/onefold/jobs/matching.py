"""The FIND_MATCHING phase of a job: from the profiles as they were read to the run that readers see.

Imports the engine, which takes as long as reading 200,000 profiles: it is loaded beside that.
"""

from __future__ import annotations

import os
from functools import partial

import pyarrow as pa

from onefold.engine.normalise.text import fold
from onefold.engine.resolve import Config, resolve
from onefold.jobs.exporting_evidence import export_evidence
from onefold.jobs.judgements import judgement_table
from onefold.jobs.publishing import publish, publish_nothing
from onefold.jobs.task import Task
from onefold.store import judgements, profiles
from onefold.store.domains import Domain
from onefold.store.reading import SOURCES, UPDATED_AT
from onefold.store.runs import Run
from onefold.tables import PROFILE_ID

fold(pa.array(["first"]))  # numba gets ready for the first kernel that is called


def find_matches(task: Task, domain: Domain, records: pa.Table) -> tuple[Run, str | None]:
    """Compute and publish the run. Returns it, and what went wrong with the export of its evidence."""
    said = task.store.read(lambda tx: (judgements.every(tx, domain.id), profiles.current_ids(tx, domain.id)))
    existing = set(records[PROFILE_ID].to_pylist()) if said[0] else set()
    task.write(status="FIND_MATCHING", stats={"NumberOfProfilesReviewed": records.num_rows})
    judged = judgement_table(*said, existing)
    if records.num_rows < 2:
        return publish_nothing(task, domain.id, records.num_rows), None
    config = Config(region=task.settings.country, threads=os.cpu_count() or 1)
    found = resolve(records.drop_columns([UPDATED_AT, SOURCES]), config, judged, partial(_tell, task))
    problem = export_evidence(task, domain, found)
    task.write(message=problem)  # for the end, also if another worker comes to it
    return publish(task, domain.id, records, found, judged.num_rows), problem


def _tell(task: Task, stage: str, share: float) -> None:
    """Let those who watch the job see how far it is."""
    if share < 1:
        task.write(message=f"{stage} ({share:.0%})")
