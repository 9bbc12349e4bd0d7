"""`python -m benchmarks.crash --rounds N`: kill the service N times while it works, and look for what was lost.

On SQLite in a temporary folder, or on an empty PostgreSQL database given with --database. Prints a line for each round
with breaches, and a summary; ends with 1 if there was any.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.crash.rounds import Rounds


def main() -> int:
    """Run the rounds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--fresh", type=int, default=25, metavar="N", help="a new SQLite database after N rounds (25)")
    parser.add_argument("--database", help="an empty PostgreSQL database, instead of SQLite")
    options = parser.parse_args()
    done = wrong = 0
    while done < options.rounds:
        count = options.rounds - done if options.database else min(options.fresh, options.rounds - done)
        with tempfile.TemporaryDirectory() as folder:
            wrong += run(options.database or Path(folder), Path(folder), count)
        done += count
    print(f"{done} rounds, {wrong} breaches")
    return int(wrong > 0)


def run(url: str | Path, folder: Path, count: int) -> int:
    """Rounds on one database. Returns the number of breaches."""
    rounds, wrong = Rounds(url, folder), 0
    try:
        for number in range(count):
            wrong += tell(f"round {number + 1}", rounds.round(number))
        wrong += tell("at the end", rounds.end())
        print(rounds.summary(), flush=True)
    finally:
        rounds.close()
    return wrong


def tell(where: str, found: list[str]) -> int:
    """Print breaches."""
    for breach in found[:20]:
        print(f"{where}: {breach}", flush=True)
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
