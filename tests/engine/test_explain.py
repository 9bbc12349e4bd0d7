"""The reasons of a score add up to it."""

from __future__ import annotations

import math
import re

import numpy as np
import pyarrow as pa
import pytest

from onefold.engine.comparison import NAMES
from onefold.engine.explain import raw_values
from onefold.engine.resolution import Resolution
from onefold.engine.resolve import Config, resolve
from onefold.errors import InputError

RECORDS = pa.table(
    {
        "profile_id": ["1", "2", "3", "4", "5"],
        "FullName": ["John Doe", "Jhn Doe", "Jane Doe", "Mary Major", "Doe John"],
        "EmailAddress": ["JOHN_DOE@ANYCOMPANY.COM", "johndoe@anycompany.com", "jane@example.org", None, None],
        "PhoneNumber": ["555-010-0000", "+1-555-010-0000", "555-010-0000", "555-010-0177", "5550100000"],
        "BirthDate": ["1980-02-11", None, "1982-07-30", "1975-01-02", "11 Feb 1980"],
    }
)


@pytest.fixture(scope="module")
def resolution() -> Resolution:
    return resolve(RECORDS, Config())


PAIRS = [(a, b) for a in "12345" for b in "12345" if a < b]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_weights_add_up_to_the_match_weight(resolution: Resolution, a: str, b: str) -> None:
    explanation = resolution.explain(a, b)
    assert math.fsum(each.weight for each in explanation.evidence) == pytest.approx(explanation.match_weight, abs=1e-9)
    assert explanation.probability == pytest.approx(1 / (1 + 2**-explanation.match_weight), abs=1e-12)


def test_an_explanation_has_the_score_of_the_pairs_table(resolution: Resolution) -> None:
    rows = resolution.pairs.to_pylist()
    assert rows
    for row in rows:
        explanation = resolution.explain(row["profile_id_a"], row["profile_id_b"])
        assert explanation.match_weight == pytest.approx(row["match_weight"], abs=1e-3)
        assert explanation.probability == pytest.approx(row["probability"], abs=1e-3)


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_order_of_the_two_records_changes_only_their_places(resolution: Resolution, a: str, b: str) -> None:
    one, two = resolution.explain(a, b), resolution.explain(b, a)
    assert one.match_weight == two.match_weight
    assert (one.profile_id_a, one.profile_id_b) == (two.profile_id_b, two.profile_id_a) == (a, b)
    swapped = [(e.attribute, e.value_b, e.value_a, e.weight) for e in two.evidence]
    assert [(e.attribute, e.value_a, e.value_b, e.weight) for e in one.evidence] == swapped


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_prior_comes_first_and_relatives_last_and_never_for_a_match(resolution: Resolution, a: str, b: str) -> None:
    evidence = resolution.explain(a, b).evidence
    assert (evidence[0].attribute, evidence[-1].attribute) == ("Prior", "Related")
    assert evidence[-1].weight <= 0
    between = [abs(each.weight) for each in evidence[1:-1]]
    assert between == sorted(between, reverse=True)
    assert {each.attribute for each in evidence[1:-1]} <= set(NAMES)
    assert all(each.sentence.endswith(".") for each in evidence)


def test_values_stand_as_given(resolution: Resolution) -> None:
    bars = {each.attribute: each for each in resolution.explain("1", "2").evidence}
    assert (bars["Phone"].value_a, bars["Phone"].value_b) == ("555-010-0000", "+1-555-010-0000")
    assert (bars["Email"].value_a, bars["Email"].value_b) == ("JOHN_DOE@ANYCOMPANY.COM", "johndoe@anycompany.com")


def test_what_one_record_lacks_is_no_evidence(resolution: Resolution) -> None:
    assert "BirthDate" not in {each.attribute for each in resolution.explain("1", "2").evidence}


def test_an_unknown_record_is_refused_with_an_example(resolution: Resolution) -> None:
    with pytest.raises(InputError, match=r"no record with the id '9'.*'1'"):
        resolution.explain("1", "9")


def test_a_record_is_not_compared_with_itself(resolution: Resolution) -> None:
    with pytest.raises(InputError, match="given twice"):
        resolution.explain("1", "1")


def test_several_cells_of_one_kind_are_joined_once_each() -> None:
    values = raw_values({"PhoneNumber": "1", "PhoneNumber#2": "2", "MobilePhoneNumber": "1", "BirthDate": None})
    assert (values("Phone"), values("BirthDate"), values("Email")) == ("1, 2", None, None)


def test_scores_are_finite(resolution: Resolution) -> None:
    assert np.isfinite(resolution.pairs["match_weight"].to_numpy()).all()


def test_a_share_is_never_rarer_than_the_table_can_show(resolution: Resolution) -> None:
    sentences = [each.sentence for a, b in PAIRS for each in resolution.explain(a, b).evidence[1:-1]]
    assert any("; hardly any other customer has that value." in sentence for sentence in sentences)
    shares = [int(share.replace(",", "")) for each in sentences for share in re.findall(r"about 1 in ([\d,]+)", each)]
    assert all(share <= RECORDS.num_rows / 2 for share in shares)


def test_a_common_value_has_its_share() -> None:
    rows = [{"profile_id": str(k), "FullName": f"John Doe{k % 40}", "PhoneNumber": f"55501{k:05}"} for k in range(400)]
    common = resolve(pa.Table.from_pylist(rows), Config()).explain("1", "41").evidence
    first = next(each.sentence for each in common if each.attribute == "FirstName")
    assert re.search(r"; about 1 in [12] customers has that value\.$", first)
