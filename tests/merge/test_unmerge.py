"""Taking merges back: the rule of merge.unmerge, case by case, and against a world where the merge was never made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.merge import (
    ATTRIBUTE,
    BY_HAND,
    MERGED,
    Fields,
    Key,
    Manner,
    MergeRecord,
    Profile,
    Resolution,
    Stamp,
    Value,
    chain_of,
    merged,
    plan_unmerge,
    record_of,
)

A = Profile(
    "a",
    1,
    {"FirstName": Value("Ann", 1, ""), "LastName": Value("Lee", 1, "")},
    frozenset({Key("home", "a", BY_HAND), Key("_phone", "1", ATTRIBUTE)}),
    {1: Stamp("crm", 1)},
)
B = Profile(
    "b",
    2,
    {"FirstName": Value("Bea", 2, "crm"), "PhoneNumber": Value("2", 2, "crm")},
    frozenset({Key("home", "b", BY_HAND), Key("loyalty", "7", 2), Key("_phone", "2", ATTRIBUTE)}),
    {2: Stamp("crm", 2)},
    frozenset({"z"}),
)
C = Profile("c", 3, {"FirstName": Value("Cleo", 3, ""), "BirthDate": Value("2001-02-03", 3, "")})
M = record_of("m", A, [B], Resolution())


def stored(profile: Profile) -> Profile:
    """A profile without the keys that follow from its attributes, as plans give it."""
    return replace(profile, keys=frozenset(key for key in profile.keys if key.source != ATTRIBUTE))


def with_values(profile: Profile, **values: Value | None) -> Profile:
    changed = {**profile.values, **values}
    return replace(profile, values={name: value for name, value in changed.items() if value is not None})


def contents(profile: Profile) -> dict[str, Any]:
    return {name: value.content for name, value in profile.values.items()}


@pytest.mark.parametrize("manner", [Resolution(), Resolution("crm"), Fields({}), Fields({"LastName": "b"})])
def test_a_merge_that_nothing_followed_leaves_no_trace(manner: Manner) -> None:
    record = record_of("m", A, [B, C], manner)
    plan = plan_unmerge(record, [], record.after)
    assert (plan.holder, *plan.released) == (stored(A), stored(B), stored(C))
    assert plan.records == ()


def test_an_edit_stays_with_the_main_profile() -> None:
    plan = plan_unmerge(M, [], with_values(M.after, FirstName=Value("Anna", 9, "")))
    assert contents(plan.holder) == {"FirstName": "Anna", "LastName": "Lee"}
    assert plan.released == (stored(B),)


def test_a_value_that_was_deleted_stays_deleted_where_it_came_from() -> None:
    plan = plan_unmerge(M, [], with_values(M.after, PhoneNumber=None, FirstName=None))
    assert contents(plan.holder) == {"LastName": "Lee"}
    assert contents(plan.released[0]) == {}


def test_the_value_that_lost_the_merge_is_not_deleted_with_the_one_that_won() -> None:
    record = record_of("m", A, [B], Fields({}))
    plan = plan_unmerge(record, [], with_values(record.after, FirstName=None))
    assert contents(plan.holder) == {"LastName": "Lee"}
    assert contents(plan.released[0]) == {"FirstName": "Bea", "PhoneNumber": "2"}


def test_a_value_that_the_merge_itself_took_away_comes_back() -> None:
    """It was set anew after the merge and deleted then, which images of before and after do not show."""
    record = record_of("m", A, [C], Fields({"LastName": "c"}))
    assert "LastName" not in record.after.values
    assert contents(plan_unmerge(record, [], record.after).holder)["LastName"] == "Lee"


def test_an_object_that_was_updated_goes_home_with_what_it_filled() -> None:
    now = with_values(M.after, PhoneNumber=Value("22", 9, "crm"), LastName=Value("Bay", 9, "crm"))
    now = replace(now, objects={**now.objects, 2: Stamp("crm", 9)})
    filled: Mapping[str, Any] = {"PhoneNumber": "22", "LastName": "Bay"}
    plan = plan_unmerge(M, [], now, lambda number: {2: filled}[number])
    assert contents(plan.holder) == {"FirstName": "Ann", "LastName": "Lee"}
    assert contents(plan.released[0]) == {"FirstName": "Bea", "PhoneNumber": "22", "LastName": "Bay"}
    assert plan.released[0].objects == {2: Stamp("crm", 9)}


def test_what_an_object_filled_goes_home_even_when_a_person_wrote_over_it() -> None:
    now = with_values(M.after, PhoneNumber=Value("33", 10, ""))
    now = replace(now, objects={**now.objects, 2: Stamp("crm", 9)})
    plan = plan_unmerge(M, [], now, lambda _: {"PhoneNumber": "22"})
    assert contents(plan.holder)["PhoneNumber"] == "33"
    assert contents(plan.released[0])["PhoneNumber"] == "22"


def test_what_an_object_filled_is_chosen_as_objects_fill_profiles() -> None:
    now = replace(M.after, objects={**M.after.objects, 2: Stamp("crm", 9)})
    plan = plan_unmerge(M, [], now, lambda _: {"PhoneNumber": "22"}, wins=lambda _new, old: old.object_type != "crm")
    assert contents(plan.released[0])["PhoneNumber"] == "2"
    assert contents(plan_unmerge(M, [], now, lambda _: {"PhoneNumber": "22"}).released[0])["PhoneNumber"] == "22"


NEW_OBJECTS: list[tuple[str, set[tuple[str, str]], str]] = [
    ("a key of the merged profile", {("home", "b")}, "b"),
    ("a key of an object of the merged profile", {("loyalty", "7")}, "b"),
    ("a value of an attribute of the merged profile", {("_phone", "2")}, "b"),
    ("a key of the main profile", {("home", "a")}, "a"),
    ("keys of both", {("home", "a"), ("loyalty", "7")}, "a"),
    ("a key that neither had", {("home", "x")}, "a"),
    ("no key", set(), "a"),
]


@pytest.mark.parametrize(("keys", "owner"), [row[1:] for row in NEW_OBJECTS], ids=[row[0] for row in NEW_OBJECTS])
def test_a_new_object_goes_where_its_keys_lead(keys: set[tuple[str, str]], owner: str) -> None:
    own = frozenset(Key(name, value, 3) for name, value in keys)
    now = with_values(M.after, BirthDate=Value("2001-02-03", 9, "crm"))
    now = replace(now, keys=now.keys | own, objects={**now.objects, 3: Stamp("crm", 9)})
    plan = plan_unmerge(M, [], now, lambda _: {"BirthDate": "2001-02-03"})
    having = [one for one in (plan.holder, *plan.released) if 3 in one.objects]
    assert [one.profile_id for one in having] == [owner]
    assert own <= having[0].keys
    assert [one.profile_id for one in (plan.holder, *plan.released) if "BirthDate" in one.values] == [owner]


def test_an_object_goes_home_whatever_keys_it_has_now() -> None:
    now = replace(M.after, objects={**M.after.objects, 2: Stamp("crm", 9)}, keys=M.after.keys | {Key("home", "a", 2)})
    assert plan_unmerge(M, [], now).released[0].objects == {2: Stamp("crm", 9)}


def test_a_value_that_either_of_two_objects_may_have_filled_stays_with_the_main_profile() -> None:
    now = with_values(M.after, BirthDate=Value("2001-02-03", 9, "crm"))
    now = replace(now, objects={1: Stamp("crm", 9), 2: Stamp("crm", 9)})
    plan = plan_unmerge(M, [], now)
    assert contents(plan.holder)["BirthDate"] == "2001-02-03"


def test_what_an_object_filled_does_not_come_back_when_it_was_deleted() -> None:
    now = with_values(M.after, PhoneNumber=None)
    now = replace(now, objects={**now.objects, 2: Stamp("crm", 9)})
    plan = plan_unmerge(M, [], now, lambda _: {"PhoneNumber": "22"})
    assert "PhoneNumber" not in plan.released[0].values


@pytest.mark.parametrize("at", [12, None])
def test_an_object_is_read_as_it_is_now_and_only_if_it_is_there(at: int | None) -> None:
    """Object 1 changed, then came another merge, then it changed again or was deleted."""
    changed = replace(M.after, objects={**M.after.objects, 1: Stamp("crm", 9)})
    later = record_of("later", changed, [C], Resolution())
    objects = {2: Stamp("crm", 2)} | ({} if at is None else {1: Stamp("crm", at)})
    now = replace(later.after, objects=objects)

    plan = plan_unmerge(M, [later], now, lambda number: {"LastName": f"as of {objects[number].at}"})
    assert contents(plan.records[0].main)["LastName"] == "Lee"
    assert contents(plan.holder)["LastName"] == ("Lee" if at is None else "as of 12")


def test_a_new_object_of_two_merged_profiles_stays_with_the_main_one() -> None:
    record = record_of("m", A, [B, replace(C, keys=frozenset({Key("home", "c", BY_HAND)}))], Resolution())
    keys = frozenset({Key("home", "b", 3), Key("home", "c", 3)})
    now = replace(record.after, keys=record.after.keys | keys, objects={**record.after.objects, 3: Stamp("crm", 9)})
    assert 3 in plan_unmerge(record, [], now).holder.objects


def test_deleted_objects_and_keys_stay_deleted() -> None:
    now = replace(M.after, objects={1: Stamp("crm", 1)}, keys=frozenset({Key("home", "a", BY_HAND)}))
    plan = plan_unmerge(M, [], now)
    assert plan.released[0].objects == {}
    assert plan.released[0].keys == frozenset()
    assert plan.holder.keys == {Key("home", "a", BY_HAND)}


def test_a_new_key_stays_with_the_main_profile() -> None:
    plan = plan_unmerge(M, [], replace(M.after, keys=M.after.keys | {Key("vip", "1", BY_HAND)}))
    assert Key("vip", "1", BY_HAND) in plan.holder.keys
    assert Key("vip", "1", BY_HAND) not in plan.released[0].keys


def test_former_ids_go_home() -> None:
    plan = plan_unmerge(M, [], M.after)
    assert plan.holder.former_ids == frozenset()
    assert plan.released[0].former_ids == {"z"}


def test_nothing_of_a_deleted_object_type_comes_back() -> None:
    plan = plan_unmerge(M, [], M.after, deleted_types={"crm"})
    assert contents(plan.released[0]) == {}


def test_a_later_merge_into_the_same_profile_still_holds() -> None:
    later = record_of("later", M.after, [C], Resolution())
    plan = plan_unmerge(M, [later], later.after)
    assert stored(plan.holder) == stored(merged(A, [C], Resolution()))
    assert plan.released == (stored(B),)
    (record,) = plan.records
    assert record.merge_id == "later"
    again = plan_unmerge(record, [], plan.holder)
    assert (again.holder, *again.released) == (stored(A), stored(C))


def test_a_merge_that_still_holds_keeps_the_keys_that_it_alone_would_have_kept() -> None:
    """a loses Ann to Bea, then Bea to Cleo: without the first merge it would have lost Ann to Cleo."""

    def keys_of(document: Mapping[str, Any]) -> set[tuple[str, str]]:
        return {("_first", document["FirstName"])}

    def lost(profile: Profile) -> set[str]:
        return {key.value for key in profile.keys if key.source == MERGED}

    a, b, c = (
        replace(one, keys=frozenset({Key("_first", one.values["FirstName"].content, ATTRIBUTE)})) for one in (A, B, C)
    )
    first = record_of("m", a, [b], Fields({"FirstName": "b"}), keys_of)
    now = replace(first.after, keys=frozenset({Key("_first", "Ann", MERGED), Key("_first", "Bea", ATTRIBUTE)}))
    later = record_of("later", now, [c], Fields({"FirstName": "c"}), keys_of)
    assert lost(later.after) == {"Ann", "Bea"}
    plan = plan_unmerge(first, [later], later.after, keys_of=keys_of)
    assert lost(plan.holder) == {"Ann"}
    assert lost(plan.released[0]) == set()
    again = plan_unmerge(plan.records[0], [], plan.holder, keys_of=keys_of)
    assert (lost(again.holder), lost(again.released[0])) == (set(), set())


def test_a_profile_that_was_merged_on_is_found_where_it_is_now() -> None:
    on = record_of("on", C, [M.after], Fields({}))
    unrelated = record_of("unrelated", Profile("x", 1, {}), [Profile("y", 1, {})], Fields({}))
    assert chain_of(M, [unrelated, on]) == ([on], "c")
    plan = plan_unmerge(M, [unrelated, on], on.after)
    assert plan.holder == stored(merged(C, [A], Fields({})))
    assert plan.released == (stored(B),)


def test_another_profile_is_refused() -> None:
    with pytest.raises(BadRequestError, match="in profile a now, not in c"):
        plan_unmerge(M, [], C)


# The world below is the slow and obvious way: a log of events is played again without the merges that were taken back.

NAMES = "abcd"
ATTRIBUTES = ("FirstName", "LastName", "PhoneNumber", "Attributes.tier")
OBJECT_FILLS = {number: ATTRIBUTES[number % 3 : number % 3 + 2] for number in range(1, 17)}


def home_of(number: int) -> str:
    """The profile whose key an object has: objects 1 to 4, 5 to 8, ... belong to a, b, c, d."""
    return NAMES[(number - 1) % 4]


def object_type(number: int) -> str:
    return "crm" if number % 2 else "shop"


def text_of_object(number: int, attribute: str, at: int) -> str:
    return f"{number}.{attribute}.{at}"


@dataclass
class World:
    """Profiles by id, and what was done to them; `without` names merges that are never made."""

    without: frozenset[str] = frozenset()
    profiles: dict[str, Profile] = field(default_factory=dict)
    records: list[MergeRecord] = field(default_factory=list)

    def play(self, event: tuple[Any, ...]) -> None:
        action, *given = event
        getattr(self, action)(*given)

    def change(self, profile_id: str, **changes: Any) -> None:
        self.profiles[profile_id] = replace(self.profiles[profile_id], **changes)

    def where(self, profile_id: str) -> str:
        """The profile that a profile is in."""
        return next(one.profile_id for one in self.profiles.values() if profile_id in {one.profile_id, *one.former_ids})

    def create(self, profile_id: str, at: int, values: dict[str, Value]) -> None:
        self.profiles[profile_id] = Profile(profile_id, at, values, frozenset({Key("home", profile_id, BY_HAND)}))

    def set(self, profile_id: str, attribute: str, at: int) -> None:
        values = self.profiles[profile_id].values
        self.change(profile_id, values={**values, attribute: Value(f"by hand {at}", at, "")})

    def put(self, number: int, at: int) -> None:
        one = self.profiles[self.where(home_of(number))]
        filled = {
            name: Value(text_of_object(number, name, at), at, object_type(number)) for name in OBJECT_FILLS[number]
        }
        self.change(
            one.profile_id,
            values={**one.values, **filled},
            objects={**one.objects, number: Stamp(object_type(number), at)},
            keys=one.keys | {Key("home", home_of(number), number), Key("number", str(number), number)},
        )

    def delete_object(self, number: int) -> None:
        one = self.profiles[self.where(home_of(number))]
        objects = {other: stamp for other, stamp in one.objects.items() if other != number}
        self.change(one.profile_id, objects=objects, keys=frozenset(k for k in one.keys if k.source != number))

    def add_key(self, profile_id: str, key: Key) -> None:
        self.change(profile_id, keys=self.profiles[profile_id].keys | {key})

    def delete_key(self, profile_ids: list[str], key: Key) -> None:
        """Everything that was one profile when the key was deleted loses it."""
        for one in {self.where(profile_id) for profile_id in profile_ids}:
            self.change(one, keys=self.profiles[one].keys - {key})

    def merge(self, merge_id: str, main: str, others: list[str], manner: Manner) -> None:
        if merge_id not in self.without:
            record = record_of(merge_id, self.profiles[main], [self.profiles.pop(one) for one in others], manner)
            self.records.append(record)
            self.profiles[main] = record.after

    def undo(self, merge_id: str) -> None:
        """The function under test, applied as a store would."""
        at = next(i for i, record in enumerate(self.records) if record.merge_id == merge_id)
        target, later = self.records[at], self.records[at + 1 :]
        now = self.profiles[chain_of(target, later)[1]]

        def filled(number: int) -> dict[str, Any]:
            return {name: text_of_object(number, name, now.objects[number].at) for name in OBJECT_FILLS[number]}

        plan = plan_unmerge(target, later, now, filled)
        replaced = {record.merge_id: record for record in plan.records}
        self.records = self.records[:at] + [replaced.get(record.merge_id, record) for record in later]
        self.profiles |= {one.profile_id: one for one in (plan.holder, *plan.released)}


MANNERS = st.sampled_from(["recency", "crm", "order", "named"])


def manner_of(kind: str, main: str, others: list[str]) -> Manner:
    named = Fields({"FirstName": others[-1], "Attributes.tier": main})
    return {"recency": Resolution(), "crm": Resolution("crm"), "order": Fields({}), "named": named}[kind]


@st.composite
def histories(draw: st.DrawFn) -> tuple[World, list[tuple[Any, ...]]]:
    """A world after up to 14 events, undos among them, and the log of what happened in it.

    Left out is what images cannot tell: values that were deleted, objects that changed before they were deleted
    (9 to 12 never change; 13 to 16 come later), keys that were deleted and given again,
    and what a person wrote before an object wrote over it.
    """
    world, log, written_by_hand, deleted_keys = World(), [], set[str](), set[Key]()

    def do(*event: Any) -> None:
        world.play(event)
        if event[0] != "undo":
            log.append(event)

    values = st.sampled_from(["x", "y"])
    for at, name in enumerate(NAMES, 1):
        held = draw(st.dictionaries(st.sampled_from(ATTRIBUTES), values))
        do("create", name, at, {attribute: Value(text, at, "") for attribute, text in held.items()})
    for number in range(1, 13):
        if draw(st.booleans()):
            do("put", number, 10 + number)
    actions = ["set", "put", "put", "delete_object", "key", "merge", "merge", "undo"]
    for at in range(100, 100 + draw(st.integers(3, 14))):
        alive = sorted(world.profiles)
        one = draw(st.sampled_from(alive))
        action = draw(st.sampled_from(actions))
        if action == "set":
            written_by_hand.add(attribute := draw(st.sampled_from(ATTRIBUTES)))
            do("set", one, attribute, at)
        elif action == "put":
            number = draw(st.sampled_from([*range(1, 9), *range(13, 17)]))
            if not written_by_hand.intersection(OBJECT_FILLS[number]):
                do("put", number, at)
        elif action == "delete_object":
            do("delete_object", draw(st.integers(9, 12)))
        elif action == "key":
            key = Key("loyalty", draw(st.sampled_from("uvwxyz")), BY_HAND)
            if key in world.profiles[one].keys:
                deleted_keys.add(key)
                do("delete_key", sorted({one, *world.profiles[one].former_ids}), key)
            elif key not in deleted_keys:
                do("add_key", one, key)
        elif action == "merge" and len(alive) > 1:
            others = draw(st.lists(st.sampled_from(sorted({*alive} - {one})), min_size=1, max_size=2, unique=True))
            do("merge", f"m{at}", one, others, manner_of(draw(MANNERS), one, others))
        elif action == "undo" and world.records:
            do("undo", draw(st.sampled_from(world.records)).merge_id)
    return world, log


def replayed(log: list[tuple[Any, ...]], records: list[MergeRecord]) -> World:
    """The world in which only the merges that still hold were ever made."""
    made = {event[1] for event in log if event[0] == "merge"}
    world = World(without=frozenset(made - {record.merge_id for record in records}))
    for event in log:
        world.play(event)
    return world


@given(histories(), st.data())
@settings(max_examples=200, deadline=None)
def test_undo_gives_the_world_in_which_the_merge_was_never_made(
    history: tuple[World, list[tuple[Any, ...]]], data: st.DataObject
) -> None:
    world, log = history
    assert world.profiles == replayed(log, world.records).profiles
    while world.records:
        world.undo(data.draw(st.sampled_from(world.records)).merge_id)
        assert world.profiles == replayed(log, world.records).profiles


@given(histories(), st.sampled_from(ATTRIBUTES))
@settings(max_examples=100, deadline=None)
def test_what_was_deleted_from_the_whole_is_not_on_the_main_profile_again(
    history: tuple[World, list[tuple[Any, ...]]], attribute: str
) -> None:
    world, _ = history
    for record in world.records:
        later = world.records[world.records.index(record) + 1 :]
        now = world.profiles[chain_of(record, later)[1]]
        if attribute in now.values and attribute in record.after.values:  # else the merge itself has deleted it
            now = with_values(now, **{attribute: None})
            assert attribute not in plan_unmerge(record, later, now).holder.values
