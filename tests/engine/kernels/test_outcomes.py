"""Every level of every comparison is reached by two records that are what its name says."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from onefold.engine.comparison import COMPARISONS, LEVEL_OF, NAMES, outcomes_of
from onefold.engine.features import build_features
from onefold.engine.scoring import compare_pairs, comparison_columns, with_rarity
from onefold.engine.term_frequency import frequencies

Cells = dict[str, tuple[str | None, str | None]]

CASES: list[tuple[str, str | None, Cells]] = [
    ("Phone", "equal", {"PhoneNumber": ("555-010-0000", None), "MobilePhoneNumber": (None, "+1 555 010 0000")}),
    ("Phone", "one digit off", {"PhoneNumber": ("555-010-0000", "555-010-0001")}),
    ("Phone", "one digit off", {"PhoneNumber": ("555-010-0123", "555-010-0132")}),
    ("Phone", "different", {"PhoneNumber": ("555-010-0000", "555-010-9999")}),
    ("Phone", "equal", {"PhoneNumber": ("555-010-0000", "555-010-0001"),
                        "HomePhoneNumber": ("555-010-7777", "555-010-0000")}),
    ("Phone", None, {"PhoneNumber": ("555-010-0000", None)}),
    ("Email", "equal", {"EmailAddress": ("john.doe@example.com", None),
                        "BusinessEmailAddress": (None, "JohnDoe@Example.com")}),
    ("Email", "same mailbox, other provider", {"EmailAddress": ("john.doe@example.com", "john.doe@example.org")}),
    ("Email", "similar mailbox", {"EmailAddress": ("john.doe@example.com", "jhn.doe@example.org")}),
    ("Email", "different", {"EmailAddress": ("john.doe@example.com", "zoe@example.com")}),
    ("Email", None, {"EmailAddress": ("john.doe@example.com", None)}),
    ("BirthDate", "equal", {"BirthDate": ("1980-01-02", "02.01.1980")}),
    ("BirthDate", "one slip", {"BirthDate": ("1980-01-02", "1980-01-03")}),
    ("BirthDate", "one slip", {"BirthDate": ("1980-01-02", "1980-02-01")}),  # day and month swapped
    ("BirthDate", "different", {"BirthDate": ("1980-01-02", "1951-11-27")}),
    ("BirthDate", None, {"BirthDate": ("1980-01-02", "unknown")}),
    ("Place", "same postcode", {"Address.PostalCode": ("12345", "12345"), "Address.City": ("Anytown", "York")}),
    ("Place", "same city", {"Address.PostalCode": ("12345", "99999"), "Address.City": ("Anytown", "ANYTOWN")}),
    ("Place", "similar", {"Address.PostalCode": ("12345", "12354"), "Address.City": ("Anytown", "York")}),
    ("Place", "similar", {"Address.City": ("Anytown", "Anytwon")}),
    ("Place", "different", {"Address.PostalCode": ("12345", "99999"), "Address.City": ("Anytown", "York")}),
    ("Place", "same city", {"Address.City": ("Leeds", "York"), "BillingAddress.City": ("York", "Hull")}),
    ("Place", None, {"Address.City": ("Leeds", None)}),
    ("Street", "equal", {"Address.Address1": ("1 Main Street", "1 Main St")}),
    ("Street", "similar, same number", {"Address.Address1": ("1 Main Street", "1 Mian Street")}),
    ("Street", "similar", {"Address.Address1": ("1 Main Street", "2 Mian Street")}),
    ("Street", "different", {"Address.Address1": ("1 Main Street", "1 Elm Road")}),
    ("Street", None, {"Address.Address1": ("1 Main Street", None)}),
    ("BusinessName", "equal", {"BusinessName": ("Acme Widgets Ltd", "ACME Widgets Limited")}),
    ("BusinessName", "similar", {"BusinessName": ("Acme Widgets", "Acme Widgts")}),
    ("BusinessName", "different", {"BusinessName": ("Acme Widgets", "Zenith Pumps")}),
    ("AccountNumber", "equal", {"AccountNumber": ("A-12345", "a12345")}),
    ("AccountNumber", "nearly equal", {"AccountNumber": ("A12345", "A12354")}),
    ("AccountNumber", "different", {"AccountNumber": ("A12345", "B99999")}),
    ("AccountNumber", "different", {"AccountNumber": ("1234", "1235")}),  # too short for a slip to be told
    ("Suffix", "equal", {"LastName": ("Doe Jr", "Doe Junior")}),
    ("Suffix", "different", {"LastName": ("Doe Jr", "Doe Sr")}),
    ("Suffix", "on one side only", {"LastName": ("Doe Jr", "Doe")}),
    ("Suffix", None, {"LastName": ("Doe", "Doe")}),
    ("Swapped", "yes", {"FirstName": ("John", "Smith"), "LastName": ("Smith", "John")}),
    ("Swapped", "no", {"FirstName": ("John", "John"), "LastName": ("Smith", "Smith")}),
    ("Swapped", None, {"FirstName": ("John", "John")}),
]  # fmt: skip


def label_of(name: str, cells: Cells) -> str | None:
    """The label of one comparison of two records, None if it was not made."""
    table = {"profile_id": ["a", "b"], **{column: pa.array(values, pa.string()) for column, values in cells.items()}}
    features = build_features(pa.table(table), region="US", threads=1)
    columns = with_rarity(comparison_columns(features), frequencies(features))
    index = NAMES.index(name)
    outcome = int(outcomes_of(compare_pairs(columns, np.array([1], np.uint64), threads=1))[0, index])
    level = int(LEVEL_OF[index, outcome])
    return COMPARISONS[index].levels[level - 1].label if level else None


@pytest.mark.parametrize(("name", "label", "cells"), CASES)
def test_two_records_reach_the_level_that_is_named_so(name: str, label: str | None, cells: Cells) -> None:
    assert label_of(name, cells) == label
    assert label_of(name, {column: (b, a) for column, (a, b) in cells.items()}) == label


def test_the_cases_reach_every_level_of_what_is_not_tested_with_its_kernel() -> None:
    """Names and dates have tables of their own beside the kernels that compare them."""
    by_kernel = {"FirstName", "LastName", "MiddleName", "BirthDate", "Gender"}
    reached = {(name, label) for name, label, _ in CASES}
    for comparison in COMPARISONS:
        if comparison.name not in by_kernel:
            assert {(comparison.name, level.label) for level in comparison.levels} <= reached
