"""When identity resolution jobs of a domain are due. Moments are milliseconds since 1970, and handed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

DAYS: Final = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
DEFAULT_SCHEDULE: Final[Mapping[str, str]] = {"DayOfTheWeek": "SATURDAY", "Time": "00:00"}
"""Amazon's JobSchedule when none is given."""
JOBS_PER_WEEK_MAX: Final = 3
"""Of a domain, not adjustable (quota page)."""
WEEK: Final = 7 * 24 * 60 * 60 * 1000


def next_run(day_of_the_week: str, time: str, after: int) -> int:
    """The first moment after `after` that is that time (UTC; 9:05 and 09:05 alike) of that day."""
    hour, minute = map(int, time.split(":"))
    now = datetime.fromtimestamp(after // 1000, UTC)
    day = now + timedelta(days=(DAYS.index(day_of_the_week) - now.weekday()) % 7)
    due = int(day.replace(hour=hour, minute=minute, second=0, microsecond=0).timestamp()) * 1000
    return due if due > after else due + WEEK


def jobs_left(begun: Collection[int], at: int) -> int:
    """How many jobs may still begin at a moment, given when the others began: three in any seven days."""
    return max(0, JOBS_PER_WEEK_MAX - sum(at - WEEK < moment <= at for moment in begun))


def next_due(schedule: Mapping[str, str] | None, after: int, begun: Collection[int] = ()) -> int:
    """The next weekly run of a JobSchedule (None: Amazon's) that the week's quota leaves room for."""
    given = schedule or DEFAULT_SCHEDULE
    due = next_run(given["DayOfTheWeek"], given["Time"], after)
    while not jobs_left(begun, due):
        due += WEEK
    return due


def first_due(schedule: Mapping[str, str] | None, now: int, delay: int, begun: Collection[int] = ()) -> int:
    """When the first job after enabling is due: `delay` from now, or by the schedule if that is sooner or the week's
    quota is used up (a domain that was enabled before)."""
    soon = now + delay
    weekly = next_due(schedule, now, begun)
    return min(soon, weekly) if jobs_left(begun, soon) else weekly
