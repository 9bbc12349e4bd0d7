"""The process that runs jobs beside a server."""

from __future__ import annotations

import os
import signal
import threading
import time

from onefold.heap import share_one_heap
from onefold.jobs.beside import beside
from onefold.jobs.expiry import Expirer
from onefold.jobs.rule_matching import RuleMatcher
from onefold.jobs.upload_files import folder_of
from onefold.jobs.uploads import Uploader
from onefold.jobs.worker import LEASE_MILLISECONDS, Worker, new_owner
from onefold.settings import ServiceSettings
from onefold.store import open_store


def work(url: str, settings: ServiceSettings, parent: int, lease: int = LEASE_MILLISECONDS) -> None:
    """Run what comes due until SIGTERM, or until the process `parent` is gone. Rules, uploads and expiry go on beside
    it.

    lease: in milliseconds. SIGTERM also ends the job that is running: it is given back, and taken up again by whoever
    is next.
    """
    end_with(parent)
    os.nice(10)  # requests come first
    share_one_heap()
    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; this one waits for its parent's word
    signal.signal(signal.SIGTERM, lambda *_: _end(stop))
    store = open_store(url)
    try:
        matcher = RuleMatcher(store, new_owner(), time.time, lease)
        uploader = Uploader(store, new_owner(), folder_of(store, settings), time.time, stop, lease)
        with beside(stop, matcher.step, uploader.step, Expirer(store, time.time).step):
            Worker(store, settings, lease=lease).serve(stop)
    except SystemExit:
        pass
    finally:
        store.close()


def end_with(parent: int) -> None:
    """End this process when its parent is gone, however that came."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, name="onefold-parent", daemon=True).start()


def _end(stop: threading.Event) -> None:
    stop.set()
    raise SystemExit(0)
