"""A classifier that knows the truth is measured over the engine's own pairs."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from benchmarks.crm import generate
from benchmarks.labelled import Labelled, pairs_within, resolved

from benchmarks import ceiling


@pytest.fixture(scope="module")
def table() -> Labelled:
    return resolved("generated", generate(400, 5))


def test_the_engines_own_pairs_have_the_engines_own_scores(table: Labelled) -> None:
    edges = table.resolution.edges
    at = np.searchsorted(table.pairs, edges.packed)
    np.testing.assert_array_equal(table.pairs[at], edges.packed)
    np.testing.assert_array_equal(table.patterns[at], edges.patterns)
    np.testing.assert_allclose(table.log_odds[at], edges.log_odds)


def test_a_small_table_has_every_pair_and_the_truth_of_each(table: Labelled) -> None:
    assert len(table.pairs) == 400 * 399 // 2
    assert table.same.sum() == table.true_pairs > 100
    ids = table.resolution.ids.to_numpy(zero_copy_only=False)[table.resolution.features.order]
    truth = generate(400, 5)
    entity = dict(zip(truth["profile_id"].to_pylist(), truth["entity_id"].to_pylist(), strict=True))
    pick = np.flatnonzero(table.same)[:50]
    assert all(entity[ids[a]] == entity[ids[b]] for a, b in zip(table.a[pick], table.b[pick], strict=True))


def test_the_ceiling_never_sees_the_people_it_is_asked_about() -> None:
    """Pairs whose verdict follows from nothing but who they are: whoever had seen the person would know."""
    pytest.importorskip("sklearn", reason="scikit-learn is in the extra bench")
    groups = np.repeat(np.arange(200), 5)
    labels = groups % 3 == 0
    known = ceiling.ceiling(np.repeat(np.random.default_rng(1).permutation(200), 5)[:, None], labels, groups)
    assert abs(np.corrcoef(known, labels)[0, 1]) < 0.3


def test_the_ceiling_finds_what_follows_from_the_features() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is in the extra bench")
    features = np.random.default_rng(2).integers(0, 4, (2_000, 3))
    labels = (features[:, 0] == 3) ^ (features[:, 1] == 0)
    known = ceiling.ceiling(features, labels, np.arange(2_000))
    assert ((known > 0.5) == labels).all()


@pytest.mark.parametrize("labels", [np.ones(4, dtype=bool), np.zeros(4, dtype=bool), np.zeros(0, dtype=bool)])
def test_with_one_label_only_the_ceiling_says_that_label(labels: np.ndarray) -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is in the extra bench")
    known = ceiling.ceiling(np.zeros((len(labels), 2)), labels, np.arange(len(labels)))
    np.testing.assert_array_equal(known, labels.astype(float))


@pytest.mark.parametrize(
    ("right", "found", "true", "expected"), [(0, 0, 0, 1.0), (0, 0, 3, 0.0), (2, 2, 2, 1.0), (1, 2, 1, 2 / 3)]
)
def test_f1(right: int, found: int, true: int, expected: float) -> None:
    assert ceiling.f1(right, found, true) == pytest.approx(expected)


@pytest.mark.parametrize(("groups", "pairs"), [([], 0), ([1, 2, 3], 0), ([7, 7, 7, 1, 1], 4)])
def test_pairs_within(groups: list[int], pairs: int) -> None:
    assert pairs_within(np.array(groups, dtype=np.int64)) == pairs


def test_every_table_has_a_line_and_its_gaps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is in the extra bench")

    pq.write_table(generate(300, 1), tmp_path / "customers.parquet")
    parser = argparse.ArgumentParser()
    ceiling.add_options(parser)
    ceiling.run(parser.parse_args(["--data", str(tmp_path), "--rows", "--tuning-rows", "150"]))
    said = capsys.readouterr().out
    cells = said.splitlines()[2].strip("| ").split(" | ")
    assert cells[0] == "customers"
    assert all(0.6 < float(cell) <= 1 for cell in cells[1:])
    assert "Largest gaps of customers" in said
