"""Which profile an object joins: every case of keys and what they find."""

from __future__ import annotations

from itertools import product

import pytest

from onefold.ingest import Attach, Create, MappedKey, Reject, decide, wins


def key(name: str, *identifiers: str) -> MappedKey:
    return MappedKey(name, f"{name}-value", frozenset(identifiers))


PHONE, MAIL = key("_phone", "PROFILE"), key("_email", "PROFILE")
LATE = key("_account", "PROFILE", "SECONDARY")
UNIQUE, PLAIN = key("id", "UNIQUE"), key("note")


def found(**profiles: set[int]) -> dict[tuple[str, str], set[int]]:
    return {(name, f"{name}-value"): ids for name, ids in profiles.items()}


ATTACHED: list[tuple[str, list[MappedKey], dict[tuple[str, str], set[int]], int]] = [
    ("one key finds one profile", [PHONE], found(_phone={1}), 1),
    ("the other key finds nothing", [PHONE, MAIL], found(_email={1}), 1),
    ("both find the same", [PHONE, MAIL], found(_phone={1}, _email={1}), 1),
    ("they find two: the first key decides", [PHONE, MAIL], found(_phone={1}, _email={2}), 1),
    ("as defined, not by name", [MAIL, PHONE], found(_phone={1}, _email={2}), 2),
    ("a key that finds several is discarded", [PHONE, MAIL], found(_phone={1, 2}, _email={2}), 2),
    ("a secondary key is tried last", [LATE, PHONE], found(_account={1}, _phone={2}), 2),
    ("a secondary key decides if no other does", [LATE, PHONE], found(_account={1}), 1),
    ("also when the others are discarded", [LATE, PHONE], found(_account={1}, _phone={2, 3}), 1),
    ("a lookup-only key finds", [key("_phone", "PROFILE", "LOOKUP_ONLY")], found(_phone={1}), 1),
    ("also when it is nothing else", [key("_phone", "LOOKUP_ONLY")], found(_phone={1}), 1),
    ("a new-only key finds", [key("_phone", "PROFILE", "NEW_ONLY")], found(_phone={1}), 1),
]


@pytest.mark.parametrize(("keys", "hits", "profile"), [row[1:] for row in ATTACHED], ids=[row[0] for row in ATTACHED])
def test_attached(keys: list[MappedKey], hits: dict[tuple[str, str], set[int]], profile: int) -> None:
    for allow in (True, False):
        decision = decide(keys, hits, allow)
        assert isinstance(decision, Attach)
        assert decision.profile == profile


NOT_ATTACHED: list[tuple[str, list[MappedKey], dict[tuple[str, str], set[int]], str]] = [
    ("no key finds a profile", [PHONE, MAIL], {}, "find no profile"),
    ("every key finds several", [PHONE, LATE], found(_phone={1, 2}, _account={1, 2}), "more than one profile"),
    ("a key that is not PROFILE finds one", [UNIQUE, PLAIN], found(id={1}, note={1}), "none of the PROFILE keys"),
    ("a key that looks up an asset finds one", [key("a", "ASSET", "LOOKUP_ONLY")], found(a={1}), "none of the PROFILE"),
    ("no keys at all", [], {}, "none of the PROFILE keys"),
]


@pytest.mark.parametrize(
    ("keys", "hits", "words"), [row[1:] for row in NOT_ATTACHED], ids=[row[0] for row in NOT_ATTACHED]
)
def test_created_or_rejected(keys: list[MappedKey], hits: dict[tuple[str, str], set[int]], words: str) -> None:
    assert isinstance(decide(keys, hits, True), Create)
    decision = decide(keys, hits, False)
    assert isinstance(decision, Reject)
    assert words in decision.reason
    assert "-value" not in decision.reason


def test_an_object_that_comes_again_stays_with_its_profile() -> None:
    decision = decide([PHONE], found(_phone={2}), True, home=1)
    assert decision == Attach(1, (PHONE,))


def test_which_keys_the_profile_gets() -> None:
    lookup, new = key("_email", "PROFILE", "LOOKUP_ONLY"), key("_account", "PROFILE", "NEW_ONLY")
    keys = [UNIQUE, PHONE, PLAIN, lookup, new]
    assert decide(keys, found(_phone={1}), True) == Attach(1, (UNIQUE, PHONE, PLAIN))
    assert decide(keys, {}, True) == Create((UNIQUE, PHONE, PLAIN, new))


def test_only_one_profile_is_ever_chosen_and_only_one_that_was_found() -> None:
    choices: list[set[int]] = [set(), {1}, {2}, {1, 2}]
    for phone, mail, late in product(choices, repeat=3):
        decision = decide([PHONE, MAIL, LATE], found(_phone=phone, _email=mail, _account=late), True)
        alone = [ids for ids in (phone, mail, late) if len(ids) == 1]
        if alone:
            assert isinstance(decision, Attach)
            assert {decision.profile} == alone[0]
        else:
            assert decision == Create((PHONE, MAIL, LATE))


PRIORITIES = {"erp": 1, "crm": 2}
VALUES: list[tuple[str, tuple[int, str], tuple[int, str] | None, bool]] = [
    ("there was none", (1, "shop"), None, True),
    ("newer", (2, "shop"), (1, "shop"), True),
    ("of the same moment", (1, "shop"), (1, "shop"), True),
    ("older", (1, "shop"), (2, "shop"), False),
    ("older, of a type that counts for more", (1, "erp"), (2, "crm"), True),
    ("newer, of a type that counts for less", (2, "crm"), (1, "erp"), False),
    ("newer, of a type without a priority", (2, "shop"), (1, "crm"), False),
    ("over a value of a type that is gone", (1, "crm"), (2, "gone"), True),
    ("over a value set by hand", (2, "shop"), (1, ""), False),
    ("over a value set by hand, of a type with a priority", (1, "crm"), (2, ""), True),
]


@pytest.mark.parametrize(("new", "old", "stays"), [row[1:] for row in VALUES], ids=[row[0] for row in VALUES])
def test_which_value_stays(new: tuple[int, str], old: tuple[int, str] | None, stays: bool) -> None:
    assert wins(new, old, PRIORITIES) is stays
