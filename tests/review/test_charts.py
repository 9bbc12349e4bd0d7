"""Charts: every group is in one bar of its band's colour, every pair is a line, and nothing has a style of its own."""

from __future__ import annotations

import re

from onefold.review.calibration import Band, Place
from onefold.review.charts import BARS, graph, histogram
from onefold.review.links import Link
from onefold.review.overview import BandRow

ROWS = [
    BandRow("merge", 0.9, 2.0, Band(7, 14, 0.0), 0),
    BandRow("review", 0.6, 0.9, Band(2, 4, 0.0), 0),
    BandRow("reject", 0.0, 0.6, Band(1, 2, 0.0), 0),
]


def place(thousandth: int, groups: int) -> Place:
    return Place(thousandth, groups, 2 * groups, 0.0)


def bars(svg: str) -> list[tuple[str, float, int]]:
    found = re.findall(r'class="bar (\w+)" data-from="([\d.]+)"[^>]*><title>[^:]+: ([\d,]+) groups', svg)
    return [(band, float(start), int(count.replace(",", ""))) for band, start, count in found]


def test_every_group_is_in_the_bar_of_its_score() -> None:
    drawn = bars(histogram([place(500, 1), place(899, 2), place(900, 3), place(999, 4)], ROWS, 0.5))
    assert len(drawn) == BARS
    assert [bar for bar in drawn if bar[2]] == [
        ("reject", 0.5, 1), ("review", 0.89, 2), ("merge", 0.9, 3), ("merge", 0.99, 4),
    ]  # fmt: skip


def test_what_is_below_the_scale_is_in_its_first_bar_and_no_groups_have_no_height() -> None:
    drawn = histogram([place(100, 5)], ROWS, 0.5)
    assert bars(drawn)[0][2] == 5
    assert drawn.count('height="0.00"') == BARS - 1
    assert 'height="0.00"' in histogram([], ROWS, 0.5)


def test_more_groups_are_a_higher_bar() -> None:
    heights = re.findall(r'height="([\d.]+)"', histogram([place(500, 1), place(600, 10), place(700, 1000)], ROWS, 0.5))
    one, ten, thousand = (float(heights[at]) for at in (0, 10, 20))
    assert 0 < one < ten < thousand == 120


def link(a: str, b: str, weight: float, holding: bool = True, apart: bool = False) -> Link:
    return Link(a, b, [], weight, 0.5, holding, apart)


def test_every_pair_is_a_line_by_what_speaks_for_it() -> None:
    letters = [("a", "A"), ("b", "B"), ("c", "C")]
    svg = graph(letters, [link("a", "b", 9.0), link("b", "c", -3.0, False), link("a", "c", 4.0, apart=True)])
    assert re.findall(r'<line class="([\w ]+)"', svg) == ["against", "for holding", "apart holding"]
    assert re.findall(r"<text[^>]*>(\w)<", svg) == ["A", "B", "C"]
    assert "A and B: probability 0.50" in svg
    assert "style" not in svg


def test_a_letter_is_escaped() -> None:
    assert "<b>" not in graph([("a", "<b>")], [])
