"""What a pair is: the same both ways, the best of each set of values, and scored as the formula says."""

from __future__ import annotations

import math
from itertools import combinations, product
from typing import Final

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine import comparison as c
from onefold.engine.comparison import BITS, COMPARISONS, NAMES, SHIFTS, outcomes_of
from onefold.engine.features import build_features
from onefold.engine.kernels.columns import hex_ids, pack_left
from onefold.engine.kernels.scoring import score
from onefold.engine.scoring import compare_pairs, comparison_columns, with_rarity
from onefold.engine.term_frequency import frequencies

FIRST, LAST, SWAPPED = c.FIRST, c.LAST, c.SWAPPED
VALUES: Final[dict[str, list[str]]] = {
    "FirstName": ["John", "Jon", "Jhn", "Bill", "William", "Smith", "J", "Mary Ann"],
    "MiddleName": ["A", "Ann", "Bill"],
    "LastName": ["Smith", "Smyth", "Smith Jones", "John", "Jon", "van der Berg", "Smith Jr"],
    "BirthDate": ["1980-01-02", "1980-02-01", "1980-01-03", "1908-01-02", "1980"],
    "Gender": ["M", "F"],
    "PhoneNumber": ["555-010-0000", "555-010-0001", "555-010-0010", "020 7946 0000"],
    "MobilePhoneNumber": ["555-010-0000", "555-010-0177"],
    "EmailAddress": ["john.smith@example.com", "johnsmith@example.org", "jsmith@example.com", "info@example.com"],
    "BusinessEmailAddress": ["john.smith@example.com", "mary@example.com"],
    "Address.Address1": ["1 Main St", "1 Main Street", "11 Main St", "Main St", "7 Elm Rd"],
    "Address.City": ["Anytown", "Anytwon", "York"],
    "Address.PostalCode": ["12345", "12354", "99999"],
    "BillingAddress.Address1": ["1 Main St", "9 Oak Ave"],
    "BillingAddress.City": ["Anytown", "Leeds"],
    "BillingAddress.PostalCode": ["12345", "55555"],
    "BusinessName": ["Acme Ltd", "Acme Limited", "Acne", "Zenith"],
    "AccountNumber": ["A12345", "A12354", "77"],
}
RECORDS: Final = st.fixed_dictionaries(
    {}, optional={attribute: st.sampled_from(values) for attribute, values in VALUES.items()}
)


def outcomes(records: list[dict[str, str]], pairs: list[tuple[int, int]], *, rare: bool = True) -> list[list[int]]:
    """The outcome of every comparison of each pair of rows, as they stand in the engine. rare: with rarities."""
    cells = {name: pa.array([one.get(name) for one in records], pa.string()) for name in VALUES}
    ids = [str(number) for number in range(len(records))]
    features = build_features(pa.table({"profile_id": ids, **cells}), region="US", threads=1)
    columns = with_rarity(comparison_columns(features), frequencies(features))
    if not rare:
        columns = columns._replace(rarity=type(columns.rarity)(*(np.zeros_like(one) for one in columns.rarity)))
    packed = np.array([a << 32 | b for a, b in pairs], np.uint64)
    found: list[list[int]] = outcomes_of(compare_pairs(columns, packed, threads=1)).tolist()
    return found


@settings(max_examples=15)
@given(st.lists(RECORDS, min_size=4, max_size=12))
def test_a_pair_is_the_same_both_ways(records: list[dict[str, str]]) -> None:
    """Of two that swap first and last name nobody knows which is right: their two names may trade places."""
    pairs = list(combinations(range(len(records)), 2))
    there, back = outcomes(records, pairs), outcomes(records, [(b, a) for a, b in pairs])
    for one, other in zip(there, back, strict=True):
        if one[SWAPPED] == 2:
            assert sorted((one[FIRST], one[LAST])) == sorted((other[FIRST], other[LAST]))
            one[FIRST], one[LAST] = other[FIRST], other[LAST]
        assert one == other


SETS: Final = {
    "phone": (["PhoneNumber", "MobilePhoneNumber"],),
    "email": (["EmailAddress", "BusinessEmailAddress"],),
    "address": ([f"Address.{part}" for part in ("Address1", "City", "PostalCode")],
                [f"BillingAddress.{part}" for part in ("Address1", "City", "PostalCode")]),
}  # fmt: skip


def alone(record: dict[str, str], kind: str) -> list[dict[str, str]]:
    """The values of a kind one by one, each as if it were the only one."""
    if kind == "address":
        homes, bills = SETS["address"]
        parts = ({home: record.get(name) for home, name in zip(homes, names, strict=True)} for names in (homes, bills))
        found = [{name: text for name, text in each.items() if text} for each in parts]
        return [each for each in found if each]
    (names,) = SETS[kind]
    return [{names[0]: record[name]} for name in names if name in record]


def level(outcome: int, index: int) -> int:
    return int(c.LEVEL_OF[index, outcome])


@settings(max_examples=20)
@given(RECORDS, RECORDS, st.sampled_from([("phone", c.PHONE), ("email", c.EMAIL), ("address", c.PLACE)]))
def test_the_best_of_any_value_against_any_other_counts(
    one: dict[str, str], other: dict[str, str], which: tuple[str, int]
) -> None:
    kind, index = which
    singles = [
        level(outcomes([a, b], [(0, 1)], rare=False)[0][index], index)
        for a, b in product(alone(one, kind), alone(other, kind))
    ]
    whole = level(outcomes([one, other], [(0, 1)], rare=False)[0][index], index)
    assert whole == max(singles, default=0)


def test_a_record_and_its_copy_agree_on_all_they_have() -> None:
    whole = {attribute: values[0] for attribute, values in VALUES.items()}
    (found,) = outcomes([whole, whole], [(0, 1)])
    for index, comparison in enumerate(COMPARISONS):
        if index not in (c.GENDER, c.SUFFIX):  # names that agree say the gender; nobody is a Jr here
            best = 1 if index == SWAPPED else len(comparison.levels)
            assert level(found[index], index) == best, NAMES[index]


LOGS: Final = st.floats(-40, 10, width=32)


@settings(max_examples=60)
@given(st.data())
def test_the_score_is_what_the_formula_says(data: st.DataObject) -> None:
    """ln P(same) - ln of the sum of the three other classes, each its share times the likelihoods of all outcomes."""
    bits = max(BITS)
    table = np.zeros((len(COMPARISONS), 1 << bits, 4), np.float32)
    chosen = [data.draw(st.integers(0, (1 << width) - 1)) for width in BITS]
    for field, outcome in enumerate(chosen):
        table[field, outcome] = data.draw(st.lists(LOGS, min_size=4, max_size=4)) if outcome else [99, 99, 99, 99]
    shares = np.array(data.draw(st.lists(LOGS, min_size=4, max_size=4)), np.float32)
    pattern = sum(outcome << shift for outcome, shift in zip(chosen, SHIFTS, strict=True))
    out = np.empty(1, np.float32)
    score(np.array([pattern], np.uint64), table, shares, out)
    sums = [
        float(shares[k]) + sum(float(table[field, outcome, k]) for field, outcome in enumerate(chosen) if outcome)
        for k in range(4)
    ]
    top = max(sums[1:])
    expected = sums[0] - top - math.log(sum(math.exp(each - top) for each in sums[1:]))
    assert math.isclose(float(out[0]), expected, rel_tol=1e-4, abs_tol=2e-3)


@given(st.lists(st.lists(st.integers(-1, 3), min_size=4, max_size=4), max_size=6))
def test_packed_rows_have_each_code_once_in_the_order_they_came(rows: list[list[int]]) -> None:
    codes = np.array(rows, np.int32).reshape(len(rows), 4)
    widest = pack_left(codes)
    kept = [list(dict.fromkeys(code for code in row if code >= 0)) for row in rows]
    assert codes.tolist() == [[*row, *[-1] * (4 - len(row))] for row in kept]
    assert widest == max(map(len, kept), default=0)


@given(st.lists(st.tuples(*[st.integers(0, 2**64 - 1)] * 2), max_size=4))
def test_ids_are_their_two_halves_in_hexadecimal(halves: list[tuple[int, int]]) -> None:
    high, low = (np.array([half[side] for half in halves], np.uint64) for side in (0, 1))
    out = np.empty(32 * len(halves), np.uint8)
    hex_ids(high, low, out)
    assert bytes(out).decode() == "".join(f"{one:016x}{other:016x}" for one, other in halves)
