"""Many profiles at once: out as Arrow for the engine, in by the thousands."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from typing import Final, NamedTuple
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj
from adbc_driver_postgresql import dbapi as postgresql
from sqlalchemy import URL, bindparam, select

from onefold.store import history, keys, rule_sets
from onefold.store import origins as origins_
from onefold.store.database import is_sqlite
from onefold.store.origins import Origin
from onefold.store.tables import PROFILE_KEYS, PROFILES
from onefold.store.traits import has_values_from
from onefold.store.transaction import Tx, insert_many, new_ids
from onefold.tables import ADDRESS_PARTS, ADDRESSES, ATTRIBUTES, PROFILE_ID

BATCH_ROWS: Final = 8_192
"""Profiles in a batch: of 250 kB each, the most there can be, they still fit the 2 GB of an Arrow string column."""
AHEAD_MAX: Final = 4
"""Batches that are read while one is parsed."""
_BLOCK_BYTES: Final = 16 << 20
"""A block of JSON must hold a whole document, and one is at most 250 kB."""

_TOP: Final = [name for name in ATTRIBUTES if "." not in name]
_ADDRESS: Final = pa.struct([(part, pa.string()) for part in ADDRESS_PARTS])
_DOCUMENT: Final = pa.schema([*((name, pa.string()) for name in _TOP), *((name, _ADDRESS) for name in ADDRESSES)])
UPDATED_AT: Final = "updated_at"
RECORDS: Final = pa.schema(
    [(PROFILE_ID, pa.string()), (UPDATED_AT, pa.int64()), *((name, pa.string()) for name in ATTRIBUTES)]
)
"""What the engine reads of a profile, and when that was last changed."""


def records(url: URL, domain_id: int) -> Iterator[pa.RecordBatch]:
    """All profiles of a domain as of one moment, in batches of RECORDS, the oldest first.

    The documents are parsed by Arrow, on a core of its own: no Python object is made for a value. Some 5 s for a
    million profiles.
    """
    batches = (_from_sqlite if is_sqlite(url) else _from_postgresql)(url, statement_of(domain_id))
    with ThreadPoolExecutor(1, "onefold-parse") as beside:
        parsing: deque[Future[pa.RecordBatch]] = deque()
        for batch in batches:
            if batch.num_rows:
                parsing.append(beside.submit(_parsed, batch))
            if len(parsing) > AHEAD_MAX:
                yield parsing.popleft().result()
        while parsing:
            yield parsing.popleft().result()


def statement_of(domain_id: int) -> str:
    """What reads them: by id, which begins with the time, so that an index and nearly the table have that order too and
    a million documents need not be sorted."""
    return f"SELECT profile_id, updated_at, document FROM profiles WHERE domain_id = {domain_id:d} ORDER BY profile_id"


def sources(url: URL, domain_id: int, object_types: Sequence[str]) -> pa.Table:
    """Where the values of the profiles of a domain are from: `profile_id` and `bits`, see store.traits.

    Some 2 s for a million profiles.
    """
    statement = (
        f"SELECT profile_id, updated_at, origins FROM profiles WHERE domain_id = {domain_id:d} ORDER BY profile_id"
    )
    found = [
        pa.record_batch([batch.column(0), _source_bits(batch.column(2), object_types)], [PROFILE_ID, "bits"])
        for batch in (_from_sqlite if is_sqlite(url) else _from_postgresql)(url, statement)
    ]
    return pa.Table.from_batches(found, pa.schema([(PROFILE_ID, pa.string()), ("bits", pa.int64())]))


def _source_bits(origins: pa.Array, object_types: Sequence[str]) -> pa.Array:
    found = np.zeros(len(origins), np.int64)
    for name in object_types:
        named = pc.match_substring(origins, f'"{name}"').to_numpy(zero_copy_only=False)
        found |= np.where(named, has_values_from(name), 0)
    return pa.array(found)


def _from_sqlite(url: URL, statement: str) -> Iterator[pa.RecordBatch]:
    """By Python's SQLite, which also writes. ADBC has a copy of its own, and when one copy closes a file, the system
    takes away all locks that the process has on it: what another thread is writing is torn by other processes."""
    with closing(sqlite3.connect(f"file:{quote(str(url.database))}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(statement)
        while rows := cursor.fetchmany(BATCH_ROWS):
            ids, updated, documents = zip(*rows, strict=True)
            columns = [pa.array(ids, pa.string()), pa.array(updated, pa.int64()), pa.array(documents, pa.string())]
            yield pa.RecordBatch.from_arrays(columns, [PROFILE_ID, UPDATED_AT, "document"])


def _from_postgresql(url: URL, statement: str) -> Iterator[pa.RecordBatch]:
    where = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(postgresql.connect(where)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        yield from cursor.fetch_record_batch()


def _parsed(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The documents of a batch as columns."""
    documents = batch.column(2)
    whole = pa.ListArray.from_arrays(pa.array([0, len(documents)], pa.int32()), documents)
    lines = pc.binary_join(whole, "\n")[0].as_buffer()
    table = pj.read_json(
        pa.BufferReader(lines),
        read_options=pj.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES),
        parse_options=pj.ParseOptions(explicit_schema=_DOCUMENT, unexpected_field_behavior="ignore"),
    ).combine_chunks()
    columns = [batch.column(0), batch.column(1), *(table[name].combine_chunks() for name in _TOP)]
    for name in ADDRESSES:
        address = table[name].combine_chunks()
        columns += [pc.struct_field(address, [number]) for number in range(len(ADDRESS_PARTS))]
    return pa.RecordBatch.from_arrays(columns, schema=RECORDS)


class NewProfiles(NamedTuple):
    """Profiles to import. documents: compact JSON in Amazon's form, without ProfileId. keys: their search keys, each a
    name, a value and the place of its profile among them; ascending, and none twice."""

    documents: Sequence[str]
    keys: Sequence[tuple[str, str, int]]


_ROWS: Final = select(PROFILES.c.profile_id, PROFILES.c.id).where(
    PROFILES.c.domain_id == bindparam("domain_id"), PROFILES.c.profile_id.between(bindparam("a"), bindparam("z"))
)


def add_profiles(tx: Tx, domain_id: int, new: NewProfiles, origin: Origin, by: str, at: int) -> list[str]:
    """Store many profiles, all of one origin, with their keys and history. Returns their ids in the given order.

    Their rule keys are made later, as those of profiles that were there before the rules.

    A few thousand at a time, as the writer is taken for 20 us a profile.
    """
    if not new.documents:
        return []
    ids = new_ids(at, len(new.documents))
    whence = origins_.written({"": origin})
    documents = (
        (domain_id, one, document, whence, len(document.encode()), at, at)
        for one, document in zip(ids, new.documents, strict=True)
    )
    columns = ("domain_id", "profile_id", "document", "origins", "size", "created_at", "updated_at")
    insert_many(tx, PROFILES, columns, documents)
    # Others may have made profiles in the same millisecond, whose ids are between these.
    found = tx.execute(_ROWS, {"domain_id": domain_id, "a": ids[0], "z": ids[-1]})
    rows = {row.profile_id: row.id for row in found}
    in_order = [rows[one] for one in ids]
    # In the order of the index, which is then walked once and not searched for every key.
    held = ((domain_id, name, value, in_order[place], keys.ATTRIBUTE) for name, value, place in new.keys)
    insert_many(tx, PROFILE_KEYS, ("domain_id", "name", "value", "profile", "object"), held)
    rule_sets.fall_behind(tx, domain_id, min(in_order))
    history.add_created(tx, domain_id, ids, by, at)
    return ids
