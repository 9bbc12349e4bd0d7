"""Paths into a source object, `_source.a.b[0]`, and what they find there.

Paths are written as in JSON or as in Handlebars: `a.list[0]`, `a.list.[0]`, `a.list.0`, and `a.[a.name]` for a name
with signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

ROOT: Final = "_source"
_STEP: Final = re.compile(r"\.?\[(?P<index>\d+)\]|\.\[(?P<literal>[^\[\]{}]+)\]|\.(?P<name>[^.\[\]{}]+)")
_STEPS: Final = re.compile(f"(?:{re.sub('P<[a-z]+>', ':', _STEP.pattern)})+")


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
        return text_of(self.find(source))

    def find(self, source: Any) -> Any:
        """The value as it is; None for a missing one."""
        for step in self.steps:
            if isinstance(source, list):
                at = int(step) if isinstance(step, int) or re.fullmatch("[0-9]{1,9}", step) else len(source)
                source = source[at] if at < len(source) else None
            else:
                source = source.get(str(step)) if isinstance(source, dict) else None
        return source


def accessor(text: str) -> Accessor | None:
    """Read a path that begins at the object; None if it is none."""
    found = steps_of(text[len(ROOT) :]) if text.startswith(ROOT) else None
    return None if found is None else Accessor(found)


def steps_of(text: str) -> tuple[str | int, ...] | None:
    """Read the steps of a path, each with its dot or brackets; None if there are none or it is no path."""
    if not _STEPS.fullmatch(text):
        return None
    steps = _STEP.finditer(text)
    return tuple(int(step["index"]) if step["index"] else step["literal"] or step["name"] for step in steps)


def text_of(value: Any) -> str:
    """A JSON value as text: numbers and booleans as JSON writes them; "" for null, objects and arrays."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""
