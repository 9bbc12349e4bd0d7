"""Which profile an object joins, given the profiles that its keys find."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from onefold.ingest.mapping import MappedKey

P = TypeVar("P")
"""Whatever the store knows a profile by."""


@dataclass(frozen=True)
class Attach(Generic[P]):
    """The object joins this profile, which gets these keys."""

    profile: P
    keys: tuple[MappedKey, ...]


@dataclass(frozen=True)
class Create:
    """The object makes a new profile, which gets these keys."""

    keys: tuple[MappedKey, ...]


@dataclass(frozen=True)
class Reject:
    """The object finds no profile and may not make one. reason: for the client; holds no values."""

    reason: str


Decision = Attach[P] | Create | Reject


def decide(
    keys: Sequence[MappedKey],
    hits: Mapping[tuple[str, str], Collection[P]],
    allow_profile_creation: bool,
    home: P | None = None,
) -> Decision[P]:
    """Decide where an object belongs.

    hits: the profiles that have a key, by (name, value); asked for keys that find profiles. home: the profile that an
    object of this type and UNIQUE key is in already, where it stays. Otherwise the keys that find profiles are tried in
    their order, those that are SECONDARY after all others: a key that finds exactly one profile decides; one that finds
    several is discarded. LOOKUP_ONLY keys are for finding only, NEW_ONLY keys are given to new profiles only.
    """
    if home is not None:
        return Attach(home, _given(keys, new=False))
    profile_keys = [key for key in keys if key.finds_profiles]
    shared = False
    for key in sorted(profile_keys, key=lambda key: "SECONDARY" in key.identifiers):
        found = hits.get((key.name, key.value), ())
        if len(found) == 1:
            return Attach(next(iter(found)), _given(keys, new=False))
        shared = shared or len(found) > 1
    if allow_profile_creation:
        return Create(_given(keys, new=True))
    return Reject(_reason(profile_keys, shared))


def _given(keys: Sequence[MappedKey], new: bool) -> tuple[MappedKey, ...]:
    left_out = {"LOOKUP_ONLY"} if new else {"LOOKUP_ONLY", "NEW_ONLY"}
    return tuple(key for key in keys if not key.identifiers & left_out)


def _reason(profile_keys: Sequence[MappedKey], shared: bool) -> str:
    if not profile_keys:
        return "The object has none of the PROFILE keys of its type, and AllowProfileCreation is false."
    names = ", ".join(dict.fromkeys(key.name for key in profile_keys))
    found = "find more than one profile" if shared else "find no profile"
    return f"The object's PROFILE keys ({names}) {found}, and AllowProfileCreation is false."


LOWEST_PRIORITY: Final = 2**31
"""Of an object type that has no SourcePriority, or is no more."""


def priority_of(definition: Mapping[str, Any]) -> int:
    """The SourcePriority of an object type; the smaller it is, the more its values count."""
    return int(definition.get("SourcePriority", LOWEST_PRIORITY))


def wins(new: tuple[int, str], old: tuple[int, str] | None, priorities: Mapping[str, int]) -> bool:
    """Whether what an object says replaces a value: by the priorities of their object types, then the newer one.

    new, old: since when, and from which object type; "" is a value that was set by hand, which only objects of types
    with a SourcePriority replace (administrator guide: manual updates are protected by default).
    """
    if old is None:
        return True
    own, other = (priorities.get(object_type, LOWEST_PRIORITY) for _, object_type in (new, old))
    if old[1] == "":
        return own < LOWEST_PRIORITY
    return own < other or (own == other and new[0] >= old[0])
