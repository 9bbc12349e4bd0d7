"""A copy of a database is the same database, on whichever kind it is, and goes on as the first one would have."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, select, text

from onefold.errors import InputError, OnefoldError
from onefold.jobs.worker import Worker
from onefold.settings import ServiceSettings
from onefold.store import Store, access_keys, bulk, domains, open_store, profiles
from onefold.store.bulk import NewProfiles
from onefold.store.copying import copy_database
from onefold.store.database import database_url
from onefold.store.origins import Origin
from onefold.store.tables import METADATA

JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com", "Attributes": {"naïve": "ß李\n\\"}}
SHOP = {
    "Description": "shop",
    "AllowProfileCreation": True,
    "Fields": {"id": {"Source": "_source.id"}, "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress"}},
    "Keys": {
        "shopId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["mail"]}],
    },
}


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """An empty database."""
    if request.param == "sqlite":
        return database_url(tmp_path / "target")
    new_database: Callable[[str], str] = request.getfixturevalue("postgresql_server")
    return database_url(new_database(re.sub(r"\W", "_", request.node.name)[-60:].lower()))


@pytest.fixture
def full(demo: Any) -> Any:
    """A service that has something of nearly everything."""
    a, b, c = (demo.profile(**JOHN) for _ in range(3))
    demo("PutProfileObjectType", ObjectTypeName="shop", **SHOP)
    demo("PutProfileObject", ObjectTypeName="shop", Object=json.dumps({"id": "1", "mail": "rosa@example.net"}))
    demo("TagResource", resourceArn="arn:aws:profile:us-east-1:0:domains/demo", tags={"team": "crm"})
    demo("StartIdentityResolutionJob")
    assert Worker(demo.store, ServiceSettings(), clock=demo.clock).run_next()
    demo("MergeProfiles", MainProfileId=a, ProfileIdsToBeMerged=[b])
    demo("PutJudgement", ProfileIds=[a, c], Judgement="NOT_A_MATCH")
    demo.store.write(lambda tx: access_keys.create(tx, "admin", [], 1))
    return demo


def contents(store: Store) -> dict[str, list[Any]]:
    return {
        table.name: store.read(lambda tx, t=table: sorted(map(tuple, tx.execute(select(t)).all()), key=repr))
        for table in METADATA.sorted_tables
    }


def test_everything_arrives_and_is_told(full: Any, target: URL) -> None:
    told: dict[str, int] = {}
    copy_database(full.store.url, target, told.__setitem__)
    copy = open_store(target.render_as_string(hide_password=False))
    before, after = contents(full.store), contents(copy)
    copy.close()
    assert after == before
    assert told == {name: len(rows) for name, rows in before.items()}
    filled = {name for name, count in told.items() if count}
    assert {"profiles", "profile_keys", "history", "merges", "runs", "match_groups", "objects", "access_keys"} <= filled


def test_the_copy_goes_on_with_numbers_of_its_own(full: Any, target: URL) -> None:
    copy_database(full.store.url, target, lambda _, __: None)
    copy = open_store(target.render_as_string(hide_password=False))
    with copy._writing.begin() as transaction:  # not by `write`, which does a unit again whose number was taken
        added = domains.add(transaction, "next", {}, 1)
        profile = profiles.add(transaction, added.id, "f" * 32, JOHN, {}, 1)
    before = full.store.read(lambda tx: tx.execute(text("SELECT max(id) FROM profiles")).scalar_one())
    assert (added.id, profile.row) == (domains_in(full.store) + 1, before + 1)
    copy.close()


def domains_in(store: Store) -> int:
    return int(store.read(lambda tx: tx.execute(text("SELECT max(id) FROM domains")).scalar_one()))


def test_a_copy_is_of_one_moment_also_while_others_write(full: Any, target: URL) -> None:
    stop, demo = threading.Event(), full.store.read(lambda tx: domains.find(tx, "demo")).id
    johns = NewProfiles(['{"FirstName":"John"}'] * 50, [("_fullName", "john", place) for place in range(50)])

    def write() -> None:
        for at in count(1):
            if stop.is_set():
                return
            full.store.write(lambda tx, at=at: bulk.add_profiles(tx, demo, johns, Origin(1, ""), "KEY1", at))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copy_database(full.store.url, target, lambda _, __: None)
    finally:
        stop.set()
        writer.join()
    copy = open_store(target.render_as_string(hide_password=False))
    lonely = text("SELECT count(*) FROM profiles p WHERE NOT EXISTS (SELECT 1 FROM profile_keys WHERE profile = p.id)")
    orphans = text("SELECT count(*) FROM profile_keys k WHERE NOT EXISTS (SELECT 1 FROM profiles WHERE id = k.profile)")
    assert [copy.read(lambda tx, q=q: tx.execute(q).scalar_one()) for q in (lonely, orphans)] == [0, 0]
    copy.close()


def test_a_database_with_anything_in_it_is_left_alone(full: Any, target: URL) -> None:
    other = open_store(target.render_as_string(hide_password=False))
    other.write(lambda tx: access_keys.create(tx, "read", [], 1))
    before = contents(other)
    with pytest.raises(InputError, match=r"is not empty: access_keys has rows\..*nothing was changed"):
        copy_database(full.store.url, target, lambda _, __: None)
    assert contents(other) == before
    other.close()


def test_what_the_target_cannot_hold_is_said_without_its_values_and_nothing_is_left(
    tmp_path: Path, postgresql_server: Callable[[str], str]
) -> None:
    source, target = open_store(tmp_path), database_url(postgresql_server("onefold_refusing"))
    source.write(lambda tx: access_keys.create(tx, "admin", [], 1))
    source.write(lambda tx: tx.execute(text("INSERT INTO tags VALUES (1, '', :tag, 'v')"), {"tag": "x" * 300}) and None)
    with pytest.raises(
        OnefoldError, match=r"^tags: the database to copy to refused row 1 \(StringDataRightTruncation\)\."
    ):
        copy_database(source.url, target, lambda _, __: None)
    source.close()
    copy = open_store(target.render_as_string(hide_password=False))
    assert not any(contents(copy).values())
    copy.close()


@pytest.mark.parametrize("exists", [True, False])
def test_a_source_without_tables_is_refused_and_not_made(exists: bool, tmp_path: Path) -> None:
    source = tmp_path / "source" / "onefold.db"
    if exists:
        source.parent.mkdir()
        source.touch()
    with pytest.raises(InputError, match="There is no database of Onefold to copy from"):
        copy_database(database_url(source.parent), database_url(tmp_path / "target"), lambda _, __: None)
    assert source.exists() is exists
    assert not (tmp_path / "target").exists()
