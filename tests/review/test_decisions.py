"""Decisions on groups: what each does, that it is noted, refused on what has changed, and taken back exactly."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError, ChangedError, ResourceNotFoundError
from onefold.review.decisions import AT_ONCE_MAX
from onefold.review.group import WHOLE_MAX
from onefold.store import audit, judgements, merges

JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com"}
JHN = {"FirstName": "Jhn", "LastName": "Doe", "PhoneNumber": "555-010-0000"}
JON = {"FirstName": "Jon", "LastName": "Doe", "BirthDate": "1970-01-01"}


def everything(review: Any) -> Any:
    """All that an undo must bring back."""
    return (
        [one for page in review.demo.pages("ListProfiles") for one in page["Items"]],
        [(one["ProfileIds"], one["Judgement"]) for one in review.demo("ListJudgements")["Judgements"]],
        [item.match_id for item in review.queue().items],
    )


def said(review: Any) -> dict[tuple[str, str], str]:
    """What is judged of pairs."""
    found = review.store.read(lambda tx: judgements.every(tx, review.domain_id))
    return {(one.profile_id_a, one.profile_id_b): one.judgement for one in found}


def last(review: Any) -> Any:
    return review("ListDecisions")["Reviews"][0]


def test_a_whole_group_is_merged_into_the_main_profile(review: Any) -> None:
    john, jhn, _ = ids = review.people(JOHN, JHN, JON)
    (match_id,) = review.run((0.8, ids))
    before = everything(review)
    done = review.decide("Merge", match_id, ids, Main=jhn, FieldSourceProfileIds={"FirstName": john})
    assert done["Closes"]
    (kept,) = review.demo("ListProfiles")["Items"]
    assert kept == {"ProfileId": jhn, **JON, **JHN, **JOHN}
    assert review.queue().items == []
    review("Undo", ReviewId=done["ReviewId"])
    assert everything(review) == before
    assert last(review).undone_at


def test_some_of_a_group_are_merged_and_the_rest_stays_to_be_decided(review: Any) -> None:
    john, jhn, jon = ids = review.people(JOHN, JHN, JON)
    (match_id,) = review.run((0.8, ids))
    assert not review.decide("Merge", match_id, [john, jon])["Closes"]
    left = review.group(match_id)
    assert set(left.now.group.profile_ids) == {john, jhn}
    assert review.decide("KeepApart", match_id, [john, jhn])["Closes"]
    assert review.queue().items == []


def test_a_group_that_is_not_the_same_is_judged_pair_by_pair(review: Any) -> None:
    ids = review.people(JOHN, JHN, JON)
    (match_id,) = review.run((0.8, ids))
    before = everything(review)
    done = review.decide("KeepApart", match_id, ids)
    assert done["Closes"]
    said = review.demo("ListJudgements")["Judgements"]
    assert [one["Judgement"] for one in said] == ["NOT_A_MATCH"] * 3
    review("Undo", ReviewId=done["ReviewId"])
    assert everything(review) == before


def test_one_pair_that_is_not_the_same_leaves_the_group_open(review: Any) -> None:
    john, jhn, jon = ids = review.people(JOHN, JHN, JON)
    (match_id,) = review.run((0.8, ids))
    assert not review.decide("KeepApart", match_id, [john, jhn])["Closes"]
    assert not review.decide("KeepApart", match_id, [john, jon])["Closes"]
    assert review.decide("KeepApart", match_id, [jhn, jon])["Closes"]


def test_an_undo_brings_back_what_others_had_said(review: Any) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    review.demo("PutJudgement", ProfileIds=ids, Judgement="MATCH")
    before = review.demo("ListJudgements")
    for act in ("KeepApart", "Merge"):
        review("Undo", ReviewId=review.decide(act, match_id, ids)["ReviewId"])
        assert review.demo("ListJudgements") == before


def test_a_skipped_group_comes_back_with_the_next_run(review: Any) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    review.decide("Skip", match_id, ids)
    assert review.queue().items == []
    (again,) = review.run((0.8, ids))
    assert [item.match_id for item in review.queue().items] == [again]


def test_a_comment_is_shown_and_changes_nothing(review: Any) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    version = review.group(match_id).now.version
    done = review.decide("Comment", match_id, ids, Text=" asked her ")
    assert review.group(match_id).now.reviews[0].content == {"Text": "asked her"}
    assert review.group(match_id).now.version == version
    review("Undo", ReviewId=done["ReviewId"])
    assert review.group(match_id).now.reviews == []


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_a_comment_of_no_or_too_many_characters_is_refused(review: Any, text: str) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    with pytest.raises(BadRequestError, match="1 to 2000 characters"):
        review.decide("Comment", match_id, ids, Text=text)


def changes() -> dict[str, Any]:
    return {
        "merged": lambda review, ids: review.demo("MergeProfiles", MainProfileId=ids[0], ProfileIdsToBeMerged=ids[1:2]),
        "edited": lambda review, ids: review.demo("UpdateProfile", ProfileId=ids[0], FirstName="Jane"),
        "deleted": lambda review, ids: review.demo("DeleteProfile", ProfileId=ids[2]),
        "judged": lambda review, ids: review.demo("PutJudgement", ProfileIds=ids[:2], Judgement="NOT_A_MATCH"),
        "skipped": lambda review, ids: review.decide("Skip", review.match_id, ids),
    }


@pytest.mark.parametrize("change", sorted(changes()))
@pytest.mark.parametrize("act", ["Merge", "KeepApart", "Skip"])
def test_a_decision_on_a_group_that_changed_is_refused_and_does_nothing(review: Any, change: str, act: str) -> None:
    ids = review.people(JOHN, JHN, JON)
    (review.match_id,) = review.run((0.8, ids))
    version = review.group(review.match_id).now.version
    changes()[change](review, ids)
    before = everything(review)
    with pytest.raises(ChangedError, match="nothing was done"):
        review.decide(act, review.match_id, ids, Version=version)
    assert everything(review) == before


def test_a_decision_on_a_group_of_a_replaced_run_is_not_found(review: Any) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    version = review.group(match_id).now.version
    review.run((0.9, ids))
    with pytest.raises(ResourceNotFoundError):
        review.decide("Skip", match_id, ids, Version=version)


def test_fewer_than_two_members_are_no_decision(review: Any) -> None:
    ids = review.people(JOHN, JHN, JON)
    (match_id,) = review.run((0.8, ids[:2]))
    for chosen in ([ids[0]], [ids[0], ids[2]], [ids[0], "f" * 32]):
        with pytest.raises(BadRequestError, match="two profiles or more"):
            review.decide("Merge", match_id, chosen)


def test_decisions_are_undone_from_the_latest_back(review: Any) -> None:
    john, jhn, jon = ids = review.people(JOHN, JHN, JON)
    (match_id,) = review.run((0.8, ids))
    before = everything(review)
    first = review.decide("Merge", match_id, [john, jhn])["ReviewId"]
    second = review.decide("KeepApart", match_id, [john, jon])["ReviewId"]
    with pytest.raises(BadRequestError, match="undo that one first"):
        review("Undo", ReviewId=first)
    assert review("UndoLatest")["Kind"] == "APART"
    assert review("UndoLatest")["Kind"] == "MERGED"
    assert review("UndoLatest") == {}
    assert everything(review) == before
    with pytest.raises(BadRequestError, match="undone already"):
        review("Undo", ReviewId=second)
    with pytest.raises(ResourceNotFoundError):
        review("Undo", ReviewId=10**9)


def test_everyone_undoes_their_own_last_decision(review: Any, caller_of: Any) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    review.decide("Skip", match_id, ids)
    assert review("UndoLatest", caller_of("demo")) == {}


def test_every_decision_is_in_the_audit_trail(review: Any) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    made = review.decide("Skip", match_id, ids)["ReviewId"]
    review("Undo", ReviewId=made)
    review.decide("Merge", match_id, ids)
    trail = review.store.read(lambda tx: audit.page(tx, None, 3))
    assert [one["operation"] for one in trail] == ["ReviewMerge", "ReviewUndo", "ReviewSkip"]
    assert trail[0]["access_key_id"] == "KEY1"
    assert trail[0]["resource"]["MatchId"] == match_id
    assert trail[1]["resource"] == {"DomainName": "demo", "ReviewId": made}


def test_pages_of_decisions_list_each_once(review: Any) -> None:
    ids = review.people(JOHN, JHN)
    (match_id,) = review.run((0.8, ids))
    for number in range(35):
        review.decide("Comment", match_id, ids, Text=str(number))
    first = review("ListDecisions")
    second = review("ListDecisions", Before=first["More"])
    texts = [one.content["Text"] for one in (*first["Reviews"], *second["Reviews"])]
    assert texts == [str(number) for number in reversed(range(35))]
    assert second["More"] is None


def crowd(review: Any, size: int) -> tuple[str, list[str]]:
    """A group of so many, of whom each has an attribute that the ones before have not."""
    ids = review.people(
        *({"FirstName": f"Jo{number}", "Attributes": {f"a{number % 50}": f"{number}"}} for number in range(size))
    )
    (match_id,) = review.run((0.8, ids))
    return match_id, ids


def test_a_group_of_more_than_a_merge_can_take_is_merged_at_once_as_if_one_could(review: Any) -> None:
    match_id, ids = crowd(review, 47)
    before = review.demo("ListProfiles")["Items"]
    chosen = {"FirstName": ids[44], "Attributes": {"a3": ids[3], "a46": ids[46]}}
    done = review.decide("Merge", match_id, ids, Main=ids[5], FieldSourceProfileIds=chosen)
    (kept,) = review.demo("ListProfiles")["Items"]
    assert done["Closes"]
    assert (kept["ProfileId"], kept["FirstName"]) == (ids[5], "Jo44")
    assert kept["Attributes"] == {f"a{number}": f"{number}" for number in range(47)}
    review("Undo", ReviewId=done["ReviewId"])
    assert review.demo("ListProfiles")["Items"] == before
    assert said(review) == {}


@pytest.mark.parametrize("size", [20, 21, 22, 41, 42])
def test_steps_of_a_large_merge_hold_every_profile_once(review: Any, size: int) -> None:
    match_id, ids = crowd(review, size)
    assert review.decide("Merge", match_id, ids)["Closes"]
    steps = review.store.read(lambda tx: merges.page(tx, review.domain_id, None, 99))
    merged = [one for step in steps for one in step.profile_ids]
    assert sorted([ids[0], *merged]) == sorted(ids)
    assert {step.main_profile_id for step in steps} == {ids[0]}
    assert max(len(step.profile_ids) for step in steps) <= AT_ONCE_MAX
    assert len(steps) == -(-(size - 1) // AT_ONCE_MAX)


def test_a_large_group_is_kept_apart_as_a_whole_and_brought_back(review: Any) -> None:
    match_id, ids = crowd(review, 30)
    done = review.decide("KeepApart", match_id, ids)
    assert done["Closes"]
    assert len(said(review)) == 30 * 29 // 2
    review("Undo", ReviewId=done["ReviewId"])
    assert said(review) == {}


def test_what_is_not_shown_side_by_side_is_part_of_what_was_looked_at(review: Any) -> None:
    match_id, ids = crowd(review, 30)
    version = review.group(match_id).now.version
    review.demo("UpdateProfile", ProfileId=ids[29], FirstName="Changed")
    with pytest.raises(ChangedError):
        review.decide("Merge", match_id, ids, Version=version)


def test_a_group_of_more_than_are_decided_at_once_is_decided_in_parts(review: Any) -> None:
    match_id, _ = crowd(review, WHOLE_MAX + 3)
    first = [one.profile_id for one in review.group(match_id).now.profiles]
    assert len(first) == WHOLE_MAX
    assert not review.decide("Merge", match_id, first)["Closes"]
    rest = [one.profile_id for one in review.group(match_id).now.profiles]
    assert len(rest) == 4
    assert review.decide("Merge", match_id, rest)["Closes"]
