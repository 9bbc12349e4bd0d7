"""The commands of the service: keys that are made, listed and revoked; jobs and upgrades; what is refused."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tests.conftest import CALLER

from onefold.cli.serve import tell_key
from onefold.cli.service import KEY_FILE
from onefold.operations.service import bind
from onefold.settings import ServiceSettings
from onefold.store import Store, access_keys, bulk, domains, open_store
from onefold.store.bulk import NewProfiles
from onefold.store.origins import Origin

Onefold = Callable[..., CompletedProcess[str]]


@pytest.fixture
def data(folder: Path) -> Store:
    store = open_store(folder / "onefold-data")
    store.close()
    return open_store(folder / "onefold-data")


def test_a_key_is_made_listed_and_revoked(onefold: Onefold) -> None:
    made = onefold("key", "create", "--role", "review", "--domain", "a", "--domain", "b")
    assert made.returncode == 0
    (key_id,) = re.findall(r"AWS_ACCESS_KEY_ID=(\w+)", made.stdout)
    (secret,) = re.findall(r"AWS_SECRET_ACCESS_KEY=(\S+)", made.stdout)
    listed = onefold("key", "list").stdout
    assert re.search(rf"^{key_id} +review +a b ", listed, re.MULTILINE)
    assert secret not in listed
    assert onefold("key", "revoke", key_id).returncode == 0
    again = onefold("key", "revoke", key_id)
    assert (again.returncode, again.stderr) == (
        1,
        f"onefold: error: There is no valid key {key_id}. See: onefold key list\n",
    )


def test_a_key_is_for_all_domains_and_everything_unless_told(onefold: Onefold, folder: Path) -> None:
    onefold("key", "create")
    store = open_store(folder / "onefold-data")
    (key,) = store.read(access_keys.every)
    assert (key.role, key.domains, key.valid) == ("admin", (), True)
    assert key.secret not in repr(key)
    store.close()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["serve", "--auth", "none", "--host", "0.0.0.0"], "--auth none is for a loopback address"),
        (["serve", "--database", "mysql://h/d"], "not mysql"),
        (["job", "run", "unknown"], "There is no domain unknown."),
        (["key", "list", "--database", "nonsense"], "is given as a URL"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(onefold: Onefold, words: list[str], problem: str) -> None:
    refused = onefold(*words)
    assert refused.returncode == 1
    assert problem in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["serve", "--port", "x"], ["serve", "--workers", "0"], ["key", "create", "--role", "x"]]
)
def test_what_is_not_understood_is_said(onefold: Onefold, words: list[str]) -> None:
    assert onefold(*words).returncode == 2


def test_a_port_that_is_taken_is_said(onefold: Onefold) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = onefold("serve", "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 1
    assert "Give another --host or --port" in refused.stderr


def test_an_upgrade_of_a_new_database_says_so(onefold: Onefold) -> None:
    assert re.search(r"of version \w+", onefold("db", "upgrade").stdout)
    assert onefold("db", "upgrade").stdout == "The database is up to date.\n"


def test_a_database_is_copied_into_an_empty_one_only(onefold: Onefold) -> None:
    onefold("key", "create", "--role", "read")
    copied = onefold("db", "copy", "--from", "onefold-data", "--to", "sqlite:///other/onefold.db")
    assert copied.stdout.splitlines()[0] == "access_keys: 1 rows"
    assert copied.stdout.splitlines()[-1] == "Everything is copied."
    assert onefold("key", "list", "--data", "other").stdout == onefold("key", "list").stdout
    again = onefold("db", "copy", "--from", "onefold-data", "--to", "other")
    assert (again.returncode, again.stdout) == (1, "")
    assert "is not empty: access_keys has rows." in again.stderr


def test_a_job_runs_now(onefold: Onefold, data: Store) -> None:
    john = '{"FirstName":"John","LastName":"Doe","EmailAddress":"john@example.com"}'
    now = int(time.time() * 1000)

    settings = {"DomainName": "demo", "DefaultExpirationDays": 1, "Matching": {"Enabled": True}}
    bind(data, ServiceSettings(), time.time)["CreateDomain"](CALLER, settings)

    def fill(tx: Any) -> None:
        domain = domains.find(tx, "demo")
        assert domain is not None
        bulk.add_profiles(tx, domain.id, NewProfiles([john] * 2, []), Origin(now, ""), "KEY1", now)

    data.write(fill)
    ran = onefold("job", "run", "demo")
    assert re.fullmatch(r"Job [0-9a-f]{32}: COMPLETED\. 2 profiles, 1 match groups, 0 merges\.\n", ran.stdout)
    data.close()


def test_the_first_key_is_its_owners_alone_also_in_a_file_that_others_could_read(
    data: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / KEY_FILE
    file.write_text("old")
    file.chmod(0o644)
    tell_key(data, tmp_path, ServiceSettings(), "http://127.0.0.1:8750")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().splitlines()[0] in capsys.readouterr().out
