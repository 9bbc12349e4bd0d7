"""The region is a country code, and what was meant is guessed when it is not."""

from __future__ import annotations

import pytest

from onefold.api import region_of
from onefold.errors import InputError


@pytest.mark.parametrize(("text", "code"), [("US", "US"), ("us", "US"), (" de ", "DE"), ("GB", "GB"), ("xk", "XK")])
def test_a_code_is_taken_in_any_case(text: str, code: str) -> None:
    assert region_of(text) == code


@pytest.mark.parametrize(
    ("text", "meant"),
    [("UK", "GB"), ("USA", "US"), ("Germany", "DE"), ("germny", "DE"), ("deu", "DE"), ("England", "GB")],
)
def test_what_was_meant_is_said(text: str, meant: str) -> None:
    with pytest.raises(InputError, match=rf"region '{text}' .* did you mean {meant}\?"):
        region_of(text)


@pytest.mark.parametrize("text", ["", "ZZ", "1", "U", "🇩🇪", "united kingdom of nowhere"])
def test_what_is_no_country_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a two-letter country code"):
        region_of(text)
