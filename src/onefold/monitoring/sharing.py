"""The folder in which several server processes count together. Imports nothing of prometheus_client, which looks for
it when it is imported itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client is told."""


@contextmanager
def shared_counting() -> Iterator[None]:
    """Let this process and those it starts count together. To be entered before the metrics are imported."""
    with TemporaryDirectory(prefix="onefold-metrics-", ignore_cleanup_errors=True) as folder:
        os.environ[FOLDER] = folder
        try:
            yield
        finally:
            os.environ.pop(FOLDER, None)


def forget(process_id: int) -> None:
    """A process has ended: what it was just doing is not counted any more; what it did still is."""
    for file in Path(os.environ[FOLDER]).glob(f"gauge_live*_{process_id}.db"):
        with suppress(FileNotFoundError):
            file.unlink()
