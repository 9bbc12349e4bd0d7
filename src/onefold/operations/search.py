"""SearchProfiles, AddProfileKey, DeleteProfileKey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onefold.canonical import PREDEFINED, searched
from onefold.errors import BadRequestError
from onefold.ingest import key_content_types
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request
from onefold.operations.object_types import TYPES_MAX
from onefold.store import keys, objects, profiles
from onefold.store.domains import Domain
from onefold.store.keys import PROFILE_ID, Key
from onefold.writing import documents
from onefold.writing.search_keys import added

DEFAULT_RESULTS: Final = 20
_RESERVED: Final = (PROFILE_ID,)
"""Key names that are what a profile is, not what it has."""

Searched = tuple[str, list[str]]


def search_profiles(ctx: Context, request: Request) -> Answer:
    """The profiles that have the keys, the oldest first; a former id finds the profile that it was merged into."""
    domain = ctx.domain(request)
    wanted = _wanted(request)
    after = paging.position(ctx, "SearchProfiles", request) or 0
    limit = paging.size(request, DEFAULT_RESULTS)
    found = _search(ctx, domain, wanted, request.get("LogicalOperator", "OR"), after, limit + 1)
    rows = sorted(found)[:limit]
    answer: Answer = {
        "Items": [
            {
                **documents.shown(profile),
                "FoundByItems": [_item(request, number) for number in sorted(found[profile.row])],
            }
            for profile in profiles.by_rows(ctx.tx, rows)
        ]
    }
    if len(found) > limit:
        answer["NextToken"] = paging.token(ctx, "SearchProfiles", request, rows[-1])
    return answer


def add_profile_key(ctx: Context, request: Request) -> Answer:
    """Give a profile search keys beside those of its attributes."""
    profile = documents.one(ctx.change, ctx.domain(request), request["ProfileId"])
    keys.add(ctx.tx, profile.domain_id, profile.row, keys.BY_HAND, _keys(request))
    key = {"KeyName": request["KeyName"], "Values": request["Values"]}
    documents.note(ctx.change, profile, "ADDED_PROFILE_KEY", key)
    return key


def delete_profile_key(ctx: Context, request: Request) -> Answer:
    """Take search keys away, wherever they came from: those that a search for the values would find."""
    domain = ctx.domain(request)
    profile = documents.one(ctx.change, domain, request["ProfileId"])
    _refuse_reserved(request["KeyName"])
    values = _looked_up(ctx, domain, request["KeyName"], request["Values"])
    for name, value, source in keys.of_profile(ctx.tx, profile.row):
        if name == request["KeyName"] and value in values:
            keys.remove(ctx.tx, profile.domain_id, profile.row, source, [Key(name, value)])
    key = {"KeyName": request["KeyName"], "Values": request["Values"]}
    documents.note(ctx.change, profile, "DELETED_PROFILE_KEY", key)
    return {"Message": "OK"}


def _wanted(request: Request) -> list[Searched]:
    more = [(key["KeyName"], key["Values"]) for key in request.get("AdditionalSearchKeys", ())]
    return [(request["KeyName"], request["Values"]), *more]


def _item(request: Request, number: int) -> Answer:
    name, values = _wanted(request)[number]
    return {"KeyName": name, "Values": values}


def _search(
    ctx: Context, domain: Domain, wanted: list[Searched], operator: str, after: int, limit: int
) -> dict[int, set[int]]:
    """Profiles by number, each with the positions of the keys that found it.

    With OR each key gives its own first ones: among the first of all there can be no others.
    """
    looked_up = [(name, _looked_up(ctx, domain, name, values)) for name, values in wanted]
    if operator == "AND":
        together = keys.holders(ctx.tx, domain.id, looked_up, after, limit)
        return {row: set(range(len(looked_up))) for row in together}
    found: dict[int, set[int]] = {}
    for number, key in enumerate(looked_up):
        for row in keys.holders(ctx.tx, domain.id, [key], after, limit):
            found.setdefault(row, set()).add(number)
    return {row: found[row] for row in sorted(found)[:limit]}


def _looked_up(ctx: Context, domain: Domain, name: str, values: Sequence[str]) -> set[str]:
    """The canonical values of a key: as people add them, and as the object types of the domain that have it give it."""
    kinds = {"STRING"}
    if name not in (*PREDEFINED, PROFILE_ID):
        for kind in objects.types_page(ctx.tx, domain.id, "", TYPES_MAX):
            kinds |= key_content_types(kind.definition, name)
    return set().union(*(searched(name, value, kinds) for value in values))


def _refuse_reserved(name: str) -> None:
    if name in _RESERVED:
        raise BadRequestError(f"KeyName={name} is the id of a profile, which cannot be added or deleted")


def _keys(request: Request) -> list[Key]:
    name = request["KeyName"]
    _refuse_reserved(name)
    values = {added(name, value) for value in request["Values"]}
    return [Key(name, value) for value in sorted(values) if value]
