"""What rule-based matching does outside of requests: keys for profiles that were there before the rules, and merges.

It comes in small pieces, each a transaction behind the fence of a claim: whoever goes on after an interruption goes on
where the last piece ended.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from onefold.errors import BadRequestError
from onefold.jobs.worker import LEASE_MILLISECONDS, Clock
from onefold.merge import resolution
from onefold.rules import RuleGroup
from onefold.store import Store, Tx, profiles, rule_keys, rule_sets
from onefold.store.jobs import LeaseLostError
from onefold.store.profiles import Profile
from onefold.store.rule_keys import Change as Changed
from onefold.store.rule_sets import ACTIVE, IN_PROGRESS, RuleSet
from onefold.writing import merging
from onefold.writing import rule_keys as writing
from onefold.writing.change import Change
from onefold.writing.merging import RULES, Cause

LOG: Final = logging.getLogger("onefold.jobs")

PROFILES_AT_ONCE: Final = 100
"""Whose keys are made in one transaction: some 15 ms, which other writers can wait for."""
PIECES_AT_ONCE: Final = 20
"""Before other domains have their turn."""
CHANGES_AT_ONCE: Final = 50
MERGED_AT_ONCE: Final = 20
"""Profiles that go into another in one transaction, as many as MergeProfiles takes; the rest follow in the next."""
BY_RULES: Final = "rule-based-matching"
"""Who merges, in history."""


class RuleMatcher:
    """Works on the rules of one store, beside any others. owner: its name, unlike all others."""

    def __init__(self, store: Store, owner: str, clock: Clock, lease: int = LEASE_MILLISECONDS) -> None:
        self._store = store
        self._owner = owner
        self._clock = clock
        self._lease = lease

    def step(self) -> bool:
        """Do some of what is due in the domain whose turn it is. Returns whether there was something."""
        if not self._store.read(lambda tx: rule_sets.is_due(tx, self._now())):
            return False
        rule_set = self._store.write(lambda tx: rule_sets.claim(tx, self._owner, self._now(), self._lease))
        if rule_set is None:
            return False
        try:
            self._work(rule_set)
        except LeaseLostError:
            return True  # whoever has it now goes on
        finally:
            self._store.write(lambda tx: rule_sets.release(tx, rule_set, self._owner, self._now()))
        return True

    def _now(self) -> int:
        return int(self._clock() * 1000)

    def _work(self, rule_set: RuleSet) -> None:
        if rule_set.status != ACTIVE:
            for _ in range(PIECES_AT_ONCE):
                if not self._store.write(partial(self._make_keys, rule_set)):
                    return
        else:
            self._merge(rule_set, writing.rules_in(rule_set).merging_level_max)

    def _hold(self, tx: Tx, rule_set: RuleSet, **changes: object) -> RuleSet:
        return rule_sets.hold(tx, rule_set, self._owner, self._now() + self._lease, **changes)

    def _make_keys(self, rule_set: RuleSet, tx: Tx) -> bool:
        """Make the keys of the next profiles; the rules are active when there are none. Returns whether there were."""
        position = self._hold(tx, rule_set).position  # more profiles may have been imported meanwhile
        page = profiles.locked_page(tx, rule_set.domain_id, position, PROFILES_AT_ONCE)
        if not page:
            self._hold(tx, rule_set, status=ACTIVE)
            return False
        writing.make(tx, rule_set, page)
        self._hold(tx, rule_set, status=IN_PROGRESS, position=page[-1].row)
        return True

    def _merge(self, rule_set: RuleSet, level_max: int) -> None:
        """Look at the profiles that have got other keys, and merge what matches up to the level."""
        changes = self._store.read(lambda tx: rule_keys.changes(tx, rule_set.id, CHANGES_AT_ONCE))
        by_profile: dict[int, list[Changed]] = {}
        for change in changes:
            by_profile.setdefault(change.profile, []).append(change)
        alone = self._store.read(partial(_alone, rule_set, level_max, by_profile))
        self._forget(rule_set, [change for one in alone for change in by_profile[one]])
        for row in by_profile.keys() - set(alone):
            try:
                self._store.write(partial(self._merge_around, rule_set, level_max, row, by_profile[row]))
            except BadRequestError as error:  # a rule of the service, such as the size of a profile
                LOG.warning("profiles of domain number %d match by rules and stay: %s", rule_set.domain_id, error)
                self._forget(rule_set, by_profile[row])

    def _forget(self, rule_set: RuleSet, changes: Sequence[Changed]) -> None:
        """These changes lead to nothing. A match that came since has a change of its own."""

        def work(tx: Tx) -> None:
            self._hold(tx, rule_set)
            rule_keys.looked_at(tx, changes)

        if changes:
            self._store.write(work)

    def _merge_around(self, rule_set: RuleSet, level_max: int, row: int, changes: Sequence[Changed], tx: Tx) -> None:
        """Merge the group of a profile as it is now, locked; the merged profile is looked at again."""
        self._hold(tx, rule_set)
        group = writing.group_of(tx, rule_set, row, level_max)
        locked = _lock(tx, rule_set, group)
        again = writing.group_of(tx, rule_set, row, level_max)
        if again is None:
            rule_keys.looked_at(tx, changes)
            return
        if again != group or set(again.profile_ids) != locked.keys():
            return  # somebody was quicker: the next look finds what has become of it
        others = sorted((locked[one] for one in again.profile_ids if one != again.match_id), key=_age)
        settings = resolution(rule_set.settings.get("ConflictResolution"))
        change = Change(tx, self._now(), BY_RULES)
        merging.merge(change, locked[again.match_id], others[:MERGED_AT_ONCE], settings, Cause(RULES))
        writing.look_again(tx, rule_set.domain_id, [locked[again.match_id].row])


def _alone(rule_set: RuleSet, level_max: int, rows: Iterable[int], tx: Tx) -> list[int]:
    """The profiles that match nobody: most of them, and they need no write transaction."""
    return [row for row in rows if writing.group_of(tx, rule_set, row, level_max) is None]


def _lock(tx: Tx, rule_set: RuleSet, group: RuleGroup | None) -> dict[str, Profile]:
    found = profiles.lock(tx, rule_set.domain_id, group.profile_ids) if group else []
    return {one.profile_id: one for one in found}


def _age(profile: Profile) -> tuple[int, str]:
    return profile.created_at, profile.profile_id
