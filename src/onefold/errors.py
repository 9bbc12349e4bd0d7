"""Every error a user can meet.

OnefoldError
├── InputError          the input cannot be used: a file, a column, a value (ValueError too)
│   ├── ReadError       a file is missing, empty, broken or of no known format
│   ├── ColumnError     no usable column, an unknown column, an attribute mapped twice
│   └── JudgementError  judgements that cannot be read or contradict each other
├── OutputError         the result could not be written; nothing half-written is left
├── MemoryLimitError    the table is estimated not to fit in memory
└── ServiceError        the service refuses a request; each kind is one exception of the Customer Profiles API
    ├── BadRequestError          400: the input is invalid, or the resource is not in a state for it
    │   └── ChangedError         what was decided on has changed since it was looked at; nothing was done
    ├── AccessDeniedError        403: the key may not do this
    ├── ResourceNotFoundError    404: there is no such resource
    └── ThrottledError           429: too many requests; says when to come back
        └── BusyError            429: another process holds the database for longer than anybody waits
"""

from __future__ import annotations

import traceback


class OnefoldError(Exception):
    """Base of all errors of Onefold; its text says what was given, what was expected, where, and what to do."""


class InputError(OnefoldError, ValueError):
    """The input cannot be used as given."""


class ReadError(InputError):
    """A file is missing, empty, broken or of no known format."""


class ColumnError(InputError):
    """No usable column, a column that is not there, or an attribute given twice."""


class JudgementError(InputError):
    """Judgements that cannot be read, name an unknown record or contradict each other."""


class OutputError(OnefoldError):
    """The result could not be written; nothing half-written is left behind."""


class MemoryLimitError(OnefoldError):
    """The table is estimated to need more memory than there is."""


class ServiceError(OnefoldError):
    """A request that the service refuses; the text reaches the client, so it holds no personal data."""


class BadRequestError(ServiceError):
    """The input is invalid, or the resource is not in a state for it."""


class ChangedError(BadRequestError):
    """What was decided on has changed since it was looked at; nothing was done."""


class AccessDeniedError(ServiceError):
    """The key may not do this."""


class ResourceNotFoundError(ServiceError):
    """There is no such resource."""


class ThrottledError(ServiceError):
    """Too many requests. retry_after_seconds: when the next one would be answered."""

    def __init__(self, message: str, retry_after_seconds: float) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class BusyError(ThrottledError):
    """Another process has held the database for longer than anybody waits; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("The database is held by another process and nothing was changed; try again later", 5.0)


def outline(error: BaseException) -> str:
    """What kinds of error it was and where it happened, for logs: no message, as those of databases quote values."""
    kinds, chain = [], error.__cause__ or error.__context__
    while chain is not None:
        kinds.append(f" from {type(chain).__name__}")
        chain = chain.__cause__ or chain.__context__
    return f"{type(error).__name__}{''.join(kinds)}\n{''.join(traceback.format_tb(error.__traceback__))}"
