"""Errors as answers: every refusal is a status, a type and a message.

The AWS SDKs read the type from the header x-amzn-ErrorType or from __type, and the text from Message; both are sent.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from onefold.errors import (
    AccessDeniedError,
    BadRequestError,
    OnefoldError,
    ResourceNotFoundError,
    ServiceError,
    ThrottledError,
)

Headers = tuple[tuple[bytes, bytes], ...]


class Fault(NamedTuple):
    """An error on its way out."""

    status: int
    type: str
    message: str
    headers: Headers = ()

    @property
    def body(self) -> bytes:
        """The JSON text of the answer."""
        return json.dumps({"__type": self.type, "Message": self.message}).encode()


class WireError(ServiceError):
    """A request refused before it reaches an operation; no operation's model names these errors."""

    status = 400
    type = "BadRequestException"
    headers: Headers = ()


class NoSuchOperationError(WireError):
    """No operation has this path."""

    status = 404
    type = "UnknownOperationException"

    def __init__(self) -> None:
        super().__init__("No operation has this path; compare it with the API reference")


class MethodNotAllowedError(WireError):
    """The path is one of other methods. allowed: those, in order."""

    status = 405
    type = "UnknownOperationException"

    def __init__(self, method: str, allowed: Sequence[str]) -> None:
        names = ", ".join(allowed)
        super().__init__(f"This path has no {method}; it takes {names}")
        self.headers = ((b"allow", names.encode()),)


class TooLargeError(WireError):
    """The body is larger than the server reads."""

    status = 413
    type = "RequestEntityTooLargeException"

    def __init__(self, bytes_max: int) -> None:
        super().__init__(f"The body must have at most {bytes_max} bytes")


class TooSlowError(WireError):
    """The body did not arrive in time."""

    status = 408
    type = "RequestTimeoutException"

    def __init__(self, seconds_max: float) -> None:
        super().__init__(f"The body did not arrive within {seconds_max:g} seconds")


class SignatureError(WireError):
    """The request is not signed, or not by a key of this server. Never says which part of a signature is wrong."""

    status = 403
    type = "InvalidSignatureException"

    def __init__(self, message: str, type_: str = type) -> None:
        super().__init__(message)
        self.type = type_


KINDS: Final[dict[type[ServiceError], tuple[int, str]]] = {
    BadRequestError: (400, "BadRequestException"),
    AccessDeniedError: (403, "AccessDeniedException"),
    ResourceNotFoundError: (404, "ResourceNotFoundException"),
    ThrottledError: (429, "ThrottlingException"),
}
"""The exceptions that the service model names, but for InternalServerException."""

INTERNAL: Final = Fault(
    500, "InternalServerException", "The server failed; its log has the details under the request id"
)


def fault_of(error: Exception) -> Fault:
    """How an error is answered. One that is no ServiceError is a fault of the server and tells nothing."""
    if isinstance(error, WireError):
        return Fault(error.status, error.type, str(error), error.headers)
    if isinstance(error, ThrottledError):
        seconds = str(max(1, math.ceil(error.retry_after_seconds))).encode()
        return Fault(*KINDS[ThrottledError], str(error), ((b"retry-after", seconds),))
    kind = next((kind for kind in type(error).__mro__ if kind in KINDS), None)
    if kind is None or not issubclass(kind, OnefoldError):
        return INTERNAL
    return Fault(*KINDS[kind], str(error))
