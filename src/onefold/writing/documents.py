"""Profiles as they are made, changed and removed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.store import history, keys, merges, new_id, profiles, runs
from onefold.store.domains import Domain
from onefold.store.history import Event
from onefold.store.origins import Origin, Origins, attributes_of
from onefold.store.profiles import Profile
from onefold.writing import rule_keys
from onefold.writing.change import Change
from onefold.writing.search_keys import keys_of

FIELDS: Final = (
    "AccountNumber", "AdditionalInformation", "PartyType", "BusinessName", "FirstName", "MiddleName", "LastName",
    "BirthDate", "Gender", "PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber",
    "EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress", "Address", "ShippingAddress", "MailingAddress",
    "BillingAddress", "Attributes", "PartyTypeString", "GenderString", "ProfileType", "EngagementPreferences",
)  # fmt: skip
"""The members of a profile, in the model's order."""

BYTES_MAX: Final = 250 * 1024
"""AWS's quota of a profile and of an object, 250 KB: the model has it as 256,000 characters of an Object."""

_WRITER: Final = json.JSONEncoder(ensure_ascii=False)


def by_hand(change: Change, attributes: Iterable[str]) -> dict[str, Origin]:
    """The origins of attributes that somebody sets now."""
    return dict.fromkeys(attributes, Origin(change.now, ""))


def create(change: Change, domain: Domain, document: Mapping[str, Any], origins: Origins) -> Profile:
    """Store a new profile with its search keys and its first history record."""
    refuse_too_large(document)
    profile = profiles.add(change.tx, domain.id, new_id(change.now), document, origins, change.now)
    add_own_keys(change, profile)
    note(change, profile, "CREATED")
    return profile


def add_own_keys(change: Change, profile: Profile) -> None:
    """Give a new profile the search keys and rule keys that follow from its attributes."""
    keys.add(change.tx, profile.domain_id, profile.row, keys.ATTRIBUTE, keys_of(profile.document))
    rule_keys.follow(change, profile, rule_keys.NOTHING)


def in_order(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document with its members in the model's order."""
    return {name: document[name] for name in FIELDS if name in document}


def replace(change: Change, profile: Profile, document: Mapping[str, Any], origins: Origins) -> Profile:
    """Give a profile another document and bring its search and rule keys in line. Its history is the caller's."""
    refuse_too_large(document)
    held = {name: origin for name in attributes_of(document) if (origin := origins.get(name))}
    changed = profiles.replace(change.tx, profile, document, held, change.now)
    if document == profile.document:  # as after most objects that come again: the keys follow from it alone
        return changed
    before = keys_of(profile.document)
    after = keys_of(document)
    keys.remove(change.tx, profile.domain_id, profile.row, keys.ATTRIBUTE, before - after)
    keys.add(change.tx, profile.domain_id, profile.row, keys.ATTRIBUTE, after - before)
    rule_keys.follow(change, changed, profile.document)
    return changed


def erase(change: Change, profile: Profile, action: str) -> None:
    """Delete a locked profile and all its data, also what history and the records of merges hold of it and of those
    that were merged into it; that something happened to them stays in history. action: why."""
    ids = [profile.profile_id, *profiles.former_ids(change.tx, profile.row)]
    merges.purge(change.tx, profile.domain_id, ids)
    history.forget(change.tx, profile.domain_id, ids)
    profiles.remove(change.tx, profile)
    runs.depart(change.tx, [profile.profile_id])
    note(change, profile, action)


def note(change: Change, profile: Profile, action: str, content: Mapping[str, Any] | None = None, **rest: str) -> None:
    """Write into the history of a profile. rest: object_type and object_key."""
    event = Event(profile.profile_id, action, change.by, change.now, content or {}, **rest)
    history.add(change.tx, profile.domain_id, event)


def one(change: Change, domain: Domain, profile_id: str) -> Profile:
    """The profile of that id, locked for a change. Raises ResourceNotFoundError."""
    found = profiles.lock(change.tx, domain.id, [profile_id])
    if not found:
        raise no_such_profile(domain, profile_id)
    return found[0]


def no_such_profile(domain: Domain, profile_id: str) -> ResourceNotFoundError:
    """The error for a profile that is not there."""
    return ResourceNotFoundError(f"Profile {profile_id} does not exist in domain {domain.name}")


def shown(profile: Profile) -> dict[str, Any]:
    """A profile as clients see it."""
    return {"ProfileId": profile.profile_id, **profile.document}


def refuse_too_large(document: Mapping[str, Any]) -> None:
    """Raise BadRequestError for a profile beyond AWS's quota."""
    size = len(_WRITER.encode(document).encode())
    if size > BYTES_MAX:
        raise BadRequestError(f"The profile would have {size} bytes; it can have {BYTES_MAX}")
