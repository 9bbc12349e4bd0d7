"""No number of a row that is gone is given to another: what still knows it would take the one for the other."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.store import domains, jobs
from onefold.store.jobs import LeaseLostError


def begun(tx: Any, owner: str, now: int) -> jobs.Claim:
    """A job that runs in a new domain `demo`."""
    domain = domains.add(tx, "demo", {}, 1)
    jobs.schedule(tx, domain.id, 1, 1)
    claim = jobs.claim(tx, owner, now, 1_000)
    assert claim
    return claim


def test_a_job_of_a_domain_that_is_gone_writes_nothing_into_the_next_one(tx: Any) -> None:
    old = begun(tx, "one", 10)
    domain = domains.find(tx, "demo")
    assert domain
    domains.remove(tx, domain, 11)
    while domains.purge(tx):
        pass
    new = begun(tx, "two", 12)
    assert new.job.job_id != old.job.job_id
    for work in (
        lambda: jobs.hold(tx, old, 13),
        lambda: jobs.finish(tx, old, 13, "COMPLETED"),
    ):
        with pytest.raises(LeaseLostError):
            work()
    jobs.give_back(tx, old, 13)
    assert not jobs.claim(tx, "three", 14, 1_000)  # the new one is still held
    jobs.hold(tx, new, 15)
