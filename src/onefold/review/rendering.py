"""Pages from templates: everything from the data is escaped."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from starlette.responses import HTMLResponse

from onefold.report.environment import environment
from onefold.report.words import clean
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


_ENVIRONMENT: Final = environment(
    "onefold.review", moment=moment, day=day, origin=origin, border=border, label_of=label_of, name_of=name_of,
    contact_of=contact_of,
)  # fmt: skip
