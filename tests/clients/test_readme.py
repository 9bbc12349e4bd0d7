"""The README's second example, as it is written, on a real server."""

from __future__ import annotations

import io
import os
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from tests.clients.conftest import ROOT, Server

SECTION = re.compile(r"^## Serve Amazon's API.*?(?=^## )", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_second_example_of_the_readme_merges_john_and_jhn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = SECTION.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert section is not None
    (_, start), *rest = BLOCK.findall(section[0])
    assert start == "onefold serve\n"
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    said, names = io.StringIO(), dict[str, object]()
    # The job of the schedule is far away: the one that is told to run is the only one.
    server = Server(tmp_path, first_job_seconds=3600)
    try:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        with redirect_stdout(said):
            for mark, text in rest:
                if mark == "bash":
                    print(server.onefold(*text.split()[1:]))
                else:
                    exec(compile(text, "README.md", "exec"), names)
        found = names["client"].search_profiles(DomainName="crm", KeyName="_fullName", Values=["John Doe"])["Items"]  # type: ignore[attr-defined]
    finally:
        server.stop()
    assert "COMPLETED. 3 profiles, 1 match groups, 0 merges." in said.getvalue()
    assert re.search(r"^0\.9\d* \['[a-f0-9]{32}', '[a-f0-9]{32}'\]$", said.getvalue(), re.MULTILINE)
    assert [person["PhoneNumber"] for person in found] == ["555-010-0000"]
