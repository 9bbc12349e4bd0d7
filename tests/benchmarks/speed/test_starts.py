"""The first run compiles, the later ones do not."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed.measure import Cost
from benchmarks.speed.starts import compiled_files, fresh_copy, starts_table


def test_a_fresh_copy_is_the_whole_package_without_compiled_code(tmp_path: Path) -> None:
    copy = fresh_copy(tmp_path)
    assert (copy / "onefold" / "engine" / "resolve.py").is_file()
    assert compiled_files(copy) == 0
    assert not list(copy.rglob("__pycache__"))


def test_compiled_files_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a" / "__pycache__").mkdir(parents=True)
    (tmp_path / "a" / "__pycache__" / "kernel.nbi").touch()
    assert compiled_files(tmp_path) == 1


def test_both_are_printed() -> None:
    lines = starts_table(Cost(12.0, 20.0, 300.0), Cost(0.9, 1.1, 280.0), 2000).splitlines()
    assert lines[2].endswith("| 12.00 | 20.0 | 300 |")
    assert lines[3] == "| every later run | 0.90 | 1.1 | 280 |"
