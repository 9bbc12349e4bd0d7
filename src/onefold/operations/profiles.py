"""CreateProfile, UpdateProfile, DeleteProfile, BatchGetProfile, and ListProfiles, which Amazon does not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request
from onefold.store import profiles
from onefold.store.origins import attributes_of
from onefold.tables import ADDRESSES
from onefold.writing import documents
from onefold.writing.documents import FIELDS


def create_profile(ctx: Context, request: Request) -> Answer:
    """Store a new profile; the same data twice gives two."""
    domain = ctx.domain(request)
    document = updated({}, request)
    profile = documents.create(ctx.change, domain, document, documents.by_hand(ctx.change, attributes_of(document)))
    return {"ProfileId": profile.profile_id}


def update_profile(ctx: Context, request: Request) -> Answer:
    """Change the attributes that are given; an empty one is removed."""
    profile = documents.one(ctx.change, ctx.domain(request), request["ProfileId"])
    document = updated(profile.document, request)
    given = documents.by_hand(ctx.change, attributes_of({name: request[name] for name in FIELDS if name in request}))
    documents.replace(ctx.change, profile, document, {**profile.origins, **given})
    documents.note(ctx.change, profile, "UPDATED", {"Before": profile.document})
    return {"ProfileId": profile.profile_id}


def delete_profile(ctx: Context, request: Request) -> Answer:
    """Delete a profile and all its data."""
    profile = documents.one(ctx.change, ctx.domain(request), request["ProfileId"])
    documents.erase(ctx.change, profile, "DELETED_BY_CUSTOMER")
    return {"Message": "OK"}


def batch_get_profile(ctx: Context, request: Request) -> Answer:
    """The profiles of these ids. Former ids are not followed, as BatchGetProfile is the way to see what exists."""
    domain = ctx.domain(request)
    wanted = dict.fromkeys(request["ProfileIds"])
    found = profiles.get(ctx.tx, domain.id, wanted)
    missing = wanted.keys() - {profile.profile_id for profile in found}
    answer: Answer = {"Profiles": [documents.shown(profile) for profile in found]}
    if missing:
        answer["Errors"] = [
            {"Code": "404", "Message": "Profile does not exist", "ProfileId": profile_id}
            for profile_id in wanted
            if profile_id in missing
        ]
    return answer


def list_profiles(ctx: Context, request: Request) -> Answer:
    """All profiles by id, which is by age; a page costs the same wherever it is."""
    domain = ctx.domain(request)
    after = paging.position(ctx, "ListProfiles", request) or ""
    found = profiles.page(ctx.tx, domain.id, after, paging.size(request) + 1)
    items = [(profile.profile_id, documents.shown(profile)) for profile in found]
    return paging.answer(ctx, "ListProfiles", request, "Items", items)


def updated(document: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A document with the given attributes in place of its own.

    Absent ones stay and empty ones go; the same holds inside addresses and Attributes. Members in the model's order.
    """
    changed = dict(document)
    for name in FIELDS:
        value = given.get(name)
        if value is None:
            continue
        if name == "Attributes" or name in ADDRESSES:
            value = {key: text for key, text in {**document.get(name, {}), **value}.items() if text not in ("", None)}
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return documents.in_order(changed)
