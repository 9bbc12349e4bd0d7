"""Who changes something, when, and in which transaction."""

from __future__ import annotations

from dataclasses import dataclass

from onefold.store import Tx


@dataclass(frozen=True)
class Change:
    """now: in milliseconds. by: the access key id, for history."""

    tx: Tx
    now: int
    by: str
