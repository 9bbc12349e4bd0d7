"""The queue: match groups of the latest run, the most informative first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onefold.operations.context import Context
from onefold.report.side_by_side import substance
from onefold.review.filters import Filter
from onefold.review.typed import typed
from onefold.review.values import contact_of, in_order, label_of, name_of, text_of
from onefold.store import profiles, review_queue, review_state, runs
from onefold.store.domains import Domain
from onefold.store.profiles import Profile
from onefold.store.review_queue import FIRST, Place, Queued, Wanted
from onefold.store.traits import differs_in, has_values_from
from onefold.tables import Bands

PAGE_GROUPS: Final = 25
LOOKED_AT_MAX: Final = 500
"""Groups that one page looks through, of those that have the attribute and the source by the index; the next page goes
on. More than fit are in it where ways of writing differ, profiles have changed, or a run is from before traits."""
_AT_ONCE: Final = 50
SHOWN_MAX: Final = 3
MEMBERS_MAX: Final = 21
"""Profiles of one group that are shown side by side: MergeProfiles merges 20 into a main one."""


@dataclass(frozen=True)
class Item:
    """A group in the queue. people: names and contacts of some of its members; differ: attributes in which they do."""

    match_id: str
    place: Place
    confidence: float
    size: int
    people: Sequence[tuple[str, str]]
    differ: Sequence[str]


@dataclass(frozen=True)
class Page:
    """more: where the next page begins, None on the last one. looked_at: groups that were looked through. many: whether
    more people fit the text of the filter than those whose groups are shown."""

    items: Sequence[Item]
    more: Place | None
    looked_at: int
    many: bool


EMPTY: Final = Page((), None, 0, False)


def queue_page(ctx: Context, domain: Domain, filter_: Filter, after: Place, limit: int = PAGE_GROUPS) -> Page:
    """A page of the queue. Costs the same wherever it is."""
    run = runs.latest(ctx.tx, domain.id)
    if run is None:
        return EMPTY
    wanted, many = wanted_of(review_state.bands(ctx.tx, domain.id), filter_), False
    if filter_.text:
        ranks, many = review_queue.ranks_of_people(ctx.tx, domain.id, run.id, typed(filter_.text))
        wanted = replace(wanted, ranks=ranks)
    items: list[Item] = []
    looked_at = 0
    for queued, members in _walk(ctx, domain, run.id, wanted, after, limit):
        looked_at += 1
        item = _item(queued, members, filter_)
        if item is not None:
            items.append(item)
        if len(items) == limit or looked_at == LOOKED_AT_MAX:
            return Page(items, queued.place, looked_at, many)
    return Page(items, None, looked_at, many)


def next_after(ctx: Context, domain: Domain, filter_: Filter, place: Place) -> str | None:
    """The MatchId of the next group in the queue; after the last one comes the first."""
    for begin in (place, FIRST):
        found = queue_page(ctx, domain, filter_, begin, 1)
        if found.items:
            return found.items[0].match_id
    return None


def wanted_of(bands: Bands, filter_: Filter) -> Wanted:
    """The filter as far as an index knows it."""
    least, below = next((span for name, *span in bands.ranges() if name == filter_.band), (0.0, math.inf))
    traits = differs_in(filter_.attribute) | has_values_from(filter_.source)
    return Wanted(least, below, filter_.state == "decided", traits=traits)


def _walk(
    ctx: Context, domain: Domain, run: int, wanted: Wanted, after: Place, limit: int
) -> Iterator[tuple[Queued, list[Profile]]]:
    """The groups after a place with their members, `limit` of them with two questions to the store."""
    while found := review_queue.page(ctx.tx, run, wanted, after, limit):
        shown = [one for queued in found for one in queued.group.profile_ids[:MEMBERS_MAX]]
        known = {one.profile_id: one for one in profiles.get(ctx.tx, domain.id, shown)}
        for queued in found:
            yield queued, [known[one] for one in queued.group.profile_ids[:MEMBERS_MAX] if one in known]
        if len(found) < limit:
            return
        after, limit = found[-1].place, _AT_ONCE


def _item(queued: Queued, members: Sequence[Profile], filter_: Filter) -> Item | None:
    """The group as it is shown; None if it is not wanted, or has nobody left to compare."""
    group = queued.group
    if len(group.profile_ids) < 2 and filter_.state == "open":
        return None
    if filter_.source and not any(filter_.source in _sources(one) for one in members):
        return None
    differ = differing(members)
    if filter_.attribute and filter_.attribute not in differ:
        return None
    people = dict.fromkeys((name_of(one.document), contact_of(one.document)) for one in members)
    shown = list(people)[:SHOWN_MAX]
    labels = [label_of(attribute) for attribute in differ]
    return Item(group.match_id, queued.place, group.confidence_score, len(group.profile_ids), shown, labels)


def differing(members: Sequence[Profile]) -> list[str]:
    """The attributes that several members have and that are not alike; custom ones, most of them ids, left out."""
    found: dict[str, set[str]] = {}
    for member in members:
        for attribute, content in member.document.items():
            if attribute != "Attributes":
                found.setdefault(attribute, set()).add(text_of(content))
    several = (attribute for attribute, texts in found.items() if len(texts) > 1)
    return in_order(attribute for attribute in several if len(set(map(substance, found[attribute]))) > 1)


def _sources(profile: Profile) -> set[str]:
    return {origin.object_type for origin in profile.origins.values()}
