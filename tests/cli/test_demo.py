"""`onefold demo`: a table is loaded once, AWS clients can ask at once, and it ends cleanly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import boto3
import pytest

from onefold.cli.demo import profiles_of


def test_a_second_start_keeps_the_data_and_loads_nothing(folder: Path) -> None:
    """The exports that are printed or kept work for boto3 both times; Ctrl-C ends with status 0."""
    for said in ("4 records of customers.csv are profiles", "nothing was loaded"):
        command = [sys.executable, "-m", "onefold", "demo", "customers.csv", "--port", "0"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, env=os.environ.copy())
        assert process.stdout is not None
        shown = ""
        while "Ctrl-C ends" not in shown and (line := process.stdout.readline()):
            shown += line
        kept = (folder / "onefold-data" / "access-key.env").read_text(encoding="utf-8")
        exports = dict(re.findall(r"(AWS_\w+)=(\S+)", kept + shown))
        client = boto3.client(
            "customer-profiles",
            region_name=exports["AWS_REGION"],
            endpoint_url=exports["AWS_ENDPOINT_URL_CUSTOMER_PROFILES"],
            aws_access_key_id=exports["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=exports["AWS_SECRET_ACCESS_KEY"],
        )
        assert client.get_domain(DomainName="demo")["Stats"]["ProfileCount"] == 4
        (match,) = client.get_matches(DomainName="demo")["Matches"]
        assert len(match["ProfileIds"]) == 2
        process.send_signal(signal.SIGINT)
        shown += process.communicate(timeout=60)[0]
        assert (process.returncode, shown.splitlines()[-1]) == (0, "Stopped.")
        assert said in shown


def test_a_taken_port_is_said_before_anything_is_loaded(
    onefold: Callable[..., CompletedProcess[str]], folder: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = onefold("demo", "customers.csv", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 1
    assert refused.stderr.endswith(". Give another --port.\n")
    assert not (folder / "onefold-data").exists()


def test_a_table_that_cannot_be_read_leaves_no_domain(onefold: Callable[..., CompletedProcess[str]]) -> None:
    refused = onefold("demo", "absent.csv", "--port", "0")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert onefold("job", "run", "demo").stderr == "onefold: error: There is no domain demo.\n"


@pytest.mark.parametrize(
    ("columns", "row", "profile"),
    [
        ("id,first_name,city", "a,Jo,Bern", {"FirstName": "Jo", "Address": {"City": "Bern"}}),
        ("id,first_name,gender", "a,Jo,female", {"FirstName": "Jo", "GenderString": "female"}),
        ("id,first_name,last_name", "a,Jo,", {"FirstName": "Jo"}),
        ("id,first_name,last_name", f"a,Jo,{'x' * 256}", {"FirstName": "Jo"}),
    ],
)
def test_a_record_becomes_a_profile(tmp_path: Path, columns: str, row: str, profile: dict[str, object]) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{columns}\n{row}\n", encoding="utf-8")
    (made,) = profiles_of(table)
    assert made == {**profile, "Attributes": {"record_id": "a"}}
