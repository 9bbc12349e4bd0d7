from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, product

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.blocking import (
    ALL_PAIRS_ROWS,
    COMPONENT_MAX,
    KEYS,
    PAIRS_FLOOR,
    all_pairs,
    candidate_pairs,
    component_pairs,
    distinct,
    in_parts,
)
from onefold.engine.components import Component, Components
from onefold.engine.features import build_features, gather

NAMES = {name for _, components in KEYS for name in components}
Pairs = list[tuple[int, int]]
Table = dict[str, Component]


def unpacked(pairs: np.ndarray) -> Pairs:
    return [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in pairs]


def components(rows: int, **filled: np.ndarray) -> Table:
    """Components of a table of which only `filled` is known."""
    none = Component.by_row(np.zeros(rows, np.uint64))
    return dict.fromkeys(NAMES, none) | {name: component(np.asarray(values)) for name, values in filled.items()}


def component(values: np.ndarray) -> Component:
    """A component whose hashes are the values, [rows] or [rows, slots]."""
    return Component.of(values.ravel().astype(np.uint64), np.arange(values.size, dtype=np.int32).reshape(values.shape))


def naive_pairs(table: Table, rows: int) -> Pairs:
    """Every two rows that share a value of every component of a key, where no budget is spent."""
    found = set()
    hashes = {name: gather(*component) for name, component in table.items()}
    for _, names in KEYS:
        blocks = defaultdict(set)
        for row in range(rows):
            for values in product(*(hashes[name][row].tolist() for name in names)):
                if all(values):
                    blocks[values].add(row)
        found |= {pair for block in blocks.values() for pair in combinations(sorted(block), 2)}
    return sorted(found)


def fictional_records(rows: int) -> pa.Table:
    rng = np.random.default_rng(5)
    pick = {
        "FirstName": ["Ann", "Bob", "William", "Bill", "José", "Maria", None],
        "LastName": [f"{a}{b}" for a in ("Har", "Ber", "Lin", "Mon", "Sten") for b in ("ton", "berg", "dahl", "ova")],
        "BirthDate": [f"19{y}-{m:02}-{d:02}" for y in range(40, 90) for m in (3, 7) for d in (5, 21)],
        "PhoneNumber": [f"+1 212 555 01{k:02}" for k in range(100)],
        "EmailAddress": [f"user{k}@example.com" for k in range(300)],
        "Address.City": ["Springfield", "Riverton", "Lakeside", None],
    }
    columns = {name: [values[k] for k in rng.integers(0, len(values), rows)] for name, values in pick.items()}
    return pa.table({"profile_id": [f"p{k}" for k in range(rows)]} | columns)


@pytest.mark.parametrize("rows", [0, 1, 2, 7])
def test_all_pairs_are_every_two_rows_once(rows: int) -> None:
    assert unpacked(all_pairs(rows)) == list(combinations(range(rows), 2))


def test_a_small_table_is_compared_in_full() -> None:
    pairs = candidate_pairs(components(ALL_PAIRS_ROWS), ALL_PAIRS_ROWS, threads=1)
    assert len(pairs) == ALL_PAIRS_ROWS * (ALL_PAIRS_ROWS - 1) // 2


def test_a_larger_table_with_nothing_in_common_has_no_pairs() -> None:
    rows = ALL_PAIRS_ROWS + 1
    assert len(candidate_pairs(components(rows), rows, threads=1)) == 0
    assert len(candidate_pairs(components(rows, phone=np.arange(1, rows + 1)), rows, threads=1)) == 0


@pytest.mark.parametrize("threads", [1, 3])
def test_the_pairs_are_those_that_share_a_key(threads: int) -> None:
    rows = 1100
    rng = np.random.default_rng(1)
    slots = {"phone": 2, "email": 2, "postcode": 2, "number": 2}
    table = components(rows, **{name: rng.integers(0, 60, (rows, slots.get(name, 1))) for name in NAMES})
    pairs = unpacked(candidate_pairs(table, rows, threads=threads))
    assert pairs == naive_pairs(table, rows)
    assert all(a < b for a, b in pairs)
    assert len(set(pairs)) == len(pairs)


def test_the_pairs_of_records_are_those_that_share_a_key() -> None:
    features = build_features(fictional_records(1100), region="US", threads=1)
    table = {name: Components(features)[name] for name in NAMES}
    shared_by_many = [
        name for name in ("first", "nickname", "initial", "city") if len(np.unique(gather(*table[name]))) < 9
    ]
    assert shared_by_many
    pairs = unpacked(candidate_pairs(Components(features), features.rows, threads=2))
    assert pairs == naive_pairs(table, features.rows)


@pytest.mark.parametrize(
    ("one", "two"),
    [(("Vladimir", "Kuznetsov"), ("Vxqmir", "Kpzhjsov")), (("Vladimir", "Kuznetsov"), ("Wlqdhjir", "Kpzhjso"))],
    ids=["endings of the last name", "endings of the first name"],
)
def test_names_that_are_garbled_in_the_middle_are_compared(one: tuple[str, str], two: tuple[str, str]) -> None:
    people = fictional_records(1100).drop_columns(["BirthDate", "PhoneNumber", "EmailAddress", "Address.City"])
    garbled = pa.table({"profile_id": ["a", "b"], "FirstName": [one[0], two[0]], "LastName": [one[1], two[1]]})
    features = build_features(pa.concat_tables([people, garbled]), region="US", threads=1)
    wanted = tuple(sorted(features.order.tolist().index(1100 + k) for k in range(2)))
    assert wanted in unpacked(candidate_pairs(Components(features), features.rows, threads=1))


@pytest.mark.parametrize("name", ["phone", "email", "account", "names", "birth"])
def test_a_value_that_many_share_finds_nothing(name: str) -> None:
    rows = 1100
    values = np.ones(rows)
    assert rows * (rows - 1) // 2 > PAIRS_FLOOR
    assert len(candidate_pairs(components(rows, **{name: values}), rows, threads=1)) == 0


def test_small_blocks_are_taken_before_large_ones_until_the_budget_is_spent() -> None:
    rows, small = 1101, 550
    values = np.where(np.arange(rows) < small, 1, 2)
    assert small * (small - 1) // 2 < PAIRS_FLOOR < small * (small - 1) // 2 + (small + 1) * small // 2
    pairs = candidate_pairs(components(rows, phone=values), rows, threads=1)
    assert unpacked(pairs) == list(combinations(range(small), 2))


def test_each_key_has_a_budget_of_its_own() -> None:
    rows, small = 1101, 550
    low = np.where(np.arange(rows) < small, 1, 0)
    high = np.where(np.arange(rows) >= small, 1, 0)
    pairs = candidate_pairs(components(rows, phone=low, email=high), rows, threads=1)
    assert len(pairs) == small * (small - 1) // 2 + (small + 1) * small // 2


@pytest.mark.parametrize(("name", "share"), [("phone", 1), ("email", 0), ("account", 0)])
def test_the_budget_of_a_large_table_is_that_of_the_key(name: str, share: int) -> None:
    rows = 400_002
    budgets = {names: budget for budget, names in KEYS}
    assert (budgets[name,] >= 1.0) == bool(share)
    trios = np.arange(rows) // 3 + 1  # blocks of three are one pair a row
    assert len(candidate_pairs(components(rows, **{name: trios}), rows, threads=1)) == share * rows


def test_the_number_of_threads_changes_nothing() -> None:
    features = build_features(fictional_records(1100), region="US", threads=2)
    one, four = (candidate_pairs(Components(features), features.rows, threads=threads) for threads in (1, 4))
    assert one.tolist() == four.tolist()


@given(st.lists(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 9)), max_size=20), min_size=1, max_size=4))
def test_parts_are_ascending_by_row_and_each_keeps_the_order_of_its_pairs(lists: list[Pairs]) -> None:
    with ThreadPoolExecutor(2) as pool:
        parts = in_parts([np.array([a << 32 | b for a, b in pairs], np.uint64) for pairs in lists], 1000, pool)
    came = [pair for pairs in lists for pair in pairs]
    size = 16  # the rows of a part: a thousand rows in at most 64
    assert [pair for part in parts for pair in unpacked(part)] == sorted(came, key=lambda pair: pair[0] // size)


ROWS = st.integers(0, 2**31 - 1) | st.integers(0, 4)


@given(st.lists(st.tuples(ROWS, ROWS).map(lambda rows: min(rows) << 32 | max(rows)), max_size=40))
def test_distinct_pairs_are_every_pair_once_and_ascending(pairs: list[int]) -> None:
    assert distinct(np.array(pairs, np.uint64)).tolist() == sorted(set(pairs))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_every_pair_of_a_component_is_asked_and_no_other(component: list[int]) -> None:
    found = component_pairs(np.array([component.index(name) for name in component], np.int32))
    wanted = [
        (a, b) for a in range(len(component)) for b in range(a + 1, len(component)) if component[a] == component[b]
    ]
    assert [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in found] == wanted


def test_a_giant_component_is_not_asked_for_all_its_pairs() -> None:
    at_most = np.zeros(COMPONENT_MAX, np.int32)
    assert len(component_pairs(at_most)) == COMPONENT_MAX * (COMPONENT_MAX - 1) // 2
    assert len(component_pairs(np.zeros(COMPONENT_MAX + 1, np.int32))) == 0
