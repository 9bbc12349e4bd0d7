"""Patterns of SimpleDateFormat, epochs and ISO 8601."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.ingest.timestamps import milliseconds_of, refuse_unknown_format

MOMENT = 1_700_000_000_000  # 2023-11-14T22:13:20Z

SAME = [
    ("1700000000000", "EPOCHMILLI"),
    ("1700000000000", "EpochMilli"),
    ("1700000000", "EPOCHSECOND"),
    ("1700000000", ""),
    ("1700000000000", ""),
    ("1700000000.0", ""),
    ("2023-11-14T22:13:20Z", ""),
    ("2023-11-14T22:13:20", "ISO_8601"),
    ("2023-11-15T00:13:20+02:00", "ISO_8601"),
    ("2023-11-14 22:13:20", "yyyy-MM-dd HH:mm:ss"),
    ("2023-11-14T22:13:20.000Z", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"),
    ("2023-11-14T22:13:20.000Z", "yyyy-MM-dd'T'HH:mm:ss.SSSX"),
    ("2023-11-14T17:13:20-0500", "yyyy-MM-dd'T'HH:mm:ssZ"),
    ("2023-11-14T17:13:20-05:00", "yyyy-MM-dd'T'HH:mm:ssXXX"),
    ("14/11/23 10:13:20 PM", "dd/MM/yy hh:mm:ss a"),
    ("Tue, 14 Nov 2023 22:13:20 GMT", "EEE, dd MMM yyyy HH:mm:ss z"),
    ("November 14, 2023 22:13:20", "MMMM d, yyyy HH:mm:ss"),
    ("20231114221320", "yyyyMMddHHmmss"),
    ("o'clock 22:13:20 2023-11-14", "'o''clock' HH:mm:ss yyyy-MM-dd"),
]


@pytest.mark.parametrize(("text", "pattern"), SAME)
def test_one_moment_in_many_formats(text: str, pattern: str) -> None:
    refuse_unknown_format(pattern or "ISO_8601")
    assert milliseconds_of(text, pattern) == MOMENT


def test_fractions_are_milliseconds_and_a_day_begins_at_midnight() -> None:
    assert milliseconds_of("2023-11-14 22:13:20.123", "yyyy-MM-dd HH:mm:ss.SSS") == MOMENT + 123
    assert milliseconds_of("2023-11-14T22:13:20.123456Z", "") == MOMENT + 123
    assert milliseconds_of("1970-01-02", "yyyy-MM-dd") == 86_400_000
    assert milliseconds_of("1969-12-31", "") == -86_400_000


@pytest.mark.parametrize(("text", "hours"), [("12 AM", 0), ("12 PM", 12), ("1 am", 1), ("11 pm", 23)])
def test_noon_and_midnight(text: str, hours: int) -> None:
    assert milliseconds_of(text, "h a") == hours * 3_600_000


WRONG = [
    ("yesterday", ""), ("2023-13-01", ""), ("2023-13-01", "yyyy-MM-dd"), ("2023-02-30", "yyyy-MM-dd"),
    ("x", "EPOCHMILLI"), ("14 Foo 2023", "dd MMM yyyy"), ("2023-11-14 ", "yyyy-MM-dd"), ("nan", "EPOCHMILLI"),
    ("inf", "EPOCHSECOND"),
    ("2023-11-14 22:13:20 +99:00", "yyyy-MM-dd HH:mm:ss X"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pattern"), WRONG)
def test_what_has_another_format_is_refused_without_repeating_it(text: str, pattern: str) -> None:
    with pytest.raises(BadRequestError, match="does not have the format") as refusal:
        milliseconds_of(text, pattern)
    assert not text.strip() or text not in str(refusal.value)


@pytest.mark.parametrize("pattern", ["yyyy-MM-dd'T'HH:mm:ss w", "GG yyyy", "EPOCH"])
def test_a_letter_that_is_not_supported_is_refused_at_definition(pattern: str) -> None:
    with pytest.raises(BadRequestError, match="is not supported"):
        refuse_unknown_format(pattern)


def test_an_element_given_twice_is_refused() -> None:
    with pytest.raises(BadRequestError, match="twice"):
        refuse_unknown_format("yyyy-MM-dd MM")


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-12 * 60, 14 * 60))
def test_what_is_written_by_a_pattern_is_read_by_it(moment: datetime, offset: int) -> None:
    there = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    expected = (there - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    whole = moment.microsecond // 1000
    written = f"{there:%Y-%m-%dT%H:%M:%S}.{whole:03}{there:%z}"
    assert milliseconds_of(written, "yyyy-MM-dd'T'HH:mm:ss.SSSZ") == expected
    assert milliseconds_of(there.isoformat(), "") == expected


@settings(deadline=None)
@given(st.text(max_size=20), st.sampled_from(["", "ISO_8601", "EPOCHMILLI", "yyyy-MM-dd", "h a", "X"]))
def test_any_text_is_read_or_refused(text: str, pattern: str) -> None:
    with suppress(BadRequestError):
        assert isinstance(milliseconds_of(text, pattern), int)
