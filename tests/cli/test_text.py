"""Values of records on a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.cli.text import a_few, fitted, lines_of, printable, printable_lines, table, width_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("José 李小龙 😀", "José 李小龙 😀"),
        ("\x1b[31mred", "?[31mred"),
        ("a\nb\r\tc\x00", "a?b??c?"),
        ("abc\u202egnp.exe", "abc?gnp.exe"),
        ("\ud800", "?"),
    ],
)
def test_nothing_that_a_terminal_obeys_reaches_it(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_line_breaks_of_a_text_stay() -> None:
    assert printable_lines("a\n\x07b\n") == "a\n?b\n"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 5, "abc  "),
        ("abcdef", 5, "abc.."),
        ("李小龙", 6, "李小龙"),
        ("李小龙", 5, "李.. "),
        ("e\u0301a", 3, "e\u0301a "),
        ("", 2, "  "),
    ],
)
def test_a_cell_takes_its_columns_of_the_terminal(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown


@given(st.text(), st.integers(3, 40))
def test_a_cell_is_as_wide_as_asked(text: str, width: int) -> None:
    assert width_of(fitted(text, width)) == width


def test_a_cell_of_ten_megabytes_is_cut_at_once() -> None:
    assert fitted("x" * 10_000_000, 10) == "xxxxxxxx.."


def test_columns_are_aligned_and_lines_have_no_blank_end() -> None:
    assert list(table([["1", "李", "x"], ["22", "abcd", ""]], 10)) == ["1   李    x", "22  abcd"]


def test_a_long_list_says_how_many_more() -> None:
    assert a_few(["a", "b"], 2) == "a, b"
    assert a_few(["a", "b", "c"], 2) == "a, b and 1 more"


@pytest.mark.parametrize(
    ("items", "lines"),
    [
        (["a <- b"], ["  a <- b"]),
        (["aaaa", "bbb", "c"], ["  aaaa,", "  bbb, c"]),
        (["李李", "b", "c"], ["  李李,", "  b, c"]),
        (["longer than a line", "b"], ["  longer than a line,", "  b"]),
        (["a", "longer than a line"], ["  a,", "  longer than a line"]),
    ],
)
def test_items_are_never_cut_in_two(items: list[str], lines: list[str]) -> None:
    assert list(lines_of(items, 9, "  ")) == lines
