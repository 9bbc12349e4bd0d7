"""One heap for NumPy and Arrow, seen from outside: by the pages that the kernel has to give."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import resource
import numpy as np
import pyarrow as pa
from onefold.heap import share_one_heap

share_one_heap()
numbers = np.ones(({size} << 20) + 4096, dtype=np.uint8)
after_it = np.ones(1 << 20, dtype=np.uint8)
if {freed}:
    del numbers
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
buffer = pa.allocate_buffer({size} << 20)
np.frombuffer(buffer, np.uint8)[:] = 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the C library of GNU")


LEFT = """
import numpy as np
from onefold.heap import give_back, share_one_heap

def held():
    with open("/proc/self/statm") as sizes:
        return int(sizes.read().split()[1]) * 4096 >> 20

share_one_heap()
numbers = np.ones(100 << 20, dtype=np.uint8)
after_it = np.ones(1 << 20, dtype=np.uint8)
most = held()
del numbers
kept = held()
give_back()
print(most - kept, kept - held())
"""


def new_pages(megabytes: int, *, freed: bool) -> int:
    """How many pages Arrow needs anew for as much as NumPy has taken, and may have given back."""
    script = SCRIPT.format(size=megabytes, freed=freed)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return int(done.stdout)


def test_arrow_gets_the_memory_that_numpy_has_freed() -> None:
    again, anew = (new_pages(64, freed=freed) for freed in (True, False))
    assert again < anew / 10


def test_the_largest_arrays_have_pages_of_their_own_and_give_them_back() -> None:
    again, anew = (new_pages(256, freed=freed) for freed in (True, False))
    assert again > anew / 2


def test_what_the_heap_keeps_is_given_back_on_request() -> None:
    done = subprocess.run([sys.executable, "-c", LEFT], capture_output=True, text=True, check=True)
    by_itself, on_request = map(int, done.stdout.split())
    assert by_itself < 10
    assert on_request > 90
