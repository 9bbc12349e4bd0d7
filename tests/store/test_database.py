"""The files of a SQLite database are their owner's alone, and whoever had them open to others is told."""

from __future__ import annotations

import logging
from contextlib import closing
from pathlib import Path

import pytest

from onefold.store import domains, open_store


def modes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_a_new_database_is_its_owners_from_the_beginning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "new"
    with closing(open_store(folder)) as store:
        store.write(lambda tx: domains.add(tx, "demo", {}, 1))
        assert modes(folder) == {"onefold.db": 0o600, "onefold.db-wal": 0o600, "onefold.db-shm": 0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert caplog.text == ""


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o666, 0o602])
def test_a_file_that_others_could_open_is_closed_to_them_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int
) -> None:
    with closing(open_store(tmp_path)) as store, caplog.at_level(logging.WARNING):
        store.write(lambda tx: domains.add(tx, "demo", {}, 1))
        for file in tmp_path.iterdir():
            file.chmod(mode)
        with closing(open_store(tmp_path)) as again:
            assert set(modes(tmp_path).values()) == {0o600}
            assert again.read(lambda tx: domains.find(tx, "demo")) is not None
    assert caplog.text.count("now they cannot") == 3
    assert "onefold.db-wal" in caplog.text


@pytest.mark.parametrize(
    ("mode", "said"), [(0o755, False), (0o750, False), (0o775, True), (0o777, True), (0o1777, False)]
)
def test_a_folder_in_which_others_may_write_is_said_and_left_as_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, said: bool
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(mode)
    with caplog.at_level(logging.WARNING):
        open_store(folder).close()
    assert folder.stat().st_mode & 0o7777 == mode
    assert ("may write in" in caplog.text) == said
