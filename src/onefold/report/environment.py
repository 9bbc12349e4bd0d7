"""Templates of pages, in the report and in the browser: everything from the data is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onefold.report.given import Explanation
from onefold.report.side_by_side import Piece
from onefold.report.svg import waterfall
from onefold.report.words import SENTENCE_CHARACTERS_MAX, clean, duration, label, number, percent, score, signed


def environment(package: str, **filters: Callable[..., Any]) -> Environment:
    """The templates of a package, with the words and charts that all pages share and its own filters beside them.

    A name that a template uses and nobody has given is an error.
    """
    made = Environment(
        loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    shared: dict[str, Callable[..., Any]] = {
        "number": number, "signed": signed, "score": score, "percent": percent, "duration": duration, "label": label,
        "clean": clean, "sentence": lambda text: clean(text, SENTENCE_CHARACTERS_MAX), "marked": marked,
        "waterfall": _waterfall,
    }  # fmt: skip
    made.filters.update(shared | filters)
    return made


def marked(pieces: Sequence[Piece]) -> Markup:
    """A value with what differs marked; a missing one, without pieces, said to be missing."""
    if not pieces:
        return Markup('<span class="missing">missing</span>')
    return Markup("").join(_MARKS[piece.differs, bool(piece.text)].format(piece.text) for piece in pieces)


_MARKS: Final = {
    (False, True): Markup("{}"),
    (True, True): Markup("<mark>{}</mark>"),
    (True, False): Markup('<mark class="gap" title="characters are missing here">‸</mark>'),
}


def _waterfall(reason: Explanation) -> Markup:
    return Markup(waterfall(reason))
