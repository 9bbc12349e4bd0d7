"""Auto-merging of match groups: AWS's worked example, the order of criteria, pairs that are kept apart."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.merge import AutoMerging, Profile, Resolution, Value, auto_merging, merge_sets, merged, preview

NAME_AND_MAIL = ("FirstName", "LastName", "EmailAddress")
WORKED = AutoMerging((NAME_AND_MAIL, ("PhoneNumber",)))


def lower(attribute: str, text: str) -> str:
    """A normaliser for the tests: letter case does not count, n/a is no value, and phones are digits."""
    if attribute == "PhoneNumber":
        return "".join(filter(str.isdigit, text))
    return "" if text.lower() == "n/a" else text.lower()


def profile(profile_id: str, created_at: int = 1, **values: str | tuple[str, int]) -> Profile:
    pairs = {name: given if isinstance(given, tuple) else (given, 1) for name, given in values.items()}
    return Profile(profile_id, created_at, {name: Value(text, at, "") for name, (text, at) in pairs.items()})


def ids(sets: list[list[Profile]]) -> list[str]:
    return ["".join(one.profile_id for one in members) for members in sets]


def person(profile_id: str, first: tuple[str, int], mail_at: int, phone: tuple[str, int]) -> Profile:
    last = ("Doe", first[1])
    return profile(
        profile_id, FirstName=first, LastName=last, EmailAddress=("doe@example.com", mail_at), PhoneNumber=phone
    )


A = person("a", ("John", 5), 5, ("555-555-5555", 7))
B = person("b", ("John", 4), 6, ("555-555-5556", 4))
C = person("c", ("Jane", 6), 7, ("555-555-5555", 6))


@pytest.mark.parametrize("order", list(permutations([A, B, C])))
def test_the_worked_example_of_aws(order: tuple[Profile, ...]) -> None:
    """Amazon Connect administrator guide, How Identity Resolution works."""
    (members,) = merge_sets(order, 0.9, WORKED, lower)
    result = merged(members[0], members[1:], WORKED.resolution)
    assert {attribute: value[:2] for attribute, value in result.values.items()} == {
        "FirstName": ("Jane", 6),
        "LastName": ("Doe", 6),
        "EmailAddress": ("doe@example.com", 7),
        "PhoneNumber": ("555-555-5555", 7),
    }


def test_the_worked_example_after_its_first_criterion() -> None:
    settings = AutoMerging((NAME_AND_MAIL,))
    ((a, b),) = merge_sets([A, B, C], 0.9, settings, lower)
    result = merged(a, [b], settings.resolution)
    assert {attribute: value[:2] for attribute, value in result.values.items()} == {
        "FirstName": ("John", 5),
        "LastName": ("Doe", 5),
        "EmailAddress": ("doe@example.com", 6),
        "PhoneNumber": ("555-555-5555", 7),
    }


def test_a_later_criterion_sees_what_earlier_ones_consolidated() -> None:
    a = profile("a", EmailAddress="x", PhoneNumber=("1", 1))
    b = profile("b", EmailAddress="x", PhoneNumber=("2", 2))
    old, new = profile("c", PhoneNumber="1"), profile("d", PhoneNumber="2")
    chained = AutoMerging((("EmailAddress",), ("PhoneNumber",)))
    assert ids(merge_sets([a, b, old, new], 1, chained, lower)) == ["abd"]
    first_phone = AutoMerging((("PhoneNumber",), ("EmailAddress",)))
    assert ids(merge_sets([a, b, old, new], 1, first_phone, lower)) == ["abcd"]


def test_later_criteria_also_merge_profiles_that_the_first_left_alone() -> None:
    group = [profile("a", EmailAddress="x"), profile("b", EmailAddress="x")]
    group += [Profile(name, 1, {"Attributes.tier": Value("gold", 1, "")}) for name in "cd"]
    settings = AutoMerging((("EmailAddress",), ("Attributes.tier",)))
    assert ids(merge_sets(group, 1, settings, lower)) == ["ab", "cd"]


UNEQUAL: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("another value", {"FirstName": "Ann"}, {"FirstName": "Anna"}),
    ("one value is missing", {"FirstName": "Ann"}, {}),
    ("both are missing", {}, {}),
    ("both stand for no value", {"FirstName": "n/a"}, {"FirstName": "N/A"}),
    ("one of two attributes is missing", {"FirstName": "Ann", "LastName": "Lee"}, {"FirstName": "Ann"}),
]


@pytest.mark.parametrize(("one", "other"), [row[1:] for row in UNEQUAL], ids=[row[0] for row in UNEQUAL])
def test_what_does_not_agree_does_not_merge(one: dict[str, str], other: dict[str, str]) -> None:
    criterion = ("FirstName", "LastName") if "LastName" in one else ("FirstName",)
    assert merge_sets([profile("a", **one), profile("b", **other)], 1, AutoMerging((criterion,)), lower) == []


def test_canonical_values_are_compared() -> None:
    group = [profile("a", PhoneNumber="555-0100"), profile("b", PhoneNumber="(555) 0100")]
    assert ids(merge_sets(group, 1, AutoMerging((("PhoneNumber",),)), lower)) == ["ab"]


def test_parts_of_addresses_are_compared() -> None:
    group = [Profile(p, 1, {"Address": Value({"City": "Rome", "Address1": p}, 1, "")}) for p in "ab"]
    assert ids(merge_sets(group, 1, AutoMerging((("Address.City",),)), lower)) == ["ab"]
    assert merge_sets(group, 1, AutoMerging((("Address.Address1",),)), lower) == []


@pytest.mark.parametrize(("score", "merges"), [(0.79, 0), (0.8, 1), (1.0, 1)])
def test_a_group_below_the_minimum_score_is_left_alone(score: float, merges: int) -> None:
    group = [profile("a", FirstName="Ann"), profile("b", FirstName="ann")]
    settings = AutoMerging((("FirstName",),), confidence_score_min=0.8)
    assert len(merge_sets(group, score, settings, lower)) == merges


def test_the_oldest_profile_is_the_main_one() -> None:
    group = [profile("a", 3, FirstName="x"), profile("c", 1, FirstName="x"), profile("b", 1, FirstName="x")]
    assert ids(merge_sets(group, 1, AutoMerging((("FirstName",),)), lower)) == ["bca"]


FIRST = AutoMerging((("FirstName",), ("LastName",)))
APART: list[tuple[str, set[tuple[str, str]], list[str]]] = [
    ("nobody", set(), ["abc"]),
    ("the two youngest: the older one joins", {("b", "c")}, ["ab"]),
    ("the oldest two: the third joins the oldest", {("a", "b")}, ["ac"]),
    ("one from both others", {("a", "b"), ("a", "c")}, ["bc"]),
    ("all", {("a", "b"), ("a", "c"), ("b", "c")}, []),
]


@pytest.mark.parametrize(("apart", "sets"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_profiles_judged_not_the_same_stay_apart(apart: set[tuple[str, str]], sets: list[str]) -> None:
    group = [profile(name, at, FirstName="x", LastName="y") for at, name in enumerate("abc")]
    assert ids(merge_sets(group, 1, FIRST, lower, apart)) == sets


def test_a_chain_cannot_bring_together_what_is_kept_apart() -> None:
    group = [profile("a", FirstName="x"), profile("b", FirstName="x", LastName="y"), profile("c", LastName="y")]
    assert ids(merge_sets(group, 1, FIRST, lower)) == ["abc"]
    assert ids(merge_sets(group, 1, FIRST, lower, {("a", "c")})) == ["ab"]


def test_a_judgement_holds_for_the_profile_that_one_was_merged_into() -> None:
    group = [
        Profile("a", 1, profile("a", FirstName="x").values, former_ids=frozenset({"z"})),
        profile("b", FirstName="x"),
    ]
    assert merge_sets(group, 1, FIRST, lower, {("b", "z")}) == []


def test_the_preview_counts_exactly_and_merges_nothing() -> None:
    other = [profile("d", PhoneNumber="1"), profile("e", PhoneNumber="2")]
    settings = AutoMerging(WORKED.criteria, Resolution(), 0.5)
    low = [profile("f", PhoneNumber="3"), profile("g", PhoneNumber="3")]
    assert preview([(0.9, [A, B, C]), (0.8, other), (0.4, low)], settings, lower) == {
        "NumberOfMatchesInSample": 3,
        "NumberOfProfilesInSample": 7,
        "NumberOfProfilesWillBeMerged": 3,
    }
    assert preview([], settings, lower)["NumberOfMatchesInSample"] == 0


def test_amazons_structure_is_read() -> None:
    given = {
        "Enabled": True,
        "Consolidation": {"MatchingAttributesList": [["FirstName", "Address.City"], ["Attributes.tier", "loyalty"]]},
        "ConflictResolution": {"ConflictResolvingModel": "SOURCE", "SourceName": "crm"},
        "MinAllowedConfidenceScoreForMerging": 0.8,
    }
    criteria = (("FirstName", "Address.City"), ("Attributes.tier", "loyalty"))
    assert auto_merging(given) == AutoMerging(criteria, Resolution("crm"), 0.8)
    assert auto_merging({"Consolidation": {"MatchingAttributesList": [["FirstName"]]}}) == AutoMerging(
        (("FirstName",),)
    )


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Enabled": True}, "Consolidation"),
    ({"Consolidation": {"MatchingAttributesList": [["Address.Town"]]}}, "Address.Town is no attribute"),
    ({"Consolidation": {"MatchingAttributesList": [["FirstName"], ["Address."]]}}, "Address. is no attribute"),
    ({"Consolidation": {"MatchingAttributesList": [["Attributes."]]}}, "Attributes.KEY"),
    ({"Consolidation": {"MatchingAttributesList": [["Attributes"]]}}, "Attributes.KEY"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_settings_that_could_never_merge_are_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequestError, match=words):
        auto_merging(given)


HOME = {"Address1": "1 Main Street", "City": "Anytown", "PostalCode": "12345"}
ADDRESSED: list[tuple[dict[str, Any], bool]] = [
    ({**HOME, "City": "ANYTOWN"}, True),
    ({"Address1": "1 Main", "Address2": "Street", "City": "Anytown", "PostalCode": "12345"}, False),
    ({**HOME, "PostalCode": "12346"}, False),
    ({"Address1": "1 Main Street", "City": "Anytown"}, False),
]


@pytest.mark.parametrize(("other", "same"), ADDRESSED)
def test_a_whole_address_is_an_attribute_that_a_criterion_can_name(other: dict[str, Any], same: bool) -> None:
    """Any attribute of the standard profile, says the guide; all parts count."""
    by_address = auto_merging({"Consolidation": {"MatchingAttributesList": [["MailingAddress"]]}})
    one, two = (Profile(name, 1, {"MailingAddress": Value(at, 1, "")}) for name, at in (("a", HOME), ("b", other)))
    missing = profile("c", FirstName="Ann")
    assert ids(merge_sets([one, two, missing], 1, by_address, lower)) == (["ab"] if same else [])


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[Profile], set[tuple[str, str]]]:
    """Up to six profiles with few values, and pairs that are kept apart."""
    names = "abcdef"[: draw(st.integers(2, 6))]
    values = st.builds(Value, st.sampled_from("xy"), st.integers(0, 2), st.sampled_from(["", "crm"]))
    attributes = st.dictionaries(st.sampled_from(["FirstName", "LastName"]), values)
    profiles = [Profile(name, draw(st.integers(0, 1)), draw(attributes)) for name in names]
    pairs = [(a, b) for a in names for b in names if a < b]
    return profiles, draw(st.sets(st.sampled_from(pairs), max_size=4))


@settings(deadline=None)
@given(groups(), st.randoms(use_true_random=False))
def test_sets_do_not_depend_on_the_order_and_never_hold_a_pair_kept_apart(
    given: tuple[list[Profile], set[tuple[str, str]]], random: Any
) -> None:
    profiles, apart = given
    sets = ids(merge_sets(profiles, 1, FIRST, lower, apart))
    random.shuffle(profiles)
    assert ids(merge_sets(profiles, 1, FIRST, lower, apart)) == sets
    assert not [pair for pair in apart for members in sets if set(pair) <= set(members)]
    assert len("".join(sets)) == len(set("".join(sets)))


@settings(deadline=None)
@given(groups())
def test_profiles_that_agree_on_a_criterion_always_merge(given: tuple[list[Profile], set[tuple[str, str]]]) -> None:
    profiles, _ = given
    sets = ids(merge_sets(profiles, 1, FIRST, lower))
    for one in profiles:
        for other in profiles:
            agree = "FirstName" in one.values and one.values["FirstName"][0] == other.values.get("FirstName", ("",))[0]
            if agree and one is not other:
                assert any({one.profile_id, other.profile_id} <= set(members) for members in sets)
