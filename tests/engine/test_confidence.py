"""The confidence of a group, and what is cut from it until it is confident enough."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.clustering import Clusters
from onefold.engine.confidence import confident_clusters, group_confidence

Link = tuple[int, int, float]


def clusters_of(rows: int, links: list[Link]) -> Clusters:
    """The clusters that these links make; every link joins two that were apart."""
    label = list(range(rows))
    for a, b, _ in links:
        low, high = sorted((label[a], label[b]))
        label = [low if each == high else each for each in label]
    a, b, odds = ([link[k] for link in links] for k in range(3))
    return Clusters(
        np.array(label), np.array(a, dtype=np.int64), np.array(b, dtype=np.int64), np.array(odds, dtype=float)
    )


def probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


@st.composite
def forests(draw: st.DrawFn) -> Clusters:
    """Every row but the first is linked to an earlier one, or to none."""
    rows = draw(st.integers(1, 12))
    links: list[Link] = []
    for row in range(1, rows):
        to = draw(st.integers(-1, row - 1))
        if to >= 0:
            links.append((to, row, draw(st.integers(-4, 30)) / 2))
    return clusters_of(rows, links)


def test_the_confidence_of_a_pair_is_its_probability() -> None:
    assert group_confidence(clusters_of(3, [(0, 1, 2.0)])) == pytest.approx([probability(2), probability(2), 1.0])


def test_the_confidence_of_a_group_is_the_product_over_its_links() -> None:
    confidence = group_confidence(clusters_of(4, [(0, 1, 2.0), (1, 3, 1.0)]))
    both = probability(2) * probability(1)
    assert confidence == pytest.approx([both, both, 1.0, both])


@pytest.mark.parametrize("log_odds", [1000.0, 40.0, -1000.0])
def test_extreme_log_odds_are_safe(log_odds: float) -> None:
    assert group_confidence(clusters_of(2, [(0, 1, log_odds)])) == pytest.approx(float(log_odds > 0))


def test_the_weakest_link_is_cut() -> None:
    cut = confident_clusters(clusters_of(4, [(0, 1, 6.0), (2, 3, 5.0), (1, 2, 0.5)]), 0.9)
    assert cut.label.tolist() == [0, 0, 2, 2]
    assert group_confidence(cut) == pytest.approx([probability(6)] * 2 + [probability(5)] * 2)


def test_a_sure_pair_keeps_its_score_when_a_doubtful_third_record_turns_up() -> None:
    pair = group_confidence(confident_clusters(clusters_of(2, [(0, 1, 8.0)]), 0.9))
    three = confident_clusters(clusters_of(3, [(0, 1, 8.0), (0, 2, 0.3)]), 0.9)
    assert three.label.tolist() == [0, 0, 2]
    assert group_confidence(three)[:2] == pytest.approx(pair)


def test_of_two_equally_weak_links_the_first_is_cut() -> None:
    cut = confident_clusters(clusters_of(3, [(1, 2, 1.0), (0, 1, 1.0)]), 0.7)
    assert cut.label.tolist() == [0, 1, 1]


def test_a_pair_below_the_least_confidence_falls_apart() -> None:
    assert confident_clusters(clusters_of(2, [(0, 1, 1.0)]), 0.9).label.tolist() == [0, 1]


@settings(deadline=None)
@given(forests(), st.sampled_from([0.0, 0.5, 0.9, 0.999, 1.0]))
def test_what_is_left_is_confident_enough_and_joins_nothing_new(clusters: Clusters, least: float) -> None:
    cut = confident_clusters(clusters, least)
    assert (group_confidence(cut) >= least).all()
    for label in np.unique(cut.label):
        assert len(np.unique(clusters.label[cut.label == label])) == 1
    assert len(cut.link_a) == len(cut.label) - len(np.unique(cut.label))


@settings(deadline=None)
@given(forests())
def test_without_a_least_confidence_nothing_is_cut(clusters: Clusters) -> None:
    assert confident_clusters(clusters, 0.0) is clusters
