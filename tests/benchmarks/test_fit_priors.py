"""Priors are counted on labelled pairs, class by class, and never tuned on what is measured."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.crm import generate
from benchmarks.labelled import TUNING_SEED, resolved
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import accuracy, fit_priors
from onefold.engine.comparison import COMPARISONS
from onefold.engine.priors import PRIORS


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return generate(800, 7)


@pytest.fixture(scope="module")
def shares(table: pa.Table) -> fit_priors.Shares:
    return fit_priors.shares_of([resolved("generated", table)])


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    fit_priors.add_options(parser)
    return parser.parse_args(words)


def test_the_levels_of_same_are_counted_on_the_true_pairs() -> None:
    """60 people with two records each, of whom 15 have another phone."""
    records = [
        {
            "profile_id": f"{person}-{record}",
            "entity_id": person,
            "FirstName": ("Anna", "Bernd", "Carla", "Dirk")[person % 4],
            "LastName": f"Miller{chr(97 + person // 26)}{chr(97 + person % 26)}",
            "PhoneNumber": f"+49 30 {(700 + person) * (1 + record * (person < 15)):07}",
        }
        for person in range(60)
        for record in range(2)
    ]
    shares = fit_priors.shares_of([resolved("by hand", pa.Table.from_pylist(records))])
    np.testing.assert_allclose(shares["Phone", "same"], [[15.5 / 61.5, 0.5 / 61.5, 45.5 / 61.5]])


@pytest.mark.parametrize(
    ("comparison", "more", "less"),
    [
        ("FirstName", "same", "household"), ("LastName", "household", "chance"), ("Phone", "same", "chance"),
        ("Email", "same", "household"), ("Place", "household", "chance"),
    ],
)  # fmt: skip
def test_classes_are_told_apart(shares: fit_priors.Shares, comparison: str, more: str, less: str) -> None:
    assert shares[comparison, more][0, -1] > 3 * shares[comparison, less][0, -1]


def test_fitted_priors_are_probabilities_and_keep_what_is_by_design(shares: fit_priors.Shares) -> None:
    for name, prior in fit_priors.fitted(shares).items():
        assert (prior.share, prior.shared) == (PRIORS[name].share, PRIORS[name].shared)
        for each in fit_priors.CLASSES:
            assert type(getattr(prior, each)) is type(getattr(PRIORS[name], each))
            levels = prior.levels(fit_priors.CLASSES[each])
            assert min(levels) > 0
            assert sum(levels) == pytest.approx(1, abs=0.02)


def test_a_comparison_that_no_table_has_keeps_its_prior() -> None:
    assert fit_priors.fitted({}) == PRIORS


@settings(deadline=None, max_examples=10)
@given(pairs=st.sampled_from([20, 300, 5_000]), seed=st.integers(0, 99))
def test_the_strength_that_tables_were_drawn_with_is_found(pairs: int, seed: int) -> None:
    mean = np.array([0.1, 0.2, 0.7])
    drawn = np.random.default_rng(seed).dirichlet(mean * pairs, size=400)
    assert fit_priors.strength(drawn) == pytest.approx(pairs, rel=0.3)


@pytest.mark.parametrize("shares", [np.array([[0.5, 0.5]]), np.array([[0.2, 0.8], [0.2, 0.8]])])
def test_tables_that_are_all_alike_have_no_end_of_strength(shares: np.ndarray) -> None:
    assert fit_priors.strength(shares) == float("inf")


def test_other_priors_are_in_force_only_while_they_are_tried(shares: fit_priors.Shares) -> None:
    before, tried = dict(PRIORS), fit_priors.fitted(shares)
    with fit_priors.shipping(tried):
        assert PRIORS["Gender"] == tried["Gender"] != before["Gender"]
    assert before == PRIORS


def test_no_table_is_for_tuning_and_for_testing() -> None:
    parser = argparse.ArgumentParser()
    accuracy.add_options(parser)
    assert TUNING_SEED not in parser.parse_args([]).seed


def test_every_level_has_a_line_and_both_priors_are_tried(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, seed in (("tuned", 1), ("tested", 2)):
        pq.write_table(generate(300, seed), tmp_path / f"{name}.parquet")
    words = ["--data", str(tmp_path), "--rows", "--tuning-rows", "150", "--tuning", "tuned", "--measure"]
    fit_priors.run(options(*words))
    priors, _, tried = capsys.readouterr().out.partition("\n\n")
    levels = sum(line.startswith("| FirstName | same |") for line in priors.splitlines())
    assert levels == len(COMPARISONS[0].levels)
    (cells,) = (line.strip("| ").split(" | ") for line in tried.splitlines()[2:])
    assert cells[0] == "tested"
    assert all(0.5 < float(cell) <= 1 for cell in cells[2:])
