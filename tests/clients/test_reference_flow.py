"""The flow that the product is for, with boto3 as it is, on a real server in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

pytest.importorskip("onefold.wire.asgi")

JOHN = {
    "FirstName": "John",
    "LastName": "Doe",
    "PhoneNumber": "555-010-0000",
    "EmailAddress": "JOHN_DOE@ANYCOMPANY.COM",
}
JHN = {
    "FirstName": "Jhn", "LastName": "Doe", "MobilePhoneNumber": "+1-555-010-0000",
    "PersonalEmailAddress": "johndoe@anycompany.com",
}  # fmt: skip
MARY = {"FirstName": "Mary", "LastName": "Major", "EmailAddress": "mary@example.org"}


class Server:
    """`onefold serve`, and the environment that it tells its user to set."""

    def __init__(self, folder: Path, *options: str) -> None:
        environment = os.environ | {"ONEFOLD_FIRST_JOB_SECONDS": "3"}
        command = [sys.executable, "-m", "onefold", "serve", "--port", "0", *options]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.environment: dict[str, str] = {}
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.environment |= dict(re.findall(r"(AWS_\w+)=(\S+)", line))
            if "AWS_ENDPOINT_URL_CUSTOMER_PROFILES" in line:
                break
        else:
            pytest.fail(f"no server: {self.process.communicate()[1]}")

    def client(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)
        return boto3.session.Session().client("customer-profiles")

    def stop(self, how: int = signal.SIGINT) -> int:
        self.process.send_signal(how)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    options = []
    if request.param == "postgresql":
        new_database: Callable[[str], str] = request.getfixturevalue("postgresql_server")
        options = ["--database", new_database("onefold_reference_flow")]
    running = Server(tmp_path, *options)
    yield running
    if running.process.poll() is None:
        assert running.stop() == 0


def waited_for(look: Callable[[], Any], seconds: float = 120) -> Any:
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.2)
    return found


def test_the_flow_of_the_reference(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    client = server.client(monkeypatch)
    client.create_domain(DomainName="demo", DefaultExpirationDays=366, Matching={"Enabled": True})
    john, jhn, _ = (client.create_profile(DomainName="demo", **one)["ProfileId"] for one in (JOHN, JHN, MARY))
    with pytest.raises(client.exceptions.ResourceNotFoundException, match="GetMatches result not found"):
        client.get_matches(DomainName="demo")
    (job,) = client.list_identity_resolution_jobs(DomainName="demo")["IdentityResolutionJobsList"]

    def finished() -> Any:
        now = client.get_identity_resolution_job(DomainName="demo", JobId=job["JobId"])
        return now if now["Status"] == "COMPLETED" else None

    assert waited_for(finished)["JobStats"] == {
        "NumberOfProfilesReviewed": 3, "NumberOfMatchesFound": 1, "NumberOfMergesDone": 0,
    }  # fmt: skip
    found = client.get_matches(DomainName="demo", MaxResults=10)
    (match,) = found["Matches"]
    assert found["PotentialMatches"] == 1
    assert sorted(match["ProfileIds"]) == sorted([john, jhn])
    client.merge_profiles(DomainName="demo", MainProfileId=john, ProfileIdsToBeMerged=[jhn])
    (unified,) = client.search_profiles(DomainName="demo", KeyName="_profileId", Values=[jhn])["Items"]
    assert unified["ProfileId"] == john
    assert unified["MobilePhoneNumber"] == JHN["MobilePhoneNumber"]
    with pytest.raises(ClientError, match="BadRequestException"):
        client.get_matches(DomainName="demo", NextToken="made up")
