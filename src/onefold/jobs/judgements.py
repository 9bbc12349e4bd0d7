"""The judgements of a domain as the engine takes them: of profiles that exist, and without contradictions."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final

import pyarrow as pa

from onefold.store.judgements import MATCH, NOT_A_MATCH, Judgement

_SCHEMA: Final = pa.schema([(name, pa.string()) for name in ("profile_id_a", "profile_id_b", "judgement")])

Pair = tuple[str, str]


def apart(judgements: Iterable[Judgement], current: Mapping[str, str]) -> set[Pair]:
    """The pairs that are not the same, smaller id first; judgements and current as in `judgement_table`."""
    return {pair for pair, same in _said(judgements, current).items() if not same}


def _said(judgements: Iterable[Judgement], current: Mapping[str, str]) -> dict[Pair, bool]:
    """Per pair of profiles as they are now whether they are the same, by the later word."""
    said: dict[Pair, bool] = {}
    for one in judgements:
        a, b = sorted(current.get(profile_id, profile_id) for profile_id in (one.profile_id_a, one.profile_id_b))
        if a != b:
            said[a, b] = one.judgement == MATCH
    return said


def judgement_table(judgements: Iterable[Judgement], current: Mapping[str, str], existing: Container[str]) -> pa.Table:
    """What still holds of what was said.

    judgements: the oldest first. current: former ids and what they have become. existing: the ids of all profiles.
    What was said of a merged profile is said of its survivor; the later word on a pair counts. "Not the same" is
    always kept; a "same" that would join two such profiles, directly or through others, is left out.
    """
    said = {(a, b): same for (a, b), same in _said(judgements, current).items() if a in existing and b in existing}
    enemies = [pair for pair, same in said.items() if not same]
    together = _consistent([pair for pair, same in said.items() if same], enemies)
    rows = [(a, b, MATCH) for a, b in together] + [(a, b, NOT_A_MATCH) for a, b in enemies]
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)] if rows else None
    return pa.Table.from_arrays(columns, schema=_SCHEMA) if columns else _SCHEMA.empty_table()


def _consistent(together: Iterable[Pair], apart: Iterable[Pair]) -> list[Pair]:
    """The pairs that can be joined, in order, without joining any of the pairs that stay apart."""
    group: dict[str, set[str]] = {}
    enemies: dict[str, set[str]] = {}
    for a, b in apart:
        enemies.setdefault(a, set()).add(b)
        enemies.setdefault(b, set()).add(a)
    kept = []
    for a, b in together:
        one, two = group.setdefault(a, {a}), group.setdefault(b, {b})
        if any(enemies.get(member, set()) & two for member in one):
            continue
        kept.append((a, b))
        one |= two
        for member in two:
            group[member] = one
    return kept
