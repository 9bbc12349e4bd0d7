"""What no client of good will sends, to the whole service on a real server: always a refusal, never a failure, and
everybody else is served."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import uvicorn

from onefold.cli.processes import application
from onefold.settings import ServiceSettings
from onefold.wire.server import server_config

DEEP = 50_000
TYPE = {
    "Description": "d",
    "AllowProfileCreation": True,
    "Fields": {"k": {"Source": "_source.k"}, "n": {"Source": "_source.n", "Target": "_profile.LastName"}},
    "Keys": {"k": [{"FieldNames": ["k"], "StandardIdentifiers": ["UNIQUE", "PROFILE"]}]},
}


@pytest.fixture
def url(demo: Any) -> Iterator[str]:
    """A server with a domain `demo` that asks for no signatures."""
    demo("PutProfileObjectType", ObjectTypeName="crm", **TYPE)
    app = application(demo.store, ServiceSettings(), signed=False)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(server_config(app, "127.0.0.1", 0))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.005)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


Ask = Callable[..., httpx.Response]


@pytest.fixture
def ask(url: str) -> Iterator[Ask]:
    """One request; the server answers others afterwards."""
    with httpx.Client(base_url=url, timeout=60) as client:

        def request(method: str, path: str, body: bytes | None = None) -> httpx.Response:
            answer = client.request(method, path, content=body)
            assert client.get("/domains/demo").status_code == 200
            return answer

        yield request


BODIES = [
    b"", b"{", b"null", b"[]", b'"text"', b"1", b"\xff\xfe", b'{"FirstName": "\xff"}', b'{"FirstName": NaN}',
    b'{"FirstName": "\\ud800"}', b'{"FirstName": 1}', b'{"FirstName": ["a"]}', b'{"FirstName": "a" "b"}',
    b"[" * DEEP, b'{"a":' * DEEP, b'{"Attributes": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    b'{"FirstName": "' + b"x" * 300 + b'"}', b'{"Attributes": {"a": 1e400}}', b"\0" * 100, b"{}{}",
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:24]))
def test_a_body_that_is_no_request_is_refused(ask: Ask, body: bytes) -> None:
    answer = ask("POST", "/domains/demo/profiles/search", body)
    assert (answer.status_code, answer.json()["__type"]) == (400, "BadRequestException")
    answer = ask("POST", "/domains/demo/profiles", body)
    assert answer.status_code in ((200, 400) if body == b"" else (400,))


def test_a_huge_body_is_refused_and_a_large_one_counted(ask: Ask) -> None:
    assert ask("POST", "/domains/demo/profiles", b" " * (11 << 20)).status_code == 413
    many = json.dumps({"Attributes": {f"k{n}": "x" * 255 for n in range(2000)}}).encode()
    assert ask("POST", "/domains/demo/profiles", many).status_code == 400


TEXTS = [
    "\0",
    "a\0b",
    "\x1b[31m",
    "\u202e",
    "\ufeff",
    "\U0010ffff",
    "'; DROP TABLE profiles; --",
    "%s%n",
    "${x}",
    "{{x}}",
]


@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_an_odd_text_is_kept_as_it_is_or_refused(ask: Ask, text: str) -> None:
    body = json.dumps({"FirstName": text, "EmailAddress": text, "PhoneNumber": text, "Attributes": {text: text}})
    answer = ask("POST", "/domains/demo/profiles", body.encode())
    if answer.status_code == 200:
        ids = json.dumps({"ProfileIds": [answer.json()["ProfileId"]]}).encode()
        (found,) = ask("POST", "/domains/demo/batch-get-profiles", ids).json()["Profiles"]
        assert (found["FirstName"], found["Attributes"]) == (text, {text: text})
    else:
        assert answer.status_code == 400
    search = json.dumps({"KeyName": "_email", "Values": [text]}).encode()
    assert ask("POST", "/domains/demo/profiles/search", search).status_code in (200, 400)


OBJECTS = [
    "", "{", "[]", "null", '{"k": NaN}', '{"k": "\\ud800"}', '{"k": "a\\u0000b"}', "[" * DEEP, '{"k":' * DEEP,
    '{"k": {"a":' + "[" * DEEP + "]" * DEEP + "}}", '{"k": ' + "9" * 5000 + "}", '{"k": 1e999}', '{"k": true}',
    '{"k": "x", "n": {"a": 1}}', '{"k": ["a", "b"]}', json.dumps({"k": "x" * 300}), '{"k": "1", "k": "2"}',
]  # fmt: skip


@pytest.mark.parametrize("text", OBJECTS, ids=lambda text: repr(text[:24]))
def test_an_object_that_cannot_be_read_is_refused(ask: Ask, text: str) -> None:
    body = json.dumps({"ObjectTypeName": "crm", "Object": text}).encode()
    assert ask("PUT", "/domains/demo/profiles/objects", body).status_code in (200, 400)


PATHS = [
    "/domains/../domains/demo", "/domains/%2e%2e/demo", "//domains//demo", "/domains/demo/", "/domains/%00",
    "/domains/%", "/domains/%ff", "/domains/%zz/matches", "/domains/a%2Fb", "/domains/" + "a" * 60_000,
    "/domains/a%0d%0aSet-Cookie:x", "/metrics/../domains/demo", "/health%00", "/onefold/v1/../../domains/demo",
    "/domains/demo/matches?next-token=%ff", "/domains/demo/matches?next-token=" + quote("é" * 300),
    "/domains/demo/matches?max-results=9" + "9" * 5000, "/domains/demo/matches?max-results=%D9%A3",
    "/domains/demo/matches?max-results=1&max-results=x", "/tags/" + "%2F" * 500,
    "/tags/arn%3Aaws%3Aprofile%3A%3A%3Adomains%2F..%2F..%2Fetc", "/domains/demo/profiles/x/history-records/y",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_a_trick_of_a_path_leads_nowhere(url: str, ask: Ask, path: str) -> None:
    assert said(url, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())[:1] in (b"4", b"")
    assert ask("GET", "/domains").status_code == 200


HEADERS = [
    b"".join(b"X-%d: y\r\n" % n for n in range(10_000)),
    b"X: " + b"y" * 70_000 + b"\r\n",
    b"Authorization: AWS4-HMAC-SHA256 " + b"Credential=" * 4000 + b"\r\n",
    b"Content-Length: 1e3\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n",
    b"Expect: 100-continue\r\nContent-Length: 99999999999\r\n",
    b"Host: evil.example\r\n",
    b"Origin: https://evil.example\r\n",
    b": no name\r\n",
    b"X\0: y\r\n",
    b"X: a\rb\r\n",
]


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: repr(headers[:30]))
def test_odd_headers_are_refused_or_cut(url: str, ask: Ask, headers: bytes) -> None:
    head = b"POST /domains/demo/profiles HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + b"\r\n"
    assert said(url, head)[:1] in (b"4", b"")
    assert ask("GET", "/domains").status_code == 200


def said(url: str, sent: bytes) -> bytes:
    """The status of the answer; nothing if the connection was cut."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        found = b""
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                found += chunk
        except OSError:  # cut while it was still being sent
            pass
    return found.partition(b" ")[2][:3]
