"""TagResource, UntagResource, ListTagsForResource: tags of domains and object types, which ARNs name."""

from __future__ import annotations

import re
from typing import Final

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.operations.context import Answer, Context, Request, no_such_domain
from onefold.store import domains, objects, tags

TAGS_MAX: Final = 50
OBJECT_TYPE: Final = "object-types/"

_ARN: Final = re.compile(
    r"arn:[a-z0-9]{1,10}:profile:[^:]*:[^:]*:domains/(?P<domain>[A-Za-z0-9_-]+)(?:/(?P<rest>object-types/[^/]+))?"
)


def tag_resource(ctx: Context, request: Request) -> Answer:
    """Add tags; those that are there get the new value."""
    domain_id, resource = _resource(ctx, request["resourceArn"])
    after = {**tags.of(ctx.tx, domain_id, resource), **request["tags"]}
    if len(after) > TAGS_MAX:
        raise BadRequestError(f"The resource would have {len(after)} tags; it can have {TAGS_MAX}")
    tags.put(ctx.tx, domain_id, request["tags"], resource)
    return {}


def untag_resource(ctx: Context, request: Request) -> Answer:
    """Take tags away; unknown ones are no error."""
    domain_id, resource = _resource(ctx, request["resourceArn"])
    tags.remove(ctx.tx, domain_id, request["tagKeys"], resource)
    return {}


def list_tags_for_resource(ctx: Context, request: Request) -> Answer:
    """The tags of a resource."""
    return {"tags": tags.of(ctx.tx, *_resource(ctx, request["resourceArn"]))}


def _resource(ctx: Context, arn: str) -> tuple[int, str]:
    """The domain and the resource in it that an ARN names; region and account may be any, as we are only one."""
    form = _ARN.fullmatch(arn)
    if form is None:
        raise BadRequestError(
            "resourceArn must be arn:aws:profile:REGION:ACCOUNT:domains/DOMAIN or .../domains/DOMAIN/object-types/NAME"
        )
    domain = domains.find(ctx.tx, form["domain"])
    if domain is None:
        raise no_such_domain(form["domain"])
    resource = form["rest"] or tags.DOMAIN
    name = resource.removeprefix(OBJECT_TYPE)
    if name and objects.find_type(ctx.tx, domain.id, name) is None:
        raise ResourceNotFoundError(f"Object type {name} does not exist in domain {domain.name}")
    return domain.id, resource
