"""Only what is signed as botocore signs it, with the secret, for this service and now, is let in."""

from __future__ import annotations

import hmac
import time
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.wire.faults import SignatureError
from onefold.wire.sigv4 import (
    Claim,
    Request,
    canonical_path,
    canonical_request,
    headers_of,
    read_claim,
    signing_key,
    verify,
)

SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
HOST = "http://127.0.0.1:8750"


class Signed(NamedTuple):
    request: Request
    body: bytes


def signed(
    method: str,
    path: str,
    body: bytes = b"",
    *,
    service: str = "profile",
    region: str = "us-east-1",
    secret: str = SECRET,
    token: str | None = None,
    headers: dict[str, str] | None = None,
) -> Signed:
    """A request as botocore signs it."""
    made = AWSRequest(method, HOST + path, {"Host": "127.0.0.1:8750"} | (headers or {}), body)
    SigV4Auth(Credentials("AKIA", secret, token), service, region).add_auth(made)
    return received(made, body)


def presigned(method: str, path: str, seconds: int = 60) -> Signed:
    made = AWSRequest(method, HOST + path, {"Host": "127.0.0.1:8750"})
    SigV4QueryAuth(Credentials("AKIA", SECRET), "profile", "us-east-1", seconds).add_auth(made)
    return received(made, b"")


def received(made: Any, body: bytes) -> Signed:
    url = urlsplit(made.url)
    raw = [(name.lower().encode(), value.encode()) for name, value in made.headers.items()]
    return Signed(Request(made.method, url.path, url.query, headers_of(raw)), body)


def check(sent: Signed, secret: str = SECRET, now: float | None = None) -> Claim:
    claim = read_claim(sent.request, "profile", time.time() if now is None else now)
    verify(sent.request, claim, secret, sha256(sent.body).hexdigest())
    return claim


PATHS = [
    "/domains",
    "/domains/d/matches?max-results=5&next-token=a%2Fb%3D%3D",
    "/tags/arn%3Aaws%3Aprofile%3Aeu-west-1%3A000000000000%3Adomains%2Fd?tagKeys=b&tagKeys=a&tagKeys=a%20b",
    "/tags/arn:aws:profile:eu-west-1:0:domains%2Fd",
    "/domains/a%20b%2Bc~d%C3%A9/x",
    "/domains/d?b=2&a=1&a=0&c",
    "/domains/d?=x&y=",
    "/",
    "/domains//d/",
    "/a/./b/../c",
    "/a/b/..",
    "/../a",
    "/domains/d%252Fe",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("method", "body"), [("GET", b""), ("POST", b'{"a": "\xc3\xa9"}'), ("PUT", b"\x00" * 1000)])
def test_what_botocore_signs_is_accepted(method: str, path: str, body: bytes) -> None:
    assert check(signed(method, path, body)).access_key_id == "AKIA"


@pytest.mark.parametrize("path", PATHS)
def test_what_botocore_presigns_is_accepted(path: str) -> None:
    assert check(presigned("GET", path)).access_key_id == "AKIA"


SEGMENTS = st.lists(st.sampled_from(["", ".", "..", "a", "b%2F", "c:d", "...", "e~"]), max_size=6)


@given(SEGMENTS)
def test_paths_are_made_canonical_as_botocore_does(segments: list[str]) -> None:
    path = "/" + "/".join(segments)
    assert canonical_path(path) == SigV4Auth(Credentials("a", "b"), "profile", "r")._normalize_url_path(path)


@settings(deadline=None)
@given(st.dictionaries(st.text("ab-X%&=+ é", max_size=5), st.text("ab-/%&=+ é~", max_size=5), max_size=4))
def test_any_query_is_signed_as_botocore_does(fields: dict[str, str]) -> None:
    from botocore.utils import percent_encode_sequence

    check(signed("GET", f"/domains?{percent_encode_sequence(fields)}"))


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json", "X-Amz-User-Agent": "js/3   with  blanks "},
        {"X-Custom": "é"},
        {"amz-sdk-invocation-id": "1", "amz-sdk-request": "attempt=1"},
    ],
)
def test_headers_are_signed_with_their_blanks_joined(headers: dict[str, str]) -> None:
    check(signed("POST", "/domains/d", b"{}", headers=headers))


def test_the_values_of_a_repeated_header_are_joined() -> None:
    assert headers_of([(b"a", b" 1 "), (b"b", b"2"), (b"a", b"3  4")]) == {"a": "1,3 4", "b": "2"}


def test_a_session_token_is_signed_but_means_nothing() -> None:
    check(signed("GET", "/domains", token="any"))


@pytest.mark.parametrize("offset_seconds", [-1000, 0, 1000])
def test_the_header_date_may_say_the_time_of_a_request(offset_seconds: int) -> None:
    """botocore signs with a Date that is set already, and leaves out X-Amz-Date."""
    sent = signed("GET", "/domains", headers={"Date": "to be replaced"})
    assert "x-amz-date" not in sent.request.headers
    now = time.time() + offset_seconds
    if offset_seconds:
        with pytest.raises(SignatureError, match="clock"):
            check(sent, now=now)
    else:
        assert check(sent, now=now).access_key_id == "AKIA"


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Wed, 99 Nov 2026 99:99:99 GMT", "Wed, 25 Nov 99999999999 00:00:00 GMT"]
)
def test_a_date_that_is_none_is_refused(date: str) -> None:
    sent = signed("GET", "/domains", headers={"Date": "to be replaced"})
    with pytest.raises(SignatureError):
        check(Signed(sent.request._replace(headers={**sent.request.headers, "date": date}), b""))


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "onefold"])
def test_every_region_is_this_one(region: str) -> None:
    check(signed("GET", "/domains", region=region))


def tampered(sent: Signed, part: str) -> Signed:
    """A signed request with one part changed after it was signed."""
    request, headers = sent.request, dict(sent.request.headers)
    authorization = headers["authorization"]
    changes: dict[str, Any] = {
        "method": request._replace(method="DELETE"),
        "path": request._replace(raw_path="/domains/e"),
        "path encoding": request._replace(raw_path="/domains%2Fd"),
        "query": request._replace(query="max-results=2"),
        "query added": request._replace(query=f"{request.query}&a=b"),
        "query removed": request._replace(query=""),
        "host": request._replace(headers=headers | {"host": "127.0.0.1:8751"}),
        "date": request._replace(headers=headers | {"x-amz-date": later(headers["x-amz-date"])}),
        "signed header": request._replace(headers=headers | {"content-type": "text/plain"}),
        "signed header gone": request._replace(headers={k: v for k, v in headers.items() if k != "content-type"}),
        "region": request._replace(headers=headers | {"authorization": authorization.replace("us-east-1", "r")}),
        "signature": request._replace(headers=headers | {"authorization": flipped(authorization)}),
        "signature cut": request._replace(headers=headers | {"authorization": authorization[:-1]}),
        "signature empty": request._replace(headers=headers | {"authorization": authorization[:-64]}),
        "signature upper": request._replace(
            headers=headers | {"authorization": authorization[:-64] + authorization[-64:].upper()}),
    }  # fmt: skip
    return Signed(request, sent.body + b" ") if part == "body" else Signed(changes[part], sent.body)


def flipped(authorization: str) -> str:
    return authorization[:-1] + ("0" if authorization[-1] != "0" else "1")


def later(stamp: str) -> str:
    """The same day, another second."""
    return stamp[:-2] + ("0Z" if stamp[-2] != "0" else "1Z")


@pytest.mark.parametrize(
    "part",
    ["body", "method", "path", "path encoding", "query", "query added", "query removed", "host", "date",
     "signed header", "signed header gone", "region", "signature", "signature cut", "signature empty",
     "signature upper"],
)  # fmt: skip
def test_a_change_of_any_part_is_refused_with_the_same_words(part: str) -> None:
    sent = signed("POST", "/domains/d?max-results=1", b"{}", headers={"Content-Type": "application/json"})
    check(sent)
    with pytest.raises(SignatureError) as refused:
        check(tampered(sent, part))
    assert refused.value.type == "InvalidSignatureException"
    assert str(refused.value) == WRONG


WRONG = (
    "The signature does not match. Check the secret access key, and that the request is signed with AWS Signature "
    "Version 4 for the service 'profile' with its host header, exactly as it is sent"
)


@pytest.mark.parametrize("sent", [
    signed("GET", "/domains", service="s3"),
    signed("GET", "/domains", secret="other"),
], ids=["service", "secret"])  # fmt: skip
def test_another_service_and_another_secret_are_refused_with_the_same_words(sent: Signed) -> None:
    with pytest.raises(SignatureError) as refused:
        check(sent)
    assert str(refused.value) == WRONG


@pytest.mark.parametrize(("names", "accepted"), [("host;x-amz-date", True), ("x-amz-date", False), ("xhost", False)])
def test_the_host_must_be_among_the_signed_headers(names: str, accepted: bool) -> None:
    """Right signatures all three: a request for another server must not be good for this one."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    request = Request("GET", "/domains", "", {"host": "h", "xhost": "h", "x-amz-date": stamp})
    claim = Claim("AKIA", f"{stamp[:8]}/r/profile/aws4_request", "r", stamp, names, "", "")
    text = (
        f"AWS4-HMAC-SHA256\n{stamp}\n{claim.scope}\n"
        + sha256(canonical_request(request, claim, sha256(b"").hexdigest()).encode()).hexdigest()
    )
    signature = hmac.new(signing_key(SECRET, stamp[:8], "r", "profile"), text.encode(), "sha256").hexdigest()
    fields = f"Credential=AKIA/{claim.scope}, SignedHeaders={names}, Signature={signature}"
    sent = Signed(request._replace(headers=request.headers | {"authorization": f"AWS4-HMAC-SHA256 {fields}"}), b"")
    if accepted:
        check(sent)
        return
    with pytest.raises(SignatureError):
        check(sent)


@pytest.mark.parametrize("claimed", ["UNSIGNED-PAYLOAD", sha256(b"other").hexdigest()])
def test_the_hash_of_the_body_is_never_taken_from_the_client(claimed: str) -> None:
    sent = signed("POST", "/domains/d", b"{}", headers={"X-Amz-Content-SHA256": claimed})
    with pytest.raises(SignatureError):
        check(sent)


def test_the_right_hash_in_a_header_is_fine() -> None:
    check(signed("POST", "/domains/d", b"{}", headers={"X-Amz-Content-SHA256": sha256(b"{}").hexdigest()}))


@pytest.mark.parametrize(
    ("offset_seconds", "accepted"), [(0, True), (890, True), (-890, True), (910, False), (-910, False)]
)
def test_clocks_may_differ_by_fifteen_minutes(offset_seconds: float, accepted: bool) -> None:
    sent, now = signed("GET", "/domains"), time.time() + offset_seconds
    if accepted:
        check(sent, now=now)
        return
    with pytest.raises(SignatureError, match="clock"):
        check(sent, now=now)


@pytest.mark.parametrize(("age_seconds", "accepted"), [(0, True), (55, True), (70, False), (-890, True), (-910, False)])
def test_a_presigned_url_lives_as_long_as_it_says(age_seconds: float, accepted: bool) -> None:
    sent = presigned("GET", "/domains", 60)
    if accepted:
        check(sent, now=time.time() + age_seconds)
        return
    with pytest.raises(SignatureError, match="clock"):
        check(sent, now=time.time() + age_seconds)


def test_a_presigned_url_lives_a_week_at_most() -> None:
    sent = presigned("GET", "/domains", 999_999)
    check(sent, now=time.time() + 604_000)
    with pytest.raises(SignatureError):
        check(sent, now=time.time() + 605_000)


@pytest.mark.parametrize("change", [
    ("X-Amz-Expires=60", "X-Amz-Expires=61"), ("X-Amz-Expires=60", "X-Amz-Expires=-60"),
    ("X-Amz-Expires=60", ""), ("max-results=1", "max-results=2"), ("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders="),
])  # fmt: skip
def test_a_changed_presigned_url_is_refused(change: tuple[str, str]) -> None:
    sent = presigned("GET", "/domains?max-results=1")
    check(sent)
    changed = Signed(sent.request._replace(query=sent.request.query.replace(*change)), b"")
    with pytest.raises(SignatureError):
        check(changed)


@pytest.mark.parametrize("authorization", [
    None, "", "Basic YTpi", "AWS4-HMAC-SHA512 Credential=a", "Bearer x",
])  # fmt: skip
def test_a_request_without_a_signature_is_told_so(authorization: str | None) -> None:
    headers = {"host": "h"} | ({} if authorization is None else {"authorization": authorization})
    with pytest.raises(SignatureError) as refused:
        read_claim(Request("GET", "/domains", "", headers), "profile", time.time())
    assert refused.value.type == "MissingAuthenticationTokenException"


GOOD = "AKIA/20261124/us-east-1/profile/aws4_request"
BROKEN = [
    "",
    "Credential",
    "Credential=AKIA, SignedHeaders=host, Signature=0",
    "Credential=AKIA/20261124/r/profile/aws4_request/x, SignedHeaders=host, Signature=0",
    "Credential=AKIA/20261124/r/profile/aws5_request, SignedHeaders=host, Signature=0",
    "Credential=AKIA/20261125/r/profile/aws4_request, SignedHeaders=host, Signature=0",
    f"Credential={GOOD}, SignedHeaders=x-amz-date, Signature=0",
    f"Credential={GOOD}, SignedHeaders=host;gone, Signature=0",
    f"Credential={GOOD}, SignedHeaders=host",
    f"Credential={GOOD}, SignedHeaders=host, Signature=é",
    f"Credential={GOOD},,,=,SignedHeaders=host;;,Signature=",
]


@pytest.mark.parametrize("fields", BROKEN)
@pytest.mark.parametrize(
    "date", ["20261124T000000Z", "20261124", "", "Tue, 24 Nov 2026 00:00:00 GMT", "20261324T000000Z"]
)
def test_a_broken_signature_is_refused_and_nothing_else(fields: str, date: str) -> None:
    headers = {"host": "h", "authorization": f"AWS4-HMAC-SHA256 {fields}", "x-amz-date": date}
    with pytest.raises(SignatureError):
        check(Signed(Request("GET", "/domains", "", headers), b""), now=1_795_478_400)


@settings(max_examples=300)
@given(st.text(max_size=80), st.text("0123456789TZ", max_size=17), st.text("X-AmzSignature=&Expires%", max_size=60))
def test_no_text_makes_it_fail_otherwise(authorization: str, date: str, query: str) -> None:
    headers = {"host": "h", "x-amz-date": date, "authorization": f"AWS4-HMAC-SHA256 {authorization}"}
    for given_headers in (headers, {"host": "h"}):
        with pytest.raises(SignatureError):
            check(Signed(Request("GET", "/", f"X-Amz-Signature=0&{query}", given_headers), b""))
