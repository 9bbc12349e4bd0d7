"""When jobs are due: weekly slots, the first job, and the quota of the week."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.jobs.schedule import DAYS, WEEK, first_due, jobs_left, next_due, next_run

HOUR = 3_600_000


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


# 21 November 2026 is a Saturday.
NEXT = [
    ("SATURDAY", "00:00", "2026-11-20T23:59:59", "2026-11-21T00:00"),
    ("SATURDAY", "00:00", "2026-11-21T00:00", "2026-11-28T00:00"),
    ("SATURDAY", "00:00", "2026-11-21T00:00:01", "2026-11-28T00:00"),
    ("SATURDAY", "9:05", "2026-11-21T09:04:59", "2026-11-21T09:05"),
    ("SATURDAY", "09:05", "2026-11-21T09:04:59", "2026-11-21T09:05"),
    ("SATURDAY", "23:59", "2026-11-22T00:00", "2026-11-28T23:59"),
    ("SUNDAY", "00:00", "2026-11-21T12:00", "2026-11-22T00:00"),
    ("FRIDAY", "12:00", "2026-11-21T12:00", "2026-11-27T12:00"),
    ("THURSDAY", "00:00", "2026-12-30T00:00", "2026-12-31T00:00"),
    ("FRIDAY", "00:00", "2026-12-31T10:00", "2027-01-01T00:00"),
    ("TUESDAY", "00:00", "2028-02-28T10:00", "2028-02-29T00:00"),
]


@pytest.mark.parametrize(("day", "time", "after", "due"), NEXT)
def test_the_next_slot_of_a_weekly_schedule(day: str, time: str, after: str, due: str) -> None:
    assert next_run(day, time, at(after)) == at(due)
    assert next_due({"DayOfTheWeek": day, "Time": time}, at(after)) == at(due)


def test_without_a_schedule_it_is_saturday_midnight() -> None:
    assert next_due(None, at("2026-11-18T10:00")) == at("2026-11-21T00:00")


@settings(deadline=None)
@given(st.sampled_from(DAYS), st.integers(0, 23), st.integers(0, 59), st.integers(0, 4_000_000_000_000), st.booleans())
def test_a_slot_is_the_right_day_and_time_within_a_week(
    day: str, hour: int, minute: int, after: int, pad: bool
) -> None:
    due = next_run(day, f"{hour:02}:{minute:02}" if pad else f"{hour}:{minute:02}", after)
    moment = datetime.fromtimestamp(due // 1000, UTC)
    assert (DAYS[moment.weekday()], moment.hour, moment.minute, due % 60_000) == (day, hour, minute, 0)
    assert after < due <= after + WEEK


NOW = at("2026-11-18T10:00")
SATURDAY = at("2026-11-21T00:00")


@pytest.mark.parametrize(
    ("begun", "left"),
    [
        ([], 3),
        ([NOW], 2),
        ([NOW, NOW - HOUR, NOW - 2 * HOUR], 0),
        ([NOW - HOUR] * 5, 0),
        ([NOW - WEEK, NOW - WEEK + 1], 2),
        ([NOW + HOUR], 3),
    ],
)
def test_three_jobs_may_begin_in_any_seven_days(begun: list[int], left: int) -> None:
    assert jobs_left(begun, NOW) == left


def test_a_slot_is_skipped_when_the_week_is_used_up() -> None:
    begun = [SATURDAY - HOUR, SATURDAY - 2 * HOUR, SATURDAY - 3 * HOUR]
    assert next_due(None, NOW, begun) == SATURDAY + WEEK
    assert next_due(None, NOW, begun[:2]) == SATURDAY


FIRST = [
    ("soon after enabling", NOW, 60_000, [], NOW + 60_000),
    ("at the schedule if that is sooner", SATURDAY - HOUR, 24 * HOUR, [], SATURDAY),
    ("after two jobs this week there is a third", NOW, 60_000, [NOW - HOUR] * 2, NOW + 60_000),
    ("after three the schedule decides", NOW, 60_000, [NOW - 6 * 24 * HOUR] * 3, SATURDAY),
    ("when that too is within the week, the one after", NOW, 60_000, [NOW - HOUR] * 3, SATURDAY + WEEK),
]


@pytest.mark.parametrize(("now", "delay", "begun", "due"), [row[1:] for row in FIRST], ids=[row[0] for row in FIRST])
def test_the_first_job(now: int, delay: int, begun: list[int], due: int) -> None:
    assert first_due(None, now, delay, begun) == due


@settings(deadline=None)
@given(st.lists(st.integers(-2 * WEEK, 0), max_size=8), st.integers(0, WEEK))
def test_no_week_ever_has_more_than_three(ago: list[int], delay: int) -> None:
    begun = [NOW + moment for moment in ago]
    begun = [moment for at, moment in enumerate(sorted(begun)) if jobs_left(sorted(begun)[:at], moment)]
    due = first_due(None, NOW, delay, begun)
    assert due > NOW or delay == 0
    assert jobs_left(begun, due) > 0
