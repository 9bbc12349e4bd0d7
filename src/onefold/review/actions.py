"""The table of what the review pages read and change: operations as the API's, with their least roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from onefold.operations.context import Answer, Caller, Context, Request
from onefold.operations.service import ONEFOLD_V1, OPERATIONS, Operation, bind
from onefold.review import decisions, overview, people, views
from onefold.settings import ServiceSettings
from onefold.store import Store, reviews

Operations = Mapping[str, Callable[[Caller, dict[str, Any]], dict[str, Any]]]


def undo_latest(ctx: Context, request: Request) -> Answer:
    """Take back the last decision of whoever asks, if there is one."""
    domain = ctx.domain(request)
    found = reviews.latest_of(ctx.tx, domain.id, ctx.by)
    return {} if found is None else decisions.undo_review(ctx, {**request, "ReviewId": found.row})


REVIEW: Final[Mapping[str, Operation]] = {
    "ReviewComment": Operation(decisions.comment_group, writes=True),
    "ReviewKeepApart": Operation(decisions.keep_apart, writes=True),
    "ReviewMerge": Operation(decisions.merge_group, writes=True),
    "ReviewSkip": Operation(decisions.skip_group, writes=True),
    "ReviewUndo": Operation(decisions.undo_review, writes=True),
    "ReviewUndoLatest": Operation(undo_latest, writes=True),
    "ReviewPutBands": Operation(overview.put_bands, writes=True),
    "ReviewGetOverview": Operation(overview.get_overview),
    "ReviewGetLearning": Operation(overview.get_learning),
    "ReviewGetQueue": Operation(views.get_queue),
    "ReviewGetGroup": Operation(views.get_group),
    "ReviewListDecisions": Operation(views.list_decisions),
    "ReviewFindPeople": Operation(people.find_people),
    "ReviewGetPerson": Operation(people.get_person),
}
_SHARED: Final = ("StartIdentityResolutionJob", "UndoMerge", "ListDomains")

LEAST_ROLES: Final[Mapping[str, str]] = {
    **{name: "review" if operation.writes else "read" for name, operation in REVIEW.items()},
    "StartIdentityResolutionJob": "review",
    "UndoMerge": "review",
    "ListDomains": "read",
}


def bound(store: Store, settings: ServiceSettings, clock: Callable[[], float]) -> Operations:
    """The operations of the review pages on a store. clock: seconds since 1970."""
    known = {**OPERATIONS, **ONEFOLD_V1}
    return bind(store, settings, clock, {**REVIEW, **{name: known[name] for name in _SHARED}})
