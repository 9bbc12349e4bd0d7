"""`onefold demo`: a table is loaded once, AWS clients can ask at once, and it ends cleanly."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import boto3
import httpx
import pytest

from onefold.cli.demo import _fill
from onefold.settings import ServiceSettings
from onefold.store import open_store


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
        (link,) = re.findall(r"http://127\.0\.0\.1:\d+/review/", shown)
        assert "Sign in" in httpx.get(link, follow_redirects=True).text
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


def test_what_cannot_be_a_profile_is_said_and_a_load_that_broke_off_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = folder / "t.csv"
    table.write_text(f"first_name,email\nJo,jo@example.com\n{'x' * 256},\nJoe,jo@example.com\n", encoding="utf-8")
    with closing(open_store(folder / "data")) as store:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("onefold.store.bulk.add_profiles", None)
            with pytest.raises(TypeError):
                _fill(store, table, ServiceSettings())
        _fill(store, table, ServiceSettings())
    shown = capsys.readouterr().out
    assert f"2 records of {table} are profiles of the domain demo now." in shown
    assert "1 could not be: row 3: FirstName has 256 characters; it can have 255" in shown
