"""The predefined search keys of a profile, and that a search for what a person types finds them."""

from __future__ import annotations

from typing import Any

import pytest

from onefold import canonical
from onefold.ingest import profile_keys
from onefold.tables import EMAILS, PHONES


def keys(**document: Any) -> set[tuple[str, str]]:
    return profile_keys(document, canonical.search_key)


@pytest.mark.parametrize("field", PHONES)
def test_phone_covers_all_phone_fields(field: str) -> None:
    assert keys(**{field: "+1 (555) 010-0000"}) == {("_phone", "5550100000")}


@pytest.mark.parametrize("field", EMAILS)
def test_email_covers_all_email_fields(field: str) -> None:
    assert keys(**{field: "Ann@Example.com"}) == {("_email", "ann@example.com")}


def test_equal_values_of_two_fields_are_one_key() -> None:
    assert keys(PhoneNumber="555-010-0000", HomePhoneNumber="+15550100000") == {("_phone", "5550100000")}


NAMES: list[tuple[dict[str, str], set[str]]] = [
    ({"FirstName": "Ann", "LastName": "Lee"}, {"ann lee"}),
    ({"FirstName": "Ann", "MiddleName": "B.", "LastName": "Lee"}, {"ann lee", "ann b lee"}),
    ({"FirstName": "Ann"}, {"ann"}),
    ({"LastName": "Lee"}, {"lee"}),
    ({"MiddleName": "B."}, {"b"}),
    ({}, set()),
]


@pytest.mark.parametrize(("document", "names"), NAMES)
def test_full_names_with_and_without_the_middle_name(document: dict[str, str], names: set[str]) -> None:
    assert keys(**document) == {("_fullName", name) for name in names}


def test_accounts_and_nothing_else() -> None:
    document = {"AccountNumber": "AB-1", "BusinessName": "Acme", "Attributes": {"x": "y"}, "Address": {"City": "Rome"}}
    assert keys(**document) == {("_account", "ab-1")}


def test_a_search_finds_the_keys_of_a_profile() -> None:
    profile = keys(
        FirstName="Ann", LastName="O'Lee", PhoneNumber="(555) 010-0000", EmailAddress="A@X.org", AccountNumber="7"
    )
    searches = [("_fullName", "ANN OLEE"), ("_phone", "+15550100000"), ("_email", "a@x.ORG"), ("_account", " 7")]
    for name, value in searches:
        assert {(name, form) for form in canonical.searched(name, value)} & profile
