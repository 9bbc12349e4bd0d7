"""Where a field finds its value in a source object: a path such as `_source.a.b[0]`, or a template."""

from __future__ import annotations

from onefold.errors import BadRequestError
from onefold.ingest.accessors import ROOT, Accessor, accessor
from onefold.ingest.templates import Template, template

Source = Accessor | Template


def source_of(text: str, where: str) -> Source:
    """Read the Source of a field. where: what it belongs to, for the message.

    Raises BadRequestError with the form that is expected.
    """
    if "{{" in text or "}}" in text:
        return template(text, where)
    found = accessor(text)
    if found is None:
        raise BadRequestError(
            f"{where}: Source={text} is not understood. Expected {ROOT}.Name, {ROOT}.Name.Part, {ROOT}.Names[0], or "
            f"text with {{{{{ROOT}.Name}}}} in it."
        )
    return found
