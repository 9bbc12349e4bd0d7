"""Reading the body of a request: never more than the limit in memory, never longer than the time limit.

A small body is bytes. A streamed one is an iterator that an operation reads in its own thread, and whose hash is
compared at its end: an operation that keeps nothing before the iterator is finished keeps nothing that was forged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from onefold.wire.faults import SignatureError, TooLargeError, TooSlowError
from onefold.wire.sigv4 import WRONG

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


class DisconnectedError(Exception):
    """The client went away before its body was complete: there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """bytes_max: of a body in memory; stream_bytes_max: of a streamed one.

    seconds_max: until a body is complete, and for each chunk of a streamed one.
    """

    bytes_max: int = 10 * 2**20
    stream_bytes_max: int = 8 * 2**30
    seconds_max: float = 30.0


DEFAULT_LIMITS = BodyLimits()
"""The largest request of the API is BatchPutProfileObject: ten objects of 250 KB, which JSON escapes may double."""


async def read_body(receive: Receive, headers: Mapping[str, str], limits: BodyLimits) -> bytes:
    """The whole body. Raises TooLargeError as soon as it is too long, TooSlowError, DisconnectedError."""
    if _has_none(headers):
        return b""
    _refuse_announced(headers, limits.bytes_max)
    try:
        async with asyncio.timeout(limits.seconds_max):
            return await _collected(receive, limits.bytes_max)
    except TimeoutError:
        raise TooSlowError(limits.seconds_max) from None


async def _collected(receive: Receive, bytes_max: int) -> bytes:
    found, more = bytearray(), True
    while more:
        chunk, more = await _next(receive)
        found += chunk
        if len(found) > bytes_max:
            raise TooLargeError(bytes_max)
    return bytes(found)


def stream_body(
    receive: Receive, headers: Mapping[str, str], limits: BodyLimits, claimed_hash: str | None
) -> Iterator[bytes]:
    """The chunks of a body, for another thread than that of the running event loop, while the loop goes on.

    Raises what `read_body` does, and SignatureError at the end unless the hash is the claimed one (None: any).
    """
    _refuse_announced(headers, limits.stream_bytes_max)
    loop = asyncio.get_running_loop()

    async def within_time() -> tuple[bytes, bool]:
        try:
            async with asyncio.timeout(limits.seconds_max):
                return await _next(receive)
        except TimeoutError:
            raise TooSlowError(limits.seconds_max) from None

    def chunks() -> Iterator[bytes]:
        digest, size, more = sha256(), 0, not _has_none(headers)
        while more:
            chunk, more = asyncio.run_coroutine_threadsafe(within_time(), loop).result()
            size += len(chunk)
            if size > limits.stream_bytes_max:
                raise TooLargeError(limits.stream_bytes_max)
            digest.update(chunk)
            if chunk:
                yield chunk
        if claimed_hash not in (None, digest.hexdigest()):
            raise SignatureError(WRONG)

    return chunks()


def _has_none(headers: Mapping[str, str]) -> bool:
    return "transfer-encoding" not in headers and headers.get("content-length", "0") == "0"


def _refuse_announced(headers: Mapping[str, str], bytes_max: int) -> None:
    """Refuse by the announced length, before a byte is read. The server has checked that it is a number."""
    if int(headers.get("content-length", "0")) > bytes_max:
        raise TooLargeError(bytes_max)


async def _next(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise DisconnectedError
    return message.get("body", b""), message.get("more_body", False)
