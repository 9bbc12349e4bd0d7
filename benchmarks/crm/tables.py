"""Chunks of people become one shuffled table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.crm.people import draw_people
from benchmarks.crm.records import draw_records
from benchmarks.crm.sources import SOURCES
from benchmarks.crm.styles import STYLES, Style
from benchmarks.crm.vectors import Rng, Texts, present, texts
from benchmarks.crm.world import World, build_world
from benchmarks.crm.written_contacts import EMAIL_SLOTS, PHONE_SLOTS, write_emails_of, write_phones_of
from benchmarks.crm.written_facts import (
    write_accounts,
    write_addresses,
    write_birth_dates,
    write_companies,
    write_genders,
)
from benchmarks.crm.written_names import lose_names, write_names

CHUNK_ROWS = 100_000
ENTITIES_PER_CHUNK = 1 << 20  # room for the people of a chunk: entity ids do not meet

ATTRIBUTES = (
    "FirstName", "MiddleName", "LastName", "BusinessName", "BirthDate", "Gender", *PHONE_SLOTS, *EMAIL_SLOTS,
    "Address_Address1", "Address_City", "Address_State", "Address_PostalCode", "Address_Country", "AccountNumber",
)  # fmt: skip
SCHEMA = pa.schema(
    [
        ("profile_id", pa.string()),
        ("entity_id", pa.int64()),
        ("source", pa.string()),
        *((a, pa.string()) for a in ATTRIBUTES),
    ]
)


def generate(rows: int, seed: int, style: str = "mixed") -> pa.Table:
    """A CRM table with its truth: SCHEMA, `rows` rows in random order; records of one person share `entity_id`.

    The same rows, seed and style give the same table everywhere; another seed gives other people, places, companies and
    rare names. About 20 s and 0.4 GB per million rows. Raises ValueError for no rows or an unknown style.
    """
    if style not in STYLES:
        raise ValueError(f"style={style!r} is none of {', '.join(STYLES)}.")
    if rows < 1:
        raise ValueError(f"rows={rows} must be 1 or more.")
    kind = STYLES[style]
    background, order, *chunks = np.random.SeedSequence(seed).spawn(2 + -(-rows // CHUNK_ROWS))
    world = build_world(np.random.default_rng(background), rows, kind)
    parts = [
        _chunk(np.random.default_rng(own), world, kind, min(CHUNK_ROWS, rows - i * CHUNK_ROWS), i * ENTITIES_PER_CHUNK)
        for i, own in enumerate(chunks)
    ]
    return _shuffle(parts, np.random.default_rng(order))


def write_parquet(table: pa.Table, out: Path, truth: Path | None = None) -> None:
    """Write a table in row groups; with `truth`, its entity ids go there (profile_id, entity_id) instead."""
    if truth is not None:
        pq.write_table(table.select(["profile_id", "entity_id"]), truth, row_group_size=CHUNK_ROWS)
        table = table.drop_columns(["entity_id"])
    pq.write_table(table, out, row_group_size=CHUNK_ROWS)


def _shuffle(parts: list[pa.Table], rng: Rng) -> pa.Table:
    """All rows in random order, column by column so that only one is held twice; empties `parts`."""
    table = pa.concat_tables(parts)
    parts.clear()
    order = pa.array(rng.permutation(table.num_rows))
    columns = []
    for name in SCHEMA.names:
        columns.append(table.column(name).combine_chunks().take(order))
        table = table.drop_columns([name])
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _chunk(rng: Rng, world: World, style: Style, rows: int, first_entity: int) -> pa.Table:
    """The records of some people who live near each other, in order of the people."""
    # 3 % and 200 more than expected: twelve standard deviations at 100,000 rows; as many as rows always suffice
    people = draw_people(rng, world, style, min(rows, int(rows / style.records_mean * 1.03) + 200))
    records = draw_records(rng, people, style, rows)
    columns: dict[str, Texts] = {
        **write_names(rng, world, people, records),
        **write_phones_of(rng, world, people, records),
        **write_emails_of(rng, world, people, records),
        **write_addresses(rng, world, people, records),
        "BusinessName": write_companies(rng, world, people, records),
        "BirthDate": write_birth_dates(rng, people, records),
        "Gender": write_genders(rng, people, records),
        "AccountNumber": write_accounts(people, records, first_entity),
        "profile_id": _ids(rng, rows),
        "source": texts(source.name for source in SOURCES)[records.source],
    }
    reachable = np.any([present(columns[slot]) for slot in (*PHONE_SLOTS, *EMAIL_SLOTS)], axis=0)
    lose_names(rng, records, columns, reachable)
    arrays = {name: pa.array(column, pa.string()) for name, column in columns.items()}
    arrays["entity_id"] = pa.array(records.person + first_entity)
    return pa.table([arrays[name] for name in SCHEMA.names], schema=SCHEMA)


def _ids(rng: Rng, n: int) -> Texts:
    """n random profile ids of 32 hexadecimal digits."""
    digits = rng.bytes(16 * n).hex()
    return texts(digits[start : start + 32] for start in range(0, 32 * n, 32))
