"""What the tests of the wire share: values of any shape, requests as botocore makes them, and a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import botocore.loaders
import botocore.model
import botocore.serialize
import pytest
from botocore.awsrequest import create_request_object, prepare_request_dict
from hypothesis import strategies as st

from onefold.wire import Caller, Key
from onefold.wire.model import SERVICE, Shape, customer_profiles
from onefold.wire.schemas import limits_of

KEYS = {
    "AKIAADMIN": Key("admin-secret", Caller("AKIAADMIN", "admin", None)),
    "AKIAREAD": Key("read-secret", Caller("AKIAREAD", "read", None)),
    "AKIAONE": Key("one-secret", Caller("AKIAONE", "write", frozenset({"one"}))),
}


class Sent(NamedTuple):
    """A request as a client sends it."""

    method: str
    raw_path: str
    query: str
    body: bytes


@pytest.fixture(scope="session")
def oracle() -> botocore.model.ServiceModel:
    """botocore's own reading of the service model."""
    return botocore.model.ServiceModel(botocore.loaders.Loader().load_service_model(SERVICE, "service-2"), SERVICE)


@pytest.fixture(scope="session")
def send_as_botocore(oracle: botocore.model.ServiceModel) -> Callable[[str, Mapping[str, Any]], Sent]:
    """The request that botocore makes of the members of an operation."""
    serialiser = botocore.serialize.create_serializer("rest-json", False)

    def send(operation: str, members: Mapping[str, Any]) -> Sent:
        made = serialiser.serialize_to_request(dict(members), oracle.operation_model(operation))
        prepare_request_dict(made, "http://localhost", user_agent="test")
        prepared = create_request_object(made).prepare()
        url = urlsplit(prepared.url)
        return Sent(prepared.method, url.path, url.query, prepared.body or b"")

    return send


@pytest.fixture(scope="session")
def values_of() -> Callable[[Shape], st.SearchStrategy[Any]]:
    """Values that keep every rule of a shape."""
    return values


@cache
def values(shape: Shape) -> st.SearchStrategy[Any]:
    makers = {"structure": structures, "list": lists, "map": maps, "string": texts}
    if shape.type in makers:
        return makers[shape.type](shape)
    if shape.type == "boolean":
        return st.booleans()
    if shape.type == "timestamp":  # botocore sends whole seconds
        return st.integers(0, 4_000_000_000)
    low, high = limits_of(shape)
    if shape.type in ("integer", "long"):
        return st.integers(low, high)
    return st.floats(low if low is not None else -1e9, high if high is not None else 1e9)


def structures(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.union:
        return st.one_of(st.fixed_dictionaries({name: values(m.shape)}) for name, m in shape.members.items())
    required = {name: values(m.shape) for name, m in shape.members.items() if name in shape.required}
    optional = {name: values(m.shape) for name, m in shape.members.items() if name not in shape.required}
    labels = {name: values(m.shape).filter(bool) for name, m in shape.members.items() if m.location == "uri"}
    return st.fixed_dictionaries(required | labels, optional={n: v for n, v in optional.items() if n not in labels})


def lists(shape: Shape) -> st.SearchStrategy[Any]:
    assert shape.element
    size = int(shape.min or 0)
    return st.lists(values(shape.element), min_size=size, max_size=min(size + 2, int(shape.max or 9)))


def maps(shape: Shape) -> st.SearchStrategy[Any]:
    assert shape.element
    assert shape.key
    size = int(shape.min or 0)
    return st.dictionaries(
        values(shape.key), values(shape.element), min_size=size, max_size=min(size + 2, int(shape.max or 9))
    )


def texts(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.enum:
        return st.sampled_from(shape.enum)
    low, high = int(shape.min or 0), int(shape.max or 99)
    if shape.pattern:
        pattern = shape.pattern.removeprefix("^").removesuffix("$")
        printable = st.characters(min_codepoint=32, max_codepoint=126)
        found = st.from_regex(pattern, fullmatch=True, alphabet=printable)
        return found.filter(lambda text: low <= len(text) <= high)
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(characters, min_size=low, max_size=min(high, low + 6))


@pytest.fixture
def serve(serving: Callable[..., Any]) -> Iterator[Callable[..., int]]:
    """Starts a real server for an application, or for `create_app` of operations; gives its port."""
    with ExitStack() as stack:
        yield lambda app: stack.enter_context(serving(app))


@pytest.fixture(scope="session")
def keys() -> dict[str, Key]:
    """The keys of the servers under test."""
    return KEYS


@pytest.fixture(scope="session")
def model() -> Any:
    """The service model."""
    return customer_profiles()
