"""Runs: unseen until published, unchanged afterwards, without members that are gone."""

from __future__ import annotations

from typing import Any

from tests.store.groups import fill_run

from onefold.store import domains, profiles, runs
from onefold.store.runs import KEPT_MILLISECONDS, Group

DAY = KEPT_MILLISECONDS


def ids(*numbers: int) -> tuple[str, ...]:
    return tuple(f"{number:032x}" for number in numbers)


GROUPS = [Group(1, "a" * 32, 0.9, ids(1, 2)), Group(2, "b" * 32, 0.8, ids(3, 4, 5)), Group(3, "c" * 32, 0.7, ids(6, 7))]


def filled(tx: Any, groups: list[Group] = GROUPS, domain_id: int = 1) -> int:
    run = runs.begin(tx, domain_id, "1" * 32, 1)
    fill_run(tx, run, groups)
    return run


def published(tx: Any, at: int = 100, groups: list[Group] = GROUPS) -> int:
    run = filled(tx, groups)
    runs.publish(tx, run, 10, len(groups), at)
    return run


def test_a_run_is_seen_when_it_is_published(tx: Any) -> None:
    run = filled(tx)
    assert runs.latest(tx, 1) is None
    assert runs.find(tx, 1, run) is None
    assert runs.of_job(tx, 1, "1" * 32) is None
    runs.publish(tx, run, 10, 3, 100)
    found = runs.latest(tx, 1)
    assert found == runs.find(tx, 1, run) == runs.of_job(tx, 1, "1" * 32)
    assert found is not None
    assert (found.id, found.published_at, found.profiles, found.groups) == (run, 100, 10, 3)
    assert runs.latest(tx, 2) is None
    assert runs.find(tx, 2, run) is None


def test_the_latest_run_is_the_one_published_last(tx: Any) -> None:
    old, new = filled(tx), filled(tx)
    runs.publish(tx, new, 10, 3, 100)
    runs.publish(tx, old, 10, 3, 50)
    assert runs.latest(tx, 1).id == new  # type: ignore[union-attr]


def test_pages_follow_the_rank(tx: Any) -> None:
    run = published(tx)
    assert runs.page(tx, run, 0, 2) == GROUPS[:2]
    assert runs.page(tx, run, 2, 2) == GROUPS[2:]
    assert runs.page(tx, run, 3, 2) == []


def test_a_group_is_found_by_its_id_and_by_its_members(tx: Any) -> None:
    run = published(tx)
    assert runs.by_match_id(tx, run, "b" * 32) == GROUPS[1]
    assert runs.by_profile(tx, run, ids(6)[0]) == GROUPS[2]
    assert runs.by_match_id(tx, run, "d" * 32) is None
    assert runs.by_profile(tx, run, ids(8)[0]) is None


def test_members_that_are_gone_are_left_out_until_they_come_back(tx: Any) -> None:
    run = published(tx)
    runs.depart(tx, ids(3, 6, 99))
    runs.depart(tx, ids(3))
    assert [group.profile_ids for group in runs.page(tx, run, 0, 9)] == [ids(1, 2), ids(4, 5), ids(7)]
    assert runs.by_match_id(tx, run, "b" * 32).profile_ids == ids(4, 5)  # type: ignore[union-attr]
    runs.come_back(tx, ids(3))
    assert [group.profile_ids for group in runs.page(tx, run, 0, 9)] == [ids(1, 2), ids(3, 4, 5), ids(7)]


def test_replaced_runs_are_kept_for_a_day_and_then_purged(tx: Any) -> None:
    old, new, filling = published(tx, 0), published(tx, 100), filled(tx)
    assert not runs.has_old(tx, DAY + 100)
    while runs.tidy(tx, DAY + 101):
        pass
    assert runs.find(tx, 1, old) is None
    assert runs.page(tx, old, 0, 9) == []
    assert runs.by_profile(tx, old, ids(1)[0]) is None
    assert runs.page(tx, new, 0, 9) == runs.page(tx, filling, 0, 9) == GROUPS


def test_a_run_that_was_cut_off_is_purged_as_soon_as_a_later_one_is_there(tx: Any) -> None:
    old, cut, other = published(tx, 0), filled(tx), filled(tx, domain_id=2)
    assert not runs.has_old(tx, 50)
    new = published(tx, 100)
    assert runs.has_old(tx, 101)
    while runs.tidy(tx, 101):
        pass
    assert runs.page(tx, cut, 0, 9) == []
    assert runs.page(tx, old, 0, 9) == runs.page(tx, new, 0, 9) == runs.page(tx, other, 0, 9) == GROUPS


def test_a_deleted_domain_takes_its_runs_along(tx: Any) -> None:
    domain = domains.add(tx, "demo", {}, 1)
    run = filled(tx, domain_id=domain.id)
    runs.publish(tx, run, 10, 3, 100)
    domains.remove(tx, domain, 1)
    assert domains.has_deleted(tx)
    while domains.purge(tx):
        pass
    assert not domains.has_deleted(tx)
    assert runs.page(tx, run, 0, 9) == []
    assert runs.latest(tx, domain.id) is None


def test_members_that_are_no_profiles_are_gone_from_the_run_unless_they_have_come_back(tx: Any) -> None:
    other, run = published(tx), filled(tx)
    for profile_id in ids(1, 2, 3, 6):
        profiles.add(tx, 1, profile_id, {}, {}, 1)
    profiles.add(tx, 2, *ids(7), {}, {}, 1)
    gone = runs.gone(tx, 1, run)
    assert sorted(gone) == sorted(ids(4, 5, 7))
    profiles.add(tx, 1, *ids(4), {}, {}, 1)
    runs.depart_from(tx, 1, run, gone)
    assert [group.profile_ids for group in runs.page(tx, run, 0, 9)] == [ids(1, 2), ids(3, 4), ids(6)]
    assert runs.page(tx, other, 0, 9) == GROUPS
