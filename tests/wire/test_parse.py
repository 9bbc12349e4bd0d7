"""Requests become the members that the client meant, whatever the way they travel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.wire.model import Model, OperationModel, customer_profiles
from onefold.wire.parse import QUERY_FIELDS_MAX, _fields, parser
from onefold.wire.routes import Router
from onefold.wire.validate import validator

MODEL = customer_profiles()
ROUTER = Router(MODEL.values())
RELAXED = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)  # 115 operations with large inputs: slow to make, not slow to check
D = {"DomainName": "d"}


def read(method: str, raw_path: str, query: str, body: bytes) -> tuple[str, dict[str, Any]]:
    match = ROUTER.match(method, raw_path)
    return match.operation.name, parser(match.operation)(match.labels, query, body)


@pytest.mark.parametrize("name", sorted(MODEL))
def test_what_botocore_sends_is_what_the_operation_gets(
    name: str, send_as_botocore: Callable[..., Any], values_of: Callable[..., Any]
) -> None:
    validate = validator(MODEL[name].input)

    @RELAXED
    @given(values_of(MODEL[name].input))
    def check(members: dict[str, Any]) -> None:
        operation, found = read(*send_as_botocore(name, members))
        assert (operation, found) == (name, members)
        validate(found)

    check()


@given(st.text("a1=&+%;é", max_size=12))
def test_the_fields_of_a_query_are_those_that_python_finds(query: str) -> None:
    """Beside the naive way."""
    try:
        expected = parse_qs(query, True, errors="strict", max_num_fields=QUERY_FIELDS_MAX)
    except UnicodeDecodeError:
        with pytest.raises(UnicodeDecodeError):
            _fields(query)
    else:
        assert _fields(query) == expected


@pytest.mark.parametrize("query", ["&" * 300, "&".join(f"a{n}=1" for n in range(201)), "a=1" + "&" * 200])
def test_more_fields_than_any_operation_has_are_refused(query: str) -> None:
    with pytest.raises(BadRequestError, match="at most 200 fields"):
        parsed("GetMatches", query=query)


def parsed(operation: str, body: bytes = b"", query: str = "") -> dict[str, Any]:
    return parser(MODEL[operation])(D, query, body)


@pytest.mark.parametrize("body", [b"", b"{}", b" {\n} ", b'{"FirstName":null}', b'{"NewerThanThisServer":{"a":[1]}}'])
def test_absent_null_and_unknown_members_are_the_same(body: bytes) -> None:
    assert parsed("CreateProfile", body) == D


def test_null_and_unknown_members_inside_members_are_absent() -> None:
    body = b'{"Address":{"City":null,"Planet":"x","State":"s"},"Attributes":{"a":null,"b":"c"}}'
    assert parsed("CreateProfile", body) == D | {"Address": {"State": "s"}, "Attributes": {"b": "c"}}


def test_a_label_is_never_overruled_by_the_body() -> None:
    assert parsed("CreateProfile", b'{"DomainName":"other"}') == D


def test_the_body_of_an_operation_without_one_is_ignored() -> None:
    assert parsed("GetMatches", b"no json") == D


@pytest.mark.parametrize(
    ("text", "value"), [("1", 1), ("1.0", 1), ("1e2", 100), ("true", True), ('"1"', "1"), ("1.5", 1.5), ("[1]", [1])]
)
def test_a_whole_number_is_an_integer_however_it_is_written(text: str, value: object) -> None:
    found = parsed("CreateDomain", f'{{"DefaultExpirationDays":{text}}}'.encode())["DefaultExpirationDays"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("query", "members"),
    [
        ("max-results=5", {"MaxResults": 5}),
        ("max-results=5&max-results=7", {"MaxResults": 7}),
        ("max-results=", {"MaxResults": ""}),
        ("max-results=-3", {"MaxResults": -3}),
        ("max-results=1_0", {"MaxResults": "1_0"}),
        ("max-results=%D9%A3", {"MaxResults": "٣"}),
        ("max-results=5.0", {"MaxResults": "5.0"}),
        ("next-token=a%2Fb%20c%3D", {"NextToken": "a/b c="}),
        ("next-token=%C3%A9&X-Amz-Date=1&unknown=2", {"NextToken": "é"}),
        ("MaxResults=5", {}),
    ],
)
def test_query_parameters_are_read_by_their_wire_names(query: str, members: dict[str, Any]) -> None:
    assert parsed("GetMatches", query=query) == D | members


def test_a_repeated_parameter_is_a_list() -> None:
    found = parser(MODEL["UntagResource"])({"resourceArn": "a"}, "tagKeys=b&tagKeys=a%26&tagKeys=", b"")
    assert found == {"resourceArn": "a", "tagKeys": ["b", "a&", ""]}


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False), ("True", "True"), ("1", "1")])
def test_a_boolean_parameter_is_true_or_false(text: str, value: object) -> None:
    assert parser(MODEL["ListIntegrations"])(D, f"include-hidden={text}", b"")["IncludeHidden"] == value


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"[]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'"a"', "must be a JSON object"),
        (b"{", "no JSON"),
        (b"{}x", "no JSON"),
        (b'{"a":1,}', "no JSON"),
        (b"{'a':1}", "no JSON"),
        (b'{"a":NaN}', "no JSON"),
        (b'{"a":Infinity}', "no JSON"),
        (b'{"a":1e999}', "no JSON"),
        (b'{"a":' + b"1" * 5000 + b"}", "no JSON"),
        (b'{"a":"\xff"}', "no JSON"),
        (b'{"a":"\xed\xa0\x80"}', "no JSON"),
        (b'{"a":"\\ud800"}', "no JSON"),
        (b"\xef\xbb\xbf{}", "no JSON"),
        (b'{"a":"line\nbreak"}', "no JSON"),
        (b"[" * 200_000, "no JSON"),
        (b'{"a":' * 200_000, "no JSON"),
        (b'{"a":"x\\u0000"}', "U+0000"),
        (b'{"a":"\\\\\\u0000"}', "U+0000"),
        (b"\x00" * 100, "no JSON"),
    ],
    ids=range(21),
)
def test_a_body_that_is_no_object_is_refused_without_being_quoted(body: bytes, message: str) -> None:
    with pytest.raises(BadRequestError, match=message.replace("+", r"\+")) as refused:
        parsed("CreateProfile", body)
    assert len(str(refused.value)) < 120


def test_an_escaped_backslash_before_u0000_is_plain_text() -> None:
    assert parsed("CreateProfile", b'{"FirstName":"\\\\u0000"}')["FirstName"] == "\\u0000"


@pytest.mark.parametrize("query", ["next-token=%FF", "next-token=a%00", "&".join("a=1" for _ in range(300))])
def test_a_query_string_that_is_no_text_or_too_long_is_refused(query: str) -> None:
    with pytest.raises(BadRequestError, match="query string"):
        parsed("GetMatches", query=query)


def test_a_label_with_a_null_character_is_refused() -> None:
    with pytest.raises(BadRequestError, match="label"):
        parser(MODEL["GetMatches"])({"DomainName": "a\0"}, "", b"")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.text(max_size=30), st.sampled_from(["CreateProfile", "GetMatches", "CreateDomain"]))
def test_no_bytes_make_it_fail_otherwise(body: bytes, query: str, operation: str) -> None:
    model: Model = MODEL
    try:
        found = parser(model[operation])(D, query, body)
        validator(model[operation].input)(found)
    except BadRequestError:
        pass


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_members_of_any_json_type_are_accepted_or_named(data: st.DataObject) -> None:
    operation = MODEL[data.draw(st.sampled_from(["CreateDomain", "UpdateProfile", "PutProfileObjectType"]))]
    names = st.sampled_from(sorted(operation.input_at("body")))
    members = data.draw(st.dictionaries(names, JSON_VALUES.filter(fits_json), max_size=4))
    named = [*members, *operation.input.required, "U+0000"]
    assert any(name in refusal(operation, orjson.dumps(members)) for name in named)


def refusal(operation: OperationModel, body: bytes) -> str:
    """What is said against a body, and DomainName, which every operation requires, when nothing is."""
    try:
        validator(operation.input)(parser(operation)(D | {"ObjectTypeName": "a"}, "", body))
    except BadRequestError as refused:
        return str(refused)
    return "DomainName"


def fits_json(value: Any) -> bool:
    try:
        orjson.dumps(value)
    except (TypeError, ValueError):  # an integer of more than 64 bits, half of a surrogate pair
        return False
    return True
