"""Accessors and templates: what they read, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.ingest.sources import source_of

SOURCE: dict[str, Any] = {
    "first": "Ann",
    "last": " Lee ",
    "age": 41,
    "score": 1.5,
    "vip": True,
    "old": False,
    "nothing": None,
    "zero": 0,
    "empty": "",
    "a": {"b": {"c": "deep"}, "list": [{"x": "one"}, {"x": "two"}], "grid": [["p", "q"]]},
    "with space": "spaced",
    "dotted.name": {"7": "seven"},
    "ключ": "unicode",
}

READ = [
    ("_source.first", "Ann"),
    ("_source.last", "Lee"),
    ("_source.age", "41"),
    ("_source.score", "1.5"),
    ("_source.vip", "true"),
    ("_source.old", "false"),
    ("_source.zero", "0"),
    ("_source.nothing", ""),
    ("_source.empty", ""),
    ("_source.missing", ""),
    ("_source.missing.deeper[3].still", ""),
    ("_source.a.b.c", "deep"),
    ("_source.a.b", ""),
    ("_source.a.list", ""),
    ("_source.a.list[1].x", "two"),
    ("_source.a.list[9].x", ""),
    ("_source.a.grid[0][1]", "q"),
    ("_source.a.list.[1].x", "two"),
    ("_source.a.list.1.x", "two"),
    ("_source.a.list.9.x", ""),
    ("_source.a.list.x", ""),
    ("_source.a.grid.0.1", "q"),
    ("_source.[dotted.name].7", "seven"),
    ("_source.[dotted.name][7]", "seven"),
    ("{{_source.[with space]}}", "spaced"),
    ("{{{_source.first}}} {{_source.last}}", "Ann Lee"),
    ("{ {{_source.first}}}", "{ Ann}"),
    ("{{_source.a.list.[0].x}}&{{{ _source.a.list.1.x }}}", "one&two"),
    ("_source.first.x", ""),
    ("_source.first[0]", ""),
    ("_source.with space", "spaced"),
    ("_source.ключ", "unicode"),
    ("{{_source.first}}", "Ann"),
    ("{{ _source.first }} {{ _source.last }}", "Ann Lee"),
    ("{{_source.first}} {{_source.missing}}", "Ann"),
    ("{{_source.missing}}", ""),
    ("no. {{_source.age}} ({{_source.a.list[0].x}})", "no. 41 (one)"),
    ("no. {{_source.missing}}", ""),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_source_reads_a_value_as_text(text: str, value: str) -> None:
    assert source_of(text, "Fields.f").read(SOURCE) == value


REFUSED = [
    "first", "source.first", "_source", "_source.", "_source..a", "_source.a[x]", "_source.a[", "_source.a[-1]",
    "_sourcefirst", "_profile.FirstName", "{{first}}", "{{_source.a}", "{{_source.a}} }}",
    "a {{ b", "{{{_source.a}}", "{{{{_source.a}}}}", "{{}}", "_source.[a", "_source.[]", "_source.[a]b",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_a_source_that_is_not_understood_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(BadRequestError, match=r"Fields\.f: Source"):
        source_of(text, "Fields.f")


@settings(deadline=None)
@given(st.text(alphabet="_source.ab[]{}0 -", max_size=30), st.dictionaries(st.sampled_from("ab"), st.integers()))
def test_any_text_is_read_or_refused(text: str, source: dict[str, int]) -> None:
    try:
        found = source_of(text, "Fields.f")
    except BadRequestError:
        return
    assert isinstance(found.read(source), str)
