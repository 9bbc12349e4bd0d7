"""Upload jobs being run: a file that was sent, row by row, becomes objects and profiles."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any, Final

from onefold.errors import BadRequestError, InputError
from onefold.ingest import columns_of, object_type
from onefold.jobs.upload_files import discard, sweep
from onefold.jobs.upload_rows import rows_of
from onefold.jobs.worker import ATTEMPTS_MAX, LEASE_MILLISECONDS, Clock
from onefold.store import Store, Tx, domains, savepoint, uploads
from onefold.store.domains import Domain
from onefold.store.jobs import LeaseLostError
from onefold.store.objects import ObjectType
from onefold.store.uploads import Claim
from onefold.writing.change import Change
from onefold.writing.objects import UPLOADED, ingest

LOG: Final = logging.getLogger("onefold.jobs")

ROWS_AT_ONCE: Final = 20
"""In one transaction: some 20 ms, which other writers can wait for."""
SWEPT_EVERY_SECONDS: Final = 60.0
BY_UPLOAD: Final = "upload-job"
"""Who changes profiles, in history."""
EXPIRY_DAYS: Final = 14
"""DataExpiry where none is given (AWS: two weeks)."""
VALIDATION: Final = "VALIDATION_FAILURE"
INTERNAL: Final = "INTERNAL_FAILURE"

_NOTHING: Final = {"CreatedRecords": 0, "UpdatedRecords": 0, "FailedRecords": 0}


def object_type_of(definition: Mapping[str, Any]) -> ObjectType:
    """The object type that the rows of a job are read by.

    definition: members of CreateUploadJob. Rows with an equal UniqueKey are one object, of one job or of several with
    that key, so that a file that is sent again updates what it made. A field without a Source is read from the column
    of its own name.
    """
    unique, key = definition["UniqueKey"], _named(definition["UniqueKey"])
    fields = {name: {"Source": f"_source.{name}", **field} for name, field in definition["Fields"].items()}
    made = {
        "Description": f"Rows of upload jobs by {unique}",
        "AllowProfileCreation": True,
        "ExpirationDays": definition.get("DataExpiry", EXPIRY_DAYS),
        "Fields": fields,
        "Keys": {key: [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": [unique]}]},
    }
    return ObjectType(f"{UPLOADED}{key}", json.dumps(made), 0, 0)


def _named(unique: str) -> str:
    """A field's name as the name of a key and an object type, which have no dots: one that had is told from others by
    eight digits at its end, so that rows can be searched, listed and deleted by it."""
    if "." not in unique:
        return unique
    return f"{unique.replace('.', '-')[:55]}-{sha256(unique.encode()).hexdigest()[:8]}"


class Uploader:
    """Runs upload jobs on one store. owner: its name, unlike all others. folder: where their files are."""

    def __init__(
        self, store: Store, owner: str, folder: Path, clock: Clock, stop: Event, lease: int = LEASE_MILLISECONDS
    ) -> None:
        self._store = store
        self._owner = owner
        self._folder = folder
        self._clock = clock
        self._stop = stop
        self._lease = lease
        self._swept = float("-inf")

    def step(self) -> bool:
        """Run the job that has waited longest, to its end or until told to stop. Returns whether there was one."""
        if not self._store.read(lambda tx: uploads.is_due(tx, self._now())):
            self._sweep()
            return False
        held = self._store.write(lambda tx: uploads.claim(tx, self._owner, self._now(), self._now() + self._lease))
        if held is not None:
            with suppress(LeaseLostError):  # it was stopped, or another goes on with it
                self._run(held)
        return held is not None

    def _now(self) -> int:
        return int(self._clock() * 1000)

    def _run(self, held: Claim) -> None:
        """Take in the rest of the rows, and end the job as what has become of them says."""
        try:
            if held.upload.attempt > ATTEMPTS_MAX:
                return self._finish(held, "FAILED", INTERNAL)
            results = self._take_in(held)
            if results is not None:
                self._finish(held, *_outcome(results))
        except FileNotFoundError:
            LOG.error("upload job %s: its file is not in the folder of this worker", held.upload.job_id)
            self._finish(held, "FAILED", INTERNAL)
        except InputError:  # its words may quote the file
            self._finish(held, "FAILED", VALIDATION)

    def _take_in(self, held: Claim) -> dict[str, int] | None:
        """Take in rows from the position of the job on. Returns the results at the end, None when told to stop."""
        upload, results = held.upload, {**_NOTHING, **(held.upload.results or {})}
        kind, position = object_type_of(upload.definition), upload.position
        domain = self._store.read(lambda tx: domains.by_id(tx, upload.domain_id))
        if domain is None:
            raise LeaseLostError(upload.job_id)
        with closing(rows_of(self._folder / str(upload.file), columns_of(object_type(kind.definition)))) as rows:
            next(islice(rows, position, position), None)
            while piece := list(islice(rows, ROWS_AT_ONCE)):
                if self._stop.is_set():
                    self._store.write(lambda tx: uploads.give_back(tx, held, self._now()))
                    return None
                position += len(piece)
                results = self._store.write(partial(self._put, held, domain, kind, piece, position, results))
        return results

    def _put(
        self, held: Claim, domain: Domain, kind: ObjectType, piece: list[str | None], position: int,
        before: Mapping[str, int], tx: Tx,
    ) -> dict[str, int]:  # fmt: skip
        """Take in some rows and count them, in one transaction. Returns the results until now."""
        results = dict(before)
        change = Change(tx, self._now(), BY_UPLOAD)
        for text in piece:
            results[_put_one(change, domain, kind, text)] += 1
        uploads.advance(tx, held, position, results, self._now() + self._lease)
        return results

    def _finish(self, held: Claim, status: str, reason: str | None) -> None:
        self._store.write(lambda tx: uploads.finish(tx, held, status, reason, self._now()))
        discard(self._folder, held.upload.file)

    def _sweep(self) -> None:
        if self._clock() - self._swept >= SWEPT_EVERY_SECONDS:
            self._swept = self._clock()
            sweep(self._folder, self._store.read(uploads.files), self._swept)


def _put_one(change: Change, domain: Domain, kind: ObjectType, text: str | None) -> str:
    """Take in a row. Returns the name of what it counts as."""
    if text is None:
        return "FailedRecords"
    try:
        with savepoint(change.tx):
            done = ingest(change, domain, kind, text)
    except BadRequestError:
        return "FailedRecords"
    return "CreatedRecords" if done.created else "UpdatedRecords"


def _outcome(results: Mapping[str, int]) -> tuple[str, str | None]:
    """Status and reason at the end."""
    if not results["FailedRecords"]:
        return "SUCCEEDED", None
    if results["CreatedRecords"] or results["UpdatedRecords"]:
        return "PARTIALLY_SUCCEEDED", None
    return "FAILED", VALIDATION
