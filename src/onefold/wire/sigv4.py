"""AWS Signature Version 4, checked: in headers as the SDKs sign, or in the query string of a presigned URL.

The two libraries on PyPI that check signatures refuse what boto3 sends, so this is our own, with botocore's signer as
the oracle of its tests. The hash of the body is always computed here, whatever the client claims it to be.
"""

from __future__ import annotations

import hmac
import re
from calendar import timegm
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from time import gmtime, strftime, strptime
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlencode

from onefold.wire.faults import SignatureError

ALGORITHM: Final = "AWS4-HMAC-SHA256"
SKEW_SECONDS_MAX: Final = 15 * 60
"""How far the clocks of client and server may differ: AWS allows as much."""

PRESIGNED_SECONDS_MAX: Final = 7 * 24 * 3600
"""How long a presigned URL may live: AWS allows as much."""

UNSIGNED_BODY: Final = "UNSIGNED-PAYLOAD"
"""What stands for the hash of a body that is not known when a link is signed; S3's links have the same."""

MISSING: Final = "The request is not signed: sign it with AWS Signature Version 4 and a key of this server"
WRONG: Final = (
    "The signature does not match. Check the secret access key, and that the request is signed with AWS Signature "
    "Version 4 for the service 'profile' with its host header, exactly as it is sent"
)
UNKNOWN: Final = "The access key of the request is not one of this server"
EXPIRED: Final = "The request was signed at a time that is not the server's; check the clock of the client"


class Request(NamedTuple):
    """What of a request is signed, as it travels: path and query still encoded; headers as `headers_of` gives them."""

    method: str
    raw_path: str
    query: str
    headers: Mapping[str, str]


class Claim(NamedTuple):
    """What a request says of its own signature; nothing of it is proved before `verify`."""

    access_key_id: str
    scope: str
    region: str
    time: str
    signed_headers: str
    signature: str
    query: str


def read_claim(request: Request, service: str, now: float) -> Claim:
    """The signature of a request, when its form and its time are right. now: seconds since 1970.

    Raises SignatureError; reads only what is public, so nothing about a secret can be learned from it.
    """
    if "authorization" in request.headers:
        fields, query, seconds_max = _header_fields(request.headers), request.query, float(SKEW_SECONDS_MAX)
    elif "X-Amz-Signature=" in request.query:
        fields, query = _query_fields(request.query)
        seconds_max = _lifetime(fields)
    else:
        raise SignatureError(MISSING, "MissingAuthenticationTokenException")
    claim = _claim(fields, query, service)
    _check_time(claim.time, now, seconds_max)
    return claim


def verify(request: Request, claim: Claim, secret: str, body_hash: str) -> None:
    """Raise SignatureError unless the claim was made with the secret over this request.

    body_hash: SHA-256 of the body in lower-case hexadecimal, computed by the server.
    """
    if not hmac.compare_digest(_signature(request, claim, secret, body_hash).encode(), claim.signature.encode()):
        raise SignatureError(WRONG)


def presigned(request: Request, key: tuple[str, str], region: str, service: str, now: float, seconds: int) -> str:
    """The query string of a link that whoever has it can use for some time, with a body of their own.

    request: what the link will be, with the header `host`. key: id and secret of the access key that it acts for.
    """
    access_key_id, secret = key
    time = strftime("%Y%m%dT%H%M%SZ", gmtime(now))
    scope = f"{time[:8]}/{region}/{service}/aws4_request"
    fields = {
        "X-Amz-Algorithm": ALGORITHM, "X-Amz-Credential": f"{access_key_id}/{scope}", "X-Amz-Date": time,
        "X-Amz-Expires": str(seconds), "X-Amz-SignedHeaders": "host",
    }  # fmt: skip
    query = urlencode(fields)
    claim = Claim(access_key_id, scope, region, time, "host", "", query)
    return f"{query}&X-Amz-Signature={_signature(request, claim, secret, UNSIGNED_BODY)}"


def _signature(request: Request, claim: Claim, secret: str, body_hash: str) -> str:
    canonical = canonical_request(request, claim, body_hash)
    text = f"{ALGORITHM}\n{claim.time}\n{claim.scope}\n{sha256(canonical.encode()).hexdigest()}"
    date, _, service, _ = claim.scope.split("/")
    keyed = _keyed(signing_key(secret, date, claim.region, service)).copy()
    keyed.update(text.encode())
    return keyed.hexdigest()


def canonical_request(request: Request, claim: Claim, body_hash: str) -> str:
    """The text that client and server both make of a request. Raises SignatureError for a header that is not there."""
    lines = [request.method, canonical_path(request.raw_path), canonical_query(claim.query)]
    for name in claim.signed_headers.split(";"):
        if name not in request.headers:
            raise SignatureError(WRONG)
        lines.append(f"{name}:{request.headers[name]}")
    return "\n".join([*lines, "", claim.signed_headers, body_hash])


def canonical_path(raw_path: str) -> str:
    """The path without dot segments and double slashes, encoded once more than it travels: all services but S3 do."""
    if "//" in raw_path or "/." in raw_path:
        raw_path = _without_dots(raw_path)
    return quote(raw_path, safe="/~")


def canonical_query(query: str) -> str:
    """The fields in order of their encoded names and values, each encoded in the one way that AWS defines."""
    if not query:
        return ""
    fields = [pair.partition("=") for pair in query.split("&") if pair]
    return "&".join(f"{name}={value}" for name, value in sorted((_encoded(n), _encoded(v)) for n, _, v in fields))


@lru_cache(maxsize=1024)
def signing_key(secret: str, date: str, region: str, service: str) -> bytes:
    """The key that signs for one day, region and service: four rounds of HMAC, the same all day."""
    key = f"AWS4{secret}".encode()
    for part in (date, region, service, "aws4_request"):
        key = _sign(key, part)
    return key


@lru_cache(maxsize=1024)
def _keyed(key: bytes) -> hmac.HMAC:
    """Ready to be copied. In one call, `hmac.digest` would let other threads in for each request, and the event loop
    wait until they are done with a turn."""
    return hmac.new(key, digestmod="sha256")


def _sign(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")


def _encoded(text: str) -> str:
    return text if _UNRESERVED(text) else quote(unquote(text), safe="-_.~")


_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]*").fullmatch


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == ".." and kept:
            kept.pop()
        elif segment not in ("", ".", ".."):
            kept.append(segment)
    return "/" + "/".join(kept) + ("/" if path.endswith("/") and kept else "")


def headers_of(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers as signatures take them: runs of blanks are one, values of one name are joined by a comma.

    raw: names in lower case, as ASGI gives them.
    """
    found: dict[str, str] = {}
    for raw_name, raw_value in raw:
        name, value = raw_name.decode("latin-1"), " ".join(raw_value.decode("utf-8", "replace").split())
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def _header_fields(headers: Mapping[str, str]) -> dict[str, str]:
    algorithm, _, rest = headers["authorization"].partition(" ")
    if algorithm != ALGORITHM:
        raise SignatureError(MISSING, "MissingAuthenticationTokenException")
    fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    return fields | {"Date": headers.get("x-amz-date") or _of_http_date(headers.get("date", ""))}


def _of_http_date(text: str) -> str:
    """The time of a request that is signed with the header Date alone, as AWS allows; "" if that is none. UTC."""
    try:
        return parsedate_to_datetime(text).strftime("%Y%m%dT%H%M%SZ")
    except (ValueError, OverflowError):
        return ""


def _query_fields(query: str) -> tuple[dict[str, str], str]:
    """The signature in a query string, and the query string without it."""
    pairs = query.split("&")
    fields = dict(pair.removeprefix("X-Amz-").partition("=")[::2] for pair in pairs if pair.startswith("X-Amz-"))
    rest = "&".join(pair for pair in pairs if not pair.startswith("X-Amz-Signature="))
    return {name: unquote(value) for name, value in fields.items()}, rest


def _lifetime(fields: dict[str, str]) -> float:
    seconds = fields.get("Expires", "")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 6):
        raise SignatureError(WRONG)
    return min(int(seconds), PRESIGNED_SECONDS_MAX)


def _claim(fields: dict[str, str], query: str, service: str) -> Claim:
    access_key_id, *scope = fields.get("Credential", "").split("/")
    signed_headers = fields.get("SignedHeaders", "")
    if len(scope) != 4 or "host" not in signed_headers.split(";"):
        raise SignatureError(WRONG)
    time, (date, region, name, end) = fields.get("Date", ""), scope
    if name != service or end != "aws4_request" or date != time[:8]:
        raise SignatureError(WRONG)
    return Claim(access_key_id, "/".join(scope), region, time, signed_headers, fields.get("Signature", ""), query)


def _check_time(time: str, now: float, seconds_max: float) -> None:
    if not -SKEW_SECONDS_MAX <= now - _seconds(time) <= seconds_max:
        raise SignatureError(EXPIRED)


@lru_cache(maxsize=1024)
def _seconds(time: str) -> int:
    try:
        return timegm(strptime(time, "%Y%m%dT%H%M%SZ"))
    except ValueError:
        raise SignatureError(WRONG) from None
