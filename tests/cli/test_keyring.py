"""The keys in memory: how soon a new one opens and a revoked one does not, and how often the store is asked."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.cli.keyring import LOOKED_UP_AFTER_SECONDS, UNKNOWN_AFTER_SECONDS, KeyRing
from onefold.store import Store, access_keys


class Counted:
    """A store that counts how often it is read."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reads = 0

    def read(self, work: Any) -> Any:
        self.reads += 1
        return self.store.read(work)

    def key(self) -> str:
        return self.store.write(lambda tx: access_keys.create(tx, "read", ["d"], 1)).access_key_id


@pytest.fixture
def counted(store: Store) -> Counted:
    return Counted(store)


def test_a_new_key_opens_at_once(counted: Counted) -> None:
    seconds = [0.0]
    keys = KeyRing(counted, lambda: seconds[0])  # type: ignore[arg-type]
    assert keys("unknown") is None
    made = counted.key()
    seconds[0] += UNKNOWN_AFTER_SECONDS
    found = keys(made)
    assert found is not None
    assert (found.caller.role, found.caller.domains) == ("read", {"d"})


def test_a_revoked_key_opens_nothing_after_some_seconds(counted: Counted) -> None:
    seconds, made = [0.0], counted.key()
    keys = KeyRing(counted, lambda: seconds[0])  # type: ignore[arg-type]
    assert keys(made) is not None
    counted.store.write(lambda tx: access_keys.revoke(tx, made, 2))
    seconds[0] += LOOKED_UP_AFTER_SECONDS
    assert keys(made) is None


def test_the_store_is_not_read_for_every_request(counted: Counted) -> None:
    seconds, made = [0.0], counted.key()
    keys = KeyRing(counted, lambda: seconds[0])  # type: ignore[arg-type]
    for _ in range(1000):
        seconds[0] += 0.001
        assert keys(made) is not None
    assert counted.reads == 1
    for number in range(1000):
        seconds[0] += 0.001
        keys(f"made up {number}")
    assert counted.reads <= 1 + 1 / UNKNOWN_AFTER_SECONDS
