"""Put, Get, List, DeleteProfileObjectType; the catalogue of templates, which is empty; DetectProfileObjectType."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from onefold import ingest
from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.operations import paging
from onefold.operations.calls import Call
from onefold.operations.context import Answer, Context, Request, present, seconds
from onefold.operations.tags import OBJECT_TYPE
from onefold.store import objects, profiles, tags
from onefold.store.domains import Domain
from onefold.store.objects import ObjectType
from onefold.writing.objects import OBJECTS_MAX, remove_some, remove_type, scrub

TYPES_MAX: Final = 100
"""Object types of a domain (AWS's quota)."""
_DEFINITION: Final = (
    "Description", "ExpirationDays", "EncryptionKey", "AllowProfileCreation", "SourceLastUpdatedTimestampFormat",
    "MaxProfileObjectCount", "SourcePriority", "Fields", "Keys",
)  # fmt: skip
_LISTED: Final = ("Description", "MaxProfileObjectCount", "SourcePriority")


def put_profile_object_type(ctx: Context, request: Request) -> Answer:
    """Define an object type, in the place of one of that name; objects that are there stay as they were read."""
    domain, name = ctx.domain(request), request["ObjectTypeName"]
    _refuse(ctx, domain, request)
    definition = {"AllowProfileCreation": False} | {
        member: request[member] for member in _DEFINITION if request.get(member) is not None
    }
    kind = objects.put_type(ctx.tx, domain.id, name, definition, ctx.now)
    if "Tags" in request:
        tags.remove_all(ctx.tx, domain.id, OBJECT_TYPE + name)
        tags.put(ctx.tx, domain.id, request["Tags"], OBJECT_TYPE + name)
    return _answer(ctx, domain, kind, kind.definition)


def get_profile_object_type(ctx: Context, request: Request) -> Answer:
    """One object type in full."""
    domain = ctx.domain(request)
    kind = known(ctx, domain, request["ObjectTypeName"])
    return _answer(ctx, domain, kind, kind.definition)


def list_profile_object_types(ctx: Context, request: Request) -> Answer:
    """The object types of a domain by name, without Fields and Keys."""
    domain = ctx.domain(request)
    after = paging.position(ctx, "ListProfileObjectTypes", request) or ""
    found = objects.types_page(ctx.tx, domain.id, after, paging.size(request) + 1)
    items = [
        (kind.name, _answer(ctx, domain, kind, {one: kind.definition.get(one) for one in _LISTED})) for kind in found
    ]
    return paging.answer(ctx, "ListProfileObjectTypes", request, "Items", items)


def delete_profile_object_type(call: Call, request: Request) -> Answer:
    """Delete an object type, its objects, and what they filled in profiles.

    All but the type itself goes some at a time, so that other writers wait for one piece. Whoever breaks it off leaves
    a type with fewer objects, which can be deleted again. What comes in meanwhile goes with the type.
    """
    name, after = request["ObjectTypeName"], 0
    while found := call.read(partial(_filled, request=request, after=after)):
        call.write(partial(_scrubbed, request=request, profile_ids=[profile_id for _, profile_id in found]))
        after = found[-1][0]
    while call.write(lambda ctx: remove_some(ctx.change, ctx.domain(request), name)):
        pass
    return call.finish(partial(_removed, request=request))


def _filled(ctx: Context, request: Request, after: int) -> list[tuple[int, str]]:
    domain = ctx.domain(request)
    return profiles.filled_by(ctx.tx, domain.id, known(ctx, domain, request["ObjectTypeName"]).name, after)


def _scrubbed(ctx: Context, request: Request, profile_ids: list[str]) -> None:
    scrub(ctx.change, ctx.domain(request), profile_ids, request["ObjectTypeName"])


def _removed(ctx: Context, request: Request) -> Answer:
    domain = ctx.domain(request)
    kind = known(ctx, domain, request["ObjectTypeName"])
    remove_type(ctx.change, domain, kind.name)
    tags.remove_all(ctx.tx, domain.id, OBJECT_TYPE + kind.name)
    return {"Message": "OK"}


def list_profile_object_type_templates(ctx: Context, request: Request) -> Answer:
    """There are no templates: they describe sources of AWS's integrations."""
    paging.position(ctx, "ListProfileObjectTypeTemplates", request)
    return {"Items": []}


def get_profile_object_type_template(_: Context, request: Request) -> Answer:
    """No template exists."""
    raise ResourceNotFoundError(f"Template {request['TemplateId']} does not exist")


def detect_profile_object_type(ctx: Context, request: Request) -> Answer:
    """A definition that would read sample objects; none if nothing in them is recognised."""
    ctx.domain(request)
    found = ingest.detect([ingest.parse_object(text) for text in request["Objects"]])
    return {"DetectedProfileObjectTypes": [] if found is None else [found]}


def known(ctx: Context, domain: Domain, name: str) -> ObjectType:
    """The object type of that name. Raises ResourceNotFoundError."""
    kind = objects.find_type(ctx.tx, domain.id, name)
    if kind is None:
        raise ResourceNotFoundError(f"Object type {name} does not exist in domain {domain.name}")
    return kind


def _refuse(ctx: Context, domain: Domain, request: Request) -> None:
    name = request["ObjectTypeName"]
    if name.startswith("_"):
        raise BadRequestError(f"ObjectTypeName={name}: names that begin with _ are those of standard object types")
    ingest.object_type(request)
    if (wanted := request.get("MaxProfileObjectCount", 1)) > OBJECTS_MAX:
        raise BadRequestError(f"MaxProfileObjectCount={wanted} is too much; a profile can have {OBJECTS_MAX} objects")
    if objects.find_type(ctx.tx, domain.id, name) is None and objects.count_types(ctx.tx, domain.id) >= TYPES_MAX:
        raise BadRequestError(f"The domain has {TYPES_MAX} object types already, which is the most it can have")


def _answer(ctx: Context, domain: Domain, kind: ObjectType, members: Any) -> Answer:
    return present(
        ObjectTypeName=kind.name,
        **members,
        MaxAvailableProfileObjectCount=OBJECTS_MAX,
        CreatedAt=seconds(kind.created_at),
        LastUpdatedAt=seconds(kind.updated_at),
        Tags=tags.of(ctx.tx, domain.id, OBJECT_TYPE + kind.name) or None,
    )
