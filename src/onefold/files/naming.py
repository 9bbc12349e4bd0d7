"""Which attribute a column name stands for, however the export that wrote it spells names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from onefold.files.headers import (
    FLEXIBLE_NAMES,
    IDS,
    IGNORED,
    OTHER_PEOPLE,
    OWNERS,
    WRAPPERS,
    fold,
    place_of,
    spelled_out,
    words,
)
from onefold.files.values import is_value
from onefold.tables import EMAILS, PHONES

SETS: Final = frozenset((*PHONES, *EMAILS, "AccountNumber"))
"""Attributes of which a customer has several; of a name or a birth date, a second column is another person's."""

_CUSTOM_FIELD: Final = re.compile(r"__p?c$")  # Salesforce
_EXTENDED_JSON: Final = re.compile(r"\.\$\w+$")  # MongoDB: `_id.$oid`, `birthDate.$date`
_VCARD: Final = re.compile(r"(tel|email|adr)((?:[;,](?:type=)?[\w-]+)+)", re.IGNORECASE)
_VCARD_KIND: Final = re.compile(r"[;,](?:type=)?(?!(?:type|internet|voice|pref)\b)([\w-]+)", re.IGNORECASE)
_REMARK: Final = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]*)[)\]][\s*:?]*")
_QUESTION: Final = re.compile(
    r"(?:please )?(?:(?:enter|provide|give(?: us)?|tell us|type|write|confirm) |what(?:['’]?s| is) )?"
    r"(?:your|my|ihre?n?|deine?n?|votre|vos|su|tu|uw|jouw) (.+)",
    re.IGNORECASE,
)
_SHARED_COLUMNS_MIN: Final = 3


def attribute_of(header: str) -> str | None:
    """The attribute a column name stands for: `surname` -> LastName, `ShippingAddress.PostalCode`, `contact_email_2`.

    Never a part of the name, so that `Accepts Email Marketing` is no e-mail; but remarks and what only wraps a name are
    no part of it: `Phone (mobile)`, `Date of birth (optional)`, `profile.name.given`, `What is your e-mail?`. O(1).
    """
    return next(filter(None, map(_attribute_of_words, _wordings(_bare(header)))), None)


def is_id(header: str) -> bool:
    """Whether a column of this name may number the records."""
    return id_word(header) in IDS


def id_word(header: str) -> str:
    """The folded name by which an id is looked up in `IDS`."""
    return fold(_bare(header))


def is_header(row: Sequence[str]) -> bool:
    """Whether a first row names the columns: no cell of it is an e-mail, a phone or a date, and not all are numbers."""
    if any(map(is_value, row)):
        return False
    known = any(attribute_of(cell) or is_id(cell) for cell in row)
    return known or not any(re.fullmatch(r"\s*[\d.,]+\s*", cell) for cell in row)


def address_place(header: str) -> str:
    """Which address of a record a column belongs to; `Street (home)` is `Home Street`, `Town/City` is `Town`."""
    remark = _REMARK.fullmatch(header)
    return place_of((f"{remark[2]} {remark[1]}" if remark else header).partition("/")[0])


def without_shared_prefix(columns: Sequence[str]) -> dict[str, str]:
    """Column -> its name without what all names begin with: `customers.email`, `c_email`, `Person - Email`."""
    first, last = (min(columns), max(columns)) if len(columns) >= _SHARED_COLUMNS_MIN else ("", "")
    same = next((i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    length = max((first.rfind(mark, 0, same) + 1 for mark in "._:- "), default=0)
    return {column: column[length:].lstrip("._:- ") or column for column in columns}


def _bare(header: str) -> str:
    """Without the marks of the system that wrote it."""
    header = _EXTENDED_JSON.sub("", _CUSTOM_FIELD.sub("", header.strip()))
    vcard = _VCARD.fullmatch(header)
    return " ".join([*_VCARD_KIND.findall(vcard[2])[:1], vcard[1]]) if vcard else header


def _wordings(header: str) -> Iterator[str]:
    """The name as it stands, then what remains of it without what is no part of the name."""
    yield header
    remark = _REMARK.fullmatch(header)
    if remark:
        yield f"{remark[2]} {remark[1]}"
        if not OTHER_PEOPLE & set(re.findall(r"\w+", remark[2].lower())):
            header = remark[1]
            yield header
    question = _QUESTION.fullmatch(" ".join(header.split()))
    if question:
        yield question[1]
    first, slash, _ = header.partition("/")
    if slash and fold(first) not in FLEXIBLE_NAMES:  # `Name/Description` is of a thing
        yield first
    yield from _inner_names(header)


def _inner_names(header: str) -> Iterator[str]:
    """Of a path through objects the end, as long as what is cut off only wraps it."""
    parts = header.removesuffix(".date").split(".")
    if len(parts) < header.count(".") + 1:
        yield ".".join(parts)
    while len(parts) > 1 and fold(parts[0]) in WRAPPERS:
        parts = parts[1:]
        yield ".".join(parts)


def _attribute_of_words(header: str) -> str | None:
    """Tried in turn: the whole name, `address1_` cut to `address`, without its digits, with abbreviations spelled out.

    Each also without whose it is (`contact_`, `properties.`).
    """
    word = fold(header)
    if word in IGNORED:
        return None
    further = re.search(r"[2-9]", word) is not None
    full = spelled_out(header)
    spellings = (word, re.sub(r"^address\d", "address", word), _plain(word), full, _plain(full))
    for spelled in dict.fromkeys(filter(None, spellings)):
        for candidate in (spelled, *(spelled.removeprefix(o) for o in OWNERS if spelled.startswith(o))):
            attribute = None if candidate in IDS else words().get(candidate)
            if attribute:
                is_second_person = spelled != word and further and attribute not in SETS and "." not in attribute
                return None if is_second_person else attribute
    return None


def _plain(word: str) -> str:
    return re.sub(r"\d", "", word)
