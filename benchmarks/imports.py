"""A table sent to `onefold serve` in one request: how long until all its profiles are durable on SQLite, and what it
costs the server, which answers other requests meanwhile."""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.markdown import table
from benchmarks.speed.tables import generated

PAUSE_SECONDS: Final = 0.05
START_SECONDS_MAX: Final = 30.0


class Measured(NamedTuple):
    """seconds: of the request. peak_mb: the most memory of the server, and of the process that reads the table.
    delays: seconds that a CreateProfile took beside the import, each."""

    rows: int
    seconds: float
    peak_mb: tuple[float, float]
    database_mb: float
    delays: tuple[float, ...]


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks imports --help`."""
    command.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000], help="sizes of generated tables")
    command.add_argument("--tables", type=Path, help="keep the generated tables in this folder and use them again")


def run(options: argparse.Namespace) -> None:
    """Measure and print Markdown."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.tables or Path(scratch)).absolute()
        tables = [(rows, generated(rows, folder).table) for rows in options.rows]
        print(report([measured(rows, path) for rows, path in tables]))


def report(results: list[Measured]) -> str:
    """The results as a table."""
    head = ["profiles", "seconds", "a second", "server MB", "reading MB", "database MB", "write beside: median, most"]
    rows = [
        [
            f"{one.rows:,}",
            f"{one.seconds:.1f}",
            f"{one.rows / one.seconds:,.0f}",
            f"{one.peak_mb[0]:.0f}",
            f"{one.peak_mb[1]:.0f}",
            f"{one.database_mb:.0f}",
            f"{statistics.median(one.delays):.3f} s, {max(one.delays):.3f} s",
        ]
        for one in results
    ]
    return table(head, rows)


def measured(rows: int, path: Path) -> Measured:
    """Import a table into an empty database."""
    with tempfile.TemporaryDirectory() as folder, server(Path(folder)) as (process, port):
        ask(port, "POST", "/domains/demo", b'{"DefaultExpirationDays": 366}')
        watch = Watch(process.pid, port)
        begun = time.perf_counter()
        answer = ask(port, "POST", "/onefold/v1/domains/demo/profiles/import", path.read_bytes())
        seconds = time.perf_counter() - begun
        watch.end()
        assert answer["AddedProfileCount"] == rows, answer
        size = sum(one.stat().st_size for one in Path(folder).iterdir())
        return Measured(rows, seconds, (watch.server_mb, watch.reading_mb), size / 1e6, tuple(watch.delays))


@contextmanager
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`onefold serve` without signatures on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "onefold", "serve", "--auth", "none", "--port", str(port), "--data", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process, port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Return when the server answers."""
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def ask(port: int, method: str, path: str, body: bytes) -> dict[str, Any]:
    """The answer to a request, which must be 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request(method, path, body, {"Content-Type": "application/octet-stream"})
    response = connection.getresponse()
    found: dict[str, Any] = json.loads(response.read())
    connection.close()
    assert response.status == 200, found
    return found


class Watch:
    """Beside an import: the memory of the server and its children, and how long other writes take."""

    def __init__(self, pid: int, port: int) -> None:
        self.server_mb = self.reading_mb = 0.0
        self.delays: list[float] = []
        self._pid, self._port = pid, port
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(PAUSE_SECONDS):
            self.server_mb = max(self.server_mb, resident_mb(self._pid))
            self.reading_mb = max([self.reading_mb, *map(resident_mb, children_of(self._pid))])
            begun = time.perf_counter()
            ask(self._port, "POST", "/domains/demo/profiles", b'{"FirstName": "Beside"}')
            self.delays.append(time.perf_counter() - begun)


def children_of(pid: int) -> list[int]:
    """The processes that the threads of a process have started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for one in lists for child in one.read_text().split()]


def resident_mb(pid: int) -> float:
    """The memory that a process has had at most, 0 for one that is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return 0.0
    return next((int(line.split()[1]) / 1e3 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
