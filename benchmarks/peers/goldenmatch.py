"""GoldenMatch at its defaults: it configures itself from the cleaned table."""

from __future__ import annotations

import goldenmatch
import numpy as np
from benchmarks.peers.common import Outcome, Task, clean, connect, edge_table, flatten, usable


def run(task: Task) -> Outcome:
    con = connect(task.threads)
    clean(con, task.records)
    flatten(con)
    columns = [c for c in con.execute("select * from people limit 0").to_arrow_table().column_names if c in usable(con)]
    columns.remove("full_name")
    people = con.execute(f"select {', '.join(columns)} from people order by id").to_arrow_table()
    # It refuses a configuration that it rates red; a user would then have to write one by hand.
    result = goldenmatch.dedupe_df(people, allow_red_config=True)
    labels = np.arange(people.num_rows)
    for cluster in result.clusters.values():
        labels[cluster["members"]] = min(cluster["members"])
    return Outcome(
        labels, lambda: edge_table(*(zip(*result.scored_pairs, strict=True) if result.scored_pairs else ([],) * 3))
    )
