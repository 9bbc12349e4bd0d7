"""PutJudgement, ListJudgements, DeleteJudgement: what people say of pairs, which holds in every later run."""

from __future__ import annotations

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.operations import paging
from onefold.operations.context import Answer, Context, Request, seconds
from onefold.store import judgements, profiles
from onefold.store.judgements import Judgement
from onefold.writing import documents
from onefold.writing.rule_keys import look_again


def put_judgement(ctx: Context, request: Request) -> Answer:
    """Say that two profiles are, or are not, one customer; the later word on a pair counts.

    The result that GetMatches shows stays as it is until the next job.
    """
    domain = ctx.domain(request)
    a, b = sorted(request["ProfileIds"])
    if a == b:
        raise BadRequestError("ProfileIds must be two different ids")
    locked = profiles.lock(ctx.tx, domain.id, [a, b])
    found = {profile.profile_id for profile in locked}
    for profile_id in request["ProfileIds"]:
        if profile_id not in found:
            raise documents.no_such_profile(domain, profile_id)
    judgements.put(ctx.tx, domain.id, Judgement(a, b, request["Judgement"], ctx.by, ctx.now))
    look_again(ctx.tx, domain.id, [profile.row for profile in locked])
    return {"Message": "OK"}


def delete_judgement(ctx: Context, request: Request) -> Answer:
    """Take back what was said of a pair, in whatever order it is named; the profiles may be gone."""
    domain = ctx.domain(request)
    a, b = sorted((request["ProfileIdA"], request["ProfileIdB"]))
    if not judgements.remove(ctx.tx, domain.id, a, b):
        raise ResourceNotFoundError(f"Nothing was said of the profiles {a} and {b} in domain {domain.name}")
    return {"Message": "OK"}


def list_judgements(ctx: Context, request: Request) -> Answer:
    """All judgements of a domain, by the ids of the pairs."""
    domain = ctx.domain(request)
    after = paging.position(ctx, "ListJudgements", request) or ("", "")
    found = judgements.page(ctx.tx, domain.id, tuple(after), paging.size(request) + 1)
    items = [((one.profile_id_a, one.profile_id_b), _item(one)) for one in found]
    return paging.answer(ctx, "ListJudgements", request, "Judgements", items)


def _item(judged: Judgement) -> Answer:
    return {
        "ProfileIds": [judged.profile_id_a, judged.profile_id_b],
        "Judgement": judged.judgement,
        "JudgedAt": seconds(judged.at),
        "JudgedBy": judged.by,
    }
