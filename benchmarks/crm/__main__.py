"""python -m benchmarks.crm --rows 100000 --seed 7 --out table.parquet [--truth truth.parquet] [--style mixed]"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.crm import STYLES, generate, write_parquet


def main() -> None:
    """Generate one table and write it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crm", description="Generate a CRM table with truth.")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the table, as Parquet")
    parser.add_argument("--truth", type=Path, help="write profile_id and entity_id here and not into the table")
    parser.add_argument("--style", choices=STYLES, default="mixed")
    given = parser.parse_args()
    write_parquet(generate(given.rows, given.seed, given.style), given.out, given.truth)


if __name__ == "__main__":
    main()
