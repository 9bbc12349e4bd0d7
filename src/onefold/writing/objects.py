"""Source objects as they come in and go: the profile they join, what they fill, their keys, history and end."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from onefold.canonical import search_key
from onefold.errors import BadRequestError
from onefold.ingest import (
    Attach,
    Decision,
    Mapped,
    MappedKey,
    Reject,
    decide,
    map_object,
    object_type,
    parse_object,
    priority_of,
    wins,
)
from onefold.ingest.definition import ObjectType as Reading
from onefold.store import Tx, history, keys, objects, profiles
from onefold.store.domains import Domain
from onefold.store.keys import PROFILE_ID, Key
from onefold.store.objects import NewObject, Object, ObjectType
from onefold.store.origins import Origin, attributes_of
from onefold.store.profiles import Profile
from onefold.writing import documents
from onefold.writing.change import Change
from onefold.writing.documents import BYTES_MAX

OBJECTS_MAX: Final = 1000
"""Objects of a profile, and what MaxProfileObjectCount may be (AWS's quota)."""
OBJECT_BYTES_MAX: Final = 50 * 1024 * 1024
"""All objects of a profile together, 50 MB (AWS's quota)."""
DAY: Final = 24 * 3600 * 1000
EXPIRED_AT_ONCE: Final = 20
"""Objects, each maybe with its profile, in one transaction: other writers wait some 20 ms for it."""
REMOVED_AT_ONCE: Final = 200
"""Of a type that is deleted, in one transaction: other writers wait some 20 ms for it."""
UPLOADED: Final = "_upload-"
"""What the names of the object types of upload jobs begin with."""
BY_EXPIRY: Final = "expiry"
"""Who removes objects whose time is over, in history."""


class Ingested(NamedTuple):
    """unique_key: the object's own key. created: whether it made a new profile."""

    unique_key: str
    created: bool


def ingest(change: Change, domain: Domain, kind: ObjectType, text: str) -> Ingested:
    """Take in the text of one object: store it, and let it fill the profile that it joins or makes.

    An object of the same type and key is replaced, and stays in its profile. Raises BadRequestError for an object that
    its type cannot read, that finds no profile and may not make one, or that is beyond a quota: what AWS puts into a
    dead-letter queue is told to the caller, and nothing is changed.
    """
    if (size := len(text.encode())) > BYTES_MAX:
        raise BadRequestError(f"The object has {size} bytes; it can have {BYTES_MAX}")
    reading = _reading(kind.text)
    mapped = map_object(reading, parse_object(text), search_key)
    keys.reserve(change.tx, domain.id, [*_looked_up(mapped.keys), Key(f"object {kind.name}", mapped.unique_key)])
    profile, given, replaced = _home(change, domain, kind, mapped, reading.allow_profile_creation)
    if profile is not None:
        _refuse_too_many(change.tx, profile, kind, replaced, size)
    source_at = change.now if mapped.updated_at is None else mapped.updated_at
    before = profile
    profile = _fill(change, domain, profile, kind, mapped, source_at)
    expires_at = _expires_at(change, domain, kind, replaced)
    new = NewObject(kind.name, mapped.unique_key, text, source_at, expires_at)
    row = objects.put(change.tx, domain.id, profile.row, new, change.now)
    held = keys.of_source(change.tx, profile.row, row) if replaced else set()
    _give_keys(change.tx, profile, row, held, mapped.keys, given)
    content = {} if before is None else {"Before": before.document}
    documents.note(change, profile, "INGESTED", content, object_type=kind.name, object_key=mapped.unique_key)
    return Ingested(mapped.unique_key, before is None)


def _expires_at(change: Change, domain: Domain, kind: ObjectType, replaced: Object | None) -> int:
    """Until when the object is kept. Of several upload jobs that have a row the one counts that keeps it longest, as at
    AWS; what else comes again lives from then on."""
    days = kind.definition.get("ExpirationDays") or domain.settings["DefaultExpirationDays"]
    expires_at: int = change.now + days * DAY
    if replaced is not None and kind.name.startswith(UPLOADED):
        return max(expires_at, replaced.expires_at)
    return expires_at


@lru_cache(maxsize=1024)
def _reading(text: str) -> Reading:
    """How objects of a type are read, from the text of its definition."""
    return object_type(json.loads(text))


def remove(change: Change, profile: Profile, gone: Object, action: str) -> None:
    """Delete an object with the keys it gave; what it filled stays. action: why, for history."""
    keys.remove_all(change.tx, profile.row, gone.row)
    objects.remove(change.tx, [gone.row])
    documents.note(change, profile, action, object_type=gone.object_type, object_key=gone.unique_key)


def remove_type(change: Change, domain: Domain, name: str) -> None:
    """Delete an object type with the objects that it has left, their keys and what they filled."""
    while remove_some(change, domain, name):
        pass
    objects.remove_type(change.tx, domain.id, name)


def remove_some(change: Change, domain: Domain, name: str) -> bool:
    """Delete some objects of a type with their keys, and every value of the type in their profiles.

    Returns whether there were any.
    """
    found = objects.some_of_type(change.tx, domain.id, name, REMOVED_AT_ONCE)
    holders = profiles.by_rows(change.tx, sorted({profile for _, profile in found}))
    scrub(change, domain, [one.profile_id for one in holders], name)
    for row, profile in found:
        keys.remove_all(change.tx, profile, row)
    objects.remove(change.tx, [row for row, _ in found])
    return bool(found)


def scrub(change: Change, domain: Domain, profile_ids: Sequence[str], name: str) -> None:
    """Take every value that came from an object type out of profiles."""
    for profile in profiles.lock(change.tx, domain.id, profile_ids):
        _scrub(change, profile, name)


def expire(tx: Tx, now: int) -> bool:
    """Delete some objects whose time is over, and profiles that consist of nothing else. Returns whether there may be
    more."""
    found = objects.expired(tx, now, EXPIRED_AT_ONCE)
    change = Change(tx, now, BY_EXPIRY)
    holders = {one.row: one for one in profiles.by_rows(tx, sorted({one.profile for _, one in found}))}
    for _, one in found:
        if one.profile in holders:
            remove(change, holders[one.profile], one, "EXPIRED")
    objects.remove(tx, [one.row for _, one in found])
    for row in sorted(holders):
        profile = _without_objects(tx, row)
        if profile is not None and history.is_of_objects(tx, profile):
            documents.erase(change, profile, "EXPIRED")
    return len(found) == EXPIRED_AT_ONCE


def expire_idle(tx: Tx, now: int, rows: Sequence[int], changed_by: Mapping[int, int]) -> None:
    """Delete those of some profiles that still have no objects and were last changed by the moment of their domain.

    changed_by: by the number of the domain.
    """
    for row in rows:
        profile = _without_objects(tx, row)
        if profile is not None and profile.updated_at <= changed_by.get(profile.domain_id, 0):
            documents.erase(Change(tx, now, BY_EXPIRY), profile, "EXPIRED")


def _without_objects(tx: Tx, row: int) -> Profile | None:
    """The profile of that number, locked, if there is one and no object has come while it was waited for."""
    profile = profiles.lock_row(tx, row)
    return None if profile is None or objects.stamps_of(tx, row) else profile


def filled(tx: Tx, domain_id: int, row: int) -> Mapping[str, Any]:
    """What a stored object fills by its type as it is now: attribute -> content; nothing if it cannot be read."""
    found = objects.by_row(tx, domain_id, row)
    kind = found and objects.find_type(tx, domain_id, found.object_type)
    if not found or not kind:
        return {}
    try:
        return _contents(map_object(_reading(kind.text), parse_object(found.document), search_key))
    except BadRequestError:  # the type has been changed since, and no longer reads its old objects
        return {}


def preference(tx: Tx, domain_id: int) -> Callable[[Origin, Origin], bool]:
    """Whether a value of the first origin replaces one of the second, by the object types of the domain as they are."""

    @cache
    def priority(name: str) -> int | None:
        kind = objects.find_type(tx, domain_id, name) if name else None
        return None if kind is None else priority_of(kind.definition)

    def preferred(new: Origin, old: Origin) -> bool:
        known = {name: priority(name) for name in (new.object_type, old.object_type)}
        return wins(new, old, {name: found for name, found in known.items() if found is not None})

    return preferred


class _Home(NamedTuple):
    """profile: the one the object joins, locked; None = a new one. keys: those it gives. replaced: the object of that
    key until now."""

    profile: Profile | None
    keys: tuple[MappedKey, ...]
    replaced: Object | None


def _home(change: Change, domain: Domain, kind: ObjectType, mapped: Mapped, allow_creation: bool) -> _Home:
    while True:
        replaced = objects.find(change.tx, domain.id, kind.name, mapped.unique_key)
        decision = _decided(change.tx, domain, mapped, allow_creation, replaced)
        if isinstance(decision, Reject):
            raise BadRequestError(decision.reason)
        if not isinstance(decision, Attach):
            return _Home(None, decision.keys, None)
        locked = profiles.lock_row(change.tx, decision.profile)
        if locked is not None:  # else it was merged or deleted a moment ago, and its keys have moved
            return _Home(locked, decision.keys, replaced)


def _decided(tx: Tx, domain: Domain, mapped: Mapped, allow_creation: bool, replaced: Object | None) -> Decision[int]:
    if replaced is not None:
        return decide(mapped.keys, {}, allow_creation, replaced.profile)
    hits = {
        (key.name, key.value): keys.holders(tx, domain.id, [(key.name, [key.value])], 0, 2)
        for key in _looked_up(mapped.keys)
    }
    return decide(mapped.keys, hits, allow_creation)


def _looked_up(given: Sequence[MappedKey]) -> list[Key]:
    return [Key(key.name, key.value) for key in given if key.finds_profiles]


def _refuse_too_many(tx: Tx, profile: Profile, kind: ObjectType, replaced: Object | None, size: int) -> None:
    """Raise BadRequestError when a profile cannot take one more object, or one that is larger."""
    usage = objects.usage(tx, profile.row, kind.name)
    old_size = len(replaced.document.encode()) if replaced else 0
    if usage.size - old_size + size > OBJECT_BYTES_MAX:
        raise BadRequestError(f"The objects of the profile would have more than {OBJECT_BYTES_MAX} bytes")
    if replaced is not None:
        return
    if usage.objects >= OBJECTS_MAX:
        raise BadRequestError(f"The profile has {OBJECTS_MAX} objects, which is the most it can have")
    of_type_max = kind.definition.get("MaxProfileObjectCount", OBJECTS_MAX)
    if usage.of_type >= of_type_max:
        raise BadRequestError(
            f"The profile has {of_type_max} objects of the type {kind.name}, which is its MaxProfileObjectCount"
        )


def _fill(
    change: Change, domain: Domain, profile: Profile | None, kind: ObjectType, mapped: Mapped, source_at: int
) -> Profile:
    """The profile with what the object fills: a new one, or the given one as far as nothing better is known.

    An address is one attribute: half of one and half of another is the address of nobody.
    """
    origin = Origin(source_at, kind.name)
    if profile is None:
        document = mapped.as_first().document
        origins = dict.fromkeys(attributes_of(document), origin)
        return documents.create(change, domain, documents.in_order(document), origins)
    contents = _contents(mapped)
    priorities = _priorities(change.tx, domain, kind, profile)
    taken = {name for name in contents if wins(origin, profile.origins.get(name), priorities)}
    if not taken:
        return profile
    document = _with(profile.document, {name: contents[name] for name in taken})
    return documents.replace(change, profile, document, {**profile.origins, **dict.fromkeys(taken, origin)})


def _priorities(tx: Tx, domain: Domain, kind: ObjectType, profile: Profile) -> dict[str, int]:
    names = {origin.object_type for origin in profile.origins.values()} - {"", kind.name}
    kinds = [kind, *filter(None, (objects.find_type(tx, domain.id, name) for name in sorted(names)))]
    return {one.name: priority_of(one.definition) for one in kinds}


def _contents(mapped: Mapped) -> dict[str, Any]:
    document = mapped.document
    custom = document.get("Attributes", {})
    return {
        name: custom[name.partition(".")[2]] if name.startswith("Attributes.") else document[name]
        for name in attributes_of(document)
    }


def _with(document: Mapping[str, Any], contents: Mapping[str, Any]) -> dict[str, Any]:
    changed = {name: dict(value) if name == "Attributes" else value for name, value in document.items()}
    for name, content in contents.items():
        member, _, key = name.partition(".")
        if key:
            changed.setdefault(member, {})[key] = content
        else:
            changed[member] = content
    return documents.in_order(changed)


def _without(document: Mapping[str, Any], attributes: Sequence[str]) -> dict[str, Any]:
    left = {name: value for name, value in document.items() if name not in attributes}
    custom = {key: text for key, text in left.pop("Attributes", {}).items() if f"Attributes.{key}" not in attributes}
    return documents.in_order({**left, **({"Attributes": custom} if custom else {})})


def _give_keys(
    tx: Tx, profile: Profile, row: int, held: set[Key], mapped: Sequence[MappedKey], given: Sequence[MappedKey]
) -> None:
    """Give a profile the keys of an object; a NEW_ONLY key that the object has given already stays. held: those that it
    has given until now."""
    own = {Key(key.name, key.value) for key in mapped}
    wanted = {Key(key.name, key.value) for key in given if key.name != PROFILE_ID} | (held & own)
    keys.remove(tx, profile.domain_id, profile.row, row, held - wanted)
    keys.add(tx, profile.domain_id, profile.row, row, sorted(wanted - held))


def _scrub(change: Change, profile: Profile, name: str) -> None:
    gone = [attribute for attribute, origin in profile.origins.items() if origin.object_type == name]
    if gone:
        documents.replace(change, profile, _without(profile.document, gone), profile.origins)
        documents.note(change, profile, "UPDATED", {"Before": profile.document, "DeletedObjectType": name})
