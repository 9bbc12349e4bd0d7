"""Whatever can be made from the OpenAPI document: no failure of the server, and answers as documented.

Every limit of every member, once: about 1,400 requests. For longer: the same command without --phases and --mode, which
takes minutes, and another --seed.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.clients.conftest import ENVIRONMENTS, Server

from onefold.operations.service import ONEFOLD_V1, OPERATIONS
from onefold.wire.model import customer_profiles, onefold_v1
from onefold.wire.openapi import openapi

PROGRAM = ENVIRONMENTS / "schemathesis" / "bin" / "schemathesis"
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
)  # fmt: skip
"""Without those that AWS's ways contradict: unknown members are ignored, and a right page token must be one of ours."""


@pytest.fixture
def open_server(tmp_path: Path) -> Iterator[Server]:
    """A server that asks for no signatures, as schemathesis makes none."""
    if not (ENVIRONMENTS / "schemathesis" / "ready").exists():
        pytest.skip("schemathesis is not set up; make test does it, from PyPI")
    running = Server(tmp_path, "--auth", "none")
    yield running
    assert running.stop() == 0


def test_requests_made_from_the_openapi_document_are_answered_as_it_says(open_server: Server, tmp_path: Path) -> None:
    document = openapi([(customer_profiles(), OPERATIONS), (onefold_v1(), ONEFOLD_V1)], "1")
    del document["security"], document["components"]["securitySchemes"]
    # A bucket is checked with each CreateDomain and UpdateDomain that names one, which takes a third of a second.
    del document["components"]["schemas"]["ExportingConfig"]["properties"]["S3Exporting"]
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    command = [
        str(PROGRAM), "run", "openapi.json", "--url", open_server.url, "--checks", ",".join(CHECKS),
        "--phases", "coverage", "--mode", "positive", "--seed", "1", "--generation-deterministic",
        "--suppress-health-check", "all", "--continue-on-failure", "--no-shrink",
        "--request-timeout", "30", "--no-color",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path)}, capture_output=True, text=True
    )
    assert " passed" in done.stdout
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
    assert [line for line in open_server.said_wrong if "failed, request" in line] == []
