"""From shared rule keys to groups: who matches whom, held together at which level."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from onefold.rules.keys import RuleKey

PROFILES_PER_KEY_MAX: Final = 500
"""A rule is not tried on values that more profiles share (AWS)."""


@dataclass(frozen=True)
class RuleGroup:
    """Profiles that match by rules.

    match_id: the id of the oldest one, so that a group is found by it without a table of groups, and keeps it while
    others come and go. rule_level: the weakest that is needed to hold the group together. profile_ids: ascending.
    """

    match_id: str
    rule_level: int
    profile_ids: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """groups: surest level first, then by id. levels_not_tried: where too many profiles shared all values."""

    groups: tuple[RuleGroup, ...]
    levels_not_tried: tuple[int, ...]


def rule_groups(
    holders: Mapping[RuleKey, Collection[str]],
    level_max: int,
    age: Callable[[str], Any] = str,
    apart: Collection[tuple[str, str]] = frozenset(),
) -> Found:
    """Group profiles through the keys they share, the strongest level first.

    holders: the profiles of each key; a profile alone with its key matches nobody. level_max: the matching level for
    matches, the merging level for the sets that merge. age: orders profiles, oldest first. apart: pairs of ids
    (smaller, larger) judged not to be the same, which no group holds both of, whatever they share; where that leaves
    a choice, the oldest profiles join first. Order of input does not matter. O(holders) while groups are small.
    """
    joined: dict[str, _Group] = {}
    too_many_at = set()
    for key in sorted(key for key in holders if key.level <= level_max):
        sharing = sorted(set(holders[key]), key=lambda one: (age(one), one))
        if len(sharing) > PROFILES_PER_KEY_MAX:
            too_many_at.add(key.level)
        elif len(sharing) > 1:
            _join([joined.setdefault(one, _Group((one,), 0)) for one in sharing], key.level, joined, apart)
    groups = {group for group in joined.values() if len(group.members) > 1}
    found = [
        RuleGroup(min(group.members, key=lambda one: (age(one), one)), group.level, tuple(sorted(group.members)))
        for group in groups
    ]
    found.sort(key=lambda group: (group.rule_level, group.profile_ids))
    return Found(tuple(found), tuple(sorted(too_many_at)))


def too_many(level: int) -> str:
    """What AWS writes to the dead-letter queue when a rule is not tried."""
    return f"All attributes at rule level {level} are associated with more than {PROFILES_PER_KEY_MAX} records."


@dataclass(frozen=True, eq=False)
class _Group:
    """Compared by identity: a group that was joined is another one."""

    members: tuple[str, ...]
    level: int


def _join(groups: list[_Group], level: int, joined: dict[str, _Group], apart: Collection[tuple[str, str]]) -> None:
    """Join groups that share a key, in their order, each to the first that nothing keeps it apart from."""
    homes: list[list[_Group]] = []
    for group in dict.fromkeys(groups):
        home = next((home for home in homes if not _kept_apart(home, group, apart)), None)
        if home is None:
            homes.append([group])
        else:
            home.append(group)
    for home in homes:
        if len(home) > 1:
            whole = _Group(tuple(member for group in home for member in group.members), level)
            joined.update(dict.fromkeys(whole.members, whole))


def _kept_apart(home: list[_Group], group: _Group, apart: Collection[tuple[str, str]]) -> bool:
    members = (member for part in home for member in part.members)
    return bool(apart) and any((min(pair), max(pair)) in apart for pair in product(members, group.members))
