"""The processes of `onefold serve`: this one answers requests, one runs jobs, and further ones answer too.

A process that ends by itself is started again. When this one ends, the others do, also when it is killed.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.process import BaseProcess
from typing import Any, Final

import uvicorn

from onefold.cli.api_document import API_DOCUMENT_PATH, api_document
from onefold.cli.keyring import KeyRing
from onefold.errors import InputError
from onefold.jobs.process import end_with, work
from onefold.monitoring.sharing import forget, shared_counting
from onefold.operations.service import ONEFOLD_V1, bind
from onefold.review.app import create_review
from onefold.settings import ServiceSettings
from onefold.store import Store, jobs
from onefold.store.database import is_sqlite
from onefold.wire.access import ONEFOLD_V1_LEAST_ROLES
from onefold.wire.asgi import App, Extension, create_app
from onefold.wire.model import onefold_v1
from onefold.wire.openapi import document_app, written
from onefold.wire.server import server_config
from onefold.wire.throttle import Throttle, data_calls

LOG: Final = logging.getLogger("onefold.serve")
BACKLOG: Final = 2048
STOP_SECONDS: Final = 10.0
"""For a process to end by itself when it is told to; a job that is cut off is taken up again at the next start."""
RESTART_SECONDS: Final = 1.0
SWITCH_SECONDS: Final = 0.0005
"""How long a thread keeps the interpreter when another wants it: the writer asks for it again after each of some dozen
statements of a request, and with Python's 5 ms a busy event loop would keep it waiting each time."""
INLINE: Final = (
    "AddProfileKey", "BatchGetProfile", "CreateProfile", "DeleteProfile", "DeleteProfileKey", "DeleteProfileObject",
    "GetIdentityResolutionJob", "GetMatches", "GetProfileObjectType", "PutProfileObject",
    "UpdateProfile",
)  # fmt: skip
"""Operations that look up a few rows, or hand a small change to the database's one writer. On SQLite, where a reader
waits for nobody and a change is told of when it is done, a thread for each would cost more than the work itself."""
_SPAWN: Final = multiprocessing.get_context("spawn")


def listening(host: str, port: int, advice: str = "Give another --host or --port.") -> socket.socket:
    """A socket that listens there. Raises InputError with the advice if it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise InputError(f"Cannot listen at {host} port {port}: {error.strerror or error}. {advice}") from error
    found.listen(BACKLOG)
    return found


def serve_until_stopped(
    store: Store, listener: socket.socket, settings: ServiceSettings, signed: bool, processes: int
) -> None:
    """Answer requests and run jobs until Ctrl-C or SIGTERM; then finish what is being answered, and end all."""
    url = store.url.render_as_string(hide_password=False)
    others: list[tuple[Callable[..., None], tuple[Any, ...]]] = [(run_jobs, (url, settings, os.getpid()))]
    others += [(answer, (url, listener, settings, signed, os.getpid()))] * (processes - 1)
    with shared_counting(), _running(others):
        _answer(store, listener, settings, signed)


def application(store: Store, settings: ServiceSettings, signed: bool) -> App:
    """The API and the review pages on a store, with what operators watch. signed: whether requests must be signed, and
    people sign in."""
    from onefold.monitoring.logs import Monitor
    from onefold.monitoring.metrics import Metrics
    from onefold.monitoring.probes import probes

    metrics = Metrics(lambda: store.read(jobs.count_by_status), store.writes_waiting)
    secrets = KeyRing(store, time.monotonic) if signed else None
    beside = Extension(onefold_v1(), bind(store, settings, time.time, ONEFOLD_V1), ONEFOLD_V1_LEAST_ROLES)
    inline = INLINE if is_sqlite(store.url) else ()
    return create_app(
        bind(store, settings, time.time, at_once=inline),
        inline=inline,
        secrets=secrets,
        throttle=Throttle(time.monotonic, other=data_calls(settings.data_calls_per_second)),
        extensions=[beside],
        mounts={
            **probes(store, metrics),
            API_DOCUMENT_PATH: document_app(written(api_document())),
            "/review": create_review(store, settings, signed),
        },
        observer=Monitor(metrics),
        public_url=settings.public_url,
    )


def run_jobs(url: str, settings: ServiceSettings, parent: int) -> None:
    """The main function of the process that runs jobs."""
    _log(settings)
    work(url, settings, parent)


def _log(settings: ServiceSettings) -> None:
    from onefold.monitoring.logs import configure_logs

    configure_logs(settings.log_level)


def _answer(store: Store, listener: socket.socket, settings: ServiceSettings, signed: bool) -> None:
    """Answer requests until Ctrl-C or SIGTERM: uvicorn stops in good order and passes the signal on, to end here."""
    _log(settings)
    sys.setswitchinterval(SWITCH_SECONDS)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = uvicorn.Server(server_config(application(store, settings, signed), "", 0))
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def answer(url: str, listener: socket.socket, settings: ServiceSettings, signed: bool, parent: int) -> None:
    """The main function of a further process that answers requests."""
    from onefold.store import open_store

    end_with(parent)
    with closing(open_store(url)) as store:
        _answer(store, listener, settings, signed)


@contextmanager
def _running(others: list[tuple[Callable[..., None], tuple[Any, ...]]]) -> Iterator[None]:
    """Run functions in processes of their own, each started again when it ends by itself."""
    stopping = threading.Event()
    running: list[BaseProcess] = [_start(target, arguments) for target, arguments in others]

    def watch() -> None:
        while not stopping.wait(RESTART_SECONDS):
            for number, (target, arguments) in enumerate(others):
                if not running[number].is_alive():
                    LOG.error("process %s ended with %s; starting it again", target.__name__, running[number].exitcode)
                    forget(running[number].pid or 0)
                    running[number] = _start(target, arguments)

    watcher = threading.Thread(target=watch, name="onefold-processes")
    watcher.start()
    try:
        yield
    finally:
        stopping.set()
        watcher.join()
        _end(running)


def _start(target: Callable[..., None], arguments: tuple[Any, ...]) -> BaseProcess:
    process = _SPAWN.Process(target=target, args=arguments, name=f"onefold-{target.__name__}")
    process.start()
    return process


def _end(processes: list[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + STOP_SECONDS
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
