"""The promises of the repository itself: the commands, the pins, the licence and the set-up on a fresh machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT: Final = Path(__file__).parents[1]
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NOON: Final = 1_750_000_000
"""A moment in seconds since 1970; which one does not matter."""

ENVIRONMENTS: Final = Path("tests", "clients", "environments")
TARGETS: Final = ("run", "test", "check", "format", "docs", "screenshots", "bench", "clean", "help")


def lines_of(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def pins() -> dict[str, Version]:
    wanted = [Requirement(line.partition("#")[0]) for line in lines_of("constraints.txt") if line.partition("#")[0]]
    return {canonicalize_name(pin.name): Version(str(pin.specifier).removeprefix("==")) for pin in wanted}


def declared() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"].values()
    return [Requirement(text) for group in (PROJECT["dependencies"], *extras) for text in group]


def make(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make as a user would: nothing reaches it from the make that may be running this test."""
    inherited = ("MAKE", "MFLAGS", "VIRTUAL_ENV", "PYTHON", "ARGS", "VENV")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(inherited)}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=variables | environment, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with what the set-up reads and no virtual environment, as on a fresh machine; its path has a blank."""
    folder = tmp_path / "fresh clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / ENVIRONMENTS, folder / ENVIRONMENTS)
    return folder


def stub(folder: Path, name: str, script: str) -> Path:
    """An executable stand-in for a program of the machine."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("target", TARGETS)
def test_every_command_exists(target: str) -> None:
    planned = make(ROOT, "--dry-run", target)
    assert planned.returncode == 0, planned.stderr


def test_help_names_every_command() -> None:
    shown = make(ROOT, "help").stdout
    assert [target for target in TARGETS if target != "help" and f"make {target} " not in shown] == []


def test_continuous_integration_runs_the_tests() -> None:
    assert "make test" in lines_of(".ci/run")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_first_run_sets_up_and_the_second_starts_at_once(bare: Path) -> None:
    assert "-m venv" in make(bare, "--dry-run", "test", "UV=").stdout
    for name in (".venv/python.stamp", ".venv/dev.stamp", ".venv-clients/clients.stamp"):
        (bare / name).parent.mkdir(exist_ok=True)
        (bare / name).touch()
    planned = make(bare, "--dry-run", "test").stdout.splitlines()
    assert [line.split(" -n ")[0] for line in planned] == [".venv/bin/python -m pytest"]


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_installed_by_the_next_command(bare: Path, changed: str) -> None:
    (bare / ".venv").mkdir()
    ages = {"pyproject.toml": 40, "constraints.txt": 40, ".venv/python.stamp": 30, ".venv/dev.stamp": 20, changed: 0}
    for name, seconds in ages.items():
        (bare / name).touch()
        os.utime(bare / name, (NOON - seconds, NOON - seconds))
    planned = make(bare, "--dry-run", "test").stdout
    assert "install" in planned
    assert "-m venv" not in planned


def test_an_old_python_is_named_with_the_way_out(bare: Path) -> None:
    old = stub(bare, "oldpython", 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    refused = make(bare, "test", f"PYTHON=./{old.name}")
    assert refused.returncode != 0
    assert "needs Python 3.11 or newer, but ./oldpython is Python 3.9.2." in refused.stderr
    assert "make test PYTHON=" in refused.stderr
    assert not (bare / ".venv").exists()


def test_a_missing_python_is_named_with_the_way_out(bare: Path) -> None:
    refused = make(bare, "run", "PYTHON=no-such-python")
    assert refused.returncode != 0
    assert "no-such-python is missing" in refused.stderr


def test_a_python_without_venv_is_named_with_the_package_to_install(bare: Path) -> None:
    stub(bare, "debian", 'case "$2" in *ensurepip*) exit 1;; esac')
    refused = make(bare, "run", "PYTHON=./debian", "UV=")
    assert refused.returncode != 0
    assert "python3-venv" in refused.stderr


def test_uv_is_used_when_it_is_there(bare: Path) -> None:
    uv = stub(bare, "uv", "exit 0")
    planned = make(bare, "--dry-run", "test", PATH=f"{bare}:{os.environ['PATH']}").stdout
    assert f'"{uv}" venv' in planned
    assert f'"{uv}" pip install' in planned
    assert "-m pip" not in planned


def test_constraints_are_exact_pins_without_an_address() -> None:
    pattern = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*(  # .*)?")
    wrong = [line for line in lines_of("constraints.txt") if not line.startswith("#") and not pattern.fullmatch(line)]
    assert wrong == []


def test_every_declared_dependency_accepts_its_pin() -> None:
    pinned = pins()
    others = [wanted for wanted in declared() if wanted.name != PROJECT["name"]]
    wrong = [str(wanted) for wanted in others if pinned.get(canonicalize_name(wanted.name)) not in wanted.specifier]
    assert wrong == []


def test_every_package_that_is_pulled_in_is_pinned_to_what_the_tests_run_with() -> None:
    pinned = pins()
    wrong = {
        name: (found, pinned.get(name)) for name, found in installed_closure().items() if found != pinned.get(name)
    }
    assert wrong == {}, "(installed, pinned)"


def installed_closure() -> dict[str, Version]:
    """Every installed package that onefold or one of its extras needs, however indirectly, with its version."""
    found: dict[str, Version] = {}
    waiting = declared()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found or name == PROJECT["name"]:  # an extra of our own names us
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # of an extra or a platform that is not this one
            continue
        found[name] = Version(package.version)
        needs = [Requirement(text) for text in package.requires or []]
        waiting += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def test_each_runtime_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.partition("\ndependencies = [")[2].partition("\n]")[0].strip().splitlines()
    assert [line for line in block if "#" not in line] == []


def test_the_licence_is_the_full_text_of_apache_2() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PROJECT["license"] == "Apache-2.0"
    parts = ("TERMS AND CONDITIONS FOR USE", "9. Accepting Warranty", "END OF TERMS AND CONDITIONS", "APPENDIX")
    assert [part for part in parts if part not in text] == []


def test_the_package_is_typed() -> None:
    assert (ROOT / "src" / "onefold" / "py.typed").is_file()
