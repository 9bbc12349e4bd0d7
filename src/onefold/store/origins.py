"""Where the attributes of a profile come from: the time of the source record and the object type, per attribute.

Nearly all attributes of a profile came together, so their common origin is written once, under "".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final, NamedTuple

from onefold.store.transaction import decode, encode

_COMMON: Final = ""


class Origin(NamedTuple):
    """at: when the source says the value was true, in milliseconds. object_type: "" for a value set by hand."""

    at: int
    object_type: str


Origins = Mapping[str, Origin]
"""By attribute: FirstName, Address, Attributes.KEY (a custom attribute each); an address is one attribute."""


def written(origins: Origins) -> str:
    """Origins as the text of a column."""
    if not origins:
        return "{}"
    common = Counter(origins.values()).most_common(1)[0][0]
    rest = {attribute: origin for attribute, origin in origins.items() if origin != common}
    return encode({_COMMON: common, **rest})


def read(text: str, attributes: list[str]) -> dict[str, Origin]:
    """The origins of the attributes of a profile, from the text of its column."""
    stored = {attribute: Origin(*origin) for attribute, origin in decode(text).items()}
    common = stored.get(_COMMON)
    return {name: origin for name in attributes if (origin := stored.get(name, common))}


def attributes_of(document: Mapping[str, object]) -> list[str]:
    """The attributes that a document holds, custom ones each by itself."""
    custom = document.get("Attributes")
    names = [name for name in document if name != "Attributes"]
    return names + [f"Attributes.{key}" for key in custom] if isinstance(custom, dict) else names
