"""The OpenAPI document describes what is answered, with the schemas that are checked."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import jsonschema_rs
import pytest
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from onefold.wire.access import LEAST_ROLES
from onefold.wire.model import customer_profiles
from onefold.wire.openapi import document_app, openapi, written

MODEL = customer_profiles()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made = openapi([(MODEL, LEAST_ROLES)], "1.2.3")
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]


def operations(document: dict[str, Any]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {
        entry["operationId"]: (method, path, entry)
        for path, methods in document["paths"].items()
        for method, entry in methods.items()
    }


def test_every_implemented_operation_is_there_and_no_other(document: dict[str, Any]) -> None:
    found = operations(document)
    assert set(found) == set(LEAST_ROLES)
    assert {name: (m.upper(), p) for name, (m, p, _) in found.items()} == {
        name: (MODEL[name].method, MODEL[name].uri) for name in LEAST_ROLES
    }


def test_every_reference_leads_to_a_schema(document: dict[str, Any]) -> None:
    names = set(references(document))
    assert names
    assert {
        name for name in names if name.removeprefix("#/components/schemas/") not in document["components"]["schemas"]
    } == set()


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [name for inner in part.values() for name in references(inner)]
    return [name for inner in part for name in references(inner)] if isinstance(part, list) else []


def test_paths_and_parameters_agree(document: dict[str, Any]) -> None:
    for _, path, entry in operations(document).values():
        labels = {p["name"] for p in entry["parameters"] if p["in"] == "path"}
        assert labels == {part[1:-1] for part in path.split("/") if part.startswith("{")}


def test_a_body_is_required_when_one_of_its_members_is(document: dict[str, Any]) -> None:
    found = {name: entry.get("requestBody", {}) for name, (_, _, entry) in operations(document).items()}
    assert found["CreateDomain"]["required"] is True
    assert found["CreateProfile"]["required"] is False
    assert found["GetMatches"] == {}


def test_the_schema_of_a_body_refuses_what_validation_refuses(document: dict[str, Any]) -> None:
    body = operations(document)["CreateDomain"][2]["requestBody"]["content"]["application/json"]["schema"]
    check = jsonschema_rs.Draft202012Validator(body | {"components": document["components"]})
    assert check.is_valid({"DefaultExpirationDays": 1, "Matching": {"Enabled": True}})
    assert not check.is_valid({"DefaultExpirationDays": 1, "Matching": {}})
    assert not check.is_valid({})


def test_errors_are_documented_with_their_status(document: dict[str, Any]) -> None:
    responses = operations(document)["GetMatches"][2]["responses"]
    assert set(responses) == {"200", "400", "403", "404", "429", "500"}
    assert responses["404"]["description"] == "ResourceNotFoundException"


def test_the_document_is_valid_by_the_rules_of_openapi(document: dict[str, Any]) -> None:
    validate(document)
    with pytest.raises(OpenAPIValidationError):
        validate({**document, "paths": {"no slash": {}}})


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("HEAD", 200), ("POST", 405)])
def test_the_document_is_answered_as_json(document: dict[str, Any], method: str, status: int) -> None:
    transport = httpx.ASGITransport(document_app(written(document)))

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, "/onefold/v1/openapi.json")

    response = asyncio.run(asked())
    assert response.status_code == status
    if method == "GET":
        assert response.json() == document
        assert response.headers["content-type"] == "application/json"
