"""Ctrl-C and a full disk: the program ends with a message, and no file is there by half."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Program = Callable[..., CompletedProcess[str]]
OUTPUTS = ["--output", "out.csv", "--pairs", "pairs.csv", "--report", "report.html"]


@pytest.fixture
def large(folder: Path) -> Path:
    """A table that takes a second."""
    letters = random.Random(1)
    words = ["".join(letters.choices("abcdefgh", k=6)) for _ in range(3000)]
    rows = ((letters.choice(words), letters.choice(words), letters.randrange(10**7)) for _ in range(20_000))
    lines = (f"{first} {last},{first}.{last}@example.com,555{phone:07}\n" for first, last, phone in rows)
    (folder / "large.csv").write_text("name,email,phone\n" + "".join(lines))
    return folder


@pytest.mark.parametrize("stage", ["Reading", "Normalising values", "Comparing and scoring pairs", "Writing"])
def test_ctrl_c_ends_the_run_without_traceback_or_half_a_file(large: Path, stage: str) -> None:
    before = set(large.iterdir())
    command = [sys.executable, "-m", "onefold", "match", "large.csv", *OUTPUTS]
    with subprocess.Popen(command, cwd=large, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr is not None
        said = ""
        while not said.endswith(f"{stage} ...\n"):
            line = program.stderr.readline()
            assert line, f"the run ended before {stage}: {said}"
            said += line
        program.send_signal(signal.SIGINT)
        said += program.communicate(timeout=120)[1]
    assert "Traceback" not in said
    left = set(large.iterdir()) - before
    if stage == "Writing" and program.returncode == 0:  # the signal came after the last file
        assert len(left) == 3
    else:
        assert program.returncode == 130
        assert said.endswith("onefold: interrupted; nothing was written\n")
        assert left == set()


def test_a_full_disk_is_said_and_leaves_nothing(large: Path, program: Program) -> None:
    (large / "out.csv").write_text("the result of yesterday")
    before = set(large.iterdir())
    done = program(
        "match", "large.csv", *OUTPUTS, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "onefold: error: out.csv cannot be written: " in done.stderr
    assert "write elsewhere" in done.stderr
    assert set(large.iterdir()) == before
    assert (large / "out.csv").read_text() == "the result of yesterday"
