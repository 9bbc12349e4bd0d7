"""Compiled code on disk is used again exactly if nothing it was compiled from has changed."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numba.core.errors import TypingError

import onefold.engine.kernels
from onefold.engine import normalise
from onefold.engine.kernels.compiled import Dispatcher, digest, njit, prefetch

KERNELS = """
import numpy as np
from {source} import njit
import constants
from constants import FACTOR, TABLE
from helpers import helped

@njit(cache=True, nogil=True)
def weigh(x):
    return helped(x) * FACTOR + TABLE[1] + constants.OFFSET + 7
"""
HELPERS = """
from {source} import njit

@njit(cache=True, nogil=True)
def helped(x):
    return x + 100
"""
CONSTANTS = """
import numpy as np
FACTOR = 1000
OFFSET = 20
TABLE = np.array([3, 4])
"""
RUN = "import kernels; print(kernels.weigh(1), sum(kernels.weigh.stats.cache_hits.values()))"
AN_OLD_TIME = 1_580_601_600
"""2 February 2020: what reproducible wheels give every file."""


def write(folder: Path, source: str, *change: str) -> None:
    """The modules as an installation leaves them: at a fixed time; a change keeps the size of its file."""
    for name, text in (("kernels", KERNELS), ("helpers", HELPERS), ("constants", CONSTANTS)):
        path = folder / f"{name}.py"
        path.write_text(text.format(source=source).replace(*change) if change else text.format(source=source))
        os.utime(path, (AN_OLD_TIME, AN_OLD_TIME))


def run(folder: Path) -> tuple[int, int]:
    """What the kernel gives in a new process, and how often its code came from the disk."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, capture_output=True, text=True, check=True)
    result, hits = done.stdout.split()
    return int(result), int(hits)


CHANGES = [
    ("a literal of the kernel", ("OFFSET + 7", "OFFSET + 8"), 1),
    ("a literal of a kernel it calls", ("x + 100", "x + 200"), 100_000),
    ("a constant taken from another module", ("FACTOR = 1000", "FACTOR = 2000"), 101_000),
    ("a member of another module", ("OFFSET = 20", "OFFSET = 30"), 10),
    ("a table", ("[3, 4]", "[3, 9]"), 5),
]
BEFORE = 101_031


@pytest.mark.parametrize(("change", "difference"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_a_change_of_what_it_was_compiled_from_compiles_a_kernel_anew(
    change: tuple[str, str], difference: int, tmp_path: Path
) -> None:
    write(tmp_path, "onefold.engine.kernels.compiled")
    assert run(tmp_path) == (BEFORE, 0)
    assert run(tmp_path) == (BEFORE, 1)
    write(tmp_path, "onefold.engine.kernels.compiled", *change)
    assert run(tmp_path) == (BEFORE + difference, 0)


def modules() -> list[str]:
    folders = [Path(package.__path__[0]) for package in (onefold.engine.kernels, normalise)]
    return [f"onefold.engine.{folder.name}.{path.stem}" for folder in folders for path in sorted(folder.glob("*.py"))]


@pytest.mark.parametrize("module", modules())
def test_every_kernel_has_a_digest_and_this_cache(module: str) -> None:
    kernels = [each for each in vars(importlib.import_module(module)).values() if isinstance(each, Dispatcher)]
    assert len({digest(kernel.py_func) for kernel in kernels}) == len(kernels)
    assert {type(kernel._cache).__module__ for kernel in kernels} <= {"onefold.engine.kernels.compiled"}


LIMIT = 3
NAMES = ("a", ("b", 2.5), frozenset((1, 2)))
FOUND: dict[str, int] = {}


def test_constants_of_every_kind_count() -> None:
    def kernel(x: int) -> int:
        return LIMIT + len(NAMES) + int(np.uint64(x))

    before = digest(kernel)
    globals()["NAMES"] = ("a", ("b", 2.5), frozenset((1, 3)))
    digest.cache_clear()
    assert digest(kernel) != before


def test_a_global_that_could_change_unseen_is_refused() -> None:
    def kernel(x: str) -> int:
        return FOUND[x]

    with pytest.raises(TypeError, match="pass it as an argument"):
        digest(kernel)


@njit(cache=False, nogil=True)
def _sum_fetched_ahead(array, ahead):  # type: ignore[no-untyped-def]
    total = 0
    for row in range(array.shape[0]):
        for column in range(array.shape[1]):
            prefetch(array, row + ahead, column)
            total += array[row, column]
    return total


@pytest.mark.parametrize("ahead", [-1, 0, 3, 10**9])
@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.uint64])
def test_fetching_ahead_changes_nothing_even_outside_the_array(dtype: type, ahead: int) -> None:
    array = np.arange(35, dtype=dtype).reshape(5, 7)
    assert _sum_fetched_ahead(array, ahead) == 35 * 34 // 2
    assert array.tolist() == np.arange(35).reshape(5, 7).tolist()


def test_a_kernel_that_allocates_is_refused() -> None:
    @njit(nogil=True, cache=False)
    def kernel(length):  # type: ignore[no-untyped-def]
        return np.empty(length, np.int64)[0]

    with pytest.raises(TypingError):
        kernel(3)
