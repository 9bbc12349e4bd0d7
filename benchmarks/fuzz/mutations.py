"""Ways to spoil a request: its body as a tree or as bytes, its path, its query, its method, its headers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final
from urllib.parse import quote, quote_from_bytes


@dataclass(frozen=True)
class Sent:
    """A request as it goes over the wire. path: as it is, percent-encoded. spoilt: the names of what was done to it."""

    method: str
    path: str
    query: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    spoilt: tuple[str, ...] = ()


Mutation = Callable[[Random, Sent], Sent]

EVIL: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1.5, 2**31, 2**53 + 1, -(2**63), 2**64, 10**30, 1e308, "", " ", "0", "-1", "null", "\x00",
    "a\x00b", "\u202ejohn", "💥" * 40, "é" * 255, "x" * 300, "x" * 70_000, "ﬀ", "\ufeff", "\x1b[31m", "' OR 1=1 --",
    "%s%n", "%", "../../etc/passwd", "{{_source.a}}", "{{", "_source.", "_profile.", "_profile.Nothing", "_profileId",
    "$(id)", "1" * 20_000, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "f" * 32, "f" * 31, "F" * 32, "9999-12-31",
    "yyyy-MM-dd'T'HH:mm", [], [[]], [None], ["x"] * 2000, {}, {"": ""}, {"a": {"b": {"c": None}}}, {"__proto__": 1},
    {"7": [], "07": 1},
)  # fmt: skip
BYTES: Final = (
    b"", b"{", b"null", b"[]", b'"a"', b"1", b"NaN", b'{"a":NaN}', b'{"a":1e999}', b'{"a":1}{"a":2}',
    b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b'{"a":"\xff"}', b'{"a":"\\ud800"}', b'{"a":"\\u0000"}', b"[" * 5000,
    b'{"a":' * 5000, b"\x1f\x8b\x08\x00", b"{} ", b'{"DomainName":"other","ProfileId":1,"ProfileId":2}',
)  # fmt: skip
METHODS: Final = ("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE")
HEADERS: Final = (
    ("Content-Type", "text/plain"), ("Content-Type", "application/json; charset=utf-16"), ("Content-Encoding", "gzip"),
    ("Accept", "text/html"), ("Expect", "200-ok"), ("X-Amz-Security-Token", "x" * 2000), ("X-Amz-Content-Sha256", "0"),
    ("X-Amz-Date", "yesterday"), ("X-Amz-Date", "20000101T000000Z"), ("Authorization", "Basic eDp4"),
    ("Authorization", "AWS4-HMAC-SHA256 Credential=/////, SignedHeaders=;;, Signature="), ("Authorization", ""),
    ("Host", "example.com"), ("Host", ""), ("Origin", "http://example.com"), ("Cookie", "a=" + "b" * 4000),
    ("Range", "bytes=0-1"), ("If-None-Match", "*"), ("X-Forwarded-For", "::1"), ("Connection", "close"),
    ("Accept-Encoding", "br, gzip"), ("X-HTTP-Method-Override", "DELETE"), ("Amz-Sdk-Request", "attempt=99; max=1"),
)  # fmt: skip


def spoil(random: Random, sent: Sent) -> Sent:
    """Do up to three things to a request; one in five stays as it is."""
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        mutation = random.choice(MUTATIONS)
        after = mutation(random, sent)
        sent = replace(after, spoilt=(*sent.spoilt, mutation.__name__)) if after != sent else sent
    return sent


def member(random: Random, sent: Sent) -> Sent:
    """One value somewhere in the body becomes another, goes, or gets a neighbour."""
    try:
        tree = json.loads(sent.body)
    except (ValueError, RecursionError):  # spoilt already
        return sent
    places = [place for place in _places(tree) if place]
    if not places:
        return sent
    *way, last = random.choice(places)
    inside = tree
    for step in way:
        inside = inside[step]
    kind = random.randrange(4)
    if kind == 0:
        del inside[last]
    elif kind == 1 and isinstance(inside, dict):
        inside[random.choice(("Unknown", "", "ProfileId", "NextToken", "0", "007"))] = random.choice(EVIL)
    elif kind == 1:
        inside += [inside[last]] * random.choice((1, 30))
    else:
        inside[last] = random.choice(EVIL)
    return replace(sent, body=json.dumps(tree, ensure_ascii=random.random() < 0.5).encode("utf-8", "replace"))


def _places(tree: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [way, *(place for step, value in inside for place in _places(value, (*way, step)))]


def raw_body(random: Random, sent: Sent) -> Sent:
    """Other bytes, or some of them changed or cut off."""
    kind = random.randrange(3)
    if kind == 0 or not sent.body:
        return replace(sent, body=random.choice(BYTES))
    at = random.randrange(len(sent.body))
    if kind == 1:
        return replace(sent, body=sent.body[:at])
    return replace(sent, body=sent.body[:at] + bytes([random.randrange(256)]) + sent.body[at + 1 :])


def path(random: Random, sent: Sent) -> Sent:
    """A segment of the path becomes another, goes, or is doubled."""
    segments = sent.path.split("/")
    at = random.randrange(1, len(segments))
    wrong = (
        quote(str(random.choice(EVIL)), safe="")[:3000], "", "%2e%2e", "%2F", "%00", "%ff", "%zz", segments[at].upper(),
        quote_from_bytes(random.randbytes(4), safe=""), "~", ";a=b", "+", "_status",
    )  # fmt: skip
    kind = random.randrange(4)
    segments[at : at + 1] = [[random.choice(wrong)], [], [segments[at]] * 2, [segments[at], ""]][kind]
    return replace(sent, path="/".join(segments) or "/")


def query(random: Random, sent: Sent) -> Sent:
    """A field more, or no field, or broken ones."""
    names = ("max-results", "next-token", "tagKeys", "include-hidden", "X-Amz-Signature", "unknown")
    value = quote(str(random.choice((*EVIL, 1, 100, 101, "1e2", "٣"))), safe="")[:3000]
    field = f"{random.choice(names)}={value}"
    choices = ("", field, f"{sent.query}&{field}", "&&&", "=", "a=%zz", "a=%ff", "&".join([field[:50]] * 250), "?" * 50)
    return replace(sent, query=random.choice(choices).strip("&"))


def method(random: Random, sent: Sent) -> Sent:
    """Another method."""
    return replace(sent, method=random.choice(METHODS))


def header(random: Random, sent: Sent) -> Sent:
    """A header that is put in, or in the place of the one of that name, after the request was signed."""
    return replace(sent, headers=(*sent.headers, random.choice(HEADERS)))


MUTATIONS: Final[tuple[Mutation, ...]] = (
    *[member] * 12, raw_body, raw_body, path, query, query, query, method, header,
)  # fmt: skip
"""What members can be is what most of the code is about."""
