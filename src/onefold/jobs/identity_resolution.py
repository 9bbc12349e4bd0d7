"""An identity resolution job from its claim to its end.

PREPROCESSING loads the profiles, FIND_MATCHING resolves them and publishes a run, MERGING merges what the domain's
criteria allow; then the matches are exported if the domain says where to. Every write begins with the fence of the
claim. A job that is taken up again goes on after the last thing that was finished for good: a published run is not
computed a second time.
"""

from __future__ import annotations

from importlib import import_module
from threading import Thread
from typing import Final

import pyarrow as pa

from onefold.jobs.auto_merging import merge_groups
from onefold.jobs.exporting import export_matches
from onefold.jobs.planning import auto_merging, matching_enabled, schedule_of
from onefold.jobs.schedule import WEEK, next_due
from onefold.jobs.task import Task
from onefold.store import Store, Tx, domains, jobs, objects, reading, runs
from onefold.store.domains import Domain
from onefold.store.reading import SOURCES, UPDATED_AT
from onefold.store.runs import Run
from onefold.tables import PROFILE_ID

TYPES_MAX: Final = 1_000
"""Object types that groups can be filtered by; Amazon allows 100 in a domain."""


def run_job(task: Task) -> None:
    """Run a claimed job to its end and plan the next one. Raises LeaseLostError if it was taken over."""
    job = task.claim.job
    domain = task.store.read(lambda tx: domains.by_id(tx, job.domain_id))
    if domain is None:
        return
    task.write(status="PREPROCESSING", auto_merging=auto_merging(domain.settings))
    run, problem = task.store.read(lambda tx: runs.of_job(tx, domain.id, job.job_id)), job.message
    if run is None:
        run, problem = _find_matches(task, domain)
    status, stats, message = _merge(task, domain, run)
    problems = [one for one in (message, problem, export_matches(task, domain, run)) if one]
    _finish(task, domain, "PARTIAL_SUCCESS" if problems else status, stats, ". ".join(problems) or None)


def _merge(task: Task, domain: Domain, run: Run) -> tuple[str, dict[str, int], str | None]:
    """Merge as the domain's settings say. Returns how the job ends: its status, JobStats and Message."""
    stats = {"NumberOfProfilesReviewed": run.profiles, "NumberOfMatchesFound": run.groups, "NumberOfMergesDone": 0}
    merging = auto_merging(domain.settings)
    if merging is None:
        return "COMPLETED", stats, None
    task.write(status="MERGING", stats=stats)
    merged = merge_groups(task, run, merging)
    stats["NumberOfMergesDone"] = merged.profiles
    if not merged.refused:
        return "COMPLETED", stats, None
    message = f"{merged.refused} group(s) could not be merged and were left as they are; the first: {merged.reason}"
    return "PARTIAL_SUCCESS", stats, message


def fail(task: Task, message: str) -> None:
    """End a job that cannot be done, and plan the next one. message: what happened and what to do, for people."""
    domain = task.store.read(lambda tx: domains.by_id(tx, task.claim.job.domain_id))
    if domain is not None:
        _finish(task, domain, "FAILED", None, message)


def _find_matches(task: Task, domain: Domain) -> tuple[Run, str | None]:
    """Read the profiles, and compute and publish the run. Returns it, and what went wrong with its evidence."""
    Thread(target=import_module, args=("onefold.jobs.matching",), daemon=True).start()
    records = load(task.store, domain)
    from onefold.jobs.matching import find_matches  # waits until it is loaded

    return find_matches(task, domain, records)


def _finish(task: Task, domain: Domain, status: str, stats: dict[str, int] | None, message: str | None) -> None:
    now = task.now()
    changes = {"message": message} | ({"stats": stats} if stats is not None else {})

    def work(tx: Tx) -> None:
        jobs.finish(tx, task.claim, now, status, **changes)
        settings = (domains.by_id(tx, domain.id) or domain).settings
        if matching_enabled(settings) and jobs.next_pending(tx, domain.id) is None:
            begun = jobs.begun_since(tx, domain.id, now - WEEK)
            jobs.schedule(tx, domain.id, next_due(schedule_of(settings), now, begun), now)

    task.store.write(work)


def load(store: Store, domain: Domain) -> pa.Table:
    """All profiles of a domain, without the attributes that none of them has; each column in one piece, as the engine
    takes five times as long to normalise a hundred small ones."""
    types = store.read(lambda tx: objects.types_page(tx, domain.id, "", TYPES_MAX))
    batches = reading.records(store.url, domain.id, [one.name for one in types])
    table = pa.Table.from_batches(batches, schema=reading.RECORDS)
    used = [name for name in table.column_names if table[name].null_count < table.num_rows]
    return table.select(used if used else [PROFILE_ID, UPDATED_AT, SOURCES]).combine_chunks()
