"""Who is timed: Onefold by its command line, Splink by the worker in its own environment; Parquet in, Parquet out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from benchmarks.speed.tables import ROOT
from numpy.typing import NDArray

Labels = NDArray[np.int64]
SPLINK = ROOT / ".venv-bench" / "bin" / "python"
SETTINGS = {
    "splink_a": "Splink, first set-up",
    "splink_b": "Splink, careful",
    "splink_c": "Splink, for speed",
}
"""The settings of benchmarks/peers by the name of their module."""


@dataclass(frozen=True, eq=False)
class Contender:
    """One of those timed.

    command: the words that match `table` and write the result to `out`, and with `scores` the scored pairs too.
    labels: what was written at `out`, as one label for each record in the order of the table.
    """

    name: str
    command: Callable[[Path, Path, bool], list[str | Path]]
    labels: Callable[[Path], Labels]
    has_scores: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)


def onefold() -> Contender:
    """Onefold at its defaults, all cores."""
    return Contender("Onefold", _onefold_command, _onefold_labels)


def _onefold_command(table: Path, out: Path, scores: bool) -> list[str | Path]:
    assert not scores
    return [sys.executable, "-m", "onefold", "match", table, "--output", out, "--quiet"]


def _onefold_labels(out: Path) -> Labels:
    """A record alone has a match_id of null or one of its own: either way a label that no other record has."""
    ids = pq.read_table(out, columns=["match_id"])["match_id"].combine_chunks().dictionary_encode()
    codes = pc.fill_null(ids.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    return np.asarray(np.where(codes < 0, len(ids.dictionary) + np.arange(len(codes)), codes))


def splink(setting: str, python: Path = SPLINK) -> Contender:
    """One of SETTINGS, all cores. Its result is written without the scored pairs, which it would have to copy first."""

    def command(table: Path, out: Path, scores: bool) -> list[str | Path]:
        words: list[str | Path] = [
            python.absolute(),
            "-m",
            "benchmarks.peers.worker",
            setting,
            table,
            out,
            str(cores()),
        ]
        return words if scores else [*words, "labels"]

    return Contender(
        SETTINGS[setting],
        command,
        lambda out: np.asarray(pq.read_table(f"{out}.labels.parquet")["label"].to_numpy()),
        has_scores=True,
        environment={"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
    )


def cores() -> int:
    """The cores this process may use; Onefold counts them in the same way."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
