"""Objects as they come, come again and go: quotas, keys, history, and what is left of a type that changes or goes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.store import domains, keys, objects, profiles
from onefold.store.origins import Origin
from onefold.writing import objects as writing
from onefold.writing.change import Change
from onefold.writing.objects import BY_EXPIRY, DAY, expire, filled, preference, remove_type

FIELDS: Final = {
    "id": {"Source": "_source.id"},
    "who": {"Source": "_source.who"},
    "free": {"Source": "_source.free"},
    "new": {"Source": "_source.new"},
    "lookup": {"Source": "_source.lookup"},
    "first": {"Source": "_source.first", "Target": "_profile.FirstName"},
    "tier": {"Source": "_source.tier", "Target": "_profile.Attributes.Tier"},
    "city": {"Source": "_source.city", "Target": "_profile.Address.City"},
    "street": {"Source": "_source.street", "Target": "_profile.Address.Address1"},
    "at": {"Source": "_source.at", "Target": "_profile.SourceLastUpdatedTimestamp"},
}
KEYS: Final = {
    "id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
    "who": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["who"]}],
    "free": [{"FieldNames": ["free"]}],
    "new": [{"StandardIdentifiers": ["NEW_ONLY"], "FieldNames": ["new"]}],
    "lookup": [{"StandardIdentifiers": ["LOOKUP_ONLY", "PROFILE"], "FieldNames": ["lookup"]}],
}


def with_type(service: Any, kind: str, **rest: Any) -> None:
    how = {"Description": kind, "AllowProfileCreation": True, "SourceLastUpdatedTimestampFormat": "EPOCHMILLI"}
    service("PutProfileObjectType", ObjectTypeName=kind, **{**how, "Fields": FIELDS, "Keys": KEYS, **rest})


@pytest.fixture
def crm(demo: Any) -> Any:
    with_type(demo, "crm")
    return demo


def put(service: Any, kind: str = "crm", **source: Any) -> None:
    service("PutProfileObject", ObjectTypeName=kind, Object=json.dumps(source))


def found(service: Any, key: str, value: str) -> list[str]:
    return [item["ProfileId"] for item in service("SearchProfiles", KeyName=key, Values=[value])["Items"]]


def got(service: Any, profile_id: str) -> dict[str, Any]:
    (profile,) = service("BatchGetProfile", ProfileIds=[profile_id])["Profiles"]
    return {name: value for name, value in profile.items() if name != "ProfileId"}


def history(service: Any, profile_id: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Action, who did it and content, the latest first."""
    records = service("ListProfileHistoryRecords", ProfileId=profile_id)["ProfileHistoryRecords"]
    whole = [service("GetProfileHistoryRecord", ProfileId=profile_id, Id=record["Id"]) for record in records]
    return [(one["ActionType"], one["PerformedBy"], json.loads(one["Content"])) for one in whole]


def everything(service: Any) -> list[Any]:
    """Profiles, numbers of objects and bytes, and all search keys."""

    def read(tx: Any) -> list[Any]:
        domain = domains.find(tx, "demo")
        everyone = profiles.page(tx, domain.id, "", 99)
        return [profiles.stats(tx, domain.id), *((one, keys.of_profile(tx, one.row)) for one in everyone)]

    return list(service.store.read(read))


def size(**source: Any) -> int:
    return len(json.dumps(source).encode())


FIRST: Final = {"id": "1", "who": "jo", "first": "Jo"}
SECOND: Final = {"id": "2", "who": "jo", "first": "Joan"}


@pytest.mark.parametrize(
    ("limits", "source", "problem"),
    [
        ({"OBJECT_BYTES_MAX": size(**FIRST) + size(**SECOND)}, SECOND, None),
        ({"OBJECT_BYTES_MAX": size(**FIRST) + size(**SECOND) - 1}, SECOND, "would have more than"),
        ({"OBJECT_BYTES_MAX": size(**FIRST)}, {**FIRST, "first": "Al"}, None),  # in the place of the one that is there
        ({"OBJECT_BYTES_MAX": size(**FIRST)}, {**FIRST, "first": "Joe"}, "would have more than"),
        ({"OBJECTS_MAX": 2}, SECOND, None),
        ({"OBJECTS_MAX": 1}, SECOND, "has 1 objects, which is the most"),
        ({"OBJECTS_MAX": 1}, {**FIRST, "first": "Joe"}, None),
    ],
)
def test_a_profile_takes_objects_up_to_its_quotas_and_is_unchanged_beyond(
    crm: Any, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], source: dict[str, str], problem: str | None
) -> None:
    put(crm, **FIRST)
    before = everything(crm)
    for name, value in limits.items():
        monkeypatch.setattr(writing, name, value)
    if problem is None:
        put(crm, **source)
        assert everything(crm) != before
    else:
        with pytest.raises(BadRequestError, match=problem):
            put(crm, **source)
        assert everything(crm) == before


TEXTS: Final = st.fixed_dictionaries({}, optional={name: st.sampled_from("xyz") for name in ("free", "new", "lookup")})


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
@example([{"new": "x"}, {"new": "x"}], False)
@example([{"new": "x"}, {"free": "x"}, {"new": "x"}], False)
@example([{"new": "x"}], True)
def test_a_profile_has_the_keys_of_the_last_text_of_an_object(
    crm: Any, texts: Sequence[dict[str, str]], joins: bool
) -> None:
    """A NEW_ONLY key is given to a new profile and stays while the object says so; a LOOKUP_ONLY key is never given."""
    number = str(crm.seconds)
    who = f"who {number}"
    if joins:
        profile_id = crm.profile()
        crm("AddProfileKey", ProfileId=profile_id, KeyName="who", Values=[who])
    given_new = None if joins else texts[0].get("new")
    for text in texts:
        put(crm, id=number, who=who, **{name: f"{value} {number}" for name, value in text.items()})
        if text.get("new") != given_new:
            given_new = None
    last = texts[-1]
    for name, held in {"free": last.get("free"), "new": given_new, "lookup": None}.items():
        for value in "xyz":
            assert len(found(crm, name, f"{value} {number}")) == (value == held), (name, value)
    assert len(found(crm, "who", who)) == len(found(crm, "id", number)) == 1


def test_an_object_may_name_its_profile_and_gives_it_no_key_by_that(demo: Any) -> None:
    with_type(demo, "crm", Keys=KEYS | {"_profileId": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["who"]}]})
    jo, al = demo.profile(FirstName="Jo"), demo.profile(FirstName="Al")
    put(demo, id="1", who=al, tier="gold")
    assert (got(demo, jo), got(demo, al)) == ({"FirstName": "Jo"}, {"FirstName": "Al", "Attributes": {"Tier": "gold"}})
    assert {key.name for _, held in everything(demo)[1:] for key in held} == {"_fullName", "who", "id"}


def test_what_an_address_field_says_replaces_the_address_as_a_whole(crm: Any) -> None:
    put(crm, id="1", who="jo", city="Anytown", street="1 Main St", at=1_000)
    (jo,) = found(crm, "who", "jo")
    put(crm, id="2", who="jo", city="Elsewhere", at=2_000)
    assert got(crm, jo)["Address"] == {"City": "Elsewhere"}


@pytest.mark.parametrize(
    ("first", "then", "wins"), [(1_000, 999, "Jo"), (1_000, 1_000, "Joan"), (1_000, 1_001, "Joan")]
)
def test_of_two_objects_the_newer_fills_and_at_one_moment_the_later(crm: Any, first: int, then: int, wins: str) -> None:
    put(crm, **FIRST, at=first)
    put(crm, **SECOND, at=then)
    (jo,) = found(crm, "who", "jo")
    assert got(crm, jo)["FirstName"] == wins


def test_a_deleted_type_says_in_history_what_it_took_away(crm: Any) -> None:
    with_type(crm, "shop")
    put(crm, **FIRST, tier="gold", at=1_000)
    put(crm, "shop", id="9", who="jo", city="Anytown", at=1_000)
    (jo,) = found(crm, "who", "jo")
    before = got(crm, jo)
    crm("DeleteProfileObjectType", ObjectTypeName="crm")
    assert got(crm, jo) == {"Address": {"City": "Anytown"}}
    assert history(crm, jo)[0] == ("UPDATED", "KEY1", {"Before": before, "DeletedObjectType": "crm"})


def test_a_type_goes_with_all_objects_that_it_has_left(crm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "REMOVED_AT_ONCE", 2)
    with_type(crm, "shop")
    for number in range(5):
        put(crm, id=str(number), who=f"who {number}", first="Jo")
    put(crm, "shop", id="9", who="who 0", tier="gold")

    def remove(tx: Any) -> None:
        remove_type(Change(tx, int(crm.seconds * 1000), "KEY1"), domains.find(tx, "demo"), "crm")

    crm.store.write(remove)
    assert crm("GetDomain")["Stats"]["ObjectCount"] == 1
    assert [item["ObjectTypeName"] for item in crm("ListProfileObjectTypes")["Items"]] == ["shop"]
    assert [one[0].document for one in everything(crm)[1:]] == [{"Attributes": {"Tier": "gold"}}, *[{}] * 4]
    assert [len(found(crm, "who", f"who {number}")) for number in range(5)] == [1, 0, 0, 0, 0]


def test_objects_expire_some_at_a_time_the_oldest_first_and_history_says_so(
    crm: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "EXPIRED_AT_ONCE", 2)
    with_type(crm, "crm", ExpirationDays=1)
    for number in range(3):
        put(crm, id=str(number), who="jo", first="Jo")
    (jo,) = found(crm, "who", "jo")
    later = int(crm.seconds * 1000) + DAY
    assert not crm.store.write(lambda tx: expire(tx, later - 10_000))
    assert crm.store.read(lambda tx: objects.has_expired(tx, later))
    assert crm.store.write(lambda tx: expire(tx, later))
    left = crm("ListProfileObjects", ProfileId=jo, ObjectTypeName="crm")["Items"]
    assert [item["ProfileObjectUniqueKey"] for item in left] == ["2"]
    assert not crm.store.write(lambda tx: expire(tx, later))
    assert not crm.store.read(lambda tx: objects.has_expired(tx, later))
    assert [(action, by) for action, by, _ in history(crm, jo)[:4]] == [("EXPIRED", BY_EXPIRY)] * 4
    assert crm("BatchGetProfile", ProfileIds=[jo])["Profiles"] == []  # it consisted of them
    assert found(crm, "who", "jo") == []


def test_an_object_that_comes_again_lives_from_then_on(crm: Any) -> None:
    with_type(crm, "crm", ExpirationDays=1)
    put(crm, **FIRST)
    first = int(crm.seconds * 1000)
    crm.seconds += 3600
    put(crm, **FIRST)
    crm.store.write(lambda tx: expire(tx, first + DAY))
    assert crm("GetDomain")["Stats"]["ObjectCount"] == 1


def row_of_the_object(tx: Any) -> tuple[int, int]:
    domain = domains.find(tx, "demo")
    return domain.id, objects.find(tx, domain.id, "crm", "1").row


@pytest.mark.parametrize(
    ("change", "contents"),
    [
        ({}, {"FirstName": "Jo", "Attributes.Tier": "gold"}),
        ({"Fields": FIELDS | {"first": {"Source": "_source.first", "Target": "_profile.LastName"}}},
         {"LastName": "Jo", "Attributes.Tier": "gold"}),
        ({"Fields": FIELDS | {"id": {"Source": "_source.number"}}}, {}),  # the type no longer reads it
        (None, {}),
    ],
)  # fmt: skip
def test_what_an_object_fills_is_what_its_type_says_now(
    crm: Any, change: dict[str, Any] | None, contents: dict[str, str]
) -> None:
    put(crm, **FIRST, tier="gold")
    if change is None:
        crm.store.write(lambda tx: objects.remove_type(tx, row_of_the_object(tx)[0], "crm"))
    else:
        with_type(crm, "crm", **change)
    assert crm.store.read(lambda tx: filled(tx, *row_of_the_object(tx))) == contents
    assert crm.store.read(lambda tx: filled(tx, row_of_the_object(tx)[0], 999)) == {}


@pytest.mark.parametrize(
    ("new", "old", "wins"),
    [
        (Origin(1, "first"), Origin(9, "second"), True),  # the smaller priority counts more than what is newer
        (Origin(9, "second"), Origin(1, "first"), False),
        (Origin(1, "second"), Origin(9, "crm"), True),  # any priority beats none
        (Origin(9, "crm"), Origin(9, "gone"), True),  # a type that is no more has none either
        (Origin(8, "crm"), Origin(9, "gone"), False),
        (Origin(1, "first"), Origin(9, ""), True),  # set by hand: any priority beats it,
        (Origin(9, "crm"), Origin(1, ""), False),  # and nothing else
    ],
)
def test_values_are_preferred_by_the_priorities_of_their_types(crm: Any, new: Origin, old: Origin, wins: bool) -> None:
    with_type(crm, "first", SourcePriority=1)
    with_type(crm, "second", SourcePriority=2)
    assert crm.store.read(lambda tx: preference(tx, domains.find(tx, "demo").id)(new, old)) is wins
