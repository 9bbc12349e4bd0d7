"""Several files are written together, or none is."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from onefold.api import write_files
from onefold.errors import OutputError

TABLE = pa.table({"a": ["1", "=cmd|' /C calc'!A0"]})


def test_tables_and_texts_are_written_side_by_side(tmp_path: Path) -> None:
    write_files({tmp_path / "a.csv": TABLE, tmp_path / "b.jsonl": TABLE, tmp_path / "c.html": "<p>é\n"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.jsonl", "c.html"]
    assert (tmp_path / "c.html").read_bytes() == "<p>é\n".encode()
    assert "'=cmd" in (tmp_path / "a.csv").read_text()


def test_when_the_second_fails_the_first_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(OutputError, match=r"b\.xls cannot be written"):
        write_files({tmp_path / "a.csv": TABLE, tmp_path / "b.xls": TABLE})
    assert (tmp_path / "a.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_missing_folder_is_named_as_the_user_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "no" / "a.html"
    with pytest.raises(OutputError) as raised:
        write_files({path: "x"})
    assert str(raised.value).startswith(f"{path} cannot be written")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "there" / "real.csv")
    write_files({tmp_path / "link.csv": TABLE})
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "there" / "real.csv").exists()
