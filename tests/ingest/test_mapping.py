"""What an object says: attributes, keys, its own id, its age."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold import canonical
from onefold.errors import BadRequestError
from onefold.ingest import Mapped, MappedKey, map_object, object_type, parse_object

CONTACT = object_type(
    {
        "Fields": {
            "id": {"Source": "_source.id"},
            "shop": {"Source": "_source.shop"},
            "first": {"Source": "_source.name.first", "Target": "_profile.FirstName", "ContentType": "NAME"},
            "last": {"Source": "_source.name.last", "Target": "_profile.LastName", "ContentType": "NAME"},
            "label": {"Source": "{{_source.name.last}}, {{_source.name.first}}", "Target": "_profile.Attributes.label"},
            "phone": {"Source": "_source.phones[0]", "Target": "_profile.PhoneNumber", "ContentType": "PHONE_NUMBER"},
            "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
            "city": {"Source": "_source.city", "Target": "_profile.Address.City"},
            "zip": {"Source": "_source.zip", "Target": "_profile.Address.PostalCode"},
            "gender": {"Source": "_source.gender", "Target": "_profile.Gender"},
            "points": {"Source": "_source.points", "Target": "_profile.Attributes.points", "ContentType": "NUMBER"},
            "at": {"Source": "_source.at", "Target": "_profile.SourceLastUpdatedTimestamp"},
        },
        "Keys": {
            "contactId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["shop", "id"]}],
            "_phone": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["phone"]}],
            "_email": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["mail"]}],
            "_fullName": [{"FieldNames": ["first", "last"]}],
        },
        "SourceLastUpdatedTimestampFormat": "EPOCHMILLI",
    }
)
ANN = {
    "id": 7, "shop": "S1", "name": {"first": "Ann", "last": "O'Lee"}, "phones": ["+1 (555) 010-0000"],
    "mail": "Ann@Example.com", "city": "Rome", "zip": "00100", "points": 12.5, "at": "1700000000000",
}  # fmt: skip


def mapped(source: dict[str, Any]) -> Mapped:
    return map_object(CONTACT, source, canonical.search_key)


def test_an_object_fills_attributes_as_they_are_written() -> None:
    assert mapped(ANN).document == {
        "FirstName": "Ann",
        "LastName": "O'Lee",
        "PhoneNumber": "+1 (555) 010-0000",
        "EmailAddress": "Ann@Example.com",
        "Address": {"City": "Rome", "PostalCode": "00100"},
        "Attributes": {"label": "O'Lee, Ann", "points": "12.5"},
    }


def test_keys_are_canonical_by_their_content_type_and_in_order() -> None:
    assert mapped(ANN).keys == (
        MappedKey("contactId", "s1 7", frozenset({"UNIQUE"})),
        MappedKey("_phone", "5550100000", frozenset({"PROFILE"})),
        MappedKey("_email", "ann@example.com", frozenset({"PROFILE", "SECONDARY"})),
        MappedKey("_fullName", "ann olee", frozenset()),
    )


NAMED: list[tuple[str, str, str]] = [
    ("_phone", "+1 (555) 010-0000", "5550100000"),
    ("_email", "Ann @Example.com", "ann@example.com"),
    ("_fullName", "Zoë O'Lee", "zoe olee"),
    ("_account", "+1 (555) 010-0000", "+1 (555) 010-0000"),
    ("phone", "+1 (555) 010-0000", "+1 (555) 010-0000"),
]


@pytest.mark.parametrize(("name", "text", "value"), NAMED)
def test_a_predefined_key_is_what_its_name_says_without_a_content_type(name: str, text: str, value: str) -> None:
    """As in the examples of the administrator guide, where the field of _fullName has no ContentType."""
    kind = object_type(
        {
            "Fields": {"one": {"Source": "_source.one"}},
            "Keys": {name: [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["one"]}]},
        }
    )
    (key,) = map_object(kind, {"one": text}, canonical.search_key).keys
    assert (key.name, key.value) == (name, value)


def test_the_unique_key_is_the_clients_own_text() -> None:
    assert mapped(ANN).unique_key == "S1 7"


def test_the_source_says_since_when() -> None:
    assert mapped(ANN).updated_at == 1_700_000_000_000
    assert mapped({"id": 1, "shop": "S1"}).updated_at is None


def test_a_key_needs_all_its_fields() -> None:
    names = [key.name for key in mapped(ANN | {"name": {"first": "Ann"}, "mail": None}).keys]
    assert names == ["contactId", "_phone"]


def test_an_object_without_its_unique_key_is_refused() -> None:
    with pytest.raises(BadRequestError, match="contactId cannot be made: the object has no value for shop or id"):
        mapped({name: value for name, value in ANN.items() if name not in ("id", "shop")})


def test_a_part_of_a_unique_key_is_one_and_is_not_another() -> None:
    """Administrator guide: an object is rejected if every field that makes up its UNIQUE key is empty."""
    keys = [mapped({**ANN, "shop": shop, "id": one}).unique_key for shop, one in (("7", None), (None, "7"), ("7", "7"))]
    assert len(set(keys)) == 3


def test_an_object_of_a_type_without_keys_is_its_own_key() -> None:
    kind = object_type({"Fields": {}})
    one, same, other = (map_object(kind, s, canonical.search_key) for s in ({"a": 1, "b": 2}, {"b": 2, "a": 1}, {}))
    assert one.unique_key == same.unique_key != other.unique_key


INFERRED = {
    "id": {"Source": "_source.id"},
    "m": {"Source": "_source.m", "ContentType": "EMAIL_ADDRESS"},
    "m2": {"Source": "_source.m2", "ContentType": "EMAIL_ADDRESS"},
    "p": {"Source": "_source.p", "ContentType": "PHONE_NUMBER"},
    "n": {"Source": "_source.n", "ContentType": "NAME"},
}


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ({"m": "a@x.org", "p": "555 010 0000", "n": "Ann"}, {"EmailAddress": "a@x.org", "PhoneNumber": "555 010 0000"}),
        ({"m2": "b@x.org"}, {"EmailAddress": "b@x.org"}),
        ({"m": "a@x.org", "m2": "b@x.org"}, {"EmailAddress": "a@x.org"}),
        ({"n": "Ann"}, {}),
    ],
)
def test_a_profile_made_by_an_object_that_fills_nothing_gets_mail_and_phone_only(
    source: dict[str, str], document: dict[str, str]
) -> None:
    found = map_object(object_type({"Fields": INFERRED}), source, canonical.search_key)
    assert (found.document, found.as_first().document) == ({}, document)


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ({"m": "a@x.org", "n": "Ann"}, {"FirstName": "Ann", "EmailAddress": "a@x.org"}),
        ({"m": "a@x.org"}, {"EmailAddress": "a@x.org"}),
        ({"m": "a" * 256, "m2": "a@x.org"}, {"EmailAddress": "a@x.org"}),
        ({"m": "a@x.org", "main": "b@x.org"}, {"EmailAddress": "b@x.org"}),
        ({"work": "c@x.org"}, {"BusinessEmailAddress": "c@x.org"}),
    ],
)
def test_what_has_a_target_is_filled_beside_what_is_inferred(source: dict[str, str], document: dict[str, str]) -> None:
    fields = INFERRED | {
        "n": {"Source": "_source.n", "Target": "_profile.FirstName"},
        "main": {"Source": "_source.main", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
        "work": {"Source": "_source.work", "Target": "_profile.BusinessEmailAddress", "ContentType": "EMAIL_ADDRESS"},
    }
    assert map_object(object_type({"Fields": fields}), source, canonical.search_key).as_first().document == document


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"city": "x" * 256}, "Address.City has 256 characters; at most 255"),
    ({"gender": "female"}, "Gender is none of MALE, FEMALE, UNSPECIFIED"),
    ({"at": "today"}, "format EPOCHMILLI"),
    ({"id": "x" * 255}, "longer than 255"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED)
def test_a_value_that_does_not_fit_is_refused_without_repeating_it(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequestError, match=words) as refusal:
        mapped(ANN | change)
    assert not set(change.values()) & set(str(refusal.value).split())


def test_a_choice_that_is_one_fills() -> None:
    assert mapped(ANN | {"gender": "FEMALE"}).attributes["Gender"] == "FEMALE"


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "1", "null", '{"a": NaN}', "[" * 100_000, '{"a": 1} x'])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(BadRequestError, match="not a JSON object"):
        parse_object(text)


@pytest.mark.parametrize("text", ['{"a": "\\ud800"}', '{"\\udc00": 1}', '{"a": [{"b": "x\\ud83d"}]}'])
def test_half_a_character_is_no_text(text: str) -> None:
    with pytest.raises(BadRequestError, match="not a JSON object"):
        parse_object(text)


@pytest.mark.parametrize("text", ['{"a": "x\\u0000"}', '{"\\u0000": 1}', '{"a": [["\\u0000"]]}'])
def test_what_no_database_keeps_is_refused(text: str) -> None:
    with pytest.raises(BadRequestError, match=r"U\+0000"):
        parse_object(text)


def test_other_escapes_are_read() -> None:
    assert parse_object('{"a": "\\u00e9\\ud83d\\ude00 \\\\u0000"}') == {"a": "é😀 \\u0000"}


def test_a_json_object_is_read() -> None:
    assert parse_object('{"a": {"b": [1, null]}}') == {"a": {"b": [1, None]}}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["first", "last", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ANN)), JSON))
def test_any_object_is_mapped_or_refused(source: dict[str, Any]) -> None:
    try:
        found = mapped(source)
    except BadRequestError:
        return
    assert all(found.attributes.values())
    assert all(key.value and len(key.value) <= 255 for key in found.keys)
    assert 1 <= len(found.unique_key) <= 255
