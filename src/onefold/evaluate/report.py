"""An evaluation for people and for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from onefold.evaluate.evaluation import Evaluation
from onefold.evaluate.metrics import Score


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as plain dicts, lists and numbers, ready for JSON."""
    plain = asdict(evaluation)
    for name in ("pairwise", "b_cubed"):
        plain[name]["f1"] = getattr(evaluation, name).f1
    plain["reliability"] = list(plain["reliability"])
    return plain


def render(evaluation: Evaluation) -> str:
    """The evaluation as a text table for the terminal."""
    lines = [*_accuracy(evaluation), "", *_counts(evaluation)]
    if evaluation.reliability:
        lines += ["", *_calibration(evaluation)]
    return "\n".join(lines)


def _accuracy(evaluation: Evaluation) -> list[str]:
    def row(name: str, score: Score) -> str:
        return f"{name:<10}{score.precision:>11.3f}{score.recall:>9.3f}{score.f1:>9.3f}"

    header = f"{'':<10}{'precision':>11}{'recall':>9}{'F1':>9}"
    return [header, row("pairwise", evaluation.pairwise), row("B-cubed", evaluation.b_cubed)]


def _counts(evaluation: Evaluation) -> list[str]:
    lines = [
        f"{evaluation.records:,} records with a known truth: {evaluation.true_pairs:,} true pairs, "
        f"{evaluation.found_pairs:,} found, {evaluation.correct_pairs:,} of them correct."
    ]
    if evaluation.without_truth:
        lines.append(f"{evaluation.without_truth:,} records of the result have no truth and are left out.")
    if evaluation.not_assigned:
        lines.append(f"{evaluation.not_assigned:,} records of the truth are not in the result and count as missed.")
    return lines


def _calibration(evaluation: Evaluation) -> list[str]:
    header = f"{'confidence':<10}{'groups':>9}{'mean score':>12}{'one entity':>12}"
    rows = [
        f"{b.low:.1f} - {b.high:.1f} {b.count:>9,}{b.mean_score:>12.3f}{b.share_correct:>12.3f}"
        for b in reversed(evaluation.reliability)
    ]
    return [header, *rows, f"expected calibration error {evaluation.expected_calibration_error:.3f}"]
