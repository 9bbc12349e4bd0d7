"""What a page of the queue, of a group and of the decisions is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onefold import merge as rules
from onefold.operations.context import Answer, Context, Request
from onefold.report.side_by_side import Line, Piece, line
from onefold.review.filters import Filter
from onefold.review.group import Current, current
from onefold.review.links import Link, links_of
from onefold.review.queue import next_after, queue_page
from onefold.review.values import attributes_in_order, label_of, merging_view, text_of
from onefold.store import objects, review_queue, reviews, runs
from onefold.store.reviews import COMMENTED

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTU"
"""What members of a group are called on its page, and how they are chosen by key."""
DECISIONS_PAGE: Final = 30


@dataclass(frozen=True)
class Cell:
    """The value that a member has for an attribute, cut where it differs; no pieces: none. at: in milliseconds."""

    profile_id: str
    pieces: Sequence[Piece]
    text: str
    at: int
    source: str


@dataclass(frozen=True)
class Row:
    """One attribute of all members. chosen: the profile that provides it to the merged one. same: none differs."""

    attribute: str
    label: str
    cells: Sequence[Cell]
    chosen: str
    same: bool


@dataclass(frozen=True)
class GroupView:
    """A group as its page shows it. rows: side by side. main: the profile that stays. links: why they are together."""

    now: Current
    rows: Sequence[Row]
    main: str
    links: Sequence[Link]
    explained: str
    next_id: str | None


def get_queue(ctx: Context, request: Request) -> Answer:
    """A page of the queue under "Page", whether there is a result at all, and the object types to choose from."""
    domain = ctx.domain(request)
    page = queue_page(ctx, domain, request["Filter"], request["After"])
    types = [one.name for one in objects.types_page(ctx.tx, domain.id, "", 100)]
    return {"Page": page, "Found": runs.latest(ctx.tx, domain.id) is not None, "Sources": types}


def get_group(ctx: Context, request: Request) -> Answer:
    """One group under "Group". Raises ResourceNotFoundError."""
    domain = ctx.domain(request)
    now = current(ctx, domain, request["MatchId"])
    views = merging_view(now.shown)
    main = rules.oldest(views).profile_id if views else ""
    place = review_queue.place_of(ctx.tx, now.run.id, now.group.rank)
    links, explained = links_of(ctx, domain, now)
    filter_: Filter = request["Filter"]
    following = next_after(ctx, domain, filter_, place)
    view = GroupView(
        now=now,
        rows=_rows(views, main),
        main=main,
        links=links,
        explained=explained,
        next_id=following if following != now.group.match_id else None,
    )
    return {"Group": view}


def list_decisions(ctx: Context, request: Request) -> Answer:
    """What was decided, the latest first, under "Reviews"."""
    domain = ctx.domain(request)
    found = reviews.page(ctx.tx, domain.id, request.get("Before"), DECISIONS_PAGE + 1)
    return {
        "Reviews": found[:DECISIONS_PAGE],
        "More": found[DECISIONS_PAGE - 1].row if len(found) > DECISIONS_PAGE else None,
    }


def comments_of(now: Current) -> list[Mapping[str, Any]]:
    """The comments on a group: Text, by, at."""
    return [
        {"Text": one.content["Text"], "by": one.by, "at": one.at} for one in now.reviews if one.kind == COMMENTED
    ]  # fmt: skip


def _rows(views: Sequence[rules.Profile], main: str) -> list[Row]:
    """Every attribute side by side, those that differ as well as those that do not."""
    ordered = sorted(views, key=lambda one: one.profile_id != main)
    default = rules.merged(ordered[0], ordered[1:], rules.Fields({})) if ordered else None
    return [_row(attribute, views, default) for attribute in attributes_in_order(views)]


def _row(attribute: str, views: Sequence[rules.Profile], default: rules.Profile | None) -> Row:
    found = [one.values.get(attribute) for one in views]
    texts = [None if value is None else text_of(value.content) for value in found]
    compared: Line = line(label_of(attribute), texts)
    cells = [
        Cell(view.profile_id, pieces, text or "", value.at if value else 0, value.object_type if value else "")
        for view, pieces, text, value in zip(views, compared.cells, texts, found, strict=True)
    ]
    kept = default.values[attribute] if default else None
    chosen = next((cell.profile_id for cell, value in zip(cells, found, strict=True) if value is kept), "")
    return Row(attribute, compared.label, cells, chosen, compared.same)
