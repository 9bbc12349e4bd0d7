"""GoldenMatch at its defaults: it configures itself from the cleaned table, in which missing values are null."""

from __future__ import annotations

import goldenmatch
import numpy as np
from benchmarks.peers.common import Outcome, Task, clean, connect, edge_table, flatten, usable

COLUMNS = (
    "first_name", "middle_name", "last_name", "dob", "email", "phone", "street", "city", "state", "postcode", "gender",
    "business", "account",
)  # fmt: skip


def run(task: Task, missing: str = "null::varchar") -> Outcome:
    """missing: the SQL of what stands for a missing value."""
    con = connect(task.threads)
    clean(con, task.records)
    flatten(con)
    have = usable(con) - {"full_name"}
    filled = ", ".join(f"coalesce({c}, {missing}) as {c}" for c in COLUMNS if c in have)
    people = con.execute(f"select {filled} from people order by id").to_arrow_table()
    # It refuses a configuration that it rates red; a user would then have to write one by hand.
    result = goldenmatch.dedupe_df(people, allow_red_config=True)
    labels = np.arange(people.num_rows)
    for cluster in result.clusters.values():
        labels[cluster["members"]] = min(cluster["members"])
    return Outcome(
        labels, lambda: edge_table(*(zip(*result.scored_pairs, strict=True) if result.scored_pairs else ([],) * 3))
    )
