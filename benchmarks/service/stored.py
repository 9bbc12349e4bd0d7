"""A database with a domain of a million generated profiles, as an import would have left it; and the engine's own time
on the same records."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.speed.tables import ROOT, generated

from onefold.operations.service import bind
from onefold.settings import ServiceSettings
from onefold.store import Store, Tx, bulk, domains, open_store
from onefold.store.bulk import NewProfiles
from onefold.store.origins import Origin
from onefold.tables import ATTRIBUTES
from onefold.wire.access import ANYBODY
from onefold.writing.search_keys import keys_of

DOMAIN: Final = "demo"
TYPE: Final = "crm"
PROFILES_AT_ONCE: Final = 5_000
FIELDS: Final = {
    "id": ("", "STRING"),
    "first": ("FirstName", "NAME"),
    "last": ("LastName", "NAME"),
    "phone": ("PhoneNumber", "PHONE_NUMBER"),
    "email": ("EmailAddress", "EMAIL_ADDRESS"),
    "notes": ("", "STRING"),
}
"""The fields of the objects that are put: what each fills, and its content type."""

ENGINE: Final = """
import os, sys, time
from pathlib import Path
from onefold.engine.resolve import Config, resolve
from onefold.jobs.identity_resolution import load
from onefold.store import domains, open_store
store = open_store(Path(sys.argv[1]))
records = load(store, store.read(lambda tx: domains.find(tx, "demo")))
config = Config(threads=os.cpu_count() or 1)
resolve(records.slice(0, 2000), config)
start = time.perf_counter()
resolve(records, config).matches
print(time.perf_counter() - start)
"""


def stored(rows: int, folder: Path, tables: Path) -> None:
    """Fill the database in `folder` unless it is there. Two minutes for a million profiles."""
    if (folder / "onefold.db").exists():
        return
    source = generated(rows, tables).table
    with closing(open_store(folder)) as store:
        _make_domain(store)
        domain = store.read(lambda tx: domains.find(tx, DOMAIN))
        assert domain is not None
        for at, piece in enumerate(_pieces(source), start=int(time.time() * 1000)):  # ids begin with their moment
            store.write(partial(_import, domain_id=domain.id, piece=piece, at=at))


def engine_seconds(folder: Path) -> float:
    """The engine alone on the records of the domain, on all cores as in a job, in a process of its own, its kernels
    compiled already."""
    ran = subprocess.run(
        [sys.executable, "-c", ENGINE, str(folder)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return float(ran.stdout)


def _make_domain(store: Store) -> None:
    operations = bind(store, ServiceSettings(), time.time)
    operations["CreateDomain"](ANYBODY, {"DomainName": DOMAIN, "DefaultExpirationDays": 366})
    fields = {
        name: {"Source": f"_source.{name}", "ContentType": kind} | ({"Target": f"_profile.{target}"} if target else {})
        for name, (target, kind) in FIELDS.items()
    }
    keys = {
        "crm_id": [{"FieldNames": ["id"], "StandardIdentifiers": ["UNIQUE", "PROFILE"]}],
        "_phone": [{"FieldNames": ["phone"]}],
        "_email": [{"FieldNames": ["email"]}],
    }
    operations["PutProfileObjectType"](
        ANYBODY,
        {
            "DomainName": DOMAIN, "ObjectTypeName": TYPE, "Description": "objects of the benchmark", "Fields": fields,
            "Keys": keys, "AllowProfileCreation": True,
        },
    )  # fmt: skip


def _import(tx: Tx, domain_id: int, piece: NewProfiles, at: int) -> None:
    bulk.add_profiles(tx, domain_id, piece, Origin(at, ""), "import", at)


def _pieces(source: Path) -> Iterator[NewProfiles]:
    for batch in pq.ParquetFile(source).iter_batches(PROFILES_AT_ONCE):
        documents = [_document(record) for record in pa.Table.from_batches([batch]).to_pylist()]
        held = sorted({(*key, place) for place, document in enumerate(documents) for key in keys_of(document)})
        texts = [json.dumps(document, ensure_ascii=False, separators=(",", ":")) for document in documents]
        yield NewProfiles(texts, held)


def _document(record: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for column, value in record.items():
        top, _, part = column.partition("_")
        if not value or f"{top}.{part}".rstrip(".") not in ATTRIBUTES:
            continue
        if part:
            document.setdefault(top, {})[part] = value
        else:
            document["GenderString" if top == "Gender" else top] = value
    return document
