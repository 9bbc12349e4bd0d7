"""The search keys of profiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onefold.canonical import search_key
from onefold.ingest import profile_keys
from onefold.store.keys import Key


def keys_of(document: Mapping[str, Any]) -> set[Key]:
    """The search keys that the attributes of a profile give."""
    return {Key(*key) for key in profile_keys(document, search_key)}


def added(key_name: str, value: str) -> str:
    """The canonical form of a value that is added to a profile by hand."""
    return search_key(key_name, "STRING", value)
