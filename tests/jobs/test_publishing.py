"""What a job has found is stored in pieces that others can wait for, and seen when all of it is there."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest

from onefold.errors import ResourceNotFoundError
from onefold.jobs import publishing
from onefold.jobs.publishing import HELD_SECONDS, ROWS_MAX, ROWS_MIN
from onefold.jobs.task import GIVE_WAY_SECONDS, Task
from onefold.jobs.worker import Worker
from onefold.settings import ServiceSettings
from onefold.store import Store, domains, filling, jobs


def run_job(demo: Any) -> str:
    """Run a job of the domain to its end. Returns its status."""
    demo.seconds += 60
    now = int(demo.seconds * 1000)
    domain = demo.store.read(lambda tx: domains.find(tx, "demo"))
    demo.store.write(lambda tx: jobs.cancel_pending(tx, domain.id))
    job = demo.store.write(lambda tx: jobs.schedule(tx, domain.id, now, now, on_request=True))
    assert Worker(demo.store, demo.settings, demo.clock).run_next(domain.id)
    return str(demo("GetIdentityResolutionJob", JobId=job.job_id)["Status"])


@pytest.mark.parametrize(
    ("count", "seconds", "expected"),
    [
        (4_000, HELD_SECONDS, 4_000),
        (6_000, HELD_SECONDS * 1.5, 4_000),
        (4_000, HELD_SECONDS * 100, 2_000),
        (4_000, HELD_SECONDS / 1.5, 6_000),
        (4_000, HELD_SECONDS / 100, 8_000),
        (ROWS_MAX, HELD_SECONDS / 100, ROWS_MAX),
        (ROWS_MIN, HELD_SECONDS * 100, ROWS_MIN),
    ],
)
def test_a_piece_is_as_large_as_others_can_wait_for(count: int, seconds: float, expected: int) -> None:
    assert publishing._next_count(count, seconds) == expected


def test_a_job_leaves_the_writer_to_others_between_its_writes(store: Store) -> None:
    domain = store.write(lambda tx: domains.add(tx, "demo", {}, 1))
    store.write(lambda tx: jobs.schedule(tx, domain.id, 1, 1))
    claim = store.write(lambda tx: jobs.claim(tx, "me", 2, 1_000))
    assert claim is not None
    task = Task(store, claim, lambda: 0.002, ServiceSettings())
    times: list[tuple[float, float]] = []
    for _ in range(3):
        began: list[float] = []
        task.write(lambda _, began=began: began.append(time.monotonic()))  # type: ignore[misc]
        times.append((began[0], time.monotonic()))
    assert all(began - ended >= GIVE_WAY_SECONDS - 0.001 for (_, ended), (began, _) in pairwise(times))


def test_a_run_that_could_not_be_stored_is_seen_by_nobody(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks in what goes on beside the storing ends the job, and the next one is whole."""
    ids = [demo.profile(FirstName="John", LastName="Doe", EmailAddress="john.doe@example.com") for _ in range(2)]
    monkeypatch.setattr(publishing, "with_traits", lambda *_: 1 / 0)
    assert run_job(demo) == "FAILED"
    with pytest.raises(ResourceNotFoundError, match=r"^GetMatches result not found$"):
        demo("GetMatches")
    monkeypatch.undo()
    assert run_job(demo) == "COMPLETED"
    assert [one["ProfileIds"] for one in demo("GetMatches")["Matches"]] == [sorted(ids)]


def test_pieces_of_any_size_make_the_same_run(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        for _ in range(2):
            demo.profile(FirstName="John", LastName="Doe", EmailAddress=f"john.{number}@example.com")
    assert run_job(demo) == "COMPLETED"
    found = demo("GetMatches")["Matches"]
    monkeypatch.setattr(publishing, "ROWS_MIN", 1)
    monkeypatch.setattr(publishing, "ROWS_MAX", 3)
    counts: list[int] = []
    real = filling.fill
    monkeypatch.setattr(filling, "fill", lambda tx, piece: (counts.append(len(piece.rows)), real(tx, piece)))
    assert run_job(demo) == "COMPLETED"
    assert max(counts) <= 3
    assert len(counts) > 8
    assert demo("GetMatches")["Matches"] == found


@pytest.mark.parametrize("moment", ["_begin", "_publish"])
def test_profiles_that_are_gone_before_the_result_is_seen_are_in_none_of_its_groups(
    demo: Any, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Those that a job has read may be deleted or merged while it works out what it has found, and while it stores."""
    people = {"Mary Major": 3, "John Stiles": 2, "Carlos Salazar": 4}
    three, two, four = (
        [demo.profile(FirstName=first, LastName=last, EmailAddress=f"{last}@example.com") for _ in range(count)]
        for (first, last), count in ((name.split(), count) for name, count in people.items())
    )
    before = getattr(publishing, moment)

    def meanwhile(*given: Any) -> Any:
        demo("DeleteProfile", ProfileId=three[0])
        demo("DeleteProfile", ProfileId=two[0])
        demo("MergeProfiles", MainProfileId=four[0], ProfileIdsToBeMerged=four[1:3])
        demo("MergeProfiles", MainProfileId=three[1], ProfileIdsToBeMerged=[three[2]])
        demo("UndoMerge", MergeId=demo("ListMerges")["Merges"][0]["MergeId"])
        return before(*given)

    monkeypatch.setattr(publishing, moment, meanwhile)
    assert run_job(demo) == "COMPLETED"
    found = [match["ProfileIds"] for match in demo("GetMatches")["Matches"]]
    assert sorted(found) == sorted([three[1:], [four[0], four[3]]])
