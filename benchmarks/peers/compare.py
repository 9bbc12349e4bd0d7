"""Measures the peers one after the other, each in a process and environment of its own, and keeps what was measured.

A table has profile_id, entity_id (the truth, kept from the peers) and Customer Profiles columns.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from benchmarks.crm import generate, write_parquet
from benchmarks.markdown import table
from benchmarks.peers.hindsight import best_threshold

from benchmarks import accuracy
from onefold.evaluate import Score, b_cubed, pairwise

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("splink_a", "splink_b", "splink_c", "goldenmatch", "goldenmatch_blank", "recordlinkage_", "dedupe_")
ROWS_MAX = {"goldenmatch": 60_000, "goldenmatch_blank": 60_000, "recordlinkage_": 60_000, "dedupe_": 10_000}
"""Larger tables are not given to those that need hours or more memory than there is."""

COLUMNS = {
    "Splink 5, best of three settings": ("splink_a", "splink_b", "splink_c"),
    "GoldenMatch": ("goldenmatch", "goldenmatch_blank"),
    "recordlinkage": ("recordlinkage",),
    "dedupe (given labels)": ("dedupe",),
}
"""What is printed: the best of these peers."""

Result = dict[str, Any]


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks peers --help`."""
    command.add_argument(
        "tables", nargs="*", type=Path, metavar="TABLE.parquet", help="instead of the tables of accuracy"
    )
    command.add_argument("--peers", nargs="+", choices=PEERS, default=PEERS)
    command.add_argument("--out", type=Path, help="JSON: what is measured replaces its own lines and keeps the others")
    command.add_argument("--seconds-max", type=float, default=600, help="a peer that takes longer did not finish")
    command.add_argument("--python", type=Path, default=ROOT / ".venv-bench/bin/python", help="has the peers installed")
    accuracy.add_options(command)


def run(options: argparse.Namespace) -> None:
    """Measure every peer on every table, then print the best of each kind as Markdown."""
    results = known(options.out)
    for path in _tables(options):
        for peer in options.peers:
            result = {"table": path.stem, "peer": peer.rstrip("_"), **measure(path, peer, options)}
            print(f"{result['table']}, {peer}: {_said(result)}", file=sys.stderr, flush=True)
            results[result["table"], result["peer"]] = result
            if options.out:
                options.out.write_text(json.dumps(list(results.values()), indent=1) + "\n", encoding="utf-8")
    print(summary(list(results.values())), flush=True)


def known(out: Path | None) -> dict[tuple[str, str], Result]:
    """The results of earlier runs in `out`, by table and peer."""
    earlier = json.loads(out.read_text(encoding="utf-8")) if out and out.exists() else []
    return {(result["table"], result["peer"]): result for result in earlier}


def _tables(options: argparse.Namespace) -> Iterator[Path]:
    """The tables named, else those of the accuracy benchmark; generated ones lie in a folder that goes when done."""
    if options.tables:
        yield from options.tables
        return
    yield from sorted(options.data.glob("*.parquet"))
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            for seed in options.seed:
                path = Path(folder) / f"generated_{rows}_{seed}.parquet"
                write_parquet(generate(rows, seed), path)
                yield path


def measure(path: Path, peer: str, options: argparse.Namespace) -> Result:
    """Accuracy, time and memory of one peer on one table, or why there are none."""
    if pq.ParquetFile(path).metadata.num_rows > ROWS_MAX.get(peer, 10**9):
        return {"failed": f"not tried on more than {ROWS_MAX[peer]:,} rows"}
    with tempfile.TemporaryDirectory() as folder:  # also the working directory: some peers leave files behind
        out = Path(folder) / "out"
        command = [options.python.absolute(), "-m", "benchmarks.peers.worker", peer, path.absolute(), out]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        worker = subprocess.Popen(
            [*map(str, command), str(os.cpu_count())],
            cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            start_new_session=True,
        )  # fmt: skip
        try:
            _, complaints = worker.communicate(timeout=options.seconds_max)
        except subprocess.TimeoutExpired:
            os.killpg(worker.pid, signal.SIGKILL)  # the peer's own processes too
            worker.communicate()
            return {"failed": f"did not finish in {options.seconds_max:.0f} s"}
        if worker.returncode:
            return {"failed": (complaints.strip() or f"exit status {worker.returncode}").splitlines()[-1][:300]}
        return _judged(out, path)


def _judged(out: Path, path: Path) -> Result:
    entity = np.unique(pq.read_table(path, columns=["entity_id"])["entity_id"].to_numpy(), return_inverse=True)[1]
    labels = pq.read_table(f"{out}.labels.parquet")["label"].to_numpy()
    edges = pq.read_table(f"{out}.edges.parquet")
    best = best_threshold(*(edges[c].to_numpy() for c in ("a", "b", "score")), entity)
    return {
        "pairwise": _plain(pairwise(labels, entity)),
        "b_cubed": _plain(b_cubed(labels, entity)),
        "best": {**_plain(best.score), "threshold": round(best.threshold, 3)} if best else None,
        **{name: round(value, 2) for name, value in json.loads(Path(f"{out}.json").read_text()).items()},
    }


def _plain(score: Score) -> dict[str, float]:
    return {name: round(getattr(score, name), 4) for name in ("precision", "recall", "f1")}


def _said(result: Result) -> str:
    if "failed" in result:
        return str(result["failed"])
    best = f", {result['best']['f1']:.3f} in hindsight" if result["best"] else ""
    return f"F1 {result['pairwise']['f1']:.3f}{best}, {result['seconds']:.1f} s, {result['peak_mb']:.0f} MB"


def summary(results: list[Result]) -> str:
    """F1 by table: the best peer of each kind, and Splink's best threshold in hindsight."""
    names = list(COLUMNS)
    header = ("table", names[0], "Splink in hindsight", *names[1:])
    return table(header, (_cells(each, results) for each in dict.fromkeys(result["table"] for result in results)))


def _cells(name: str, results: list[Result]) -> list[str]:
    by_kind = [[r for r in results if r["table"] == name and r["peer"] in peers] for peers in COLUMNS.values()]
    hindsight = [r["best"]["f1"] for r in by_kind[0] if r.get("best")]
    best = f"{max(hindsight):.3f}" if hindsight else ""
    return [name, _best(by_kind[0]), best, *map(_best, by_kind[1:])]


def _best(results: list[Result]) -> str:
    """The best F1 of some results, else why there is none."""
    reached = [result["pairwise"]["f1"] for result in results if "pairwise" in result]
    return f"{max(reached):.3f}" if reached else "; ".join(dict.fromkeys(str(r["failed"]) for r in results))
