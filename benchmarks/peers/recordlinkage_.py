"""recordlinkage: blocking on pairs of columns, its string comparisons, and its ECM classifier."""

from __future__ import annotations

import pandas as pd
import recordlinkage
from benchmarks.peers.common import Outcome, Task, clean, components, connect, edge_table, flatten, usable

SIMILARITY_MIN = 0.85
"""Of the package's own examples: names agree from this Jaro-Winkler similarity on; ECM needs yes or no."""

BLOCKS = (
    ["first_name", "last_name"], ["dob"], ["email"], ["phone"], ["first_name", "city"],
    ["postcode", "last_name"], ["postcode", "first_name"],
)  # fmt: skip
FUZZY = ("first_name", "last_name", "email", "street", "city")
EXACT = ("dob", "phone", "postcode", "gender", "state", "business")


def run(task: Task) -> Outcome:
    con = connect(task.threads)
    clean(con, task.records)
    flatten(con)
    have = usable(con)
    people = con.execute("select * from people order by id").df().set_index("id")
    agreement = _compare(people, _candidates(people, have), have)
    classifier = recordlinkage.ECMClassifier()
    matches = classifier.fit_predict(agreement)
    a, b = matches.get_level_values(0), matches.get_level_values(1)
    labels = components(len(people), edge_table(a, b, [1.0] * len(a)))
    probability = classifier.prob(agreement)
    levels = agreement.index.get_level_values
    return Outcome(labels, lambda: edge_table(levels(0), levels(1), probability.fillna(0).to_numpy()))


def _candidates(people: pd.DataFrame, have: set[str]) -> pd.MultiIndex:
    """The union of the blocks; a missing value joins nothing."""
    found = []
    for block in BLOCKS:
        if set(block) <= have:
            filled = people.dropna(subset=block)
            found.append(recordlinkage.Index().block(block).index(filled))
    candidates = found[0]
    for more in found[1:]:
        candidates = candidates.union(more)
    return candidates


def _compare(people: pd.DataFrame, candidates: pd.MultiIndex, have: set[str]) -> pd.DataFrame:
    compare = recordlinkage.Compare()
    for column in FUZZY:
        if column in have:
            compare.string(column, column, method="jarowinkler", threshold=SIMILARITY_MIN, label=column)
    for column in EXACT:
        if column in have:
            compare.exact(column, column, label=column)
    return compare.compute(candidates, people)
