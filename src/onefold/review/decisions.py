"""What people decide about a match group, and taking it back: each one transaction, and refused on a changed group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.operations.context import Answer, Context, Request
from onefold.operations.merging import merge_by_hand
from onefold.review.group import Current, Pair, unchanged
from onefold.store import judgements, reviews
from onefold.store.domains import Domain
from onefold.store.judgements import NOT_A_MATCH, Judgement
from onefold.store.reviews import APART, COMMENTED, MERGED, SKIPPED, Review
from onefold.writing import merging

COMMENT_MAX: Final = 2000
"""Characters of a comment."""
AT_ONCE_MAX: Final = 20
"""Profiles that MergeProfiles merges into the main one."""


def merge_group(ctx: Context, request: Request) -> Answer:
    """Merge some members, or all, into the main one; the rest of the group stays to be decided."""
    domain = ctx.domain(request)
    found = unchanged(ctx, domain, request)
    ids = _chosen(found, request["ProfileIds"])
    main = request["MainProfileId"] if request["MainProfileId"] in ids else ids[0]
    others = [one for one in ids if one != main]
    steps = [others[first : first + AT_ONCE_MAX] for first in range(0, len(others), AT_ONCE_MAX)]
    before = _said(found, (pair for step in steps for pair in combinations([main, *step], 2)))  # as undoing judges them
    merge_ids = [_merge_step(ctx, domain, main, step, request.get("FieldSourceProfileIds", {})) for step in steps]
    closes = len(found.group.profile_ids) - len(others) < 2
    return _noted(ctx, domain, found, MERGED, [main, *others], closes, MergeIds=merge_ids, Before=before)


def _merge_step(ctx: Context, domain: Domain, main: str, others: Sequence[str], fields: Mapping[str, Any]) -> str:
    """Merge as many as MergeProfiles does at once. A value that was chosen comes when its profile does, and stays: the
    main profile keeps what it has in every further step."""
    there = {main, *others}
    custom = {name: one for name, one in fields.get("Attributes", {}).items() if one in there}
    sources: dict[str, Any] = {name: one for name, one in fields.items() if name != "Attributes" and one in there}
    return merge_by_hand(
        ctx,
        {
            "DomainName": domain.name,
            "MainProfileId": main,
            "ProfileIdsToBeMerged": others,
            "FieldSourceProfileIds": sources | ({"Attributes": custom} if custom else {}),
        },
    )


def keep_apart(ctx: Context, request: Request) -> Answer:
    """Say that no two of some members, or of all, are the same person."""
    domain = ctx.domain(request)
    found = unchanged(ctx, domain, request)
    ids = _chosen(found, request["ProfileIds"])
    pairs = list(combinations(sorted(ids), 2))
    before = _said(found, pairs)
    for a, b in pairs:
        judgements.put(ctx.tx, domain.id, Judgement(a, b, NOT_A_MATCH, ctx.by, ctx.now))
    said = dict(found.said) | {pair: Judgement(*pair, NOT_A_MATCH, ctx.by, ctx.now) for pair in pairs}
    after = Current(found.run, found.group, found.profiles, said, found.reviews)
    return _noted(ctx, domain, found, APART, ids, after.all_apart(found.group.profile_ids), Before=before)


def skip_group(ctx: Context, request: Request) -> Answer:
    """Leave a group undecided; it comes back with the next run."""
    domain = ctx.domain(request)
    found = unchanged(ctx, domain, request)
    return _noted(ctx, domain, found, SKIPPED, found.group.profile_ids, True)


def comment_group(ctx: Context, request: Request) -> Answer:
    """Leave a note for others at a group."""
    domain = ctx.domain(request)
    text = request["Text"].strip()
    if not 1 <= len(text) <= COMMENT_MAX:
        raise BadRequestError(f"A comment has 1 to {COMMENT_MAX} characters; this one has {len(text)}")
    found = unchanged(ctx, domain, request)
    return _noted(ctx, domain, found, COMMENTED, found.group.profile_ids, False, Text=text)


def undo_review(ctx: Context, request: Request) -> Answer:
    """Take a decision back: profiles and judgements are what they were before it.

    Raises BadRequestError if it was taken back already, or if a later decision on the same group stands on it.
    """
    domain = ctx.domain(request)
    found = reviews.lock(ctx.tx, domain.id, request["ReviewId"])
    if found is None:
        raise ResourceNotFoundError(f"Domain {domain.name} has no decision {request['ReviewId']}")
    if found.undone_at is not None:
        raise BadRequestError("This decision has been undone already")
    if found.kind in (MERGED, APART) and reviews.later_on(ctx.tx, domain.id, found):
        raise BadRequestError("There is a later decision on this group; undo that one first")
    if found.kind == MERGED:
        for merge_id in reversed(found.content.get("MergeIds") or [found.content["MergeId"]]):  # from before: one
            merging.undo(ctx.change, domain.id, merge_id)
    _say_again(ctx, domain, found.content.get("Before", ()))
    reviews.mark_undone(ctx.tx, found, ctx.now)
    return {"MatchId": found.match_id, "Kind": found.kind, "ProfileIds": list(found.profile_ids)}


def _chosen(found: Current, wanted: Iterable[str]) -> list[str]:
    """The members that a decision is about, in the order of the group. Raises BadRequestError for fewer than two."""
    given = set(wanted)
    ids = [one.profile_id for one in found.profiles if one.profile_id in given]
    if len(ids) < 2:
        raise BadRequestError("Choose two profiles or more of the group")
    return ids


def _said(found: Current, pairs: Iterable[Pair]) -> list[list[str]]:
    """What was said of pairs until now, for an undo: [a, b, judgement, by, at], the last three empty if nothing was."""
    before = []
    for a, b in (sorted(pair) for pair in pairs):
        one = found.said.get((a, b))
        before.append([a, b, one.judgement, one.by, str(one.at)] if one else [a, b, "", "", ""])
    return before


def _say_again(ctx: Context, domain: Domain, before: Iterable[Sequence[str]]) -> None:
    for a, b, judgement, by, at in before:
        if judgement:
            judgements.put(ctx.tx, domain.id, Judgement(a, b, judgement, by, int(at)))
        else:
            judgements.remove(ctx.tx, domain.id, a, b)


def _noted(
    ctx: Context, domain: Domain, found: Current, kind: str, ids: Sequence[str], closes: bool, **content: object
) -> Answer:
    review = Review(
        run=found.run.id,
        rank=found.group.rank,
        match_id=found.group.match_id,
        kind=kind,
        profile_ids=tuple(ids),
        confidence_score=found.group.confidence_score,
        closes=closes,
        content=content,
        by=ctx.by,
        at=ctx.now,
    )
    return {"ReviewId": reviews.add(ctx.tx, domain.id, review).row, "Closes": closes}
