"""Rule-based matching: which profiles agree on a rule, at which level, and which of them merge. Pure.

A profile has rule keys; two profiles match at a level when they share a key of that level. So the store can find the
matches of a profile that was written by its keys alone.
"""

from onefold.rules.config import Rules, rules_of
from onefold.rules.groups import PROFILES_PER_KEY_MAX, Found, RuleGroup, match_id_of, rule_groups, too_many
from onefold.rules.keys import RuleKey, rule_keys

__all__ = [
    "PROFILES_PER_KEY_MAX",
    "Found",
    "RuleGroup",
    "RuleKey",
    "Rules",
    "match_id_of",
    "rule_groups",
    "rule_keys",
    "rules_of",
    "too_many",
]
