"""A bar on a terminal, lines elsewhere, nothing with --quiet."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

from onefold.cli.progress import Lines, Silent, progress

SHOW = """
from time import sleep
from onefold.cli.progress import progress
with progress(quiet={quiet}) as shown:
    shown("Reading", 0.0)
    shown.say("a.csv: 3 records")
    shown("Grouping records", 0.5)
    sleep(0.6)
"""


def on_a_terminal(code: str) -> str:
    """What a program prints whose standard error is a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 100, 0, 0))
    with subprocess.Popen([sys.executable, "-c", code], stderr=theirs) as program:
        os.close(theirs)
        said = b""
        while chunk := _read(ours):
            said += chunk
    os.close(ours)
    assert program.returncode == 0
    return said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # the other end is closed
        return b""


def test_a_terminal_gets_a_bar_with_stage_and_time_left() -> None:
    said = on_a_terminal(SHOW.format(quiet=False))
    assert "Reading" in said
    assert "Grouping records" in said
    assert "50%" in said
    assert "about 00:00 left" in said
    assert "a.csv: 3 records\r\n" in said


def test_a_quiet_terminal_gets_nothing() -> None:
    assert on_a_terminal(SHOW.format(quiet=True)) == ""


def test_a_log_gets_a_line_for_each_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=False) as shown:
        assert isinstance(shown, Lines)
        shown("Reading", 0.0)
        shown.say("note")
        shown("Done", 1.0)
    assert capsys.readouterr().err == "Reading ...\nnote\n"


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=True) as shown:
        assert type(shown) is Silent
        shown("Reading", 0.0)
        shown.say("note")
    assert capsys.readouterr() == ("", "")
