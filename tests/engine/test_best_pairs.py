"""The best pair of every record, against the table of all pairs."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.best_pairs import BEST_PAIRS, best_pairs
from onefold.engine.resolution import Resolution
from onefold.engine.resolve import Config, resolve

RECORDS = pa.table(
    {
        "profile_id": ["1", "2", "3", "4", "5", "6"],
        "FullName": ["John Doe", "Jhn Doe", "John Doe", "Mary Major", "Mary Major", "Al Roe"],
        "EmailAddress": ["john@example.com", "john@example.com", "john.doe@example.org", None, None, None],
        "PhoneNumber": ["555-010-0000", "+1-555-010-0000", "555-010-0000", "555-010-0177", "5550100177", None],
    }
)


def naive(resolution: Resolution) -> dict[str, float]:
    """The probability of the best pair of each record, pair by pair."""
    best: dict[str, float] = {}
    for pair in resolution.pairs.to_pylist():
        if pair["match_id"]:
            for side in ("profile_id_a", "profile_id_b"):
                best[pair[side]] = max(best.get(pair[side], 0.0), pair["probability"])
    return best


@given(st.permutations(range(RECORDS.num_rows)))
def test_each_record_of_a_group_has_the_member_it_matches_best(order: list[int]) -> None:
    resolution = resolve(RECORDS.take(order), Config())
    found = best_pairs(resolution)
    assert found.schema == BEST_PAIRS
    assert {row["profile_id"]: row["probability"] for row in found.to_pylist()} == pytest.approx(naive(resolution))
    assert {"1", "2", "4", "5"} <= set(found["profile_id"].to_pylist())
    groups = {row["profile_id"]: row["match_id"] for row in found.to_pylist()}
    for row in found.to_pylist():
        assert groups[row["matched_profile_id"]] == groups[row["profile_id"]]
        assert row["matched_profile_id"] != row["profile_id"]


def test_what_agrees_is_said_in_the_words_of_the_levels() -> None:
    by_id = {row["profile_id"]: row for row in best_pairs(resolve(RECORDS, Config())).to_pylist()}
    assert "phone number equal" in by_id["4"]["agreement"]
    assert "555" not in by_id["4"]["agreement"]


def test_a_record_that_only_people_put_there_says_so() -> None:
    judgements = pa.table({"profile_id_a": ["4"], "profile_id_b": ["6"], "judgement": ["MATCH"]})
    by_id = {row["profile_id"]: row for row in best_pairs(resolve(RECORDS, Config(), judgements)).to_pylist()}
    assert by_id["6"]["match_id"] == by_id["4"]["match_id"]
    assert by_id["6"]["matched_profile_id"] in ("4", "5", None)
    assert by_id["6"]["agreement"]


def test_a_table_without_matches_has_no_rows() -> None:
    assert best_pairs(resolve(RECORDS.slice(3, 1), Config())).num_rows == 0
    alone = RECORDS.take([0, 3, 5])
    assert best_pairs(resolve(alone, Config())).num_rows == 0
