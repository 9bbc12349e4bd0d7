"""The queue: the most informative groups first, every group once, filters, and groups that are decided or gone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from onefold.jobs.worker import Worker
from onefold.review.filters import Filter
from onefold.review.queue import LOOKED_AT_MAX, PAGE_GROUPS
from onefold.store import keys
from onefold.store.filling import review_orders
from onefold.store.keys import Key
from onefold.store.review_queue import FOUND_MAX
from onefold.store.traits import differs_in


def ids_of(page: Any) -> list[str]:
    return [item.match_id for item in page.items]


def couples(review: Any, count: int) -> list[list[str]]:
    return [review.people({"FirstName": f"A{number}"}, {"FirstName": f"A{number}"}) for number in range(count)]


@pytest.mark.parametrize(
    ("first", "second"),
    [((0.5, 2), (0.9, 2)), ((0.9, 6), (0.9, 2)), ((0.6, 2), (0.99, 8)), ((0.9, 5), (0.6, 2)), ((0.999, 2), (1.0, 30))],
)
def test_the_uncertain_and_the_large_come_first(first: tuple[float, int], second: tuple[float, int]) -> None:
    scores, sizes = zip(first, second, strict=True)
    orders = review_orders(np.array(scores), np.array(sizes))
    assert orders[0] < orders[1]


def test_an_empty_domain_has_an_empty_queue(review: Any) -> None:
    assert review.queue().items == ()


def test_groups_come_by_what_they_tell_and_every_one_once(review: Any) -> None:
    pairs = couples(review, PAGE_GROUPS + 7)
    scores = [0.89 - number / 100 for number in range(len(pairs))]
    made = review.run(*zip(scores, pairs, strict=True))
    first = review.queue()
    second = review.queue(after=first.more)
    assert (len(first.items), second.more) == (PAGE_GROUPS, None)
    seen = ids_of(first) + ids_of(second)
    assert sorted(seen) == sorted(made)
    orders = [item.place for item in (*first.items, *second.items)]
    assert orders == sorted(orders)


def test_a_band_holds_its_lower_border(review: Any) -> None:
    pairs = couples(review, 4)
    made = review.run(*zip((0.95, 0.9, 0.5, 0.4), pairs, strict=True))
    bands = {band: set(ids_of(review.queue(Filter(band=band)))) for band in ("merge", "review", "reject", "")}
    assert bands == {"merge": {*made[:2]}, "review": {made[2]}, "reject": {made[3]}, "": {*made}}
    review("PutBands", ReviewFrom=0.4, MergeFrom=0.91)
    assert set(ids_of(review.queue())) == {*made[1:]}


@pytest.mark.parametrize(
    "text", ["john d", "JOHN DOE", "john@example.com", "John@", "+1 555-010-0000", "555 010", "ACC-1", "jöhn"]
)
def test_a_text_finds_the_groups_of_who_begins_so(review: Any, text: str) -> None:
    john = {
        "FirstName": "Jöhn", "LastName": "Doe", "EmailAddress": "john@example.com", "PhoneNumber": "555-010-0000",
        "AccountNumber": "acc-1",
    }  # fmt: skip
    doe, mary = review.people(john, john), review.people({"FirstName": "Mary"}, {"FirstName": "Mary"})
    made = review.run((0.8, doe), (0.7, mary))
    assert ids_of(review.queue(Filter(text=text))) == [made[0]]
    assert ids_of(review.queue(Filter(text="nobody"))) == []


def test_an_attribute_finds_the_groups_that_differ_in_it(review: Any) -> None:
    same, other = {"FirstName": "Jo", "BirthDate": "1970-01-01"}, {"FirstName": "Jo", "BirthDate": "1970-01-02"}
    made = review.run((0.8, review.people(same, same)), (0.7, review.people(same, other)))
    assert ids_of(review.queue(Filter(attribute="BirthDate"))) == [made[1]]
    assert review.queue(Filter(attribute="BirthDate")).items[0].differ == ["Birth date"]


def test_an_attribute_finds_a_group_behind_any_number_of_others(review: Any) -> None:
    couple = review.people({"FirstName": "Jo", "Gender": "F"}, {"FirstName": "Jo", "Gender": "M"})
    others = [(0.51, [f"{number:031x}a", f"{number:031x}b"]) for number in range(LOOKED_AT_MAX + 20)]
    made = review.run(*others, (0.6, couple), traits=[0] * len(others) + [differs_in("Gender")])
    found = review.queue(Filter(attribute="Gender"))
    assert (ids_of(found), found.more, found.looked_at) == ([made[-1]], None, 1)
    assert review.group(made[0]).next_id != made[-1]
    of_before = review.run(*others, (0.6, couple))  # a run whose groups have no traits is looked through in pieces
    found = review.queue(Filter(attribute="Gender"))
    assert (ids_of(found), found.looked_at) == ([], LOOKED_AT_MAX)
    assert ids_of(review.queue(Filter(attribute="Gender"), found.more)) == [of_before[-1]]


def test_a_job_notes_what_its_groups_are_filtered_by(review: Any) -> None:
    jo = {"FirstName": "Joanna", "LastName": "Doe", "EmailAddress": "jo@example.com", "PhoneNumber": "555-010-0100"}
    review.people(jo, {**jo, "BirthDate": "1970-01-01"}, {**jo, "BirthDate": "1970-10-01"}, {"FirstName": "Al"})
    review.demo("StartIdentityResolutionJob")
    assert Worker(review.store, review.demo.settings, review.demo.clock).run_next()
    assert len(review.queue(Filter(band="", attribute="BirthDate")).items) == 1
    for attribute, looked_at in (("BirthDate", 1), ("Gender", 0), ("FirstName", 0)):
        assert review.queue(Filter(band="", attribute=attribute)).looked_at == looked_at
    assert review.queue(Filter(band="", source="Crm")).looked_at == 0


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_name_that_very_many_have_shows_the_groups_of_the_first_and_says_so(review: Any) -> None:
    def hold(tx: Any, first: int, last: int) -> None:
        for row in range(first, last):
            keys.add(tx, review.domain_id, 1000 + row, keys.ATTRIBUTE, [Key("_fullName", f"jo {row}")])

    review.run((0.8, couples(review, 1)[0]))
    review.store.write(lambda tx: hold(tx, 0, FOUND_MAX))
    assert not review.queue(Filter(text="jo")).many
    review.store.write(lambda tx: hold(tx, FOUND_MAX, FOUND_MAX + 1))
    assert review.queue(Filter(text="jo")).many


def test_a_source_finds_the_groups_with_a_value_from_it(review: Any) -> None:
    fields = {"FirstName": {"Source": "_source.name", "Target": "_profile.FirstName"}, "id": {"Source": "_source.id"}}
    keys = {"id": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]}
    crm = {"Fields": fields, "Keys": keys, "AllowProfileCreation": True}
    review.demo("PutProfileObjectType", ObjectTypeName="Crm", Description="d", **crm)
    review.demo("PutProfileObject", ObjectTypeName="Crm", Object='{"id":"1","name":"Jo"}')
    (known,) = (one["ProfileId"] for one in review.demo("ListProfiles")["Items"])
    made = review.run((0.8, [known, *review.people({"FirstName": "Jo"})]), (0.7, couples(review, 1)[0]))
    assert ids_of(review.queue(Filter(source="Crm"))) == [made[0]]


def test_a_decided_group_leaves_the_queue_and_can_be_looked_up(review: Any) -> None:
    one, two = couples(review, 2)
    made = review.run((0.8, one), (0.7, two))
    review.decide("Skip", made[0], one)
    assert ids_of(review.queue()) == [made[1]]
    assert ids_of(review.queue(Filter(state="decided"))) == [made[0]]


def test_a_group_whose_profiles_were_merged_elsewhere_is_not_shown(review: Any) -> None:
    one, two = couples(review, 2)
    made = review.run((0.8, one), (0.7, two))
    review.demo("MergeProfiles", MainProfileId=one[0], ProfileIdsToBeMerged=[one[1]])
    assert ids_of(review.queue()) == [made[1]]


def test_what_is_next_goes_round_and_ends_with_the_last(review: Any) -> None:
    one, two = couples(review, 2)
    made = review.run((0.8, one), (0.6, two))
    assert (review.group(made[1]).next_id, review.group(made[0]).next_id) == (made[0], made[1])
    review.decide("Skip", made[0], one)
    assert review.group(made[1]).next_id is None
