"""The processes that are killed: servers, workers, and one that takes merges back."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import socket
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import time
from typing import Final

from sqlalchemy import text

from onefold.cli.processes import answer
from onefold.errors import ServiceError
from onefold.jobs import publishing
from onefold.jobs.process import work
from onefold.settings import ServiceSettings
from onefold.store import Tx, open_store, writer
from onefold.writing.change import Change
from onefold.writing.merging import undo

QUIET: Final = ServiceSettings(log_level="WARNING")
"""Without a line for each request."""
LEASE_MILLISECONDS: Final = 1_000
"""Short, so that an orphaned job is taken up within a round."""
ROWS_AT_ONCE: Final = 100
"""Of a run in one transaction, so that blows fall between two of them; with fewer no job gets to its merges."""
LOG_PAGES_MAX: Final = 20
"""Of SQLite's log, so that many fall while it is written back."""

_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["benchmarks.crash.warm", "benchmarks.crash.processes", "onefold.jobs.identity_resolution"]
)


class Processes:
    """The processes of one service on one database, each of which may be killed at any moment.

    lease: of the workers, in milliseconds."""

    def __init__(self, url: str, folder: Path, lease: int = LEASE_MILLISECONDS) -> None:
        self.url = url
        self.lease = lease
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.listener.getsockname()[1]
        self.undone = folder / "undone.log"
        self.undone.touch()
        self.running: dict[str, BaseProcess] = {}

    def start(self, *names: str) -> None:
        """Start processes by name; a name begins with server, worker or undo."""
        targets = {
            "server": (_serve, (self.url, self.listener)),
            "worker": (_work, (self.url, self.lease)),
            "undo": (_undo, (self.url, str(self.undone))),
        }
        for name in names:
            target, arguments = targets[name.rstrip("0123456789")]
            self.running[name] = _FORKS.Process(target=target, args=arguments, name=name)
            self.running[name].start()

    def kill(self, *names: str) -> None:
        """kill -9; without names, everything."""
        for name in names or list(self.running):
            process = self.running.pop(name)
            process.kill()
            process.join()

    def pause(self, name: str) -> None:
        """Stop a process as a machine does that swaps or migrates."""
        os.kill(int(self.running[name].pid or 0), signal.SIGSTOP)

    def resume(self, name: str) -> None:
        """Let it go on as if nothing had been."""
        os.kill(int(self.running[name].pid or 0), signal.SIGCONT)

    def close(self) -> None:
        """End all."""
        self.kill()
        self.listener.close()


def _in_small_steps() -> None:
    for module, name, value in (
        (publishing, "ROWS_MIN", ROWS_AT_ONCE),
        (publishing, "ROWS_MAX", ROWS_AT_ONCE),
        (writer, "LOG_PAGES_MAX", LOG_PAGES_MAX),
    ):
        assert name in vars(module), f"{module.__name__} has no {name} any more"
        vars(module)[name] = value


def _serve(url: str, listener: socket.socket) -> None:
    _in_small_steps()
    answer(url, listener, QUIET, False, os.getppid())


def _work(url: str, lease: int) -> None:
    _in_small_steps()
    work(url, QUIET, os.getppid(), lease)


def _undo(url: str, log: str) -> None:
    """Take back one merge after the other, and note each when it is done."""
    _in_small_steps()
    store, noted = open_store(url), os.open(log, os.O_WRONLY | os.O_APPEND)
    held = text("SELECT domain_id, merge_id FROM merges WHERE undone_at IS NULL")
    while True:
        merges = store.read(lambda tx: tx.execute(held).all())
        if not merges:
            continue
        domain_id, merge_id = random.choice(merges)

        def once(tx: Tx, domain_id: int = domain_id, merge_id: str = merge_id) -> None:
            undo(Change(tx, int(time() * 1000), "undo"), domain_id, merge_id)

        try:
            store.write(once)
        except ServiceError:
            continue
        os.write(noted, f"{merge_id}\n".encode())
