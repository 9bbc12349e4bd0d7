"""Greedy merging against the slow and obvious way to do it."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.clustering import CLIP_AGAINST, CLIP_FOR, LEAST_EVIDENCE, Clusters, Edges, cluster, likely_clusters
from onefold.engine.comparison import COMPARISONS
from onefold.engine.estimate import starting_model
from onefold.engine.judgements import JUDGED

MODEL = starting_model(np.empty((0, len(COMPARISONS)), dtype=np.uint8), np.ones(len(COMPARISONS)), 10)

Graph = tuple[int, dict[tuple[int, int], float]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Up to nine rows, and log-odds in halves (so that sums are exact) for some of their pairs."""
    rows = draw(st.integers(1, 9))
    scored = {}
    for pair in itertools.combinations(range(rows), 2):
        score = draw(st.one_of(st.none(), st.integers(-16, 24)))
        if score is not None:
            scored[pair] = score / 2
    return rows, scored


def edges_of(scored: dict[tuple[int, int], float]) -> Edges:
    """Edges without a pattern: the entity pass has nothing to say about them."""
    pairs = list(scored.items())
    a, b = (np.array([pair[side] for pair, _ in pairs], dtype=np.int32) for side in (0, 1))
    return Edges(a, b, np.array([s for _, s in pairs], dtype=float), np.zeros(len(pairs), dtype=np.uint64))


def run(graph: Graph, threads: int = 1) -> Clusters:
    return cluster(edges_of(graph[1]), graph[0], MODEL, threads=threads)


def naive_labels(rows: int, scored: dict[tuple[int, int], float]) -> list[int]:
    label = list(range(rows))
    for (a, b), score in sorted(scored.items(), key=lambda item: (-item[1], item[0])):
        x, y = label[a], label[b]
        if score <= 0 or x == y:
            continue
        between = [
            min(max(s, -CLIP_AGAINST), CLIP_FOR) for (c, d), s in scored.items() if {label[c], label[d]} == {x, y}
        ]
        if sum(between) > LEAST_EVIDENCE:
            label = [min(x, y) if each in (x, y) else each for each in label]
    return label


@settings(deadline=None)
@given(graphs())
def test_greedy_merging_equals_the_naive_way(graph: Graph) -> None:
    assert run(graph).label.tolist() == naive_labels(*graph)


@settings(deadline=None)
@given(graphs(), st.integers(2, 5))
def test_the_number_of_threads_changes_nothing(graph: Graph, threads: int) -> None:
    one, two = run(graph), run(graph, threads)
    for name in ("label", "link_a", "link_b", "link_log_odds"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


@settings(deadline=None)
@given(graphs())
def test_each_row_is_in_exactly_one_cluster_named_after_its_first_row(graph: Graph) -> None:
    label = run(graph).label
    assert len(label) == graph[0]
    for name in np.unique(label):
        assert np.flatnonzero(label == name)[0] == name


@settings(deadline=None)
@given(graphs())
def test_a_cluster_of_k_rows_was_made_by_k_minus_1_links(graph: Graph) -> None:
    clusters = run(graph)
    assert len(clusters.link_a) == graph[0] - len(np.unique(clusters.label))
    np.testing.assert_array_equal(clusters.label[clusters.link_a], clusters.label[clusters.link_b])


def test_a_record_that_fits_two_conflicting_people_glues_nothing() -> None:
    label = run((3, {(0, 1): 5.0, (1, 2): 4.0, (0, 2): -8.0})).label
    assert label.tolist() == [0, 0, 2]


def test_two_records_that_fit_two_conflicting_people_glue_nothing() -> None:
    sure = {(0, 1): 6.0, (2, 3): 6.0}
    doubtful = {(0, 2): -6.0, (1, 3): -6.0, (1, 2): 3.0, (0, 3): 3.0}
    assert run((4, sure | doubtful)).label.tolist() == [0, 0, 2, 2]


def test_one_doubt_does_not_undo_much_agreement() -> None:
    label = run((4, {(0, 1): 6.0, (2, 3): 6.0, (0, 2): 5.0, (1, 3): 5.0, (1, 2): -2.0})).label
    assert label.tolist() == [0, 0, 0, 0]


def test_a_judgement_outweighs_whatever_can_be_summed_up_against_it() -> None:
    others = {(0, 2): 8.0, (0, 3): 8.0, (1, 2): 8.0, (2, 3): 8.0, (0, 1): 8.0}
    label = run((4, others | {(1, 3): -JUDGED})).label
    assert label[1] != label[3]
    against = {(0, 1): 8.0, (2, 3): 8.0, (0, 2): -8.0, (0, 3): -8.0, (1, 3): -8.0}
    assert run((4, against | {(1, 2): JUDGED})).label[1] == run((4, against | {(1, 2): JUDGED})).label[2]


def test_rows_without_edges_stay_alone() -> None:
    assert run((3, {})).label.tolist() == [0, 1, 2]


@settings(deadline=None)
@given(graphs())
def test_the_last_stage_only_joins_what_the_first_one_made(graph: Graph) -> None:
    first, last = likely_clusters(edges_of(graph[1]), graph[0]), run(graph)
    assert all(len(set(last.label[first.label == name])) == 1 for name in np.unique(first.label))
