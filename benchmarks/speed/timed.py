"""python timed.py OUT.json COMMAND ...: run a command; write its seconds, CPU seconds, peak MB and exit status to OUT.

A process of its own and small, because Linux begins the peak of a child at the size of the process it was forked from.
The peak is that of the largest process the command started, itself included.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

BYTES_OF_MAXRSS = 1 if sys.platform == "darwin" else 1024


def main(out: str, *command: str) -> None:
    """Run the command; its exit status is in OUT and not passed on."""
    started = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    measured = {
        "seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss * BYTES_OF_MAXRSS / 1e6,
        "status": os.waitstatus_to_exitcode(status),
    }
    Path(out).write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
