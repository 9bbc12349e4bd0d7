"""The model is botocore's, as plain data."""

from __future__ import annotations

import botocore.model
import pytest

from onefold.operations.service import ONEFOLD_V1
from onefold.wire.access import ONEFOLD_V1_LEAST_ROLES
from onefold.wire.model import customer_profiles, model_of, onefold_v1

MODEL = customer_profiles()


def test_every_operation_of_botocore_is_there(oracle: botocore.model.ServiceModel) -> None:
    assert sorted(MODEL) == sorted(oracle.operation_names)


@pytest.mark.parametrize("name", sorted(MODEL))
def test_an_operation_is_what_botocore_says(name: str, oracle: botocore.model.ServiceModel) -> None:
    ours, theirs = MODEL[name], oracle.operation_model(name)
    assert (ours.method, ours.uri) == (theirs.http["method"], theirs.http["requestUri"])
    assert ours.errors == {s.name: s.metadata["error"]["httpStatusCode"] for s in theirs.error_shapes}
    for mine, other in [(ours.input, theirs.input_shape), (ours.output, theirs.output_shape)]:
        assert {n: (m.location, m.wire_name, m.shape.type) for n, m in mine.members.items()} == {
            n: (s.serialization.get("location", "body"), s.serialization.get("name", n), s.type_name)
            for n, s in other.members.items()
        }
        assert mine.required == set(other.required_members)


def test_an_operation_may_take_and_answer_nothing() -> None:
    model = model_of({"shapes": {}, "operations": {"Ping": {"http": {"method": "GET", "requestUri": "/ping"}}}})
    assert (model["Ping"].input.members, model["Ping"].output.members, model["Ping"].errors) == ({}, {}, {})


def test_a_payload_is_a_stream() -> None:
    shapes = {
        "In": {"type": "structure", "members": {"Body": {"shape": "B"}, "A": {"shape": "B"}}, "payload": "Body"},
        "B": {"type": "blob"},
    }
    http = {"method": "PUT", "requestUri": "/"}
    model = model_of({"shapes": shapes, "operations": {"O": {"http": http, "input": {"shape": "In"}}}})
    assert list(model["O"].input_at("stream")) == ["Body"]


def test_what_amazon_does_not_have_has_a_least_role_and_a_path_of_its_own() -> None:
    beside = onefold_v1()
    assert beside.keys() == ONEFOLD_V1_LEAST_ROLES.keys() == ONEFOLD_V1.keys()
    assert not beside.keys() & customer_profiles().keys()
    assert all(operation.uri.startswith("/onefold/v1/domains/{DomainName}/") for operation in beside.values())
    assert all(operation.errors == customer_profiles()["GetMatches"].errors for operation in beside.values())
