"""The peers are measured in processes of their own, and what cannot run says why."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.crm import generate, write_parquet
from benchmarks.speed.contenders import SPLINK

from benchmarks.peers import compare


def options(*words: str | Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    compare.add_options(parser)
    return parser.parse_args([str(word) for word in words])


def result(table: str, peer: str, f1: float, best: float | None = None) -> compare.Result:
    return {"table": table, "peer": peer, "pairwise": {"f1": f1}, "best": best and {"f1": best}}


def test_the_summary_shows_the_best_of_each_kind_and_why_there_is_none() -> None:
    found = compare.summary(
        [
            result("t", "splink_a", 0.6, 0.9),
            result("t", "splink_b", 0.7, 0.8),
            {"table": "t", "peer": "dedupe", "failed": "did not finish in 600 s"},
            result("t", "goldenmatch", 0.5),
        ]
    )
    assert found.splitlines()[2] == "| t | 0.700 | 0.900 | 0.500 |  | did not finish in 600 s |"


def test_a_new_run_replaces_only_what_it_measures(tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    out.write_text(json.dumps([result("t", "splink_a", 0.6), result("u", "splink_a", 0.5)]))
    assert list(compare.known(out)) == [("t", "splink_a"), ("u", "splink_a")]
    assert compare.known(tmp_path / "none.json") == {}
    assert compare.known(None) == {}


def test_a_table_too_large_for_a_peer_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"entity_id": [1, 2, 3]}), path)
    monkeypatch.setitem(compare.ROWS_MAX, "dedupe_", 2)
    assert compare.measure(path, "dedupe_", options()) == {"failed": "not tried on more than 2 rows"}


def test_a_peer_that_fails_says_why_and_one_that_hangs_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    write_parquet(generate(50, 1), path)
    own = options("--python", sys.executable)  # an environment without the peers
    assert "splink" in compare.measure(path, "splink_a", own)["failed"]
    sleeper = tmp_path / "python"
    sleeper.write_text("#!/bin/sh\nsleep 60\n")
    sleeper.chmod(0o755)
    hangs = options("--python", sleeper, "--seconds-max", "0.2")
    assert compare.measure(path, "splink_a", hangs) == {"failed": "did not finish in 0 s"}


@pytest.mark.skipif(not SPLINK.exists(), reason="make bench has not set up the peers")
def test_a_peer_is_measured_from_end_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "tiny.parquet", tmp_path / "results.json"
    write_parquet(generate(500, 1), path)
    compare.run(options(path, "--peers", "recordlinkage_", "--out", out))
    (kept,) = json.loads(out.read_text())
    assert kept["table"] == "tiny"
    assert kept["peer"] == "recordlinkage"
    assert 0 <= kept["pairwise"]["f1"] <= 1
    assert kept["seconds"] > 0
    assert "| tiny |" in capsys.readouterr().out
