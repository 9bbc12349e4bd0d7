"""ListProfileHistoryRecords, GetProfileHistoryRecord."""

from __future__ import annotations

import json
from typing import Final

from onefold.errors import ResourceNotFoundError
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request, present, seconds
from onefold.store import history
from onefold.store.history import Record

_FILTERS: Final = {"ObjectTypeName": "object_type", "ActionType": "action", "PerformedBy": "performed_by"}


def list_profile_history_records(ctx: Context, request: Request) -> Answer:
    """What happened to a profile, the latest first; also to one that is gone."""
    domain = ctx.domain(request)
    filters = {column: request[member] for member, column in _FILTERS.items() if member in request}
    before = paging.position(ctx, "ListProfileHistoryRecords", request)
    limit = paging.size(request) + 1
    found = history.page(ctx.tx, domain.id, request["ProfileId"], filters, before, limit)
    items = [(record.row, _item(record)) for record in found]
    return paging.answer(ctx, "ListProfileHistoryRecords", request, "ProfileHistoryRecords", items)


def get_profile_history_record(ctx: Context, request: Request) -> Answer:
    """One record with its content."""
    domain = ctx.domain(request)
    record = history.find(ctx.tx, domain.id, request["ProfileId"], request["Id"])
    if record is None:
        raise ResourceNotFoundError(f"Profile {request['ProfileId']} has no history record {request['Id']}")
    return {**_item(record), "Content": json.dumps(record.event.content, ensure_ascii=False)}


def _item(record: Record) -> Answer:
    event = record.event
    return present(
        Id=record.record_id,
        ObjectTypeName=event.object_type,
        CreatedAt=seconds(event.at),
        LastUpdatedAt=seconds(event.at),
        ActionType=event.action,
        ProfileObjectUniqueKey=event.object_key,
        PerformedBy=event.by,
    )
