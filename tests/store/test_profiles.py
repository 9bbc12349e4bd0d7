"""Profiles keep their documents, origins and former ids; SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import Any

from onefold.store import new_id, profiles
from onefold.store.origins import Origin
from onefold.store.profiles import Profile

JOHN = {"FirstName": "John", "LastName": "Doe", "Attributes": {"Tier": "gold"}}


def add(tx: Any, document: dict[str, Any] = JOHN, at: int = 1_000, domain_id: int = 1) -> Profile:
    origins = dict.fromkeys(["FirstName", "LastName", "Attributes.Tier"], Origin(at, ""))
    return profiles.add(tx, domain_id, new_id(at), document, origins, at)


def test_a_profile_comes_back_as_it_was_stored(tx: Any) -> None:
    stored = add(tx)
    assert profiles.get(tx, 1, [stored.profile_id]) == [stored]


def test_profiles_come_in_the_order_they_are_asked_for(tx: Any) -> None:
    one, two = add(tx), add(tx)
    assert [p.row for p in profiles.get(tx, 1, [two.profile_id, "f" * 32, one.profile_id])] == [two.row, one.row]
