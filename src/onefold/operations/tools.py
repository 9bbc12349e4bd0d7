"""What an operation is given that makes its own transactions."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from onefold.settings import ServiceSettings
from onefold.store import Store


class Tools(NamedTuple):
    """clock: seconds since 1970."""

    store: Store
    clock: Callable[[], float]
    settings: ServiceSettings

    def now(self) -> int:
        """In milliseconds."""
        return int(self.clock() * 1000)
