"""Jobs: each run once, taken up when their owner dies, and fenced off from an owner that only slept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from onefold.store import Store, domains, jobs, open_store
from onefold.store.jobs import Claim, LeaseLostError

LEASE = 1_000


def domain(store: Store, name: str = "demo") -> int:
    return store.write(lambda tx: domains.add(tx, name, {}, 1)).id


def schedule(store: Store, domain_id: int, due: int) -> jobs.Job:
    return store.write(lambda tx: jobs.schedule(tx, domain_id, due, 1))


def claim(store: Store, now: int, owner: str = "me", domain_id: int | None = None) -> Claim | None:
    return store.write(lambda tx: jobs.claim(tx, owner, now, LEASE, domain_id))


def claimed(store: Store, now: int, owner: str = "me") -> Claim:
    found = claim(store, now, owner)
    assert found is not None
    return found


def hold(store: Store, held: Claim, now: int, **changes: Any) -> None:
    store.write(lambda tx: jobs.hold(tx, held, now, **changes))


def test_a_due_time_of_a_domain_is_one_job(store: Store) -> None:
    one, other = domain(store), domain(store, "other")
    first = schedule(store, one, 100)
    assert schedule(store, one, 100) == first
    assert schedule(store, other, 100).job_id != first.job_id
    assert schedule(store, one, 101).job_id != first.job_id


def test_a_job_is_claimed_when_it_is_due_and_once(store: Store) -> None:
    job = schedule(store, domain(store), 100)
    assert claim(store, 99) is None
    held = claimed(store, 100)
    assert (held.job.job_id, held.job.attempt, held.job.status) == (job.job_id, 1, "PREPROCESSING")
    assert held.job.started_at == 100
    assert claim(store, 100) is None


def test_the_job_that_has_waited_longest_comes_first(store: Store) -> None:
    late, early = schedule(store, domain(store), 50), schedule(store, domain(store, "other"), 40)
    assert [claimed(store, 100).job.job_id for _ in range(2)] == [early.job_id, late.job_id]


def test_a_domain_runs_one_job_at_a_time(store: Store) -> None:
    number = domain(store)
    schedule(store, number, 10)
    schedule(store, number, 20)
    held = claimed(store, 100)
    assert claim(store, 100) is None
    store.write(lambda tx: jobs.finish(tx, held, 110, "COMPLETED"))
    assert claimed(store, 120).job.due == 20


def test_a_claim_may_be_for_one_domain(store: Store) -> None:
    one, other = domain(store), domain(store, "other")
    schedule(store, other, 10)
    assert claim(store, 100, domain_id=one) is None
    assert claim(store, 100, domain_id=other) is not None


def test_a_renewed_lease_keeps_others_away(store: Store) -> None:
    schedule(store, domain(store), 0)
    held = claimed(store, 0)
    hold(store, held, 900)
    assert claim(store, 1_800) is None
    assert claim(store, 1_901) is not None


def test_an_owner_that_slept_writes_nothing_any_more(store: Store) -> None:
    number = domain(store)
    job = schedule(store, number, 0)
    sleeper = claimed(store, 0, "sleeper")
    other = claimed(store, LEASE + 1, "other")
    assert (other.job.job_id, other.job.attempt, other.job.started_at) == (job.job_id, 2, 0)
    for late in (
        lambda tx: jobs.hold(tx, sleeper, 1_500),
        lambda tx: jobs.finish(tx, sleeper, 1_500, "COMPLETED"),
    ):
        with pytest.raises(LeaseLostError):
            store.write(late)
    store.write(lambda tx: jobs.give_back(tx, sleeper, 1_500))
    assert claim(store, 1_600) is None
    hold(store, other, 1_700, status="MERGING")
    found = store.read(lambda tx: jobs.find(tx, number, job.job_id))
    assert found is not None
    assert found.status == "MERGING"


def test_a_job_that_was_given_back_is_taken_up_at_once(store: Store) -> None:
    schedule(store, domain(store), 0)
    held = claimed(store, 0)
    store.write(lambda tx: jobs.give_back(tx, held, 10))
    assert claimed(store, 10).job.attempt == 2


def test_an_ended_job_is_never_claimed_or_changed_again(store: Store) -> None:
    schedule(store, domain(store), 0)
    held = claimed(store, 0)
    store.write(lambda tx: jobs.finish(tx, held, 5, "FAILED", message="why"))
    assert claim(store, 10_000) is None
    with pytest.raises(LeaseLostError):
        hold(store, held, 6)


def test_the_job_of_a_deleted_domain_is_neither_claimed_nor_continued(store: Store) -> None:
    number = domain(store)
    schedule(store, number, 0)
    schedule(store, number, 1)
    held = claimed(store, 0)
    store.write(lambda tx: domains.remove(tx, domains.find(tx, "demo"), 1))  # type: ignore[arg-type]
    with pytest.raises(LeaseLostError):
        hold(store, held, 5)
    assert claim(store, 10_000) is None


def test_many_processes_try_and_each_job_has_one_owner(store: Store) -> None:
    for number in range(6):
        one = domain(store, f"d{number}")
        schedule(store, one, 0)
        schedule(store, one, 1)
    url = store.url.render_as_string(hide_password=False)
    stores = [open_store(url) for _ in range(4)]
    start = Barrier(4)

    def race(number: int) -> list[Claim]:
        start.wait()
        return [held for _ in range(12) if (held := claim(stores[number], 100, f"owner {number}"))]

    with ThreadPoolExecutor(4) as threads:
        held = [one for owned in threads.map(race, range(4)) for one in owned]
    for one in stores:
        one.close()
    assert len(held) == 6
    assert len({one.job.domain_id for one in held}) == 6
    assert {one.job.attempt for one in held} == {1}


def test_jobs_on_request_are_not_counted(store: Store) -> None:
    one = domain(store)
    store.write(lambda tx: jobs.schedule(tx, one, 100, 1, on_request=True))
    schedule(store, one, 200)
    first = claimed(store, 150)
    store.write(lambda tx: jobs.finish(tx, first, 160, "COMPLETED"))
    claimed(store, 200)
    assert store.read(lambda tx: jobs.begun_since(tx, one, 0)) == [200]


def test_pages_show_the_latest_job_first(store: Store) -> None:
    number = domain(store)
    due = [schedule(store, number, at).due for at in (30, 10, 20)]
    first = store.read(lambda tx: jobs.page(tx, number, None, 2))
    second = store.read(lambda tx: jobs.page(tx, number, first[-1].due, 2))
    assert [job.due for job in first + second] == sorted(due, reverse=True)


def test_pending_jobs_can_be_cancelled_and_running_ones_not(store: Store) -> None:
    number = domain(store)
    schedule(store, number, 0)
    schedule(store, number, 50)
    claimed(store, 0)
    assert store.read(lambda tx: jobs.next_pending(tx, number)).due == 50  # type: ignore[union-attr]
    store.write(lambda tx: jobs.cancel_pending(tx, number))
    assert store.read(lambda tx: jobs.next_pending(tx, number)) is None
    assert len(store.read(lambda tx: jobs.page(tx, number, None, 9))) == 1


def test_the_record_of_a_job_is_deleted_a_year_after_its_end(store: Store) -> None:
    domain_id, other = domain(store), domain(store, "other")
    ended, running = schedule(store, domain_id, 100), schedule(store, other, 100)
    store.write(lambda tx: jobs.finish(tx, claimed_by(tx, domain_id), 200, "COMPLETED"))
    store.write(lambda tx: claimed_by(tx, other))
    pending = schedule(store, domain_id, 300)
    for now, kept in ((200 + jobs.KEPT_MILLISECONDS, True), (201 + jobs.KEPT_MILLISECONDS, False)):
        assert store.read(lambda tx, now=now: jobs.has_expired(tx, now)) is not kept  # type: ignore[misc]
        assert store.write(lambda tx, now=now: jobs.expire(tx, now)) is not kept  # type: ignore[misc]
        assert (store.read(lambda tx: jobs.find(tx, domain_id, ended.job_id)) is not None) is kept
    assert not store.read(lambda tx: jobs.has_expired(tx, 10 * jobs.KEPT_MILLISECONDS))
    assert store.read(lambda tx: jobs.page(tx, domain_id, None, 9)) == [pending]
    assert store.read(lambda tx: jobs.find(tx, other, running.job_id)) is not None


def claimed_by(tx: Any, domain_id: int) -> Claim:
    found = jobs.claim(tx, "me", 100, LEASE, domain_id)
    assert found is not None
    return found
