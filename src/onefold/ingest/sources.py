"""Where a field finds its value in a source object: `_source.a.b[0]`, or a template with such accessors in {{ }}."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from onefold.errors import BadRequestError

_ROOT: Final = "_source"
_STEP: Final = re.compile(r"\.([^.\[\]{}]+)|\[(\d+)\]")
_PLACE: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


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
            if isinstance(step, int):
                source = source[step] if isinstance(source, list) and step < len(source) else None
            else:
                source = source.get(step) if isinstance(source, dict) else None
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
    for at, part in enumerate(_PLACE.split(text)):
        if at % 2:
            parts.append(_accessor(part.strip(), where))
        elif "{{" in part or "}}" in part:
            raise BadRequestError(f"{where}: Source has braces without a partner. Write {{{{{_ROOT}.Name}}}}.")
        elif part:
            parts.append(part)
    return Template(tuple(parts))


def _accessor(text: str, where: str) -> Accessor:
    steps = _STEP.findall(text.removeprefix(_ROOT))
    rebuilt = _ROOT + "".join(f".{name}" if name else f"[{index}]" for name, index in steps)
    if not steps or rebuilt != text:
        raise BadRequestError(
            f"{where}: Source={text} is not understood. Expected {_ROOT}.Name, {_ROOT}.Name.Part, {_ROOT}.Names[0], or "
            f"text with {{{{{_ROOT}.Name}}}} in it."
        )
    return Accessor(tuple(name or int(index) for name, index in steps))


def text_of(value: Any) -> str:
    """A JSON value as text: numbers and booleans as JSON writes them; "" for null, objects and arrays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""
