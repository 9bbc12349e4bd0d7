"""Records of one group side by side: what is the same, what differs, and in which characters."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

ALIKE_MIN: Final = 0.5
"""Values less alike than this (difflib's ratio) are marked whole: single letters they share by chance say nothing."""

COMPARED_MAX: Final = 80
"""Values with more letters and digits are marked whole too: no name, number or address, and the time to compare two
repetitive values grows with the square of their length and more."""


@dataclass(frozen=True)
class Piece:
    """A run of characters of a value. differs: not in the value compared with. An empty one that differs is a gap: the
    other value has characters here."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Line:
    """One attribute of all members, in their order; a cell without pieces is a missing value. same: none differs."""

    label: str
    cells: tuple[tuple[Piece, ...], ...]
    same: bool


def line(label: str, values: Sequence[str | None], elsewhere: Set[tuple[str, ...]] = frozenset()) -> Line:
    """Compare the values that the members of a group have for one attribute with the commonest of them.

    Ties go to the first. Case, spaces and punctuation are no difference, nor is a value of which the substance is
    elsewhere, in another attribute where it counts as much.
    """
    reference = _commonest([value for value in values if value])
    cells = tuple(
        () if not value else (Piece(value),) if substance(value) in elsewhere else differences(value, reference)
        for value in values
    )
    return Line(label, cells, same=not any(piece.differs for cell in cells for piece in cell))


def _commonest(values: Sequence[str]) -> str:
    """The first of the values whose substance most of them have."""
    substances = Counter(substance(value) for value in values)
    return max(values, key=lambda value: substances[substance(value)], default="")


def differences(value: str, reference: str) -> tuple[Piece, ...]:
    """Cut a value into pieces that are, and that are not, in the reference. The texts join to the value."""
    this, other = substance(value), substance(reference)
    if this == other:
        return (Piece(value),)
    matcher = SequenceMatcher(None, this[:COMPARED_MAX], other[:COMPARED_MAX], autojunk=False)
    if max(len(this), len(other)) > COMPARED_MAX or matcher.ratio() < ALIKE_MIN:
        return (Piece(value, differs=True),)
    return _cut(value, matcher.get_opcodes())


def _cut(value: str, steps: Sequence[tuple[str, int, int, int, int]]) -> tuple[Piece, ...]:
    """The value cut where the steps (SequenceMatcher.get_opcodes) between substances begin and end."""
    places = [at for at, character in enumerate(value) if _counts(character)] or list(range(len(value)))
    pieces = []
    done = 0
    for kind, first, last, _, _ in steps:
        if kind == "equal":
            continue
        begin = places[first] if first < len(places) else len(value)
        end = places[last - 1] + 1 if last > first else begin
        pieces += [Piece(value[done:begin]), Piece(value[begin:end], differs=True)]
        done = end
    return tuple(piece for piece in (*pieces, Piece(value[done:])) if piece.text or piece.differs)


def substance(value: str) -> tuple[str, ...]:
    """The characters that make a difference, in lower case; all of them where there are only signs."""
    return tuple(character.lower() for character in value if _counts(character)) or tuple(value)


def _counts(character: str) -> bool:
    """Letters, marks and digits; not the spaces, punctuation and signs that sources set differently."""
    return unicodedata.category(character)[0] in "LMN"
