"""Guessed mappings work: what is detected can be defined and reads the samples."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold import canonical
from onefold.ingest import detect, map_object, object_type

ANN = {
    "id": 1,
    "first_name": "Ann",
    "LastName": "Lee",
    "e-mail": "ann@example.com",
    "Phone": "555-010-0000",
    "address": {"street": "1 Main St", "City": "Rome", "zip": "00100"},
    "updated_at": "2023-11-14T22:13:20Z",
    "points": 5,
}
BOB = ANN | {"id": 2, "first_name": "Bob", "e-mail": "bob@example.com"}


def test_known_names_become_targets() -> None:
    found = detect([ANN, BOB])
    assert found is not None
    targets = {name: field.get("Target") for name, field in found["Fields"].items()}
    assert targets == {
        "id": None,
        "first_name": "_profile.FirstName",
        "LastName": "_profile.LastName",
        "e-mail": "_profile.EmailAddress",
        "Phone": "_profile.PhoneNumber",
        "address_street": "_profile.Address.Address1",
        "address_City": "_profile.Address.City",
        "address_zip": "_profile.Address.PostalCode",
        "updated_at": "_profile.SourceLastUpdatedTimestamp",
        "points": None,
    }
    assert found["Fields"]["address_City"]["Source"] == "_source.address.City"
    assert found["Fields"]["Phone"]["ContentType"] == "PHONE_NUMBER"
    assert found["Keys"] == {
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["e-mail"]}],
        "_phone": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["Phone"]}],
        "idKey": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
    }
    assert found["SourceLastUpdatedTimestampFormat"] == "ISO_8601"


def test_what_is_detected_reads_the_samples() -> None:
    found = detect([ANN, BOB])
    assert found is not None
    mapped = map_object(object_type(found), ANN, canonical.search_key)
    assert mapped.document["Address"] == {"Address1": "1 Main St", "City": "Rome", "PostalCode": "00100"}
    assert mapped.unique_key == "1"
    assert mapped.updated_at == 1_700_000_000_000


def test_the_first_of_two_members_with_one_meaning_gets_the_target() -> None:
    found = detect([{"id": 1, "email": "a@x.org", "mail": "b@x.org"}])
    assert found is not None
    assert [name for name, field in found["Fields"].items() if field.get("Target") == "_profile.EmailAddress"] == [
        "email"
    ]


UNIQUE: list[tuple[list[dict[str, Any]], str]] = [
    ([{"id": 1, "email": "a"}, {"id": 2, "email": "b"}], "id"),
    ([{"id": 1, "email": "a"}, {"id": 1, "email": "b"}], "email"),
    ([{"id": 1, "email": "a"}, {"email": "b"}], "email"),
    ([{"phone": "1", "email": "a"}, {"phone": "2", "email": "a"}], "phone"),
    ([{"customer_id": 1, "first_name": "Ann"}], "customer_id"),
]


@pytest.mark.parametrize(("samples", "field"), UNIQUE)
def test_the_unique_field(samples: list[dict[str, Any]], field: str) -> None:
    found = detect(samples)
    assert found is not None
    assert [
        rule["FieldNames"]
        for rules in found["Keys"].values()
        for rule in rules
        if "UNIQUE" in rule["StandardIdentifiers"]
    ] == [[field]]


@pytest.mark.parametrize("samples", [[{}], [{"id": 1}], [{"first_name": "Ann"}], [{"email": "a"}, {"email": "a"}], []])
def test_nothing_is_detected_where_no_definition_would_work(samples: list[dict[str, Any]]) -> None:
    assert detect(samples) is None


@pytest.mark.parametrize(
    ("value", "pattern"), [(1700000000, "EPOCHSECOND"), (1700000000000, "EPOCHMILLI"), ("2023-11-14", "ISO_8601")]
)
def test_the_format_of_timestamps(value: Any, pattern: str) -> None:
    found = detect([{"id": 1, "email": "a@x.org", "timestamp": value}])
    assert found is not None
    assert found["SourceLastUpdatedTimestampFormat"] == pattern


NAMES = st.sampled_from(
    ["id", "email", "phone", "first name", "x.y", "a[0]", "{{", "", "City", "дата", "e-mail", "e_mail"]
)
SAMPLES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.dictionaries(NAMES, inner, max_size=4) | st.lists(inner, max_size=2),
    max_leaves=10,
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(NAMES, SAMPLES, max_size=5), min_size=1, max_size=5))
def test_whatever_is_detected_can_be_defined(samples: list[dict[str, Any]]) -> None:
    found = detect(samples)
    if found is not None:
        object_type(found)
