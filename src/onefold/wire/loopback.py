"""Who may talk to a server that asks for no signature.

It listens on the loopback address only, but so does every page that a browser on the machine shows: one may post to
localhost, or have its own name resolve to 127.0.0.1. Clients that are no browser send neither header.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from onefold.errors import AccessDeniedError

HOSTS: Final = {"localhost", "127.0.0.1", "[::1]"}


def refuse_browsers(headers: Mapping[str, str]) -> None:
    """Raise AccessDeniedError for a request of a web page, or for a host that is not this machine."""
    host = headers.get("host", "")
    name = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
    if name.lower() not in HOSTS:
        raise AccessDeniedError("Without signatures this server answers to localhost and 127.0.0.1 only")
    if "origin" in headers:
        raise AccessDeniedError("Without signatures this server answers no web pages")
