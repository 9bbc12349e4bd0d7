"""`python -m benchmarks`: the numbers of the README, measured here and now.

python -m benchmarks accuracy [--data FOLDER] [--rows N ...] [--seed S ...]   labelled tables and generated tables
python -m benchmarks speed [--rows N ...]                                     time and memory, end to end
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.crm import generate

import onefold
from onefold.evaluate import Evaluation, evaluate

LABELLED = Path(__file__).parent.parent.parent / "shared" / "data"
TRUTH = ["profile_id", "entity_id"]


def main() -> int:
    """Run one benchmark, or all with their defaults."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("accuracy", "speed", "all"), default="all")
    parser.add_argument("--data", type=Path, default=LABELLED, help="folder of labelled Parquet tables")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, nargs="+", default=[101, 102])
    options = parser.parse_args()
    if options.what in ("accuracy", "all"):
        accuracy(options.data, options.rows, options.seed)
    if options.what in ("speed", "all"):
        speed(options.rows)
    return 0


def accuracy(folder: Path, rows: list[int], seeds: list[int]) -> None:
    """Pairwise precision, recall and F1 of the written groups at default settings, and how sure 0.9 to 1.0 is."""
    print("| table | rows | precision | recall | F1 | groups of 0.9-1.0 that are right |\n|---|---|---|---|---|---|")
    for path in sorted(folder.glob("*.parquet")):
        report(path.stem, pq.read_table(path))
    for count in rows:
        for seed in seeds:
            report(f"generated, seed {seed}", generate(count, seed))


def report(name: str, table: pa.Table) -> None:
    """One line of the accuracy table."""
    result = onefold.match(table.drop_columns(["entity_id"]))
    found = evaluate(result.assignments.to_arrow(), table.select(TRUTH))
    score = found.pairwise
    print(
        f"| {name} | {table.num_rows:,} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} "
        f"| {sure_and_right(found)} |",
        flush=True,
    )


def sure_and_right(found: Evaluation) -> str:
    """Share of the surest groups whose members are one person, and how many they are."""
    sure = [found_bin for found_bin in found.reliability if found_bin.low >= 0.89]
    return f"{sure[0].share_correct:.3f} of {sure[0].count:,}" if sure else "none"


def speed(rows: list[int]) -> None:
    """Wall seconds and peak memory of the command line from Parquet to the written result, in a process of its own."""
    print("| rows | seconds | peak MB |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in rows:
            source, target = Path(folder) / "table.parquet", Path(folder) / "out.parquet"
            pq.write_table(generate(count, 7).drop_columns(["entity_id"]), source)
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "onefold", "match", source, "--output", target, "--quiet"], check=True
            )
            seconds = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
            print(f"| {count:,} | {seconds:.1f} | {peak:,.0f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
