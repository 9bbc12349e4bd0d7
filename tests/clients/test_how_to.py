"""What the how-to pages of the service say is what works: their commands run, and systemd takes their unit."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.clients.conftest import ROOT

PAGES = ROOT / "docs" / "how-to"
SERVER = "postgresql://onefold@db.example.com/onefold"
KEY = "ONEF2345ABCD2345ABCD"


def commands(page: str) -> list[list[str]]:
    """The words of every `onefold` command of a page, but for those that serve."""
    text = (PAGES / page).read_text(encoding="utf-8")
    found = [shlex.split(line) for line in re.findall(r"^ *onefold (.*)$", text, re.MULTILINE)]
    return [words for words in found if words[0] != "serve"]


class Administrator:
    """Types commands in a folder."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        self.key_id = ""
        self._url = url

    def __call__(self, *words: str) -> str:
        given = [word.replace(SERVER, self._url).replace(KEY, self.key_id) for word in words]
        command = [sys.executable, "-m", "onefold", *given]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, (words, done.stderr)
        made = re.search(r"AWS_ACCESS_KEY_ID=(\w+)", done.stdout)
        self.key_id = made[1] if made else self.key_id
        return done.stdout


@pytest.mark.parametrize("page", ["backup.md", "postgresql.md"])
def test_a_database_goes_where_the_page_says(
    page: str, tmp_path: Path, postgresql_server: Callable[[str], str]
) -> None:
    administrator = Administrator(tmp_path, postgresql_server(f"onefold_{page.removesuffix('.md')}"))
    administrator("key", "create")
    listed = administrator("key", "list")
    if page == "backup.md":  # it also reads from a server that has something, and writes the copy of another day
        administrator("db", "copy", "--from", "onefold-data", "--to", SERVER)
    for words in commands(page):
        if words[:2] == ["db", "copy"]:
            shutil.rmtree(tmp_path / "backups", ignore_errors=True)
        said = administrator(*words)
        assert said == listed or said.endswith("Everything is copied.\n")
    last = commands(page)[-1][-1]
    assert administrator("key", "list", "--data", last) == listed


def test_a_key_is_rotated_as_the_page_says(tmp_path: Path) -> None:
    administrator = Administrator(tmp_path)
    for words in commands("keys.md"):
        administrator(*words)
    assert re.search(rf"^{administrator.key_id} .*write +crm", administrator("key", "list"), re.MULTILINE)
    question = re.search(r'onefold-data/onefold.db "(SELECT.*?)"', (PAGES / "keys.md").read_text(), re.DOTALL)
    assert question is not None
    with closing(sqlite3.connect(tmp_path / "onefold-data" / "onefold.db")) as database:
        assert database.execute(question[1]).fetchall() == []


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd-analyze on this machine")
    page = (PAGES / "systemd.md").read_text(encoding="utf-8")
    unit = re.search(r"^```ini\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert unit is not None
    (tmp_path / "onefold.service").write_text(unit[1].replace("/opt/onefold/bin/onefold", sys.executable))
    told = subprocess.run(
        [analyze, "verify", "--man=no", "onefold.service"], cwd=tmp_path, capture_output=True, text=True
    )
    assert [line for line in told.stderr.splitlines() if "onefold.service" in line] == []
