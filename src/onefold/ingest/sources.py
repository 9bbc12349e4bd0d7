"""Where a field finds its value in a source object: `_source.a.b[0]`, or a template with such accessors in {{ }}.

Paths are written as in JSON or as in Handlebars: `a.list[0]`, `a.list.[0]`, `a.list.0`, and `a.[a.name]` for a name
with signs. Values are texts and no HTML, so `{{{ }}}` is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from onefold.errors import BadRequestError

_ROOT: Final = "_source"
_STEP: Final = re.compile(r"\.?\[(?P<index>\d+)\]|\.\[(?P<literal>[^\[\]{}]+)\]|\.(?P<name>[^.\[\]{}]+)")
_PATH: Final = re.compile(f"{_ROOT}(?:{re.sub('P<[a-z]+>', ':', _STEP.pattern)})+")
_PLACE: Final = re.compile(r"(?<!\{)\{\{(\{)?(?P<accessor>[^{}]*)(?(1)\}\}\}|\}\})")


@dataclass(frozen=True)
class Accessor:
    """Steps into an object: names of members and indexes of arrays."""

    steps: tuple[str | int, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The member of the top level that is read."""
        return tuple(step for step in self.steps[:1] if isinstance(step, str))

    def read(self, source: Any) -> str:
        """The value as text, "" if there is none: a missing member, null, an object or an array as a whole."""
        for step in self.steps:
            if isinstance(source, list):
                at = int(step) if isinstance(step, int) or re.fullmatch("[0-9]{1,9}", step) else len(source)
                source = source[at] if at < len(source) else None
            else:
                source = source.get(str(step)) if isinstance(source, dict) else None
        return text_of(source)


@dataclass(frozen=True)
class Template:
    """Literal text and accessors in turn."""

    parts: tuple[str | Accessor, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The members of the top level that are read."""
        return tuple(name for part in self.parts if isinstance(part, Accessor) for name in part.members)

    def read(self, source: Any) -> str:
        """The text with the values filled in, without spaces around it; "" if none of the values is there.

        A value that is missing among others leaves nothing in its place, as with Handlebars.
        """
        read = [(part, part if isinstance(part, str) else part.read(source)) for part in self.parts]
        found = any(text for part, text in read if isinstance(part, Accessor))
        return "".join(text for _, text in read).strip() if found else ""


Source = Accessor | Template


def source_of(text: str, where: str) -> Source:
    """Read the Source of a field. where: what it belongs to, for the message.

    Raises BadRequestError with the form that is expected. Of Handlebars only the accessor in braces is known; its
    helpers and blocks are refused.
    """
    if "{{" not in text and "}}" not in text:
        return _accessor(text, where)
    parts: list[str | Accessor] = []
    end = 0
    for place in _PLACE.finditer(text):
        parts += [_literal(text[end : place.start()], where), _accessor(place["accessor"].strip(), where)]
        end = place.end()
    parts.append(_literal(text[end:], where))
    return Template(tuple(part for part in parts if part))


def _literal(text: str, where: str) -> str:
    if "{{" in text or "}}" in text:
        raise BadRequestError(f"{where}: Source has braces without a partner. Write {{{{{_ROOT}.Name}}}}.")
    return text


def _accessor(text: str, where: str) -> Accessor:
    if not _PATH.fullmatch(text):
        raise BadRequestError(
            f"{where}: Source={text} is not understood. Expected {_ROOT}.Name, {_ROOT}.Name.Part, {_ROOT}.Names[0], or "
            f"text with {{{{{_ROOT}.Name}}}} in it."
        )
    steps = _STEP.finditer(text, len(_ROOT))
    return Accessor(tuple(int(step["index"]) if step["index"] else step["literal"] or step["name"] for step in steps))


def text_of(value: Any) -> str:
    """A JSON value as text: numbers and booleans as JSON writes them; "" for null, objects and arrays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""
