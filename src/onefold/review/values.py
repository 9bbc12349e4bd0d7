"""The values of profiles as people read them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from onefold.merge import Profile as Merging
from onefold.report.words import clean, label
from onefold.store.profiles import Profile
from onefold.tables import ADDRESS_PARTS, ADDRESSES, EMAILS, NAMES, PHONES
from onefold.writing.documents import FIELDS
from onefold.writing.merging import values_of

_FIRST: Final = (*NAMES[:3], "BirthDate", "Gender", "GenderString", *PHONES, *EMAILS, *ADDRESSES)
_ORDER: Final = {name: number for number, name in enumerate(dict.fromkeys((*_FIRST, *FIELDS)))}


def attributes_in_order(profiles: Iterable[Merging]) -> list[str]:
    """Every attribute that a profile has, in order."""
    return in_order({attribute for one in profiles for attribute in one.values})


def in_order(attributes: Iterable[str]) -> list[str]:
    """Attributes in the order of reading: what tells people apart first, the rest as in the model, custom ones last."""
    return sorted(attributes, key=lambda name: (_ORDER.get(name.partition(".")[0], len(_ORDER)), name))


def text_of(content: Any) -> str:
    """A value as one line: an address from its parts, anything else that is no text as JSON."""
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, Mapping) and content.keys() <= set(ADDRESS_PARTS):
        return clean(", ".join(content[part] for part in ADDRESS_PARTS if content.get(part)))
    return clean(json.dumps(content, ensure_ascii=False))


def name_of(document: Mapping[str, Any]) -> str:
    """What a person is called: the name, else the company, the first e-mail address or phone number; "" for none."""
    name = " ".join(filter(None, (document.get(part) for part in NAMES)))
    others = ("BusinessName", "EmailAddress", "PersonalEmailAddress", "PhoneNumber", "MobilePhoneNumber")
    return clean(name or next((document[other] for other in others if document.get(other)), ""))


def label_of(attribute: str) -> str:
    """What people call an attribute; a custom one by its own name."""
    custom = attribute.removeprefix("Attributes.")
    return clean(custom) if custom != attribute else label(attribute)


def merging_view(profiles: Iterable[Profile]) -> list[Merging]:
    """Stored profiles as merging sees them: every attribute with its origin."""
    return [values_of(one) for one in profiles]


def contact_of(document: Mapping[str, Any]) -> str:
    """A line that tells namesakes apart: e-mail addresses, phone numbers, the place."""
    parts = [
        document.get(name) for name in ("EmailAddress", "PersonalEmailAddress", "PhoneNumber", "MobilePhoneNumber")
    ]
    parts = [part for part in parts if part and clean(part) != name_of(document)]
    places = [document[name].get("City") for name in ADDRESSES if isinstance(document.get(name), Mapping)]
    return " · ".join(clean(part) for part in [*parts, *list(filter(None, places))[:1]])
