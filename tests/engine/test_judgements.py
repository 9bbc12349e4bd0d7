"""Judgements always hold, directly and through third records, and are refused where they cannot."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.judgements import judged_rows
from onefold.engine.resolve import Config, resolve
from onefold.errors import InputError, JudgementError

IDS = pa.array(["1", "2", "3", "4"])

RECORDS = pa.table(
    {
        "profile_id": ["1", "2", "3", "4", "5"],
        "FirstName": ["John", "Jon", "John", "Mary", "Richard"],
        "LastName": ["Doe", "Doe", "Doe", "Major", "Roe"],
        "EmailAddress": ["john@example.com", "john@example.com", "john@example.com", "mary@example.org", None],
        "PhoneNumber": ["555-010-0000", "555-010-0000", "555-010-0000", "555-010-0177", "555-010-0123"],
    }
)

Verdict = tuple[str, str, str]


def table(*verdicts: Verdict) -> pa.Table:
    a, b, judgement = zip(*verdicts, strict=True)
    return pa.table({"profile_id_a": list(a), "profile_id_b": list(b), "judgement": list(judgement)})


def groups(*verdicts: Verdict, least: float = 0.5) -> set[frozenset[str]]:
    judgements = table(*verdicts) if verdicts else None
    matches = resolve(RECORDS, Config(min_confidence=least), judgements).matches
    return {frozenset(each) for each in matches["profile_ids"].to_pylist()}


def together(found: set[frozenset[str]], *ids: str) -> bool:
    return any(group >= set(ids) for group in found)


def test_without_judgements_the_evidence_decides() -> None:
    assert groups() == {frozenset("123")}


@pytest.mark.parametrize("least", [0.5, 0.99, 1.0])
def test_match_holds_against_all_evidence(least: float) -> None:
    assert together(groups(("4", "5", "MATCH"), least=least), "4", "5")


def test_match_holds_through_third_records() -> None:
    assert together(groups(("5", "4", "MATCH"), ("1", "5", "MATCH")), "1", "4", "5")


@pytest.mark.parametrize(("a", "b"), [("1", "3"), ("3", "1"), ("2", "3")])
def test_not_a_match_holds_although_a_third_record_fits_both(a: str, b: str) -> None:
    found = groups((a, b, "NOT_A_MATCH"))
    assert not together(found, a, b)
    assert len(found) == 1


def test_not_a_match_holds_for_whom_match_joins() -> None:
    found = groups(("1", "2", "MATCH"), ("2", "3", "NOT_A_MATCH"), ("3", "4", "MATCH"))
    assert found == {frozenset("12"), frozenset("34")}


def test_all_may_be_kept_apart() -> None:
    assert groups(*((a, b, "NOT_A_MATCH") for a, b in (("1", "2"), ("1", "3"), ("2", "3")))) == set()


@pytest.mark.parametrize(
    "verdicts",
    [
        [("1", "2", "MATCH"), ("1", "2", "NOT_A_MATCH")],
        [("1", "2", "MATCH"), ("2", "1", "NOT_A_MATCH")],
        [("1", "2", "MATCH"), ("3", "2", "MATCH"), ("1", "3", "NOT_A_MATCH")],
        [("1", "4", "NOT_A_MATCH"), ("4", "3", "MATCH"), ("3", "2", "MATCH"), ("2", "1", "MATCH")],
    ],
)
def test_contradictions_are_refused(verdicts: list[Verdict]) -> None:
    with pytest.raises(JudgementError, match="contradict each other: '1' and"):
        judged_rows(table(*verdicts), IDS)


@pytest.mark.parametrize("verdict", [("1", "9", "MATCH"), ("9", "1", "NOT_A_MATCH"), ("9", "9", "MATCH")])
def test_an_unknown_record_is_refused_by_name(verdict: Verdict) -> None:
    with pytest.raises(JudgementError, match=r"1 judgement.*'9'") as error:
        judged_rows(table(verdict), IDS)
    assert isinstance(error.value, InputError)


def test_unknown_records_are_counted_in_both_columns_and_ids_of_the_input_are_shown() -> None:
    verdicts = table(("1", "8", "MATCH"), ("1", "2", "MATCH"), ("9", "1", "MATCH"))
    with pytest.raises(
        JudgementError, match=r"2 judgements name .* first '8'\. Ids of the input look like '1', '2', '3';"
    ):
        judged_rows(verdicts, IDS)


def test_judged_pairs_are_rows_with_the_smaller_first() -> None:
    judged = judged_rows(table(("3", "1", "MATCH"), ("2", "4", "NOT_A_MATCH")), IDS)
    assert (judged.a.tolist(), judged.b.tolist(), judged.same.tolist()) == ([0, 1], [2, 3], [True, False])
    assert judged.pairs.tolist() == [2, 1 << 32 | 3]


def test_a_record_that_is_said_to_match_itself_says_nothing() -> None:
    assert len(judged_rows(table(("1", "1", "MATCH")), IDS).a) == 0


@given(st.permutations([("1", "2", "MATCH"), ("2", "1", "MATCH"), ("1", "2", "MATCH"), ("4", "3", "NOT_A_MATCH")]))
def test_what_is_said_twice_or_in_another_order_is_said_once(verdicts: list[Verdict]) -> None:
    judged = judged_rows(table(*verdicts), IDS)
    assert (judged.a.tolist(), judged.b.tolist(), judged.same.tolist()) == ([0, 2], [1, 3], [True, False])


def test_the_order_of_judgements_and_records_changes_no_score() -> None:
    verdicts = [("1", "2", "MATCH"), ("3", "4", "NOT_A_MATCH"), ("1", "5", "NOT_A_MATCH")]
    backwards = [(b, a, judgement) for a, b, judgement in reversed(verdicts)]
    one = resolve(RECORDS, Config(), table(*verdicts))
    two = resolve(RECORDS.take(pa.array([4, 2, 0, 3, 1])), Config(threads=2), table(*backwards))
    assert one.pairs.equals(two.pairs)
    assert one.matches.equals(two.matches)


@pytest.mark.parametrize(("judgement", "least", "most"), [("MATCH", 1.0, 9.0), ("NOT_A_MATCH", -9.0, -0.2)])
def test_judgements_are_evidence_for_pairs_that_nobody_judged(judgement: str, least: float, most: float) -> None:
    """Two first names in one mailbox, forty times: what is said of 39 of these pairs is learned for the last one."""
    people = 40
    sides = [(f"{name} {number}", number) for number in range(people) for name in ("Anna", "Bernd")]
    records = pa.table(
        {
            "profile_id": [f"{row}" for row in range(2 * people)],
            "FirstName": [name.split()[0] for name, _ in sides],
            "LastName": [f"Family{chr(65 + number % 26)}{chr(65 + number // 26)}" for _, number in sides],
            "EmailAddress": [f"box{number}@example.com" for _, number in sides],
        }
    )
    verdicts = [(f"{2 * number}", f"{2 * number + 1}", judgement) for number in range(1, people)]
    before, after = (resolve(records, Config(), each).explain("0", "1") for each in (None, table(*verdicts)))
    assert least < after.match_weight - before.match_weight < most


def test_no_judgements_are_no_rows() -> None:
    assert len(judged_rows(table(("1", "2", "MATCH")).slice(0, 0), IDS).a) == 0
