"""Pages: sizes, and tokens that say where the next one begins.

A token is sealed with a key of the installation for one operation and its request, so that it can be neither forged nor
used elsewhere; what is wrong with a refused one is not told.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from typing import Any, Final

from onefold.errors import BadRequestError
from onefold.operations.context import Answer, Context, Request

DEFAULT_RESULTS: Final = 100
"""AWS says it of SearchProfiles only (20). A solution of its own loops for ever if a first page has a NextToken, so
the largest page that the API allows is the safest default."""
_SEAL_BYTES: Final = 12
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
        raw = urlsafe_b64decode(token)
    except (Base64Error, ValueError) as error:
        raise _refused() from error
    seal, text = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(ctx, operation, request, text)):
        raise _refused()
    return json.loads(text)


def token(ctx: Context, operation: str, request: Request, at: Any) -> str:
    """The token of the page that begins after `at`, a value of JSON."""
    text = json.dumps(at, separators=(",", ":")).encode()
    return urlsafe_b64encode(_seal(ctx, operation, request, text) + text).decode()


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
    message = json.dumps([operation, bound], sort_keys=True, default=str).encode()
    return hmac.digest(ctx.token_key, message + b"\0" + text, "sha256")[:_SEAL_BYTES]


def _refused() -> BadRequestError:
    return BadRequestError("NextToken is not one that this operation gave for this request; begin with the first page")
