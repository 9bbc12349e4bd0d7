"""The application of `onefold serve`, as a client meets it: signed requests under /onefold/v1, and roles."""

from __future__ import annotations

import asyncio
import json
import math
from hashlib import sha256
from typing import Any

import httpx
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from openapi_spec_validator import validate

from onefold.cli.processes import INLINE, application
from onefold.jobs.worker import Worker
from onefold.operations.service import ONEFOLD_V1, OPERATIONS, Operation
from onefold.settings import ServiceSettings
from onefold.store import access_keys

BASE = "http://localhost"
MERGE = "f" * 32


async def answered(store: Any, role: str, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    key = store.write(lambda tx: access_keys.create(tx, role, ["demo"], 1))
    streamed = isinstance(body, bytes)
    data = body if streamed else json.dumps(body).encode() if body is not None else b""
    headers = {"X-Amz-Content-SHA256": sha256(data).hexdigest()} if streamed else {}
    request = AWSRequest(method=method, url=f"{BASE}/onefold/v1/domains/{path}", data=data, headers=headers)
    SigV4Auth(Credentials(key.access_key_id, key.secret), "profile", "us-east-1").add_auth(request)
    transport = httpx.ASGITransport(application(store, ServiceSettings(), signed=True))
    async with httpx.AsyncClient(transport=transport) as client:
        answer = await client.request(method, request.url, headers=dict(request.headers), content=data)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("role", "method", "path", "body", "status"),
    [
        ("read", "GET", "demo/profiles?max-results=1", None, 200),
        ("read", "GET", "demo/profiles?max-results=0", None, 400),
        ("read", "GET", "demo/merges", None, 200),
        ("read", "GET", f"demo/matches/{MERGE}/explanation", None, 404),
        ("read", "GET", "demo/judgements", None, 200),
        ("read", "POST", "demo/identity-resolution-jobs", None, 403),
        ("review", "POST", "demo/identity-resolution-jobs", None, 200),
        ("read", "POST", f"demo/merges/{MERGE}/undo", None, 403),
        ("review", "POST", f"demo/merges/{MERGE}/undo", None, 404),
        ("review", "POST", "demo/judgements", {"ProfileIds": [MERGE], "Judgement": "MATCH"}, 400),
        ("review", "POST", "demo/judgements", {"ProfileIds": [MERGE, MERGE[::-1]], "Judgement": "MAYBE"}, 400),
        ("review", "DELETE", f"demo/judgements/{MERGE}/{MERGE}", None, 404),
        ("read", "DELETE", f"demo/judgements/{MERGE}/{MERGE}", None, 403),
        ("admin", "GET", "other/profiles", None, 403),
    ],
)
def test_what_amazon_does_not_have_is_checked_like_the_rest(
    demo: Any, role: str, method: str, path: str, body: Any, status: int
) -> None:
    found, answer = asyncio.run(answered(demo.store, role, method, path, body))
    assert found == status, answer
    assert ("__type" in answer) == (status != 200)


def test_the_description_of_the_api_is_at_a_url_for_everybody(demo: Any) -> None:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(application(demo.store, ServiceSettings(), signed=True))
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            return await client.get("/onefold/v1/openapi.json")

    document = asyncio.run(asked()).json()
    validate(document)
    names = {entry["operationId"] for methods in document["paths"].values() for entry in methods.values()}
    assert names == {*OPERATIONS, *ONEFOLD_V1}


def test_a_table_is_imported_over_http(demo: Any) -> None:
    table = b"first_name,email,phone\nJohn,john@example.com,555-010-0000\nMary,mary@example.com,\n"
    status, answer = asyncio.run(answered(demo.store, "write", "POST", "demo/profiles/import", table))
    assert (status, answer["AddedProfileCount"]) == (200, 2)
    broken = table + b"x" * 256 + b",,\n"
    status, answer = asyncio.run(answered(demo.store, "write", "POST", "demo/profiles/import?bad-rows=refuse", broken))
    assert (status, answer["Message"].partition(":")[0]) == (400, "1 row cannot be imported, so nothing was")
    status, answer = asyncio.run(answered(demo.store, "write", "POST", "demo/profiles/import?bad-rows=skip", broken))
    assert (status, answer["AddedProfileCount"], answer["BadRowCount"]) == (200, 2, 1)
    assert asyncio.run(answered(demo.store, "review", "POST", "demo/profiles/import", table))[0] == 403


def test_a_match_is_explained_over_http(demo: Any) -> None:
    for name in ("John", "Jhn"):
        demo.profile(FirstName=name, LastName="Doe", EmailAddress="john@example.com", PhoneNumber="555-010-0000")
    demo("StartIdentityResolutionJob")
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    (match,) = demo("GetMatches")["Matches"]
    status, answer = asyncio.run(answered(demo.store, "read", "GET", f"demo/matches/{match['MatchId']}/explanation"))
    assert status == 200
    assert answer["ProfileIds"] == match["ProfileIds"]
    (pair,) = answer["Pairs"]
    assert math.fsum(each["Weight"] for each in pair["Evidence"]) == pytest.approx(pair["Weight"], abs=1e-9)
    assert {"Attribute": "FirstName", "ValueA": "John", "ValueB": "Jhn", "Level": "nearly equal"}.items() <= next(
        each for each in pair["Evidence"] if each["Attribute"] == "FirstName"
    ).items()


def test_what_runs_in_the_event_loop_asks_nobody_else() -> None:
    assert set(INLINE) <= OPERATIONS.keys()
    for name in INLINE:
        assert isinstance(OPERATIONS[name], Operation)
    assert "GetDomain" not in INLINE  # counts all profiles


def test_a_change_in_the_event_loop_is_answered_when_it_is_stored_and_refused_as_any_other(demo: Any) -> None:
    status, made = asyncio.run(answered_by_amazons(demo.store, "POST", "demo/profiles", {"FirstName": "Jo"}))
    assert status == 200
    found = demo("BatchGetProfile", ProfileIds=[made["ProfileId"]])["Profiles"]
    assert found == [{"ProfileId": made["ProfileId"], "FirstName": "Jo"}]
    refused = asyncio.run(answered_by_amazons(demo.store, "POST", "demo/profiles/delete", {"ProfileId": MERGE}))
    assert refused == (404, {"__type": "ResourceNotFoundException", "Message": refused[1]["Message"]})


async def answered_by_amazons(store: Any, method: str, path: str, body: Any) -> tuple[int, dict[str, Any]]:
    transport = httpx.ASGITransport(application(store, ServiceSettings(), signed=False))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        answer = await client.request(method, f"/domains/{path}", json=body)
    return answer.status_code, answer.json()
