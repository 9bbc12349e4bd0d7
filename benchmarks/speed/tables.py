"""The generated tables that are timed: one Parquet file without the truth, and the truth beside it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
SEED = 7


@dataclass(frozen=True)
class Generated:
    """A table of `rows` records, and where its truth is."""

    rows: int
    table: Path
    truth: Path

    def entity(self) -> NDArray[np.int64]:
        """The person of each record, in the order of the table."""
        return np.asarray(pq.read_table(self.truth, columns=["entity_id"])["entity_id"].to_numpy())


def generated(rows: int, folder: Path, seed: int = SEED) -> Generated:
    """The table of `rows` records in `folder`, made there if it is missing: 20 s and 0.5 GB for a million records.

    Made by a process of its own, so that its memory is free again before anything is measured.
    """
    made = Generated(rows, folder / f"crm_{rows}_{seed}.parquet", folder / f"crm_{rows}_{seed}_truth.parquet")
    if not (made.table.exists() and made.truth.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        wanted = ["--rows", str(rows), "--seed", str(seed), "--out", str(made.table), "--truth", str(made.truth)]
        subprocess.run([sys.executable, "-m", "benchmarks.crm", *wanted], check=True, cwd=ROOT)
    return made
