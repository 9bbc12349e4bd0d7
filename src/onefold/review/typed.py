"""What a person has typed to find somebody, as the things that it may be."""

from __future__ import annotations

import re
from typing import Final

from onefold import canonical
from onefold.store.people_search import DIGITS_MIN, Typed

_PHONE: Final = re.compile(r"[\d\s().+/-]+")
_NO_DIGIT: Final = re.compile(r"\D")


def typed(text: str) -> Typed:
    """A part of a name in any order of its words, the beginning of an e-mail address or of its domain, the beginning or
    the end of a phone number, the beginning of an account number: all that a text can be."""
    text = text.replace("\0", "").strip()
    email, digits = canonical.email(text), _NO_DIGIT.sub("", text) if _PHONE.fullmatch(text) else ""
    behind_at = email[1:] if email.startswith("@") else email
    return Typed(
        words=tuple(dict.fromkeys(canonical.name(text).split())),
        email="" if email.startswith("@") else email,
        domain=behind_at if "@" not in behind_at and ("." in email or email.startswith("@")) else "",
        phone=canonical.phone(text),
        digits=digits if DIGITS_MIN <= len(digits) <= 10 else "",
        account=canonical.text(text),
    )
