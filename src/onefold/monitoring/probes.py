"""/health, /ready and /metrics: for whoever watches the service, without a signature, and with nothing personal.

Anybody may ask them, so however often they are asked, the database is asked once a second at most.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from starlette.responses import JSONResponse, Response

from onefold.errors import OnefoldError
from onefold.monitoring.metrics import CONTENT_TYPE, Metrics
from onefold.store import DatabaseError, Store, migrate
from onefold.wire.asgi import App, Scope, Send
from onefold.wire.body import Receive

LOG: Final = logging.getLogger("onefold.monitoring")

KEPT_SECONDS: Final = 1.0
"""How long an answer of the database is told again."""
WAIT_SECONDS: Final = 5.0
"""How long the database may take for it."""
_NO_STORE: Final = {"cache-control": "no-store"}

T = TypeVar("T")


def probes(store: Store, metrics: Metrics) -> dict[str, App]:
    """The applications, by path."""
    ready, measured = _Asked(lambda: _state(store)), _Asked(metrics.text)

    async def health() -> Response:
        return JSONResponse({"status": "ok"}, headers=_NO_STORE)

    async def readiness() -> Response:
        try:
            reason = await ready()
        except TimeoutError:
            reason = "the database does not answer"
        if reason is None:
            return JSONResponse({"status": "ready"}, headers=_NO_STORE)
        return JSONResponse({"status": "not ready", "reason": reason}, 503, headers=_NO_STORE)

    async def scrape() -> Response:
        try:
            return Response(await measured(), media_type=CONTENT_TYPE, headers=_NO_STORE)
        except TimeoutError:
            return JSONResponse({"status": "the database does not answer"}, 503, headers=_NO_STORE)

    return {"/health": _at("/health", health), "/ready": _at("/ready", readiness), "/metrics": _at("/metrics", scrape)}


def _at(path: str, answer: Callable[[], Awaitable[Response]]) -> App:
    """The application of one path; it takes GET and HEAD."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != path:
            response = Response(status_code=404)
        elif scope["method"] not in ("GET", "HEAD"):
            response = Response(status_code=405, headers={"allow": "GET, HEAD"})
        else:
            response = await answer()
        await response(scope, receive, send)

    return app


def _state(store: Store) -> str | None:
    """Why the service cannot work; None when it can."""
    try:
        current = store.read(migrate.is_current)
    except (DatabaseError, OnefoldError) as error:
        LOG.error("the database cannot be read: %s", type(error).__name__)
        return "the database cannot be read"
    return None if current else "the database has the tables of another version: run onefold db upgrade"


class _Asked(Generic[T]):
    """Work in a thread whose outcome is told to all who ask for it within a second, done once at a time."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._done: asyncio.Future[T] | None = None
        self._at = 0.0

    async def __call__(self) -> T:
        """The outcome. Raises TimeoutError when the work takes too long; the next who asks waits for the same work."""
        now = time.monotonic()
        if self._done is None or (self._done.done() and now - self._at >= KEPT_SECONDS):
            self._done, self._at = asyncio.ensure_future(asyncio.to_thread(self._work)), now
        async with asyncio.timeout(WAIT_SECONDS):
            return await asyncio.shield(self._done)
