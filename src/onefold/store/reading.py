"""All profiles of a domain as Arrow, for the engine."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import lru_cache
from itertools import compress
from typing import Final, NamedTuple
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj
from sqlalchemy import URL

from onefold.store.database import is_sqlite
from onefold.store.traits import has_values_from
from onefold.tables import ADDRESS_PARTS, ADDRESSES, ATTRIBUTES, GENDER_TEXT, PROFILE_ID

BATCH_ROWS: Final = 2_048
"""Profiles in a batch: of 250 kB each, the most there can be, they still fit the 1 GB of a text of SQLite."""
PARSERS: Final = 2
"""Threads that parse while batches are read: reading a batch takes a third of the time of parsing it."""
AHEAD_MAX: Final = 4
"""Batches that are read before the first of them is parsed."""
_BLOCK_BYTES: Final = 16 << 20
"""A block of JSON must hold a whole document, and one is at most 250 kB."""

_TOP: Final = [name for name in ATTRIBUTES if "." not in name]
_TEXTS: Final = [*_TOP, GENDER_TEXT]
_MEMBERS: Final = (*_TEXTS, *ADDRESSES, *ADDRESS_PARTS)
_TAIL: Final = 8
_TAILS: Final = [f'"{name}'.encode()[-_TAIL:] for name in _MEMBERS]
_TAIL_SHIFTS: Final = np.array([8 * (_TAIL - len(tail)) for tail in _TAILS], np.uint64)
_TAIL_CODES: Final = np.array([int.from_bytes(tail, "little") for tail in _TAILS], np.uint64)
UPDATED_AT: Final = "updated_at"
SOURCES: Final = "sources"
RECORDS: Final = pa.schema(
    [
        (PROFILE_ID, pa.string()), (UPDATED_AT, pa.int64()), (SOURCES, pa.int64()),
        *((name, pa.string()) for name in ATTRIBUTES),
    ]
)  # fmt: skip
"""What the engine reads of a profile, when that was last changed, and the bits of where its values are from (see
store.traits)."""


class _Batch(NamedTuple):
    """Profiles as they are stored. documents: a line of JSON each. origins: empty texts if nobody asked for them."""

    profile_ids: pa.StringArray
    updated_at: pa.Int64Array
    documents: pa.Buffer
    origins: pa.StringArray


def records(url: URL, domain_id: int, object_types: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
    """All profiles of a domain as of one moment, in batches of RECORDS, the oldest first.

    object_types: those that values can be from; none without them. The documents are parsed by Arrow, on two cores: no
    Python object is made for a value. Some 3 s for a million profiles on two cores.
    """
    batches = (_from_sqlite if is_sqlite(url) else _from_postgresql)(url, domain_id, bool(object_types))
    with ThreadPoolExecutor(PARSERS, "onefold-parse") as beside:
        parsing: deque[Future[pa.RecordBatch]] = deque()
        for batch in batches:
            parsing.append(beside.submit(_parsed, batch, object_types))
            if len(parsing) > AHEAD_MAX:
                yield parsing.popleft().result()
        while parsing:
            yield parsing.popleft().result()


def statement_of(domain_id: str, origins: bool) -> str:
    """What reads the profiles of a domain: by id, which begins with the time, so that an index and nearly the table
    have that order too and a million documents need not be sorted."""
    named = "origins" if origins else "'' AS origins"
    return f"SELECT profile_id, updated_at, document, {named} FROM profiles WHERE domain_id = {domain_id}"


def sqlite_statement(origins: bool) -> str:
    """A batch in one row: SQLite puts a thousand profiles together before Python hears of them, which takes half the
    time of handing them over one by one, and no thread waits for Python meanwhile.

    No value has a line break: JSON escapes it. All columns are put together in the same order.
    """
    inner = f"{statement_of(':domain_id', origins)} AND profile_id > :after ORDER BY profile_id LIMIT {BATCH_ROWS}"
    ids, updated_at, documents, origin = (
        f"group_concat({name}, char(10))" for name in (PROFILE_ID, UPDATED_AT, "document", "origins")
    )
    return f"SELECT {ids}, {updated_at}, CAST({documents} AS BLOB), {origin} FROM ({inner})"


def _from_sqlite(url: URL, domain_id: int, origins: bool) -> Iterator[_Batch]:
    """By Python's SQLite, which also writes. ADBC has a copy of its own, and when one copy closes a file, the system
    takes away all locks that the process has on it: what another thread is writing is torn by other processes."""
    statement, after = sqlite_statement(origins), ""
    with closing(sqlite3.connect(f"file:{quote(str(url.database))}?mode=ro", uri=True)) as connection:
        connection.execute("BEGIN")
        while True:
            values = {"domain_id": domain_id, "after": after}
            ids, updated_at, documents, origin = connection.execute(statement, values).fetchone()
            if ids is None:
                return
            batch = _Batch(_lines(ids), _lines(updated_at).cast(pa.int64()), pa.py_buffer(documents), _lines(origin))
            yield batch
            after = batch.profile_ids[-1].as_py()


def _lines(text: str) -> pa.StringArray:
    return pc.split_pattern(pa.array([text]), "\n").flatten()


def _from_postgresql(url: URL, domain_id: int, origins: bool) -> Iterator[_Batch]:
    from adbc_driver_postgresql import dbapi as postgresql  # takes a third of a second, which SQLite needs not wait for

    where = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(postgresql.connect(where)) as connection, connection.cursor() as cursor:
        cursor.execute(f"{statement_of(str(domain_id), origins)} ORDER BY profile_id")
        for batch in cursor.fetch_record_batch():
            if batch.num_rows:
                ids, updated_at, documents, origin = batch.columns
                whole = pa.ListArray.from_arrays(pa.array([0, len(documents)], pa.int32()), documents)
                yield _Batch(ids, updated_at, pc.binary_join(whole, "\n")[0].as_buffer(), origin)


def _parsed(batch: _Batch, object_types: Sequence[str]) -> pa.RecordBatch:
    """A batch as columns."""
    members = _members(batch.documents)
    table = pj.read_json(
        pa.BufferReader(batch.documents),
        read_options=pj.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES),
        parse_options=pj.ParseOptions(explicit_schema=_schema(members), unexpected_field_behavior="ignore"),
    ).combine_chunks()
    found = dict(zip(table.column_names, (column.combine_chunks() for column in table.columns), strict=True))
    for name in ADDRESSES & found.keys():
        address = found.pop(name)
        found |= {f"{name}.{part.name}": pc.struct_field(address, [at]) for at, part in enumerate(address.type)}
    if GENDER_TEXT in found:
        found["Gender"] = pc.coalesce(*(found[name] for name in ("Gender", GENDER_TEXT) if name in found))
    absent = pa.nulls(len(batch.profile_ids), pa.string())
    columns = [batch.profile_ids, batch.updated_at, _source_bits(batch.origins, object_types)]
    columns += [found.get(name, absent) for name in ATTRIBUTES]
    return pa.RecordBatch.from_arrays(columns, schema=RECORDS)


@lru_cache(maxsize=256)
def _schema(members: frozenset[str]) -> pa.Schema:
    """What to read of documents with these members: Arrow takes twice as long to find that forty more are absent."""
    address = pa.struct([(name, pa.string()) for name in ADDRESS_PARTS if name in members])
    top = [(name, pa.string()) for name in _TEXTS if name in members]
    return pa.schema([*top, *((name, address) for name in ADDRESSES if name in members)])


def _members(documents: pa.Buffer) -> frozenset[str]:
    """The members that some documents have, of those that are read; maybe also some that they only seem to have.

    A member is told by the last eight bytes of its name, or of a shorter one and the quote before it, as one number.
    What stands before `":` is looked at, and before every other colon.
    """
    data = np.frombuffer(documents, np.uint8)
    colons = np.flatnonzero(data[_TAIL + 1 :] == ord(":"))
    tails = np.unique(np.ndarray(max(0, len(data) - _TAIL), "<u8", data, strides=(1,))[colons])
    there = (tails[:, None] >> _TAIL_SHIFTS == _TAIL_CODES).any(axis=0)
    return frozenset(compress(_MEMBERS, there))


def _source_bits(origins: pa.StringArray, object_types: Sequence[str]) -> pa.Int64Array:
    found = np.zeros(len(origins), np.int64)
    for name in object_types:
        named = pc.match_substring(origins, f'"{name}"').to_numpy(zero_copy_only=False)
        found |= np.where(named, has_values_from(name), 0)
    return pa.array(found)
