"""Pages from templates: everything from the data is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from onefold.report import waterfall
from onefold.report.side_by_side import Piece
from onefold.report.words import SENTENCE_CHARACTERS_MAX, clean, duration, label, number, percent, score, signed
from onefold.review.links import Link
from onefold.review.values import contact_of, label_of, name_of
from onefold.review.views import Cell
from onefold.review.web import Visit

_REPORT: Final = files("onefold.report") / "templates" / "style.css"
_OWN: Final = files("onefold.review") / "static"

STATIC: Final = {
    "review.css": ("text/css", _REPORT.read_bytes() + (_OWN / "review.css").read_bytes()),
    "review.js": ("text/javascript", (_OWN / "review.js").read_bytes()),
    "icon.svg": ("image/svg+xml", (_OWN / "icon.svg").read_bytes()),
}
"""By name: media type and content. The style is that of the report and what the pages have beside it."""
STATIC_VERSION: Final = sha256(b"".join(content for _, content in STATIC.values())).hexdigest()[:12]
"""In the address of every file, so that browsers may keep them for good."""


def page(visit: Visit, template: str, code: int = 200, **values: Any) -> HTMLResponse:
    """A page, or a part of one, for a visitor."""
    text = _ENVIRONMENT.get_template(template).render(visit=visit, version=STATIC_VERSION, **values)
    return HTMLResponse(text, code)


def moment(at: int | None) -> str:
    """A time in milliseconds: 24 Nov 2026, 23:05."""
    if at is None:
        return ""
    found = datetime.fromtimestamp(at / 1000, UTC)
    return f"{found.day} {found:%b %Y, %H:%M}"


def day(at: int) -> str:
    """The day of a time in milliseconds: 24 Nov 2026."""
    found = datetime.fromtimestamp(at / 1000, UTC)
    return f"{found.day} {found:%b %Y}"


def origin(cell: Cell) -> str:
    """Where a value is from and since when; one that was set directly, not by a source object, has the day alone."""
    return " · ".join(filter(None, (clean(cell.source), day(cell.at))))


def border(value: float) -> str:
    """A score as a border of bands: 0.9, 0.975."""
    return f"{min(value, 1.0):.3f}".rstrip("0").rstrip(".") or "0"


def marked(pieces: Sequence[Piece]) -> Markup:
    """A value with what differs marked."""
    return Markup("").join(_MARKS[piece.differs, bool(piece.text)].format(piece.text) for piece in pieces)


_MARKS: Final = {
    (False, True): Markup("{}"),
    (True, True): Markup("<mark>{}</mark>"),
    (True, False): Markup('<mark class="gap" title="characters are missing here">‸</mark>'),
}


def _waterfall(link: Link) -> Markup:
    return Markup(waterfall(link))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onefold.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=number, signed=signed, score=score, percent=percent, duration=duration, label=label, clean=clean,
        sentence=lambda text: clean(text, SENTENCE_CHARACTERS_MAX), marked=marked, waterfall=_waterfall, moment=moment,
        day=day, origin=origin, border=border, label_of=label_of, name_of=name_of, contact_of=contact_of,
    )  # fmt: skip
    return environment


_ENVIRONMENT: Final = _environment()
