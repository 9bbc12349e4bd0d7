"""Survivorship: which of several values of one attribute stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onefold.errors import BadRequestError
from onefold.merge.profile import Profile


@dataclass(frozen=True)
class Resolution:
    """Amazon's ConflictResolution. source_name: the object type whose values win; "" = the most recent value wins."""

    source_name: str = ""


def resolution(given: Mapping[str, Any] | None) -> Resolution:
    """Read a ConflictResolution structure; absent means recency.

    Raises BadRequestError for SOURCE without a SourceName. A name that is no object type is accepted, as at AWS.
    """
    if given is None or given["ConflictResolvingModel"] == "RECENCY":
        return Resolution()
    if not given.get("SourceName"):
        raise BadRequestError("ConflictResolvingModel=SOURCE needs a SourceName: the object type whose values win.")
    return Resolution(given["SourceName"])


def provider(attribute: str, profiles: Sequence[Profile], how: Resolution) -> Profile | None:
    """The profile whose value of an attribute stays, or None if none has one.

    A value of the preferred object type beats all others; then the most recent one wins; at the same moment that of
    the oldest profile, at last that of the smallest id. The order of the profiles does not matter.
    """

    def rank(profile: Profile) -> tuple[bool, int, int, str]:
        value = profile.values[attribute]
        preferred = bool(how.source_name) and value.object_type == how.source_name
        return (not preferred, -value.at, profile.created_at, profile.profile_id)

    return min((one for one in profiles if attribute in one.values), key=rank, default=None)
