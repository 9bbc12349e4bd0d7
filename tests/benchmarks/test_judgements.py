"""A steward who knows the truth judges the least sure groups, and the rest is measured."""

from __future__ import annotations

import argparse
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.crm import generate

from benchmarks import judgements

MATCHES = pa.table({"profile_ids": [["1", "2"], ["3", "4", "5"], ["6", "7"]], "confidence_score": [0.9, 0.8, 0.6]})
TRUTH = pa.table({"profile_id": [*"1234567"], "entity_id": [1, 1, 2, 2, 3, 4, 4]})


def test_the_least_sure_groups_are_judged_by_the_truth() -> None:
    said = judgements.steward(MATCHES, TRUTH, 2).to_pylist()
    assert [tuple(each.values()) for each in said] == [
        ("3", "4", "MATCH"), ("3", "5", "NOT_A_MATCH"), ("6", "7", "MATCH")
    ]  # fmt: skip


@pytest.mark.parametrize(("groups", "judged"), [(0, 0), (1, 1), (3, 4), (99, 4)])
def test_no_more_groups_are_judged_than_asked_for(groups: int, judged: int) -> None:
    assert judgements.steward(MATCHES, TRUTH, groups).num_rows == judged


def test_every_table_has_a_line_for_each_number_of_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(generate(300, 1), tmp_path / "customers.parquet")
    parser = argparse.ArgumentParser()
    judgements.add_options(parser)
    judgements.run(parser.parse_args(["--data", str(tmp_path), "--rows", "--groups", "3", "1000"]))
    lines = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [cells[0] for cells in lines] == ["customers"] * 2
    assert lines[0][2] == "3"
    assert 3 < int(lines[1][2]) < 100, "half of the groups are left to measure on"
    assert all(0.3 < float(cell) <= 1 for cells in lines for cell in cells[4:])
