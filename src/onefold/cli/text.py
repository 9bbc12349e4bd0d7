"""Values of records on a terminal: in columns, whatever the script, and without power over the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from unicodedata import combining, east_asian_width


def printable(text: str) -> str:
    """The text with every character that a terminal might obey, or that changes the direction of writing, as a ?."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(map(printable, text.split("\n")))


def fitted(text: str, width: int) -> str:
    """Cut or filled up to so many columns of a terminal: a Chinese letter takes two, an accent of its own none."""
    clean = printable(text[: 4 * width])
    kept = clean if width_of(clean) <= width else _beginning(clean, width - 2) + ".."
    return kept + " " * (width - width_of(kept))


def _beginning(text: str, width: int) -> str:
    ends = accumulate(map(_columns, text))
    return "".join(letter for letter, end in zip(text, ends, strict=True) if end <= width)


def width_of(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(map(_columns, text))


def table(rows: Sequence[Sequence[str]], cell_width_max: int) -> Iterator[str]:
    """Rows of cells as aligned lines."""
    widths = [
        min(max(width_of(printable(cell)) for cell in column), cell_width_max) for column in zip(*rows, strict=True)
    ]
    for row in rows:
        yield "  ".join(fitted(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def a_few(items: Iterable[str], shown_max: int) -> str:
    """Enumerates the first items and says how many more there are."""
    every = list(items)
    more = len(every) - shown_max
    return ", ".join(every[:shown_max]) + (f" and {more:,} more" if more > 0 else "")


def lines_of(items: Sequence[str], width: int, indent: str) -> Iterator[str]:
    """Items with commas between them on indented lines of at most this width, none cut in two."""
    line = ""
    for item, comma in zip(items, [","] * (len(items) - 1) + [""], strict=True):
        if line and width_of(f"{indent}{line} {item}{comma}") > width:
            yield indent + line
            line = ""
        line += f"{' ' if line else ''}{item}{comma}"
    yield indent + line


def counted(number: int, what: str) -> str:
    """`1 group`, `2,000 groups`."""
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def draws_blocks() -> bool:
    """Whether what is printed can hold block characters."""
    try:
        "█░".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def _columns(letter: str) -> int:
    if combining(letter):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
