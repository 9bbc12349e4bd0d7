"""One merge: several profiles become one, in the manner that a job or a person asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onefold.merge.profile import Profile
from onefold.merge.survivorship import Resolution, provider


@dataclass(frozen=True)
class Fields:
    """Amazon's FieldSourceProfileIds: the profile whose value is taken, by attribute, even if it has none.

    Any other attribute: the main profile's value, else that of the first profile in the list that has one.
    """

    profile_ids: Mapping[str, str]


Manner = Resolution | Fields
"""How a merge chooses values: by conflict resolution (jobs), or as a person said (MergeProfiles)."""


def oldest(profiles: Iterable[Profile]) -> Profile:
    """The profile whose id survives when nobody names one: the oldest, at the same moment the smallest id."""
    return min(profiles, key=lambda one: (one.created_at, one.profile_id))


def chosen(main: Profile, others: Sequence[Profile], manner: Manner) -> dict[str, str]:
    """The profile that provides each attribute of the merged profile; one that nobody provides is left out."""
    members = (main, *others)
    attributes = dict.fromkeys(attribute for one in members for attribute in one.values)
    found = {attribute: _provider(attribute, members, manner) for attribute in attributes}
    return {attribute: one.profile_id for attribute, one in found.items() if one is not None}


def _provider(attribute: str, members: Sequence[Profile], manner: Manner) -> Profile | None:
    if isinstance(manner, Resolution):
        return provider(attribute, members, manner)
    named = manner.profile_ids.get(attribute)
    return next((one for one in members if attribute in one.values and named in (None, one.profile_id)), None)


def combined(main: Profile, others: Sequence[Profile], providers: Mapping[str, str]) -> Profile:
    """The merged profile, given who provides which attribute: it has the keys, objects and ids of all."""
    members = {one.profile_id: one for one in (main, *others)}
    return Profile(
        main.profile_id,
        main.created_at,
        {attribute: members[one].values[attribute] for attribute, one in providers.items()},
        frozenset().union(*(one.keys for one in members.values())),
        {number: stamp for one in members.values() for number, stamp in one.objects.items()},
        main.former_ids.union(*({one.profile_id} | one.former_ids for one in others)),
    )


def merged(main: Profile, others: Sequence[Profile], manner: Manner) -> Profile:
    """Merge `others` into `main`, which keeps its id and age. The order of `others` matters to Fields only."""
    return combined(main, others, chosen(main, others, manner))
