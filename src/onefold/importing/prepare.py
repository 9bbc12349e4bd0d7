"""From a file to profiles that are ready to be stored: the work that takes a processor, and needs no database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc

from onefold.files import BY_THE_HEADER, read_inputs
from onefold.importing.checks import bad_rows
from onefold.importing.columns import FULL_NAME, Place, is_member, places
from onefold.importing.heading import Heading
from onefold.importing.names import split_name
from onefold.store.bulk import NewProfiles
from onefold.writing.documents import in_order
from onefold.writing.search_keys import keys_of

PIECE_ROWS: Final = 5_000
"""Profiles in one transaction: other writers wait some 150 ms for it. Fewer would write the pages of the search keys,
which come in no order, more often."""
BLOCK_ROWS: Final = 100_000
"""Records that are brought into the order of their names, so that the keys of a piece lie side by side."""
_ORDER: Final = (FULL_NAME, "FirstName", "LastName", "EmailAddress")


def prepare(path: Path, start: Callable[[Heading], int | None]) -> Iterator[NewProfiles]:
    """Read a table and give its profiles by pieces, bad rows left out; the same file gives the same pieces.

    start: is told what was read, and says how many profiles to leave out because they are stored already, or None to
    stop. Raises InputError for what is no table of customers.
    """
    records, heading, mapping = _read(path)
    begin = start(heading)
    if begin is None:
        return
    plan = places(records.column_names, mapping)
    for block in range(0, records.num_rows, BLOCK_ROWS):
        ordered = _ordered(records.slice(block, BLOCK_ROWS)) if begin < block + BLOCK_ROWS else records.slice(0, 0)
        for first in range(max(begin - block, 0), ordered.num_rows, PIECE_ROWS):
            yield _piece(list(documents(ordered.slice(first, PIECE_ROWS), plan)))


def _ordered(records: pa.Table) -> pa.Table:
    by = [(name, "ascending") for name in _ORDER if name in records.column_names]
    return records.take(pc.sort_indices(records, sort_keys=by)) if by else records


def _read(path: Path) -> tuple[pa.Table, Heading, Sequence[tuple[str, str]]]:
    # among others: those that the domain has
    found = read_inputs([path], asking=BY_THE_HEADER, among_others=True, beside=is_member)
    records, (report,) = found.records, found.sources
    bad = bad_rows(records, report)
    if len(bad.rows):
        kept = np.ones(records.num_rows, dtype=bool)
        kept[bad.rows] = False
        records = records.filter(pa.array(kept))
    columns = tuple((column, attribute) for attribute, column in report.mapping)
    notes = tuple(note for note in report.notes if report.skipped is None or note != report.skipped.note)
    heading = Heading(records.num_rows, columns, report.ignored, notes, bad.total, bad.said)
    return records, heading, report.mapping


def documents(records: pa.Table, plan: Sequence[Place]) -> Iterator[dict[str, Any]]:
    """The documents of records, members in the order of a profile's."""
    rows = zip(*(records[place.column].to_pylist() for place in plan), strict=True) if plan else repeat(())
    full = records[FULL_NAME].to_pylist() if FULL_NAME in records.column_names else repeat(None)
    targets = [(place.member, place.part) for place in plan]
    for _, row, name in zip(range(records.num_rows), rows, full, strict=False):
        document = _document(targets, row)
        yield _named(document, name) if name else document


def _document(targets: Sequence[tuple[str, str | None]], row: Sequence[str | None]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for (member, part), value in zip(targets, row, strict=True):
        if value:
            if part is None:
                document[member] = value
            else:
                document.setdefault(member, {})[part] = value
    return document


def _named(document: dict[str, Any], full: str) -> dict[str, Any]:
    """A whole name fills first and last name, unless the record has one of them by itself."""
    if "FirstName" in document or "LastName" in document:
        return document
    names = dict(zip(("FirstName", "LastName"), split_name(full), strict=True))
    return in_order({**document, **{name: text for name, text in names.items() if text}})


def _piece(found: Sequence[Mapping[str, Any]]) -> NewProfiles:
    keys = ((name, value, place) for place, document in enumerate(found) for name, value in keys_of(document))
    return NewProfiles([orjson.dumps(document).decode() for document in found], sorted(keys))
