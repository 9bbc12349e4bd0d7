"""How a process that matches tables holds its memory. Only the C library of GNU is asked; elsewhere nothing changes."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Final

OWN_PAGES_BYTES: Final = 128 << 20
"""Arrays of this size get pages of their own: of smaller ones, what is free between others is soon used again."""

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # malloc.h


def share_one_heap() -> None:
    """Let NumPy and Arrow use one heap, which keeps what they free; for a process of our own, at its beginning.

    By default either gives freed memory back, and gets it again as new pages that the kernel fills with zeros. At five
    million records that was 11 to 14 of 60 s of processor time, and is 8; at one million the peak is a tenth lower.
    """
    adjust = _of_the_c_library("mallopt")
    if adjust is None:
        return
    import pyarrow as pa

    adjust(_ARENA_MAX, 1)
    adjust(_MMAP_THRESHOLD, OWN_PAGES_BYTES)
    adjust(_TRIM_THRESHOLD, 2**31 - 1)
    pa.set_memory_pool(pa.system_memory_pool())


def give_back() -> None:
    """Return what the heap keeps to the system, when nothing like the last table is to come soon. About .1 s a GB."""
    trim = _of_the_c_library("malloc_trim")
    if trim is not None:
        trim(0)


def _of_the_c_library(name: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
