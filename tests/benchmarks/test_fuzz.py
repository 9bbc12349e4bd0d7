"""Spoilt requests are refused in the API's format, and nothing else happens.

A few hundred of what `python -m benchmarks.fuzz` sends for as long as it is told, always the same ones; and proof that
its checks would notice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.fuzz.members import Known, Members
from benchmarks.fuzz.mutations import MUTATIONS, Sent, spoil
from benchmarks.fuzz.run import Fuzz, serialised, wrong
from benchmarks.fuzz.target import Answered, Target

from onefold.operations.service import ONEFOLD_V1, OPERATIONS
from onefold.wire.model import customer_profiles, onefold_v1
from onefold.wire.validate import validator

REQUESTS = 1000
MODELS = {**customer_profiles(), **onefold_v1()}


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Target]:
    where: list[str] = []
    if request.param == "postgresql":
        new_database: Callable[[str], str] = request.getfixturevalue("postgresql_server")
        where = ["--database", new_database("onefold_fuzz")]
    made = Target(tmp_path, *where)
    yield made
    made.close()


def test_whatever_comes_the_server_answers_in_its_format_and_does_not_fail(target: Target) -> None:
    numbers, fuzz = count(), Fuzz(target, seed=1)
    fuzz.begin()
    fuzz.run(lambda: next(numbers) < REQUESTS)
    assert fuzz.breaches == []
    assert target.said == []
    assert len(fuzz.answered) > 25
    assert {200, 400, 403, 404, 405} <= fuzz.statuses.keys()


OK = {"content-type": "application/json", "x-amzn-requestid": "1"}
REFUSED = {**OK, "x-amzn-errortype": "BadRequestException"}
TEXT = b'{"__type": "BadRequestException", "Message": "m"}'


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answered(200, OK, b'{"Matches": []}'), ""),
        (Answered(400, REFUSED, TEXT), ""),
        (None, "no answer"),
        (Answered(500, REFUSED, TEXT), "answered 500"),
        (Answered(503, {}, b""), "answered 503"),
        (Answered(302, OK, b"{}"), "answered 302"),
        (Answered(404, REFUSED, TEXT), "BadRequestException came with 404"),
        (Answered(400, OK, TEXT), "x-amzn-errortype is None"),
        (Answered(400, REFUSED, b"{}"), "the refusal has no __type and Message"),
        (Answered(400, REFUSED, b"[]"), "the refusal has no __type and Message"),
        (Answered(400, {**REFUSED, "content-type": "text/plain"}, TEXT), "headers"),
        (Answered(400, {"content-type": "application/json"}, TEXT), "headers"),
        (Answered(200, OK, b"<html>"), "the body is no JSON"),
        (Answered(200, OK, b'{"Matches": 1}'), "the answer breaks the model"),
        (Answered(200, OK, b'{"Matches": [], "Unknown": 1}'), "the answer breaks the model"),
        (Answered(200, OK, b"[]"), "the answer breaks the model"),
    ],
)
def test_an_answer_that_is_not_as_it_must_be_is_noticed(answer: Answered | None, problem: str) -> None:
    found = wrong(MODELS["GetMatches"], Sent("GET", "/domains/a/matches", "", b""), answer)
    assert [one[: len(problem)] for one in found] == ([problem] if problem else [])


def test_nothing_is_asked_of_the_answer_when_another_operation_may_have_run() -> None:
    for spoilt in ("path", "method"):
        sent = Sent("GET", "/domains/a", "", b"", spoilt=(spoilt,))
        assert wrong(MODELS["GetMatches"], sent, Answered(200, OK, b'{"DomainName": "a"}')) == []


@pytest.mark.parametrize("name", sorted({*OPERATIONS, *ONEFOLD_V1}))
def test_requests_are_right_before_they_are_spoilt(name: str) -> None:
    members = Members(Random(7), Known(Random(7)))
    check = validator(MODELS[name].input)
    for _ in range(20):
        made = members.of(MODELS[name])
        check(made)
        sent = serialised(MODELS[name], made)
        assert sent.method == MODELS[name].method
        assert not sent.body or isinstance(json.loads(sent.body), dict)


def test_the_same_seed_spoils_in_the_same_way() -> None:
    def some(seed: int) -> list[Sent]:
        random = Random(seed)
        return [
            spoil(random, Sent("POST", "/domains/a/matches", "max-results=1", b'{"A": [1, {"B": "c"}]}'))
            for _ in range(50)
        ]

    assert some(1) == some(1) != some(2)


@pytest.mark.parametrize("mutation", sorted(set(MUTATIONS), key=lambda one: one.__name__), ids=lambda one: one.__name__)
def test_every_mutation_changes_something(mutation: Any) -> None:
    sent = Sent("POST", "/domains/a/matches", "max-results=1", b'{"A": [1, {"B": "c"}]}')
    assert len({mutation(Random(seed), sent) for seed in range(50)} - {sent}) > 5


def test_what_answers_named_is_used_by_later_requests() -> None:
    known = Known(Random(1))
    assert known.one("MainProfileId") is None
    known.learn({"Items": [{"ProfileId": "a" * 32}], "NextToken": "t", "Message": "OK"})
    assert known.one("MainProfileId") == "a" * 32
    assert known.one("NextToken") == "t"
    assert known.one("Message") is None
