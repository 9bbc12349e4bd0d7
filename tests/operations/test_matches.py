"""GetMatches and GetSimilarProfiles read one finished run, whatever happens meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from tests.store.groups import fill_run

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.store import domains, runs
from onefold.store.runs import KEPT_MILLISECONDS, Group


def publish(service: Any, *groups: Group) -> None:
    def work(tx: Any) -> None:
        run = runs.begin(tx, domains.find(tx, "demo").id, f"{len(groups):032x}", 1)
        fill_run(tx, run, groups)
        runs.publish(tx, run, 10, len(groups), int(service.seconds * 1000))

    service.store.write(work)


@pytest.fixture
def ids(demo: Any) -> list[str]:
    return sorted(demo.profile(FirstName=str(number)) for number in range(7))


@pytest.fixture
def found(demo: Any, ids: list[str]) -> list[Group]:
    groups = [
        Group(1, "a" * 32, 0.9, tuple(ids[:2])), Group(2, "b" * 32, 0.8, tuple(ids[2:5])),
        Group(3, "c" * 32, 0.7, tuple(ids[5:])),
    ]  # fmt: skip
    publish(demo, *groups)
    return groups


def shown(group: Group) -> dict[str, Any]:
    ids = list(group.profile_ids)
    return {"MatchId": group.match_id, "ProfileIds": ids, "ConfidenceScore": group.confidence_score}


def test_before_a_job_has_finished_there_is_no_result_in_the_words_of_aws(demo: Any) -> None:
    with pytest.raises(ResourceNotFoundError, match=r"^GetMatches result not found$"):
        demo("GetMatches")


def test_the_groups_come_surest_first_with_when_and_how_many(demo: Any, found: list[Group]) -> None:
    answer = demo("GetMatches")
    assert answer.pop("MatchGenerationDate") == demo.seconds - 1
    assert answer == {"PotentialMatches": 3, "Matches": [shown(group) for group in found]}


def test_pages_stay_in_their_run_when_a_newer_one_finishes(demo: Any, found: list[Group], ids: list[str]) -> None:
    first = demo("GetMatches", MaxResults=2)
    publish(demo, Group(1, "d" * 32, 0.6, tuple(ids[:2])))
    rest = demo("GetMatches", MaxResults=2, NextToken=first["NextToken"])
    assert [*first["Matches"], *rest["Matches"]] == [shown(group) for group in found]
    assert (rest["PotentialMatches"], "NextToken" in rest) == (3, False)
    assert rest["MatchGenerationDate"] == first["MatchGenerationDate"]
    assert demo("GetMatches")["PotentialMatches"] == 1


def test_a_token_of_a_result_that_is_no_longer_kept_is_refused(demo: Any, found: list[Group]) -> None:
    token = demo("GetMatches", MaxResults=1)["NextToken"]
    publish(demo, *found)
    while demo.store.write(lambda tx: runs.tidy(tx, int(demo.seconds * 1000) + KEPT_MILLISECONDS + 1)):
        pass
    with pytest.raises(BadRequestError, match="no longer kept"):
        demo("GetMatches", MaxResults=1, NextToken=token)


def test_a_deleted_profile_leaves_its_group_and_one_alone_is_no_match(demo: Any, found: list[Group]) -> None:
    demo("DeleteProfile", ProfileId=found[0].profile_ids[0])
    demo("DeleteProfile", ProfileId=found[1].profile_ids[1])
    two = found[1]._replace(profile_ids=(found[1].profile_ids[0], found[1].profile_ids[2]))
    assert demo("GetMatches")["Matches"] == [shown(two), shown(found[2])]
    pages = [page["Matches"] for page in demo.pages("GetMatches", MaxResults=1)]
    assert pages == [[], [shown(two)], [shown(found[2])]]
    with pytest.raises(ResourceNotFoundError):
        demo("GetSimilarProfiles", MatchType="ML_BASED_MATCHING", SearchKey="matchId", SearchValue="a" * 32)


@pytest.mark.parametrize("key", ["matchId", "MATCHID", "_matchId", "profileId", "_profileid"])
def test_a_group_is_found_by_its_id_or_a_member_however_the_key_is_written(
    demo: Any, found: list[Group], key: str
) -> None:
    value = found[1].match_id if "match" in key.lower() else found[1].profile_ids[2]
    pages = list(demo.pages("GetSimilarProfiles", MatchType="ML_BASED_MATCHING", SearchKey=key, SearchValue=value,
                            MaxResults=2))  # fmt: skip
    assert [page["ProfileIds"] for page in pages] == [list(found[1].profile_ids[:2]), [found[1].profile_ids[2]]]
    assert {(page["MatchId"], page["MatchType"], page["ConfidenceScore"]) for page in pages} == {
        ("b" * 32, "ML_BASED_MATCHING", 0.8)
    }


@pytest.mark.parametrize(("key", "error"), [("email", BadRequestError), ("matchId", ResourceNotFoundError)])
def test_what_names_no_group_is_refused(demo: Any, found: list[Group], key: str, error: type) -> None:
    with pytest.raises(error):
        demo("GetSimilarProfiles", MatchType="ML_BASED_MATCHING", SearchKey=key, SearchValue=found[0].profile_ids[0])


@pytest.mark.usefixtures("found")
def test_the_pages_of_a_group_stay_in_their_run(demo: Any, ids: list[str]) -> None:
    ask = {"MatchType": "ML_BASED_MATCHING", "SearchKey": "profileId", "SearchValue": ids[2], "MaxResults": 2}
    first = demo("GetSimilarProfiles", **ask)
    publish(demo, Group(1, "d" * 32, 0.6, (ids[2], ids[6])))
    assert demo("GetSimilarProfiles", **ask, NextToken=first["NextToken"])["ProfileIds"] == [ids[4]]
    assert demo("GetSimilarProfiles", **ask)["ProfileIds"] == [ids[2], ids[6]]
