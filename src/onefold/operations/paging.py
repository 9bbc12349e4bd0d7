"""Pages: sizes, and tokens that say where the next one begins.

A token is sealed with a key of the installation for one operation and its request, so that it can be neither forged nor
used elsewhere; what is wrong with a refused one is not told.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import orjson

from onefold.errors import BadRequestError
from onefold.operations.context import Answer, Context, Request

DEFAULT_RESULTS: Final = 100
"""AWS says it of SearchProfiles only (20). A solution of its own loops for ever if a first page has a NextToken, so
the largest page that the API allows is the safest default."""
_SEAL_BYTES: Final = 12
_PADDING: Final = "=="
"""As much as any token can lack; more than it needs is ignored."""
_UNBOUND: Final = ("NextToken", "MaxResults")
"""Members that may differ from page to page."""


def size(request: Request, default: int = DEFAULT_RESULTS) -> int:
    """How many results the page may have."""
    return int(request.get("MaxResults", default))


def position(ctx: Context, operation: str, request: Request) -> Any:
    """Where the page begins: what the last one's token was made of, None for the first page.

    Raises BadRequestError for a token that was not made here, for this operation and this request.
    """
    token = request.get("NextToken")
    if token is None:
        return None
    try:
        raw = urlsafe_b64decode(token + _PADDING)
    except (Base64Error, ValueError) as error:
        raise _refused() from error
    seal, text = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(ctx, operation, request, text)):
        raise _refused()
    return orjson.loads(text)


def token(ctx: Context, operation: str, request: Request, at: Any) -> str:
    """The token of the page that begins after `at`, a value of JSON. No character of it has to be escaped in a URL."""
    text = orjson.dumps(at)
    return urlsafe_b64encode(_seal(ctx, operation, request, text) + text).decode().rstrip("=")


def answer(ctx: Context, operation: str, request: Request, member: str, items: Sequence[tuple[Any, Any]]) -> Answer:
    """A page of at most `size` items under `member`, and the token if there are more.

    items: pairs of position and item, one more than the page has if there is one.
    """
    shown = items[: size(request)]
    page: Answer = {member: [item for _, item in shown]}
    if len(items) > len(shown):
        page["NextToken"] = token(ctx, operation, request, shown[-1][0])
    return page


def _seal(ctx: Context, operation: str, request: Request, text: bytes) -> bytes:
    bound = {name: value for name, value in request.items() if name not in _UNBOUND}
    sealing = _keyed(ctx.token_key).copy()
    sealing.update(orjson.dumps([operation, bound], default=str, option=orjson.OPT_SORT_KEYS) + b"\0" + text)
    return sealing.digest()[:_SEAL_BYTES]


@lru_cache(maxsize=16)
def _keyed(key: bytes) -> hmac.HMAC:
    """Ready to be copied, which takes a third of the time of a new one."""
    return hmac.new(key, digestmod="sha256")


def _refused() -> BadRequestError:
    return BadRequestError("NextToken is not one that this operation gave for this request; begin with the first page")
