"""Values as people read them."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.review.values import contact_of, in_order, label_of, name_of, text_of


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("John", "John"),
        ("a\x07b", "a␇b"),
        ("x" * 300, "x" * 199 + "…"),
        ({"City": "Bern", "Address1": "1 Main St", "PostalCode": "3000"}, "1 Main St, Bern, 3000"),
        ({"City": ""}, ""),
        ([{"KeyName": "é"}], '[{"KeyName": "é"}]'),
        ({"Phone": [1]}, '{"Phone": [1]}'),
    ],
)
def test_any_value_is_one_line(content: Any, text: str) -> None:
    assert text_of(content) == text


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"FirstName": "John", "LastName": "Doe"}, "John Doe"),
        ({"FirstName": "John", "MiddleName": "Q.", "BusinessName": "Acme"}, "John Q."),
        ({"BusinessName": "Acme", "EmailAddress": "a@example.com"}, "Acme"),
        ({"PhoneNumber": "555-010-0000"}, "555-010-0000"),
        ({"Address": {"City": "Bern"}}, ""),
    ],
)
def test_a_person_is_called_by_the_best_there_is(document: dict[str, Any], name: str) -> None:
    assert name_of(document) == name


def test_a_contact_tells_namesakes_apart() -> None:
    document = {"EmailAddress": "a@example.com", "MobilePhoneNumber": "555-010-0000", "Address": {"City": "Bern"}}
    assert contact_of({"FirstName": "Jo", **document}) == "a@example.com · 555-010-0000 · Bern"
    assert (name_of(document), contact_of(document)) == ("a@example.com", "555-010-0000 · Bern")  # not twice
    assert contact_of({"FirstName": "Jo", "Address": {"State": "NV"}}) == ""


def test_what_tells_people_apart_is_read_first_and_custom_attributes_last() -> None:
    given = ["Attributes.b", "AccountNumber", "Attributes.a", "Address", "EmailAddress", "LastName", "FirstName"]
    ordered = ["FirstName", "LastName", "EmailAddress", "Address", "AccountNumber", "Attributes.a", "Attributes.b"]
    assert in_order(given) == ordered


@pytest.mark.parametrize(
    ("attribute", "label"),
    [("EmailAddress", "E-mail address"), ("Attributes.record_id", "record_id"), ("BirthDate", "Birth date")],
)
def test_attributes_are_called_as_people_call_them(attribute: str, label: str) -> None:
    assert label_of(attribute) == label
