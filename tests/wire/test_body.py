"""Bodies are read within their limits, whatever the client does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

import pytest

from onefold.wire.body import BodyLimits, DisconnectedError, Receive, read_body, stream_body
from onefold.wire.faults import SignatureError, TooLargeError, TooSlowError

LIMITS = BodyLimits(bytes_max=10, stream_bytes_max=20, seconds_max=0.05)
CHUNKED = {"transfer-encoding": "chunked"}


def receiving(chunks: Iterable[bytes | None]) -> Receive:
    """The messages of a server: None is a client that went away; after the chunks nothing more comes."""
    messages: list[Any] = [
        {"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks if chunk is not None
    ]
    if None in chunks:
        messages.append({"type": "http.disconnect"})
    elif messages:
        messages[-1]["more_body"] = False
    waiting = iter(messages)

    async def receive() -> Any:
        message = next(waiting, None)
        return message if message is not None else await asyncio.sleep(10)

    return receive


def whole(chunks: list[bytes | None], headers: dict[str, str]) -> bytes:
    return asyncio.run(read_body(receiving(chunks), headers, LIMITS))


def streamed(chunks: list[bytes | None], headers: dict[str, str], claimed: str | None = None) -> bytes:
    async def consume() -> bytes:
        chunks_ = stream_body(receiving(chunks), headers, LIMITS, claimed)
        return await asyncio.to_thread(b"".join, chunks_)

    return asyncio.run(consume())


Reader = Callable[[list[bytes | None], dict[str, str]], bytes]
BOTH = pytest.mark.parametrize("read", [whole, streamed])


@BOTH
@pytest.mark.parametrize(
    ("chunks", "headers", "body"),
    [
        ([b"ab", b"", b"cd"], CHUNKED, b"abcd"),
        ([b"0123456789"], {"content-length": "10"}, b"0123456789"),
        ([b""], CHUNKED, b""),
        ([], {}, b""),
        ([], {"content-length": "0"}, b""),
    ],
)
def test_the_body_is_all_its_chunks(
    read: Reader, chunks: list[bytes | None], headers: dict[str, str], body: bytes
) -> None:
    assert read(chunks, headers) == body


@BOTH
def test_an_announced_length_over_the_limit_is_refused_unread(read: Reader) -> None:
    with pytest.raises(TooLargeError):
        read([], {"content-length": "21"})


@BOTH
def test_more_than_the_limit_is_never_held(read: Reader) -> None:
    with pytest.raises(TooLargeError):
        read([b"x" * 8] * 1000, CHUNKED)


@BOTH
def test_a_body_that_stops_is_not_waited_for(read: Reader) -> None:
    with pytest.raises(TooSlowError, match=r"0\.05 seconds"):
        read([], CHUNKED)


@BOTH
def test_a_client_that_went_away_is_noticed(read: Reader) -> None:
    with pytest.raises(DisconnectedError):
        read([b"x", None], CHUNKED)


def test_a_stream_must_be_what_was_signed() -> None:
    assert streamed([b"ab", b"c"], CHUNKED, sha256(b"abc").hexdigest()) == b"abc"
    with pytest.raises(SignatureError):
        streamed([b"ab", b"d"], CHUNKED, sha256(b"abc").hexdigest())
    with pytest.raises(SignatureError):
        streamed([], {}, "")
