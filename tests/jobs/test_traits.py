"""What groups are filtered by: the bits of a run hold every difference and every source that its profiles have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.jobs.identity_resolution import load
from onefold.jobs.traits import with_traits
from onefold.report.side_by_side import substance
from onefold.store import domains
from onefold.store.filling import TRAITS
from onefold.store.reading import RECORDS, SOURCES
from onefold.store.traits import COMPARED, differs_in, has_values_from
from onefold.tables import MATCHES, PROFILE_ID

Row = Mapping[str, str | None]


def traits_of(groups: Sequence[Sequence[str]], rows: Mapping[str, Row], bits: Mapping[str, int] | None) -> list[int]:
    """The traits of groups of profiles that are given by id, with the attributes that any of them has."""
    used = {name for row in rows.values() for name, value in row.items() if value is not None}
    columns = {PROFILE_ID: list(rows)} | {name: [row.get(name) for row in rows.values()] for name in sorted(used)}
    columns[SOURCES] = [(bits or {}).get(name, 0) for name in rows]
    records = pa.table(columns, pa.schema([field for field in RECORDS if field.name in columns]))
    matches = pa.table(
        {"match_id": [f"{n}" for n in range(len(groups))], "profile_ids": groups,
         "confidence_score": [0.5] * len(groups)}, MATCHES,
    )  # fmt: skip
    at = {name: number for number, name in enumerate(rows)}
    member_rows = np.array([at[name] for group in groups for name in group], np.int32)
    found: list[int] = with_traits(matches, member_rows, records)[TRAITS].to_pylist()
    return found


@pytest.mark.parametrize(
    ("a", "b", "attributes"),
    [
        ({"FirstName": "Jo"}, {"FirstName": "Jo"}, []),
        ({"FirstName": "Jo"}, {"FirstName": "Joe"}, ["FirstName"]),
        ({"FirstName": "Jo"}, {}, []),
        ({}, {}, []),
        ({"FirstName": "Jo", "Gender": "F"}, {"FirstName": "Jo", "Gender": "M"}, ["Gender"]),
        ({"Address.City": "Ulm"}, {"Address.City": "Ulm"}, []),
        ({"Address.City": "Ulm"}, {"Address.City": "Ulm", "Address.PostalCode": "89073"}, ["Address"]),
        ({"Address.City": "Ulm", "Address.State": "BW"}, {}, []),
        ({"BillingAddress.City": "Ulm"}, {"BillingAddress.City": "Bonn"}, ["BillingAddress"]),
        ({"Address.City": "Ulm"}, {"BillingAddress.City": "Bonn"}, []),
    ],
)
def test_the_attributes_in_which_members_differ(a: Row, b: Row, attributes: list[str]) -> None:
    (found,) = traits_of([["a", "b"]], {"a": a, "other": {"FirstName": "X"}, "b": b}, None)
    assert [name for name in COMPARED if found & differs_in(name)] == attributes
    assert found < 1 << len(COMPARED)


def test_no_group_has_no_traits() -> None:
    assert traits_of([], {"a": {"FirstName": "Jo"}}, {}) == []


def test_a_group_has_the_sources_of_its_members() -> None:
    bits = {"a": 1 << 30, "b": 1 << 40, "c": 1 << 50}
    rows: dict[str, Row] = {one: {"FirstName": "Jo"} for one in "abcd"}
    assert traits_of([["a", "b"], ["c", "d"]], rows, bits) == [(1 << 30) | (1 << 40), 1 << 50]


VALUES = st.none() | st.sampled_from([" ", "a", "A", "a.", "b", "é"])  # no attribute is ever stored empty
ROWS = st.fixed_dictionaries(dict.fromkeys(("FirstName", "Gender", "Address.City", "Address.State"), VALUES))


@given(st.lists(st.lists(ROWS, min_size=2, max_size=5), max_size=6))
def test_no_difference_that_people_see_is_missing(groups: list[list[dict[str, str | None]]]) -> None:
    """Beside the naive way, for columns in pieces too: what differs in substance differs in its bit."""
    rows = {f"{g}-{m}": row for g, members in enumerate(groups) for m, row in enumerate(members)}
    found = traits_of([[f"{g}-{m}" for m in range(len(members))] for g, members in enumerate(groups)], rows, None)
    for members, traits in zip(groups, found, strict=True):
        for name in ("FirstName", "Gender"):
            seen = {substance(value) for row in members if (value := row[name]) is not None}
            assert len(seen) < 2 or traits & differs_in(name)
        cities = {tuple(row[part] or "" for part in ("Address.City", "Address.State")) for row in members} - {("", "")}
        assert (len(cities) > 1) == bool(traits & differs_in("Address"))


def test_every_bit_fits_an_integer_of_the_databases_and_attributes_have_their_own() -> None:
    attributes = [differs_in(name) for name in COMPARED]
    assert len(set(attributes)) == len(COMPARED)
    sources = [has_values_from(f"Type{number}") for number in range(500)]
    for bit in (*attributes, *sources):
        assert np.int64(bit) > 0
    assert not sum(attributes) & int(np.bitwise_or.reduce(sources))
    assert (differs_in("Hobby"), has_values_from("")) == (0, 0)


def test_traits_of_a_stored_domain_come_from_its_profiles(demo: Any) -> None:
    """The whole way: documents and origins, read in bulk, on both databases."""
    fields = {"FirstName": {"Source": "_source.name", "Target": "_profile.FirstName"}, "id": {"Source": "_source.id"}}
    keys = {"id": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]}
    for name in ("Crm", "Crm2"):
        demo("PutProfileObjectType", ObjectTypeName=name, Description="d", Fields=fields, Keys=keys,
             AllowProfileCreation=True)  # fmt: skip
    demo("PutProfileObject", ObjectTypeName="Crm2", Object='{"id":"1","name":"Jo"}')
    made = demo.profile(FirstName="Crm")
    domain = demo.store.read(lambda tx: domains.find(tx, "demo"))
    found = load(demo.store, domain)
    bits = dict(zip(found[PROFILE_ID].to_pylist(), found[SOURCES].to_pylist(), strict=True))
    assert bits.pop(made) == 0
    assert list(bits.values()) == [has_values_from("Crm2")]
