"""`python -m benchmarks.fuzz --minutes N`: send a server requests that are nearly right, and look at its answers.

They are made from what clients would send: signed, serialised by botocore, about profiles and jobs that exist; then
members, bytes, paths, queries, methods or headers are spoilt. Whatever comes, the server must answer in its format,
must not fail, hang or end, and a 200 must be what the service model says. On SQLite in a temporary folder, or on an
empty PostgreSQL database given with --database. Prints each breach and a summary; ends with 1 if there was any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks.fuzz.run import Fuzz
from benchmarks.fuzz.target import Target


def main() -> int:
    """Fuzz for some minutes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--clients", type=int, default=4, metavar="N", help="at the same time (4)")
    parser.add_argument("--seed", type=int, default=0, help="another seed sends other requests (0)")
    parser.add_argument("--database", help="an empty PostgreSQL database, instead of SQLite")
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder), *(["--database", options.database] if options.database else []))
        try:
            runs = [Fuzz(target, options.seed * 1000 + number) for number in range(options.clients)]
            runs[0].begin()
            _together(runs, until)
        finally:
            target.close()
    breaches = [breach for run in runs for breach in run.breaches]
    print("\n".join([*target.said, *breaches, *summary(runs), f"{len(breaches)} breaches"]))
    return int(bool(breaches))


def _together(runs: list[Fuzz], until: float) -> None:
    threads = [threading.Thread(target=run.run, args=(lambda: time.monotonic() < until,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def summary(runs: list[Fuzz]) -> list[str]:
    """How many requests were answered with what, and how many operations ever did what they were asked."""
    statuses, answered = Counter[int](), Counter[str]()
    for run in runs:
        statuses += run.statuses
        answered += run.answered
    by_status = ", ".join(f"{count} {status}" for status, count in sorted(statuses.items()))
    return [f"{statuses.total()} answers: {by_status}; {len(answered)} operations answered 200"]


if __name__ == "__main__":
    sys.exit(main())
