"""GetMatchExplanation: why the members of a match group are one customer, attribute by attribute."""

from __future__ import annotations

from onefold.errors import ResourceNotFoundError
from onefold.jobs.explanation import ExplainedPair, explained
from onefold.operations.context import Answer, Context, Request, present, seconds
from onefold.operations.matches import latest_run
from onefold.store import evidence, history, profiles, runs
from onefold.store.judgements import MATCH


def get_match_explanation(ctx: Context, request: Request) -> Answer:
    """Every pair of a group of the latest result with its score taken apart; the values are those that were compared,
    also when a profile has changed since."""
    domain = ctx.domain(request)
    run = latest_run(ctx, domain)
    group = runs.by_match_id(ctx.tx, run.id, request["MatchId"])
    if group is None or len(group.profile_ids) < 2:
        raise ResourceNotFoundError(f"No match group has the MatchId {request['MatchId']}")
    members = len(group.profile_ids)
    return {
        "MatchId": group.match_id,
        "MatchGenerationDate": seconds(run.published_at),
        "ConfidenceScore": group.confidence_score,
        "ProfileIds": list(group.profile_ids),
        "PairCount": members * (members - 1) // 2,
        "Pairs": [_shown(pair) for pair in _pairs(ctx, domain.id, run.id, group.rank, group.profile_ids)],
    }


def _pairs(ctx: Context, domain_id: int, run: int, rank: int, profile_ids: tuple[str, ...]) -> list[ExplainedPair]:
    model, retained = evidence.model_of(ctx.tx, run), evidence.of_group(ctx.tx, run, rank)
    pairs = None
    if model is not None and retained is not None:
        found = profiles.get(ctx.tx, domain_id, profile_ids)
        documents = {
            one.profile_id: history.document_of(ctx.tx, one, retained.seen_at[one.profile_id]) for one in found
        }
        pairs = explained(model, retained, documents)
    if pairs is None:
        raise ResourceNotFoundError(
            "The latest result is of another version of the server and has no explanations; run a job for a new one"
        )
    return pairs


def _shown(pair: ExplainedPair) -> Answer:
    why = pair.explanation
    evidence_shown = [
        present(
            Attribute=bar.attribute,
            ValueA=bar.value_a,
            ValueB=bar.value_b,
            Level=bar.level,
            Weight=bar.weight,
            Sentence=bar.sentence,
        )
        for bar in why.evidence
    ]
    return present(
        ProfileIds=[why.profile_id_a, why.profile_id_b],
        Score=why.probability,
        Weight=why.match_weight,
        Judgement=MATCH if pair.judged else None,
        Evidence=evidence_shown,
    )
