"""The Python interface: `match` takes a table of any library and gives the groups of records that are one customer."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from os import PathLike
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any, Final, TypeAlias, cast

import pyarrow as pa

from onefold.api.explanation import Explanation
from onefold.api.frames import ArrowFrame, TableLike, arrow_of
from onefold.api.memory import records_in, refuse_too_large
from onefold.api.output import write_files
from onefold.api.regions import region_of
from onefold.api.result import Band, Resolution, Summary
from onefold.errors import InputError
from onefold.files import IN_PYTHON, Asking, Input, judgements_of, read_inputs, read_judgements, records_of

__all__ = [
    "ArrowFrame", "Band", "Explanation", "Input", "Progress", "Resolution", "Summary", "TableLike", "match", "read",
    "region_of", "resolve_input", "write_files",
]  # fmt: skip

Progress: TypeAlias = Callable[[str, float], None]
"""Called with the stage that begins, in words for people, and the share of the work that is done, 0 to 1."""

Paths: TypeAlias = str | PathLike[str] | Sequence[str | PathLike[str]]

LOADED_BESIDE_MIN: Final = 100_000
"""Records from which on reading leaves the interpreter idle for long enough to load the engine meanwhile."""
READING_SHARE: Final = 0.2
"""Of the time of a run from a file; the rest is the engine's."""


def match(
    table: TableLike | Paths,
    *,
    id: str | None = None,
    columns: Mapping[str, str] | None = None,
    region: str = "US",
    min_confidence: float = 0.5,
    judgements: TableLike | str | PathLike[str] | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Resolution:
    """Find the records that are one customer.

    table: a pandas or Polars frame, a PyArrow table, a DuckDB relation, anything else that speaks Arrow, a list of
        dicts; or the path of a CSV, JSON lines or Parquet file, or a list of paths.
    id: the column that numbers the records; without it one is recognised, else rows are numbered from 1.
    columns: attribute -> column, instead of what would be recognised: {"LastName": "customer_nm"}.
    region: ISO country of phone numbers and dates where a record does not say its own.
    min_confidence: groups with a lower score are not formed.
    judgements: what people know: two ids and a verdict (MATCH or NOT_A_MATCH) a row. It always holds.
    threads: default all cores. The result does not depend on it, nor on the order of the rows.

    Raises InputError and its kinds (a ValueError too) for what cannot be used, MemoryLimitError for a table that will
    not fit. Time grows in step with the rows.

    >>> import onefold
    >>> result = onefold.match(
    ...     [{"name": "Joan Doe", "phone": "555 010 0000"}, {"name": "Joan Doe", "phone": "+1-555-010-0000"}]
    ... )
    >>> len(result.matches)
    1
    """
    started = perf_counter()
    check_settings(min_confidence, threads)
    region = region_of(region)
    if progress:
        progress("Reading", 0.0)
    given = read(table, id=id, columns=columns)
    return resolve_input(
        given,
        region=region,
        min_confidence=min_confidence,
        judgements=judgements,
        threads=threads,
        progress=progress,
        seconds={"Reading": perf_counter() - started},
    )


def read(
    table: TableLike | Paths,
    *,
    id: str | None = None,
    columns: Mapping[str, str] | None = None,
    asking: Asking = IN_PYTHON,
) -> Input:
    """The first half of `match`: read and recognise, nothing else. Raises as `match` does.

    asking: how id and columns were given for files, for errors and notes.
    """
    paths = paths_of(table)
    if paths is not None:
        records = records_in(paths)
        refuse_too_large(records, paths[0].name if len(paths) == 1 else f"{len(paths)} files")
        if records >= LOADED_BESIDE_MIN:
            Thread(target=_load_the_engine, daemon=True).start()
        return read_inputs(paths, id_column=id, columns=columns, asking=asking)
    arrow = arrow_of(cast(TableLike, table))
    refuse_too_large(arrow.num_rows, "the table")
    return records_of(arrow, id_column=id, columns=columns)


def _load_the_engine() -> None:
    """Import what `resolve_input` will, and let numba get ready, which it does for the first kernel that is called."""
    import_module("onefold.engine.resolve")
    from onefold.engine.normalise.text import fold

    fold(pa.array(["first"]))


def resolve_input(
    given: Input,
    *,
    region: str = "US",
    min_confidence: float = 0.5,
    judgements: TableLike | str | PathLike[str] | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    seconds: Mapping[str, float] | None = None,
) -> Resolution:
    """The second half of `match`. seconds: what was spent before, by stage."""
    # Late, because compiled code takes longer to import than most errors take to find.
    from onefold.engine.resolve import Config, resolve

    verdicts = None if judgements is None else _judgements(judgements)
    config = Config(region=region, threads=threads or cores(), min_confidence=min_confidence)
    watch = Stopwatch(progress, seconds or {})
    engine = resolve(given.records, config, verdicts, watch)
    return Resolution(engine, given.sources, watch.seconds)


class Stopwatch:
    """A progress that notes how long each stage takes, and passes it on as a share of the whole run."""

    def __init__(self, onward: Progress | None, seconds: Mapping[str, float]) -> None:
        self.seconds = dict(seconds)
        self._onward = onward
        self._running: tuple[str, float] | None = None

    def __call__(self, stage: str, share: float) -> None:
        """Stop the stage that was running and start this one."""
        now = perf_counter()
        if self._running:
            before, since = self._running
            self.seconds[before] = self.seconds.get(before, 0.0) + now - since
        self._running = (stage, now)
        if self._onward:
            self._onward(stage, READING_SHARE + (1 - READING_SHARE) * share)


def check_settings(min_confidence: float, threads: int | None) -> None:
    """Raise InputError for a setting outside of its range."""
    if not 0 <= min_confidence <= 1:
        raise InputError(f"min_confidence={min_confidence} must be between 0 and 1")
    if threads is not None and threads < 1:
        raise InputError(f"threads={threads} must be at least 1; leave it out to use all cores")


def paths_of(table: Any) -> list[Path] | None:
    """The paths if it is a path or a list of paths, else None."""
    if isinstance(table, str | PathLike):
        return [Path(table)]
    if isinstance(table, list | tuple) and table and all(isinstance(each, str | PathLike) for each in table):
        return [Path(each) for each in table]
    return None


def cores() -> int:
    """The cores this process may use: a container or taskset may allow fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _judgements(judgements: Any) -> pa.Table:
    paths = paths_of(judgements)
    return judgements_of(arrow_of(judgements)) if paths is None else read_judgements(paths[0])
