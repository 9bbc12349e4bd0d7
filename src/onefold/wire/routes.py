"""Which operation a method and a path mean.

Paths are matched as they travel, still percent-encoded: a label may hold an encoded slash, as the ARN of a tagged
resource does. Labels are decoded after that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from onefold.errors import BadRequestError
from onefold.wire.faults import MethodNotAllowedError, NoSuchOperationError
from onefold.wire.model import OperationModel


class Match(NamedTuple):
    """The operation that a path means, and the values of its labels."""

    operation: OperationModel
    labels: dict[str, str]


class _Route(NamedTuple):
    """Its fixed segments and its labels, each with its position in the path."""

    fixed: tuple[tuple[int, str], ...]
    labels: tuple[tuple[int, str], ...]
    operation: OperationModel


class Router:
    """The routes by method and number of segments; a path costs one look-up and a few comparisons."""

    def __init__(self, operations: Iterable[OperationModel]) -> None:
        self._routes: dict[tuple[str, int], list[_Route]] = defaultdict(list)
        self._methods: set[str] = set()
        for operation in operations:
            segments = operation.uri.split("/")
            self._routes[operation.method, len(segments)].append(_route(segments, operation))
            self._methods.add(operation.method)
        for routes in self._routes.values():
            routes.sort(key=lambda route: len(route.labels))  # `/profiles/ruleBasedMatches` before `/profiles/{Id}`

    def match(self, method: str, raw_path: str) -> Match:
        """The operation of a request, and its labels decoded.

        Raises NoSuchOperationError, MethodNotAllowedError when the path is one of other methods only, and
        BadRequestError for a label that is no UTF-8 text.
        """
        segments = raw_path.split("/")
        route = self._route(method, segments)
        if route is not None:
            return Match(route.operation, {name: decoded(segments[at], name) for at, name in route.labels})
        allowed = sorted(other for other in self._methods if self._route(other, segments))
        if allowed:
            raise MethodNotAllowedError(method, allowed)
        raise NoSuchOperationError()

    def _route(self, method: str, segments: list[str]) -> _Route | None:
        for route in self._routes.get((method, len(segments)), ()):
            if all(segments[at] == text for at, text in route.fixed) and all(segments[at] for at, _ in route.labels):
                return route
        return None


def _route(segments: list[str], operation: OperationModel) -> _Route:
    parts = list(enumerate(segments))
    names = {member.wire_name: name for name, member in operation.input_at("uri").items()}
    labels = tuple((at, names[text[1:-1]]) for at, text in parts if text.startswith("{"))
    fixed = tuple((at, text) for at, text in reversed(parts) if not text.startswith("{"))  # ends differ, starts do not
    return _Route(fixed, labels, operation)


def decoded(text: str, name: str) -> str:
    """A percent-encoded piece of a URL as text. Raises BadRequestError naming the member if it is no UTF-8 text."""
    if "%" not in text:
        return text
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise BadRequestError(f"{name} is not UTF-8 text once its %-escapes are decoded") from None
