"""The profiles that are connected with one, through keys that any two of them share: what a group is made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from onefold.rules.groups import PROFILES_PER_KEY_MAX
from onefold.rules.keys import RuleKey

PROFILES_PER_GROUP_MAX: Final = 500
"""Profiles that one group may have; the records of a match id in AWS Entity Resolution."""

KeysOf = Callable[[Collection[int]], Collection[RuleKey]]
"""All keys of some profiles."""
HoldersOf = Callable[[Collection[RuleKey]], Mapping[RuleKey, Collection[int]]]
"""The profiles of each key; of one that too many share, more than PROFILES_PER_KEY_MAX of them are enough."""


@dataclass(frozen=True)
class Reached:
    """level: the weakest level that was tried. holders: the profiles of each key up to it, as `rule_groups` takes them;
    every profile that is reached holds one, unless it shares nothing."""

    level: int
    holders: Mapping[RuleKey, Collection[int]]


def reach(profile: int, level_max: int, keys_of: KeysOf, holders_of: HoldersOf) -> Reached:
    """Find everything that is connected with a profile up to a level.

    Where more than PROFILES_PER_GROUP_MAX profiles hang together, the weakest level is left out, and so on until they
    are few enough. All of them come to the same end, so the groups are the same wherever one begins; and nobody's
    question costs more than that many profiles at each level.
    """
    for level in range(level_max, 0, -1):
        holders = _connected(profile, level, keys_of, holders_of)
        if holders is not None:
            return Reached(level, holders)
    return Reached(0, {})


def _connected(
    profile: int, level: int, keys_of: KeysOf, holders_of: HoldersOf
) -> dict[RuleKey, Collection[int]] | None:
    """The keys of all connected profiles with their holders; None when there are too many profiles."""
    found: dict[RuleKey, Collection[int]] = {}
    seen = new = {profile}
    while new:
        keys = {key for key in keys_of(new) if key.level <= level} - found.keys()
        holders = holders_of(keys) if keys else {}
        found |= {key: holders.get(key, ()) for key in keys}
        tried = (holders[key] for key in keys & holders.keys() if len(holders[key]) <= PROFILES_PER_KEY_MAX)
        new = set().union(*tried) - seen
        seen = seen | new
        if len(seen) > PROFILES_PER_GROUP_MAX:
            return None
    return found
