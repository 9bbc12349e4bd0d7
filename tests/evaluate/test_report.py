"""What people and programs read of an evaluation."""

import json

import pyarrow as pa
import pytest

from onefold.evaluate import Evaluation, as_dict, evaluate, render

TRUTH = pa.table({"profile_id": list("12345"), "entity_id": list("AABBC")})


@pytest.fixture
def evaluation() -> Evaluation:
    found = {"profile_id": list("12346"), "match_id": list("xxyzz"), "confidence_score": [0.97, 0.97, None, 0.6, 0.6]}
    return evaluate(pa.table(found), TRUTH)


def test_the_text_names_scores_counts_and_calibration(evaluation: Evaluation) -> None:
    assert render(evaluation).splitlines() == [
        "            precision   recall       F1",
        "pairwise        1.000    0.500    0.667",
        "B-cubed         1.000    0.800    0.889",
        "",
        "5 records with a known truth: 2 true pairs, 1 found, 1 of them correct.",
        "1 records of the result have no truth and are left out.",
        "1 records of the truth are not in the result and count as missed.",
        "",
        "confidence   groups  mean score  one entity",
        "0.9 - 1.0         1       0.970       1.000",
        "expected calibration error 0.030",
    ]


def test_without_scored_groups_the_text_has_no_calibration() -> None:
    alone = {"profile_id": list("12345"), "match_id": list("vwxyz"), "confidence_score": pa.nulls(5, pa.float64())}
    assert len(render(evaluate(pa.table(alone), TRUTH)).splitlines()) == 5


def test_the_dict_survives_json_and_has_f1(evaluation: Evaluation) -> None:
    plain = as_dict(evaluation)
    assert json.loads(json.dumps(plain)) == plain
    assert plain["pairwise"] == pytest.approx({"precision": 1.0, "recall": 0.5, "f1": 2 / 3})
    assert plain["reliability"][0]["count"] == 1
    assert plain["not_assigned"] == plain["without_truth"] == 1
