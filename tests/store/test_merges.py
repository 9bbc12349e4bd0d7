"""Merges that are noted, against a plain list of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from onefold.store import merges
from onefold.store.merges import NewMerge
from onefold.store.tables import MERGE_MEMBERS

DOMAINS: Final = count(1)
IDS: Final = [f"{number:032x}" for number in range(6)]
SLOW: Final = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def merge(number: int, ids: Sequence[str], job_id: str | None = None) -> NewMerge:
    return NewMerge(f"{number:032x}", ids[0], tuple(ids[1:]), "MergeProfiles", job_id, number, {"n": number})


TAKING_PART: Final = st.lists(st.lists(st.sampled_from(IDS), min_size=2, max_size=3, unique=True), max_size=8)


def filled(tx: Any, taking_part: Sequence[Sequence[str]]) -> tuple[int, list[NewMerge]]:
    """A domain with these merges beside another with merges of the same ids."""
    domain_id, other = next(DOMAINS), next(DOMAINS)
    made = [merge(number, ids) for number, ids in enumerate(taking_part)]
    for one in made:
        merges.add(tx, other, one)
        merges.add(tx, domain_id, one)
    return domain_id, made


@SLOW
@given(TAKING_PART, st.sets(st.integers(0, 7)), st.integers(0, 7))
def test_a_chain_is_where_the_content_went_by_the_merges_that_hold(
    tx: Any, taking_part: list[list[str]], undone: set[int], begin: int
) -> None:
    domain_id, made = filled(tx, taking_part)
    for number in undone & set(range(len(made))):
        found = merges.lock(tx, domain_id, made[number].merge_id)
        assert found
        merges.mark_undone(tx, found, 99)
    if begin >= len(made):
        return
    holder, expected = made[begin].main_profile_id, []
    for number in range(begin + 1, len(made)):
        if number not in undone and holder in taking_part[number]:
            expected.append(made[number].merge_id)
            holder = made[number].main_profile_id
    first = merges.lock(tx, domain_id, made[begin].merge_id)
    assert first
    chain = merges.chain(tx, domain_id, first)
    assert [one.merge_id for one in chain] == expected
    assert [one.record for one in chain] == [{"n": int(merge_id, 16)} for merge_id in expected]


@SLOW
@given(TAKING_PART, st.sets(st.sampled_from(IDS), max_size=2))
def test_a_purge_forgets_the_merges_that_any_of_the_profiles_took_part_in(
    tx: Any, taking_part: list[list[str]], gone: set[str]
) -> None:
    domain_id, made = filled(tx, taking_part)
    merges.purge(tx, domain_id, gone)
    left = [one for one, ids in zip(made, taking_part, strict=True) if not gone.intersection(ids)]
    assert [one.merge_id for one in merges.page(tx, domain_id, None, 99)] == [one.merge_id for one in reversed(left)]
    for one in IDS:
        into = [each.merge_id for each in reversed(left) if each.main_profile_id == one]
        assert [each.merge_id for each in merges.into(tx, domain_id, one, 99)] == into
    assert len(merges.page(tx, domain_id + 1, None, 99)) == len(made)  # the other domain
    members = select(func.count()).select_from(MERGE_MEMBERS).where(MERGE_MEMBERS.c.domain_id == domain_id)
    assert tx.execute(members).scalar_one() == sum(1 + len(one.profile_ids) for one in left)
    for one in made:
        assert (merges.lock(tx, domain_id, one.merge_id) is None) == (one not in left)


def test_a_merge_is_found_as_it_was_noted(tx: Any) -> None:
    merges.add(tx, 1, merge(7, IDS[:3], "j" * 32))
    found = merges.lock(tx, 1, f"{7:032x}")
    assert found
    assert (found.main_profile_id, found.profile_ids, found.cause) == (IDS[0], tuple(IDS[1:3]), "MergeProfiles")
    assert (found.job_id, found.at, found.undone_at, found.record) == ("j" * 32, 7, None, {"n": 7})
    (listed,) = merges.page(tx, 1, None, 9)
    assert listed == merges.Listed(*(getattr(found, name) for name in merges.Listed.__dataclass_fields__))
    assert merges.lock(tx, 2, f"{7:032x}") is None
    merges.mark_undone(tx, found, 12)
    assert merges.page(tx, 1, None, 9)[0].undone_at == 12


def test_pages_go_back_in_time_and_undone_merges_are_listed_too(tx: Any) -> None:
    domain_id, _ = filled(tx, [IDS[:2]] * 5)
    first = merges.page(tx, domain_id, None, 2)
    second = merges.page(tx, domain_id, first[-1].row, 2)
    assert [one.at for one in (*first, *second)] == [4, 3, 2, 1]
    assert [one.at for one in merges.into(tx, domain_id, IDS[0], 2)] == [4, 3]
    assert merges.into(tx, domain_id, IDS[1], 9) == []


def test_a_record_is_replaced_in_its_merge_only(tx: Any) -> None:
    for domain_id, number in ((1, 1), (1, 2), (2, 1)):
        merges.add(tx, domain_id, merge(number, IDS[:2]))
    merges.replace_record(tx, 1, f"{1:032x}", {"n": "new"})
    found = {(d, n): merges.lock(tx, d, f"{n:032x}") for d, n in ((1, 1), (1, 2), (2, 1))}
    assert {key: one and one.record for key, one in found.items()} == {
        (1, 1): {"n": "new"}, (1, 2): {"n": 2}, (2, 1): {"n": 1},
    }  # fmt: skip


def test_a_job_has_merged_as_many_profiles_as_went_into_others(tx: Any) -> None:
    for number, (domain_id, job, ids) in enumerate(
        [(1, "a", IDS[:3]), (1, "a", IDS[3:5]), (1, "b", IDS[:2]), (1, None, IDS[:2]), (2, "a", IDS[:6])]
    ):
        merges.add(tx, domain_id, merge(number, ids, job and job * 32))
    assert [merges.merged_by_job(tx, 1, job * 32) for job in "abc"] == [3, 1, 0]
