"""How whoever gives a table says which column holds what: errors and notes tell them what to do in their own words."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Asking:
    """template: how a column is mapped, of {attribute}, {column}, and {word}, both as one word of a shell. id: what
    names the column of the ids."""

    template: str
    id: str

    def mapping(self, attribute: str, column: str) -> str:
        """How this column is given for this attribute."""
        word = shlex.quote(f"{attribute}={column}")
        return self.template.format(attribute=attribute, column=column, word=word)


IN_PYTHON: Final = Asking("columns={{{attribute!r}: {column!r}}}", "the argument id")
ON_THE_COMMAND_LINE: Final = Asking("--column {word}", "--id")
BY_THE_HEADER: Final = Asking("the header {attribute!r} instead of {column!r}", "the header 'id'")
"""Where a table comes alone, without options."""
