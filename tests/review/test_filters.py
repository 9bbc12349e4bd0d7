"""Filters and places as they stand in addresses: what was written is read, anything else is the usual."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.review.filters import BANDS, STATES, Filter, place_text, read_filter, read_place
from onefold.store.review_queue import FIRST, Place

TEXTS = st.text(max_size=20).map(str.strip)
FILTERS = st.builds(Filter, st.sampled_from((*BANDS, "")), st.sampled_from(STATES), TEXTS, TEXTS, TEXTS)


@given(FILTERS)
def test_a_filter_is_read_as_it_was_written(filter_: Filter) -> None:
    assert read_filter(dict(parse_qsl(filter_.query, keep_blank_values=True))) == filter_


@given(st.integers(-(2**31), 0), st.integers(0, 2**31))
def test_a_place_is_read_as_it_was_written(order: int, rank: int) -> None:
    assert read_place(place_text(Place(order, rank))) == Place(order, rank)


@pytest.mark.parametrize("text", ["", "x", "1", "1.x", "1.2.3", "²."])
def test_what_is_no_place_is_the_first(text: str) -> None:
    assert read_place(text) == FIRST


def test_the_usual_filter_needs_no_words() -> None:
    assert Filter().query == ""
    assert read_filter({"band": "all of them", "state": "x", "other": "y"}) == Filter()
    assert len(read_filter({"text": "x" * 1000}).text) == 255
