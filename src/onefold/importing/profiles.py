"""Importing a table into a domain: checked in full, then stored piece by piece, each piece and its count in one commit.

So that requests are answered meanwhile, an import is many transactions. What it has stored stays when it breaks off,
and the same table sent again goes on from there: it is known by its content, so nothing is stored twice. After its end
the same table again stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.importing.heading import Heading
from onefold.importing.process import prepared
from onefold.store import Store, Tx, audit, bulk, domains, imports
from onefold.store.bulk import NewProfiles
from onefold.store.domains import Domain
from onefold.store.imports import Import
from onefold.store.origins import Origin

OPERATION = "ImportProfiles"


@dataclass(frozen=True)
class Target:
    """Where a table goes, and in whose name. now: in milliseconds."""

    store: Store
    domain: Domain
    by: str
    now: Callable[[], int]


@dataclass(frozen=True)
class Imported:
    """heading: what was read. added: how many profiles this import has stored; the others were there already."""

    import_id: str
    heading: Heading
    added: int


def import_table(target: Target, path: Path, import_id: str, skip_bad_rows: bool) -> Imported:
    """Store the records of a file as profiles. import_id: 32 hexadecimal characters that stand for its content.

    Raises InputError for what is no table of customers and BadRequestError, unless they are to be skipped, for bad
    rows: then nothing was stored. Also BadRequestError when the same table is being imported by another request, and
    ResourceNotFoundError when the domain is deleted meanwhile.
    """
    work = _Work(target, import_id, skip_bad_rows)
    with prepared(path, work.start) as pieces:
        return work.store(pieces)


class _Work:
    """An import while it runs."""

    def __init__(self, target: Target, import_id: str, skip_bad_rows: bool) -> None:
        self._target = target
        self._import_id = import_id
        self._skip_bad_rows = skip_bad_rows
        self._heading: Heading | None = None
        self._state: Import | None = None

    def start(self, heading: Heading) -> int | None:
        """What was read is known: find out what is left to do."""
        if heading.bad and not self._skip_bad_rows:
            raise BadRequestError(_refusal(heading))
        self._heading, target = heading, self._target
        self._state = target.store.write(
            lambda tx: imports.begin(tx, target.domain.id, self._import_id, heading.profiles, target.now())
        )
        return None if self._state.done else self._state.stored

    def store(self, pieces: Iterator[NewProfiles]) -> Imported:
        """Store the pieces as they come."""
        added = 0
        for piece in pieces:
            self._state = self._target.store.write(partial(self._add, piece=piece))
            added += len(piece.documents)
        assert self._heading is not None, "start was called before the first piece or the end"
        return Imported(self._import_id, self._heading, added)

    def _add(self, tx: Tx, piece: NewProfiles) -> Import:
        target, now = self._target, self._target.now()
        assert self._state is not None, "start was called before the first piece"
        if domains.by_id(tx, target.domain.id) is None:
            raise ResourceNotFoundError(f"Domain {target.domain.name} does not exist")
        state = imports.advance(tx, self._state, len(piece.documents), now)
        if state is None:
            raise BadRequestError(
                "The same table is being imported by another request; ask again when that one is answered"
            )
        bulk.add_profiles(tx, target.domain.id, piece, Origin(now, ""), target.by, now)
        if state.done:
            named = {"DomainName": target.domain.name, "ImportId": self._import_id, "ProfileCount": state.profiles}
            audit.add(tx, now, target.by, OPERATION, named)
        return state


def _refusal(heading: Heading) -> str:
    rows = "1 row" if heading.bad == 1 else f"{heading.bad:,} rows"
    more = heading.bad - len(heading.said)
    said = "; ".join(heading.said) + (f"; and {more:,} more" if more > 0 else "")
    return (
        f"{rows} cannot be imported, so nothing was: {said}. "
        "Mend them, or leave them out with bad-rows=skip in the query"
    )
