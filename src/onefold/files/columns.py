"""Which column holds which attribute: by its name, and where the name says nothing, by its values."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from onefold.errors import ColumnError
from onefold.files.asking import IN_PYTHON, Asking
from onefold.files.headers import COMPANIONS, FLEXIBLE_NAMES, ID_LIKE, IDS, OWNERS, fold, numbers
from onefold.files.naming import SETS, address_place, attribute_of, id_word, is_id, without_shared_prefix
from onefold.files.values import (
    are_contacts,
    are_dates_of_birth,
    are_emails,
    are_flags,
    are_phones,
    are_words,
    contradict,
)
from onefold.tables import ADDRESSES, ATTRIBUTES, EMAILS, NAMES, PHONES, base_attribute

_NUMBERS_RECORDS: Final = re.compile(
    r"(?:[^a-zA-Z](?:id|ID|Id|sk|SK|key|KEY)|[a-z](?:ID|Id|Key)|^[A-Z]+ID)$"  # `client_id`, `clientID`, `LEID`
    r"|^(?:id|ID|Id)(?:[^a-zA-Z]|[A-Z](?=[a-z]))"  # `ID client`, `idCliente`
)
CONTACTS: Final = "EmailAddress:contacts"
"""Both e-mail addresses and phone numbers."""
_USABLE: Final = frozenset((*NAMES, *PHONES, *EMAILS))

Samples = Mapping[str, Sequence[str]]
"""Column -> the first of its filled values."""


@dataclass(frozen=True)
class Slot:
    """One column of the records: an attribute and the input columns it is joined from."""

    attribute: str  # as in tables.ATTRIBUTES, or "EmailAddress#2"
    column: str  # where it is null the slot is null
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    joiner: str = " "
    part: str = ""  # of a column that has both: "City" or "PostalCode", "EmailAddress" or "PhoneNumber"

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.before, self.column, *self.after)


@dataclass(frozen=True)
class Recognition:
    """What the columns of one source hold."""

    slots: tuple[Slot, ...]  # in the order of tables.ATTRIBUTES
    ids: tuple[str, ...]  # columns that may number the records, the likeliest first
    notes: tuple[str, ...]
    numbers: tuple[str, ...] = ()  # columns with numbers of customers; they number the records if all are different
    maybe_ids: tuple[str, ...] = ()  # columns of unknown names that look like ids

    def without(self, columns: Sequence[str]) -> Recognition:
        """The same, but for the slots of these columns."""
        kept = [slot for slot in self.slots if slot.column not in columns]
        return replace(self, slots=_numbered(kept))


def recognise(columns: Sequence[str], samples: Samples, *, has_header: bool, given: Mapping[str, str]) -> Recognition:
    """Assign columns to attributes.

    given: attribute -> column, from `resolve_given`; replaces all that would have been recognised for the attribute.
    """
    notes: list[str] = []
    taken = set(given.values())
    decided = {base_attribute(attribute) for attribute in given}
    found: dict[str, str] = {}
    ids = sorted((c for c in columns if is_id(c) and c not in taken), key=lambda c: IDS.index(id_word(c)))
    called = _called(columns) if has_header else {}
    for column in columns:
        if column not in taken and column not in ids:
            attribute = _decide(column, samples.get(column, ()), called.get(column), notes, has_header=has_header)
            if attribute:
                found[column] = attribute
    if not has_header:
        found |= _names_by_position(columns, found, samples, notes)
    elif not decided & set(NAMES):
        found |= _names_by_values(columns, found, samples, notes)
    found = _settle_flexible_names(found, samples, decided)
    found = {column: a for column, a in found.items() if a.partition(":")[0] not in decided}
    found = _one_each(found, samples, notes)
    found = _addresses_apart(found)
    slots = (*(Slot(attribute, column) for attribute, column in given.items()), *_slots(found))
    counted = tuple(column for column in found if fold(column) in numbers())
    unused = [column for column in columns if column not in taken and column not in found and column not in ids]
    maybe = tuple(column for column in unused if _may_number(column))
    return Recognition(_numbered(slots), tuple(ids), tuple(notes), counted, maybe)


def _may_number(column: str) -> bool:
    return _NUMBERS_RECORDS.search(column.strip()) is not None or fold(column) in ID_LIKE


def has_usable(slots: Iterable[Slot]) -> bool:
    """Whether there is a name, an e-mail or a phone: without one there is nothing to match on."""
    return any(base_attribute(slot.attribute) in _USABLE for slot in slots)


def resolve_given(given: Mapping[str, str], columns: Sequence[str], asking: Asking = IN_PYTHON) -> dict[str, str]:
    """Attribute -> column as the user gave them, attributes in their exact spelling.

    columns: those of all inputs. Raises ColumnError for an unknown attribute or column, and for a column given twice.
    """
    resolved: dict[str, str] = {}
    for attribute, column in given.items():
        said = asking.mapping(attribute, column)
        exact = _exact_attribute(attribute, said)
        if column not in columns:
            raise ColumnError(
                f"{said}: there is no column {column!r}{_hint(column, columns)} Columns: {', '.join(columns)}"
            )
        if column in resolved.values():
            raise ColumnError(f"{said}: {column!r} is given twice; a column feeds one attribute")
        if exact in resolved:
            raise ColumnError(f"{said}: {exact} is given twice; a second one is '{exact}#2'")
        resolved[exact] = column
    return resolved


def _exact_attribute(attribute: str, said: str) -> str:
    base, _, number = attribute.partition("#")
    exact = _spellings().get(fold(base)) or _plain_attribute(base)
    if exact is None or (number and not number.isdecimal()):
        raise ColumnError(
            f"{said}: there is no attribute {attribute!r}{_hint(attribute, ATTRIBUTES)} "
            f"Attributes: {', '.join(each for each in ATTRIBUTES if '.' not in each)}, and the parts of "
            f"{', '.join(ADDRESSES)}, such as Address.City"
        )
    return f"{exact}#{int(number)}" if number and int(number) > 1 else exact


def _plain_attribute(word: str) -> str | None:
    """What people call an attribute: `Email`, `surname`; no part of a value, such as a house number."""
    attribute = attribute_of(word)
    return attribute if attribute in ATTRIBUTES else None


@cache
def _spellings() -> dict[str, str]:
    return {fold(attribute): attribute for attribute in ATTRIBUTES}


def _hint(word: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(fold(word), [fold(each) for each in known], n=1, cutoff=0.6)
    match = next((each for each in known if close and fold(each) == close[0]), None)
    return f"; did you mean {match!r}?" if match else "."


def _called(columns: Sequence[str]) -> dict[str, str | None]:
    """What the names of the columns say: in the company of the others, each for itself, without what all begin with."""
    present = set(map(fold, columns))
    in_company = {word: attribute for word, attribute, others in COMPANIONS if present & set(others)}
    plain = without_shared_prefix(columns)
    return {
        column: in_company.get(fold(column)) or attribute_of(column) or attribute_of(plain[column])
        for column in columns
    }


def _decide(column: str, values: Sequence[str], named: str | None, notes: list[str], *, has_header: bool) -> str | None:
    """The attribute of one column, called so by its name; what its values contradict or only they tell is noted."""
    if named in (*PHONES, *EMAILS) and are_flags(values):
        notes.append(f"column {column!r} holds yes/no values, not {named}; ignored")
        return None
    if are_contacts(values):
        notes.append(f"column {column!r} is taken for EmailAddress and PhoneNumber because of its values")
        return CONTACTS
    if named not in EMAILS and are_emails(values, share_min=0.9 if named else 0.5):
        notes.append(f"column {column!r} is taken for EmailAddress because of its values")
        return "EmailAddress"
    if named and contradict(values, named):
        notes.append(f"column {column!r} holds no values of {named}, such as {values[0][:30]!r}; ignored")
        return None
    if named:
        return named
    if are_phones(values, unformatted=not has_header):
        notes.append(f"column {column!r} is taken for PhoneNumber because of its values")
        return "PhoneNumber"
    if not has_header and are_dates_of_birth(values):
        notes.append(f"column {column!r} is taken for BirthDate because of its values")
        return "BirthDate"
    return None


def _names_by_position(
    columns: Sequence[str], found: Mapping[str, str], samples: Samples, notes: list[str]
) -> dict[str, str]:
    """Without a header: the first column of several words is the full name, else the first two of single words."""
    wordy = [column for column in columns if column not in found and are_words(samples.get(column, ()))]
    full = [column for column in wordy if are_words(samples[column], several=True)]
    guess = {full[0]: "FullName"} if full else dict(zip(wordy[:2], ("FirstName", "LastName"), strict=False))
    notes.extend(
        f"column {column!r} is taken for {attribute} because of its values" for column, attribute in guess.items()
    )
    return guess


def _names_by_values(
    columns: Sequence[str], found: Mapping[str, str], samples: Samples, notes: list[str]
) -> dict[str, str]:
    """`Customer` where nothing else is a name; SAP's NAME2 where that and NAME1 have one word, so not two people."""
    rest = [column for column in columns if column not in found]
    first = next((column for column in found if fold(column) == "name1"), "")
    second = next((column for column in rest if fold(column) == "name2"), "")
    if first and second and all(are_words(samples.get(each, ())) for each in (first, second)):
        has_whole_names = are_words(samples[first], several=True)
        return {} if has_whole_names else {second: "FullName:after"}
    if set(NAMES) & set(found.values()):
        return {}
    called = [column for column in rest if fold(column) in OWNERS]
    for column in called:
        if are_words([value.replace(",", " ") for value in samples.get(column, ())], several=True):
            notes.append(f"column {column!r} is taken for FullName because of its values")
            return {column: "FullName"}
    return {}


def _settle_flexible_names(found: Mapping[str, str], samples: Samples, decided: set[str]) -> dict[str, str]:
    """`name` beside `first_name` is the surname, beside `surname` the first name; unless its values have two words."""
    present = decided | set(found.values())
    settled = dict(found)
    for column, attribute in found.items():
        if attribute != "FullName" or fold(column) not in FLEXIBLE_NAMES:
            continue
        if are_words(samples.get(column, ()), several=True) and fold(column) == "name":
            continue
        missing = [each for each in ("LastName", "FirstName") if each not in present]
        if len(missing) == 1:
            settled[column] = missing[0]
            present.add(missing[0])
    return settled


def _one_each(found: Mapping[str, str], samples: Samples, notes: list[str]) -> dict[str, str]:
    """Of a name, a birth date or a gender one column is kept: one with values, plainly named; the rest is noted."""
    kept: dict[str, str] = {}
    by_plainness = sorted(found, key=lambda column: (column in samples and not samples[column], len(fold(column))))
    best = {found[column]: column for column in reversed(by_plainness)}
    for column, attribute in found.items():
        if attribute in SETS or "." in attribute or best[attribute] == column or attribute == "BusinessName":
            kept[column] = attribute
        else:
            what = attribute.partition(":")[0]
            notes.append(f"column {column!r} is a second {what} beside {best[attribute]!r}; ignored")
    return kept


def _addresses_apart(found: Mapping[str, str]) -> dict[str, str]:
    """`Home Street` and `Business Street` are two addresses: where columns meet, further places get a free one."""
    of_address = {column: attribute for column, attribute in found.items() if attribute.startswith("Address.")}
    places: dict[str, list[str]] = {}
    for column in of_address:
        places.setdefault(address_place(column), []).append(column)
    if len(places) < 2 or len(set(of_address.values())) == len(of_address):
        return dict(found)
    used = {attribute.partition(".")[0] for attribute in found.values() if "." in attribute}
    free = [address for address in ADDRESSES if address not in used]
    apart = dict(found)
    for address, columns in zip(free, list(places.values())[1:], strict=False):
        apart |= {column: found[column].replace("Address.", f"{address}.", 1) for column in columns}
    return apart


def _slots(found: Mapping[str, str]) -> list[Slot]:
    """Slots without numbers; joined parts go to the first column of their attribute, or nowhere."""
    parts = {attribute: column for column, attribute in reversed(list(found.items())) if ":" in attribute}
    slots = []
    for column, attribute in found.items():
        if attribute.endswith(":both"):
            address = attribute.partition(".")[0]
            slots += [Slot(f"{address}.{part}", column, part=part) for part in ("City", "PostalCode")]
        if attribute == CONTACTS:
            slots += [Slot(each, column, part=each) for each in ("EmailAddress", "PhoneNumber")]
        if ":" in attribute:
            continue
        before = parts.pop(f"{attribute}:before", None)
        after = parts.pop(f"{attribute}:after", None)
        slots.append(Slot(attribute, column, (before,) if before else (), (after,) if after else ()))
    return _birth_date_of_parts(slots, parts)


def _birth_date_of_parts(slots: list[Slot], parts: Mapping[str, str]) -> list[Slot]:
    """Year, month and day in columns of their own are one date; `birth_day` folds to `birthday` and is the day here."""
    year, month, day = (parts.get(f"BirthDate:{part}") for part in ("year", "month", "day"))
    whole = next((slot for slot in slots if slot.attribute == "BirthDate"), None)
    if not year or (whole and not (month and fold(whole.column).endswith("birthday"))):
        return slots
    rest = [slot for slot in slots if slot.attribute != "BirthDate"]
    day = whole.column if whole else day
    return [*rest, Slot("BirthDate", year, after=tuple(filter(None, (month, day if month else None))), joiner="-")]


def _numbered(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """In the order of the attributes; the further ones of an attribute become "#2", "#3"."""
    numbered = []
    for attribute in ATTRIBUTES:
        same = [slot for slot in slots if base_attribute(slot.attribute) == attribute]
        for number, slot in enumerate(sorted(same, key=lambda s: int(s.attribute.partition("#")[2] or 1)), 1):
            name = attribute if number == 1 else f"{attribute}#{number}"
            numbered.append(replace(slot, attribute=name))
    return tuple(numbered)
