"""What a run retains so that its scores can be explained later: the model once, and the pattern of each pair.

A pattern and the model give the score and every weight of it exactly; only the values that were compared must come from
where the records are. Imports no compiled code, so that a server can read what a job has written.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

import numpy as np

from onefold.engine.comparison import COMPARISONS
from onefold.engine.explain import Values, explain_pattern
from onefold.engine.explanation import PairExplanation
from onefold.engine.fellegi_sunter import Model
from onefold.engine.priors import PRIORS

PAIR: Final = np.dtype([("a", "<u4"), ("b", "<u4"), ("pattern", "<u8"), ("judged", "u1")])
"""A pair within a group: places of two members among its ids in ascending order, a < b; the agreement pattern; whether
people have said that they are one customer."""

LAYOUT: Final = sha256(repr((COMPARISONS, PRIORS)).encode()).hexdigest()[:16]
"""Changes when a pattern or a model would be read as something else."""


class RetainedPair(NamedTuple):
    """A pair that can be explained: places in the group, a < b; its pattern; whether it was judged to be a MATCH."""

    a: int
    b: int
    pattern: int
    judged: bool


class RetainedModel(NamedTuple):
    """The model of a run, and how many rows its table had."""

    model: Model
    rows: int

    def explain(self, ids: tuple[str, str], pattern: int, values: tuple[Values, Values]) -> PairExplanation:
        """Take the score of a pair apart; values as in `explain_pattern`."""
        return explain_pattern(ids, pattern, self.model, values, self.rows)


def written_model(model: Model, rows: int) -> str:
    """A model as text, about 4 kB."""
    numbers = {
        "levels": [level.tolist() for level in model.levels],
        "collision": model.collision.tolist(),
        "log_shares": model.log_shares.tolist(),
    }
    return json.dumps({"layout": LAYOUT, "rows": rows, **numbers}, separators=(",", ":"))


@lru_cache(maxsize=8)
def read_model(text: str) -> RetainedModel | None:
    """The model of `written_model`, to the last bit; None if it was written for other comparisons than today's."""
    found = json.loads(text)
    if found["layout"] != LAYOUT:
        return None
    levels = tuple(np.array(level) for level in found["levels"])
    return RetainedModel(Model(levels, np.array(found["collision"]), np.array(found["log_shares"])), found["rows"])


def read_pairs(data: bytes) -> list[RetainedPair]:
    """The pairs of a group as retained, the most telling first."""
    rows = np.frombuffer(data, dtype=PAIR).tolist()
    return [RetainedPair(a, b, pattern, bool(judged)) for a, b, pattern, judged in rows]
