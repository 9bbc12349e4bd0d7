"""A call of an operation and the transactions it makes, each with a context of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, Final, NamedTuple, TypeVar

from onefold.operations.context import Caller, Context, Request, caller_name
from onefold.settings import ServiceSettings
from onefold.store import Store, Tx, audit

T = TypeVar("T")
Work = Callable[[Context], T]

_NAMES_THINGS: Final = (
    "DomainName", "ProfileId", "MainProfileId", "ProfileIdsToBeMerged", "ObjectTypeName", "JobId", "KeyName",
    "resourceArn", "tagKeys", "ProfileIds", "Judgement", "MergeId", "MatchId", "ReviewId",
    "ProfileIdA", "ProfileIdB",
)  # fmt: skip
"""Members that name what was changed, and hold no personal data."""
_MADE: Final = ("ProfileId", "JobId", "ReviewId")
"""Members of answers that name what was made."""


class Tools(NamedTuple):
    """What all calls have. clock: seconds since 1970. token_key: what page tokens are sealed with."""

    store: Store
    settings: ServiceSettings
    clock: Callable[[], float]
    token_key: bytes


class Call(NamedTuple):
    """One call of an operation, by its name."""

    tools: Tools
    operation: str
    caller: Caller
    request: Request

    @property
    def by(self) -> str:
        """Who is written into history and audit trail."""
        return caller_name(self.caller)

    def now(self) -> int:
        """In milliseconds."""
        return int(self.tools.clock() * 1000)

    def read(self, work: Work[T]) -> T:
        """Do some work that changes nothing."""
        return self.tools.store.read(lambda tx: work(self._context(tx, writes=False)))

    def write(self, work: Work[T]) -> T:
        """Make a part of the change, for others to get in between."""
        return self.tools.store.write(lambda tx: work(self._context(tx, writes=True)))

    def finish(self, work: Work[T]) -> T:
        """Make the change, or the last part of it, and note it in the audit trail, in one transaction."""
        return self.tools.store.write(lambda tx: self._noted(tx, work))

    def submit(self, work: Work[T]) -> Future[T] | None:
        """As `finish`, without waiting for it; None where the store cannot do that."""
        return self.tools.store.submit(lambda tx: self._noted(tx, work))

    def _context(self, tx: Tx, writes: bool) -> Context:
        return Context(tx, self.now(), self.caller, self.tools.settings, self.tools.token_key, writes)

    def _noted(self, tx: Tx, work: Work[T]) -> T:
        context = self._context(tx, writes=True)
        done = work(context)
        audit.add(tx, context.now, context.by, self.operation, _resource(self.request, done))
        return done


def _resource(request: Request, done: Any) -> dict[str, Any]:
    named = {name: request[name] for name in _NAMES_THINGS if name in request}
    made = done if isinstance(done, Mapping) else {}
    return {**{name: made[name] for name in _MADE if name in made}, **named}
