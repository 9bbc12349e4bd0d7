"""Charts as SVG: pure functions to strings that need nothing around them, in a notebook, a report or a file.

Text has the colour of its surroundings and bars have tones that can be read on light and on dark, so the charts fit any
page; a page may set --onefold-for, --onefold-against, --onefold-merge, --onefold-review and --onefold-reject. They are
drawn for 400 px and grow and shrink with their box. No element has a style of its own, so that a page whose policy
allows none can show them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onefold.report.given import Evidence, Explanation
from onefold.report.words import SENTENCE_CHARACTERS_MAX, brief, clean, label, number, score, signed
from onefold.tables import Bands

WIDTH: Final = 400
WEIGHT_DRAWN_MAX: Final = 64.0
"""Beyond 2**64 to one nothing can be told from certainty, and the other bars would shrink to nothing."""


class Band(NamedTuple):
    """Scores from `least` up to the next band, and what to do with them."""

    name: str
    least: float
    colour: str


BANDS: Final = (
    Band("Reject", 0.0, "var(--onefold-reject, #8793a5)"),
    Band("Review", Bands().review_from, "var(--onefold-review, #cf8a1d)"),
    Band("Merge", Bands().merge_from, "var(--onefold-merge, #1f9479)"),
)
"""From the least to the most certain."""

_FOR: Final = "var(--onefold-for, #3a7fc8)"
_AGAINST: Final = "var(--onefold-against, #d0672c)"


def band_counts(scores: ArrayLike) -> tuple[int, ...]:
    """How many scores (0 to 1) fall into each of BANDS."""
    edges = [*(band.least for band in BANDS), np.inf]
    return tuple(int(count) for count in np.histogram(np.asarray(scores, dtype=float), bins=edges)[0])


def histogram(scores: ArrayLike) -> str:
    """Draw how sure the matches are: counts of scores (0 to 1) in steps of 0.05, coloured by band.

    The axis of counts is logarithmic, because a good result is a mountain at 1 and the doubtful few matter most.
    Returns an <svg> element with a title and a description. O(scores).
    """
    values = np.asarray(scores, dtype=float)
    counts = np.histogram(values, bins=_BIN_EDGES)[0]
    said = ", ".join(f"{band.name} {number(count)}" for band, count in zip(BANDS, band_counts(values), strict=True))
    marks = [*_grid(int(counts.max())), *_bins(counts), *_bands(band_counts(values))]
    return _svg(_TOP + _PLOT + 38, "Histogram of confidence", f"{number(len(values))} scores: {said}.", marks)


_BINS: Final = 20
_BIN_EDGES: Final = np.append(np.arange(_BINS) / _BINS, np.inf)
_LEFT: Final = 36
_TOP: Final = 44
_PLOT: Final = 150


def _x(value: float) -> float:
    return _LEFT + value * (WIDTH - _LEFT)


def _height(count: int, most: int) -> float:
    return _PLOT * math.log1p(count) / math.log1p(max(most, 3))


def _grid(most: int) -> Iterator[str]:
    floor = _TOP + _PLOT
    for power in range(int(math.log10(max(most, 1))) + 1):
        y = floor - _height(10**power, most)
        yield _line(_LEFT, y, WIDTH, y, 0.15)
        yield _text(_LEFT - 6, y + 4, brief(10**power), anchor="end", faint=True)
    yield _line(_LEFT, floor, WIDTH, floor, 0.6)
    for tick in (0.0, 0.25, 0.5, 0.75, 0.9, 1.0):
        anchor = "end" if tick == 1 else "middle"
        yield _text(_x(tick), floor + 16, f"{tick:.2g}", anchor=anchor, faint=True)
    yield _text(_x(0.5), floor + 33, "confidence", anchor="middle", faint=True)


def _bins(counts: NDArray[np.int64]) -> Iterator[str]:
    most = int(counts.max())
    for start, count in zip(_BIN_EDGES, counts, strict=False):
        if count:
            band = [band for band in BANDS if band.least <= start + 1e-9][-1]
            height = _height(int(count), most)
            bar = _rect(_x(start) + 1, _TOP + _PLOT - height, (WIDTH - _LEFT) / _BINS - 2, height, band.colour)
            yield f"<g><title>{start:.2f} to {start + 1 / _BINS:.2f}: {number(int(count))}</title>{bar}</g>"


def _bands(counts: Sequence[int]) -> Iterator[str]:
    ends = [*(band.least for band in BANDS[1:]), 1.0]
    for band, end, count in zip(BANDS, ends, counts, strict=True):
        yield _rect(_x(band.least) + 1, _TOP - 8, _x(end) - _x(band.least) - 2, 3, band.colour)
        last = band is BANDS[-1]
        x, anchor = (WIDTH, "end") if last else (_x(band.least) + 1, "start")
        yield _text(x, _TOP - 30, band.name, anchor=anchor, bold=True)
        yield _text(x, _TOP - 14, number(count), anchor=anchor)


def waterfall(explanation: Explanation) -> str:
    """Draw why two records are or are not one customer: one bar per piece of evidence, in log2, and their sum.

    Each bar begins where the one above ended; right is for one customer, left is against, the dashed line is even odds.
    The sentence of a bar shows when it is pointed at. Returns an <svg> element with a title and a description.
    """
    bars = list(explanation.evidence)
    ends = list(accumulate((_drawn(bar.weight) for bar in bars), initial=0.0))
    to_x = _scale([*ends, _drawn(explanation.match_weight)])
    height = (len(bars) + 1) * _ROW + 22
    marks = [_line(to_x(0.0), 0, to_x(0.0), height - 18, 0.5, "2 3"), *_zero_label(to_x(0.0), height)]
    for index, (bar, start, end) in enumerate(zip(bars, ends, ends[1:], strict=False)):
        marks += [_evidence(bar, index * _ROW, to_x(start), to_x(end))]
        marks += [_line(to_x(end), index * _ROW + 31, to_x(end), (index + 1) * _ROW + 21, 0.25)]
    marks += _total(explanation, len(bars) * _ROW, to_x)
    said = "; ".join(f"{label(bar.attribute)} {signed(bar.weight)}" for bar in bars)
    who = f"{clean(explanation.profile_id_a)} and {clean(explanation.profile_id_b)}"
    return _svg(height, f"Why {who}", f"{said}; together {signed(explanation.match_weight)}.", marks)


_ROW: Final = 38
_INDENT: Final = 6
_NUMBERS: Final = 52
"""Width kept free of bars on the right, for the weights."""


def _drawn(weight: float) -> float:
    """A weight as long as it is drawn: what is certain, a judgement, has no end."""
    return min(max(weight, -WEIGHT_DRAWN_MAX), WEIGHT_DRAWN_MAX)


class _Scale(NamedTuple):
    least: float
    per_unit: float

    def __call__(self, weight: float) -> float:
        return 1 + (weight - self.least) * self.per_unit


def _scale(weights: Sequence[float]) -> _Scale:
    least = min(weights)
    return _Scale(least, (WIDTH - _NUMBERS) / max(max(weights) - least, 1.0))


def _evidence(bar: Evidence, y: float, start: float, end: float) -> str:
    name = f'<tspan font-weight="600">{_safe(label(bar.attribute))}</tspan>'
    level = "" if bar.attribute in ("Prior", "Related") else f'<tspan dx="6" opacity=".7">{_safe(bar.level)}</tspan>'
    colour = _FOR if bar.weight >= 0 else _AGAINST
    return (
        f"<g><title>{_safe(bar.sentence)}</title>"
        f'<text x="{_INDENT}" y="{y + 14:g}">{name}{level}</text>'
        + _text(WIDTH, y + 14, signed(bar.weight), anchor="end")
        + _rect(min(start, end), y + 21, max(abs(end - start), 1.5), 10, colour)
        + "</g>"
    )


def _total(explanation: Explanation, y: float, to_x: _Scale) -> list[str]:
    zero, end = to_x(0.0), to_x(_drawn(explanation.match_weight))
    return [
        _text(_INDENT, y + 14, f"Together: probability {score(explanation.probability)}", bold=True),
        _text(WIDTH, y + 14, signed(explanation.match_weight), anchor="end", bold=True),
        _rect(min(zero, end), y + 21, max(abs(end - zero), 1.5), 10, "currentColor"),
    ]


def _zero_label(x: float, height: float) -> Iterator[str]:
    yield _text(min(max(x, 30), WIDTH - 30), height - 5, "even odds", anchor="middle", faint=True)


def _svg(height: float, title: str, description: str, marks: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" '
        f'font-family="system-ui,sans-serif" font-size="13" fill="currentColor">'
        f"<title>{_safe(title)}</title><desc>{_safe(description)}</desc>{''.join(marks)}</svg>"
    )


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {box} rx="1.5" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, opacity: float, dashes: str = "") -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<line {ends} stroke="currentColor" stroke-opacity="{opacity}"{dashed}/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False, faint: bool = False) -> str:
    look = (' font-weight="600"' if bold else "") + (' opacity=".7"' if faint else "")
    placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{placed}{look}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(clean(text, SENTENCE_CHARACTERS_MAX))
