"""ListMerges and UndoMerge: every merge, by hand or by a job, can be found and taken back."""

from __future__ import annotations

from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request, present, seconds
from onefold.store import merges
from onefold.store.merges import Listed
from onefold.writing import merging


def list_merges(ctx: Context, request: Request) -> Answer:
    """The merges of a domain, the latest first; those that were undone say when."""
    domain = ctx.domain(request)
    before = paging.position(ctx, "ListMerges", request)
    found = merges.page(ctx.tx, domain.id, before, paging.size(request) + 1)
    return paging.answer(ctx, "ListMerges", request, "Merges", [(merge.row, _item(merge)) for merge in found])


def undo_merge(ctx: Context, request: Request) -> Answer:
    """Take a merge back: the profiles are what they would be if it had never been made."""
    merging.undo(ctx.change, ctx.domain(request).id, request["MergeId"])
    return {"Message": "OK"}


def _item(merge: Listed) -> Answer:
    return present(
        MergeId=merge.merge_id,
        MainProfileId=merge.main_profile_id,
        ProfileIds=list(merge.profile_ids),
        MergedAt=seconds(merge.at),
        Cause=merge.cause,
        JobId=merge.job_id,
        UndoneAt=seconds(merge.undone_at),
    )
