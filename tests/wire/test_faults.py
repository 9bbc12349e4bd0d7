"""Refusals are errors that clients know; failures tell nothing."""

from __future__ import annotations

import json

import pytest

from onefold.errors import (
    AccessDeniedError,
    BadRequestError,
    InputError,
    OnefoldError,
    ResourceNotFoundError,
    ServiceError,
    ThrottledError,
)
from onefold.wire.faults import (
    INTERNAL,
    KINDS,
    Fault,
    MethodNotAllowedError,
    NoSuchOperationError,
    SignatureError,
    TooLargeError,
    TooSlowError,
    fault_of,
)
from onefold.wire.model import customer_profiles


class StaleTokenError(BadRequestError):
    """A kind of a kind."""


@pytest.mark.parametrize(
    ("error", "status", "type_"),
    [
        (BadRequestError("x"), 400, "BadRequestException"),
        (StaleTokenError("x"), 400, "BadRequestException"),
        (AccessDeniedError("x"), 403, "AccessDeniedException"),
        (ResourceNotFoundError("x"), 404, "ResourceNotFoundException"),
        (ThrottledError("x", 1), 429, "ThrottlingException"),
        (SignatureError("x"), 403, "InvalidSignatureException"),
        (SignatureError("x", "UnrecognizedClientException"), 403, "UnrecognizedClientException"),
        (NoSuchOperationError(), 404, "UnknownOperationException"),
        (MethodNotAllowedError("PUT", ["GET"]), 405, "UnknownOperationException"),
        (TooLargeError(10), 413, "RequestEntityTooLargeException"),
        (TooSlowError(10), 408, "RequestTimeoutException"),
    ],
)
def test_a_refusal_has_status_type_and_message(error: Exception, status: int, type_: str) -> None:
    fault = fault_of(error)
    assert (fault.status, fault.type, fault.message) == (status, type_, str(error))


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError("x"), OnefoldError("x"), InputError("x"), ServiceError("x"), MemoryError()]
)
def test_everything_else_is_a_failure_that_tells_nothing(error: Exception) -> None:
    assert fault_of(error) is INTERNAL


def test_every_exception_of_the_model_has_a_kind_of_the_same_status() -> None:
    modelled = {name: status for o in customer_profiles().values() for name, status in o.errors.items()}
    ours = {name: status for status, name in KINDS.values()} | {INTERNAL.type: INTERNAL.status}
    assert ours == modelled


@pytest.mark.parametrize(("seconds", "header"), [(0.0, b"1"), (0.01, b"1"), (1.0, b"1"), (1.2, b"2"), (60, b"60")])
def test_when_to_come_back_is_whole_seconds_and_never_too_early(seconds: float, header: bytes) -> None:
    assert fault_of(ThrottledError("x", seconds)).headers == ((b"retry-after", header),)


def test_the_body_is_what_both_kinds_of_client_read() -> None:
    assert json.loads(Fault(400, "BadRequestException", 'é "x"').body) == {
        "__type": "BadRequestException",
        "Message": 'é "x"',
    }
