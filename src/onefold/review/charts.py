"""The charts of the review pages as SVG, without a style in any element: the policy of the pages allows none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

from onefold.report.words import number, score
from onefold.review.calibration import Place
from onefold.review.links import Link
from onefold.review.overview import BandRow

BARS: Final = 50
"""Steps of the histogram: 0.01 wide if the least score is 0.5."""
_WIDTH: Final = 500
_HEIGHT: Final = 120
_BAR: Final = Markup(
    '<rect class="bar {band}" data-from="{start:.4f}" x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" '
    'height="{height:.2f}"><title>{says}</title></rect>'
)


def histogram(found: Sequence[Place], rows: Sequence[BandRow], least: float) -> Markup:
    """The groups by score from `least` to 1, each bar in the colour of its band; counts on a logarithmic scale.

    It fills its box in both directions, so that a slider of the same width lies exactly on its scale.
    """
    counts = [0] * BARS
    for place in found:
        at = int((place.thousandth / 1000 - least) / (1 - least) * BARS + 1e-9)
        counts[min(max(at, 0), BARS - 1)] += place.groups
    most = math.log1p(max(counts, default=0)) or 1.0
    step = _WIDTH / BARS
    bars = []
    for at, count in enumerate(counts):
        start = least + at * (1 - least) / BARS
        height = max(_HEIGHT * math.log1p(count) / most, 2.0 if count else 0.0)
        band = next(row.name for row in rows if row.least <= start + 1e-9)
        says = f"{start:.2f} to {start + (1 - least) / BARS:.2f}: {number(count)} groups"
        bars.append(
            _BAR.format(
                band=band,
                start=start,
                x=at * step + 0.6,
                y=_HEIGHT - height,
                width=step - 1.2,
                height=height,
                says=says,
            )
        )
    said = ", ".join(f"{row.name} {number(row.band.groups)}" for row in rows)
    return Markup(
        '<svg class="bars" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="Histogram of confidence: {}">{}</svg>'
    ).format(_WIDTH, _HEIGHT, said, Markup("").join(bars))


_RADIUS: Final = 78
_BOX: Final = 220
_NODE: Final = 15


def graph(letters: Sequence[tuple[str, str]], links: Sequence[Link]) -> Markup:
    """Members as a ring of letters, pairs as lines: thick where much speaks for them, full where they hold the group.

    letters: of (profile id, letter).
    """
    at = {one: _on_ring(index, len(letters)) for index, (one, _) in enumerate(letters)}
    names = dict(letters)
    lines = [_line(link, at, names) for link in sorted(links, key=lambda link: link.holding)]
    nodes = [_node(letter, *at[one]) for one, letter in letters]
    holding = sum(link.holding for link in links)
    said = f"{len(letters)} profiles, {holding} links hold them together"
    return Markup('<svg class="graph" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">{2}{3}</svg>').format(
        _BOX, said, Markup("").join(lines), Markup("").join(nodes)
    )


def _on_ring(index: int, count: int) -> tuple[float, float]:
    angle = 2 * math.pi * index / max(count, 1) - (math.pi if count == 2 else math.pi / 2)
    return _BOX / 2 + _RADIUS * math.cos(angle), _BOX / 2 + _RADIUS * math.sin(angle)


def _line(link: Link, at: dict[str, tuple[float, float]], names: dict[str, str]) -> Markup:
    (x1, y1), (x2, y2) = at[link.profile_id_a], at[link.profile_id_b]
    kind = "apart" if link.apart else "for" if link.match_weight > 0 else "against"
    width = 1.5 + min(abs(link.match_weight), 24) / 4
    says = f"{names[link.profile_id_a]} and {names[link.profile_id_b]}: probability {score(link.probability)}"
    return Markup(
        '<line class="{}{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke-width="{:.1f}">'
        "<title>{}</title></line>"
    ).format(kind, " holding" if link.holding else "", x1, y1, x2, y2, width, says)


def _node(letter: str, x: float, y: float) -> Markup:
    return Markup('<g><circle cx="{0:.1f}" cy="{1:.1f}" r="{2}"/><text x="{0:.1f}" y="{3:.1f}">{4}</text></g>').format(
        x, y, _NODE, y + 5, escape(letter)
    )
