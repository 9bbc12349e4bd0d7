"""Why the members of a match group are one customer, from what the run has kept and the documents as it read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from onefold.engine.explain import Values, raw_values
from onefold.engine.explanation import PairExplanation
from onefold.engine.retained import read_model, read_pairs
from onefold.store.evidence import Retained
from onefold.tables import ATTRIBUTES, GENDER_TEXT


class ExplainedPair(NamedTuple):
    """judged: whether people had said that the two are one customer, which holds whatever the explanation says."""

    explanation: PairExplanation
    judged: bool


def explained(model: str, retained: Retained, documents: Mapping[str, Mapping[str, Any]]) -> list[ExplainedPair] | None:
    """The retained pairs of a group, the strongest first.

    model: as the run has it. documents: by profile id, as the run read them; pairs with a member that has none are left
    out. None when the run was made by a version whose scores mean something else.
    """
    read = read_model(model)
    if read is None:
        return None
    ids = list(retained.seen_at)
    values = {profile_id: compared_values(document) for profile_id, document in documents.items()}
    return [
        ExplainedPair(read.explain((a, b), pair.pattern, (values[a], values[b])), pair.judged)
        for pair in read_pairs(retained.pairs)
        if (a := ids[pair.a]) in values and (b := ids[pair.b]) in values
    ]


def compared_values(document: Mapping[str, Any]) -> Values:
    """The values of a document by comparison, as given."""
    row: dict[str, str | None] = {}
    for name in ATTRIBUTES:
        member, _, part = name.partition(".")
        row[name] = document.get(member, {}).get(part) if part else document.get(member)
    row["Gender"] = row["Gender"] or document.get(GENDER_TEXT)
    return raw_values(row)
