"""Profiles that nobody has changed for as long as their domain keeps data: looked for once a day, and deleted."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from typing import Final

from onefold.jobs.task import GIVE_WAY_SECONDS
from onefold.jobs.worker import Clock
from onefold.store import Store, Tx, domains, profiles
from onefold.writing.objects import DAY, expire_idle

EVERY_SECONDS: Final = 24 * 3600.0
LOOKED_AT_ONCE: Final = 5_000
"""Profiles, in one read of some 10 ms; there is a pause between two reads."""
ERASED_AT_ONCE: Final = 20
"""In one transaction: some 20 ms, which other writers can wait for."""


class Expirer:
    """Looks through all profiles of one store, from the start of the process on and then once a day.

    Several processes may do so at once: each profile is locked and looked at again before it is deleted.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._begun = float("-inf")
        self._after: int | None = None

    def step(self) -> bool:
        """Look at the next profiles, and delete those whose time is over. Returns False: there is no hurry."""
        if self._after is None:
            if self._clock() - self._begun < EVERY_SECONDS:
                return False
            self._begun, self._after = self._clock(), 0
        now = int(self._clock() * 1000)
        changed_by = self._store.read(partial(_changed_by, now=now))
        after, last = self._after, self._store.read(profiles.last_row)
        rows = self._store.read(partial(_over, after=after, changed_by=changed_by))
        for first in range(0, len(rows), ERASED_AT_ONCE):
            some = rows[first : first + ERASED_AT_ONCE]
            self._store.write(partial(expire_idle, now=now, rows=some, changed_by=changed_by))
            time.sleep(GIVE_WAY_SECONDS)
        self._after = after + LOOKED_AT_ONCE if after + LOOKED_AT_ONCE < last else None
        return False


def _changed_by(tx: Tx, now: int) -> dict[int, int]:
    """By domain: profiles that were last changed by that moment are over. Where nothing is said, none ever is."""
    days = {one.id: one.settings.get("DefaultExpirationDays") for one in domains.every(tx)}
    return {domain_id: now - most * DAY for domain_id, most in days.items() if most}


def _over(tx: Tx, after: int, changed_by: Mapping[int, int]) -> list[int]:
    """The numbers of the next profiles, of those after a number, whose time is over."""
    found = profiles.idle(tx, after, after + LOOKED_AT_ONCE, max(changed_by.values(), default=0))
    return [one.row for one in found if one.updated_at <= changed_by.get(one.domain_id, 0)]
