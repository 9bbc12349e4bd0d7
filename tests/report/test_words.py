from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.report.words import VALUE_CHARACTERS_MAX, brief, clean, duration, label, number, percent, score, signed
from onefold.tables import ATTRIBUTES


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (12345, "12,345"), (10_000_000, "10,000,000")])
def test_numbers_have_thousands_separators(value: int, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(1, "1"), (950, "950"), (1000, "1k"), (100_000, "100k"), (2_500_000, "2.5M")]
)
def test_numbers_on_an_axis_are_brief(value: int, text: str) -> None:
    assert brief(value) == text


@pytest.mark.parametrize(
    ("weight", "text"), [(3.14, "+3.1"), (-2.0, "−2.0"), (0.0, "0.0"), (-0.04, "0.0"), (0.04, "0.0")]
)
def test_weights_have_a_sign_unless_they_round_to_nothing(weight: float, text: str) -> None:
    assert signed(weight) == text


@pytest.mark.parametrize(
    ("probability", "text"), [(0.5, "0.50"), (0.994, "0.99"), (0.9999, "> 0.99"), (1.0, "> 0.99"), (0.001, "< 0.01")]
)
def test_a_probability_never_claims_to_be_certain(probability: float, text: str) -> None:
    assert score(probability) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0 %"), (0.001, "< 1 %"), (0.123, "12 %"), (0.999, "> 99 %"), (1.0, "100 %")]
)
def test_some_is_never_none_and_most_is_never_all(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.42, "0.4 s"), (9.97, "10 s"), (59.6, "1 min 0 s"), (75, "1 min 15 s"), (3700, "1 h 1 min")]
)
def test_a_duration_has_two_units_at_most(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("FirstName", "First name"),
        ("EmailAddress", "E-mail address"),
        ("EmailAddress#2", "E-mail address 2"),
        ("BusinessEmailAddress", "Business e-mail address"),
        ("MobilePhoneNumber", "Mobile phone number"),
        ("Address.PostalCode", "Address: postal code"),
        ("BillingAddress.Address2", "Billing address: line 2"),
        ("Prior", "Starting point"),
        ("Phone", "Phone number"),
        ("", ""),
        ("judgement", "Judgement"),
    ],
)
def test_a_column_has_a_name_that_people_use(column: str, text: str) -> None:
    assert label(column) == text


def test_no_two_attributes_have_one_label() -> None:
    assert len({label(attribute) for attribute in ATTRIBUTES}) == len(ATTRIBUTES)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\tb", "a␉b"),
        ("\x00", "␀"),
        ("\x85", "�"),
        ("x" * 300, "x" * (VALUE_CHARACTERS_MAX - 1) + "…"),
        ("é😀", "é😀"),
    ],
)
def test_values_are_cut_and_their_control_characters_visible(value: str, shown: str) -> None:
    assert clean(value) == shown


@given(st.text())
def test_a_clean_value_stays_as_it_is(value: str) -> None:
    assert clean(clean(value)) == clean(value)
