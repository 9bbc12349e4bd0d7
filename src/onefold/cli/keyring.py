"""The access keys of the service as the wire asks for them: for every request, and at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from onefold.store import Store, access_keys
from onefold.wire.access import Caller, Key

LOOKED_UP_AFTER_SECONDS: Final = 5.0
"""So long may a revoked key still be taken."""
UNKNOWN_AFTER_SECONDS: Final = 0.2
"""So long may a new key be unknown. Not nothing: who makes up keys must not have the store read for each of them."""


class KeyRing:
    """The valid keys, read from the store now and then and for an unknown one. clock: seconds, never going back."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock
        self._keys: dict[str, Key] = {}
        self._read_at = float("-inf")

    def __call__(self, access_key_id: str) -> Key | None:
        now = self._clock()
        if now - self._read_at >= (LOOKED_UP_AFTER_SECONDS if access_key_id in self._keys else UNKNOWN_AFTER_SECONDS):
            self._keys = {key.access_key_id: _key(key) for key in self._store.read(access_keys.every) if key.valid}
            self._read_at = now
        return self._keys.get(access_key_id)


def _key(key: access_keys.AccessKey) -> Key:
    domains = frozenset(key.domains) if key.domains else None
    return Key(key.secret, Caller(key.access_key_id, key.role, domains))
