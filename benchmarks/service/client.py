"""A client that costs little: requests are signed before they are sent, answers are only counted and timed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

import orjson
from benchmarks.service.server import Server
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from onefold.wire.model import SIGNING_NAME


@dataclass
class Load:
    """What a load saw: the seconds of every answer, and how long it went on."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def milliseconds(self, percent: int) -> float:
        """So many percent of the answers took at most this long."""
        return 1000 * (median(self.times) if percent == 50 else quantiles(self.times, n=100)[percent - 1])


def signed(server: Server, method: str, path: str, body: bytes = b"") -> bytes:
    """The bytes of a request, signed by botocore as boto3 does."""
    headers = {"Host": f"127.0.0.1:{server.port}", "User-Agent": "Boto3/1.44", "amz-sdk-request": "attempt=1"}
    if body:
        headers |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
    request = AWSRequest(method, f"http://127.0.0.1:{server.port}{path}", headers, body)
    SigV4Auth(server.key, SIGNING_NAME, "us-east-1").add_auth(request)
    lines = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


async def ask(server: Server, method: str, path: str, body: Any = None) -> Any:
    """One request and its answer. Raises RuntimeError unless it is a 200."""
    done = asyncio.get_running_loop().create_future()
    data = b"" if body is None else orjson.dumps(body)
    asking = _Asking(iter([signed(server, method, path, data)]), lambda: True, [], done)
    await asyncio.get_running_loop().create_connection(lambda: asking, "127.0.0.1", server.port)
    await done
    return orjson.loads(asking.body)


async def load(
    server: Server, requests: Iterable[bytes], connections: int, goes_on: Callable[[], bool], rate: float = 0.0
) -> Load:
    """Send requests over some connections for as long as it goes on.

    On each the next is sent as soon as the last is answered or, with a rate, when its time has come at so many a second
    over all; then an answer's seconds count from that time, so one that is late does not hide those behind it.
    Raises RuntimeError for an answer that is no 200.
    """
    loop, found, source = asyncio.get_running_loop(), Load(), iter(requests)
    start, ends = time.perf_counter(), []
    for number in range(connections):
        done = loop.create_future()
        ends.append(done)
        asking = _Asking(source, goes_on, found.times, done)
        if rate:
            asking.pace = connections / rate
            asking.due = start + number / rate
        await loop.create_connection(lambda asking=asking: asking, "127.0.0.1", server.port)
    await asyncio.gather(*ends)
    found.seconds = time.perf_counter() - start
    return found


def for_seconds(seconds: float) -> Callable[[], bool]:
    """Goes on for so long from now."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() < end


class _Asking(asyncio.Protocol):
    """One connection. pace: the seconds from one request to the next, if any; due: when the next one's time comes."""

    pace = 0.0
    due = 0.0

    def __init__(
        self, requests: Iterator[bytes], goes_on: Callable[[], bool], times: list[float], done: asyncio.Future[None]
    ) -> None:
        self._requests = requests
        self._goes_on = goes_on
        self._times = times
        self._done = done
        self._came = bytearray()
        self.body = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._came += data
        end = self._came.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._came[:end]).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        if len(self._came) < end + 4 + length:
            return
        self._times.append(time.perf_counter() - self._sent)
        self.body = bytes(self._came[end + 4 :])
        if not head.startswith(b"http/1.1 200"):
            self._done.set_exception(RuntimeError((head + b"\n" + self.body).decode()))
            self._transport.close()
            return
        self._came.clear()
        if self.pace:
            self.due += self.pace
            asyncio.get_running_loop().call_later(max(0.0, self.due - time.perf_counter()), self._send)
        else:
            self._send()

    def connection_lost(self, _: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(RuntimeError("the server closed a connection"))

    def _send(self) -> None:
        request = next(self._requests, None) if self._goes_on() else None
        if request is None:
            self._done.set_result(None)
            self._transport.close()
            return
        self._sent = self.due or time.perf_counter()
        self._transport.write(request)
