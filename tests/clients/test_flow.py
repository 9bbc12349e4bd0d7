"""Clients as they are, nothing changed but the endpoint, use everything that the server answers; on both stores."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from tests.clients.conftest import Driver, Server
from tests.clients.flow import FLOW, Has, Step, at, filled, just_now, mismatches

from onefold.operations.service import OPERATIONS

WAIT_SECONDS_MAX = 300

UNKNOWN = {
    "boto3-oldest": {
        "BatchGetProfile", "BatchPutProfileObject", "CreateUploadJob", "DetectProfileObjectType",
        "GetProfileHistoryRecord", "GetSimilarProfiles", "GetUploadJob", "GetUploadJobPath",
        "ListProfileHistoryRecords", "ListRuleBasedMatches", "ListUploadJobs", "StartUploadJob", "StopUploadJob",
    },
    "go": {
        "BatchGetProfile", "BatchPutProfileObject", "CreateUploadJob", "DetectProfileObjectType",
        "GetProfileHistoryRecord", "GetSimilarProfiles", "GetUploadJob", "GetUploadJobPath",
        "ListProfileHistoryRecords", "ListRuleBasedMatches", "ListUploadJobs", "StartUploadJob", "StopUploadJob",
    },
    "javascript": {"BatchPutProfileObject"},
}  # fmt: skip
"""Operations that came after a client's version."""


def test_every_operation_that_is_implemented_is_used_by_the_flow() -> None:
    used = {step.operation for step in FLOW}
    assert OPERATIONS.keys() - used == set(), "give each a step in tests/clients/flow.py"


def test_the_flow_of_every_operation(client: str, server: Server, drive: Callable[..., Driver]) -> None:
    driver = drive(client, server.environment)
    assert OPERATIONS.keys() - driver.operations == UNKNOWN.get(client, set()) & OPERATIONS.keys()
    kept = {"domain": f"flow-{client}"}
    for number, step in enumerate(FLOW):
        if {step.operation, step.needs or step.operation} <= OPERATIONS.keys() & driver.operations:
            wrong = problems(driver, step, kept)
            assert wrong == [], f"step {number}, {step.operation} {filled(step.given, kept)}"
    assert server.said_wrong == []


def problems(driver: Driver, step: Step, kept: dict[str, str]) -> list[str]:
    """Do one step and keep what it says. Returns what is not as it must be."""
    found = called(driver, step, kept)
    if step.error:
        return refused_otherwise(found, step.error[0], filled(step.error[1], kept))
    if "error" in found:
        return [str(found["error"])]
    wrong = mismatches(found["answer"], filled(step.expect, kept))
    if not wrong:
        kept |= {name: at(found["answer"], path) for name, path in step.keep.items()}
        if step.then:
            step.then(found["answer"])
    return wrong


def called(driver: Driver, step: Step, kept: dict[str, str]) -> dict[str, Any]:
    until = time.monotonic() + WAIT_SECONDS_MAX
    while True:
        found = driver(step.operation, **filled(step.given, kept))
        if step.until is None or "error" in found or not mismatches(found["answer"], step.until):
            return found
        assert time.monotonic() < until, f"waited in vain: {found}"
        time.sleep(0.2)


def refused_otherwise(found: dict[str, Any], code: str, part: str) -> list[str]:
    """What is not as it must be of a refusal; clients that have classes of errors must have used the right one."""
    error = found.get("error", {})
    right = error.get("code") == code and error.get("class", code) == code and part in error.get("message", "")
    return [] if right else [f"{found} is not {code}: {part}"]


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, True),
        ({"b": 2}, {"a": 1}, False),
        ({"a": ["y", "x"]}, {"a": ["x", "y"]}, True),
        ({"a": ["x"]}, {"a": ["x", "x"]}, False),
        ({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]}, True),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 1}]}, False),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": Has({"b": 2})}, True),
        ({"a": [{"b": 1}]}, {"a": Has({"b": 2})}, False),
        ({"a": None}, {"a": str}, False),
        ({}, {"a": just_now}, False),
        ({"a": "2020-01-01T00:00:00+00:00"}, {"a": just_now}, False),
        ({"a": True}, {"a": None}, False),
    ],
)
def test_an_answer_that_is_not_as_it_must_be_is_noticed(found: Any, wanted: Any, same: bool) -> None:
    assert (mismatches(found, wanted) == []) is same
