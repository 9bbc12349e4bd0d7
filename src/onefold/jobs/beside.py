"""What goes on beside the jobs of a worker, in threads of its own: a job may take minutes, and this must not wait."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from typing import Final

LOG: Final = logging.getLogger("onefold.jobs")
PAUSE_SECONDS: Final = 1.0
"""Between looks at whether there is something to do, and after a failure."""

Step = Callable[[], bool]
"""Does a piece of work and says whether there was one."""


@contextmanager
def beside(stop: Event, *steps: Step, pause_seconds: float = PAUSE_SECONDS) -> Iterator[None]:
    """Repeat each of the steps in a thread while the block runs, and until told to stop; waits for the last ones."""
    with ExitStack() as stack:
        for step in steps:
            thread = Thread(target=_repeat, args=(step, stop, pause_seconds), name="onefold-beside")
            thread.start()
            stack.callback(thread.join)
        stack.callback(stop.set)
        yield


def _repeat(step: Step, stop: Event, pause_seconds: float) -> None:
    while not stop.is_set():
        try:
            busy = step()
        except Exception as error:  # such as a database that is being restarted; its message may quote personal data
            LOG.error("failed, and will be tried again: %s in %s", type(error).__name__, _where(error))
            busy = False
        if not busy:
            stop.wait(pause_seconds)


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
