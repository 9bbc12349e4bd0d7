"""Merging stored profiles, and taking merges back: what room `merge` decides, written in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from onefold import merge as rules
from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.merge import Manner, Plan
from onefold.store import judgements, keys, merges, new_id, objects, profiles, runs
from onefold.store.judgements import NOT_A_MATCH, Judgement
from onefold.store.keys import Key
from onefold.store.merges import Merge, NewMerge
from onefold.store.origins import Origin
from onefold.store.profiles import Profile
from onefold.writing import documents
from onefold.writing.change import Change
from onefold.writing.objects import filled, preference
from onefold.writing.search_keys import keys_of

MERGE_PROFILES: Final = "MergeProfiles"
AUTO_MERGING: Final = "AutoMerging"
RULES: Final = "RuleBasedMatching"


@dataclass(frozen=True)
class Cause:
    """Why profiles are merged. name: MERGE_PROFILES, AUTO_MERGING or RULES. job_id: the job that merges."""

    name: str
    job_id: str | None = None


def merge(change: Change, main: Profile, others: Sequence[Profile], manner: Manner, cause: Cause) -> str:
    """Merge locked profiles of one domain into the main one. Returns the id of the merge.

    The main profile gets the keys, objects and former ids of the others, which are deleted; their ids become former
    ones of it. Keys of values that were not taken stay. Raises BadRequestError if the merged profile would be larger
    than a profile may be.
    """
    domain_id, merge_id = main.domain_id, new_id(change.now)
    record = rules.record_of(merge_id, whole(change, main), [whole(change, other) for other in others], manner, keys_of)
    _rewrite(change, main, record.after)
    for other in others:
        keys.move(change.tx, other.row, main.row)
        objects.move_all(change.tx, other.row, main.row)
        profiles.remove(change.tx, other)
        documents.note(change, other, "DELETED_BY_MERGE", {"Before": other.document, "MergeId": merge_id})
    keys.add(change.tx, domain_id, main.row, keys.MERGED, [Key(*key) for key in sorted(record.lost)])
    profiles.add_aliases(change.tx, domain_id, record.after.former_ids, main.row)
    runs.depart(change.tx, [other.profile_id for other in others])
    documents.note(change, main, "MERGED", {"Before": main.document, "MergeId": merge_id})
    ids = tuple(other.profile_id for other in others)
    written = rules.written_record(record)
    noted = NewMerge(merge_id, main.profile_id, ids, cause.name, cause.job_id, change.now, written)
    merges.add(change.tx, domain_id, noted)
    return merge_id


def undo(change: Change, domain_id: int, merge_id: str) -> None:
    """Take a merge back: the profiles are what they would be if it had never been made.

    Its profiles are judged not to be the same, so that no later run merges any of them again.

    Raises ResourceNotFoundError for an unknown merge, BadRequestError for one that has been undone already or whose
    profile has been deleted since.
    """
    found = merges.lock(change.tx, domain_id, merge_id)
    if found is None:
        raise ResourceNotFoundError(f"Merge {merge_id} does not exist")
    if found.undone_at is not None:
        raise BadRequestError(f"Merge {merge_id} has been undone already")
    later, holder = _chain(change, domain_id, found)
    target = rules.read_record(found.record)
    now = whole(change, holder)
    gone = _deleted_types(change, domain_id, target)
    preferred = preference(change.tx, domain_id)
    plan = rules.plan_unmerge(
        target,
        [rules.read_record(one.record) for one in later],
        now,
        lambda row: filled(change.tx, domain_id, row),
        gone,
        lambda new, old: preferred(Origin(new.at, new.object_type), Origin(old.at, old.object_type)),
        keys_of,
    )
    _carry_out(change, found, holder, now, plan)


def _chain(change: Change, domain_id: int, undone: Merge) -> tuple[list[Merge], Profile]:
    """The merges since then that still hold, and the profile that its content is in now, locked.

    Until it is locked it may be merged once more, or on into another: then they are read again.
    """
    later = merges.chain(change.tx, domain_id, undone)
    while True:
        holder_id = (later or [undone])[-1].main_profile_id
        holder = profiles.lock(change.tx, domain_id, [holder_id])
        before, later = later, merges.chain(change.tx, domain_id, undone)
        if later != before:
            continue
        if not holder:
            merge_id = undone.merge_id
            raise BadRequestError(f"Merge {merge_id} cannot be undone: profile {holder_id} has been deleted since")
        return later, holder[0]


def whole(change: Change, profile: Profile) -> rules.Profile:
    """A stored profile as merging sees it, with keys, objects and former ids."""
    return rules.profile_of(
        profile.profile_id,
        profile.created_at,
        profile.document,
        profile.origins,
        keys.of_profile(change.tx, profile.row),
        objects.stamps_of(change.tx, profile.row),
        profiles.former_ids(change.tx, profile.row),
    )


def values_of(profile: Profile) -> rules.Profile:
    """A stored profile as far as criteria look at it."""
    return rules.profile_of(profile.profile_id, profile.created_at, profile.document, profile.origins)


def _rewrite(change: Change, profile: Profile, planned: rules.Profile) -> None:
    origins = {attribute: Origin(*origin) for attribute, origin in planned.origins.items()}
    documents.replace(change, profile, documents.in_order(planned.document), origins)


def _carry_out(change: Change, undone: Merge, holder: Profile, before: rules.Profile, plan: Plan) -> None:
    tx, domain_id = change.tx, holder.domain_id
    content = {"UndoneMergeId": plan.merge_id}
    _rewrite(change, holder, plan.holder)
    documents.note(change, holder, "UPDATED", {"Before": holder.document, **content})
    profiles.drop_aliases(tx, domain_id, before.former_ids - plan.holder.former_ids)
    for key in before.keys - plan.holder.keys:
        if key.source != keys.ATTRIBUTE:
            keys.remove(tx, domain_id, holder.row, key.source, [Key(key.name, key.value)])
    for released in plan.released:
        origins = {attribute: Origin(*origin) for attribute, origin in released.origins.items()}
        document = documents.in_order(released.document)
        profile = profiles.add(
            tx, domain_id, released.profile_id, document, origins, change.now, created_at=released.created_at
        )
        documents.add_own_keys(change, profile)
        objects.move(tx, sorted(released.objects), profile.row)
        profiles.add_aliases(tx, domain_id, released.former_ids, profile.row)
        _add_keys(change, profile, released.keys)
        documents.note(change, profile, "CREATED", content)
    _add_keys(change, holder, plan.holder.keys - before.keys)
    runs.come_back(tx, [released.profile_id for released in plan.released])
    for record in plan.records:
        merges.replace_record(tx, domain_id, record.merge_id, rules.written_record(record))
    merges.mark_undone(tx, undone, change.now)
    _keep_apart(change, domain_id, undone.main_profile_id, [released.profile_id for released in plan.released])


def _keep_apart(change: Change, domain_id: int, main_id: str, released: Sequence[str]) -> None:
    """Whoever takes a merge back says that the main profile is none of the others.

    Of two of the others nobody has said so; but a job that merged them again would bring back a part of what was taken
    back. So they stay apart too, unless something was said of that pair.
    """
    for pair in combinations(sorted((main_id, *released)), 2):
        if main_id in pair or judgements.find(change.tx, domain_id, *pair) is None:
            judgements.put(change.tx, domain_id, Judgement(*pair, NOT_A_MATCH, change.by, change.now))


def _add_keys(change: Change, profile: Profile, wanted: Iterable[rules.Key]) -> None:
    for source in {key.source for key in wanted} - {keys.ATTRIBUTE}:
        own = [Key(key.name, key.value) for key in sorted(wanted) if key.source == source]
        keys.add(change.tx, profile.domain_id, profile.row, source, own)


def _deleted_types(change: Change, domain_id: int, record: rules.MergeRecord) -> set[str]:
    """The object types that values of the record came from and that are no more."""
    named = {value.object_type for one in record.before for value in one.values.values()} - {""}
    return {name for name in named if objects.find_type(change.tx, domain_id, name) is None}
