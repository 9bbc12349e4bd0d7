"""SearchProfiles, AddProfileKey, DeleteProfileKey."""

from __future__ import annotations

from typing import Final

from onefold.canonical import searched
from onefold.errors import BadRequestError
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request
from onefold.store import keys, profiles
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
    """Take search keys away, wherever they came from."""
    profile = documents.one(ctx.change, ctx.domain(request), request["ProfileId"])
    taken = set(_keys(request))
    for name, value, source in keys.of_profile(ctx.tx, profile.row):
        if Key(name, value) in taken:
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
    looked_up = [(name, set().union(*(searched(name, value) for value in values))) for name, values in wanted]
    if operator == "AND":
        together = keys.holders(ctx.tx, domain.id, looked_up, after, limit)
        return {row: set(range(len(looked_up))) for row in together}
    found: dict[int, set[int]] = {}
    for number, key in enumerate(looked_up):
        for row in keys.holders(ctx.tx, domain.id, [key], after, limit):
            found.setdefault(row, set()).add(number)
    return {row: found[row] for row in sorted(found)[:limit]}


def _keys(request: Request) -> list[Key]:
    name = request["KeyName"]
    if name in _RESERVED:
        raise BadRequestError(f"KeyName={name} is the id of a profile, which cannot be added or deleted")
    values = {added(name, value) for value in request["Values"]}
    return [Key(name, value) for value in sorted(values) if value]
