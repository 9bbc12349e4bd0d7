"""Profiles end when nobody has changed them for the days of their domain, and not before."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any, Final

import pytest
from sqlalchemy import text

from onefold.jobs import expiry
from onefold.jobs.expiry import EVERY_SECONDS, Expirer
from onefold.store import domains

DAY: Final = 24 * 3600
TYPE: Final = {
    "Description": "orders",
    "Fields": {"id": {"Source": "_source.id"}, "mail": {"Source": "_source.mail"}},
    "Keys": {
        "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["mail"]}],
    },
}


@pytest.fixture
def short(demo: Any) -> Any:
    """The domain `demo` keeps data for ten days, `other` for a year."""
    demo("UpdateDomain", DefaultExpirationDays=10)
    demo("CreateDomain", DomainName="other", DefaultExpirationDays=366)
    return demo


def alive(service: Any, domain: str = "demo") -> list[str]:
    return [one["FirstName"] for one in service("ListProfiles", DomainName=domain)["Items"]]


def swept(service: Any, days: float) -> None:
    """Some days later a process looks through all profiles."""
    service.seconds += days * DAY
    look_through(Expirer(service.store, service.clock))


def look_through(expirer: Expirer) -> None:
    assert not expirer.step()
    while expirer._after is not None:
        assert not expirer.step()


def test_a_profile_ends_when_it_was_not_changed_for_the_days_of_its_domain(short: Any) -> None:
    short.profile(FirstName="Ann"), short.profile(DomainName="other", FirstName="Zoe")
    bea = short.profile(FirstName="Bea")
    swept(short, 9)
    assert alive(short) == ["Ann", "Bea"]
    short("UpdateProfile", ProfileId=bea, LastName="Lee")
    swept(short, 2)
    assert (alive(short), alive(short, "other")) == (["Bea"], ["Zoe"])
    swept(short, 8)
    assert (alive(short), alive(short, "other")) == ([], ["Zoe"])
    records = short("ListProfileHistoryRecords", ProfileId=bea)["ProfileHistoryRecords"]
    assert [one["ActionType"] for one in records] == ["EXPIRED", "UPDATED", "CREATED"]
    for one in records:
        assert short("GetProfileHistoryRecord", ProfileId=bea, Id=one["Id"])["Content"] == "{}"


def test_a_profile_with_an_object_lives_as_long_as_that(short: Any) -> None:
    short.profile(FirstName="Ann", EmailAddress="ann@example.com")
    short("PutProfileObjectType", ObjectTypeName="order", ExpirationDays=30, **TYPE)
    short("PutProfileObject", ObjectTypeName="order", Object=json.dumps({"id": "1", "mail": "ann@example.com"}))
    swept(short, 20)
    assert alive(short) == ["Ann"]
    ann = short("ListProfiles")["Items"][0]["ProfileId"]
    short("DeleteProfileObject", ObjectTypeName="order", ProfileId=ann, ProfileObjectUniqueKey="1")
    swept(short, 0)
    assert alive(short) == []


def test_profiles_are_looked_at_in_pieces(short: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "LOOKED_AT_ONCE", 2)
    monkeypatch.setattr(expiry, "ERASED_AT_ONCE", 1)
    for number in range(5):
        short.profile(FirstName=str(number))
    expirer = Expirer(short.store, short.clock)
    short.seconds += 11 * DAY
    left = [alive(short)]
    while left[-1]:
        expirer.step()
        left.append(alive(short))
    assert max(len(before) - len(after) for before, after in pairwise(left)) == 2


def test_profiles_are_looked_through_once_a_day(short: Any) -> None:
    short("UpdateDomain", DefaultExpirationDays=1)
    short.profile(FirstName="Ann")
    short.seconds += DAY - 100
    expirer = Expirer(short.store, short.clock)
    look_through(expirer)
    for seconds, left in ((EVERY_SECONDS - 100, ["Ann"]), (100, [])):  # it is over after the first hundred seconds
        short.seconds += seconds
        look_through(expirer)
        assert alive(short) == left


def test_a_profile_that_is_changed_in_the_meantime_stays(short: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = short.profile(FirstName="Ann")
    short.profile(FirstName="Bea")
    found = expiry._over

    def then_changed(*given: Any, **more: Any) -> list[int]:
        rows = found(*given, **more)
        short("UpdateProfile", ProfileId=ann, LastName="Lee")
        return rows

    monkeypatch.setattr(expiry, "_over", then_changed)
    swept(short, 11)
    assert alive(short) == ["Ann"]


def test_where_there_is_nothing_nothing_is_done(service: Any) -> None:
    swept(service, 1)
    service("CreateDomain", DefaultExpirationDays=1)
    swept(service, 1)
    assert alive(service) == []


def test_a_domain_that_says_no_days_keeps_its_profiles_and_stops_no_other(short: Any) -> None:
    short("CreateProfile", FirstName="Ann")
    short("CreateProfile", DomainName="other", FirstName="Bob")
    bare = short.store.write(lambda tx: domains.add(tx, "bare", {}, 0))
    move = text("UPDATE profiles SET domain_id = :bare WHERE domain_id <> :demo")
    demo = short.store.read(lambda tx: domains.find(tx, "demo")).id
    short.store.write(lambda tx: tx.execute(move, {"bare": bare.id, "demo": demo}))
    swept(short, 4_000)
    assert alive(short) == []
    kept = text("SELECT count(*) FROM profiles WHERE domain_id = :bare")
    assert short.store.read(lambda tx: tx.execute(kept, {"bare": bare.id}).scalar_one()) == 1
