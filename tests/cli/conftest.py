"""The command line in a folder of its own: as a call, and, where the process matters, as a real program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from onefold.cli import main

CUSTOMERS = """id,first_name,last_name,email,phone,notes
1,John,Doe,john.doe@example.com,555-010-0000,called
2,Jon,Doe,john.doe@example.com,+1-555-010-0000,
3,Mary,Major,mary@example.org,555-010-0199,
4,Jane,Roe,jane@example.net,555-010-0177,wrote
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder to work in, with a small table."""
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def onefold(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., CompletedProcess[str]]:
    """Call the command line. A second or two faster than the program, as everything is loaded and compiled already."""

    def call(*words: str) -> CompletedProcess[str]:
        capsys.readouterr()
        with chdir(folder):
            status = main(words)
        said = capsys.readouterr()
        return CompletedProcess(words, status, said.out, said.err)

    return call


@pytest.fixture
def program(folder: Path) -> Callable[..., CompletedProcess[str]]:
    """Run the program in a process of its own."""

    def run(*words: str, environment: dict[str, str] | None = None, **options: Any) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "onefold", *words],
            cwd=folder,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"} | (environment or {}),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            **options,
        )

    return run
