"""Which member of a profile each column of a table becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from onefold.ingest.mapping import LENGTH_MAX
from onefold.tables import EMAILS, GENDER_TEXT, PHONES, PROFILE_ID, SOURCE
from onefold.writing.documents import FIELDS

FULL_NAME: Final = "FullName"
ATTRIBUTES: Final = "Attributes"
_KEPT: Final = ("AdditionalInformation", "PartyTypeString")
_OTHER_NAMES: Final = {"Gender": GENDER_TEXT}
_KINDS: Final[tuple[tuple[str, ...], ...]] = (PHONES, EMAILS)


def is_member(column: str) -> bool:
    """Whether a column that is no attribute of matching is by its name a member of a profile that holds any text, or
    one of its Attributes: `Attributes.tier`."""
    return column in _KEPT or (column.startswith(f"{ATTRIBUTES}.") and 0 < len(_key_of(column)) <= LENGTH_MAX)


def _key_of(column: str) -> str:
    return column.partition(".")[2]


class Place(NamedTuple):
    """Where the values of a column go: a member, and the part of it if it has parts (Address, Attributes)."""

    column: str
    member: str
    part: str | None


def places(columns: Sequence[str], mapping: Iterable[tuple[str, str]]) -> list[Place]:
    """The places of the columns of records, in the order of a profile's members; FullName has none.

    mapping: (attribute or profile_id, column of the file). The ids of the file become an attribute of the column's
    name. A second phone or e-mail address goes to a member of the kind that is free; what finds no member, to
    Attributes.
    """
    names = [name for name in columns if name not in (PROFILE_ID, SOURCE, FULL_NAME)]
    free = {kind: [one for one in kind if one not in names] for kind in _KINDS}
    found = [_place(name, free) for name in names]
    id_column = dict(mapping).get(PROFILE_ID)
    if id_column:
        found.append(Place(PROFILE_ID, ATTRIBUTES, id_column[:LENGTH_MAX]))
    return sorted(found, key=lambda place: FIELDS.index(place.member))


def _place(name: str, free: Mapping[tuple[str, ...], list[str]]) -> Place:
    if name.startswith(f"{ATTRIBUTES}."):
        return Place(name, ATTRIBUTES, _key_of(name))
    base, number = name.partition("#")[::2]
    member, _, part = base.partition(".")
    if not number:
        return Place(name, _OTHER_NAMES.get(member, member), part or None)
    kind = next((kind for kind in _KINDS if base in kind), None)
    if kind and free[kind]:
        return Place(name, free[kind].pop(0), None)
    return Place(name, ATTRIBUTES, name.replace("#", "_"))
