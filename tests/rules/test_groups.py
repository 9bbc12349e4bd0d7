"""Groups from shared keys: levels, limits, pairs kept apart, and the slow way beside it."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.rules import PROFILES_PER_KEY_MAX, RuleKey, rule_groups, too_many

Holders = dict[RuleKey, list[str]]


def holders(**given: str) -> Holders:
    """Keys such as `k1_x` (level 1, name x) with their profiles as letters."""
    return {RuleKey(int(name[1]), name): list(profiles) for name, profiles in given.items()}


def shown(given: Holders, level_max: int = 15, **how: Any) -> list[tuple[int, str]]:
    return [(group.rule_level, "".join(group.profile_ids)) for group in rule_groups(given, level_max, **how).groups]


GROUPS: list[tuple[str, Holders, int, list[tuple[int, str]]]] = [
    ("nobody", {}, 15, []),
    ("alone with a key", holders(k1_x="a"), 15, []),
    ("a pair", holders(k1_x="ab"), 15, [(1, "ab")]),
    ("the strongest level counts", holders(k3_x="ab", k2_x="ab"), 15, [(2, "ab")]),
    ("the weakest that holds a group together", holders(k1_x="ab", k2_x="bc"), 15, [(2, "abc")]),
    ("a weaker key inside a group changes nothing", holders(k1_x="abc", k4_x="ac"), 15, [(1, "abc")]),
    ("two groups, surest first", holders(k2_x="ab", k1_x="cd"), 15, [(1, "cd"), (2, "ab")]),
    ("two groups that a weaker key joins", holders(k1_x="ab", k1_y="cd", k3_z="ad"), 15, [(3, "abcd")]),
    ("only up to the level", holders(k1_x="ab", k2_x="bc"), 1, [(1, "ab")]),
    ("no level at all", holders(k1_x="ab"), 0, []),
    ("a profile named twice is one", holders(k1_x="aa"), 15, []),
]


@pytest.mark.parametrize(("given", "level_max", "groups"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS])
def test_groups(given: Holders, level_max: int, groups: list[tuple[int, str]]) -> None:
    assert shown(given, level_max) == groups


APART: list[tuple[str, Holders, set[tuple[str, str]], list[tuple[int, str]]]] = [
    ("a pair", holders(k1_x="ab"), {("a", "b")}, []),
    ("of three the older one stays", holders(k1_x="abc"), {("b", "c")}, [(1, "ab")]),
    ("a chain does not bring them together", holders(k1_x="ab", k2_x="bc"), {("a", "c")}, [(1, "ab")]),
    ("two groups are not joined", holders(k1_x="ab", k1_y="cd", k2_x="ac"), {("b", "d")}, [(1, "ab"), (1, "cd")]),
    ("others join around the pair", holders(k1_x="abcd"), {("a", "b")}, [(1, "acd")]),
]


@pytest.mark.parametrize(("given", "apart", "groups"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_profiles_judged_not_the_same_stay_apart(
    given: Holders, apart: set[tuple[str, str]], groups: list[tuple[int, str]]
) -> None:
    assert shown(given, apart=apart) == groups


def test_the_oldest_join_first() -> None:
    ages = {"a": 3, "b": 2, "c": 1}
    assert shown(holders(k1_x="abc"), age=ages.__getitem__, apart={("a", "b")}) == [(1, "bc")]


def test_a_value_that_too_many_share_is_not_tried_and_says_so() -> None:
    crowd = [f"{number:04}" for number in range(PROFILES_PER_KEY_MAX)]
    full = {RuleKey(1, "x"): crowd, RuleKey(2, "y"): [*crowd, "one more"], RuleKey(3, "z"): ["one more", "two more"]}
    found = rule_groups(full, 15)
    assert [(group.rule_level, len(group.profile_ids)) for group in found.groups] == [(1, 500), (3, 2)]
    assert found.levels_not_tried == (2,)
    assert too_many(2) == "All attributes at rule level 2 are associated with more than 500 records."


def test_a_group_is_named_by_its_oldest_member_and_keeps_the_name_as_it_grows() -> None:
    ages = {"a": 3, "b": 2, "c": 1, "d": 4}
    for shared, oldest in ((holders(k1_x="ab"), "b"), (holders(k2_y="bd", k1_x="ab"), "b"), (holders(k1_x="abc"), "c")):
        (group,) = rule_groups(shared, 15, age=ages.__getitem__).groups
        assert group.match_id == oldest


KEYS = st.builds(RuleKey, st.integers(1, 3), st.sampled_from("xy"))
SHARED = st.dictionaries(KEYS, st.lists(st.sampled_from("abcdef"), max_size=4), max_size=6)
PAIRS = st.sets(st.sampled_from(list(combinations("abcdef", 2))), max_size=3)


def reachable(given: Holders, level_max: int) -> set[frozenset[str]]:
    """Connected profiles, by going round until nothing changes."""
    sets = [frozenset(one) for one in "abcdef"]
    for key, sharing in [*given.items()] * 6:
        if key.level <= level_max:
            joined = [one for one in sets if one & set(sharing)]
            sets = [one for one in sets if one not in joined] + ([frozenset().union(*joined)] if joined else [])
    return {one for one in sets if len(one) > 1}


@settings(deadline=None)
@given(SHARED, st.integers(0, 3))
def test_groups_are_the_connected_profiles_and_levels_the_first_that_connects(given: Holders, level_max: int) -> None:
    found = rule_groups(given, level_max).groups
    assert {frozenset(group.profile_ids) for group in found} == reachable(given, level_max)
    for group in found:
        members = frozenset(group.profile_ids)
        assert members in reachable(given, group.rule_level)
        assert members not in reachable(given, group.rule_level - 1)


@settings(deadline=None)
@given(SHARED, PAIRS, st.randoms(use_true_random=False))
def test_nothing_joins_a_pair_kept_apart_and_order_does_not_matter(
    given: Holders, apart: set[tuple[str, str]], random: Any
) -> None:
    found = shown(given, apart=apart)
    assert not [pair for pair in apart for _, members in found if set(pair) <= set(members)]
    items = [(key, random.sample(sharing, len(sharing))) for key, sharing in given.items()]
    random.shuffle(items)
    assert shown(dict(items), apart=apart) == found
