"""The scores equal those of naive code that enumerates pairs and records."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.evaluate import Score, b_cubed, pairwise
from onefold.evaluate.metrics import PairCounts, count_pairs

# Few labels on few records, so that groups overlap in every way.
partitions = st.integers(0, 12).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(-2, 4), min_size=n, max_size=n) for _ in range(2)])
)


def labels(values: list[int] | str) -> np.ndarray:
    return np.array([ord(v) if isinstance(v, str) else v for v in values], dtype=np.int64)


def naive_pairs(assigned: list[int], truth: list[int]) -> PairCounts:
    pairs = list(combinations(range(len(truth)), 2))
    found = {(i, j) for i, j in pairs if assigned[i] == assigned[j]}
    true = {(i, j) for i, j in pairs if truth[i] == truth[j]}
    return PairCounts(true=len(true), found=len(found), correct=len(found & true))


def naive_b_cubed(assigned: list[int], truth: list[int]) -> tuple[float, float]:
    precision, recall = [], []
    for i in range(len(truth)):
        group = {j for j in range(len(truth)) if assigned[j] == assigned[i]}
        entity = {j for j in range(len(truth)) if truth[j] == truth[i]}
        precision.append(len(group & entity) / len(group))
        recall.append(len(group & entity) / len(entity))
    return (sum(precision) / len(precision), sum(recall) / len(recall)) if truth else (1.0, 1.0)


@given(partitions)
def test_pairs_counted_by_group_sizes_equal_pairs_enumerated(partition: tuple[list[int], list[int]]) -> None:
    assigned, truth = partition
    assert count_pairs(labels(assigned), labels(truth)) == naive_pairs(assigned, truth)


@given(partitions)
def test_b_cubed_equals_the_average_over_records(partition: tuple[list[int], list[int]]) -> None:
    assigned, truth = partition
    score = b_cubed(labels(assigned), labels(truth))
    assert (score.precision, score.recall) == pytest.approx(naive_b_cubed(assigned, truth))


@given(partitions)
def test_precision_and_recall_change_places_when_result_and_truth_do(partition: tuple[list[int], list[int]]) -> None:
    a, b = map(labels, partition)
    for measure in (pairwise, b_cubed):
        there, back = measure(a, b), measure(b, a)
        assert (there.precision, there.recall) == pytest.approx((back.recall, back.precision))
        assert there.f1 == pytest.approx(back.f1)


@pytest.mark.parametrize(
    ("assigned", "truth", "precision", "recall", "b_precision", "b_recall"),
    [
        ("aab", "aab", 1, 1, 1, 1),
        ("aaa", "aab", 1 / 3, 1, (2 / 3 + 2 / 3 + 1 / 3) / 3, 1),
        ("abc", "aab", 1, 0, 1, (1 / 2 + 1 / 2 + 1) / 3),
        ("aabb", "abab", 0, 0, 1 / 2, 1 / 2),
        ("abc", "def", 1, 1, 1, 1),  # nothing to find, nothing found: nothing wrong
        ("", "", 1, 1, 1, 1),
        ("a", "b", 1, 1, 1, 1),
    ],
)
def test_known_tables_have_their_known_scores(
    assigned: str, truth: str, precision: float, recall: float, b_precision: float, b_recall: float
) -> None:
    pairs, records = pairwise(labels(assigned), labels(truth)), b_cubed(labels(assigned), labels(truth))
    assert (pairs.precision, pairs.recall) == pytest.approx((precision, recall))
    assert (records.precision, records.recall) == pytest.approx((b_precision, b_recall))


@pytest.mark.parametrize(
    ("precision", "recall", "f1"), [(1, 1, 1), (1, 0, 0), (0, 0, 0), (0.5, 1, 2 / 3), (0.9, 0.9, 0.9)]
)
def test_f1_is_the_harmonic_mean_and_zero_without_any_hit(precision: float, recall: float, f1: float) -> None:
    assert Score(precision, recall).f1 == pytest.approx(f1)


def test_a_giant_group_is_counted_without_enumerating_or_overflow() -> None:
    records = 300_000  # 4.5e10 pairs
    assert count_pairs(np.zeros(records, np.int32), np.zeros(records, np.int32)).correct == records * (records - 1) // 2


def test_labels_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="got 2 assigned and 3 true"):
        pairwise(labels("ab"), labels("abc"))
