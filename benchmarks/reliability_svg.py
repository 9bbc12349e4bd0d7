"""The reliability curve as one SVG file: what scores promise against what is right, a panel for each kind of score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Point = tuple[float, float]
"""The mean score and the share that is right, both 0 to 1."""

SIDE: Final = 240
LEFT, TOP, GAP, BOTTOM = 48, 34, 56, 44
STYLE: Final = "font-family:system-ui,sans-serif;font-size:11px"
INK, FAINT, BOLD = "#333b47", "#b9c2cf", "#1f6fbf"


@dataclass(frozen=True)
class Curve:
    """One panel. points: of all tables together, by score. tables: the points of each table."""

    name: str
    points: Sequence[Point]
    tables: Sequence[Sequence[Point]]


def drawn(curves: Sequence[Curve]) -> str:
    """An SVG document, on white so that it can be read on any page. On the diagonal scores mean what they say; above it
    more is right than they promise. Thin lines are single tables."""
    width, height = LEFT + len(curves) * (SIDE + GAP), TOP + SIDE + BOTTOM
    size = f'width="{width}" height="{height}"'
    box = f"0 0 {width} {height}"
    marks = [mark for index, curve in enumerate(curves) for mark in _panel(curve, LEFT + index * (SIDE + GAP))]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{box}" role="img" style="{STYLE}">',
            "<title>Reliability of the scores</title>",
            f'<rect {size} fill="#fff"/>',
            *marks,
            "</svg>\n",
        ]
    )


def _panel(curve: Curve, left: float) -> Iterator[str]:
    yield _text(left + SIDE / 2, TOP - 14, curve.name, weight="bold")
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _at(left, (tick, tick))
        yield f'<path d="M{left} {y:.1f}h{SIDE}M{x:.1f} {TOP}v{SIDE}" stroke="{FAINT}" stroke-width=".4"/>'
        yield _text(left - 6, y + 4, f"{tick:g}", anchor="end")
        yield _text(x, TOP + SIDE + 15, f"{tick:g}")
    yield _text(left + SIDE / 2, TOP + SIDE + 34, "score")
    yield _text(left - 6, TOP - 14, "right", anchor="end")
    yield _line(left, [(0.0, 0.0), (1.0, 1.0)], f'stroke="{INK}" stroke-dasharray="4 4"')
    for points in curve.tables:
        yield _line(left, points, f'stroke="{FAINT}" stroke-width="1.2"')
    yield _line(left, curve.points, f'stroke="{BOLD}" stroke-width="2.5"')
    for point in curve.points:
        x, y = _at(left, point)
        said = f"<title>score {point[0]:.3f}, right {point[1]:.3f}</title>"
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{BOLD}">{said}</circle>'


def _at(left: float, point: Point) -> Point:
    return left + point[0] * SIDE, TOP + (1.0 - point[1]) * SIDE


def _line(left: float, points: Sequence[Point], look: str) -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(left, point) for point in points))
    return f'<polyline points="{places}" fill="none" {look}/>'


def _text(x: float, y: float, words: str, *, anchor: str = "middle", weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{INK}">{words}</text>'
