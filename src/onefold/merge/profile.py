"""A profile as merging sees it: every attribute with its origin, and what else belongs to the profile.

An attribute is a member of the profile's document (FirstName, an address as a whole), or one of its custom attributes,
spelled `Attributes.KEY`. Addresses are not taken apart when values are chosen: half of one and half of another is the
address of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from onefold.tables import ADDRESS_PARTS, ADDRESSES

CUSTOM: Final = "Attributes"
ATTRIBUTE: Final = 0
"""The source of a key that follows from an attribute of the profile."""
BY_HAND: Final = -1
"""The source of a key that AddProfileKey gave."""
MERGED: Final = -2
"""The source of a key that an attribute had given when a merge took another value; every other source is the number of
an object."""


class Value(NamedTuple):
    """What an attribute holds. at: since when, in milliseconds. object_type: where from; "" = set by hand."""

    content: Any
    at: int
    object_type: str


class Key(NamedTuple):
    """A search key with the canonical value. source: ATTRIBUTE, BY_HAND, MERGED or the number of an object."""

    name: str
    value: str
    source: int


class Stamp(NamedTuple):
    """An object of a profile: its type, and when the source says its values were true, in milliseconds."""

    object_type: str
    at: int


@dataclass(frozen=True)
class Profile:
    """values: by attribute. objects: by number. former_ids: ids of profiles that were merged into this one.

    Merging values alone needs no keys, objects or former ids.
    """

    profile_id: str
    created_at: int
    values: Mapping[str, Value]
    keys: frozenset[Key] = frozenset()
    objects: Mapping[int, Stamp] = field(default_factory=dict)
    former_ids: frozenset[str] = frozenset()

    @property
    def document(self) -> dict[str, Any]:
        """The profile in Amazon's form, without its id."""
        document: dict[str, Any] = {}
        for attribute, value in self.values.items():
            member, _, key = attribute.partition(".")
            if key:
                document.setdefault(member, {})[key] = value.content
            else:
                document[member] = value.content
        return document

    @property
    def origins(self) -> dict[str, tuple[int, str]]:
        """By attribute: since when, and from which object type."""
        return {attribute: (value.at, value.object_type) for attribute, value in self.values.items()}


def profile_of(
    profile_id: str,
    created_at: int,
    document: Mapping[str, Any],
    origins: Mapping[str, tuple[int, str]],
    keys: Iterable[tuple[str, str, int]] = (),
    objects: Mapping[int, tuple[str, int]] | None = None,
    former_ids: Iterable[str] = (),
) -> Profile:
    """A stored profile as merging sees it.

    document: Amazon's form, without ProfileId. origins: by attribute, (at, object type); an attribute without one has
    been there, by hand, since the profile was made. keys: (name, value, source). objects: number -> (type, at).
    """
    by_hand = (created_at, "")
    values = {name: Value(content, *origins.get(name, by_hand)) for name, content in attributes_of(document).items()}
    stamps = {number: Stamp(*stamp) for number, stamp in (objects or {}).items()}
    return Profile(profile_id, created_at, values, frozenset(Key(*key) for key in keys), stamps, frozenset(former_ids))


def attributes_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of a document with their contents, custom ones each by itself."""
    attributes = {name: content for name, content in document.items() if name != CUSTOM}
    return attributes | {f"{CUSTOM}.{key}": content for key, content in document.get(CUSTOM, {}).items()}


def text_of(values: Mapping[str, Value], name: str) -> str:
    """The text that a criterion or rule compares, "" where there is none.

    name: an attribute, a part of an address (`Address.City`), FullName (first, middle and last name), or the bare
    key of a custom attribute. A whole address is all its parts, the street lines at the end.
    """
    if name == "FullName":
        return " ".join(filter(None, (text_of(values, part) for part in ("FirstName", "MiddleName", "LastName"))))
    found = values.get(name) or values.get(f"{CUSTOM}.{name}")
    if found is not None and name in ADDRESSES:
        return " ".join(found.content[part] for part in reversed(ADDRESS_PARTS) if part in found.content)
    if found is not None:
        return found.content if isinstance(found.content, str) else ""
    whole, _, part = name.partition(".")
    address = values.get(whole)
    return str(address.content.get(part, "")) if address and isinstance(address.content, dict) else ""
