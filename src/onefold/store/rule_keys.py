"""The rule keys of profiles, and which profiles have got other ones. Who makes keys is not known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, exists, insert, select, text

from onefold.store.tables import RULE_CHANGES, RULE_KEYS
from onefold.store.transaction import Tx, upsert

KEYS_AT_ONCE: Final = 100
"""Keys in one query for holders: SQLite joins at most 500 queries in one."""

Key = tuple[int, str]
"""Level and value."""


class Change(NamedTuple):
    """A profile that got other keys. row: the number of the change."""

    row: int
    profile: int


def add(tx: Tx, rule_set: int, keys: Iterable[tuple[int, Key]]) -> None:
    """Give profiles keys; those they have already are no error. keys: pairs of profile and key."""
    rows = [
        {"rule_set": rule_set, "level": level, "value": value, "profile": profile} for profile, (level, value) in keys
    ]
    if rows:
        tx.execute(upsert(tx, RULE_KEYS).on_conflict_do_nothing(), rows)


_ONE: Final = delete(RULE_KEYS).where(
    *(RULE_KEYS.c[name] == bindparam(f"b_{name}") for name in ("rule_set", "level", "value", "profile"))
)


def remove(tx: Tx, rule_set: int, profile: int, keys: Collection[Key]) -> None:
    """Take these keys away."""
    for level, value in keys:
        tx.execute(_ONE, {"b_rule_set": rule_set, "b_level": level, "b_value": value, "b_profile": profile})


_OF_PROFILES: Final = select(RULE_KEYS.c.level, RULE_KEYS.c.value).where(
    RULE_KEYS.c.profile.in_(bindparam("profiles", expanding=True)), RULE_KEYS.c.rule_set == bindparam("rules")
)
"""Not DISTINCT: SQLite would then read all keys of the domain, which it has in that order."""


def of_profiles(tx: Tx, rule_set: int, profiles: Collection[int]) -> set[Key]:
    """All keys that any of these profiles has."""
    found = tx.execute(_OF_PROFILES, {"profiles": list(profiles), "rules": rule_set})
    return {(level, value) for level, value in found}


def holders(tx: Tx, rule_set: int, keys: Collection[Key], limit: int) -> dict[Key, list[int]]:
    """The profiles of each key, at most `limit` of one: a key that a million share costs no more than another."""
    found: dict[Key, list[int]] = defaultdict(list)
    wanted = sorted(keys)
    for first in range(0, len(wanted), KEYS_AT_ONCE):
        for level, value, profile in _holders(tx, rule_set, wanted[first : first + KEYS_AT_ONCE], limit):
            found[level, value].append(profile)
    return dict(found)


def _holders(tx: Tx, rule_set: int, keys: Sequence[Key], limit: int) -> Any:
    one = (
        "SELECT * FROM (SELECT level, value, profile FROM rule_keys WHERE rule_set = :rules AND level = :l{0} "
        "AND value = :v{0} LIMIT :at_most) AS key{0}"
    )
    statement = " UNION ALL ".join(one.format(number) for number in range(len(keys)))
    names = {f"{name}{number}": part for number, key in enumerate(keys) for name, part in zip("lv", key, strict=True)}
    return tx.execute(text(statement), {"rules": rule_set, "at_most": limit, **names})


_OTHER: Final = RULE_KEYS.alias("other")
_SHARED: Final = exists().where(
    *(_OTHER.c[name] == RULE_KEYS.c[name] for name in ("rule_set", "level", "value")),
    _OTHER.c.profile != RULE_KEYS.c.profile,
)


class Sharing(NamedTuple):
    """Some profiles that share a key with another, by number. last: the next come after it; None = there are none."""

    profiles: list[int]
    last: int | None


def sharing(tx: Tx, rule_set: int, after: int, keys_max: int) -> Sharing:
    """The profiles that share a key, among the next ones that have `keys_max` keys together.

    So many keys are looked at wherever one begins, in a domain with few matches too.
    """
    mine = (RULE_KEYS.c.rule_set == rule_set) & (RULE_KEYS.c.profile > after)
    ordered = select(RULE_KEYS.c.profile).where(mine).order_by(RULE_KEYS.c.profile)
    last = tx.execute(ordered.offset(keys_max - 1).limit(1)).scalar_one_or_none()
    found = ordered.where(_SHARED).distinct()
    if last is not None:
        found = found.where(RULE_KEYS.c.profile <= last)
    return Sharing(list(tx.execute(found).scalars()), last)


_NOTE: Final = insert(RULE_CHANGES)


def note(tx: Tx, rule_set: int, profiles: Iterable[int]) -> None:
    """These profiles have got other keys."""
    rows = [{"rule_set": rule_set, "profile": profile} for profile in profiles]
    if rows:
        tx.execute(_NOTE, rows)


def changes(tx: Tx, rule_set: int, limit: int) -> list[Change]:
    """Changes that nobody has looked at, the oldest first."""
    found = select(RULE_CHANGES.c.id, RULE_CHANGES.c.profile).where(RULE_CHANGES.c.rule_set == rule_set)
    return [Change(*row) for row in tx.execute(found.order_by(RULE_CHANGES.c.id).limit(limit))]


def looked_at(tx: Tx, changes: Collection[Change]) -> None:
    """Forget these changes, and no later ones of the same profiles."""
    tx.execute(delete(RULE_CHANGES).where(RULE_CHANGES.c.id.in_([change.row for change in changes])))
