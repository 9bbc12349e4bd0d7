"""What is connected with a profile: the slow way beside it, and the limits that a question has."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hypothesis import given
from hypothesis import strategies as st

from onefold.rules import PROFILES_PER_GROUP_MAX, PROFILES_PER_KEY_MAX, Reached, RuleKey, reach, rule_groups

Shared = Mapping[RuleKey, Collection[int]]


class Store:
    """Keys in memory, that counts what it is asked for."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.asked = 0

    def keys_of(self, profiles: Collection[int]) -> list[RuleKey]:
        self.asked += len(profiles)
        return [key for key, holders in self.shared.items() if set(holders) & set(profiles)]

    def holders_of(self, keys: Collection[RuleKey]) -> Shared:
        return {key: list(self.shared[key])[: PROFILES_PER_KEY_MAX + 1] for key in keys}


def reached(shared: Shared, profile: int, level_max: int = 15) -> Reached:
    store = Store(shared)
    return reach(profile, level_max, store.keys_of, store.holders_of)


def groups(shared: Shared, level_max: int = 15) -> set[tuple[int, tuple[str, ...]]]:
    named = {key: [f"{one:06}" for one in holders] for key, holders in shared.items()}
    return {(group.rule_level, group.profile_ids) for group in rule_groups(named, level_max).groups}


KEYS = st.builds(RuleKey, st.integers(1, 3), st.sampled_from("xyz"))
SHARED = st.dictionaries(KEYS, st.sets(st.integers(0, 7), max_size=4), max_size=7)


@given(SHARED, st.integers(0, 3))
def test_the_group_of_a_profile_is_that_of_the_whole_domain(shared: Shared, level_max: int) -> None:
    whole = groups(shared, level_max)
    for profile in range(8):
        found = reached(shared, profile, level_max)
        name = f"{profile:06}"
        mine = {group for group in groups(found.holders, found.level) if name in group[1]}
        assert mine == {group for group in whole if name in group[1]}


def chain(length: int, level: int) -> dict[RuleKey, list[int]]:
    return {RuleKey(level, f"link {one}"): [one, one + 1] for one in range(length - 1)}


def test_a_chain_of_too_many_profiles_is_cut_at_its_weakest_level() -> None:
    shared = {**chain(PROFILES_PER_GROUP_MAX + 1, 3), RuleKey(1, "x"): [0, 1], RuleKey(2, "y"): [1, 2, 3]}
    for profile in (0, 1, 3):
        found = reached(shared, profile)
        assert found.level == 2
        assert groups(found.holders, found.level) == {(2, ("000000", "000001", "000002", "000003"))}
    assert groups(reached(shared, 400).holders, 2) == set()


def test_a_chain_as_long_as_a_group_may_be_is_one() -> None:
    found = reached(chain(PROFILES_PER_GROUP_MAX, 3), 17)
    assert found.level == 15
    assert [len(members) for _, members in groups(found.holders)] == [PROFILES_PER_GROUP_MAX]


def test_nothing_is_reached_through_a_value_that_too_many_share() -> None:
    crowd = range(PROFILES_PER_KEY_MAX + 1)
    shared = {RuleKey(1, "x"): crowd, RuleKey(2, "y"): [1, 2]}
    assert {members for _, members in groups(reached(shared, 1).holders)} == {("000001", "000002")}
    assert groups(reached(shared, 3).holders) == set()


def test_a_question_looks_at_so_many_profiles_and_no_more() -> None:
    store = Store(chain(20 * PROFILES_PER_GROUP_MAX, 1))
    assert reach(10 * PROFILES_PER_GROUP_MAX, 1, store.keys_of, store.holders_of) == Reached(0, {})
    assert store.asked <= PROFILES_PER_GROUP_MAX
