"""Stable ids of groups: a hash of the ids of the members, so an unchanged group keeps its id from run to run."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.engine.coded import hashes_of
from onefold.engine.kernels.columns import hex_ids, mix_all


def match_ids(profile_ids: pa.StringArray, label: NDArray[np.int32]) -> pa.StringArray:
    """32 hex characters per row, equal within a cluster: 128 bits over the set of its members' ids. O(rows).

    Half of them from a hash of the ids, half from a hash that begins in another state: two ids that collide in one do
    not in the other.
    """
    sums = []
    for member in (hashes_of(profile_ids), hashes_of(pc.binary_join_element_wise("~", profile_ids, ""))):
        total = np.zeros(len(label), dtype=np.uint64)
        np.add.at(total, label, member)
        mix_all(total, np.uint64(0xD1B54A32D192ED03))
        sums.append(total[label])
    text = np.empty(32 * len(label), dtype=np.uint8)
    hex_ids(sums[0], sums[1], text)
    offsets = np.arange(0, 32 * len(label) + 1, 32, dtype=np.int32)
    return pa.StringArray.from_buffers(len(label), pa.py_buffer(offsets), pa.py_buffer(text))
