"""Onefold is measured on tables with a truth that it does not see."""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from benchmarks.crm import generate

from benchmarks import accuracy


def options(*words: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    accuracy.add_options(parser)
    return parser.parse_args([str(word) for word in words])


def test_labelled_and_generated_tables_have_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(generate(200, 1), tmp_path / "customers.parquet")
    accuracy.run(options("--data", tmp_path, "--rows", "100", "--seed", "3", "4"))
    lines = capsys.readouterr().out.splitlines()
    assert [each.split(" | ")[:2] for each in lines[2:]] == [
        ["| customers", "200"], ["| generated, seed 3", "100"], ["| generated, seed 4", "100"]
    ]  # fmt: skip
    assert all(0.5 < float(each.split(" | ")[4]) <= 1 for each in lines[2:])


def test_a_folder_without_tables_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accuracy.run(options("--data", tmp_path / "none", "--rows"))
    assert "name a folder with --data" in capsys.readouterr().err
