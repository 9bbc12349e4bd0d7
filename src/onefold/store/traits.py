"""What a match group can be filtered by, as bits of one number that stands in the index of the queue.

The bits are those of the profiles as the run read them, and a bit may be set without reason: a way of writing counts as
a difference, and two object types may share one. Whoever filters by them looks at the profiles as well.
"""

from __future__ import annotations

from typing import Final
from zlib import crc32

from onefold.tables import ADDRESSES, EMAILS, NAMES, OTHERS, PHONES

COMPARED: Final = (*NAMES[:3], *PHONES, *EMAILS, *OTHERS, *ADDRESSES)
"""The attributes in which the members of a group may differ; new ones at the end, as their numbers are stored."""
_SOURCES_FROM: Final = 24
_SOURCES: Final = 39
"""Up to bit 62: the databases' integers have 63 beside the sign."""


def differs_in(attribute: str) -> int:
    """The bit of groups whose members differ in an attribute; 0, which every group has, for one that is not noted."""
    return 1 << COMPARED.index(attribute) if attribute in COMPARED else 0


def has_values_from(object_type: str) -> int:
    """The bit of groups with a value from an object type; 0, which every group has, for ""."""
    return 1 << (_SOURCES_FROM + crc32(object_type.encode()) % _SOURCES) if object_type else 0
