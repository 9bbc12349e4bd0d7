"""uvicorn with limits on what a client may send before it has sent a request.

uvicorn's fast parser bounds neither the size of a request's head nor the time it takes, so a client could hold a
connection open, or fill the memory, one header byte after the other.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from onefold.wire.asgi import App
from onefold.wire.faults import Fault

HEAD_BYTES_MAX: Final = 64 * 1024
"""Of the request line and headers: a presigned URL with the longest token is about 3 KB."""

HEAD_SECONDS_MAX: Final = 10.0
REST_SECONDS_MAX: Final = 10.0
"""For the rest of a body that was refused: a client that is still sending can read why, one that dawdles is cut."""

WRITE_SECONDS_MAX: Final = 30.0
"""Without the client taking anything of its answer."""

KEEP_ALIVE_SECONDS: Final = 75
"""Longer than the pools of the SDKs keep an idle connection, so that it is they who close it."""

HEAD_TOO_LONG: Final = Fault(
    431, "RequestHeaderSectionTooLargeException", f"URL and headers must have at most {HEAD_BYTES_MAX} bytes"
)
NO_REQUEST: Final = Fault(
    400, "BadRequestException", f"This is no request of HTTP/1.1 with a URL of less than {HEAD_BYTES_MAX} bytes"
)


class BoundedProtocol(HttpToolsProtocol):
    """Cuts a connection that is too slow to send a request's head or to take its answer, and refuses a head that is too
    long."""

    head_seconds_max = HEAD_SECONDS_MAX
    rest_seconds_max = REST_SECONDS_MAX
    write_seconds_max = WRITE_SECONDS_MAX

    _in_head = True
    _head_grows = True
    _head_bytes = 0
    _refused = False
    _read_timer: asyncio.TimerHandle | None = None
    _write_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the time of the first head: a connection that says nothing is cut as well."""
        super().connection_made(transport)
        self._start_read_timer(self.head_seconds_max)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all times."""
        self._stop_read_timer()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what came without completing a head; line ends before a head are part of none."""
        if self._refused:
            return
        if self._in_head:
            self._start_read_timer(self.head_seconds_max)
        self._head_grows = self._in_head
        super().data_received(data)
        self._head_bytes = self._head_bytes + len(data) if self._head_grows else 0
        if self._head_bytes > HEAD_BYTES_MAX and not self._refused:
            self._refuse(HEAD_TOO_LONG)

    def send_400_response(self, _: str) -> None:
        """Refuse what the parser does not take; uvicorn's own answer is a text, which no SDK reads."""
        self._refuse(NO_REQUEST)

    def on_message_begin(self) -> None:
        """The first byte of a head, which may have come right behind the request before it."""
        self._start_read_timer(self.head_seconds_max)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is complete; the time of its body is the application's to watch."""
        self._in_head = self._head_grows = False
        self._stop_read_timer()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next byte is that of another head."""
        self._in_head = True
        self._stop_read_timer()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer to a body that is still arriving is a refusal; the rest is thrown away as it comes, for a while."""
        super().on_response_complete()
        if not self._in_head:
            self._start_read_timer(self.rest_seconds_max)

    def pause_writing(self) -> None:
        """The client takes its answer more slowly than it is made."""
        super().pause_writing()
        self._write_timer = self.loop.call_later(self.write_seconds_max, self.transport.abort)

    def resume_writing(self) -> None:
        """The client took some of its answer."""
        super().resume_writing()
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def _refuse(self, fault: Fault) -> None:
        """Answer before there is a request, which is the last answer: nobody knows where another would begin.

        What the client is still sending is thrown away for a while: closed at once, it might not read why. Where the
        answer to the request before is not complete yet, nobody can be told.
        """
        self._refused = True
        if self.cycle is not None and not self.cycle.response_complete:
            self.transport.close()
            return
        lines = [f"HTTP/1.1 {fault.status} {HTTPStatus(fault.status).phrase}", "content-type: application/json"]
        lines += [f"x-amzn-errortype: {fault.type}", f"content-length: {len(fault.body)}", "connection: close", "", ""]
        self.transport.write("\r\n".join(lines).encode() + fault.body)
        self.transport.write_eof()
        self._stop_read_timer()
        self._start_read_timer(self.rest_seconds_max)

    def _start_read_timer(self, seconds: float) -> None:
        if self._read_timer is None:
            self._read_timer = self.loop.call_later(seconds, self.transport.abort)

    def _stop_read_timer(self) -> None:
        if self._read_timer is not None:
            self._read_timer.cancel()
            self._read_timer = None


def server_config(app: App, host: str, port: int) -> uvicorn.Config:
    """How uvicorn runs the application: with the limits, its fast parts, no logs of its own and no name in answers."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=BoundedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
