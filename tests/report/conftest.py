"""A made-up run as plain data: what the engine would hand to the report."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pytest

from onefold.engine.explanation import (
    AttributeEvidence,
    Evidence,
    Findings,
    PairExplanation,
    SharedValue,
    Unusable,
)
from onefold.files import SourceReport
from onefold.tables import MATCHES, PAIRS

HOSTILE = "<script>alert('&')</script>"
NO_FINDINGS = Findings((), (), (), ())
FINDINGS = Findings(
    unusable=(Unusable("BirthDate", 1204, ("00/00/0000", "ask mum")),),
    shared=(SharedValue("Phone", "000-000-0000", 12345, 9876), SharedValue("Email", "info@example.com", 40, 38)),
    attributes=(AttributeEvidence("Gender", 0.4, 90, 20, 0.6), AttributeEvidence("Phone", 0.81, 1500, 40, 12.25)),
    warnings=("2 group(s) have 40 records or more, the largest 52.", f"The Phone {HOSTILE} stands in 500 records."),
)
SOURCES = (
    SourceReport("crm.csv", 5, (("FirstName", "first_name"), ("EmailAddress#2", "mail 2")), ("notes",), ()),
    SourceReport("shop.jsonl", 2, (("FullName", "name"),), (), ("1 row was skipped.",)),
)


@dataclass(frozen=True)
class Run:
    """The result of a run as the report needs it; explained: the links that were asked for."""

    records: pa.Table
    matches: pa.Table
    pairs: pa.Table
    findings: Findings = NO_FINDINGS
    explained: list[tuple[str, str]] = field(default_factory=list)

    def explain(self, a: str, b: str) -> PairExplanation:
        self.explained.append((a, b))
        return explanation(a, b, (-11.5, 9.25, 4.0, -1.25))


def explanation(a: str, b: str, weights: Sequence[float]) -> PairExplanation:
    names = ("Prior", *("Phone", "FirstName", "BirthDate", "Street", "Gender")[: len(weights) - 2], "Related")
    bars = [
        Evidence(n, None, None, "equal", w, f"The {n} of {a} says {w}.") for n, w in zip(names, weights, strict=True)
    ]
    total = sum(weights)
    return PairExplanation(a, b, tuple(bars), total, 1 / (1 + 2**-total) if math.isfinite(total) else 1.0)


def run(
    records: Sequence[dict[str, str | None]],
    groups: Sequence[tuple[Sequence[str], float]] = (),
    pairs: Sequence[tuple[str, str, float]] = (),
    findings: Findings = NO_FINDINGS,
) -> Run:
    """records: rows; groups: ids and confidence; pairs: ids and probability. The match_id is the first id with an m."""
    group_of = {member: f"m{ids[0]}" for ids, _ in groups for member in ids}
    matches = [{"match_id": f"m{ids[0]}", "profile_ids": list(ids), "confidence_score": c} for ids, c in groups]
    scored = [
        {
            "profile_id_a": a,
            "profile_id_b": b,
            "probability": p,
            "match_weight": math.log2(p / (1 - p)),
            "match_id": group_of[a] if a in group_of and group_of[a] == group_of.get(b) else None,
        }
        for a, b, p in pairs
    ]
    columns = dict.fromkeys(name for row in records for name in row)
    table = pa.table({name: pa.array([row.get(name) for row in records], pa.string()) for name in columns})
    matches.sort(key=lambda row: -float(str(row["confidence_score"])))
    return Run(table, pa.Table.from_pylist(matches, MATCHES), pa.Table.from_pylist(scored, PAIRS), findings)


def small_run() -> Run:
    people = [
        ("1", "crm.csv", "John", "Doe", "+1 555-010-0000", "john.doe@example.com"),
        ("2", "shop.jsonl", "Jhn", "Doe", "(555) 010-0000", None),
        ("3", "crm.csv", "Mary", "Major", None, "mary@example.org"),
        ("4", "crm.csv", "Mary", "Major", None, "mary@example.net"),
        ("5", "crm.csv", HOSTILE, None, None, "x@example.com"),
        ("6", "shop.jsonl", HOSTILE, None, None, "y@example.com"),
        ("7", "crm.csv", "Ann", "Alone", None, None),
    ]
    names = ("profile_id", "source", "FirstName", "LastName", "PhoneNumber", "EmailAddress#2")
    records = [dict(zip(names, person, strict=True)) for person in people]
    groups = [(("1", "2"), 0.97), (("5", "6"), 0.62)]
    pairs = [("1", "2", 0.97), ("3", "4", 0.71), ("5", "6", 0.62), ("1", "7", 0.2)]
    return run(records, groups, pairs, FINDINGS)


@pytest.fixture
def made_up() -> Run:
    """Two groups, one of them hostile and doubtful, and a likely pair left apart."""
    return small_run()


@pytest.fixture
def make_run() -> Callable[..., Run]:
    """Builds a run: see run()."""
    return run


@pytest.fixture
def explained() -> Callable[[str, str, Sequence[float]], PairExplanation]:
    """Builds the explanation of a pair from the weights of its bars."""
    return explanation


@pytest.fixture
def sources() -> tuple[SourceReport, ...]:
    """What was recognised in the two sources of the made-up run."""
    return SOURCES


@pytest.fixture
def hostile() -> str:
    """A first name that is markup."""
    return HOSTILE
