"""Measures a result against the truth: pairwise and B-cubed precision, recall and F1, and calibration of the scores."""

from onefold.evaluate.calibration import Bin, expected_calibration_error, reliability
from onefold.evaluate.evaluation import Evaluation, evaluate, pair_reliability, truth_of
from onefold.evaluate.metrics import Score, b_cubed, pairwise
from onefold.evaluate.report import as_dict, render

__all__ = [
    "Bin",
    "Evaluation",
    "Score",
    "as_dict",
    "b_cubed",
    "evaluate",
    "expected_calibration_error",
    "pair_reliability",
    "pairwise",
    "reliability",
    "render",
    "truth_of",
]
