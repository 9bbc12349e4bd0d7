"""Measures the peers side by side: python -m benchmarks.peers TABLE.parquet ... [--peers a,b] [--out results.json].

A table has profile_id, entity_id (the truth, kept from the peers) and Customer Profiles columns. The peers run one
after the other, each in a process of its own and in the environment of requirements.txt beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from benchmarks.peers.hindsight import best_threshold

from onefold.evaluate import Score, b_cubed, pairwise

ROOT = Path(__file__).resolve().parents[2]
PEERS = ("splink_a", "splink_b", "goldenmatch", "goldenmatch_blank", "recordlinkage_", "dedupe_")


def main() -> None:
    options = _options()
    results = _known(options.out)
    print(f"{'table':<22}{'peer':<18}{'P':>6}{'R':>7}{'F1':>7}{'best F1':>9}{'at':>8}{'seconds':>9}{'peak MB':>9}")
    for table in options.tables:
        for peer in options.peers.split(","):
            result = {"table": table.stem, "peer": peer.rstrip("_"), **measure(table, peer, options)}
            print(_line(result), flush=True)
            results[result["table"], result["peer"]] = result
            if options.out:
                options.out.write_text(json.dumps(list(results.values()), indent=1) + "\n")


def _known(out: Path | None) -> dict[tuple[str, str], dict[str, Any]]:
    """The results of earlier runs in `out`, by table and peer: a new run replaces only what it measures."""
    known = json.loads(out.read_text()) if out and out.exists() else []
    return {(result["table"], result["peer"]): result for result in known}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.peers", description=__doc__)
    parser.add_argument("tables", nargs="+", type=Path, metavar="TABLE.parquet")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seconds-max", type=float, default=600, help="a peer that takes longer did not finish")
    parser.add_argument("--python", type=Path, default=ROOT / ".venv-bench/bin/python", help="has the peers installed")
    return parser.parse_args()


def measure(table: Path, peer: str, options: argparse.Namespace) -> dict[str, Any]:
    """Accuracy, time and memory of one peer on one table, or why there are none."""
    with tempfile.TemporaryDirectory() as folder:  # also the working directory: some peers leave files behind
        out = Path(folder) / "out"
        command = [options.python.absolute(), "-m", "benchmarks.peers.worker", peer, table.absolute(), out]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        worker = subprocess.Popen(
            [*map(str, command), str(options.threads)],
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
        return _judge(out, table)


def _judge(out: Path, table: Path) -> dict[str, Any]:
    entity = np.unique(pq.read_table(table, columns=["entity_id"])["entity_id"].to_numpy(), return_inverse=True)[1]
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


def _line(result: dict[str, Any]) -> str:
    head = f"{result['table']:<22}{result['peer']:<18}"
    if "failed" in result:
        return f"{head}{result['failed']}"
    reached, best = result["pairwise"], result["best"]
    in_hindsight = f"{best['f1']:>9.3f}{best['threshold']:>8.2f}" if best else f"{'-':>9}{'-':>8}"
    figures = f"{reached['precision']:>6.3f}{reached['recall']:>7.3f}{reached['f1']:>7.3f}"
    return f"{head}{figures}{in_hindsight}{result['seconds']:>9.1f}{result['peak_mb']:>9.0f}"


if __name__ == "__main__":
    main()
