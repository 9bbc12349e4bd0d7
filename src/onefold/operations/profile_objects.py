"""PutProfileObject, BatchPutProfileObject, ListProfileObjects, DeleteProfileObject."""

from __future__ import annotations

from typing import Any

from onefold.canonical import searched
from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.ingest import key_content_types
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request
from onefold.operations.object_types import known
from onefold.store import objects, profiles, savepoint
from onefold.store.domains import Domain
from onefold.store.objects import Object, ObjectType
from onefold.writing import documents
from onefold.writing.objects import ingest, remove


def put_profile_object(ctx: Context, request: Request) -> Answer:
    """Take in one object; when this is answered, it is in its profile."""
    domain = ctx.domain(request)
    kind = known(ctx, domain, request["ObjectTypeName"])
    return {"ProfileObjectUniqueKey": ingest(ctx.change, domain, kind, request["Object"]).unique_key}


def batch_put_profile_object(ctx: Context, request: Request) -> Answer:
    """Take in up to ten objects in their order; each fails alone."""
    domain = ctx.domain(request)
    kind = known(ctx, domain, request["ObjectTypeName"])
    ids = [item["Id"] for item in request["Items"]]
    if len(set(ids)) < len(ids):
        raise BadRequestError("Items has an Id twice; each tells apart one result")
    outcomes = [_put(ctx, domain, kind, item) for item in request["Items"]]
    return {
        "Successful": [outcome for outcome in outcomes if "Code" not in outcome],
        "Failed": [outcome for outcome in outcomes if "Code" in outcome],
    }


def list_profile_objects(ctx: Context, request: Request) -> Answer:
    """The objects of a profile of one type, the oldest first; with ObjectFilter those that gave one of the keys."""
    domain, name = ctx.domain(request), request["ObjectTypeName"]
    kind = known(ctx, domain, name)
    found = profiles.get(ctx.tx, domain.id, [request["ProfileId"]])
    if not found:
        raise documents.no_such_profile(domain, request["ProfileId"])
    after = paging.position(ctx, "ListProfileObjects", request) or 0
    limit = paging.size(request) + 1
    listed = objects.of_profile(ctx.tx, found[0].row, name, _key(kind, request.get("ObjectFilter")), after, limit)
    return paging.answer(ctx, "ListProfileObjects", request, "Items", [(one.row, _item(one)) for one in listed])


def delete_profile_object(ctx: Context, request: Request) -> Answer:
    """Delete an object with its keys; what it filled stays in the profile."""
    domain, name = ctx.domain(request), request["ObjectTypeName"]
    known(ctx, domain, name)
    profile = documents.one(ctx.change, domain, request["ProfileId"])
    found = objects.find(ctx.tx, domain.id, name, request["ProfileObjectUniqueKey"])
    if found is None or found.profile != profile.row:
        raise ResourceNotFoundError(f"Profile {profile.profile_id} has no object of the type {name} with that key")
    remove(ctx.change, profile, found, "DELETED_BY_CUSTOMER")
    return {"Message": "OK"}


def _put(ctx: Context, domain: Domain, kind: ObjectType, item: Any) -> Answer:
    try:
        with savepoint(ctx.tx):
            done = ingest(ctx.change, domain, kind, item["Object"])
            return {"Id": item["Id"], "ProfileObjectUniqueKey": done.unique_key}
    except BadRequestError as error:
        return {"Id": item["Id"], "Code": 400, "Message": str(error)}


def _key(kind: ObjectType, given: Any) -> tuple[str, set[str]] | None:
    if given is None:
        return None
    name = given["KeyName"]
    kinds = key_content_types(kind.definition, name)
    return name, set().union(*(searched(name, value, kinds) for value in given["Values"]))


def _item(one: Object) -> Answer:
    return {
        "ObjectTypeName": one.object_type,
        "ProfileObjectUniqueKey": one.unique_key,
        "Object": one.document,
    }
