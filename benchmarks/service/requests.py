"""The requests that are measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count, repeat
from typing import Final
from urllib.parse import quote

from benchmarks.service.client import ask, signed
from benchmarks.service.server import Server
from benchmarks.service.stored import DOMAIN, TYPE

PAGE: Final = 10
"""Groups on a page that is measured."""
_OBJECTS: Final = count()
"""No two loads put the same new objects."""


def get_matches(server: Server, token: str | None = None) -> Iterator[bytes]:
    """GetMatches again and again: the first page, or the one of a token."""
    more = f"&next-token={quote(token, safe='')}" if token else ""
    return repeat(signed(server, "GET", f"/domains/{DOMAIN}/matches?max-results={PAGE}{more}"))


async def last_page(server: Server) -> str:
    """The token of the last page; all pages are turned, a hundred groups at a time."""
    token, path = "", f"/domains/{DOMAIN}/matches?max-results=100"
    while True:
        more = f"&next-token={quote(token, safe='')}" if token else ""
        page = await ask(server, "GET", path + more)
        if "NextToken" not in page:
            return token
        token = page["NextToken"]


def put_objects(server: Server, number: int) -> list[bytes]:
    """PutProfileObject, signed: every object comes twice, first as a new profile and then as a change of it."""
    return [_put(server, next(_OBJECTS)) for _ in range(number)]


def _put(server: Server, number: int) -> bytes:
    one = number // 2
    text = json.dumps(
        {
            "id": f"c-{one}",
            "first": f"Jo{one % 997}",
            "last": f"Doe{one % 9973}",
            "phone": f"+1 555 {one % 10**7:07d}",
            "email": f"jo.{one}@example.com",
            "notes": f"call {number} " + "x" * 300,
        }
    )
    body = json.dumps({"ObjectTypeName": TYPE, "Object": text}).encode()
    return signed(server, "PUT", f"/domains/{DOMAIN}/profiles/objects", body)
