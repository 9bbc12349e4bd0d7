"""MergeProfiles: what a request says about the values, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from onefold.errors import BadRequestError
from onefold.merge.merging import Fields
from onefold.merge.profile import CUSTOM

PROFILES_MAX: Final = 20
"""Profiles that one request may merge into the main one (service model)."""


def field_sources(request: Mapping[str, Any]) -> Fields:
    """Read the FieldSourceProfileIds of a MergeProfiles request; a request without them leaves every choice to order.

    Raises BadRequestError if the main profile is to be merged into itself, a profile is named twice, there are more
    than 20 or none, or a value is to come from a profile that takes no part.
    """
    main, others = request["MainProfileId"], list(request["ProfileIdsToBeMerged"])
    if not 1 <= len(others) <= PROFILES_MAX:
        raise BadRequestError(f"ProfileIdsToBeMerged has {len(others)} ids; it must have 1 to {PROFILES_MAX}.")
    if main in others:
        raise BadRequestError(f"ProfileIdsToBeMerged names MainProfileId={main}; a profile cannot merge into itself.")
    if len(set(others)) < len(others):
        twice = next(one for one in others if others.count(one) > 1)
        raise BadRequestError(f"ProfileIdsToBeMerged names {twice} more than once.")
    sources = _flat(request.get("FieldSourceProfileIds") or {})
    for attribute, profile_id in sources.items():
        if profile_id not in (main, *others):
            raise BadRequestError(
                f"FieldSourceProfileIds: {_spoken(attribute)} is to come from {profile_id}, which is neither "
                "MainProfileId nor in ProfileIdsToBeMerged."
            )
    return Fields(sources)


def _flat(given: Mapping[str, Any]) -> dict[str, str]:
    fields = {name: profile_id for name, profile_id in given.items() if name != CUSTOM}
    return fields | {f"{CUSTOM}.{key}": profile_id for key, profile_id in (given.get(CUSTOM) or {}).items()}


def _spoken(attribute: str) -> str:
    """A member's name; the key of a custom attribute is the client's own word and stays out of messages."""
    return attribute.partition(".")[0]
