"""Links in answers: a path of this server becomes a URL that can be used without a key, for some time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from onefold.wire.access import Key
from onefold.wire.model import SIGNING_NAME
from onefold.wire.sigv4 import Request, presigned


class Link(NamedTuple):
    """member: of an answer, a path. until: the member that says when the link ends. method: what it is for."""

    member: str
    until: str
    method: str


LINKS: Final[Mapping[str, Link]] = {"GetUploadJobPath": Link("Url", "ValidUntil", "PUT")}
"""The operations that answer with a link."""


def with_link(
    answer: Mapping[str, Any], link: Link, endpoint: str, key: Key | None, region: str, now: float
) -> dict[str, Any]:
    """The answer with its path as a URL.

    endpoint: scheme and host. key: that of the caller, which the link acts for: what the key may not do, or no more,
    the link cannot do either. Without keys the URL is not signed, as nothing is.
    """
    path = answer[link.member]
    host = endpoint.partition("://")[2]
    query = ""
    if key is not None:
        request = Request(link.method, path, "", {"host": host})
        pair = (key.caller.access_key_id, key.secret)
        query = "?" + presigned(request, pair, region, SIGNING_NAME, now, round(answer[link.until] - now))
    return {**answer, link.member: f"{endpoint}{path}{query}"}
