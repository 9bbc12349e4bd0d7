"""The confidence of a group, and the groups that are confident enough to be written."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onefold.engine.clustering import Clusters, Floats, Ints, roots
from onefold.engine.kernels.clusters import union_all


def group_confidence(clusters: Clusters) -> Floats:
    """Per row the confidence of the cluster it is in: the probability that every link that made it is right.

    The product over the links; for a cluster of two the probability of the pair. 1.0 for a row alone. O(rows + links).
    """
    by_label = np.bincount(
        clusters.label[clusters.link_a], weights=_log_probability(clusters), minlength=len(clusters.label)
    )
    return np.asarray(np.exp(by_label)[clusters.label])


def _log_probability(clusters: Clusters) -> Floats:
    return np.asarray(-np.logaddexp(0.0, -clusters.link_log_odds))


def confident_clusters(clusters: Clusters, least: float) -> Clusters:
    """Cut the weakest links until every cluster has a confidence of at least `least`.

    A cluster below it is split at its weakest link, again and again: what is sure in it stays together and keeps the
    score it has without the doubtful rest. O(rows x links of the most doubtful cluster).
    """
    while True:
        doubtful = group_confidence(clusters) < least
        if not doubtful.any():
            return clusters
        clusters = _without(clusters, _weakest_links(clusters, doubtful))


def _weakest_links(clusters: Clusters, doubtful: NDArray[np.bool_]) -> Ints:
    """The weakest link of each doubtful cluster, ties to the first rows."""
    links = np.flatnonzero(doubtful[clusters.link_a])
    label = clusters.label[clusters.link_a[links]]
    order = np.lexsort((clusters.link_b[links], clusters.link_a[links], clusters.link_log_odds[links], label))
    _, first = np.unique(label[order], return_index=True)
    return links[order[first]]


def _without(clusters: Clusters, cut: Ints) -> Clusters:
    kept = np.ones(len(clusters.link_a), dtype=bool)
    kept[cut] = False
    a, b = clusters.link_a[kept], clusters.link_b[kept]
    parent = np.arange(len(clusters.label), dtype=np.int64)
    union_all(parent, a, b)
    return Clusters(roots(parent), a, b, clusters.link_log_odds[kept])
