"""Tokens belong to one operation and one request, and cannot be made up."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.operations import paging
from onefold.operations.context import Context
from onefold.settings import ServiceSettings

QUERY = {"KeyName": "_fullName", "Values": ["doe"]}


def context(key: bytes = b"k") -> Context:
    return Context(None, 0, None, ServiceSettings(), key)  # type: ignore[arg-type]


SIMPLE = st.none() | st.integers(0, 2**63) | st.text("0123456789abcdef-_é", max_size=64)


@given(SIMPLE | st.lists(SIMPLE, max_size=4))
def test_a_token_brings_its_position_back(position: Any) -> None:
    token = paging.token(context(), "GetMatches", {"DomainName": "demo"}, position)
    assert 1 <= len(token) <= 1024
    assert paging.position(context(), "GetMatches", {"DomainName": "demo", "NextToken": token}) == position
    assert quote(token, safe="") == token  # so it is read without unescaping


@pytest.mark.parametrize("position", [1, 10, 100, 1000])
def test_a_token_is_taken_with_padding_as_well(position: int) -> None:
    token = paging.token(context(), "GetMatches", {"DomainName": "demo"}, position)
    padded = token + "=" * (-len(token) % 4)
    assert paging.position(context(), "GetMatches", {"DomainName": "demo", "NextToken": padded}) == position


def test_a_page_may_have_another_size_than_the_one_before() -> None:
    token = paging.token(context(), "GetMatches", {"DomainName": "demo", "MaxResults": 5}, 7)
    assert paging.position(context(), "GetMatches", {"DomainName": "demo", "MaxResults": 9, "NextToken": token}) == 7


@pytest.mark.parametrize(
    ("operation", "request_", "key"),
    [
        ("ListDomains", {"DomainName": "demo"}, b"k"),
        ("GetMatches", {"DomainName": "other"}, b"k"),
        ("GetMatches", {"DomainName": "demo", "KeyName": "x"}, b"k"),
        ("GetMatches", {"DomainName": "demo"}, b"another installation"),
    ],
)
def test_a_token_of_something_else_is_refused(operation: str, request_: dict[str, Any], key: bytes) -> None:
    token = paging.token(context(), "GetMatches", {"DomainName": "demo"}, 7)
    with pytest.raises(BadRequestError, match="begin with the first page"):
        paging.position(context(key), operation, {**request_, "NextToken": token})


@pytest.mark.parametrize("token", ["a", "abc", "====", "not base64!", "é", "QUJD", "A" * 1024])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(BadRequestError, match="begin with the first page"):
        paging.position(context(), "GetMatches", {"NextToken": token})


def test_a_changed_token_is_refused() -> None:
    raw = urlsafe_b64decode(paging.token(context(), "GetMatches", {}, [5, 100]) + "==")
    for at in range(len(raw)):
        forged = urlsafe_b64encode(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]).decode()
        with pytest.raises(BadRequestError):
            paging.position(context(), "GetMatches", {"NextToken": forged})


def test_a_token_lasts_longer_than_the_server_that_made_it(demo: Any, tmp_path: Path) -> None:
    for _ in range(3):
        demo.profile(LastName="Doe")
    first = demo("SearchProfiles", **QUERY, MaxResults=2)
    again = type(demo)(demo.store, tmp_path)
    assert len(again("SearchProfiles", **QUERY, NextToken=first["NextToken"])["Items"]) == 1
