"""The clients that tests run: pinned to one version each, and no reason for anything else to fail."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.clients.conftest import CLIENTS
from tests.clients.environments.set_up import HERE, READY, name_of

PINS = sorted([*HERE.glob("*.txt"), HERE / "javascript" / "package.json"])


def test_there_are_pins_for_every_client() -> None:
    assert {"boto3", "go", *map(name_of, PINS)} == {*CLIENTS, "schemathesis"}


@pytest.mark.parametrize("pins", [path for path in PINS if path.suffix == ".txt"], ids=lambda path: path.stem)
def test_every_package_of_python_has_one_version(pins: Path) -> None:
    lines = [line for line in pins.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []


def test_the_package_of_javascript_has_one_version_and_no_address() -> None:
    package = json.loads((HERE / "javascript" / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["dependencies"].values())
    assert list(HERE.rglob("*lock*")) == []


def test_without_npm_and_network_it_says_so_and_ends(tmp_path: Path) -> None:
    two = shutil.copytree(
        HERE, tmp_path / "environments", ignore=shutil.ignore_patterns("aws-cli.txt", "*-first.txt", "s*.txt")
    )
    nowhere = {"PATH": str(tmp_path), "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1"}
    command = [sys.executable, str(two / "set_up.py"), str(tmp_path / "clients")]
    done = subprocess.run(command, env=nowhere, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "The client javascript is not set up, its tests are skipped: there is no node with npm" in done.stderr
    assert "The client boto3-oldest is not set up, its tests are skipped: ERROR: No matching" in done.stderr
    assert list((tmp_path / "clients").glob(f"*/{READY}")) == []


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    for pins in PINS:
        (tmp_path / name_of(pins)).mkdir()
        (tmp_path / name_of(pins) / READY).write_text(pins.read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run([sys.executable, str(HERE / "set_up.py"), str(tmp_path)], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert all([path.name for path in (tmp_path / name_of(pins)).iterdir()] == [READY] for pins in PINS)
