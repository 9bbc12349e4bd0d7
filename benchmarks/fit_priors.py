"""`python -m benchmarks.fit_priors`: the level probabilities of true pairs and of chance pairs on generated tables.

Prints them beside the shipped priors (onefold.engine.priors), for the styles and seeds that no published number is
measured on. Household and namesake levels are not counted here: the truth of a generated table does not name them.
"""

from __future__ import annotations

import numpy as np
from benchmarks.crm import generate
from numpy.typing import NDArray

from onefold.engine.blocking import candidate_pairs
from onefold.engine.comparison import COMPARISONS, LEVEL_OF, outcomes_of
from onefold.engine.components import Components
from onefold.engine.features import build_features
from onefold.engine.priors import PRIORS
from onefold.engine.resolve import random_pairs
from onefold.engine.scoring import compare_pairs, comparison_columns, with_rarity
from onefold.engine.term_frequency import frequencies

STYLES = ("sparse", "b2b", "households", "clean")
SEED = 9001
ROWS = 20_000


def outcomes(style: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Outcomes of the true pairs among the candidates, and of random pairs, of one generated table."""
    table = generate(ROWS, SEED, style)
    people = np.unique(table["entity_id"].to_numpy(zero_copy_only=False), return_inverse=True)[1]
    records = table.drop_columns(["entity_id", "source"])
    records = records.rename_columns([name.replace("Address_", "Address.") for name in records.column_names])
    features = build_features(records, region="US", threads=2)
    columns = with_rarity(comparison_columns(features), frequencies(features))
    pairs = candidate_pairs(Components(features), features.rows, threads=2)
    person = people[features.order]
    same = person[(pairs >> np.uint64(32)).astype(int)] == person[(pairs & np.uint64(0xFFFFFFFF)).astype(int)]
    true, chance = pairs[same], random_pairs(features.rows)
    return outcomes_of(compare_pairs(columns, true, threads=2)), outcomes_of(compare_pairs(columns, chance, threads=2))


def shares(found: NDArray[np.uint8], index: int) -> str:
    """The share of each level of one comparison among the pairs that have it on both sides."""
    counts = np.bincount(LEVEL_OF[index][found[:, index]], minlength=len(COMPARISONS[index].levels) + 1)[1:]
    return " ".join(f"{share:.4f}" for share in counts / max(counts.sum(), 1))


def main() -> None:
    """Print one block per comparison."""
    tables = [outcomes(style) for style in STYLES]
    true, chance = (np.concatenate(part) for part in zip(*tables, strict=True))
    for index, comparison in enumerate(COMPARISONS):
        prior = PRIORS[comparison.name]
        print(f"{comparison.name}\n  same    shipped {prior.same}\n          counted {shares(true, index)}")
        print(f"  chance  shipped {prior.chance}\n          counted {shares(chance, index)}")


if __name__ == "__main__":
    main()
