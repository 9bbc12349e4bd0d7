"""Runs one peer on one table in a process of its own.

python -m benchmarks.peers.worker PEER TABLE OUT THREADS [labels]

Runs in the peers' environment and knows nothing of Onefold. Writes OUT.labels.parquet, OUT.edges.parquet and OUT.json
with seconds and peak_mb; with `labels` only the first, for a measurement of the whole process.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.peers.common import LabelledPair, Task

LABELLED_PAIRS = 500


def main(peer: str, table: str, out: str, threads: int, *, only_labels: bool) -> None:
    """Times from the Parquet file read to the labels written; imports, training labels and scored pairs not counted."""
    module = importlib.import_module(f"benchmarks.peers.{peer}")
    labelled = labelled_pairs(pq.read_table(table)) if peer == "dedupe_" else []
    started = time.perf_counter()
    records = pq.read_table(table)
    records = records.drop_columns([name for name in records.column_names if name == "entity_id"])
    outcome = module.run(Task(records, threads, labelled))
    pq.write_table(pa.table({"label": outcome.labels}), f"{out}.labels.parquet")
    if only_labels:
        return
    measured = {"seconds": time.perf_counter() - started, "peak_mb": peak_mb()}
    pq.write_table(outcome.edges(), f"{out}.edges.parquet")
    Path(f"{out}.json").write_text(json.dumps(measured))


def peak_mb() -> float:
    """Peak resident memory of this process and the largest of its children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    status = Path("/proc/self/status")
    # ru_maxrss of a fresh process still shows its parent's size; Linux tells the truth here.
    own = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]
    return int(own) / 1024 + children


def labelled_pairs(table: pa.Table) -> list[LabelledPair]:
    """Half true pairs, half pairs that are not: of these half at random and half that share a first or last name, as a
    person labelling would be asked about the hard ones."""
    rng = np.random.default_rng(0)
    entity = np.unique(table["entity_id"].to_numpy(), return_inverse=True)[1]
    half, quarter = LABELLED_PAIRS // 2, LABELLED_PAIRS // 4
    same = [(a, b, True) for a, b in _alike(entity, entity, True, half, rng)]
    hard = []
    for column in ("FirstName", "LastName"):
        name = table[column].fill_null("").to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(name != "")
        code = np.unique(name[rows].astype(str), return_inverse=True)[1]
        hard += [(int(rows[a]), int(rows[b]), False) for a, b in _alike(code, entity[rows], False, quarter // 2, rng)]
    random = rng.integers(len(entity), size=(4 * half, 2))
    apart = [(int(a), int(b), False) for a, b in random if entity[a] != entity[b]]
    return same + hard + apart[: half - len(hard)]


def _alike(
    key: np.ndarray, entity: np.ndarray, same: bool, wanted: int, rng: np.random.Generator
) -> list[tuple[int, int]]:
    """Pairs of rows with an equal key that are, or are not, one entity."""
    order = rng.permutation(len(key))
    order = order[np.argsort(key[order], kind="stable")]
    a, b = order[:-1], order[1:]
    fits = np.flatnonzero((key[a] == key[b]) & ((entity[a] == entity[b]) == same))
    chosen = rng.permutation(fits)[:wanted]
    return [(int(a[i]), int(b[i])) for i in chosen]


if __name__ == "__main__":
    main(*sys.argv[1:4], threads=int(sys.argv[4]), only_labels=sys.argv[5:] == ["labels"])
