"""`onefold job`: run the identity resolution job of a domain now."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Final

from onefold.cli.service import add_database_options, opened
from onefold.errors import InputError, OnefoldError
from onefold.heap import share_one_heap

if TYPE_CHECKING:
    from onefold.store import Store
    from onefold.store.jobs import Job

LOOK_SECONDS: Final = 0.5


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser("job", help="run an identity resolution job now", allow_abbrev=False)
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    action = actions.add_parser(
        "run",
        help="find the matches of a domain now",
        description="Run the identity resolution job of a domain now, beside its schedule, and wait for its end.",
        allow_abbrev=False,
    )
    action.add_argument("domain", metavar="DOMAIN")
    add_database_options(action)
    action.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Run the job here, or wait for the server's worker if that was quicker."""
    share_one_heap()
    with opened(arguments) as store:
        run_now(store, arguments.domain)


def run_now(store: Store, domain: str) -> None:
    """Run a job of the domain, wait for its end and tell it. Raises OnefoldError if it failed."""
    from onefold.jobs.worker import Worker
    from onefold.settings import read_settings
    from onefold.store.jobs import ENDED

    domain_id, job = _scheduled(store, domain)
    worker = Worker(store, read_settings())
    while job.status not in ENDED:
        if not worker.run_next(domain_id):
            time.sleep(LOOK_SECONDS)
        job = _current(store, domain_id, job)
    _tell(job)


def _scheduled(store: Store, name: str) -> tuple[int, Job]:
    from onefold.store import domains, jobs

    domain = store.read(lambda tx: domains.find(tx, name))
    if domain is None:
        raise InputError(f"There is no domain {name}.")
    now = int(time.time() * 1000)
    return domain.id, store.write(lambda tx: jobs.schedule(tx, domain.id, now, now, on_request=True))


def _current(store: Store, domain_id: int, job: Job) -> Job:
    from onefold.store import jobs

    found = store.read(lambda tx: jobs.find(tx, domain_id, job.job_id))
    if found is None:
        raise InputError("The domain has been deleted.")
    return found


def _tell(job: Job) -> None:
    stats = job.stats or {}
    if job.status == "FAILED":
        raise OnefoldError(f"Job {job.job_id} failed: {job.message}")
    print(
        f"Job {job.job_id}: {job.status}. {stats.get('NumberOfProfilesReviewed', 0):,} profiles, "
        f"{stats.get('NumberOfMatchesFound', 0):,} match groups, {stats.get('NumberOfMergesDone', 0):,} merges."
    )
    if job.message:
        print(job.message)
