"""`onefold serve` in a process of its own, as a user starts it, and what the system says of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from botocore.credentials import Credentials

from onefold.cli.service import KEY_FILE


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process, and the key to sign with."""

    port: int
    process_id: int
    key: Credentials

    def peak_mb(self) -> float:
        """The most memory that the process that answers has held so far."""
        status = Path(f"/proc/{self.process_id}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) * 1024 / 1e6


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve the database in a folder; its logs go to a file there, as they would to a journal."""
    command = [sys.executable, "-m", "onefold", "serve", "--port", "0", "--data", str(folder)]
    environment = os.environ | {"ONEFOLD_DATA_CALLS_PER_SECOND": "1000000"}
    with (
        (folder / "stderr.txt").open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment) as process,
    ):
        assert process.stdout is not None
        try:
            port = re.search(r"http://[\d.]+:(\d+)", process.stdout.readline())
            assert port, (folder / "stderr.txt").read_text()
            while not (folder / KEY_FILE).exists() and process.stdout.readline():
                pass  # it says where the key is once it is there
            said = dict(re.findall(r"(AWS_\w+)=(\S+)", (folder / KEY_FILE).read_text()))
            yield Server(
                int(port[1]), process.pid, Credentials(said["AWS_ACCESS_KEY_ID"], said["AWS_SECRET_ACCESS_KEY"])
            )
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()
