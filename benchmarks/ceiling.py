"""What could be reached with the truth at hand: a classifier trained on it, over the engine's own candidate pairs.

The gap between the engine and this ceiling is what a better model can still win; what is missing above the ceiling is
lost in blocking, in the features, or cannot be known. Needs scikit-learn, which only benchmarks use.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FOLDS_MAX = 5


def ceiling(
    features: npt.NDArray[np.floating], labels: npt.NDArray[np.bool_], groups: npt.NDArray[np.integer]
) -> npt.NDArray[np.float64]:
    """Probability that each candidate pair is a match, by gradient boosting that has never seen its people.

    features: pairs x features, NaN for a missing value. labels: whether the pair is a match. groups: the entity of the
    pair's first record, so that all pairs within one person are in one fold.
    Returns one out-of-fold probability per pair, from 2 to 5 folds; all equal to the only label if there is just one.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.model_selection import StratifiedGroupKFold

    probability = np.full(len(labels), float(np.mean(labels)) if len(labels) else 0.0)
    folds = min(FOLDS_MAX, len(np.unique(groups)))
    if folds < 2 or len(np.unique(labels)) < 2:
        return probability
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=0).split(features, labels, groups)
    for train, test in split:
        if len(np.unique(labels[train])) == 2:
            model = HistGradientBoostingClassifier(random_state=0).fit(features[train], labels[train])
            probability[test] = model.predict_proba(features[test])[:, 1]
    return probability
