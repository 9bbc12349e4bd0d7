from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.explanation import Evidence, PairExplanation
from onefold.report.svg import WIDTH, band_counts, histogram, waterfall

SVG = "{http://www.w3.org/2000/svg}"
Explain = Callable[[str, str, Sequence[float]], PairExplanation]


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def bars(svg: str) -> list[tuple[float, float]]:
    """Left and right end of each rectangle."""
    boxes = [rect.attrib for rect in parsed(svg).iter(f"{SVG}rect")]
    return [(float(box["x"]), float(box["x"]) + float(box["width"])) for box in boxes]


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("scores", "counts"),
    [
        ([], (0, 0, 0)),
        ([0.0, 0.499, 0.5, 0.899, 0.9, 1.0], (2, 2, 2)),
        ([0.95, 0.95], (0, 0, 2)),
    ],
)
def test_the_bands_begin_at_half_and_at_nine_tenths(scores: list[float], counts: tuple[int, ...]) -> None:
    assert band_counts(scores) == counts


def test_a_histogram_has_a_bar_for_each_filled_step_and_each_band() -> None:
    svg = histogram([0.51, 0.52, 0.93, 1.0])
    assert len(bars(svg)) == 3 + 3
    assert [title.text for title in parsed(svg).iter(f"{SVG}title")][1:] == [
        "0.50 to 0.55: 2",
        "0.90 to 0.95: 1",
        "0.95 to 1.00: 1",
    ]


@pytest.mark.parametrize("scores", [[], [0.7], [1.0] * 3_000])
def test_a_histogram_of_any_size_is_drawn_inside_its_box(scores: list[float]) -> None:
    svg = histogram(scores)
    assert all(0 <= left <= right <= WIDTH + 0.1 for left, right in bars(svg))
    assert all(float(rect.attrib["y"]) >= 0 for rect in parsed(svg).iter(f"{SVG}rect"))


def test_every_bar_of_a_waterfall_begins_where_the_one_above_ended(explained: Explain) -> None:
    svg = waterfall(explained("a", "b", (-10.0, 14.0, -2.0)))
    prior, phone, related, total = bars(svg)
    assert prior[0] == pytest.approx(phone[0], abs=0.11)
    assert phone[1] == pytest.approx(related[1], abs=0.11)
    assert related[0] == pytest.approx(total[1], abs=0.11)
    assert prior[1] == pytest.approx(total[0], abs=0.11)


def test_a_waterfall_says_every_weight_and_the_sum(explained: Explain) -> None:
    said = texts(waterfall(explained("a", "b", (-10.0, 14.0, -2.0))))
    assert said[1:] == [
        *("Starting point", "−10.0", "Phone numberequal", "+14.0", "Relatives and namesakes", "−2.0"),
        *("Together: probability 0.80", "+2.0"),
    ]


@pytest.mark.parametrize("weights", [(0.0, 0.0), (-3.0, -1.0), (5.0, 60.0, 0.0), (-9.0, float("inf"), 0.0)])
def test_a_waterfall_of_any_weights_is_drawn_inside_its_box(weights: Sequence[float], explained: Explain) -> None:
    svg = waterfall(explained("a", "b", weights))
    assert all(0 <= left <= right <= WIDTH for left, right in bars(svg))
    assert "nan" not in svg


def test_a_chart_says_in_words_what_it_shows(explained: Explain) -> None:
    for svg in (histogram([0.95]), waterfall(explained("7", "9", (-10.0, 14.0)))):
        assert parsed(svg).attrib["role"] == "img"
        assert [child.tag for child in parsed(svg)][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert "Starting point −10.0; Relatives and namesakes +14.0; together +4.0." in svg


def test_a_chart_names_no_colour_for_text_so_it_fits_light_and_dark_pages(explained: Explain) -> None:
    svg = waterfall(explained("a", "b", (-10.0, 14.0)))
    assert 'fill="currentColor"' in svg.partition(">")[0]
    assert not [text for text in parsed(svg).iter(f"{SVG}text") if "fill" in text.attrib or "style" in text.attrib]


@given(st.text(), st.text(), st.text())
def test_a_waterfall_is_well_formed_whatever_the_values_are(profile_id: str, level: str, sentence: str) -> None:
    bar = Evidence(level, None, None, level, 1.0, sentence)
    svg = waterfall(PairExplanation(profile_id, "b", (bar,), 1.0, 0.66))
    assert parsed(svg).tag == f"{SVG}svg"


def test_a_sentence_is_cut_so_that_a_huge_cell_makes_no_huge_chart() -> None:
    bar = Evidence("Phone", None, None, "equal", 1.0, "9" * 10_000)
    assert len(re.findall("9", waterfall(PairExplanation("a", "b", (bar,), 1.0, 0.66)))) < 600
