"""What is refused reaches a program as its SDK's own error, and what is only too much is done after a pause."""

from __future__ import annotations

import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from tests.clients.conftest import ENVIRONMENTS, Driver, Server

ONCE = {"AWS_MAX_ATTEMPTS": "1"}
"""The variable that tells every SDK not to try again."""
CALLS_MAX = 2000
HASTE_SECONDS_MAX = 60.0
NOWHERE = {"AWS_ACCESS_KEY_ID": "NOBODY", "AWS_SECRET_ACCESS_KEY": "x"}


def refused(found: dict[str, Any], code: str, status: int, modelled: bool = True) -> bool:
    """Whether a call was refused so. modelled: with a class of the SDK's own; the CLI has neither class nor status."""
    error = found["error"]
    same_class = (error["class"] == code) is modelled if "class" in error else True
    return bool(error["code"] == code and same_class and error.get("status", status) == status and error["message"])


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_each_refusal_has_its_class(client: str, server: Server, drive: Callable[..., Driver]) -> None:
    admin = drive(client, server.environment)
    assert refused(admin("GetDomain", DomainName="none"), "ResourceNotFoundException", 404)
    assert refused(admin("GetDomain", DomainName="a.b"), "BadRequestException", 400)
    assert refused(admin("GetIntegration", DomainName="a", Uri="u"), "BadRequestException", 400)
    reader = drive(client, server.environment | server.key("read"))
    assert refused(reader("CreateDomain", DomainName="a", DefaultExpirationDays=1), "AccessDeniedException", 403)
    stranger = drive(client, server.environment | NOWHERE)
    assert refused(stranger("ListDomains"), "UnrecognizedClientException", 403, modelled=False)
    liar = drive(client, server.environment | {"AWS_SECRET_ACCESS_KEY": "wrong"})
    assert refused(liar("ListDomains"), "InvalidSignatureException", 403, modelled=False)


@contextmanager
def crowd(server: Server) -> Iterator[None]:
    """Others who use up the quota of ListDomains that they share with the key of the server."""
    over = threading.Event()
    session = boto3.session.Session(
        server.environment["AWS_ACCESS_KEY_ID"], server.environment["AWS_SECRET_ACCESS_KEY"], None, "us-east-1"
    )
    endpoint = server.environment["AWS_ENDPOINT_URL_CUSTOMER_PROFILES"]
    client = session.client(
        "customer-profiles", endpoint_url=endpoint, config=Config(retries={"total_max_attempts": 1})
    )

    def ask() -> None:
        while not over.is_set():
            try:
                client.list_domains()
            except client.exceptions.ThrottlingException:
                over.wait(0.01)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
        client.close()


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_too_many_requests_are_throttled_and_a_patient_sdk_waits_for_its_turn(
    client: str, server: Server, drive: Callable[..., Driver]
) -> None:
    hasty, patient = drive(client, server.environment, **ONCE), drive(client, server.environment)
    with crowd(server):
        answers = (hasty("ListDomains") for _ in range(CALLS_MAX))
        assert refused(next(answer for answer in answers if "error" in answer), "ThrottlingException", 429)
    found = [patient("ListDomains")]
    # One that asks on and on comes to its quota, and so does the CLI, which does not say how often it tried.
    until = time.monotonic() + HASTE_SECONDS_MAX
    while client != "aws-cli" and not found[-1]["retries"]:
        found.append(patient("ListDomains"))
        if time.monotonic() > until:
            pytest.skip("this machine is too slow to make more calls than a key may")
    assert all("answer" in answer for answer in found)


def test_a_failure_of_the_server_is_one_and_tells_nothing(
    client: str, own_server: Server, drive: Callable[..., Driver]
) -> None:
    driver = drive(client, own_server.environment, **ONCE)
    assert driver("ListDomains")["answer"] == {"Items": []}
    with closing(sqlite3.connect(own_server.folder / "onefold-data" / "onefold.db")) as database:
        database.execute("ALTER TABLE domains RENAME TO gone")
    found = driver("ListDomains")
    assert refused(found, "InternalServerException", 500)
    assert "domains" not in found["error"]["message"]
    own_server.stop()
    logged = f"ListDomains failed, request {found['error'].get('request_id', '')}"  # the CLI does not tell the id
    assert any(logged in line for line in own_server.said_wrong)


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
def test_the_command_of_the_aws_cli_works_as_it_is(server: Server, tmp_path: Path) -> None:
    if not (ENVIRONMENTS / "aws-cli" / "ready").exists():
        pytest.skip("the client aws-cli is not set up; make test does it, from PyPI")
    environment = server.environment | {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}

    def aws(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(ENVIRONMENTS / "aws-cli" / "bin" / "aws"), "customer-profiles", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    made = aws(
        "create-domain", "--domain-name", "shell", "--default-expiration-days", "9", "--matching", "Enabled=true"
    )
    assert '"DomainName": "shell"' in made.stdout
    missing = aws("get-matches", "--domain-name", "shell")
    assert missing.returncode != 0
    assert "(ResourceNotFoundException)" in missing.stderr
    assert "GetMatches result not found" in missing.stderr
