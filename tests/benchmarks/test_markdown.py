"""Markdown tables."""

from __future__ import annotations

import pytest
from benchmarks.markdown import line, table


def test_a_table_has_a_header_a_rule_and_its_rows() -> None:
    assert table(("a", "b"), [("1", "2")]) == "| a | b |\n|---|---|\n| 1 | 2 |"


def test_a_cell_cannot_end_itself() -> None:
    with pytest.raises(AssertionError):
        line(["a|b"])
