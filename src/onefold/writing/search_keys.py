"""The search keys of profiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from onefold.canonical import by_content_type
from onefold.ingest import profile_keys
from onefold.store.keys import Key

_CONTENT_TYPES: Final = {"_phone": "PHONE_NUMBER", "_email": "EMAIL_ADDRESS", "_fullName": "NAME"}


def keys_of(document: Mapping[str, Any]) -> set[Key]:
    """The search keys that the attributes of a profile give."""
    return {Key(*key) for key in profile_keys(document, by_content_type)}


def added(key_name: str, value: str) -> str:
    """The canonical form of a value that is added to a profile by hand."""
    return by_content_type(_CONTENT_TYPES.get(key_name, "STRING"), value)
