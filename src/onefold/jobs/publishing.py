"""From the result of the engine to the run that readers see: its tables are filled unseen, and then visible at once."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, cast

import pyarrow as pa

from onefold.engine.resolution import Resolution
from onefold.heap import give_back
from onefold.jobs.evidence import Result, with_evidence
from onefold.jobs.summary import NOTHING, Noted, scores_of, written_findings
from onefold.jobs.task import Task
from onefold.jobs.traits import with_traits
from onefold.store import Tx, filling, review_state, runs
from onefold.store.filling import Piece, Rows
from onefold.store.reading import UPDATED_AT
from onefold.store.review_state import Summary
from onefold.store.runs import Run
from onefold.tables import MATCHES

HELD_SECONDS: Final = 0.01
"""For about so long a piece keeps the one writer of SQLite from others."""
GONE_AT_ONCE: Final = 1_000
"""Members of groups that are left out in one transaction."""
ROWS_MIN: Final = 2_000
ROWS_MAX: Final = 10_000
"""Of a piece. Fewer would take a busy machine more time in all: every piece looks at the job and commits."""


def publish_nothing(task: Task, domain_id: int, reviewed: int) -> Run:
    """Publish a run without groups. reviewed: how many profiles were looked at."""
    return _publish(task, domain_id, _begin(task, domain_id), reviewed, Result(MATCHES.empty_table()), NOTHING)


def publish(task: Task, domain_id: int, records: pa.Table, found: Resolution, judgements: int) -> Run:
    """Store the match groups of a resolution as the run of the job, with what explains them.

    records: the profiles as they were read. judgements: how many the resolution was given.

    By what groups are found is stored while what is in them is worked out, and what is in them while it is looked for
    who was deleted or merged since they were read: whoever goes once the members are stored departs itself.
    """
    give_back()  # some 150 MB that the engine has used: storing takes memory of other sizes
    run = _begin(task, domain_id)
    with ThreadPoolExecutor(1, "onefold-filling") as beside:
        filling_places = beside.submit(_fill, task, run, filling.places(found.matches))
        result = with_evidence(found, records[UPDATED_AT])
        result = result._replace(groups=with_traits(result.groups, found.member_rows, records))
        noted = Noted(written_findings(found.findings), judgements)
        filling_places.result()
        looking = beside.submit(task.store.read, lambda tx: runs.gone(tx, domain_id, run))
        _fill(task, run, filling.contents(result.groups))
    _leave_out(task, domain_id, run, looking.result())
    return _publish(task, domain_id, run, records.num_rows, result, noted)


def _begin(task: Task, domain_id: int) -> int:
    job = task.claim.job
    return cast(int, task.write(lambda tx: runs.begin(tx, domain_id, job.job_id, job.attempt)))


def _fill(task: Task, run: int, tables: Iterable[Rows]) -> None:
    """Store the rows of tables, in pieces that are as large as others can wait for."""
    count = ROWS_MIN
    for rows in tables:
        first = 0
        while first < rows.columns.num_rows:
            piece = filling.piece(run, rows, first, count)
            first += count
            count = _next_count(count, _seconds_held(task, piece))


def _seconds_held(task: Task, piece: Piece) -> float:
    """Store a piece. Returns how long others could not write for it."""
    began = 0.0

    def work(tx: Tx) -> None:
        nonlocal began
        began = time.perf_counter()
        filling.fill(tx, piece)

    task.write(work)
    return time.perf_counter() - began


def _next_count(count: int, seconds: float) -> int:
    """The rows of the next piece, as the last one took so long: at most twice or half as many."""
    wanted = int(count * min(2.0, max(0.5, HELD_SECONDS / seconds)))
    return min(ROWS_MAX, max(ROWS_MIN, wanted))


def _leave_out(task: Task, domain_id: int, run: int, gone: Sequence[str]) -> None:
    """Take profiles out of the groups of a run that is not yet published."""
    for first in range(0, len(gone), GONE_AT_ONCE):
        some = gone[first : first + GONE_AT_ONCE]
        task.write(lambda tx, some=some: runs.depart_from(tx, domain_id, run, some))  # type: ignore[misc]


def _publish(task: Task, domain_id: int, run: int, reviewed: int, result: Result, noted: Noted) -> Run:
    now, groups = task.now(), result.groups.num_rows
    summary = Summary(run, now, reviewed, scores_of(result.groups), noted.findings, noted.judgements)

    def show(tx: Tx) -> None:
        runs.publish(tx, run, reviewed, groups, now, result.model)
        review_state.add_summary(tx, domain_id, summary)

    task.write(show)
    return Run(run, task.claim.job.job_id, now, reviewed, groups)
