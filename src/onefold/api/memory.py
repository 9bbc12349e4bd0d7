"""Refuses a table that will not fit before any work is done, instead of being killed half-way."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from onefold.errors import MemoryLimitError

BYTES_PER_RECORD: Final = 850
"""Measured with `make bench`: at its peak a run holds 8.4 GB for ten million records of the CRM table."""
SAMPLE_BYTES: Final = 1 << 20
CGROUPS: Final = Path("/sys/fs/cgroup")


def refuse_too_large(records: int, name: str, available: int | None = None) -> None:
    """Raise MemoryLimitError if so many records need more bytes than are available (default: what this process may
    still take)."""
    available = available_bytes() if available is None else available
    needed = records * BYTES_PER_RECORD
    if available is not None and needed > available:
        raise MemoryLimitError(
            f"{name}: {records:,} records need about {_gigabytes(needed)} of memory, but only "
            f"{_gigabytes(available)} are available. Run it where there is more memory, raise the limit of this "
            "process or container, or match a part of the table"
        )


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"


def records_in(paths: Sequence[Path]) -> int:
    """About how many records the files hold: exact for Parquet, else by size and the length of the first lines.

    A file that cannot be read counts nothing: its reader says why. Costs milliseconds.
    """
    return sum(_records_in(path) for path in paths)


def _records_in(path: Path) -> int:
    if not path.is_file():  # nothing is taken out of a pipe
        return 0
    try:
        with path.open("rb") as file:
            magic = file.read(4)
        if magic == b"PAR1":
            return int(pq.ParquetFile(path).metadata.num_rows)
        return _lines_in(path, packed=magic[:2] == b"\x1f\x8b")
    except (OSError, EOFError, pa.ArrowInvalid):
        return 0


def _lines_in(path: Path, *, packed: bool) -> int:
    with path.open("rb") as file, gzip.open(file) if packed else file as lines:
        sample = lines.read(SAMPLE_BYTES)
        share_read = file.tell() / max(path.stat().st_size, 1)
    return int(sample.count(b"\n") / max(share_read, 1e-9))


def available_bytes() -> int | None:
    """Bytes this process may still take: free memory, limits of its containers, its own limit. None = not known."""
    known = [limit for limit in (_free(), *_free_in_cgroups(), _left_of_own_limit()) if limit is not None]
    return max(min(known), 0) if known else None


def _free() -> int | None:
    try:
        with Path("/proc/meminfo").open(encoding="ascii") as lines:
            return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration):
        return _installed()


def _installed() -> int | None:
    """Where the system does not say what is free: macOS has sysconf, Windows neither."""
    if not hasattr(os, "sysconf") or "SC_PHYS_PAGES" not in os.sysconf_names:
        return None
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _free_in_cgroups() -> Iterator[int]:
    """What every control group around this process leaves; version 2 by its path and those above, 1 at its root."""
    for folder in _cgroup_folders():
        limit, used = _number(folder / "memory.max"), _number(folder / "memory.current")
        if limit is not None and used is not None:
            yield limit - used + _file_cache(folder)
    old = CGROUPS / "memory"
    limit, used = _number(old / "memory.limit_in_bytes"), _number(old / "memory.usage_in_bytes")
    if limit is not None and used is not None:
        yield limit - used + _file_cache(old)


def _cgroup_folders() -> Iterator[Path]:
    try:
        groups = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    own = next((line.removeprefix("0::/") for line in groups if line.startswith("0::/")), None)
    if own is not None:
        folder = CGROUPS / own
        yield from (folder, *(above for above in folder.parents if above.is_relative_to(CGROUPS)))


def _number(path: Path) -> int | None:
    """The number in a file of the kernel; None if there is no such file or no limit ("max")."""
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _file_cache(folder: Path) -> int:
    """Pages of files count as used, but the kernel gives them up when memory is asked for."""
    try:
        lines = (folder / "memory.stat").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(("file ", "cache "))), 0)


def _left_of_own_limit() -> int | None:
    """What `ulimit -v` leaves. It counts addresses, taken or only reserved."""
    try:
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        if limit == resource.RLIM_INFINITY:
            return None
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return limit - pages * resource.getpagesize()
    except (ImportError, OSError):
        return None
