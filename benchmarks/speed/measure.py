"""Runs a command as its user would and says what it cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TIMED = Path(__file__).parent / "timed.py"


class CommandError(Exception):
    """A measured command ended with an error; the message has its last lines."""


@dataclass(frozen=True)
class Cost:
    """Wall seconds, CPU seconds over all cores, and the most memory held at one time, of one run from start to exit."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def cost_of(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    prefix: Sequence[str] = (),
) -> Cost:
    """Run a command in `folder` and measure it.

    prefix: words put before the measured process, such as `taskset -c 0,1` or a lock; what they take is not measured.
    Raises CommandError.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "cost.json"
        launcher = [*prefix, sys.executable, "-I", "-S", str(TIMED), str(out)]
        done = subprocess.run(
            [*launcher, *map(str, command)],
            cwd=folder, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, check=False,
        )  # fmt: skip
        measured = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {"status": done.returncode or 1}
    if measured["status"]:
        said = "\n".join(done.stderr.strip().splitlines()[-3:])
        raise CommandError(f"{' '.join(map(str, command))} ended with status {measured['status']}: {said}")
    return Cost(measured["seconds"], measured["cpu_seconds"], measured["peak_mb"])


def typical(costs: Sequence[Cost]) -> Cost:
    """The median of each figure; of memory the most."""
    return Cost(
        median(cost.seconds for cost in costs),
        median(cost.cpu_seconds for cost in costs),
        max(cost.peak_mb for cost in costs),
    )
