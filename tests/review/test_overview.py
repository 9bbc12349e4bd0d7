"""The overview and what was learned: numbers of the latest run, by the bands and decisions of today."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.jobs.worker import Worker

JO = {"FirstName": "Jo"}


def overview(review: Any) -> Any:
    return review("GetOverview")["Overview"]


def test_a_domain_before_its_first_run_has_no_summary(review: Any) -> None:
    view = overview(review)
    assert (view.summary, view.groups, view.duplicates, view.merged) == (None, 0, 0, 0)
    assert [job.status for job in view.jobs] == ["PENDING"]
    assert not view.busy


def test_the_numbers_are_those_of_the_latest_run(review: Any) -> None:
    ids = review.people(*[JO] * 9)
    review.run((0.9, ids[:2]))
    review.run((0.99, ids[:4]), (0.8, ids[4:6]), (0.4, ids[6:9]))
    view = overview(review)
    assert (view.groups, view.duplicates) == (3, 6)
    assert [(row.name, row.band.groups, row.band.profiles) for row in view.rows] == [
        ("merge", 1, 4), ("review", 1, 2), ("reject", 1, 3),
    ]  # fmt: skip
    assert sum(row.band.wrong for row in view.rows) == pytest.approx(0.01 + 0.2 + 0.6)


def test_decided_groups_and_merged_profiles_are_counted(review: Any) -> None:
    ids = review.people(*[JO] * 5)
    made = review.run((0.8, ids[:3]), (0.7, ids[3:]))
    review.decide("Merge", made[0], ids[:3])
    review.decide("Comment", made[1], ids[3:], Text="?")
    view = overview(review)
    assert view.merged == 2
    assert [row.decided for row in view.rows] == [0, 1, 0]


@pytest.mark.parametrize(
    ("review_from", "merge_from"), [(0.9, 0.5), (-0.1, 0.5), (0.5, 1.1), (float("nan"), 0.9), (0.1, float("inf"))]
)
def test_borders_that_make_no_bands_are_refused(review: Any, review_from: float, merge_from: float) -> None:
    with pytest.raises(BadRequestError, match="must be 0 to 1"):
        review("PutBands", ReviewFrom=review_from, MergeFrom=merge_from)
    assert [row.least for row in overview(review).rows] == [0.9, 0.5, 0.0]


def test_a_job_that_waits_or_runs_makes_the_domain_busy(review: Any) -> None:
    review.demo("StartIdentityResolutionJob")
    assert overview(review).busy
    assert Worker(review.store, review.demo.settings, review.demo.clock).run_next()
    assert not overview(review).busy


def test_a_real_run_brings_findings_and_the_count_of_judgements(review: Any) -> None:
    john = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com", "PhoneNumber": "000-000-0000"}
    ids = review.people(john, john, {"FirstName": "Ann", "LastName": "Lee", "PhoneNumber": "000-000-0000"})
    review.demo("PutJudgement", ProfileIds=[ids[0], ids[2]], Judgement="NOT_A_MATCH")
    review.demo("StartIdentityResolutionJob")
    assert Worker(review.store, review.demo.settings, review.demo.clock).run_next()
    summary = overview(review).summary
    assert (summary.profiles, summary.judgements) == (3, 1)
    assert [one["attribute"] for one in summary.findings["unusable"]] == ["PhoneNumber"]


def test_learning_counts_what_people_said_and_what_the_next_run_will_know(review: Any) -> None:
    ids = review.people(*[JO] * 6)
    review.demo("PutJudgement", ProfileIds=ids[4:], Judgement="MATCH")
    made = review.run((0.95, ids[:2]), (0.75, ids[2:4]), judgements=1)
    review.decide("Merge", made[0], ids[:2])
    review.decide("KeepApart", made[1], ids[2:4])
    view = review("GetLearning")["Learning"]
    assert view.said == {"MATCH": 1, "NOT_A_MATCH": 1}
    assert view.since == {"NOT_A_MATCH": 1}
    assert view.decisions == {"MERGED": 1, "APART": 1}
    assert [(one.least, one.decided, one.wrong) for one in view.bins] == [(0.7, 1, 1), (0.95, 1, 0)]


def test_learning_shows_the_runs_by_the_bands_of_today(review: Any) -> None:
    ids = review.people(*[JO] * 4)
    review.run((0.8, ids[:2]), (0.7, ids[2:]))
    review.run((0.95, ids[:2]), judgements=3)
    review("PutBands", ReviewFrom=0.75, MergeFrom=0.9)
    rows = review("GetLearning")["Learning"].runs
    assert [row.summary.judgements for row in rows] == [3, 0]
    assert [[band.band.groups for band in row.bands] for row in rows] == [[1, 0, 0], [0, 1, 1]]


def test_a_deleted_domain_leaves_nothing_of_its_reviews(review: Any) -> None:
    ids = review.people(JO, JO)
    (match_id,) = review.run((0.8, ids))
    review.decide("Skip", match_id, ids)
    review("PutBands", ReviewFrom=0.1, MergeFrom=0.2)
    review.demo("DeleteDomain")
    worker = Worker(review.store, review.demo.settings, review.demo.clock)
    while worker.tidy():
        pass
    with pytest.raises(ResourceNotFoundError):
        overview(review)
    for table in ("run_summaries", "reviews", "review_bands"):
        count = review.store.read(lambda tx, table=table: tx.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar())
        assert (table, count) == (table, 0)
