"""How long the bundled sample takes: the first time on a fresh machine, with every kernel to compile, and later."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.markdown import table
from benchmarks.speed.measure import Cost, cost_of, typical
from benchmarks.speed.tables import ROOT

import onefold

SAMPLE = ROOT / "examples" / "customers.csv"


def fresh_copy(folder: Path) -> Path:
    """The package as it lies after an installation, without compiled code. Returns the folder to import it from."""
    package = Path(onefold.__file__).parent
    shutil.copytree(package, folder / "onefold", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def sample_run(package: Path, folder: Path, prefix: Sequence[str] = ()) -> Cost:
    """What `make run` does, by the package in this folder: match the sample and write result, pairs and report.

    numba keeps its compiled code beside the package, and nowhere else while NUMBA_CACHE_DIR is empty.
    """
    words = ["match", SAMPLE, "--output", "matched.csv", "--pairs", "pairs.csv", "--report", "report.html", "--quiet"]
    environment = {"PYTHONPATH": str(package), "NUMBA_CACHE_DIR": "", "PYTHONDONTWRITEBYTECODE": ""}
    return cost_of([sys.executable, "-m", "onefold", *words], folder=folder, environment=environment, prefix=prefix)


def compiled_files(package: Path) -> int:
    """How many kernels have their machine code on disk."""
    return len(list(package.rglob("*.nbi")))


def starts(runs: int, prefix: Sequence[str] = ()) -> tuple[Cost, Cost]:
    """The first run of a fresh copy, once, and the median of `runs` later ones."""
    with tempfile.TemporaryDirectory() as scratch:
        package, folder = fresh_copy(Path(scratch) / "package"), Path(scratch)
        assert compiled_files(package) == 0
        first = sample_run(package, folder, prefix)
        assert compiled_files(package) > 0, "the copy was not the package that ran"
        return first, typical([sample_run(package, folder, prefix) for _ in range(runs)])


def starts_table(first: Cost, later: Cost, rows: int) -> str:
    """Both as a Markdown table."""
    header = (f"the bundled sample, {rows:,} rows", "seconds", "CPU seconds", "peak MB")
    named = (("first run on a fresh machine: every kernel is compiled", first), ("every later run", later))
    return table(header, ([what, f"{c.seconds:.2f}", f"{c.cpu_seconds:.1f}", f"{c.peak_mb:,.0f}"] for what, c in named))
