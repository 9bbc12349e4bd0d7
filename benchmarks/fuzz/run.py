"""Requests one after the other, and what is wrong with their answers."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final

import jsonschema_rs
from benchmarks.fuzz.members import DOMAINS, Known, Members
from benchmarks.fuzz.mutations import Sent, spoil
from benchmarks.fuzz.target import Answered, Connection, Target, target_of
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from botocore.utils import percent_encode_sequence

from onefold.operations.service import ONEFOLD_V1, OPERATIONS
from onefold.wire.model import SERVICE, OperationModel, customer_profiles, onefold_v1
from onefold.wire.schemas import answer_schema

REFUSALS: Final = (400, 403, 404, 405, 408, 413, 429)
"""What a request may be refused with; each is in the documentation."""
NOT_RUN: Final = frozenset({"path", "method"})
"""What may have made another operation of a request."""
SHOWN_MAX: Final = 400


class Fuzz:
    """One client with its own chance. The same seed sends the same requests for the same answers."""

    def __init__(self, target: Target, seed: int) -> None:
        self.statuses: Counter[int] = Counter()
        self.answered: Counter[str] = Counter()
        self.breaches: list[str] = []
        self._target = target
        self._connection: Connection = target.connect()
        self._random = Random(seed)
        self._known = Known(self._random)
        self._members = Members(self._random, self._known)
        self._seed = seed

    def begin(self) -> None:
        """Make the domains that most requests are about."""
        create = customer_profiles()["CreateDomain"]
        for name in DOMAINS:
            settings = {"DomainName": name, "DefaultExpirationDays": 9, "Matching": {"Enabled": True}}
            self._connection.send(self._random, serialised(create, settings))

    def run(self, going_on: Callable[[], bool]) -> None:
        """Send requests for as long as that is so and the server lives."""
        number = 0
        while going_on() and self._target.alive():
            number += 1
            self._once(number)
        if not self._target.alive():
            self.breaches.append("the server has ended")
        self._connection.close()

    def _once(self, number: int) -> None:
        operation = self._operation()
        sent = spoil(self._random, serialised(operation, self._members.of(operation)))
        began = time.monotonic()
        answer = self._connection.send(self._random, sent)
        seconds = time.monotonic() - began
        for problem in wrong(operation, sent, answer):
            request = f"{sent.method} {target_of(sent)} {sent.headers} {sent.body!r}"[:SHOWN_MAX]
            spoilt = ", ".join(sent.spoilt) or "nothing"
            place = f"seed {self._seed}, request {number}, {operation.name}, {seconds:.1f} s, spoilt: {spoilt}"
            self.breaches.append(f"{problem}\n  {place}\n  {request}\n  {answer and answer.body[:SHOWN_MAX]!r}")
        if answer is not None:
            self.statuses[answer.status] += 1
            if answer.status == 200 and not NOT_RUN & set(sent.spoilt):
                self.answered[operation.name] += 1
                self._known.learn(json.loads(answer.body))

    def _operation(self) -> OperationModel:
        """Most are ones that do something; domains are seldom deleted, as that takes everything along."""
        models = customer_profiles(), onefold_v1()
        name = self._random.choice(_names())
        if name == "DeleteDomain" and self._random.random() < 0.8:
            name = "GetMatches"
        return next(model[name] for model in models if name in model)


def wrong(operation: OperationModel, sent: Sent, answer: Answered | None) -> list[str]:
    """What is not as it must be with the answer to a request, in one line each."""
    if answer is None:
        return ["no answer"]
    if answer.status >= 500:
        return [f"answered {answer.status}"]
    if sent.method == "HEAD":
        return []
    if answer.headers.get("content-type") != "application/json" or "x-amzn-requestid" not in answer.headers:
        return [f"headers {answer.headers}"]
    try:
        body = json.loads(answer.body)
    except ValueError:
        return ["the body is no JSON"]
    if answer.status == 200:
        return [] if NOT_RUN & set(sent.spoilt) else _breaks(operation, body)
    return _wrong_refusal(operation, answer, body)


def _wrong_refusal(operation: OperationModel, answer: Answered, body: Any) -> list[str]:
    if answer.status not in REFUSALS:
        return [f"answered {answer.status}"]
    if not isinstance(body, Mapping) or not all(isinstance(body.get(name), str) for name in ("__type", "Message")):
        return ["the refusal has no __type and Message"]
    if answer.headers.get("x-amzn-errortype") != body["__type"]:
        return [f"x-amzn-errortype is {answer.headers.get('x-amzn-errortype')}"]
    if operation.errors.get(body["__type"], answer.status) != answer.status:
        return [f"{body['__type']} came with {answer.status}"]
    return []


def _breaks(operation: OperationModel, body: Any) -> list[str]:
    try:
        _check(operation).validate(body)
    except jsonschema_rs.ValidationError as error:
        return [f"the answer breaks the model: {error.message[:SHOWN_MAX]} at {error.instance_path}"]
    return []


@cache
def _check(operation: OperationModel) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(answer_schema(operation.output))


@cache
def _names() -> list[str]:
    """The operations to choose from: those that are answered four times, and the others once."""
    return [*customer_profiles(), *(3 * list(OPERATIONS)), *(4 * list(ONEFOLD_V1))]


@cache
def _services() -> tuple[ServiceModel, ServiceModel]:
    """botocore's reading of both models."""
    amazon = Loader().load_service_model(SERVICE, "service-2")
    own = json.loads(files("onefold.wire").joinpath("onefold-v1.json").read_text(encoding="utf-8"))
    beside = {**own, "metadata": amazon["metadata"], "shapes": {**amazon["shapes"], **own["shapes"]}}
    return ServiceModel(amazon, SERVICE), ServiceModel(beside, SERVICE)


def serialised(operation: OperationModel, members: Mapping[str, Any]) -> Sent:
    """The request that botocore makes of members."""
    amazon, own = _services()
    service = amazon if operation.name in customer_profiles() else own
    serialiser = create_serializer("rest-json", include_validation=False)
    made = serialiser.serialize_to_request(dict(members), service.operation_model(operation.name))
    body = made["body"] or b""
    query = percent_encode_sequence(made["query_string"])
    return Sent(made["method"], made["url_path"], query, body if isinstance(body, bytes) else body.encode())
