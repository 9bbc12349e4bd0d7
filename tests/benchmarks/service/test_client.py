"""The client that measures: it counts and times what a server answers, keeps its pace, and stops at what is no 200."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from benchmarks.service.client import Load, ask, for_seconds, load, signed
from benchmarks.service.server import Server
from botocore.credentials import Credentials

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n" + b'{"a": 1}'
KEY = Credentials("KEY", "SECRET")


class Answering:
    """A server that answers every request alike, in two pieces; it notes when requests came."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.came: list[float] = []
        self.open = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.came.append(time.perf_counter())
                writer.write(self.answer[:20])
                await writer.drain()
                writer.write(self.answer[20:])
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
            self.open -= 1


@asynccontextmanager
async def answering(answer: bytes = OK) -> AsyncIterator[tuple[Server, Answering]]:
    handler = Answering(answer)
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as listening:
        yield Server(listening.sockets[0].getsockname()[1], 0, KEY), handler
        while handler.open:
            await asyncio.sleep(0.001)


def test_every_request_is_sent_once_and_timed() -> None:
    async def run() -> None:
        async with answering() as (server, handler):
            requests = itertools.repeat(signed(server, "GET", "/a"), 50)
            found = await load(server, requests, 7, lambda: True)
            assert len(found.times) == len(handler.came) == 50
            assert all(0 < one < found.seconds for one in found.times)
            assert found.rate == 50 / found.seconds

    asyncio.run(run())


def test_a_load_ends_when_it_does_not_go_on() -> None:
    async def run() -> None:
        async with answering() as (server, _):
            found = await load(server, itertools.repeat(signed(server, "GET", "/a")), 3, for_seconds(0.2))
            assert found.times
            assert found.seconds >= 0.2

    asyncio.run(run())


def test_with_a_rate_requests_come_no_faster_and_a_late_answer_is_counted_from_its_time() -> None:
    async def run() -> None:
        async with answering() as (server, handler):
            requests = itertools.repeat(signed(server, "GET", "/a"), 20)
            found = await load(server, requests, 2, lambda: True, rate=100)
            assert len(handler.came) == 20
            assert max(handler.came) - min(handler.came) >= 0.15
            assert len(found.times) == 20

    asyncio.run(run())


def test_a_refusal_ends_the_load() -> None:
    async def run() -> None:
        refusal = b"HTTP/1.1 429 Slow\r\nContent-Length: 4\r\n\r\nlate"
        async with answering(refusal) as (server, _):
            with pytest.raises(RuntimeError, match="429"):
                await load(server, [signed(server, "GET", "/a")], 1, lambda: True)

    asyncio.run(run())


def test_an_answer_can_be_looked_at() -> None:
    async def run() -> None:
        async with answering() as (server, _):
            assert await ask(server, "POST", "/a", {"b": 1}) == {"a": 1}

    asyncio.run(run())


def test_a_request_is_signed_as_boto3_does() -> None:
    head, _, body = signed(Server(1, 0, KEY), "PUT", "/a?b=c", b"{}").partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "PUT /a?b=c HTTP/1.1"
    assert "Content-Length: 2" in lines
    assert any(line.startswith("Authorization: AWS4-HMAC-SHA256 Credential=KEY/") for line in lines)
    assert body == b"{}"


def test_percentiles_are_in_milliseconds() -> None:
    found = Load([number / 1000 for number in range(1, 1001)], 2.0)
    assert (found.rate, round(found.milliseconds(50)), round(found.milliseconds(99))) == (500, 500, 991)
