"""What operators see of a running `onefold serve`: probes, metrics of all its processes, logs, and a clean end."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import boto3
import httpx
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from onefold.operations.service import ONEFOLD_V1, OPERATIONS
from onefold.wire.model import Shape, customer_profiles, onefold_v1

PERSON = "Zyzzyxxus"
"""What occurs nowhere but in the requests of a test."""


class Running(NamedTuple):
    """A running server: where it is, its process, the environment of its clients, the file of its standard error."""

    url: str
    process: subprocess.Popen[str]
    exports: Mapping[str, str]
    errors: Path

    def metrics(self) -> str:
        return httpx.get(f"{self.url}/metrics").text

    def signed(self, method: str, path: str, body: Any) -> httpx.Response:
        data = b"" if body is None else json.dumps(body).encode()
        request = AWSRequest(method, self.url + path, data=data)
        credentials = Credentials(self.exports["AWS_ACCESS_KEY_ID"], self.exports["AWS_SECRET_ACCESS_KEY"])
        SigV4Auth(credentials, "profile", "us-east-1").add_auth(request)
        return httpx.request(method, request.url, headers=dict(request.headers), content=data)

    def client(self) -> Any:
        return boto3.client(
            "customer-profiles",
            region_name=self.exports["AWS_REGION"],
            endpoint_url=self.url,
            aws_access_key_id=self.exports["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.exports["AWS_SECRET_ACCESS_KEY"],
            config=Config(parameter_validation=False, retries={"total_max_attempts": 1}),
        )


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Running]:
    errors = folder / "stderr.txt"
    command = [sys.executable, "-m", "onefold", "serve", "--port", "0", *options]
    with (
        errors.open("w") as written,
        subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=written, text=True, env={**os.environ, **environment}
        ) as process,
    ):
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            while "AWS_ENDPOINT_URL_CUSTOMER_PROFILES" not in said and (line := process.stdout.readline()):
                said += line
            url = re.search(r"http://[\d.:]+", said)
            assert url, errors.read_text()
            until(lambda: httpx.get(f"{url[0]}/ready").status_code == 200)
            yield Running(url[0], process, dict(re.findall(r"(AWS_\w+)=(\S+)", said)), errors)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


def until(done: Callable[[], bool]) -> None:
    """Wait for something that comes, or fail."""
    for _ in range(600):
        try:
            if done():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_sigterm_ends_all_processes_in_good_order(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with serving(tmp_path, "--workers", "2", TMPDIR=str(scratch)) as server:
        children = children_of(server.process.pid)
        assert len([name for name in scratch.iterdir() if name.name.startswith("onefold-metrics")]) == 1
    assert server.process.returncode == 0
    assert len(children) >= 2
    until(lambda: not [child for child in children if Path(f"/proc/{child}").exists()])
    assert not list(scratch.glob("onefold-metrics*"))


def test_ctrl_c_while_it_starts_stops_it_like_any_other(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "onefold", "serve", "--port", "0", "--auth", "none"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "review pages" not in process.stdout.readline():  # the last line before the server's own start
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate()
    assert (process.returncode, said, errors) == (0, "Stopped.\n", "")


def children_of(process_id: int) -> list[str]:
    return Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()


def test_whichever_process_is_asked_tells_of_all(tmp_path: Path) -> None:
    """Every connection is taken by any of the processes, so a hundred reach both; the counts are of both."""
    with serving(tmp_path, "--workers", "2", ONEFOLD_LOG_LEVEL="WARNING") as server:
        for _ in range(100):
            httpx.get(f"{server.url}/domains")
        counted = 'onefold_requests_total{operation="ListDomains",status="403"} 100.0'
        until(lambda: counted in server.metrics())
        for _ in range(10):
            time.sleep(0.12)  # an answer is told again for a second
            assert counted in server.metrics()
    assert server.errors.read_text() == ""


def filled(shape: Shape, text: str) -> Any:
    """A value of a shape with the text wherever a text may stand, whatever its rules are."""
    if shape.type == "structure":
        members = shape.members.items()
        return {name: filled(member.shape, text) for name, member in list(members)[: 1 if shape.union else None]}
    if shape.type == "list":
        assert shape.element
        return [filled(shape.element, text)]
    if shape.type == "map":
        assert shape.element
        return {text: filled(shape.element, text)}
    return {"boolean": True, "integer": 1, "long": 1, "double": 0.5, "float": 0.5, "timestamp": 1}.get(shape.type, text)


def told_of_everything(server: Running) -> None:
    """A domain with a profile, an object, searches and a job, all of them full of the person, and what is refused."""
    boto = server.client()
    boto.create_domain(DomainName="demo", DefaultExpirationDays=3, Matching={"Enabled": True})
    person = {"FirstName": PERSON, "EmailAddress": f"{PERSON}@example.com"}
    ids = [boto.create_profile(DomainName="demo", **person)["ProfileId"] for _ in range(2)]
    fields = {"k": {"Source": "_source.k"}, "n": {"Source": "_source.n", "Target": "_profile.LastName"}}
    keys = {"k": [{"FieldNames": ["k"], "StandardIdentifiers": ["UNIQUE", "PROFILE"]}]}
    boto.put_profile_object_type(
        DomainName="demo", ObjectTypeName="crm", Description="d", Fields=fields, Keys=keys, AllowProfileCreation=True
    )
    one = json.dumps({"k": PERSON, "n": PERSON})
    boto.put_profile_object(DomainName="demo", ObjectTypeName="crm", Object=one)
    assert boto.search_profiles(DomainName="demo", KeyName="_email", Values=[f"{PERSON}@example.com"])["Items"]
    boto.merge_profiles(DomainName="demo", MainProfileId=ids[0], ProfileIdsToBeMerged=ids[1:])
    until(lambda: 'onefold_jobs{status="COMPLETED"} 1.0' in server.metrics())
    for text in (PERSON, f"{PERSON}@example.com"):
        for name, model in customer_profiles().items():
            request = filled(model.input, text) | {"DomainName": "other" if name == "DeleteDomain" else "demo"}
            with refused_or_not():
                boto._make_api_call(name, {key: request[key] for key in request if key in model.input.members})
        for model in onefold_v1().values():
            labels = dict.fromkeys(model.input_at("uri"), text) | {"DomainName": "demo"}
            path = model.uri.format(**labels)
            body = filled(model.input, text) if model.method != "GET" else None
            assert server.signed(model.method, path, body).status_code < 500
    for path in (f"/{PERSON}", f"/domains/{PERSON}?{PERSON}={PERSON}", f"/metrics/{PERSON}"):
        httpx.get(server.url + path, headers={"Authorization": PERSON, PERSON: PERSON})


@contextmanager
def refused_or_not() -> Iterator[None]:
    """Most of these requests break a rule; none makes the server fail."""
    try:
        yield
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] < 500  # noqa: PT017


def test_no_value_of_any_request_is_in_logs_or_metrics(tmp_path: Path) -> None:
    """And every line is JSON, with the key of whoever signed; what was told is found in the database all the same."""
    with serving(tmp_path, ONEFOLD_FIRST_JOB_SECONDS="0", ONEFOLD_LOG_LEVEL="DEBUG") as server:
        told_of_everything(server)
        metrics = server.metrics()
    lines = [json.loads(line) for line in server.errors.read_text().splitlines()]
    assert PERSON.lower() not in (server.errors.read_text() + metrics).lower()
    assert PERSON.encode() in b"".join(file.read_bytes() for file in (tmp_path / "onefold-data").iterdir())
    requests = [line for line in lines if line["event"] == "request"]
    assert {line["operation"] for line in requests} >= OPERATIONS.keys() | ONEFOLD_V1.keys()
    signed = {line["access_key_id"] for line in requests if line["operation"] == "CreateProfile"}
    assert signed == {server.exports["AWS_ACCESS_KEY_ID"]}
    begun, ended = (next(line for line in lines if line["event"] == event) for event in ("job begins", "job ends"))
    assert begun["job_id"] == ended["job_id"]
    assert (ended["status"], ended["NumberOfProfilesReviewed"] >= 0) == ("COMPLETED", True)
