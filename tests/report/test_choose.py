from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from onefold.report.choose import (
    APART_MAX,
    GROUPS_MAX,
    MEMBERS_MAX,
    Choice,
    doubtful_groups,
    holding_links,
    largest_groups,
    pairs_apart,
)

MakeRun = Callable[..., Any]


def ids(choices: list[Choice]) -> list[str | None]:
    return [choice.match_id for choice in choices]


def people(count: int) -> list[dict[str, str]]:
    return [{"profile_id": f"{number:04}"} for number in range(count)]


def test_the_largest_groups_come_first_and_ties_by_match_id(make_run: MakeRun) -> None:
    run = make_run(people(9), [(("0006", "0007"), 0.99), (("0001", "0002"), 0.6), (("0003", "0004", "0005"), 0.7)])
    assert ids(largest_groups(run.matches)) == ["m0003", "m0001", "m0006"]


def test_the_least_sure_groups_come_first_and_sure_ones_are_not_doubtful(make_run: MakeRun) -> None:
    run = make_run(people(9), [(("0006", "0007"), 0.995), (("0001", "0002"), 0.6), (("0003", "0004"), 0.55)])
    assert ids(doubtful_groups(run.matches, run.pairs)) == ["m0003", "m0001"]


def test_the_likeliest_pairs_apart_come_first_and_unlikely_ones_are_left_out(make_run: MakeRun) -> None:
    pairs = [("0001", "0002", 0.8), ("0003", "0004", 0.7), ("0005", "0006", 0.9), ("0007", "0008", 0.4)]
    run = make_run(people(9), [(("0001", "0002"), 0.8)], pairs)
    assert [choice.members for choice in pairs_apart(run.pairs)] == [("0005", "0006"), ("0003", "0004")]


def test_a_table_of_any_size_gives_a_handful(make_run: MakeRun) -> None:
    couples = [(f"{2 * n:04}", f"{2 * n + 1:04}") for n in range(100)]
    grouped = make_run(people(200), [(couple, 0.8) for couple in couples])
    assert len(largest_groups(grouped.matches)) == len(doubtful_groups(grouped.matches, grouped.pairs)) == GROUPS_MAX
    apart = make_run(people(200), [], [(*couple, 0.8) for couple in couples])
    assert len(pairs_apart(apart.pairs)) == APART_MAX


def test_without_groups_and_pairs_nothing_is_chosen(make_run: MakeRun) -> None:
    run = make_run(people(1))
    assert largest_groups(run.matches) == doubtful_groups(run.matches, run.pairs) == pairs_apart(run.pairs) == []


@pytest.mark.parametrize(
    ("weights", "links"),
    [
        ({("a", "b"): 5.0, ("b", "c"): 3.0, ("a", "c"): 1.0}, [("b", "c"), ("a", "b")]),
        ({("a", "b"): 5.0, ("b", "c"): -3.0, ("a", "c"): -1.0}, [("a", "c"), ("a", "b")]),
        ({("a", "b"): 1.0, ("b", "c"): 1.0, ("a", "c"): 1.0}, [("a", "c"), ("a", "b")]),
        ({("b", "c"): 2.0}, [("a", "b"), ("b", "c")]),
        ({}, [("a", "c"), ("a", "b")]),
    ],
)
def test_a_group_is_held_by_its_strongest_links_the_weakest_first(
    weights: dict[tuple[str, str], float], links: list[tuple[str, str]]
) -> None:
    found = holding_links(["a", "b", "c"], weights)
    assert [tuple(sorted(link)) for link in found] == links


def test_of_a_large_doubtful_group_the_weakest_links_are_shown(make_run: MakeRun) -> None:
    members = [row["profile_id"] for row in people(30)]
    chain = [(a, b, 0.99 if b != "0025" else 0.6) for a, b in pairwise(members)]
    run = make_run(people(30), [(members, 0.6)], chain)
    (choice,) = doubtful_groups(run.matches, run.pairs)
    assert choice.size == 30
    assert len(choice.members) <= MEMBERS_MAX
    assert choice.links[0] == ("0024", "0025")
    assert {member for link in choice.links for member in link} <= set(choice.members)


def test_a_pair_that_leads_out_of_the_group_holds_nothing(make_run: MakeRun) -> None:
    pairs = [("0001", "0002", 0.8), ("0002", "0003", 0.9)]
    run = make_run(people(4), [(("0001", "0002"), 0.8)], pairs)
    assert [choice.links for choice in doubtful_groups(run.matches, run.pairs)] == [(("0001", "0002"),)]
