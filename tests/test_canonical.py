"""Canonical values: what is equal, what is not, and that phones agree with the engine wherever it is sure."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from onefold import canonical
from onefold.engine.normalise.phones import CALLING_CODES, phone_keys

ONE_NUMBER = [
    "555-010-0000", "+1-555-010-0000", "(555) 010-0000", "5550100000", "15550100000", "1 555 010 0000",
    "001 555 010 0000", "+1 (555) 010.0000", "tel: +1 555 010 0000", "555-010-0000 ext. 5", "555 010 0000 x12",
    "5550100000.0",
    "(+1) 555 010 0000", "５５５-010-0000", "555-010-0000 / 555-010-0001", "555‑010‑0000",
]  # fmt: skip


@pytest.mark.parametrize("value", ONE_NUMBER)
def test_every_way_of_writing_one_number(value: str) -> None:
    assert canonical.phone(value) == "5550100000"


OTHERS = [
    ("+44 20 7946 0958", "020 7946 0958"),
    ("+44 (0)20 7946 0958", "0044 20 7946 0958"),
    ("+49 171 2345678", "0171/2345678"),
    ("+15551234567", "(555)-123-4567"),
    ("+7 912 345 67 89", "8 912 345-67-89"),
    ("+86 138 1234 5678", "138 1234 5678"),
    ("+354 555 0100", "555 0100"),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_calling_codes_and_trunk_digits_do_not_count(one: str, other: str) -> None:
    assert canonical.phone(one) == canonical.phone(other) != ""


def test_an_area_code_counts() -> None:
    assert canonical.phone("212-555-0100") != canonical.phone("312-555-0100")


@pytest.mark.parametrize(
    "value", ["", "n/a", "911", "0000000000", "999-999-9999", "1234567890", "123456", "5.55E+09", "1" * 19, "+", "()"]
)
def test_what_cannot_be_a_number_is_none(value: str) -> None:
    assert canonical.phone(value) == ""


@settings(deadline=None)
@given(st.text(max_size=30))
def test_phones_are_digits_whatever_comes(value: str) -> None:
    found = canonical.phone(value)
    assert found == "" or (found.isdigit() and found.isascii() and 5 <= len(found) <= 10)


@settings(deadline=None)  # the engine compiles in the first example
@given(
    st.from_regex(r"[2-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["{}-{}-{}", "({}) {}-{}", "+1{}{}{}", "+1-{}-{}-{}", "1 {} {} {}", "{}.{}.{}", "001{}{}{}"]),
)
def test_numbers_that_are_equal_here_are_equal_to_the_engine(digits: str, form: str) -> None:
    written = form.format(digits[:3], digits[3:6], digits[6:])
    assume(canonical.phone(digits))
    assert canonical.phone(written) == canonical.phone(digits)
    one, other = phone_keys(pa.array([digits, written]), "US").key
    assert one == other


def test_the_calling_codes_are_the_engines() -> None:
    codes = {str(code) for code in CALLING_CODES.values()}
    for code in codes - {"1", "7"}:
        assert canonical._without_calling_code(code + "5550100") == "5550100"


EQUAL = [
    ("EmailAddress", "JOHN_DOE@ANYCOMPANY.COM", "john_doe@anycompany.com "),
    ("FirstName", "John", "JOHN"),
    ("LastName", "O'Brien", "OBRIEN"),
    ("LastName", "Müller", "Muller"),
    ("LastName", "Smith-Jones", "smith  jones"),
    ("FullName", "Дмитрий", "Dmitriy"),
    ("Address.City", "St. Louis", "st louis"),
    ("AccountNumber", " ab-1 ", "AB-1"),
    ("Attributes.tier", "Gold", "GOLD"),
    ("MobilePhoneNumber", "+1 555 010 0000", "5550100000"),
    ("Attributes.note", "straße", "STRASSE"),
]


@pytest.mark.parametrize(("attribute", "one", "other"), EQUAL)
def test_the_way_of_writing_does_not_count(attribute: str, one: str, other: str) -> None:
    assert canonical.by_attribute(attribute, one) == canonical.by_attribute(attribute, other) != ""


DIFFERENT = [
    ("EmailAddress", "john_doe@anycompany.com", "johndoe@anycompany.com"),
    ("EmailAddress", "john+news@example.com", "john@example.com"),
    ("FirstName", "John", "Jhn"),
    ("FirstName", "Bill", "William"),
    ("AccountNumber", "007", "7"),
    ("AccountNumber", "AB-1", "AB1"),
    ("FirstName", "?", "!"),
]


@pytest.mark.parametrize(("attribute", "one", "other"), DIFFERENT)
def test_another_value_is_another_value(attribute: str, one: str, other: str) -> None:
    assert canonical.by_attribute(attribute, one) != canonical.by_attribute(attribute, other)


@settings(deadline=None)
@given(st.text(max_size=300))
@example("R\u00b8")
@example("\u0e4e\u0345")
def test_canonical_values_are_canonical_and_of_limited_length(value: str) -> None:
    for form in (canonical.text, canonical.name, canonical.email):
        once = form(value)
        assert len(once) <= canonical.LENGTH_MAX
        assert form(once) == once


def test_a_search_key_keeps_a_phone_number_that_is_none() -> None:
    assert canonical.by_content_type("PHONE_NUMBER", "911") == "911"
    assert canonical.by_content_type("STRING", "+1 555 010 0000") == "+1 555 010 0000"
    assert canonical.by_content_type("EMAIL_ADDRESS", "A@Example.com") == "a@example.com"
    assert canonical.by_content_type("NAME", "O'Brien") == "obrien"


SEARCHES: list[tuple[str, str, tuple[str, ...], set[str]]] = [
    ("_phone", "+1 (555) 010-0000", ("STRING",), {"5550100000"}),
    ("_email", "A@Example.com", ("STRING", "NAME"), {"a@example.com"}),
    ("_fullName", "John O'Brien", ("STRING",), {"john obrien"}),
    ("_account", "AB-1", ("STRING",), {"ab-1"}),
    ("loyalty", "AB-1", ("STRING",), {"ab-1"}),
    ("loyalty", "AB-1", ("STRING", "NAME"), {"ab-1", "ab 1"}),
    ("homePhone", "(555) 010-0000", ("STRING", "PHONE_NUMBER"), {"5550100000", "(555) 010-0000"}),
    ("loyalty", " ", ("STRING",), set()),
    ("loyalty", "AB-1", (), set()),
]


@pytest.mark.parametrize(("key_name", "value", "content_types", "looked_up"), SEARCHES)
def test_a_search_looks_up_every_form_its_key_may_have(
    key_name: str, value: str, content_types: tuple[str, ...], looked_up: set[str]
) -> None:
    assert canonical.searched(key_name, value, content_types) == looked_up
