"""An OpenAPI 3.1 document of what a server answers, made from the same model and schemas that it checks with."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import Any, Final

import orjson

from onefold.wire.model import Member, Model, OperationModel, Shape
from onefold.wire.schemas import Schema, schema_over

ERROR: Final[Schema] = {
    "type": "object",
    "properties": {"__type": {"type": "string"}, "Message": {"type": "string"}},
    "required": ["__type", "Message"],
}
PLACES: Final = {"uri": "path", "querystring": "query"}


def openapi(models: Iterable[tuple[Model, Collection[str]]], version: str) -> dict[str, Any]:
    """The document. models: each with the names of those of its operations that are answered. version: the server's."""
    document = _Document()
    for model, names in models:
        for name in sorted(names):
            document.add(model[name])
    security = {"type": "apiKey", "in": "header", "name": "Authorization", "x-amazon-apigateway-authtype": "awsSigv4"}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Onefold", "version": version},
        "security": [{"sigv4": []}],
        "paths": document.paths,
        "components": {"schemas": document.schemas, "securitySchemes": {"sigv4": security}},
    }


def written(document: Mapping[str, Any]) -> bytes:
    """The document as a file: for people too, so in lines."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def document_app(content: bytes) -> Callable[[Any, Any, Any], Awaitable[None]]:
    """An ASGI application that answers with the document. It says nothing of anybody, so nobody has to sign."""

    async def answer(scope: Any, _receive: Any, send: Any) -> None:
        found = scope["method"] in ("GET", "HEAD")
        headers = [(b"content-type", b"application/json"), (b"allow", b"GET, HEAD")]
        body = content if found else b""
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200 if found else 405, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    return answer


class _Document:
    """Collects paths, and every structure once."""

    def __init__(self) -> None:
        self.paths: dict[str, dict[str, Any]] = {}
        self.schemas: dict[str, Schema] = {"Error": ERROR}

    def add(self, operation: OperationModel) -> None:
        """Add an operation."""
        entry: dict[str, Any] = {
            "operationId": operation.name,
            "parameters": [self._parameter(operation, m) for m in operation.input_at(*PLACES).values()],
            "responses": self._responses(operation),
        }
        body = operation.input_at("body")
        if body:
            required = sorted(operation.input.required & body.keys())
            schema = {"type": "object", "properties": {name: self._schema(m.shape) for name, m in body.items()}}
            schema |= {"required": required} if required else {}
            entry["requestBody"] = {"required": bool(required), "content": {"application/json": {"schema": schema}}}
        if operation.input_at("stream"):
            entry["requestBody"] = {"required": True, "content": {"application/octet-stream": {}}}
        self.paths.setdefault(operation.uri, {})[operation.method.lower()] = entry

    def _parameter(self, operation: OperationModel, member: Member) -> dict[str, Any]:
        return {
            "name": member.wire_name,
            "in": PLACES[member.location],
            "required": member.location == "uri" or member.name in operation.input.required,
            "schema": self._schema(member.shape),
        }

    def _responses(self, operation: OperationModel) -> dict[str, Any]:
        answers = {"200": {"description": "OK", "content": _json(self._schema(operation.output))}}
        names: dict[int, list[str]] = {}
        for name, status in operation.errors.items():
            names.setdefault(status, []).append(name)
        error = _json({"$ref": "#/components/schemas/Error"})
        return answers | {
            str(status): {"description": " or ".join(kinds), "content": error} for status, kinds in names.items()
        }

    def _schema(self, shape: Shape) -> Schema:
        """Structures by reference, everything else in full: names of other shapes say little."""
        if shape.type != "structure":
            return schema_over(shape, self._schema)
        name = re.sub(r"[^A-Za-z0-9._-]", "_", shape.name)
        if name not in self.schemas:
            self.schemas[name] = schema_over(shape, self._schema)
        return {"$ref": f"#/components/schemas/{name}"}


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
