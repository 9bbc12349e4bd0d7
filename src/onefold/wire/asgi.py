"""The server as an ASGI application: the order in which a request is routed, checked, run and answered.

route -> authenticate -> authorise -> throttle -> parse -> validate -> operation -> serialise, and at any step a fault.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from onefold.errors import ServiceError, ThrottledError, outline
from onefold.wire.access import ANYBODY, LEAST_ROLES, Caller, Key, authorise
from onefold.wire.body import DEFAULT_LIMITS, BodyLimits, DisconnectedError, Message, Receive, read_body, stream_body
from onefold.wire.coverage import answer_unsupported
from onefold.wire.faults import Fault, SignatureError, fault_of
from onefold.wire.links import LINKS, Link, with_link
from onefold.wire.loopback import refuse_browsers
from onefold.wire.model import SIGNING_NAME, Model, OperationModel, customer_profiles
from onefold.wire.parse import parser
from onefold.wire.routes import Match, Router
from onefold.wire.serialise import Answer, serialiser
from onefold.wire.sigv4 import UNKNOWN, UNSIGNED_BODY, Claim, Request, headers_of, read_claim, verify
from onefold.wire.throttle import Throttle
from onefold.wire.validate import validator

Members = dict[str, Any]
Operation = Callable[[Caller, Members], Members | Future[Members]]
"""A function from who calls and the members of a request to the members of the answer, or the future of them. May raise
a ServiceError, and so may the future."""

Scope = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

T = TypeVar("T")

LOG: Final = logging.getLogger("onefold.wire")
JSON: Final = (b"content-type", b"application/json")
THREADS: Final = 32
"""Most of them wait for the one writer of the database at a time; the group commit is as large as the crowd."""

STREAMS: Final = 4
"""Threads of their own for streamed bodies: each may take hours, and the rest must not wait for them."""

INLINE_BYTES_MAX: Final = 64 * 1024
"""A larger body takes a millisecond to read, for which the event loop does not stand still."""

PENDING_MAX: Final = 1024
"""Requests in work or waiting for a thread; more are told to come back."""


CLIENT_GONE: Final = 499
"""The status that is noted of a request whose client went away before its body was complete (nginx's number)."""


class Served(NamedTuple):
    """One request that was answered, for logs and metrics: no personal data in it. access_key_id: "" unless the
    signature was right."""

    request_id: str
    operation: str
    access_key_id: str
    status: int
    seconds: float


class Observer(Protocol):
    """Told of every request to an operation, in the event loop, when it comes and when it has been answered."""

    def begun(self) -> None: ...

    def ended(self, served: Served) -> None: ...


@dataclass(frozen=True, slots=True)
class Extension:
    """Operations beside those of the service: their model, their functions and their least roles."""

    model: Model
    operations: Mapping[str, Operation]
    least_roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clock:
    """now: seconds since 1970, for signatures; monotonic: seconds that never go back, for durations."""

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic


class _Tools(NamedTuple):
    """What is made of the model of an operation."""

    parse: Callable[[Mapping[str, str], str, bytes], dict[str, Any]]
    validate: Callable[[dict[str, Any]], None]
    serialise: Callable[[Mapping[str, Any]], Answer]


class _Entry(NamedTuple):
    """An operation as one application answers it."""

    model: OperationModel
    least_role: str
    run: Operation
    inline: bool
    streams: str | None
    link: Link | None
    tools: _Tools


class _Call:
    """One request while it is served."""

    __slots__ = ("caller", "endpoint", "headers", "operation", "request", "request_id", "started")

    def __init__(self, scope: Scope, started: float) -> None:
        self.request_id = _request_id()
        self.started = started
        self.operation = ""
        self.caller = Caller("", "read", frozenset())
        self.headers = headers_of(scope["headers"])
        self.endpoint = f"{scope.get('scheme', 'http')}://{self.headers.get('host', '')}"
        raw_path = scope.get("raw_path") or scope["path"].encode()
        query = scope["query_string"].decode("latin-1")
        self.request = Request(scope["method"], raw_path.decode("latin-1"), query, self.headers)


def create_app(
    operations: Mapping[str, Operation],
    *,
    secrets: Callable[[str], Key | None] | None,
    throttle: Throttle | None = None,
    clock: Clock | None = None,
    inline: Collection[str] = (),
    extensions: Collection[Extension] = (),
    mounts: Mapping[str, App] | None = None,
    limits: BodyLimits = DEFAULT_LIMITS,
    observer: Observer | None = None,
    public_url: str = "",
) -> App:
    """An ASGI application that answers the Customer Profiles API.

    operations: by name; the other operations of the model answer as `coverage` says.
    secrets: the key of an access key id, None if there is none; called in the event loop for every request, so it must
        be quick. No function at all means that nobody has to sign, and everybody is an admin of every domain; then only
        requests to a loopback host are answered, and none from a page in a browser.
    throttle: None is no limit. inline: operations that do not block and are quick enough for the event loop; the rest
        run in threads.
    extensions: further operations with the same checks. mounts: applications by the first segment of their path, such
        as "/review", or by a whole path, which do their own checks. observer: see there.
    public_url: scheme and host for links in answers; without it they lead to where the request was sent.
    Raises ValueError for an operation that no model has or that has no least role, and for two of one name.
    """
    own = Extension(customer_profiles(), operations, LEAST_ROLES)
    entries = _entries([own, *extensions], frozenset(inline))
    return _Service(entries, secrets, throttle, clock or Clock(), mounts or {}, limits, observer, public_url)


class _Service:
    """The application. Its state: the requests in work, and the threads."""

    def __init__(
        self,
        entries: Mapping[str, _Entry],
        secrets: Callable[[str], Key | None] | None,
        throttle: Throttle | None,
        clock: Clock,
        mounts: Mapping[str, App],
        limits: BodyLimits,
        observer: Observer | None,
        public_url: str,
    ) -> None:
        self._entries = entries
        self._router = Router(entry.model for entry in entries.values())
        self._secrets = secrets
        self._throttle = throttle
        self._clock = clock
        self._mounts = mounts
        self._limits = limits
        self._observer = observer
        self._public_url = public_url
        self._pending = 0
        self._threads = ThreadPoolExecutor(THREADS, "onefold-operation")
        self._streams = ThreadPoolExecutor(STREAMS, "onefold-stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        prefix = _mounted(scope["path"], self._mounts)
        if prefix is not None:
            scope["root_path"] = scope.get("root_path", "") + prefix
            await self._mounts[prefix](scope, receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._threads.shutdown()
        self._streams.shutdown()
        await send({"type": "lifespan.shutdown.complete"})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        call, status = _Call(scope, self._clock.monotonic()), CLIENT_GONE
        self._pending += 1
        if self._observer is not None:
            self._observer.begun()
        try:
            answer = await self._answer_or_fault(call, receive)
            status = answer.status
            await _send(send, answer, call.request_id)
        except DisconnectedError:
            pass
        finally:
            self._pending -= 1
            if self._observer is not None:
                seconds = self._clock.monotonic() - call.started
                key_id = call.caller.access_key_id
                self._observer.ended(Served(call.request_id, call.operation, key_id, status, seconds))

    async def _answer_or_fault(self, call: _Call, receive: Receive) -> Answer | Fault:
        try:
            return await self._answer(call, receive)
        except DisconnectedError:
            raise
        except ServiceError as error:
            return fault_of(error)
        except Exception as error:
            LOG.error("%s failed, request %s: %s", call.operation, call.request_id, outline(error))
            return fault_of(error)

    async def _answer(self, call: _Call, receive: Receive) -> Answer:
        match = self._router.match(call.request.method, call.request.raw_path)
        entry = self._entries[match.operation.name]
        call.operation = entry.model.name
        if self._pending > PENDING_MAX:
            raise ThrottledError("The server has too many requests in work", 1.0)
        if entry.streams:
            return await self._streamed(call, entry, match, receive)
        claim, key = self._claimed(call)
        body = await read_body(receive, call.headers, self._limits)
        if claim and key:
            verify(call.request, claim, key.secret, sha256(body).hexdigest())
        self._admit(call, entry, key, match.labels)

        def finished(answer: Members) -> Answer:
            if entry.link:
                region, now = claim.region if claim else "", self._clock.now()
                answer = with_link(answer, entry.link, self._public_url or call.endpoint, key, region, now)
            return entry.tools.serialise(answer)

        def work() -> Answer | Future[Members]:
            request = entry.tools.parse(match.labels, call.request.query, body)
            entry.tools.validate(request)
            answer = entry.run(call.caller, request)
            return answer if isinstance(answer, Future) else finished(answer)

        quick = entry.inline and len(body) <= INLINE_BYTES_MAX
        found = work() if quick else await _in_thread(self._threads, work)
        return finished(await asyncio.wrap_future(found)) if isinstance(found, Future) else found

    async def _streamed(self, call: _Call, entry: _Entry, match: Match, receive: Receive) -> Answer:
        """A body too large to be held: the signature covers the hash that its header claims, checked at the end."""
        claim, key = self._claimed(call)
        claimed_hash = None
        if claim and key and "authorization" in call.headers:
            claimed_hash = call.headers.get("x-amz-content-sha256", "")
            verify(call.request, claim, key.secret, claimed_hash)
        elif claim and key:  # a link, made before anybody knew what would be sent to it
            verify(call.request, claim, key.secret, UNSIGNED_BODY)
        self._admit(call, entry, key, match.labels)
        request = entry.tools.parse(match.labels, call.request.query, b"")
        entry.tools.validate(request)
        request[str(entry.streams)] = stream_body(receive, call.headers, self._limits, claimed_hash)

        def work() -> Answer:
            answer = entry.run(call.caller, request)
            return entry.tools.serialise(answer.result() if isinstance(answer, Future) else answer)

        return await _in_thread(self._streams, work)

    def _claimed(self, call: _Call) -> tuple[Claim | None, Key | None]:
        """The claim of a request and the key it names, before any of its body is read."""
        if self._secrets is None:
            refuse_browsers(call.headers)
            return None, None
        claim = read_claim(call.request, SIGNING_NAME, self._clock.now())
        key = self._secrets(claim.access_key_id)
        if key is None:
            raise SignatureError(UNKNOWN, "UnrecognizedClientException")
        return claim, key

    def _admit(self, call: _Call, entry: _Entry, key: Key | None, labels: Mapping[str, str]) -> None:
        """The request is proved to be of the key: may it do this, and now?"""
        call.caller = key.caller if key else ANYBODY
        authorise(call.caller, entry.model.name, entry.least_role, labels)
        if self._throttle:
            self._throttle.take(call.caller.access_key_id, entry.model.name)


def _mounted(path: str, mounts: Mapping[str, App]) -> str | None:
    """The path or the first segment of it that an application is mounted at."""
    return next((one for one in (path, "/" + path[1:].partition("/")[0]) if one in mounts), None)


async def _in_thread(threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(threads, work)


def _entries(extensions: Collection[Extension], inline: frozenset[str]) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for extension in extensions:
        unknown = extension.operations.keys() - (extension.model.keys() & extension.least_roles.keys())
        twice = extension.model.keys() & entries.keys()
        if unknown or twice:
            raise ValueError(f"operations without a model or a least role: {unknown}, of two models: {twice}")
        for name, model in extension.model.items():
            entries[name] = _entry(model, extension, name in inline)
    return entries


def _entry(model: OperationModel, extension: Extension, inline: bool) -> _Entry:
    run = extension.operations.get(model.name)
    return _Entry(
        model=model,
        least_role=extension.least_roles.get(model.name, "read"),
        run=run or (lambda _caller, _request: answer_unsupported(model)),
        inline=inline or run is None,
        streams=next(iter(model.input_at("stream")), None),
        link=LINKS.get(model.name) if run else None,
        tools=_tools(model),
    )


@cache
def _tools(model: OperationModel) -> _Tools:
    return _Tools(parser(model), validator(model.input), serialiser(model))


def _request_id() -> str:
    """In the form of a UUID, as AWS has them; unique, not secret."""
    text = f"{random.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


async def _send(send: Send, answer: Answer | Fault, request_id: str) -> None:
    headers = [JSON, (b"x-amzn-requestid", request_id.encode())]
    body = answer.body
    if isinstance(answer, Fault):
        headers += [(b"x-amzn-errortype", answer.type.encode()), *answer.headers]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
