"""The queue of groups, its filters and the decisions about them, against plain lists."""

from __future__ import annotations

import math
from itertools import count
from typing import Any, Final

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.groups import fill_run

from onefold.store import review_queue, reviews, runs
from onefold.store.filling import TRAITS
from onefold.store.review_queue import FIRST, Wanted
from onefold.store.reviews import APART, COMMENTED, MERGED, SKIPPED, Review
from onefold.store.runs import Group

NUMBERS: Final = count(1)
LOOSE: Final = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
SCORES: Final = st.sampled_from([0.5, 0.6, 0.75, 0.9, 1.0])
GROUPS: Final = st.lists(st.tuples(SCORES, st.integers(2, 3), st.integers(0, 3)), max_size=6)
"""Score, size and traits of each."""
WANTED: Final = st.builds(
    Wanted,
    least=st.sampled_from([0.0, 0.6]),
    below=st.sampled_from([0.9, math.inf]),
    decided=st.booleans(),
    ranks=st.none() | st.sets(st.integers(1, 6)),
    traits=st.integers(0, 3),
)


def published(tx: Any, groups: list[tuple[float, int, int]]) -> tuple[int, list[Group]]:
    domain_id, ids = next(NUMBERS), count(1)
    found = [
        Group(rank, f"{rank:032x}", score, tuple(f"{domain_id:016x}{next(ids):016x}" for _ in range(size)))
        for rank, (score, size, _) in enumerate(sorted(groups, key=lambda one: -one[0]), 1)
    ]
    run = runs.begin(tx, domain_id, "1" * 32, 1)
    traits = [one[2] for one in sorted(groups, key=lambda one: -one[0])]
    fill_run(tx, run, found, **{TRAITS: pa.array(traits, pa.int64())})
    runs.publish(tx, run, 10, len(found), 1)
    return run, found


def review(run: int, group: Group, kind: str, closes: bool = True, by: str = "KEY1", at: int = 1) -> Review:
    ids = group.profile_ids
    return Review(run, group.rank, group.match_id, kind, ids, group.confidence_score, closes, {"text": kind}, by, at)


def entropy(group: Group) -> float:
    """Bits that a look at the group tells, for every member."""
    score = group.confidence_score
    sides = [side for side in (score, 1 - score) if side > 0]
    return len(group.profile_ids) * -sum(side * math.log2(side) for side in sides)


@LOOSE
@given(GROUPS, st.sets(st.integers(1, 6)), WANTED, st.integers(1, 3))
def test_pages_hold_what_is_wanted_once_and_the_most_informative_first(
    tx: Any, groups: list[tuple[float, int, int]], closed: set[int], wanted: Wanted, limit: int
) -> None:
    run, every = published(tx, groups)
    traits = [one[2] for one in sorted(groups, key=lambda one: -one[0])]
    for group in every:
        if group.rank in closed:
            reviews.add(tx, 1, review(run, group, MERGED))
    expected = [
        group
        for group in sorted(every, key=lambda one: (-round(1000 * entropy(one)), one.rank))
        if wanted.least <= group.confidence_score < wanted.below
        and (group.rank in closed) == wanted.decided
        and (wanted.ranks is None or group.rank in wanted.ranks)
        and traits[group.rank - 1] & wanted.traits == wanted.traits
    ]
    shown, after = list[Group](), FIRST
    for _ in range(len(every) + 1):
        page = review_queue.page(tx, run, wanted, after, limit)
        assert len(page) <= limit
        shown += [one.group for one in page]
        after = page[-1].place if page else after
        assert all(review_queue.place_of(tx, run, one.group.rank) == one.place for one in page)
    assert shown == expected


def test_a_group_is_shown_without_who_is_gone_and_comes_back_whole(tx: Any) -> None:
    run, (group,) = published(tx, [(0.5, 3, 0)])
    runs.depart(tx, [group.profile_ids[1]])
    (queued,) = review_queue.page(tx, run, Wanted(), FIRST, 9)
    assert queued.group.profile_ids == (group.profile_ids[0], group.profile_ids[2])
    runs.come_back(tx, [group.profile_ids[1]])
    assert [one.group for one in review_queue.page(tx, run, Wanted(), FIRST, 9)] == [group]


KINDS: Final = st.sampled_from([MERGED, APART, SKIPPED, COMMENTED])
DECIDED: Final = st.lists(
    st.tuples(st.integers(0, 2), KINDS, st.booleans(), st.sampled_from(["KEY1", "KEY2"]), st.booleans()), max_size=8
)
"""Which group, what, whether it closes it, who, and whether it was undone."""


@LOOSE
@given(DECIDED)
def test_decisions_are_what_was_noted_and_not_undone(tx: Any, decided: list[tuple[int, str, bool, str, bool]]) -> None:
    run, groups = published(tx, [(0.9, 2, 0), (0.75, 2, 0), (0.5, 2, 0)])
    domain_id, other = next(NUMBERS), next(NUMBERS)
    noted = []
    for at, (which, kind, closes, by, undone) in enumerate(decided, 1):
        one = review(run, groups[which], kind, closes, by, at)
        reviews.add(tx, other, one)
        added = reviews.add(tx, domain_id, one)
        assert reviews.lock(tx, domain_id, added.row) == added
        assert reviews.lock(tx, other, added.row) is None
        if undone:
            reviews.mark_undone(tx, added, 99)
        noted.append((added, undone))
    holds = [one for one, undone in noted if not undone]
    assert [one.at for one in reviews.page(tx, domain_id, None, 99)] == [one.at for one, _ in reversed(noted)]
    if noted:
        later = reviews.page(tx, domain_id, noted[-1][0].row, 3)
        assert [one.at for one in later] == [one.at for one, _ in reversed(noted[:-1])][:3]
    for group in groups:
        about = [one for one in holds if one.rank == group.rank]
        assert reviews.of_group(tx, domain_id, group.match_id) == about
    for by in ("KEY1", "KEY2"):
        assert reviews.latest_of(tx, domain_id, by) == next((one for one in reversed(holds) if one.by == by), None)
    for one, _ in noted:
        after = [x for x in holds if x.rank == one.rank and x.row > one.row and x.kind != COMMENTED]
        assert reviews.later_on(tx, domain_id, one) == (after[0] if after else None)
    kinds = [one.kind for one in holds]
    assert reviews.counts(tx, domain_id) == {kind: kinds.count(kind) for kind in set(kinds)}
    whole = [one for one in holds if one.closes and one.kind in (MERGED, APART)]
    assert reviews.verdicts(tx, domain_id) == [(one.confidence_score, one.kind == MERGED) for one in whole]


def test_a_band_counts_the_groups_that_need_no_further_look(tx: Any) -> None:
    run, groups = published(tx, [(0.9, 2, 0), (0.75, 2, 0), (0.5, 2, 0)])
    for group in groups:
        for kind in (MERGED, APART):  # twice of one group is once
            reviews.add(tx, 1, review(run, group, kind))
    reviews.add(tx, 1, review(run + 1, groups[0], MERGED))
    assert reviews.closed(tx, run, 0.0, 2.0) == 3
    assert reviews.closed(tx, run, 0.5, 0.75) == 1
    assert reviews.closed(tx, run, 0.75, 0.9) == 1
    assert reviews.closed(tx, run + 1, 0.0, 2.0) == 1
