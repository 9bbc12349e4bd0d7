"""Search keys: any number at once, none twice, each with the source that gave it."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.store import keys
from onefold.store.keys import ADDED_AT_ONCE, ATTRIBUTE, BY_HAND, Key


@pytest.mark.parametrize("count", [0, 1, 2, ADDED_AT_ONCE, ADDED_AT_ONCE + 1, 3 * ADDED_AT_ONCE])
def test_any_number_of_keys_is_added_at_once(tx: Any, count: int) -> None:
    given = [Key("_email", f"{number}@example.com") for number in range(count)]
    keys.add(tx, 1, 7, ATTRIBUTE, given)
    assert keys.of_source(tx, 7, ATTRIBUTE) == set(given)
    assert all(keys.holders(tx, 1, [(name, [value])], 0, 9) == [7] for name, value in given)


def test_a_key_that_is_there_already_is_no_error_and_does_not_keep_others_out(tx: Any) -> None:
    keys.add(tx, 1, 7, ATTRIBUTE, [Key("_email", "a")])
    keys.add(tx, 1, 7, ATTRIBUTE, [Key("_email", "a"), Key("_email", "b"), Key("_email", "b")])
    assert keys.of_source(tx, 7, ATTRIBUTE) == {Key("_email", "a"), Key("_email", "b")}


def test_the_same_key_of_two_sources_stays_when_one_of_them_goes(tx: Any) -> None:
    for source in (ATTRIBUTE, BY_HAND):
        keys.add(tx, 1, 7, source, [Key("_email", "a"), Key("_phone", "5")])
    keys.remove(tx, 1, 7, ATTRIBUTE, [Key("_email", "a")])
    assert keys.of_source(tx, 7, ATTRIBUTE) == {Key("_phone", "5")}
    assert keys.holders(tx, 1, [("_email", ["a"])], 0, 9) == [7]
    keys.remove_all(tx, 7, BY_HAND)
    assert keys.holders(tx, 1, [("_email", ["a"])], 0, 9) == []
