"""`onefold evaluate` measures what `onefold match` has written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onefold.cli import main

RESULT = "profile_id,match_id,confidence_score\n1,a,0.95\n2,a,0.95\n3,b,\n4,c,\n"
TRUTH = "profile_id,entity_id\n1,x\n2,x\n3,y\n4,y\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "out.csv").write_text(RESULT)
    (tmp_path / "truth.csv").write_text(TRUTH)
    return str(tmp_path / "out.csv"), str(tmp_path / "truth.csv")


def test_precision_recall_and_f1_are_printed(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", files[0], "--truth", files[1]]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("pairwise"))
    assert line.split() == ["pairwise", "1.000", "0.500", "0.667"]


def test_json_is_one_document(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", files[0], "--truth", files[1], "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["pairwise"] == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)}
    assert document["reliability"][0]["count"] == 1


def test_a_truth_of_another_table_is_refused(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files[1]).write_text("profile_id,entity_id\n7,x\n")
    assert main(["evaluate", files[0], "--truth", files[1]]) == 1
    assert "None of the 1 ids is in the result" in capsys.readouterr().err


def test_a_file_that_is_no_result_is_refused(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", files[1], "--truth", files[1]]) == 1
    assert "no column match_id" in capsys.readouterr().err
