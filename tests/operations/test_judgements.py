"""What people say of pairs: it is kept, listed in pages, and holds in the next run."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.jobs.worker import Worker

JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com"}
NOBODY = "f" * 32


def listed(service: Any) -> list[tuple[list[str], str]]:
    pages = service.pages("ListJudgements", MaxResults=2)
    return [(one["ProfileIds"], one["Judgement"]) for page in pages for one in page["Judgements"]]


def test_the_later_word_on_a_pair_counts(demo: Any) -> None:
    a, b = demo.profile(**JOHN), demo.profile(**JOHN)
    demo("PutJudgement", ProfileIds=[b, a], Judgement="NOT_A_MATCH")
    demo("PutJudgement", ProfileIds=[a, b], Judgement="MATCH")
    (one,) = demo("ListJudgements")["Judgements"]
    assert one == {"ProfileIds": sorted([a, b]), "Judgement": "MATCH", "JudgedAt": demo.seconds - 1, "JudgedBy": "KEY1"}


def test_pages_list_every_judgement_once(demo: Any) -> None:
    ids = sorted(demo.profile(**JOHN) for _ in range(4))
    said = [([a, b], "NOT_A_MATCH") for a in ids for b in ids if a < b]
    for pair, judgement in reversed(said):
        demo("PutJudgement", ProfileIds=pair, Judgement=judgement)
    assert listed(demo) == said


@pytest.mark.parametrize(("pair", "error"), [((0, 0), BadRequestError), ((0, 1), ResourceNotFoundError)])
def test_only_two_profiles_that_exist_can_be_judged(demo: Any, pair: Any, error: type) -> None:
    ids = [demo.profile(**JOHN), NOBODY]
    with pytest.raises(error):
        demo("PutJudgement", ProfileIds=[ids[i] for i in pair], Judgement="MATCH")
    assert listed(demo) == []


def test_profiles_that_are_not_the_same_are_in_no_group_of_the_next_run(demo: Any) -> None:
    a, b = demo.profile(**JOHN), demo.profile(**JOHN)
    worker = Worker(demo.store, demo.settings, demo.clock)
    for judgement, groups in (("MATCH", 1), ("NOT_A_MATCH", 0), ("MATCH", 1)):
        demo("PutJudgement", ProfileIds=[a, b], Judgement=judgement)
        job_id = demo("StartIdentityResolutionJob")["JobId"]
        assert worker.run_next()
        assert demo("GetIdentityResolutionJob", JobId=job_id)["Status"] == "COMPLETED"
        assert len(demo("GetMatches")["Matches"]) == groups


def test_a_judgement_that_is_taken_back_holds_no_more(demo: Any) -> None:
    a, b = demo.profile(**JOHN), demo.profile(**JOHN)
    demo("PutJudgement", ProfileIds=[a, b], Judgement="NOT_A_MATCH")
    demo("DeleteJudgement", ProfileIdA=b, ProfileIdB=a)
    assert listed(demo) == []
    demo("StartIdentityResolutionJob")
    assert Worker(demo.store, demo.settings, demo.clock).run_next()
    assert len(demo("GetMatches")["Matches"]) == 1
    with pytest.raises(ResourceNotFoundError, match="Nothing was said of the profiles"):
        demo("DeleteJudgement", ProfileIdA=a, ProfileIdB=b)


def test_what_was_said_of_a_deleted_profile_can_be_taken_back(demo: Any) -> None:
    a, b = demo.profile(**JOHN), demo.profile(**JOHN)
    demo("PutJudgement", ProfileIds=[a, b], Judgement="NOT_A_MATCH")
    demo("DeleteProfile", ProfileId=a)
    demo("DeleteJudgement", ProfileIdA=a, ProfileIdB=b)
    assert listed(demo) == []
