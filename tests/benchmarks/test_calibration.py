"""The reliability of scores is pooled rightly and drawn where it is."""

from __future__ import annotations

import argparse
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from benchmarks.calibration import cells_of, curve, pooled
from benchmarks.crm import generate
from benchmarks.reliability_svg import Curve, drawn
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import calibration
from onefold.evaluate import Bin

LOW, HIGH = Bin(0.5, 0.6, 10, 0.55, 0.5), Bin(0.9, 1.0, 1_000, 0.98, 0.99)
SVG = "{http://www.w3.org/2000/svg}"


def test_pooling_counts_every_score_alike() -> None:
    assert pooled([(LOW, HIGH), (Bin(0.5, 0.6, 30, 0.59, 0.9),)]) == (
        Bin(0.5, 0.6, 40, pytest.approx(0.58), pytest.approx(0.8)),  # type: ignore[arg-type]
        HIGH,
    )


@given(st.lists(st.integers(1, 500), min_size=1, max_size=6))
def test_pooling_tables_that_are_alike_changes_no_share(counts: list[int]) -> None:
    (one,) = pooled([(Bin(0.7, 0.8, count, 0.75, 0.7),) for count in counts])
    assert (one.count, one.mean_score, one.share_correct) == (sum(counts), pytest.approx(0.75), pytest.approx(0.7))


def test_a_table_without_scores_in_a_bin_has_an_empty_cell() -> None:
    header, lines = cells_of({"a": (LOW, HIGH), "b": (HIGH,)})
    assert header == ["table", "0.5 - 0.6", "0.9 - 1.0", "calibration error"]
    assert lines == [["a", "0.500 (10)", "0.990 (1,000)", "0.010"], ["b", "", "0.990 (1,000)", "0.010"]]


def test_bins_with_few_scores_are_no_points_of_the_curve() -> None:
    assert curve("groups", {"a": (LOW, HIGH), calibration.POOLED: (LOW, HIGH)}) == Curve(
        "groups", [(0.98, 0.99)], [[(0.98, 0.99)]]
    )


def test_the_curve_is_above_the_diagonal_where_more_is_right_than_promised() -> None:
    root = ElementTree.fromstring(drawn([Curve("pairs", [(0.25, 0.75), (1.0, 1.0)], [])]))
    first, last = root.findall(f"{SVG}circle")
    diagonal, line = (each.get("points", "") for each in root.findall(f"{SVG}polyline"))
    (left, bottom), (right, top) = ([float(n) for n in place.split(",")] for place in diagonal.split())
    assert float(first.get("cx", "")) == pytest.approx(left + 0.25 * (right - left))
    assert float(first.get("cy", "")) == pytest.approx(bottom + 0.75 * (top - bottom))
    assert (float(last.get("cx", "")), float(last.get("cy", ""))) == (right, top)
    assert len(line.split()) == 2


def test_every_table_has_a_line_and_the_curve_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pq.write_table(generate(300, 1), tmp_path / "customers.parquet")
    parser = argparse.ArgumentParser()
    calibration.add_options(parser)
    svg = tmp_path / "images" / "curve.svg"
    words = ["--data", str(tmp_path), "--rows", "200", "--seed", "3", "--svg", str(svg)]
    calibration.run(parser.parse_args(words))
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    first = [line.strip("| ").split(" | ")[0] for line in lines]
    names = ["table", "customers, 300 rows", "generated, seed 3, 200 rows", "all tables"]
    assert first == names * 2, "of groups and of pairs"
    assert ElementTree.parse(svg).getroot().tag == f"{SVG}svg"
