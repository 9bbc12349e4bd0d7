"""Taking a merge back: what the profiles would be if that one merge had never been made.

The rule:

- The merged profiles come back as they were, and the main profile gets back what it had before.
- What happened to the merged profile since then happened to the main profile, with these exceptions:
  - an object goes with its profile: one that belonged to a merged profile returns to it, with all changes since; one
    that came after the merge goes to the merged profile whose keys it has, if it has none of the main profile's, and
    of one merged profile only. What such an object has filled since goes with it, as do its keys.
  - what was deleted stays deleted everywhere: an object, a key, and a value on each profile that had this very value.
    Nothing is restored that came from an object type which has been deleted since.
- Merges that the main profile has been part of since then still hold, as if they had been made without the merged
  profiles: they are made anew in their order, each with the changes that followed it.

What is known of the time since is the difference between images, so of an attribute that was written several times
only the last writing is known: when that leaves with an object, the main profile gets back what it had before.

So the order in which several merges are taken back does not matter, and a merge that nothing followed leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onefold.errors import BadRequestError
from onefold.merge.profile import ATTRIBUTE, BY_HAND, MERGED, Key, Profile, Stamp, Value
from onefold.merge.record import KeysOf, MergeRecord, no_keys, record_of

Filled = Callable[[int], Mapping[str, Any]]
"""The attributes that an object fills, by its number: attribute -> content. Asked for changed objects only."""


Wins = Callable[[Value, Value], bool]
"""Whether the first value replaces the second where both are known."""


def newest(new: Value, old: Value) -> bool:
    """The newer value wins."""
    return new.at >= old.at


@dataclass(frozen=True)
class Plan:
    """What a store has to write, in one transaction, for a merge to be undone.

    holder: the profile that the content is in now, in its new state. released: the profiles that come back. records:
    later merges that still hold, to be stored in the place of those with the same merge_id. Keys with the source
    ATTRIBUTE are in no profile of a plan: they follow from the documents.
    """

    merge_id: str
    holder: Profile
    released: tuple[Profile, ...]
    records: tuple[MergeRecord, ...]


def chain_of(target: MergeRecord, later: Sequence[MergeRecord]) -> tuple[list[MergeRecord], str]:
    """The later merges that the merged profile was part of, and the id of the profile it is in now.

    later: merges that still hold, in the order they were made; others than those of this profile may be among them.
    """
    chain, holder = [], target.main.profile_id
    for record in later:
        if holder in {one.profile_id for one in record.before}:
            chain.append(record)
            holder = record.main.profile_id
    return chain, holder


def plan_unmerge(
    target: MergeRecord,
    later: Sequence[MergeRecord],
    now: Profile,
    filled: Filled = lambda _: {},
    deleted_types: Collection[str] = (),
    wins: Wins = newest,
    keys_of: KeysOf = no_keys,
) -> Plan:
    """Plan to take back one merge, by the rule above.

    later: as in `chain_of`. now: the profile that `chain_of` names, whole. filled: see Filled. deleted_types: object
    types that values of the record came from and that are no more. wins: whether what an object says replaces a value.
    keys_of: see KeysOf.
    Changes nothing; cost: merges times attributes.
    Raises BadRequestError if `now` is another profile.
    """
    chain, holder_id = chain_of(target, later)
    if now.profile_id != holder_id:
        raise BadRequestError(f"Merge {target.merge_id} is in profile {holder_id} now, not in {now.profile_id}.")
    carry = _Carry(now, filled, wins)
    parts, after, records = _Parts(target.main, target.others), target.after, list[MergeRecord]()
    for record in chain:
        at = next(i for i, one in enumerate(record.before) if one.profile_id == after.profile_id)
        parts = carry(parts, after, record.before[at])
        before = (*record.before[:at], _with_own_keys(parts.holder, keys_of), *record.before[at + 1 :])
        records.append(record_of(record.merge_id, before[0], before[1:], record.manner, keys_of))
        parts, after = _Parts(records[-1].after, parts.released), record.after
    parts = carry(parts, after, now)
    released = tuple(_tidied(one, deleted_types) for one in parts.released)
    return Plan(target.merge_id, _tidied(parts.holder, deleted_types), released, tuple(records))


@dataclass(frozen=True)
class _Parts:
    """The profile that keeps the content, and those that leave it."""

    holder: Profile
    released: tuple[Profile, ...]

    def owner(self, number: int, whole: Profile) -> str:
        """The id of the part that an object of the whole profile belongs to."""
        parts = (self.holder, *self.released)
        keys = {(key.name, key.value) for key in whole.keys if key.source == number}
        owning = [one for one in parts if number in one.objects] or [
            one for one in parts if any((key.name, key.value) in keys for key in one.keys)
        ]
        return (owning[0] if len(owning) == 1 else self.holder).profile_id


@dataclass(frozen=True)
class _Carry:
    """Carries what happened to a whole profile, between two images of it, over to its parts."""

    latest: Profile
    filled: Filled
    wins: Wins

    def __call__(self, parts: _Parts, old: Profile, new: Profile) -> _Parts:
        owners = {number: parts.owner(number, new) for number in new.objects}
        changed = [number for number, stamp in new.objects.items() if old.objects.get(number) != stamp]
        holder_id = parts.holder.profile_id
        staying = {new.objects[number] for number in changed if owners[number] == holder_id}
        leaving = {new.objects[number] for number in changed if owners[number] != holder_id} - staying
        each = [_kept(parts.holder, old, new, leaving, self.wins), *(_left(one, old, new) for one in parts.released)]
        each = [_with_objects(one, new, owners) for one in each]
        # Set after whatever object was there: one that was to replace it would have done so.
        by_hand = {
            name: one for name, one in new.values.items() if one.object_type == "" and one != old.values.get(name)
        }
        holder, *released = [self._refilled(one, new, changed, by_hand) for one in each]
        return _Parts(holder, tuple(released))

    def _refilled(self, part: Profile, new: Profile, changed: Sequence[int], by_hand: Mapping[str, Value]) -> Profile:
        """The part with what its changed objects fill: the value of an attribute that wins, unless it was deleted.

        by_hand: what somebody has set meanwhile, which stays. Only the latest text of an object is known, so an object
        that was to change once more is left for later.
        """
        values = dict(part.values)
        for number in changed:
            if number not in part.objects or self.latest.objects.get(number) != new.objects[number]:
                continue
            object_type, at = new.objects[number]
            for attribute, content in self.filled(number).items():
                value, own = Value(content, at, object_type), values.get(attribute)
                if attribute not in new.values or (own is not None and own == by_hand.get(attribute)):
                    continue
                if own is None or self.wins(value, own):
                    values[attribute] = value
        return replace(part, values=values)


def _kept(holder: Profile, old: Profile, new: Profile, leaving: Collection[Stamp], wins: Wins) -> Profile:
    """The holder with every change of values and keys, except values that leaving objects have filled, or others that
    would not have replaced its own."""
    values = {
        attribute: value
        for attribute, value in holder.values.items()
        if attribute not in old.values.keys() - new.values
    }
    for attribute, value in new.values.items():
        if value == old.values.get(attribute) or Stamp(value.object_type, value.at) in leaving:
            continue
        own = values.get(attribute)
        if own is None or value.object_type == "" or wins(value, own):
            values[attribute] = value
    return replace(holder, values=values, keys=holder.keys - (old.keys - new.keys) | (new.keys - old.keys))


def _left(released: Profile, old: Profile, new: Profile) -> Profile:
    """A released profile without the values and keys that were deleted."""
    gone = {attribute: value for attribute, value in old.values.items() if attribute not in new.values}
    values = {attribute: value for attribute, value in released.values.items() if gone.get(attribute) != value}
    keys = frozenset(key for key in released.keys if key.source == ATTRIBUTE or key not in old.keys - new.keys)
    return replace(released, values=values, keys=keys)


def _with_objects(part: Profile, new: Profile, owners: Mapping[int, str]) -> Profile:
    """The part with the objects it owns, as they are now, and their keys."""
    objects = {number: stamp for number, stamp in new.objects.items() if owners[number] == part.profile_id}
    own = {key for key in part.keys if key.source in (ATTRIBUTE, BY_HAND, MERGED)}
    return replace(part, objects=objects, keys=frozenset(own | {key for key in new.keys if key.source in objects}))


def _with_own_keys(part: Profile, keys_of: KeysOf) -> Profile:
    """The part with the keys of the values that it has now."""
    own = {Key(*key, ATTRIBUTE) for key in keys_of(part.document)}
    return replace(part, keys=frozenset(own | {key for key in part.keys if key.source != ATTRIBUTE}))


def _tidied(part: Profile, deleted_types: Collection[str]) -> Profile:
    values = {name: value for name, value in part.values.items() if value.object_type not in deleted_types}
    return replace(part, values=values, keys=frozenset(key for key in part.keys if key.source != ATTRIBUTE))
