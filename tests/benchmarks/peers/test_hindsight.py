"""The best threshold in hindsight, against trying every threshold by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from benchmarks.peers.hindsight import best_threshold, true_pairs
from hypothesis import given
from hypothesis import strategies as st

from onefold.evaluate import pairwise


def naive_labels(a: list[int], b: list[int], rows: int) -> np.ndarray:
    label = list(range(rows))
    for x, y in zip(a, b, strict=True):
        old, new = label[y], label[x]
        label = [new if each == old else each for each in label]
    return np.array(label)


def naive_best(a: np.ndarray, b: np.ndarray, score: np.ndarray, entity: np.ndarray) -> float:
    """The best F1 of the components of all pairs of at least a score, over all scores."""
    labels = [naive_labels(a[score >= s].tolist(), b[score >= s].tolist(), len(entity)) for s in set(score.tolist())]
    return max(pairwise(each, entity).f1 for each in labels)


@given(
    entity=st.lists(st.integers(0, 4), min_size=2, max_size=12),
    edges=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(-3, 3)), min_size=1, max_size=30),
)
def test_it_is_the_best_of_all_thresholds(entity: list[int], edges: list[tuple[int, int, int]]) -> None:
    a, b, score = (np.array(part, dtype=np.int64) for part in zip(*edges, strict=True))
    a, b, truth = a % len(entity), b % len(entity), np.array(entity)
    best = best_threshold(a, b, score.astype(float), truth)
    assert best is not None
    assert best.score.f1 == pytest.approx(naive_best(a, b, score, truth))
    kept = score >= best.threshold
    at_threshold = naive_labels(a[kept].tolist(), b[kept].tolist(), len(entity))
    assert pairwise(at_threshold, truth).f1 == pytest.approx(best.score.f1)


@given(st.lists(st.integers(0, 3), max_size=10))
def test_true_pairs_are_all_pairs_of_one_entity_once(entity: list[int]) -> None:
    a, b = true_pairs(np.array(entity, dtype=np.int64))
    found = sorted(tuple(sorted(pair)) for pair in zip(a.tolist(), b.tolist(), strict=True))
    assert found == [pair for pair in combinations(range(len(entity)), 2) if entity[pair[0]] == entity[pair[1]]]


def test_without_pairs_there_is_no_threshold() -> None:
    nothing = np.array([], dtype=np.int64)
    assert best_threshold(nothing, nothing, nothing.astype(float), np.array([1, 1])) is None


def test_nothing_to_find_is_no_division_by_nothing() -> None:
    best = best_threshold(np.array([0]), np.array([1]), np.array([1.0]), np.array([1, 2]))
    assert best is not None
    assert best.score.f1 == 0
