"""The profiles and objects that the service is measured with are what its users have."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from benchmarks.service.requests import put_objects
from benchmarks.service.server import Server
from benchmarks.service.stored import DOMAIN, TYPE, stored
from botocore.credentials import Credentials

from onefold.operations.service import bind
from onefold.settings import ServiceSettings
from onefold.store import domains, open_store, reading
from onefold.wire.access import ANYBODY


def test_a_generated_table_becomes_a_domain_once_and_takes_the_objects(tmp_path: Path) -> None:
    for _ in range(2):
        stored(300, tmp_path / "data", tmp_path)
    with closing(open_store(tmp_path / "data")) as store:
        domain = store.read(lambda tx: domains.find(tx, DOMAIN))
        assert domain is not None
        batches = list(reading.records(store.url, domain.id))
        assert sum(batch.num_rows for batch in batches) == 300
        filled = {name for batch in batches for name in batch.schema.names if batch[name].null_count < batch.num_rows}
        assert {"FirstName", "LastName", "PhoneNumber", "EmailAddress", "Address.City", "BirthDate"} <= filled
        operations = bind(store, ServiceSettings(), lambda: 1_750_000_000.0)
        requests = put_objects(Server(1, 0, Credentials("KEY", "SECRET")), 4)
        texts = [json.loads(one.partition(b"\r\n\r\n")[2])["Object"] for one in requests]
        keys = [
            operations["PutProfileObject"](ANYBODY, {"DomainName": DOMAIN, "ObjectTypeName": TYPE, "Object": text})
            for text in texts
        ]
        assert keys[0] == keys[1] != keys[2] == keys[3]
        stats = operations["GetDomain"](ANYBODY, {"DomainName": DOMAIN})["Stats"]
        assert (stats["ProfileCount"], stats["ObjectCount"]) == (302, 2)
