"""What an operation is given beside its request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from onefold.errors import ResourceNotFoundError
from onefold.settings import ServiceSettings
from onefold.store import Tx, domains
from onefold.store.domains import Domain
from onefold.writing.change import Change

Request = Mapping[str, Any]
Answer = dict[str, Any]


class Caller(Protocol):
    """Whose key signed the request. domains: the ones it may touch; None is all."""

    @property
    def access_key_id(self) -> str: ...

    @property
    def domains(self) -> frozenset[str] | None: ...


@dataclass(frozen=True)
class Context:
    """tx: the transaction that the whole operation is. now: in milliseconds. token_key: what page tokens are sealed
    with. writes: whether the operation changes anything."""

    tx: Tx
    now: int
    caller: Caller
    settings: ServiceSettings
    token_key: bytes
    writes: bool = False

    @property
    def by(self) -> str:
        """Who is written into history and audit trail."""
        return caller_name(self.caller)

    @property
    def change(self) -> Change:
        """This operation, as a change of profiles."""
        return Change(self.tx, self.now, self.by)

    def domain(self, request: Request) -> Domain:
        """The domain that the request names. Raises ResourceNotFoundError."""
        found = (domains.hold if self.writes else domains.find)(self.tx, request["DomainName"])
        if found is None:
            raise no_such_domain(request["DomainName"])
        return found


def caller_name(caller: Caller) -> str:
    """Who is written into history and audit trail."""
    return caller.access_key_id or "anonymous"


def no_such_domain(name: str) -> ResourceNotFoundError:
    """The error for a domain that is not there."""
    return ResourceNotFoundError(f"Domain {name} does not exist")


def seconds(at: int | None) -> float | None:
    """A moment of the store as Amazon's API writes it."""
    return None if at is None else at / 1000


def present(**members: Any) -> Answer:
    """The members that have a value."""
    return {name: value for name, value in members.items() if value is not None}
