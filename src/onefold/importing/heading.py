"""What is known of a table before its profiles come."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """What was read of a table, before its profiles: how many there are; the columns that were recognised and their
    attributes; those that were not; what was doubtful; how many rows are bad, and what is wrong with the first."""

    profiles: int
    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    notes: tuple[str, ...]
    bad: int
    said: tuple[str, ...]
