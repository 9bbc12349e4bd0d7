"""Upload jobs as rows: claimed by one, moved on with what they have done, and swept away when their time is over."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.store import Store, Tx, domains, uploads
from onefold.store.jobs import LeaseLostError
from onefold.store.uploads import IN_PROGRESS, STOPPED, Claim, Upload


@pytest.fixture
def domain_id(store: Store) -> int:
    """A domain without jobs."""
    return store.write(lambda tx: domains.add(tx, "demo", {}, 1)).id


def job(store: Store, domain_id: int, name: str = "a", **changes: Any) -> Upload:
    def work(tx: Tx) -> Upload:
        uploads.add(tx, domain_id, name * 32, {"DisplayName": name}, 1, 1_000)
        found = uploads.lock(tx, domain_id, name * 32)
        assert found is not None
        uploads.change(tx, found, **{"status": IN_PROGRESS, "file": f"{name}.csv", **changes})
        return uploads.find(tx, domain_id, name * 32) or found

    return store.write(work)


def claim(store: Store, now: int, owner: str = "me") -> Claim | None:
    return store.write(lambda tx: uploads.claim(tx, owner, now, now + 100))


def test_a_running_job_is_claimed_once_and_again_when_its_owner_is_silent(store: Store, domain_id: int) -> None:
    made = job(store, domain_id)
    assert store.read(lambda tx: uploads.is_due(tx, 5))
    held = claim(store, 5)
    assert held is not None
    assert (held.upload.job_id, held.upload.attempt, held.upload.position) == (made.job_id, 1, 0)
    assert claim(store, 50, "other") is None
    store.write(lambda tx: uploads.advance(tx, held, 7, {"CreatedRecords": 7}, 300))
    assert claim(store, 200, "other") is None
    other = claim(store, 301, "other")
    assert other is not None
    assert (other.upload.position, other.upload.results, other.upload.attempt) == (7, {"CreatedRecords": 7}, 1)
    for late in (
        lambda tx: uploads.advance(tx, held, 8, {}, 900),
        lambda tx: uploads.finish(tx, held, "SUCCEEDED", None, 900),
    ):
        with pytest.raises(LeaseLostError):
            store.write(late)
    store.write(lambda tx: uploads.give_back(tx, held, 302))
    assert claim(store, 303) is None
    store.write(lambda tx: uploads.give_back(tx, other, 302))
    assert claim(store, 303) is not None


def test_attempts_count_from_the_last_piece_that_was_done(store: Store, domain_id: int) -> None:
    job(store, domain_id)
    attempts = [held.upload.attempt for now in (0, 200, 400) if (held := claim(store, now))]
    assert attempts == [1, 2, 3]


def test_a_job_that_was_stopped_or_ended_is_neither_claimed_nor_moved_on(store: Store, domain_id: int) -> None:
    made = job(store, domain_id)
    held = claim(store, 5)
    assert held is not None
    store.write(lambda tx: uploads.change(tx, made, status=STOPPED))
    with pytest.raises(LeaseLostError):
        store.write(lambda tx: uploads.advance(tx, held, 1, {}, 300))
    assert claim(store, 1_000) is None


def test_the_jobs_of_a_deleted_domain_are_not_run(store: Store, domain_id: int) -> None:
    job(store, domain_id)
    job(store, domain_id, "b")
    held = claim(store, 5)
    assert held is not None
    store.write(lambda tx: domains.remove(tx, domains.find(tx, "demo"), 6))  # type: ignore[arg-type]
    with pytest.raises(LeaseLostError):
        store.write(lambda tx: uploads.finish(tx, held, "SUCCEEDED", None, 7))
    assert claim(store, 1_000) is None
    assert store.read(uploads.files) == set()


def test_files_are_needed_by_jobs_that_have_not_ended(store: Store, domain_id: int) -> None:
    job(store, domain_id, "a")
    job(store, domain_id, "b", status="CREATED")
    job(store, domain_id, "c", status="CREATED", file=None)
    job(store, domain_id, "d", status="FAILED")
    assert store.read(uploads.files) == {"a.csv", "b.csv"}
    assert store.read(lambda tx: uploads.count_open(tx, domain_id)) == 3


def test_records_go_when_their_time_is_over_unless_the_job_runs(store: Store, domain_id: int) -> None:
    for name, status in (("a", "CREATED"), ("b", IN_PROGRESS), ("c", "SUCCEEDED")):
        job(store, domain_id, name, status=status)
    assert not store.read(lambda tx: uploads.has_expired(tx, 999))
    assert store.read(lambda tx: uploads.has_expired(tx, 1_000))
    store.write(lambda tx: uploads.expire(tx, 1_000))
    assert [one.job_id[0] for one in store.read(lambda tx: uploads.page(tx, domain_id, None, 9))] == ["b"]


def test_pages_show_the_latest_job_first(store: Store, domain_id: int) -> None:
    for name in "bac":
        job(store, domain_id, name)
    first = store.read(lambda tx: uploads.page(tx, domain_id, None, 2))
    second = store.read(lambda tx: uploads.page(tx, domain_id, first[-1].job_id, 2))
    assert [one.job_id[0] for one in first + second] == ["c", "b", "a"]
