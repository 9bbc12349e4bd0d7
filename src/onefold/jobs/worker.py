"""The worker: claims what is due, keeps its lease, runs it, and tidies up between jobs.

Any number of workers, of any number of servers, may work on one database.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any, Final

from onefold.errors import BusyError, OnefoldError, outline
from onefold.heap import give_back
from onefold.jobs.task import GIVE_WAY_SECONDS, Task
from onefold.settings import ServiceSettings
from onefold.store import Store, domains, jobs, objects, rule_sets, runs, uploads
from onefold.store.jobs import Claim, LeaseLostError
from onefold.writing.objects import expire

LOG: Final = logging.getLogger("onefold.jobs")

LEASE_MILLISECONDS: Final = 60_000
"""How long a worker may be silent before it is taken for dead."""
RENEWALS_PER_LEASE: Final = 4
ATTEMPTS_MAX: Final = 5
"""A job that has taken its worker down this often is not tried again."""
PAUSE_SECONDS: Final = 1.0
"""Between looks at what is due."""

Clock = Callable[[], float]


def new_owner() -> str:
    """A name for one who claims things, unlike all others."""
    return f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"


class Worker:
    """Runs jobs on one store. clock: seconds since 1970. lease: in milliseconds."""

    def __init__(
        self, store: Store, settings: ServiceSettings, clock: Clock = time.time, lease: int = LEASE_MILLISECONDS
    ) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock
        self._lease = lease
        self._owner = new_owner()

    def run_next(self, domain_id: int | None = None) -> bool:
        """Run the job that has waited longest, of one domain or of any. Returns whether there was one."""
        now = int(self._clock() * 1000)
        claim = self._store.write(lambda tx: jobs.claim(tx, self._owner, now, self._lease, domain_id))
        if claim is None:
            return False
        job = {"job_id": claim.job.job_id, "domain_id": claim.job.domain_id, "attempt": claim.job.attempt}
        LOG.info("job begins", extra=job)
        with self._renewed(claim):
            self._run(claim)
        give_back()
        LOG.info("job ends", extra=job | self._outcome(claim, now))
        return True

    def tidy(self) -> bool:
        """Purge a little of what is deleted, expired, retired or replaced. Returns whether there is more."""
        now = int(self._clock() * 1000)
        if self._store.read(domains.has_deleted):
            return self._store.write(domains.purge)
        if self._store.read(lambda tx: objects.has_expired(tx, now)):
            return self._store.write(lambda tx: expire(tx, now))
        if self._store.read(rule_sets.has_retired):
            return self._store.write(rule_sets.purge)
        if self._store.read(lambda tx: uploads.has_expired(tx, now)):
            return self._store.write(lambda tx: uploads.expire(tx, now))
        if self._store.read(lambda tx: jobs.has_expired(tx, now)):
            return self._store.write(lambda tx: jobs.expire(tx, now))
        return self._store.read(lambda tx: runs.has_old(tx, now)) and self._store.write(lambda tx: runs.tidy(tx, now))

    def serve(self, stop: Event) -> None:
        """Run what comes due until told to stop."""
        while not stop.is_set():
            try:
                busy = self.run_next() or self.tidy()
            except BusyError:
                LOG.warning("another process holds the database")
                busy = False
            stop.wait(GIVE_WAY_SECONDS if busy else PAUSE_SECONDS)

    def _outcome(self, claim: Claim, begun: int) -> dict[str, Any]:
        """For the log: how the job stands now, which another worker may have taken over, and what it has done."""
        job = self._store.read(lambda tx: jobs.find(tx, claim.job.domain_id, claim.job.job_id))
        seconds = round(self._clock() - begun / 1000, 3)
        return {"seconds": seconds, "status": job.status if job else "DELETED", **((job and job.stats) or {})}

    def _run(self, claim: Claim) -> None:
        try:
            _attempt(Task(self._store, claim, self._clock, self._settings))
        except (LeaseLostError, BusyError):
            return  # whoever has the job now ends it, or has it as soon as its lease is over
        except BaseException:  # the process is told to end
            self._store.write(lambda tx: jobs.give_back(tx, claim, int(self._clock() * 1000)))
            raise

    @contextmanager
    def _renewed(self, claim: Claim) -> Iterator[None]:
        """Renew the lease in the background for as long as the job runs."""
        done = Event()

        def renew() -> None:
            while not done.wait(self._lease / 1000 / RENEWALS_PER_LEASE):
                try:
                    self._store.write(lambda tx: jobs.hold(tx, claim, int(self._clock() * 1000)))
                except LeaseLostError:
                    return  # the job meets the same fence with its next write
                except BusyError:
                    continue

        thread = Thread(target=renew, name="onefold-lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _attempt(task: Task) -> None:
    """Run the job; what nobody can mend by trying again ends it with a message."""
    from onefold.jobs.identity_resolution import fail, run_job  # the engine is loaded when there is work

    if task.claim.job.attempt > ATTEMPTS_MAX:
        return fail(task, f"The worker ended {ATTEMPTS_MAX} times during this job: look at its log and its memory")
    try:
        run_job(task)
    except BusyError:
        raise
    except OnefoldError as error:
        fail(task, str(error))
    except LeaseLostError:
        raise
    except MemoryError:
        fail(task, "There was not enough memory for the profiles of the domain; run the worker where there is more")
    except Exception as error:  # a bug: this job is lost, those of other domains must not be
        LOG.error("job %s failed: %s", task.claim.job.job_id, outline(error))
        fail(task, f"Internal error ({type(error).__name__}); the log of the worker says more. Please report it")
