"""Search keys and objects of profiles, against plain sets."""

from __future__ import annotations

from itertools import count
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onefold.store import keys, objects, profiles
from onefold.store.keys import ATTRIBUTE, BY_HAND, PROFILE_ID, Key
from onefold.store.objects import NewObject

NUMBERS: Final = count(1)
LOOSE: Final = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEYS: Final = st.builds(Key, st.sampled_from(["a", "b"]), st.sampled_from(["x", "y", "ß"]))
SOURCES: Final = st.sampled_from([ATTRIBUTE, BY_HAND, 7])
STEPS: Final = st.tuples(
    st.sampled_from(["add", "add", "add", "remove", "remove_all", "move"]),
    st.integers(0, 2),
    SOURCES,
    st.lists(KEYS, max_size=4),
)
ASKED: Final = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.sets(st.sampled_from(["x", "y", "ß"]), min_size=1)),
    min_size=1,
    max_size=3,
)


def made(tx: Any, domain_id: int, several: int) -> list[profiles.Profile]:
    return [profiles.add(tx, domain_id, f"{domain_id:016x}{n:016x}", {}, {}, 1) for n in range(several)]


@LOOSE
@given(st.lists(STEPS, max_size=10), ASKED, st.integers(1, 3))
def test_a_profile_has_the_keys_that_it_was_given_by_each_source(
    tx: Any, steps: list[tuple[str, int, int, list[Key]]], asked: list[tuple[str, set[str]]], limit: int
) -> None:
    domain_id, other = next(NUMBERS), next(NUMBERS)
    rows = [one.row for one in made(tx, domain_id, 3)]
    (neighbour,) = made(tx, other, 1)
    keys.add(tx, other, neighbour.row, BY_HAND, [Key(name, value) for name in "ab" for value in "xy"])
    model: dict[int, set[tuple[str, str, int]]] = {row: set() for row in rows}
    for action, which, source, some in steps:
        row, given_ = rows[which], {(*key, source) for key in some}
        if action == "add":
            keys.add(tx, domain_id, row, source, some)
            model[row] |= given_
        elif action == "remove":
            keys.remove(tx, domain_id, row, source, some)
            model[row] -= given_
        elif action == "remove_all":
            keys.remove_all(tx, row, source)
            model[row] = {key for key in model[row] if key[2] != source}
        elif which:  # what follows from the attributes of the merged profile does not move
            keys.move(tx, row, rows[0])
            model[rows[0]] |= {key for key in model[row] if key[2] != ATTRIBUTE}
            model[row] = set()
    for row in rows:
        assert {tuple(key) for key in keys.of_profile(tx, row)} == model[row]
        for source in (ATTRIBUTE, BY_HAND, 7):
            assert keys.of_source(tx, row, source) == {Key(*key[:2]) for key in model[row] if key[2] == source}
    found = [
        row
        for row in rows
        if all(any(key[0] == name and key[1] in values for key in model[row]) for name, values in asked)
    ]
    assert keys.holders(tx, domain_id, asked, 0, 99) == found
    assert keys.holders(tx, domain_id, asked, 0, limit) == found[:limit]
    assert keys.holders(tx, domain_id, asked, rows[0], 99) == [row for row in found if row > rows[0]]


def test_a_former_id_finds_the_profile_that_it_has_become(tx: Any) -> None:
    one, two, three = made(tx, 1, 3)
    (neighbour,) = made(tx, 2, 1)
    profiles.add_aliases(tx, 1, ["f" * 32, two.profile_id], one.row)
    profiles.add_aliases(tx, 2, ["f" * 32], neighbour.row)
    profiles.remove(tx, two)
    for wanted, rows in {
        ("f" * 32,): [one.row], (two.profile_id,): [one.row], (three.profile_id, "f" * 32): [one.row, three.row],
    }.items():  # fmt: skip
        assert keys.holders(tx, 1, [(PROFILE_ID, wanted)], 0, 9) == rows
    profiles.add_aliases(tx, 1, ["f" * 32], three.row)  # merged on
    assert (profiles.former_ids(tx, one.row), profiles.former_ids(tx, three.row)) == ([two.profile_id], ["f" * 32])
    assert profiles.current_ids(tx, 1) == {"f" * 32: three.profile_id, two.profile_id: one.profile_id}
    profiles.drop_aliases(tx, 1, ["f" * 32])
    assert profiles.current_ids(tx, 1) == {two.profile_id: one.profile_id}
    assert profiles.current_ids(tx, 2) == {"f" * 32: neighbour.profile_id}


PUTS: Final = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["crm", "shop"]), st.sampled_from("123"), st.integers(0, 40)),
    max_size=8,
)
"""Of which profile, type, key, and how many letters it has."""


@LOOSE
@given(PUTS, st.integers(0, 8), st.integers(1, 3))
def test_an_object_is_in_the_place_of_the_one_of_its_type_and_key(
    tx: Any, puts: list[tuple[int, str, str, int]], now: int, limit: int
) -> None:
    domain_id, other = next(NUMBERS), next(NUMBERS)
    one, two = made(tx, domain_id, 2)
    (neighbour,) = made(tx, other, 1)
    objects.put(tx, other, neighbour.row, NewObject("crm", "1", "neighbour", 1, 10**12), 1)
    model: dict[tuple[str, str], tuple[int, str, int, int]] = {}
    for at, (which, kind, key, letters) in enumerate(puts, 1):
        profile, text = (one, two)[which].row, f"{at}" + "é" * letters
        row = objects.put(tx, domain_id, profile, NewObject(kind, key, text, at, at), at)
        model[kind, key] = (profile, text, at, model[kind, key][3] if (kind, key) in model else at)
        assert objects.find(tx, domain_id, kind, key) == objects.by_row(tx, domain_id, row)
        assert objects.by_row(tx, other, row) is None
    for (kind, key), (profile, text, at, first) in model.items():
        found = objects.find(tx, domain_id, kind, key)
        assert found
        assert (found.profile, found.document, found.source_at, found.created_at, found.expires_at) == (
            profile, text, at, first, at,
        )  # fmt: skip
    for profile in (one.row, two.row):
        mine = {key: value for key, value in model.items() if value[0] == profile}
        size = sum(len(value[1].encode()) for value in mine.values())
        of_crm = [value for (kind, _), value in mine.items() if kind == "crm"]
        assert objects.usage(tx, profile, "crm") == (len(mine), len(of_crm), size)
        assert sorted(objects.stamps_of(tx, profile).values()) == sorted((kind, v[2]) for (kind, _), v in mine.items())
        listed = objects.of_profile(tx, profile, "crm", None, 0, limit)
        assert [each.created_at for each in listed] == sorted(value[3] for value in of_crm)[:limit]
        if listed:
            rest = objects.of_profile(tx, profile, "crm", None, listed[-1].row, 99)
            assert len(listed) + len(rest) == len(of_crm)
    over = sorted(value[2] for value in model.values() if value[2] <= now)
    assert [each.expires_at for _, each in objects.expired(tx, now, limit)] == over[:limit]
    assert objects.has_expired(tx, now) == bool(over)
    stats = profiles.stats(tx, domain_id)
    assert (stats.profiles, stats.metered_profiles, stats.objects) == (2, 2, len(model))
    assert stats.size == sum(len(value[1].encode()) for value in model.values()) + 2 * len("{}")
    objects.move_all(tx, two.row, one.row)
    assert objects.usage(tx, one.row, "crm").objects == len(model)
    moved = list(objects.stamps_of(tx, one.row))[:1]
    objects.move(tx, moved, two.row)
    assert list(objects.stamps_of(tx, two.row)) == moved
    objects.remove(tx, moved)
    assert objects.usage(tx, two.row, "crm").objects == 0
    assert profiles.stats(tx, other).objects == 1
    objects.remove(tx, list(objects.stamps_of(tx, one.row)))  # has_expired looks at all domains


def test_a_profile_is_metered_once_more_for_every_further_hundred_objects(tx: Any) -> None:
    for several, metered in ((100, 1), (101, 2), (200, 2), (201, 3)):
        domain_id = next(NUMBERS)
        (one,) = made(tx, domain_id, 1)
        for number in range(several):
            objects.put(tx, domain_id, one.row, NewObject("crm", str(number), "{}", 1, 10**12), 1)
        assert profiles.stats(tx, domain_id).metered_profiles == metered
