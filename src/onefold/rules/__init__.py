"""Rule-based matching: which profiles agree on a rule, at which level, and which of them merge. Pure.

A profile has rule keys; two profiles match at a level when they share a key of that level. So the group of a profile is
found from the keys alone, from one profile to the next, whenever somebody asks: no table of groups can be out of date.
"""

from onefold.rules.config import Rules, rules_of
from onefold.rules.groups import PROFILES_PER_KEY_MAX, Found, RuleGroup, rule_groups, too_many
from onefold.rules.keys import RuleKey, rule_keys
from onefold.rules.reach import PROFILES_PER_GROUP_MAX, Reached, reach

__all__ = [
    "PROFILES_PER_GROUP_MAX",
    "PROFILES_PER_KEY_MAX",
    "Found",
    "Reached",
    "RuleGroup",
    "RuleKey",
    "Rules",
    "reach",
    "rule_groups",
    "rule_keys",
    "rules_of",
    "too_many",
]
