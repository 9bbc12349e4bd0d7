"""Token buckets: how many requests a second each key may make of each operation.

A bucket holds as many tokens as its burst and regains `per_second` of them every second. Each server process has its
own buckets, so several processes together let through as many times more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from onefold.errors import ThrottledError


class Quota(NamedTuple):
    """How many requests a second in the long run, and how many at once after a pause."""

    per_second: float
    burst: float


DOMAIN_CALLS: Final = Quota(5, 50)
"""AWS: 1 to 5 a second for calls that change or read a domain. The burst is ours: a script may set up its domains."""


def data_calls(per_second: float) -> Quota | None:
    """The quota of calls on profiles, searches and merges: AWS's is 100 a second; 0 is no limit. The burst is ours: ten
    seconds' worth at once."""
    return Quota(per_second, 10 * per_second) if per_second else None


DATA_CALLS: Final = data_calls(100)

IMPORTS: Final = Quota(1, 10)
"""Ours: each may be a million profiles."""

DEFAULT_QUOTAS: Final[Mapping[str, Quota]] = {
    **dict.fromkeys(("CreateDomain", "UpdateDomain", "GetDomain", "DeleteDomain", "ListDomains"), DOMAIN_CALLS),
    "ImportProfiles": IMPORTS,
}


class Throttle:
    """The buckets of one server process.

    quotas: by operation; `other` is for those without one, and None is no limit. clock: seconds, never going back.
    A bucket is two numbers and there are keys times operations of them: only keys that were verified get one.
    """

    def __init__(
        self, clock: Callable[[], float], quotas: Mapping[str, Quota] = DEFAULT_QUOTAS, other: Quota | None = DATA_CALLS
    ) -> None:
        self._clock = clock
        self._quotas = quotas
        self._other = other
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}

    def take(self, access_key_id: str, operation: str) -> None:
        """Take a token. Raises ThrottledError, which says when there will be one, and takes none."""
        quota = self._quotas.get(operation, self._other)
        if quota is None:
            return
        now, bucket = self._clock(), (access_key_id, operation)
        tokens, then = self._buckets.get(bucket, (quota.burst, now))
        tokens = min(quota.burst, tokens + (now - then) * quota.per_second)
        if tokens < 1:
            self._buckets[bucket] = (tokens, now)
            raise ThrottledError(_message(operation, quota), (1 - tokens) / quota.per_second)
        self._buckets[bucket] = (tokens - 1, now)


def _message(operation: str, quota: Quota) -> str:
    return f"A key may call {operation} {quota.per_second:g} times a second, and {quota.burst:g} times after a pause"
