"""What people have decided about pairs."""

import pyarrow as pa
import pytest

from onefold.errors import JudgementError, ReadError
from onefold.files import judgements_of, read_judgements


def judged(a="x", b="y", verdict="MATCH", names=("profile_id_a", "profile_id_b", "judgement")):
    table = pa.table([[a], [b], [verdict]], names=list(names))
    return [tuple(row.values()) for row in judgements_of(table).to_pylist()]


@pytest.mark.parametrize("verdict", ["MATCH", "match", "Yes", "true", "1", 1, True, "same", "duplicate"])
def test_words_for_the_same_customer(verdict):
    assert judged(verdict=verdict) == [("x", "y", "MATCH")]


@pytest.mark.parametrize(
    "verdict", ["NOT_A_MATCH", "not a match", "no match", "non-match", "no", 0, False, "different"]
)
def test_words_for_different_customers(verdict):
    assert judged(verdict=verdict) == [("x", "y", "NOT_A_MATCH")]


@pytest.mark.parametrize(
    "names",
    [("id1", "id2", "label"), ("unique_id_l", "unique_id_r", "clerical_match_score"), ("left id", "right id", "match"),
     ("who", "whom", "what")],
)  # fmt: skip
def test_columns_are_recognised_by_name_and_three_by_their_order(names):
    assert judged(names=names) == [("x", "y", "MATCH")]


def test_the_smaller_id_comes_first_and_each_pair_once():
    table = pa.table({"id_a": ["y", "x", "a"], "id_b": ["x", "y", "b"], "verdict": ["yes", "same", "no"]})
    assert judgements_of(table).to_pylist() == [
        {"profile_id_a": "x", "profile_id_b": "y", "judgement": "MATCH"},
        {"profile_id_a": "a", "profile_id_b": "b", "judgement": "NOT_A_MATCH"},
    ]


def test_ids_that_are_numbers_are_text():
    assert judged(a=10, b=9) == [("10", "9", "MATCH")]


@pytest.mark.parametrize(
    ("a", "b", "verdict", "message"),
    [
        (None, "y", "yes", "judgements, judgement 1: an id is missing"),
        ("x", "x", "yes", "'x' is judged against itself"),
        ("x", "y", "perhaps", "'perhaps' is no verdict; write MATCH or NOT_A_MATCH"),
        ("x", "y", None, "None is no verdict"),
    ],
)
def test_a_judgement_that_cannot_be_read_says_which_and_why(a, b, verdict, message):
    with pytest.raises(JudgementError, match=message):
        judged(a, b, verdict)


def test_two_verdicts_on_one_pair_contradict_each_other():
    table = pa.table({"id_a": ["x", "y"], "id_b": ["y", "x"], "verdict": ["yes", "no"]})
    with pytest.raises(JudgementError, match="judgements 1 and 2 contradict each other on 'x' and 'y'"):
        judgements_of(table)


def test_columns_that_are_missing_are_named():
    with pytest.raises(JudgementError, match=r"columns profile_id_a, profile_id_b and judgement\. Columns: a, z"):
        judgements_of(pa.table({"a": ["x"], "z": ["y"]}))


def test_no_judgements_are_no_error():
    empty = pa.array([], pa.string())
    assert judgements_of(pa.table({"id_a": empty, "id_b": empty, "verdict": empty})).num_rows == 0


def test_a_file_is_named_in_the_error(tmp_path):
    path = tmp_path / "judged.csv"
    path.write_text("profile_id_a;profile_id_b;judgement\nx;y;yes\nx;z;maybe\n")
    with pytest.raises(JudgementError, match=r"judged\.csv, judgement 2: 'maybe'"):
        read_judgements(path)
    with pytest.raises(ReadError, match="does not exist"):
        read_judgements(tmp_path / "nothing.csv")
