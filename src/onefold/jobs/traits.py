"""What the groups of a run can be filtered by when people look at them (see store.traits)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from onefold.store.filling import TRAITS
from onefold.store.reading import SOURCES
from onefold.store.traits import COMPARED, differs_in
from onefold.tables import ADDRESS_PARTS, ADDRESSES


def with_traits(groups: pa.Table, member_rows: npt.NDArray[np.int32], records: pa.Table) -> pa.Table:
    """Groups with the column TRAITS. groups: tables.MATCHES. member_rows: of each member its row of the records.
    records: the profiles as they were read (reading.RECORDS).

    Some 0.2 s for each attribute that 600,000 members have.
    """
    if not len(groups):
        return groups.append_column(TRAITS, pa.array([], pa.int64()))
    sizes, rows = pc.list_value_length(groups["profile_ids"]).to_numpy(), pa.array(member_rows)
    begins = np.cumsum(sizes) - sizes
    found = np.bitwise_or.reduceat(records[SOURCES].combine_chunks().take(rows).to_numpy(), begins)
    for attribute in COMPARED:
        texts = _texts(records, attribute)
        if texts is not None:
            found |= np.where(_differing(texts.take(rows), begins), differs_in(attribute), 0)
    return groups.append_column(TRAITS, pa.array(found))


def _texts(records: pa.Table, attribute: str) -> pa.Array | None:
    """The values of an attribute, an address as one text; None if no record has one."""
    parts = [f"{attribute}.{part}" for part in ADDRESS_PARTS] if attribute in ADDRESSES else [attribute]
    columns = [records[part].combine_chunks() for part in parts if part in records.column_names]
    if len(columns) < 2:
        return columns[0] if columns else None
    joined = pc.binary_join_element_wise(*columns, "\n", null_handling="replace", null_replacement="")
    empty = pa.scalar("\n" * (len(columns) - 1))
    return pc.if_else(pc.equal(joined, empty), pa.scalar(None, pa.string()), joined)


def _differing(texts: pa.Array, begins: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether the texts of each group that are there are not all the same."""
    codes = texts.dictionary_encode().indices
    least = np.minimum.reduceat(pc.fill_null(codes, np.iinfo(np.int32).max).to_numpy(), begins)
    most = np.maximum.reduceat(pc.fill_null(codes, -1).to_numpy(), begins)
    return np.asarray(least < most)
