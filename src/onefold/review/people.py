"""Finding a person, and everything about one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onefold.errors import ResourceNotFoundError
from onefold.operations.context import Answer, Context, Request
from onefold.review.group import current
from onefold.review.links import Link, links_of
from onefold.review.typed import typed
from onefold.review.values import name_of
from onefold.store import history, keys, merges, objects, people_search, profiles, runs
from onefold.store.domains import Domain
from onefold.store.history import Record
from onefold.store.merges import Listed
from onefold.store.objects import Object
from onefold.store.profiles import Profile
from onefold.store.runs import Group

FOUND_MAX: Final = 50
HISTORY_SHOWN: Final = 50
MERGES_SHOWN: Final = 50
OBJECTS_SHOWN: Final = 20
"""Of each type."""
_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Person:
    """profile, with the ids of those merged into it, its objects, history and merges, the latest first. group: the
    match group that the latest run has put it into; links: its pairs in that; names: of the others."""

    profile: Profile
    former_ids: Sequence[str]
    objects: Sequence[Object]
    objects_count: int
    history: Sequence[Record]
    merges: Sequence[Listed]
    group: Group | None
    links: Sequence[Link]
    names: Mapping[str, str]


def find_people(ctx: Context, request: Request) -> Answer:
    """Profiles that fit what was typed (see `typed`), or with that id, the best first, under "Profiles"."""
    domain, text = ctx.domain(request), request["Text"].strip()
    if _ID.fullmatch(text.lower()):
        rows = keys.holders(ctx.tx, domain.id, [(keys.PROFILE_ID, {text.lower()})], 0, FOUND_MAX)
    else:
        rows = people_search.profile_rows(ctx.tx, domain.id, typed(text), FOUND_MAX) if text else []
    found = {one.row: one for one in profiles.by_rows(ctx.tx, rows)}
    return {"Profiles": [found[row] for row in rows if row in found]}


def get_person(ctx: Context, request: Request) -> Answer:
    """Everything about one profile under "Person"; a former id leads to the profile that it was merged into."""
    domain = ctx.domain(request)
    profile = _profile(ctx, domain, request["ProfileId"])
    stamps = objects.stamps_of(ctx.tx, profile.row)
    kinds = sorted({kind for kind, _ in stamps.values()})
    run = runs.latest(ctx.tx, domain.id)
    group = runs.by_profile(ctx.tx, run.id, profile.profile_id) if run else None
    links, names = _similar(ctx, domain, profile, group)
    person = Person(
        profile=profile,
        former_ids=profiles.former_ids(ctx.tx, profile.row),
        objects=[
            one
            for kind in kinds
            for one in objects.of_profile(ctx.tx, profile.row, kind, None, 0, OBJECTS_SHOWN)
        ],
        objects_count=len(stamps),
        history=history.page(ctx.tx, domain.id, profile.profile_id, {}, None, HISTORY_SHOWN),
        merges=merges.into(ctx.tx, domain.id, profile.profile_id, MERGES_SHOWN),
        group=group,
        links=links,
        names=names,
    )  # fmt: skip
    return {"Person": person}


def _profile(ctx: Context, domain: Domain, profile_id: str) -> Profile:
    rows = keys.holders(ctx.tx, domain.id, [(keys.PROFILE_ID, {profile_id})], 0, 1)
    if not rows:
        raise ResourceNotFoundError(f"Profile {profile_id} does not exist in domain {domain.name}")
    return profiles.by_rows(ctx.tx, rows)[0]


def _similar(ctx: Context, domain: Domain, profile: Profile, group: Group | None) -> tuple[list[Link], dict[str, str]]:
    """The pairs of a profile with the others of its group, and what those are called."""
    if group is None or len(group.profile_ids) < 2:
        return [], {}
    now = current(ctx, domain, group.match_id)
    own = [one for one in links_of(ctx, domain, now)[0] if profile.profile_id in (one.profile_id_a, one.profile_id_b)]
    return own, {one.profile_id: name_of(one.document) for one in now.profiles}
