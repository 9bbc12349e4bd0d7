"""The predefined search keys that follow from a profile's own attributes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onefold.ingest.mapping import LENGTH_MAX, Canonical
from onefold.tables import EMAILS, PHONES


def profile_keys(document: Mapping[str, Any], canonical: Canonical) -> set[tuple[str, str]]:
    """(key name, canonical value) of `_phone`, `_email`, `_fullName` and `_account` for a profile in Amazon's form.

    `_phone` covers all four phone fields, `_email` all three e-mail fields; `_fullName` is "First Last", and with a
    middle name "First Middle Last" too. `_profileId` needs no key: the id itself is looked up.
    """
    texts = [("_phone", document.get(field)) for field in PHONES]
    texts += [("_email", document.get(field)) for field in EMAILS]
    texts += [("_account", document.get("AccountNumber"))]
    texts += [("_fullName", name) for name in _full_names(document)]
    keys = {(name, canonical(name, "STRING", text)[:LENGTH_MAX]) for name, text in texts if text}
    return {(name, value) for name, value in keys if value}


def _full_names(document: Mapping[str, Any]) -> list[str]:
    first, middle, last = (document.get(f"{part}Name", "") for part in ("First", "Middle", "Last"))
    return [f"{first} {last}".strip(), f"{first} {middle} {last}".strip() if middle else ""]
