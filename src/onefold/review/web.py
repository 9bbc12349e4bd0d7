"""Requests and answers of the review pages: a visit, its form, and the headers that every answer has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from onefold.errors import BadRequestError
from onefold.review.actions import LEAST_ROLES, Operations
from onefold.review.session import Session
from onefold.wire.access import ANYBODY, ROLES, Caller, authorise
from onefold.wire.body import BodyLimits

LIMITS: Final = BodyLimits(bytes_max=256 * 1024)
"""A form with a choice for each of some hundred attributes has a few kilobytes."""
FIELDS_MAX: Final = 2000

HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Nothing is loaded from elsewhere, no script or style stands in a page, no other page may frame one, and customer data
stays in no cache."""


class Form:
    """The fields of a form that was sent. Raises BadRequestError for more than FIELDS_MAX."""

    def __init__(self, body: bytes) -> None:
        if body.count(b"&") >= FIELDS_MAX:
            raise BadRequestError(f"The form has more than {FIELDS_MAX} fields")
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        self._fields: dict[str, list[str]] = {}
        for name, value in pairs:
            self._fields.setdefault(name, []).append(value.replace("\0", ""))  # no database stores it

    def one(self, name: str) -> str:
        """The value of a field; "" if there is none."""
        return self._fields.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """All values of a field."""
        return self._fields.get(name, [])

    def beginning(self, prefix: str) -> dict[str, str]:
        """The fields whose names begin so, by the rest of the name."""
        return {name[len(prefix) :]: values[0] for name, values in self._fields.items() if name.startswith(prefix)}


@dataclass(frozen=True)
class Visit:
    """One request: who comes, what the address says, what was sent. base: the path that the pages are under. said: what
    was done before, for a message. address: where the request is from."""

    operations: Operations
    session: Session
    form_token: str
    base: str
    path: Mapping[str, str]
    query: QueryParams
    form: Form
    said: str
    scheme: str
    address: str

    @property
    def caller(self) -> Caller:
        """Whose key it is; every page but the one for signing in has one."""
        return self.session.caller or ANYBODY

    @property
    def domain(self) -> str:
        """The domain that the address names."""
        return self.path["domain"]

    @property
    def home(self) -> str:
        """Where the pages of the domain are."""
        return f"{self.base}/domains/{self.domain}"

    def may(self, operation: str) -> bool:
        """Whether the role of the caller is enough for an operation."""
        return ROLES.index(self.caller.role) >= ROLES.index(LEAST_ROLES[operation])

    def call(self, operation: str, **request: Any) -> dict[str, Any]:
        """Call an operation on the domain of the address. Raises what it does, and AccessDeniedError."""
        labels = {"DomainName": self.path["domain"]} if "domain" in self.path else {}
        authorise(self.caller, operation, LEAST_ROLES[operation], labels)
        return self.operations[operation](self.caller, {**labels, **request})


def to(address: str) -> Response:
    """See there: the answer to a form that was carried out."""
    return RedirectResponse(address, 303)
