"""dedupe, trained on 500 labelled pairs of the very table: the only peer that sees truth."""

from __future__ import annotations

import io
import random
from typing import Any

import dedupe
import numpy as np
from benchmarks.peers.common import Outcome, Task, clean, connect, edge_table, flatten, usable

STRINGS = ("first_name", "middle_name", "last_name", "dob", "email", "phone", "street", "city", "postcode", "business")


def run(task: Task) -> Outcome:
    random.seed(0)
    np.random.seed(0)  # dedupe draws its samples from both
    people = _people(task)
    fields = [dedupe.variables.String(c, has_missing=True) for c in people[0]]
    deduper = dedupe.Dedupe(fields, num_cores=task.threads)
    deduper.prepare_training(people, training_file=_training(people, task))
    deduper.train()
    scored = list(deduper.partition(people, threshold=0.5))
    labels = np.arange(len(people))
    for members, _ in scored:
        labels[list(members)] = min(members)
    return Outcome(labels, lambda: edge_table([], [], []))


def _people(task: Task) -> dict[int, dict[str, Any]]:
    con = connect(task.threads)
    clean(con, task.records)
    flatten(con)
    have = usable(con)
    columns = [c for c in STRINGS if c in have]
    rows = con.execute(f"select {', '.join(columns)} from people order by id").to_arrow_table().to_pylist()
    return dict(enumerate(rows))


def _training(people: dict[int, dict[str, Any]], task: Task) -> io.StringIO:
    """The labelled pairs in dedupe's own file format; marked later instead, some are unknown to its learner."""

    def pairs(verdict: bool) -> list[Any]:
        return [(people[a], people[b]) for a, b, same in task.labelled if same == verdict]

    file = io.StringIO()
    dedupe.write_training({"match": pairs(True), "distinct": pairs(False)}, file)
    file.seek(0)
    return file
