"""Contenders in turn on one table, with known costs and known answers."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.speed.contenders import SPLINK, Contender, onefold, splink
from benchmarks.speed.measure import Cost
from benchmarks.speed.side_by_side import Result, costs_table, exponent, growth_table, side_by_side
from benchmarks.speed.tables import Generated, generated

from onefold.evaluate import Score

ENTITY = [1, 1, 2, 3, 3, 3]


@pytest.fixture
def given(tmp_path: Path) -> Generated:
    """Six records of three people; one pair of true pairs is missing in what `answers` gives."""
    pq.write_table(pa.table({"profile_id": list("abcdef")}), tmp_path / "table.parquet")
    pq.write_table(pa.table({"profile_id": list("abcdef"), "entity_id": ENTITY}), tmp_path / "truth.parquet")
    return Generated(6, tmp_path / "table.parquet", tmp_path / "truth.parquet")


def answers(name: str, log: Path, labels: list[int], scores: Mapping[str, list[float]] | None = None) -> Contender:
    """A contender that notes its name in a log; its command copies prepared answers."""
    pq.write_table(pa.table({"label": labels}), log.with_name(f"{name}.answer"))
    pq.write_table(pa.table(dict(scores or {})), log.with_name(f"{name}.scores"))
    code = (
        "import shutil, sys; name, log, out, scores = sys.argv[1:]\n"
        "open(log, 'a').write(name + ' ')\n"
        "shutil.copy(log.replace('log', name + '.answer'), out)\n"
        "if scores == 'True': shutil.copy(log.replace('log', name + '.scores'), out + '.edges.parquet')"
    )

    def command(table: Path, out: Path, scores: bool) -> list[str | Path]:
        assert table.exists()
        return [sys.executable, "-I", "-S", "-c", code, name, log, out, str(scores)]

    return Contender(name, command, lambda out: pq.read_table(out)["label"].to_numpy(), has_scores=scores is not None)


def test_runs_are_interleaved_and_every_answer_is_scored(given: Generated, tmp_path: Path) -> None:
    log = tmp_path / "log"
    edges = {"a": [0, 3, 4], "b": [1, 4, 5], "score": [0.9, 0.5, 0.4]}
    both = [answers("one", log, [0, 0, 1, 2, 2, 2]), answers("other", log, [0, 0, 0, 1, 1, 2], edges)]
    said: list[str] = []
    one, other = side_by_side(given, both, 2, said.append)
    assert log.read_text().split() == ["one", "other", "one", "other", "other"]  # the last one is for the hindsight
    assert (one.reached.precision, one.reached.recall, one.in_hindsight) == (1.0, 1.0, None)
    assert (other.reached.precision, other.reached.recall) == (2 / 4, 2 / 4)
    assert other.in_hindsight == 1.0
    assert len(said) == 4


def test_hindsight_can_be_left_out(given: Generated, tmp_path: Path) -> None:
    log = tmp_path / "log"
    (only,) = side_by_side(given, [answers("one", log, ENTITY, {})], 1, print, hindsight=False)
    assert log.read_text().split() == ["one"]
    assert only.in_hindsight is None


def test_a_contender_that_fails_is_left_out_and_named(given: Generated, tmp_path: Path) -> None:
    fails = Contender("weak", lambda *_: [sys.executable, "-c", "raise MemoryError"], lambda _: np.zeros(6, np.int64))
    said: list[str] = []
    (left,) = side_by_side(given, [answers("one", tmp_path / "log", ENTITY), fails], 2, said.append)
    assert left.name == "one"
    assert [line for line in said if "weak is left out" in line and "MemoryError" in line]


def result(name: str, rows: int, seconds: float, mb: float = 100.0) -> Result:
    return Result(name, rows, Cost(seconds, 2 * seconds, mb), Score(0.9, 0.8), 0.85 if name != "Onefold" else None)


def test_costs_are_set_beside_the_first_contender_of_the_same_table() -> None:
    lines = costs_table([result("Onefold", 1000, 2.0), result("Splink", 1000, 5.0)]).splitlines()
    assert lines[2] == "| 1,000 | Onefold | 2.00 |  | 4.0 | 100 | .900 | .800 | **.847** |  |"
    assert lines[3] == "| 1,000 | Splink | 5.00 | 2.50 | 10.0 | 100 | .900 | .800 | **.847** | .850 |"


def test_growth_is_the_exponent_between_neighbouring_sizes() -> None:
    found = growth_table([result("Onefold", rows, seconds) for rows, seconds in ((10**6, 8), (10**4, 1), (10**5, 2))])
    assert "| 10,000 | 100,000 | Onefold | rows^0.30 | rows^0.30 | 0 |" in found
    assert "| 100,000 | 1,000,000 | Onefold | rows^0.60 | rows^0.60 | 0 |" in found


@pytest.mark.parametrize(("power", "seconds"), [(1.0, 10.0), (2.0, 100.0), (0.0, 1.0)])
def test_exponents_of_known_laws(power: float, seconds: float) -> None:
    assert exponent(1000, 1.0, 10_000, seconds) == pytest.approx(power)


def test_a_generated_table_is_made_once_and_has_its_truth_beside_it(tmp_path: Path) -> None:
    made = generated(40, tmp_path)
    before = made.table.stat().st_mtime_ns
    again = generated(40, tmp_path)
    table = pq.read_table(again.table)
    assert again.table.stat().st_mtime_ns == before
    assert "entity_id" not in table.column_names
    assert table["profile_id"].equals(pq.read_table(again.truth)["profile_id"])
    assert len(again.entity()) == table.num_rows == 40


def test_onefold_is_run_by_its_command_line_and_its_result_is_read(tmp_path: Path) -> None:
    made = generated(300, tmp_path)
    (found,) = side_by_side(made, [onefold()], 1, print)
    assert found.reached.f1 > 0.7
    assert found.cost.seconds > 0
    assert found.cost.peak_mb > 50


def test_records_alone_have_labels_of_their_own(tmp_path: Path) -> None:
    ids = pa.array(["x", None, "x", None, "y"], pa.string())
    pq.write_table(pa.table({"match_id": ids}), tmp_path / "out.parquet")
    labels = onefold().labels(tmp_path / "out.parquet")
    assert labels[0] == labels[2]
    assert len(set(labels.tolist())) == 4


@pytest.mark.skipif(not SPLINK.exists(), reason="make bench has not set up the peers")
def test_splink_is_run_by_its_worker_and_its_result_is_read(tmp_path: Path) -> None:
    (found,) = side_by_side(generated(1000, tmp_path), [splink("splink_c")], 1, print)
    assert 0.3 < found.reached.f1 <= (found.in_hindsight or 0)
