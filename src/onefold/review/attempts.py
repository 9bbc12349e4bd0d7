"""How often somebody may try to sign in: failures by address and by access key id, in token buckets."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import sha256
from ipaddress import ip_address, ip_network
from threading import Lock
from typing import Final

from onefold.errors import ThrottledError

LOG: Final = logging.getLogger("onefold.review")

BY_ADDRESS: Final = 10
"""Failures at once from one address: somebody who looks for the right key among several is not stopped."""
BY_KEY: Final = 30
"""Failures at once with one access key id, from anywhere. More than from one address: who wants to keep the owner of a
key out needs several, and cannot end a session that is open."""
REGAINED_SECONDS: Final = 60.0
"""One more try for every minute: a secret of 40 random characters is not found at that rate, nor at any other; what it
bounds is the noise."""
BUCKETS_MAX: Final = 20_000
"""Most that are remembered, some 4 MB; those that nobody has tried for longest are forgotten first."""
LOOPBACK: Final = ("127.0.0.1", "::1")
_IPV6_SITE: Final = 64
"""Bits of an IPv6 address that say whose it is: the rest anybody chooses for himself."""


class Attempts:
    """The attempts to sign in at one server process; several together let through as many times more.

    clock: seconds, never going back. A try takes a token of two buckets, and gets them back if it was right. Whether
    the key exists plays no part, so that a refusal tells nothing of it.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: OrderedDict[tuple[str, bytes], tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def begin(self, address: str, access_key_id: str) -> None:
        """Note a try before it is looked at. Raises ThrottledError, which says when the next one is, and notes none."""
        with self._lock:
            now = self._clock()
            found = [(bucket, self._tokens(bucket, burst, now)) for bucket, burst in _buckets(address, access_key_id)]
            least = min(tokens for _, tokens in found)
            if least < 1:
                raise _refused((1 - least) * REGAINED_SECONDS)
            for bucket, tokens in found:
                self._put(bucket, tokens - 1, now)
        if least < 2:
            LOG.warning("too many attempts to sign in; more of them are refused for a while")

    def right(self, address: str, access_key_id: str) -> None:
        """The try that was begun had the right secret: it counts as none."""
        with self._lock:
            now = self._clock()
            for bucket, burst in _buckets(address, access_key_id):
                self._put(bucket, min(burst, self._tokens(bucket, burst, now) + 1), now)

    def _tokens(self, bucket: tuple[str, bytes], burst: int, now: float) -> float:
        tokens, then = self._buckets.get(bucket, (float(burst), now))
        return min(burst, tokens + (now - then) / REGAINED_SECONDS)

    def _put(self, bucket: tuple[str, bytes], tokens: float, now: float) -> None:
        self._buckets[bucket] = (tokens, now)
        self._buckets.move_to_end(bucket)
        if len(self._buckets) > BUCKETS_MAX:
            self._buckets.popitem(last=False)


def client_address(peer: str, headers: Mapping[str, str]) -> str:
    """Where a request is from: what a proxy on this machine says it saw, else who is connected.

    A proxy appends the address to what the client itself may have claimed, so only the last one counts.
    """
    forwarded = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded if forwarded and peer in LOOPBACK else peer


def _buckets(address: str, access_key_id: str) -> list[tuple[tuple[str, bytes], int]]:
    """The buckets of a try with what they hold. Of a key id, which may be anything, a hash is kept."""
    key = sha256(access_key_id.encode("utf-8", "replace")).digest()[:16]
    return [(("address", _site(address).encode()), BY_ADDRESS), (("key", key), BY_KEY)]


def _site(address: str) -> str:
    """Whose address it is."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(known) if known.version == 4 else str(ip_network((known, _IPV6_SITE), strict=False))


def _refused(seconds: float) -> ThrottledError:
    minutes = max(1, round(seconds / 60))
    wait = "a minute" if minutes == 1 else f"{minutes} minutes"
    return ThrottledError(f"Too many attempts to sign in have failed. Try again in {wait}.", seconds)
