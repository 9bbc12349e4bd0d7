"""One merge of several profiles: values, keys, objects and ids."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.merge import Fields, Key, Profile, Resolution, Stamp, Value, merged, oldest

ATTRIBUTES = ("FirstName", "Address", "Attributes.tier")


def profile(profile_id: str, created_at: int = 1, /, **values: str) -> Profile:
    return Profile(profile_id, created_at, {name: Value(text, created_at, "") for name, text in values.items()})


@st.composite
def families(draw: st.DrawFn) -> list[Profile]:
    """Two to four profiles with few values, moments and sources, so that they often conflict and often tie."""
    values = st.builds(Value, st.sampled_from("xyz"), st.integers(0, 3), st.sampled_from(["", "crm", "shop"]))
    return [
        Profile(name, draw(st.integers(0, 2)), draw(st.dictionaries(st.sampled_from(ATTRIBUTES), values)))
        for name in "abcd"[: draw(st.integers(2, 4))]
    ]


def contents(one: Profile) -> dict[str, str]:
    return {attribute: value.content for attribute, value in one.values.items()}


def test_the_union_without_conflict() -> None:
    result = merged(profile("a", FirstName="Ann"), [profile("b", LastName="Lee")], Fields({}))
    assert contents(result) == {"FirstName": "Ann", "LastName": "Lee"}
    assert result.profile_id == "a"


def test_the_main_profile_wins_a_conflict_whatever_is_newer() -> None:
    result = merged(profile("a", 1, FirstName="Ann"), [profile("b", 9, FirstName="Anna")], Fields({}))
    assert contents(result) == {"FirstName": "Ann"}


def test_among_the_merged_the_order_of_the_list_decides() -> None:
    others = [profile("c", FirstName="Cleo"), profile("b", FirstName="Bea")]
    assert contents(merged(profile("a"), others, Fields({}))) == {"FirstName": "Cleo"}


def test_a_named_profile_provides_the_value() -> None:
    others = [profile("b", FirstName="Bea"), profile("c", FirstName="Cleo")]
    assert contents(merged(profile("a", FirstName="Ann"), others, Fields({"FirstName": "c"}))) == {"FirstName": "Cleo"}


def test_a_named_profile_without_the_value_leaves_none() -> None:
    main = Profile("a", 1, {"FirstName": Value("Ann", 1, ""), "Attributes.tier": Value("gold", 1, "")})
    sources = Fields({"FirstName": "b", "Attributes.tier": "b"})
    assert contents(merged(main, [profile("b", LastName="Lee")], sources)) == {"LastName": "Lee"}


def test_a_value_keeps_its_origin() -> None:
    other = Profile("b", 2, {"FirstName": Value("Bea", 5, "crm")})
    assert merged(profile("a"), [other], Fields({})).values["FirstName"] == Value("Bea", 5, "crm")


def test_keys_objects_and_ids_of_all_move_to_the_main_profile() -> None:
    a = Profile("a", 1, {}, frozenset({Key("k", "1", -1)}), {1: Stamp("crm", 5)}, frozenset({"x"}))
    b = Profile("b", 2, {}, frozenset({Key("k", "1", -1), Key("k", "2", 2)}), {2: Stamp("crm", 6)}, frozenset({"y"}))
    result = merged(a, [b], Resolution())
    assert result.keys == {Key("k", "1", -1), Key("k", "2", 2)}
    assert result.objects == {1: Stamp("crm", 5), 2: Stamp("crm", 6)}
    assert result.former_ids == {"b", "x", "y"}


def test_the_oldest_profile_survives_and_the_smallest_id_among_twins() -> None:
    assert oldest([profile("a", 2), profile("c", 1), profile("b", 1)]).profile_id == "b"


@settings(deadline=None)
@given(families(), st.sampled_from(["", "crm"]))
def test_conflict_resolution_does_not_depend_on_the_order(family: list[Profile], source: str) -> None:
    results = [merged(family[0], order, Resolution(source)).values for order in permutations(family[1:])]
    assert all(result == results[0] for result in results)


@settings(deadline=None)
@given(families(), st.sampled_from([Resolution(), Resolution("crm"), Fields({})]))
def test_nothing_is_lost_and_nothing_invented(family: list[Profile], manner: Resolution | Fields) -> None:
    result = merged(family[0], family[1:], manner)
    assert set(result.values) == {attribute for one in family for attribute in one.values}
    for attribute, value in result.values.items():
        assert value in [one.values[attribute] for one in family if attribute in one.values]
