"""What is shown while a command works: a bar with stage and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Any, Self

REFRESH_SECONDS = 0.5


class Silent:
    """Shows nothing: for --quiet."""

    def __call__(self, stage: str, share: float) -> None:
        """A stage begins."""

    def say(self, text: str) -> None:
        """A line between the stages."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class Lines(Silent):
    """One line for each stage: for logs."""

    def __call__(self, stage: str, share: float) -> None:
        if share < 1:
            self.say(f"{stage} ...")

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


class Bar(Silent):
    """One line that changes. The time left is that of the last change of stage, counted down."""

    def __init__(self) -> None:
        from tqdm import tqdm

        self._tqdm: Any = tqdm
        tqdm.monitor_interval = 0  # tqdm's own thread, which would only wake up for nothing
        self._bar: Any = tqdm(
            total=100,
            leave=False,
            dynamic_ncols=True,
            file=sys.stderr,
            bar_format="{desc:<28} {percentage:3.0f}% |{bar}| {elapsed}{postfix}",
        )
        self._started = monotonic()
        self._ends: float | None = None
        self._stopped = Event()
        self._clock = Thread(target=self._tick, daemon=True)
        self._clock.start()

    def __call__(self, stage: str, share: float) -> None:
        elapsed = monotonic() - self._started
        self._ends = self._started + elapsed / share if share > 0.1 else None
        self._bar.n = round(100 * share)
        self._bar.set_description_str(stage, refresh=False)
        self._draw()

    def say(self, text: str) -> None:
        self._tqdm.write(text, file=sys.stderr)

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._clock.join()
        self._bar.close()

    def _tick(self) -> None:
        while not self._stopped.wait(REFRESH_SECONDS):
            self._draw()

    def _draw(self) -> None:
        left = None if self._ends is None else max(self._ends - monotonic(), 0.0)
        text = "" if left is None else f"about {self._tqdm.format_interval(left)} left"
        self._bar.set_postfix_str(text, refresh=False)
        self._bar.refresh()


@contextmanager
def progress(*, quiet: bool) -> Iterator[Silent]:
    """The one that fits: nothing if quiet, a bar if stderr is a terminal, else lines."""
    with Silent() if quiet else Bar() if sys.stderr.isatty() else Lines() as shown:
        yield shown
