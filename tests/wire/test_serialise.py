"""Answers are what botocore understands, and what does not fit the model never leaves the server."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import botocore.model
import botocore.parsers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onefold.wire.model import customer_profiles
from onefold.wire.serialise import AnswerError, serialiser

MODEL = customer_profiles()
RELAXED = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
HEX = "0123456789abcdef" * 2


@pytest.mark.parametrize("name", sorted(MODEL))
def test_what_the_operation_answers_is_what_botocore_reads(
    name: str, oracle: botocore.model.ServiceModel, values_of: Callable[..., Any]
) -> None:
    shape = oracle.operation_model(name).output_shape
    reader, serialise = botocore.parsers.create_parser("rest-json"), serialiser(MODEL[name])

    @RELAXED
    @given(values_of(MODEL[name].output))
    def check(members: dict[str, Any]) -> None:
        members = {key: value for key, value in members.items() if key != "StatusCode"} | (
            {"StatusCode": 202} if "StatusCode" in MODEL[name].output.members else {}
        )
        answer = serialise(members)
        response = {"status_code": answer.status, "headers": {}, "body": answer.body}
        found = reader.parse(response, shape)
        found.pop("ResponseMetadata")
        assert plain(found) == members

    check()


def plain(value: Any) -> Any:
    """What botocore reads, with its dates as epoch seconds."""
    if isinstance(value, datetime):
        return round(value.timestamp(), 3)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def written(operation: str, members: dict[str, Any]) -> Any:
    return json.loads(serialiser(MODEL[operation])(members).body)


DOMAIN = {"DomainName": "d", "DefaultExpirationDays": 1, "CreatedAt": 1, "LastUpdatedAt": 1}


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (1700000000, 1700000000),
        (1700000000.1234567, 1700000000.123),
        (1700000000.0, 1700000000.0),
        (datetime(2023, 11, 14, 22, 13, 20, 123456, UTC), 1700000000.123),
        (datetime(2023, 11, 15, 0, 13, 20, tzinfo=timezone(timedelta(hours=2))), 1700000000),
        (0, 0),
        (-1.5, -1.5),
    ],
)
def test_timestamps_are_epoch_seconds_with_at_most_three_decimals(moment: Any, seconds: float) -> None:
    assert written("CreateDomain", DOMAIN | {"CreatedAt": moment})["CreatedAt"] == seconds
    text = serialiser(MODEL["CreateDomain"])(DOMAIN | {"CreatedAt": moment}).body.decode()
    assert len(text.partition('"CreatedAt":')[2].partition(",")[0].partition(".")[2]) <= 3


def test_members_that_are_none_are_absent_at_every_depth() -> None:
    answer = {"NextToken": None, "Items": [{"ProfileId": HEX, "Address": {"City": None, "State": "s"}}]}
    assert written("SearchProfiles", answer) == {"Items": [{"ProfileId": HEX, "Address": {"State": "s"}}]}


def test_text_stays_text() -> None:
    object_ = '{"a": "é\u2028😀<script>"}'
    answer = {"Items": [{"ProfileObjectUniqueKey": "1", "Object": object_}]}
    assert written("ListProfileObjects", answer) == answer


@pytest.mark.parametrize(
    ("operation", "answer", "message"),
    [
        ("GetMatches", {"Matchs": []}, "has no member Matchs"),
        ("GetMatches", {"Matches": [{"Score": 1}]}, "has no member Score"),
        ("CreateDomain", {"DomainName": "d"}, "needs CreatedAt, DefaultExpirationDays, LastUpdatedAt"),
        ("CreateDomain", DOMAIN | {"CreatedAt": None}, "needs CreatedAt"),
        ("CreateDomain", DOMAIN | {"CreatedAt": "2023-11-14T22:13:20Z"}, "timestamp"),
        ("CreateDomain", DOMAIN | {"CreatedAt": True}, "timestamp"),
        ("CreateDomain", DOMAIN | {"CreatedAt": math.nan}, "timestamp"),
        ("CreateDomain", DOMAIN | {"CreatedAt": datetime(2023, 11, 14)}, "time zone"),
        ("GetMatches", {"PotentialMatches": "1"}, "integer"),
        ("GetMatches", {"PotentialMatches": True}, "integer"),
        ("GetMatches", {"PotentialMatches": 1.5}, "integer"),
        ("GetMatches", {"Matches": {}}, "list"),
        ("GetMatches", {"Matches": "ab"}, "list"),
        ("GetMatches", {"Matches": [None]}, "structure"),
        ("GetMatches", {"Matches": [{"MatchId": 7}]}, "string"),
        ("GetMatches", {"Matches": [{"ProfileIds": [HEX, None]}]}, "string"),
        ("GetMatches", {"Matches": [{"ConfidenceScore": math.nan}]}, "JSON does not have"),
        ("GetMatches", {"Matches": [{"ConfidenceScore": math.inf}]}, "JSON does not have"),
        ("ListTagsForResource", {"tags": ["a"]}, "map"),
        ("ListTagsForResource", {"tags": {"a": 1}}, "string"),
        ("GetMatches", [], "structure"),
    ],
)
def test_an_answer_that_does_not_fit_is_an_error_of_the_server(operation: str, answer: Any, message: str) -> None:
    with pytest.raises(AnswerError, match=message):
        serialiser(MODEL[operation])(answer)


def test_the_member_that_is_a_status_is_one() -> None:
    answer = serialiser(MODEL["GetSegmentEstimate"])({"StatusCode": 202, "EstimateId": "a"})
    assert (answer.status, json.loads(answer.body)) == (202, {"EstimateId": "a"})


@given(st.integers(0, 2**63 - 1))
def test_long_counts_keep_every_digit(count: int) -> None:
    answer = DOMAIN | {"Stats": {"TotalSize": count}}
    assert written("GetDomain", answer)["Stats"]["TotalSize"] == count
