"""Rounds of starting a service, writing to it and killing it, each ended by a look at what is left."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Final

from benchmarks.crash.client import DOMAIN, Client, Journal
from benchmarks.crash.invariants import breaches
from benchmarks.crash.processes import LEASE_MILLISECONDS, Processes

from onefold.operations.service import bind
from onefold.settings import ServiceSettings
from onefold.store import Store, jobs, objects, open_store, profiles
from onefold.store import merges as merges_
from onefold.store.jobs import ENDED
from onefold.store.objects import NewObject
from onefold.wire.access import ANYBODY
from onefold.writing import merging

NAMES: Final = ("server1", "server2", "worker1", "worker2", "undo")
PHASES: Final = (None, "PREPROCESSING", "FIND_MATCHING", "MERGING")
"""When the blow falls: at any moment, or in a phase of a job."""
CLIENTS: Final = 6
OBJECTS: Final = 20
ROUND_SECONDS: Final = 1.2
END_SECONDS: Final = 90.0
MATCHING: Final = {
    "Enabled": True,
    "AutoMerging": {"Enabled": True, "Consolidation": {"MatchingAttributesList": [["EmailAddress"]]}},
}
RULES: Final = {"Enabled": True, "MatchingRules": [{"Rule": ["AccountNumber"]}], "MaxAllowedRuleLevelForMerging": 1}
"""Some customers have an account number: those are merged beside the jobs."""


class Rounds:
    """Crash rounds on one database. folder: for notes of what was undone."""

    def __init__(self, url: str | Path, folder: Path) -> None:
        self.store: Store = open_store(url)
        self.journal = Journal()
        self.processes = Processes(self.store.url.render_as_string(hide_password=False), folder)
        create = bind(self.store, ServiceSettings(), time.time)["CreateDomain"]
        settings = {"DefaultExpirationDays": 1, "Matching": MATCHING, "RuleBasedMatching": RULES}
        create(ANYBODY, {"DomainName": DOMAIN, **settings})
        self._domain_id = 1
        self._fill()

    def close(self) -> None:
        """End all processes."""
        self.processes.close()
        self.store.close()

    def round(self, number: int) -> list[str]:
        """One round. Returns what is not as it must be after it."""
        self._plan()
        self.processes.start(*NAMES)
        clients = [Client(self.processes.port, f"c{number}n{one}", self.journal) for one in range(CLIENTS)]
        for client in clients:
            client.start()
        self._wait_for(random.choice(PHASES))
        self._strike()
        self.processes.kill()
        for client in clients:
            client.stop()
        return self.found()

    def end(self) -> list[str]:
        """Let what was interrupted, or at least one job, come to its end, undisturbed."""
        self._plan()
        self.processes.start("worker1", "worker2")
        until = time.monotonic() + END_SECONDS
        while self._unfinished() and time.monotonic() < until:
            time.sleep(0.1)
        self.processes.kill()
        return [*(f"job {one} is not finished" for one in self._unfinished()), *self.found()]

    def summary(self) -> str:
        """What was done, in one line."""
        ended = self._jobs()
        attempts = [job.attempt for job in ended]
        merges = self.store.read(lambda tx: merges_.page(tx, self._domain_id, None, 1_000_000))
        by_job = sum(merge.job_id is not None for merge in merges)
        by_rules = sum(merge.cause == merging.RULES for merge in merges)
        undone = sum(merge.undone_at is not None for merge in merges)
        return (
            f"{len(self.journal.created)} profiles; {len(merges)} merges, {by_job} of them by jobs, "
            f"{by_rules} by rules, {undone} undone; "
            f"{len(ended)} jobs in {sum(attempts)} attempts; {self.journal.cut} requests cut"
        )

    def found(self) -> list[str]:
        """What is not as it must be."""
        return breaches(self.store, self.journal, set(self.processes.undone.read_text().split("\n")[:-1]))

    def _strike(self) -> None:
        """Kill all at once, some of them and later the rest, or stop workers for longer than their lease."""
        kind = random.choice(("all", "some", "stall"))
        if kind == "some":
            gone = random.sample(NAMES, random.randint(1, len(NAMES) - 1))
            self.processes.kill(*gone)
            self.processes.start(*gone)
            time.sleep(random.uniform(0, ROUND_SECONDS))
        if kind == "stall":
            self.processes.pause("worker1")
            time.sleep(1.3 * LEASE_MILLISECONDS / 1000)
            self.processes.resume("worker1")
            time.sleep(random.uniform(0, ROUND_SECONDS))

    def _wait_for(self, phase: str | None) -> None:
        until = time.monotonic() + random.uniform(0.1, ROUND_SECONDS)
        if phase is None:
            time.sleep(max(0.0, until - time.monotonic()))
        while phase is not None and time.monotonic() < until + ROUND_SECONDS:
            if any(job.status == phase for job in self._jobs()):
                return
            time.sleep(0.002)

    def _jobs(self) -> list[jobs.Job]:
        return self.store.read(lambda tx: jobs.page(tx, self._domain_id, None, 100_000))

    def _unfinished(self) -> list[str]:
        return [job.job_id for job in self._jobs() if job.status not in ENDED and job.due <= _now()]

    def _plan(self) -> None:
        """A job that is due, if none is left over."""
        if not self._unfinished():
            now = _now()
            self.store.write(lambda tx: jobs.schedule(tx, self._domain_id, now, now))

    def _fill(self) -> None:
        """Some customers that have a source object each."""
        for number in range(OBJECTS):
            token, now = f"f{number}", _now()
            document = {"LastName": "Doea", "EmailAddress": f"john{number % 7}@example.com", "Attributes": {token: "1"}}
            answer = bind(self.store, ServiceSettings(), time.time)["CreateProfile"](
                ANYBODY, {"DomainName": DOMAIN, "FirstName": "John", **document}
            )
            self.journal.tried.add(token)
            self.journal.created[token] = answer["ProfileId"]
            new = NewObject("crm", token, "{}", now, now + 10**9)

            def put(tx: object, profile_id: str = answer["ProfileId"], new: NewObject = new, now: int = now) -> None:
                (profile,) = profiles.get(tx, self._domain_id, [profile_id])
                objects.put(tx, self._domain_id, profile.row, new, now)

            self.store.write(put)


def _now() -> int:
    return int(time.time() * 1000)
