"""A key may do so much a second, and is told when it may go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.errors import ThrottledError
from onefold.wire.access import LEAST_ROLES, ONEFOLD_V1_LEAST_ROLES
from onefold.wire.throttle import DEFAULT_QUOTAS, Quota, Throttle


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def throttle(clock: Clock, other: Quota | None = None) -> Throttle:
    return Throttle(clock, {"A": Quota(2, 3), "B": Quota(2, 3)}, other)


def test_a_full_bucket_is_the_burst() -> None:
    clock = Clock()
    limited = throttle(clock)
    for _ in range(3):
        limited.take("key", "A")
    with pytest.raises(ThrottledError, match="A key may call A 2 times a second") as refused:
        limited.take("key", "A")
    assert refused.value.retry_after_seconds == pytest.approx(0.5)


def test_who_comes_back_when_told_is_served() -> None:
    clock = Clock()
    limited = throttle(clock)
    for _ in range(20):
        try:
            limited.take("key", "A")
        except ThrottledError as refused:
            clock.seconds += refused.retry_after_seconds
            limited.take("key", "A")


def test_a_refused_request_costs_nothing() -> None:
    clock = Clock()
    limited = throttle(clock)
    for _ in range(3):
        limited.take("key", "A")
    for _ in range(10):
        with pytest.raises(ThrottledError):
            limited.take("key", "A")
    clock.seconds += 0.5
    limited.take("key", "A")


def test_keys_and_operations_have_buckets_of_their_own() -> None:
    limited = throttle(Clock())
    for key, operation in [("a", "A"), ("b", "A"), ("a", "B")]:
        for _ in range(3):
            limited.take(key, operation)
        with pytest.raises(ThrottledError):
            limited.take(key, operation)


def test_without_a_quota_there_is_no_limit() -> None:
    limited = throttle(Clock())
    for _ in range(10_000):
        limited.take("key", "C")


def test_a_quota_for_the_rest_is_one_for_each() -> None:
    limited = throttle(Clock(), Quota(1, 1))
    for operation in ("C", "D"):
        limited.take("key", operation)
        with pytest.raises(ThrottledError):
            limited.take("key", operation)


@given(st.lists(st.floats(0, 0.7), min_size=1, max_size=200))
def test_never_more_than_the_burst_and_what_came_since(pauses: list[float]) -> None:
    clock, served = Clock(), 0
    limited = throttle(clock)
    for pause in pauses:
        clock.seconds += pause
        try:
            limited.take("key", "A")
            served += 1
        except ThrottledError:
            pass
    assert served <= 3 + 2 * (clock.seconds - 1000.0) + 1e-6


def test_the_default_quotas_are_of_operations_that_exist() -> None:
    assert set(DEFAULT_QUOTAS) <= {*LEAST_ROLES, *ONEFOLD_V1_LEAST_ROLES}
    limited = Throttle(Clock())
    for _ in range(50):
        limited.take("key", "CreateDomain")
    with pytest.raises(ThrottledError):
        limited.take("key", "CreateDomain")
