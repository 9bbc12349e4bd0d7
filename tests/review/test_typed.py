"""What a typed text may be: a name, an e-mail address, its domain, the beginning or the end of a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.review.typed import typed
from onefold.store.people_search import DIGITS_MIN, Typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Typed()),
        (" \0 ", Typed()),
        ("Jöhn  DOE", Typed(words=("john", "doe"), email="jöhndoe", account="jöhn doe")),
        ("doe doe", Typed(words=("doe",), email="doedoe", account="doe doe")),
        ("0000", Typed(words=("0000",), email="0000", digits="0000", account="0000")),
        ("000", Typed(words=("000",), email="000", account="000")),
        (
            "+1 (555) 010-0000",
            Typed(words=("1", "555", "010", "0000"), email="+1(555)010-0000", phone="5550100000",
                  account="+1 (555) 010-0000"),
        ),
        (
            "010-0000",
            Typed(words=("010", "0000"), email="010-0000", phone="100000", digits="0100000", account="010-0000"),
        ),
        ("example.com", Typed(words=("example", "com"), email="example.com", domain="example.com",
                              account="example.com")),
        ("@Example", Typed(words=("example",), domain="example", account="@example")),
        ("jo@example.com", Typed(words=("jo", "example", "com"), email="jo@example.com", account="jo@example.com")),
    ],
)  # fmt: skip
def test_a_text_is_all_that_it_can_be(text: str, expected: Typed) -> None:
    assert typed(text) == expected


@given(st.text(max_size=300))
def test_nothing_is_made_of_any_text_that_an_index_could_not_hold(text: str) -> None:
    found = typed(text)
    for one in (*found.words, found.email, found.domain, found.phone, found.digits, found.account):
        assert "\0" not in one
        assert len(one) <= 255
    assert found.digits == "" or DIGITS_MIN <= len(found.digits) <= 10
    assert all(found.words)


@given(st.text(max_size=40))
def test_what_was_typed_is_looked_for_in_the_same_way_with_spaces_around_it(text: str) -> None:
    assert typed(f"  {text.strip()} ") == typed(text.strip())
