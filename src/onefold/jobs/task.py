"""A claimed job, and the fence that everything it writes stands behind."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from onefold.settings import ServiceSettings
from onefold.store import Store, Tx, jobs
from onefold.store.jobs import Claim

T = TypeVar("T")

GIVE_WAY_SECONDS: Final = 0.004
"""Twice as long as other processes take from one look for SQLite's lock to the next: whoever waits gets it."""


@dataclass
class Task:
    """A claimed job with what it needs. clock: seconds since 1970. Writes of one thread."""

    store: Store
    claim: Claim
    clock: Callable[[], float]
    settings: ServiceSettings
    _written: float = field(default=-math.inf, init=False)

    def now(self) -> int:
        """In milliseconds."""
        return int(self.clock() * 1000)

    def write(self, work: Callable[[Tx], T] | None = None, **changes: Any) -> T | None:
        """Change the job, and do the work in the same transaction; raises LeaseLostError if the job is another's.

        Gives way to requests that want to write: what the job did since its last write counts for that.
        """

        def fenced(tx: Tx) -> T | None:
            jobs.hold(tx, self.claim, self.now(), **changes)
            return work(tx) if work is not None else None

        time.sleep(max(0.0, self._written + GIVE_WAY_SECONDS - time.monotonic()))
        try:
            return self.store.write(fenced)
        finally:
            self._written = time.monotonic()
