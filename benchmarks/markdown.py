"""Results as Markdown tables, as the README shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a `|` in a cell would end it, so there must be none."""
    return "\n".join([line(header), "|" + "---|" * len(header), *map(line, rows)])


def line(cells: Sequence[str]) -> str:
    """One row of a Markdown table."""
    assert not any("|" in cell for cell in cells), cells
    return f"| {' | '.join(cells)} |"
