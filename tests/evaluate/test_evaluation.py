"""A result is joined to the truth by profile_id; what cannot be joined is counted or refused."""

import numpy as np
import pyarrow as pa
import pytest

from onefold import tables
from onefold.errors import ColumnError, InputError
from onefold.evaluate import Evaluation, Score, evaluate, pair_reliability, truth_of

Row = tuple[str | None, str | None, float | None]


def result(*rows: Row) -> pa.Table:
    names = tables.ASSIGNMENTS.names
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=tables.ASSIGNMENTS)


def truth(**entities: str | None) -> pa.Table:
    return pa.table({"profile_id": list(entities), "entity_id": pa.array(list(entities.values()), pa.string())})


def counts(evaluation: Evaluation) -> tuple[int, int, int]:
    return evaluation.true_pairs, evaluation.found_pairs, evaluation.correct_pairs


def test_pairs_groups_and_calibration_of_a_small_table() -> None:
    found = result(("1", "x", 0.95), ("2", "x", 0.95), ("3", "y", 0.45), ("4", "y", 0.45), ("5", "z", None))
    evaluation = evaluate(found, truth(**{"1": "A", "2": "A", "3": "B", "4": "C", "5": "B"}))
    assert counts(evaluation) == (2, 2, 1)
    assert evaluation.pairwise == Score(0.5, 0.5)
    assert [(b.low, b.count, b.share_correct) for b in evaluation.reliability] == [(0.4, 1, 0.0), (0.9, 1, 1.0)]
    assert evaluation.expected_calibration_error == pytest.approx((0.45 + 0.05) / 2)


def test_rows_are_joined_by_id_in_any_order_and_any_chunks() -> None:
    found = result(("1", "x", 0.9), ("2", "x", 0.9), ("3", "y", None), ("4", "z", None))
    known = truth(**{"1": "A", "2": "A", "3": "B", "4": "B"})
    shuffled = pa.concat_tables([known.slice(2), known.take([1, 0])])
    assert evaluate(found, known) == evaluate(pa.concat_tables([found.slice(3), found.slice(0, 3)]), shuffled)


def test_records_without_a_match_id_are_alone_and_not_one_group() -> None:
    evaluation = evaluate(result(("1", None, None), ("2", None, None)), truth(**{"1": "A", "2": "B"}))
    assert counts(evaluation) == (0, 0, 0)


def test_records_without_truth_are_left_out_and_counted() -> None:
    found = result(*((i, "x", 0.9) for i in "1234"))
    evaluation = evaluate(found, truth(**{"1": "A", "2": "A", "3": None}))
    assert (evaluation.records, evaluation.without_truth) == (2, 2)
    assert counts(evaluation) == (1, 1, 1)


def test_records_that_the_result_lost_count_as_missed() -> None:
    evaluation = evaluate(result(("1", "x", None)), truth(**{"1": "A", "2": "A", "3": "A"}))
    assert (evaluation.records, evaluation.not_assigned) == (3, 2)
    assert counts(evaluation) == (3, 0, 0)
    assert evaluation.reliability == ()


def test_a_group_with_one_known_member_says_nothing_about_calibration() -> None:
    assert evaluate(result(("1", "x", 0.9), ("2", "x", 0.9)), truth(**{"1": "A"})).reliability == ()


def test_an_empty_result_on_an_empty_truth_is_without_fault() -> None:
    evaluation = evaluate(result(), truth())
    assert (evaluation.records, evaluation.pairwise, evaluation.b_cubed) == (0, Score(1, 1), Score(1, 1))


def test_numbers_and_texts_as_a_csv_reader_makes_them_are_understood() -> None:
    found = pa.table({"profile_id": [1, 2, 3], "match_id": [7, 7, 8], "confidence_score": ["0.75", "0.75", ""]})
    evaluation = evaluate(found, pa.table({"profile_id": ["1", "2", "3"], "who": [5, 5, 6]}))
    assert counts(evaluation) == (1, 1, 1)
    assert [b.mean_score for b in evaluation.reliability] == [0.75]


def test_large_strings_and_dictionaries_as_frames_make_them_are_understood() -> None:
    found = result(("1", "x", 0.9), ("2", "x", 0.9))
    large = found.set_column(1, "match_id", found["match_id"].cast(pa.large_string()).dictionary_encode())
    assert counts(evaluate(large, truth(**{"1": "A", "2": "A"}))) == (1, 1, 1)


@pytest.mark.parametrize("column", ["entity_id", "truth", "cluster", "anything"])
def test_the_other_column_of_two_is_the_entity(column: str) -> None:
    assert truth_of(pa.table({column: ["A"], "profile_id": ["1"]})).to_pydict() == {
        "profile_id": ["1"],
        "entity_id": ["A"],
    }


def test_a_whole_table_with_an_entity_column_serves_as_truth() -> None:
    wide = pa.table({"profile_id": ["1", "2", "3"], "entity_id": ["A", None, ""], "FirstName": ["Ann", "Bo", "Cy"]})
    assert truth_of(wide).to_pydict() == {"profile_id": ["1"], "entity_id": ["A"]}


@pytest.mark.parametrize("columns", [["profile_id"], ["profile_id", "FirstName", "LastName"], ["id", "entity_id"], []])
def test_a_truth_without_id_or_entity_is_refused(columns: list[str]) -> None:
    with pytest.raises(ColumnError, match="profile_id"):
        truth_of(pa.table({c: ["1"] for c in columns}))


def test_a_result_without_its_columns_is_refused_by_name() -> None:
    with pytest.raises(ColumnError, match="The result has no column confidence_score"):
        evaluate(result().drop(["confidence_score"]), truth())


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (["1", None, ""], "2 of 3 rows of the result have no profile_id"),
        (["1", "1", "2"], "1 id is given more than once in the result, for example '1' 2 times"),
    ],
)
def test_empty_and_repeated_ids_are_refused_by_number_and_example(ids: list[str | None], message: str) -> None:
    with pytest.raises(InputError, match=message):
        evaluate(result(*((i, "x", None) for i in ids)), truth(**{"1": "A"}))


@pytest.mark.parametrize(
    ("score", "message"), [("sure", "must be a number between 0 and 1"), (97.5, "got 97.5 to 97.5"), (-0.5, "got -0.5")]
)
def test_a_score_that_is_no_probability_is_refused(score: object, message: str) -> None:
    found = pa.table({"profile_id": ["1", "2"], "match_id": ["x", "x"], "confidence_score": [score, score]})
    with pytest.raises(InputError, match=f"confidence_score of the result .*{message}"):
        evaluate(found, truth(**{"1": "A", "2": "A"}))


def test_a_truth_of_another_table_is_refused_with_both_kinds_of_ids() -> None:
    with pytest.raises(InputError, match="None of the 2 ids is in the result: 'a' looked for among ids like '1'"):
        evaluate(result(("1", "x", None)), truth(a="A", b="A"))


def test_pairs_are_judged_where_both_records_have_a_truth() -> None:
    scored = [("1", "2", 0.95), ("1", "3", 0.92), ("2", "9", 0.5), ("9", "1", 0.5)]
    pairs = pa.table(
        {
            "profile_id_a": [a for a, _, _ in scored],
            "profile_id_b": [b for _, b, _ in scored],
            "probability": np.array([p for _, _, p in scored]),
        }
    )
    (only,) = pair_reliability(pairs, truth(**{"1": "A", "2": "A", "3": "B"}))
    assert (only.low, only.count, only.share_correct) == (0.9, 2, 0.5)
