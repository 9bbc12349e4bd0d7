"""Links in answers: signed as botocore signs them, for one path, one method, one host and some time."""

from __future__ import annotations

import http.client
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import botocore.auth
import pytest
from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.session import Session

from onefold.wire import Caller, Key
from onefold.wire.asgi import Clock, Extension, create_app
from onefold.wire.links import LINKS, with_link
from onefold.wire.model import onefold_v1

JOB = "a" * 32
PATH = f"/onefold/v1/domains/one/upload-jobs/{JOB}/file"
NOW = 1_750_000_000.0
KEY = Key("one-secret", Caller("AKIAONE", "write", frozenset({"one"})))


@pytest.fixture(autouse=True)
def _botocore_has_our_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.fromtimestamp(NOW, UTC).replace(tzinfo=None)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda: now)


def linked(endpoint: str, key: Key | None = KEY, seconds: float = 3600) -> str:
    answer = {"Url": PATH, "ValidUntil": NOW + seconds}
    return str(with_link(answer, LINKS["GetUploadJobPath"], endpoint, key, "us-east-1", NOW)["Url"])


def test_a_link_is_the_one_that_botocore_would_make() -> None:
    """S3's links are the only ones whose body is not signed; they encode the path once less, which here has no sign."""
    made = AWSRequest("PUT", f"https://profiles.example.com:8443{PATH}")
    S3SigV4QueryAuth(Credentials("AKIAONE", "one-secret"), "profile", "us-east-1", 3600).add_auth(made)
    assert urlsplit(linked("https://profiles.example.com:8443")) == urlsplit(made.url)


def test_a_server_without_keys_signs_nothing() -> None:
    assert linked("http://localhost:1", None) == f"http://localhost:1{PATH}"


@pytest.fixture
def times() -> dict[str, float]:
    """What the clock of the server says."""
    return {"now": NOW}


@pytest.fixture
def port(keys: dict[str, Key], serve: Any, times: dict[str, float]) -> int:
    """A server that answers with a link, and takes what is sent to it."""

    def path(_caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        where = f"/onefold/v1/domains/{request['DomainName']}/upload-jobs/{request['JobId']}/file"
        return {"Url": where, "ValidUntil": times["now"] + 3600}

    def take(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        return {"Message": f"{caller.access_key_id} sent {b''.join(request['File']).decode()}"}

    beside = Extension(onefold_v1(), {"PutUploadFile": take}, dict.fromkeys(onefold_v1(), "write"))
    clock = Clock(now=lambda: times["now"])
    return int(serve(create_app({"GetUploadJobPath": path}, secrets=keys.get, clock=clock, extensions=[beside])))


def url_of(port: int) -> str:
    client = Session().create_client(
        "customer-profiles", "us-east-1", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id="AKIAONE",
        aws_secret_access_key="one-secret",
    )  # fmt: skip
    return str(client.get_upload_job_path(DomainName="one", JobId=JOB)["Url"])


def put(port: int, url: str, body: bytes = b"some rows", method: str = "PUT", **headers: str) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, url.partition(f"127.0.0.1:{port}")[2], body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def test_whoever_has_the_link_can_send_what_they_like(port: int) -> None:
    url = url_of(port)
    assert url.startswith(f"http://127.0.0.1:{port}{PATH}?X-Amz-Algorithm=")
    sse = {"x-amz-server-side-encryption-customer-algorithm": "AES256", "Content-Type": "text/csv"}
    assert put(port, url, **sse) == (200, {"Message": "AKIAONE sent some rows"})
    assert put(port, url, b"others") == (200, {"Message": "AKIAONE sent others"})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("domains/one", "domains/two"),
        (JOB, "b" * 32),
        ("X-Amz-Expires=3600", "X-Amz-Expires=36000"),
        ("AKIAONE", "AKIAADMIN"),
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
        ("X-Amz-Signature=", "X-Other="),
        ("20250615T", "20250616T"),
    ],
)
def test_a_link_that_was_changed_opens_nothing(port: int, old: str, new: str) -> None:
    url = url_of(port)
    assert old in url
    assert put(port, url.replace(old, new))[0] == 403


def test_a_link_is_for_its_method_its_time_and_as_long_as_the_key_is_valid(
    port: int, keys: dict[str, Key], times: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = url_of(port)
    assert put(port, url, method="POST")[0] == 405
    times["now"] += 3601
    assert put(port, url)[0] == 403
    times["now"] -= 2
    assert put(port, url)[0] == 200
    monkeypatch.delitem(keys, "AKIAONE")
    assert put(port, url)[1]["__type"] == "UnrecognizedClientException"


def test_a_link_acts_for_its_key_and_can_do_no_more_than_that(
    port: int, keys: dict[str, Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = url_of(port)
    monkeypatch.setitem(keys, "AKIAONE", Key("one-secret", Caller("AKIAONE", "read", frozenset({"one"}))))
    assert put(port, url)[1]["__type"] == "AccessDeniedException"
    monkeypatch.setitem(keys, "AKIAONE", Key("one-secret", Caller("AKIAONE", "write", frozenset({"two"}))))
    assert put(port, url)[1]["__type"] == "AccessDeniedException"


def test_links_lead_to_the_public_address_of_the_server(keys: dict[str, Key], serve: Any) -> None:
    operations = {"GetUploadJobPath": lambda _c, _r: {"Url": PATH, "ValidUntil": NOW + 60}}
    clock = Clock(now=lambda: NOW)
    app = create_app(operations, secrets=keys.get, clock=clock, public_url="https://profiles.example.com")
    assert url_of(serve(app)).startswith(f"https://profiles.example.com{PATH}?")
