"""One match group as it is now, and whether it is still what a person has looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from typing import Final

from onefold.errors import ChangedError, ResourceNotFoundError
from onefold.operations.context import Context, Request
from onefold.review.queue import MEMBERS_MAX
from onefold.store import judgements, profiles, reviews, runs
from onefold.store.domains import Domain
from onefold.store.judgements import NOT_A_MATCH, Judgement
from onefold.store.profiles import Profile
from onefold.store.reviews import COMMENTED, Review
from onefold.store.runs import Group, Run

Pair = tuple[str, str]
WHOLE_MAX: Final = 101
"""Profiles of one group that are decided at once: five times 20 into a main one. Larger ones are decided in parts."""


@dataclass(frozen=True)
class Current:
    """A group of the latest run. group.profile_ids: members that are still there. profiles: the first WHOLE_MAX of
    them. said: what people said of pairs of members. reviews: what was decided about the group, in order."""

    run: Run
    group: Group
    profiles: Sequence[Profile]
    said: Mapping[Pair, Judgement]
    reviews: Sequence[Review]

    @property
    def shown(self) -> Sequence[Profile]:
        """The profiles that stand side by side."""
        return self.profiles[:MEMBERS_MAX]

    @property
    def further(self) -> Sequence[Profile]:
        """Those that can be decided together with them."""
        return self.profiles[MEMBERS_MAX:]

    @property
    def closed(self) -> bool:
        """Whether it needs no further look."""
        return len(self.group.profile_ids) < 2 or any(one.closes for one in self.reviews)

    @property
    def version(self) -> str:
        """Changes with everything that a decision may depend on; comments are no such thing."""
        members = [(one.profile_id, one.updated_at) for one in self.profiles]
        said = sorted((*pair, one.judgement) for pair, one in self.said.items())
        decided = [one.row for one in self.reviews if one.kind != COMMENTED]
        state = [self.run.id, self.group.rank, self.group.profile_ids, members, said, decided]
        return sha256(json.dumps(state).encode()).hexdigest()[:20]

    def all_apart(self, ids: Sequence[str]) -> bool:
        """Whether every two of these members are judged not to be the same."""
        return all(
            pair in self.said and self.said[pair].judgement == NOT_A_MATCH for pair in combinations(sorted(ids), 2)
        )


def current(ctx: Context, domain: Domain, match_id: str, lock: bool = False) -> Current:
    """A group of the latest run. lock: its members are about to be changed. Raises ResourceNotFoundError."""
    run = runs.latest(ctx.tx, domain.id)
    group = runs.by_match_id(ctx.tx, run.id, match_id) if run else None
    if run is None or group is None:
        raise ResourceNotFoundError(f"The latest result of domain {domain.name} has no match group {match_id}")
    look = profiles.lock if lock else profiles.get
    members = look(ctx.tx, domain.id, group.profile_ids[:WHOLE_MAX])
    present = {one.profile_id for one in members}
    ids = tuple(one for one in group.profile_ids if one in present or one in group.profile_ids[WHOLE_MAX:])
    said = judgements.among(ctx.tx, domain.id, ids)
    return Current(run, group._replace(profile_ids=ids), members, said, reviews.of_group(ctx.tx, domain.id, match_id))


def unchanged(ctx: Context, domain: Domain, request: Request) -> Current:
    """The group, locked, if it is what the request's Version says that was looked at; else raises ChangedError."""
    found = current(ctx, domain, request["MatchId"], lock=True)
    if found.version != request["Version"]:
        raise ChangedError("This group has changed since you opened it; nothing was done. Here it is as it is now.")
    return found
