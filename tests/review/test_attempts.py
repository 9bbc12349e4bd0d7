"""Attempts to sign in: how many failures are let through, by address and by key, whatever is tried."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.errors import ThrottledError
from onefold.review.attempts import BUCKETS_MAX, BY_ADDRESS, BY_KEY, REGAINED_SECONDS, Attempts, client_address


class Clock:
    """A clock that the test moves."""

    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def failures(attempts: Attempts, tries: list[tuple[str, str]]) -> int:
    """How many of these tries are let through before the first is refused."""
    for done, (address, key) in enumerate(tries):
        try:
            attempts.begin(address, key)
        except ThrottledError:
            return done
    return len(tries)


@pytest.mark.parametrize(
    ("tries", "through"),
    [
        ([("192.0.2.1", f"KEY{number}") for number in range(99)], BY_ADDRESS),
        ([(f"192.0.2.{number}", "KEY") for number in range(99)], BY_KEY),
        ([("192.0.2.1", "KEY")] * 99, BY_ADDRESS),
        ([(f"192.0.2.{number}", f"KEY{number}") for number in range(99)], 99),
        ([(f"2001:db8:1:2::{number:x}", f"KEY{number}") for number in range(99)], BY_ADDRESS),
        ([(f"2001:db8:1:{number:x}::1", f"KEY{number}") for number in range(99)], 99),
        ([("no address", f"KEY{number}") for number in range(99)], BY_ADDRESS),
        ([("192.0.2.1", "\ud800\0" * number) for number in range(99)], BY_ADDRESS),
    ],
    ids=["address", "key", "both", "neither", "one-ipv6-site", "several-ipv6-sites", "unknown", "odd-keys"],
)
def test_so_many_failures_are_let_through(tries: list[tuple[str, str]], through: int) -> None:
    assert failures(Attempts(Clock()), tries) == through


def test_what_is_right_counts_as_no_failure() -> None:
    attempts = Attempts(Clock())
    for _ in range(5 * BY_KEY):
        attempts.begin("192.0.2.1", "KEY")
        attempts.right("192.0.2.1", "KEY")
    assert failures(attempts, [("192.0.2.1", "KEY")] * 99) == BY_ADDRESS


def test_a_refusal_says_when_the_next_try_is_and_then_it_is_let_through() -> None:
    attempts, clock = Attempts(now := Clock()), now
    failures(attempts, [("192.0.2.1", "KEY")] * 99)
    clock.seconds += REGAINED_SECONDS / 4
    with pytest.raises(ThrottledError, match="Try again in a minute") as refused:
        attempts.begin("192.0.2.1", "OTHER")
    assert refused.value.retry_after_seconds == pytest.approx(REGAINED_SECONDS * 3 / 4)
    clock.seconds += refused.value.retry_after_seconds + 1e-6
    assert failures(attempts, [("192.0.2.1", "OTHER")] * 2) == 1


def test_a_refused_try_makes_nobody_wait_longer() -> None:
    attempts, clock = Attempts(now := Clock()), now
    failures(attempts, [("192.0.2.1", "KEY")] * 999)
    clock.seconds += REGAINED_SECONDS
    assert failures(attempts, [("192.0.2.1", "KEY")] * 99) == 1


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 3), st.integers(0, 3)), max_size=200))
def test_in_no_span_of_time_more_fail_than_the_burst_and_what_was_regained(
    steps: list[tuple[int, int, int]],
) -> None:
    attempts, clock = Attempts(now := Clock()), now
    through: dict[int, list[float]] = {}
    for pause, address, key in steps:
        clock.seconds += pause / 10
        if failures(attempts, [(f"192.0.2.{address}", f"KEY{key}")]):
            through.setdefault(address, []).append(clock.seconds)
    for times in through.values():
        for first, begun in enumerate(times):
            for last, ended in enumerate(times[first:], start=first):
                assert last - first + 1 <= BY_ADDRESS + (ended - begun) / REGAINED_SECONDS + 1e-6


def test_what_is_remembered_is_bounded() -> None:
    attempts = Attempts(Clock())
    tries = [(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", f"KEY{number}") for number in range(BUCKETS_MAX)]
    assert failures(attempts, tries) == BUCKETS_MAX
    assert len(attempts._buckets) == BUCKETS_MAX


def test_the_log_tells_once_and_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        failures(Attempts(Clock()), [("192.0.2.77", "SECRETKEY")] * 99)
        attempts = Attempts(Clock())
        for _ in range(30):
            if failures(attempts, [("192.0.2.77", "SECRETKEY")]):
                continue
    assert caplog.text.count("too many attempts to sign in") == 2
    assert "192.0.2.77" not in caplog.text
    assert "SECRETKEY" not in caplog.text


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.9", "", "192.0.2.9"), ("192.0.2.9", "198.51.100.1", "192.0.2.9"), ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"), ("::1", "claimed, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, ", "127.0.0.1"), ("", "198.51.100.1", ""),
    ],
)  # fmt: skip
def test_only_a_proxy_of_this_machine_is_believed_and_only_what_it_saw(peer: str, forwarded: str, address: str) -> None:
    assert client_address(peer, {"x-forwarded-for": forwarded} if forwarded else {}) == address
