"""The queue: the most informative groups first, every group once, filters, and groups that are decided or gone."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.review.filters import Filter
from onefold.review.queue import PAGE_GROUPS
from onefold.store.runs import review_order


def ids_of(page: Any) -> list[str]:
    return [item.match_id for item in page.items]


def couples(review: Any, count: int) -> list[list[str]]:
    return [review.people({"FirstName": f"A{number}"}, {"FirstName": f"A{number}"}) for number in range(count)]


@pytest.mark.parametrize(
    ("first", "second"),
    [((0.5, 2), (0.9, 2)), ((0.9, 6), (0.9, 2)), ((0.6, 2), (0.99, 8)), ((0.9, 5), (0.6, 2)), ((0.999, 2), (1.0, 30))],
)
def test_the_uncertain_and_the_large_come_first(first: tuple[float, int], second: tuple[float, int]) -> None:
    assert review_order(*first) < review_order(*second)


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
