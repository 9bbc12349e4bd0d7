"""What a steward should know about the data and the run: shared values, what carried the evidence, over-merging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.coded import Codes
from onefold.engine.comparison import COMPARISONS, outcomes_of
from onefold.engine.explanation import AttributeEvidence, SharedValue
from onefold.engine.features import Features
from onefold.engine.fellegi_sunter import LOG2, Model
from onefold.engine.kernels.compare import CITY_AT, LINE_AT, POSTCODE_AT
from onefold.engine.priors import PairClass

SHARED_PEOPLE: Final = 4
"""A value held by this many different customers is reported as shared: a couple and their child are no finding."""
SHARED_SHOWN: Final = 10
GIANT_GROUP: Final = 40
"""Records of one customer that are worth a warning: few customers are recorded that often."""
MERGED_SHARE: Final = 0.75
SAMPLE: Final = 200_000

Lookup = Callable[[str, int], str]


def shared_values(features: Features, label: NDArray[np.int32], raw: Lookup) -> tuple[SharedValue, ...]:
    """The values that most different customers share, by attribute. raw: (comparison, row) -> the value as given."""
    found: list[SharedValue] = []
    for name, codes in _shareable(features).items():
        found += _shared(name, codes, label, raw)
    return tuple(found)


def _shareable(f: Features) -> dict[str, Codes]:
    return {"Phone": f.phones, "Email": f.emails, "Street": f.address(LINE_AT), "AccountNumber": f.accounts}


def _shared(name: str, codes: Codes, label: NDArray[np.int32], raw: Lookup) -> list[SharedValue]:
    row, slot = np.nonzero(codes >= 0)
    if not len(row):
        return []
    held = codes[row, slot]
    counts = np.bincount(held)
    common = np.argsort(-counts, kind="stable")[: 4 * SHARED_SHOWN]
    shared = []
    for code in common[counts[common] >= SHARED_PEOPLE]:
        rows = row[held == code]
        people = len(np.unique(label[rows]))
        if people >= SHARED_PEOPLE:
            shared.append(SharedValue(name, raw(name, int(rows[0])), int(counts[code]), people))
    return sorted(shared, key=lambda s: (-s.people, -s.records, s.value))[:SHARED_SHOWN]


def attribute_evidence(features: Features, patterns: NDArray[np.uint64], model: Model) -> tuple[AttributeEvidence, ...]:
    """What each attribute said about the pairs inside the groups (their agreement patterns)."""
    outcomes = outcomes_of(patterns[:: max(1, len(patterns) // SAMPLE)])
    table = model.log_likelihoods()
    weights = (table[:, :, PairClass.SAME] - table[:, :, PairClass.CHANCE]) / LOG2
    filled = _filled(features)
    evidence = []
    for index, comparison in enumerate(COMPARISONS):
        here = outcomes[:, index] > 0
        weight = weights[index][outcomes[here, index]]
        if here.any() and comparison.name in filled:
            mean = float(weight.mean())
            evidence.append(
                AttributeEvidence(
                    comparison.name, filled[comparison.name], int((weight > 0).sum()), int((weight < 0).sum()), mean
                )
            )
    return tuple(evidence)


def _filled(f: Features) -> dict[str, float]:
    """Share of the rows that have each attribute, for those that any row has."""
    held = {
        "FirstName": f.first >= 0,
        "LastName": f.last >= 0,
        "MiddleName": f.middle >= 0,
        "Suffix": f.suffix > 0,
        "Phone": f.phones >= 0,
        "Email": f.emails >= 0,
        "BirthDate": f.birth.codes >= 0,
        "Street": f.address(LINE_AT) >= 0,
        "Place": (f.address(CITY_AT) >= 0) | (f.address(POSTCODE_AT) >= 0),
        "Gender": f.gender > 0,
        "BusinessName": f.business.codes >= 0,
        "AccountNumber": f.accounts >= 0,
    }
    shares = {
        name: float(rows.reshape(f.rows, -1).any(axis=1).mean()) if rows.size else 0.0 for name, rows in held.items()
    }
    return {name: share for name, share in shares.items() if share > 0}


def over_merge_warnings(label: NDArray[np.int32], shared: tuple[SharedValue, ...]) -> tuple[str, ...]:
    """Sentences about groups that look too large, the gravest first: what, how many, and what to do."""
    sizes = np.bincount(label)
    warnings = []
    giants = sizes[sizes >= GIANT_GROUP]
    if len(giants):
        warnings.append(
            f"{len(giants):,} group(s) have {GIANT_GROUP} records or more, the largest {giants.max():,}. "
            "Few customers are recorded that often: look at them, ask for a higher confidence, "
            "or give judgements for the records that are not the same."
        )
    alone = int((sizes == 1).sum())
    if len(label) >= 1000 and alone < (1 - MERGED_SHARE) * len(label):
        warnings.append(
            f"Only {alone:,} of {len(label):,} records are alone. Unless this table is known to be full of duplicates, "
            "check that the mapped columns describe people, not places or products."
        )
    carried = [s for s in shared if s.records >= 100 and s.people * 20 < s.records]
    warnings += [
        f"The {s.attribute} {s.value!r} stands in {s.records:,} records and was taken for only {s.people:,} customers. "
        "If it is a placeholder, empty it in the input."
        for s in carried
    ]
    return tuple(warnings)
