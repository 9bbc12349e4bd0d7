"""Why the members of a group are together: the reason of every pair, and the pairs that hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onefold.errors import ServiceError
from onefold.operations.context import Context
from onefold.operations.explanation import get_match_explanation
from onefold.report.choose import holding_links
from onefold.review.group import Current
from onefold.store.domains import Domain


@dataclass(frozen=True)
class Bar:
    """One bar of a waterfall."""

    attribute: str
    level: str
    weight: float
    sentence: str


@dataclass(frozen=True)
class Link:
    """The reason of one pair of members. holding: whether the group would fall apart without it. apart: whether people
    said that they are not the same."""

    profile_id_a: str
    profile_id_b: str
    evidence: Sequence[Bar]
    match_weight: float
    probability: float
    holding: bool
    apart: bool


def links_of(ctx: Context, domain: Domain, now: Current) -> tuple[list[Link], str]:
    """The pairs of members that are shown, the weakest of those that hold the group first, then the rest.

    Returns a sentence too if there is no explanation, else "".
    """
    try:
        answer = get_match_explanation(ctx, {"DomainName": domain.name, "MatchId": now.group.match_id})
    except ServiceError as error:
        return [], str(error)
    present = {one.profile_id for one in now.shown}
    pairs = [pair for pair in answer["Pairs"] if present.issuperset(pair["ProfileIds"])]
    weights = {tuple(sorted(pair["ProfileIds"])): pair["Weight"] for pair in pairs}
    holding = holding_links(sorted(present), weights) if present else []
    links = [_link(pair, holding, now) for pair in pairs]
    order = {link: number for number, link in enumerate(holding)}
    links.sort(key=lambda one: (order.get((one.profile_id_a, one.profile_id_b), len(order)), -one.match_weight))
    return links, ""


def _link(pair: Mapping[str, Any], holding: Sequence[tuple[str, str]], now: Current) -> Link:
    a, b = sorted(pair["ProfileIds"])
    said = now.said.get((a, b))
    return Link(
        a,
        b,
        [Bar(one["Attribute"], one["Level"], one["Weight"], one["Sentence"]) for one in pair["Evidence"]],
        pair["Weight"],
        pair["Score"],
        (a, b) in holding,
        said is not None and said.judgement == "NOT_A_MATCH",
    )
