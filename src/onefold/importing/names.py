"""Full names as first and last names: a profile has no attribute for a whole one."""

from __future__ import annotations

from typing import Final

_PARTICLES: Final = frozenset((
    "al", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la",
    "le", "st", "st.", "ten", "ter", "van", "von", "zu", "zum", "zur",
))  # fmt: skip
"""Words that begin a last name of several."""
_SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv", "md", "phd"))


def split_name(full: str) -> tuple[str, str]:
    """First and last name of a whole one; "" for what it has not.

    "Doe, John" and "John Doe" alike; middle names stay with the first name and suffixes with the last, where matching
    finds them. One word alone is a last name.
    """
    last, _, first = (part.strip() for part in full.partition(","))
    if first and not _is_suffix(first):
        return first, last
    words = full.split()
    at = len(words) - 1
    while at > 1 and _is_suffix(words[at]):
        at -= 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _is_suffix(word: str) -> bool:
    return word.replace(".", "").lower() in _SUFFIXES
