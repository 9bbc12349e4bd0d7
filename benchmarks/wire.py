"""`python -m benchmarks.wire`: signed requests a second through the whole wire, with operations that do nothing.

The server runs in one process and the load client in another, on two cores. What an operation and its store take comes
on top; the second table is what each step of the wire takes, in one process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import socket
import statistics
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

import uvicorn
import uvloop
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from onefold.wire import Caller, Key, create_app
from onefold.wire.model import SIGNING_NAME, customer_profiles
from onefold.wire.parse import parser
from onefold.wire.routes import Router
from onefold.wire.serialise import serialiser
from onefold.wire.server import server_config
from onefold.wire.sigv4 import Request, headers_of, read_claim, verify
from onefold.wire.validate import validator

KEY = Key("benchmark-secret", Caller("AKIABENCHMARK", "admin", None))
HEX = "0123456789abcdef" * 2
PAGE = {
    "MatchGenerationDate": 1700000000.123,
    "PotentialMatches": 5000,
    "Matches": [{"MatchId": f"{n:032x}", "ProfileIds": [HEX, HEX], "ConfidenceScore": 0.97} for n in range(10)],
}
OBJECT = json.dumps({"id": "1", "first": "John", "last": "Doe", "phone": "555-010-0000", "notes": "x" * 300})


class Sample(NamedTuple):
    """One kind of request that is measured: its name, method, path, body and where its operation runs."""

    name: str
    method: str
    path: str
    body: bytes
    answer: dict[str, Any]


PUT_BODY = json.dumps({"ObjectTypeName": "crm", "Object": OBJECT}).encode()
SAMPLES = (
    Sample("GetMatches", "GET", "/domains/demo/matches?max-results=10", b"", PAGE),
    Sample("PutProfileObject", "PUT", "/domains/demo/profiles/objects", PUT_BODY, {"ProfileObjectUniqueKey": "1"}),
)


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.wire", description=__doc__)
    options.add_argument("--seconds", type=float, default=5.0)
    options.add_argument("--connections", type=int, default=16)
    given = options.parse_args()
    print("| signed request | a second | p50 ms | p99 ms |\n|---|---|---|---|")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = multiprocessing.get_context("fork").Process(target=serve, args=(listener,), daemon=True)
        server.start()
        uvloop.run(load(signed(SAMPLES[0], listener.getsockname()[1]), listener.getsockname()[1], 1, 0.1))  # it is up
        for sample in SAMPLES:
            request = signed(sample, listener.getsockname()[1])
            times = uvloop.run(load(request, listener.getsockname()[1], given.connections, given.seconds))
            rate, p50, p99 = (
                len(times) / given.seconds,
                statistics.median(times),
                statistics.quantiles(times, n=100)[98],
            )
            print(f"| {sample.name} | {rate:,.0f} | {p50 * 1000:.2f} | {p99 * 1000:.2f} |", flush=True)
        server.terminate()
    print("\n| step, microseconds | " + " | ".join(s.name for s in SAMPLES) + " |\n|---|---|---|")
    columns = [steps(sample) for sample in SAMPLES]
    for step in columns[0]:
        print(f"| {step} | " + " | ".join(f"{column[step]:.1f}" for column in columns) + " |")


def serve(listener: socket.socket) -> None:
    """Run the server: reads on the event loop, writes in threads, as the product does."""
    operations = {sample.name: (lambda answer: lambda _caller, _request: answer)(sample.answer) for sample in SAMPLES}
    app = create_app(operations, secrets={KEY.caller.access_key_id: KEY}.get, inline=["GetMatches"])
    uvicorn.Server(server_config(app, "127.0.0.1", 0)).run(sockets=[listener])


def signed(sample: Sample, port: int) -> bytes:
    """The bytes of a request, signed by botocore as boto3 does."""
    return b"".join(
        [f"{sample.method} {sample.path} HTTP/1.1\r\n".encode()]
        + [f"{name}: {value}\r\n".encode() for name, value in signed_headers(sample, port).items()]
        + [b"\r\n", sample.body]
    )


def signed_headers(sample: Sample, port: int) -> dict[str, str]:
    """The headers of a request, the signature among them."""
    headers = {"Host": f"127.0.0.1:{port}", "User-Agent": "Boto3/1.44", "amz-sdk-request": "attempt=1"}
    if sample.body:
        headers |= {"Content-Type": "application/json", "Content-Length": str(len(sample.body))}
    request = AWSRequest(sample.method, f"http://127.0.0.1:{port}{sample.path}", headers, sample.body)
    SigV4Auth(Credentials(KEY.caller.access_key_id, KEY.secret), SIGNING_NAME, "us-east-1").add_auth(request)
    return dict(request.headers.items())


async def load(request: bytes, port: int, connections: int, seconds: float) -> list[float]:
    """The seconds that each answer took, over some connections that are kept alive."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    await asyncio.gather(*(one_connection(request, port, end, times) for _ in range(connections)))
    return times


async def one_connection(request: bytes, port: int, end: float, times: list[float]) -> None:
    """Ask again and again until the end. Raises when an answer is no 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (start := time.perf_counter()) < end:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        times.append(time.perf_counter() - start)
    writer.close()


def steps(sample: Sample) -> dict[str, float]:
    """What each step takes, in microseconds."""
    model = customer_profiles()
    operation = model[sample.name]
    router, parse, validate = Router(model.values()), parser(operation), validator(operation.input)
    serialise = serialiser(operation)
    path, _, query = sample.path.partition("?")
    raw = [(name.lower().encode(), value.encode()) for name, value in signed_headers(sample, 80).items()]
    request = Request(sample.method, path, query, headers_of(raw))
    now = time.time()
    claim = read_claim(request, SIGNING_NAME, now)
    parsed = parse({"DomainName": "demo"}, query, sample.body)
    found = {
        "headers": microseconds(lambda: headers_of(raw)),
        "route": microseconds(lambda: router.match(sample.method, path)),
        "read the signature": microseconds(lambda: read_claim(request, SIGNING_NAME, now)),
        "verify it": microseconds(lambda: verify(request, claim, KEY.secret, sha256(sample.body).hexdigest())),
        "parse": microseconds(lambda: parse({"DomainName": "demo"}, query, sample.body)),
        "validate": microseconds(lambda: validate(parsed)),
        "serialise": microseconds(lambda: serialise(sample.answer)),
    }
    return found | {"together": sum(found.values())}


def microseconds(work: Callable[[], object], times: int = 2000) -> float:
    """The best mean of five runs."""
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(times):
            work()
        best = min(best, time.perf_counter() - start)
    return best / times * 1e6


if __name__ == "__main__":
    main()
