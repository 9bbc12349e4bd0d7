"""What clients do that are no clients: they are cut, and everybody else is served."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onefold.wire import create_app
from onefold.wire.asgi import App
from onefold.wire.server import HEAD_BYTES_MAX, BoundedProtocol

GOOD = b"GET /domains/d/matches HTTP/1.1\r\nHost: localhost\r\n\r\n"
BIG = {"NextToken": "x" * 30_000_000}


@pytest.fixture
def port(serve: Callable[[App], int], monkeypatch: pytest.MonkeyPatch) -> int:
    """A server with short times."""
    monkeypatch.setattr(BoundedProtocol, "head_seconds_max", 0.3)
    monkeypatch.setattr(BoundedProtocol, "rest_seconds_max", 0.3)
    monkeypatch.setattr(BoundedProtocol, "write_seconds_max", 0.3)
    operations = {"GetMatches": lambda _c, _r: {}, "ListDomains": lambda _c, _r: BIG}
    return serve(create_app(operations, secrets=None))


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        yield connection


def rest_of(connection: socket.socket) -> bytes:
    """Everything that comes until the server ends the connection."""
    found = b""
    try:
        while chunk := connection.recv(65536):
            found += chunk
    except ConnectionResetError:
        pass
    return found


def answers(port: int) -> bool:
    with connected(port) as connection:
        connection.sendall(GOOD)
        return connection.recv(65536).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("start", [b"", b"GET", b"\r\n", GOOD[:-2], GOOD[:-1], GOOD + b"G"])
def test_a_head_that_does_not_end_is_cut(start: bytes, port: int) -> None:
    with connected(port) as connection:
        connection.sendall(start)
        assert rest_of(connection).count(b"HTTP/1.1 200") == start.startswith(GOOD)
    assert answers(port)


def test_line_ends_do_not_keep_a_connection(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(GOOD)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(b"\r\n")
        assert rest_of(connection) == b""


def test_a_head_that_trickles_is_cut(port: int) -> None:
    with connected(port) as connection, pytest.raises(OSError):
        trickle(connection, seconds=8)


def trickle(connection: socket.socket, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        connection.sendall(b"G")
        time.sleep(0.02)


@pytest.mark.parametrize("start", [b"GET /", b"GET / HTTP/1.1\r\nA: ", b"GET / HTTP/1.1\r\n"])
@pytest.mark.parametrize("filler", [b"x", b"a: b\r\n"])
def test_a_head_without_end_is_cut_by_its_size(
    start: bytes, filler: bytes, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "head_seconds_max", 30)
    with connected(port) as connection:
        try:
            connection.sendall(start)
            for _ in range(40):
                connection.sendall(filler * (HEAD_BYTES_MAX // 10 // len(filler)))
        except OSError:
            pass
        assert b" 200 " not in rest_of(connection)
    assert answers(port)


REFUSED = [
    (b"GET /domains/" + b"a" * 66_000 + b"/matches HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "BadRequestException"),
    (b"nonsense\r\n\r\n", 400, "BadRequestException"),
    (b"GET /domains/" + b"a" * 150_000, 431, "RequestHeaderSectionTooLargeException"),
]


@pytest.mark.parametrize(("sent", "status", "type_"), REFUSED, ids=["long URL", "nonsense", "longer URL"])
def test_what_never_becomes_a_request_is_refused_as_an_sdk_reads_it(
    sent: bytes, status: int, type_: str, port: int
) -> None:
    with connected(port) as connection:
        connection.sendall(sent)
        head, _, body = rest_of(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert f"x-amzn-errortype: {type_}".encode() in head
    assert json.loads(body).keys() == {"__type", "Message"}
    assert answers(port)


def test_nonsense_behind_a_request_leaves_its_answer_as_it_is(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET /domains HTTP/1.1\r\nHost: localhost\r\n\r\nnonsense\r\n\r\n")
        found = rest_of(connection)
    assert not found or found.startswith(b"HTTP/1.1 200")
    assert answers(port)


def test_a_connection_may_be_used_again_after_a_pause_shorter_than_the_keep_alive(port: int) -> None:
    with connected(port) as connection:
        for _ in range(2):
            connection.sendall(GOOD)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200")
            time.sleep(0.5)  # longer than a head may take


def test_requests_sent_at_once_are_answered_in_turn(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(GOOD * 5)
        found = b""
        while found.count(b"HTTP/1.1 200") < 5:
            found += connection.recv(65536)


def test_the_rest_of_a_refused_body_is_not_read_for_long(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"POST /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx")
        assert connection.recv(65536).startswith(b"HTTP/1.1 404")
        assert rest_of(connection) == b""


def test_a_client_that_does_not_read_is_cut(port: int) -> None:
    with connected(port) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sendall(GOOD.replace(b"/d/matches", b""))
        time.sleep(1.0)
        assert len(rest_of(connection)) < len(BIG["NextToken"])
    assert answers(port)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a TLS hello
        b"\x00" * 100,
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET http:// HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nxyz\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"GET /domains/\xff\xfe/matches HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /domains?\xff\xfe HTTP/1.1\r\nHost: \xff\r\n\r\n",
        b"CONNECT a:80 HTTP/1.1\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /domains HTTP/1.1\r\nUpgrade: websocket\r\nConnection: upgrade\r\nHost: localhost\r\n\r\n",
    ],
)
def test_garbage_breaks_nothing(garbage: bytes, port: int) -> None:
    with connected(port) as connection:
        connection.sendall(garbage)
        connection.shutdown(socket.SHUT_WR)
        assert b" 500 " not in rest_of(connection)[:20]
    assert answers(port)


PIECES = st.sampled_from(
    [
        *(b"GET ", b"POST ", b"/domains", b"/d/matches", b"%", b"%FF", b"?", b"a=b&", b" HTTP/1.1", b"\r\n", b":"),
        *(
            b"Host: localhost\r\n",
            b"Content-Length: 2\r\n",
            b"Transfer-Encoding: chunked\r\n",
            b"{}",
            b"0\r\n",
            b"\x00",
        ),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=12))
def test_no_bytes_make_the_server_fail(port: int, pieces: list[bytes]) -> None:
    with connected(port) as connection:
        connection.sendall(b"".join(pieces))
        connection.shutdown(socket.SHUT_WR)
        assert b"HTTP/1.1 5" not in rest_of(connection)
