"""What of the service model a server answers, and how it answers the rest."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, NamedTuple

from onefold.errors import BadRequestError
from onefold.wire.model import Model, OperationModel

IMPLEMENTED: Final = "implemented"
EMPTY_LIST: Final = "answers an empty list"
NOT_SUPPORTED: Final = "answers 400, not supported"


class Coverage(NamedTuple):
    """An operation of the model and what becomes of it."""

    operation: str
    method: str
    uri: str
    state: str


def coverage(model: Model, implemented: Collection[str]) -> list[Coverage]:
    """Every operation of the model in order of its name."""
    return [Coverage(o.name, o.method, o.uri, _state(o, implemented)) for _, o in sorted(model.items())]


def answer_unsupported(operation: OperationModel) -> dict[str, Any]:
    """The answer of an operation that is not implemented: its lists empty if it lists, else a BadRequestError.

    A 501 is in no model, and clients repeat what they take for a failure of the server.
    """
    if not _lists(operation):
        raise BadRequestError(f"{operation.name} is not supported by this server; its documentation lists what is")
    return {name: [] for name, member in operation.output.members.items() if member.shape.type == "list"}


def _state(operation: OperationModel, implemented: Collection[str]) -> str:
    if operation.name in implemented:
        return IMPLEMENTED
    return EMPTY_LIST if _lists(operation) else NOT_SUPPORTED


def _lists(operation: OperationModel) -> bool:
    return operation.name.startswith("List") and not operation.output.required
