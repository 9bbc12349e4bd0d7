"""Profiles keep their documents, origins and former ids; SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.store import new_id, profiles
from onefold.store.origins import Origin
from onefold.store.profiles import Profile
from onefold.store.tables import OBJECTS
from onefold.store.transaction import insert_many

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


@pytest.mark.parametrize(
    ("objects_of_each", "metered"),
    [([], 0), ([0], 1), ([1], 1), ([100], 1), ([101], 2), ([200], 2), ([201], 3), ([199, 199, 199], 6), ([0, 150], 3)],
)
def test_a_profile_is_metered_once_for_every_hundred_objects_begun(
    tx: Any, objects_of_each: list[int], metered: int
) -> None:
    for count in objects_of_each:
        row = add(tx).row
        columns = ("domain_id", "object_type", "unique_key", "profile", "document", "size", "source_at", "created_at",
                   "updated_at", "expires_at")  # fmt: skip
        rows = ((1, "crm", f"{row}/{number}", row, "{}", 2, 1, 1, 1, 9) for number in range(count))
        insert_many(tx, OBJECTS, columns, rows)
    found = profiles.stats(tx, 1)
    assert (found.profiles, found.metered_profiles, found.objects) == (
        len(objects_of_each), metered, sum(objects_of_each),
    )  # fmt: skip
