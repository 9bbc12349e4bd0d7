"""Every rule of the model is kept, and what breaks one is told which member, value and rule."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError
from onefold.wire.model import customer_profiles, model_of
from onefold.wire.validate import validator

MODEL = customer_profiles()
HEX = "0123456789abcdef" * 2
D: dict[str, Any] = {"DomainName": "d"}
DOMAIN = D | {"DefaultExpirationDays": 1}
SEARCH = D | {"KeyName": "_email", "Values": ["a"]}
MERGE = D | {"MainProfileId": HEX, "ProfileIdsToBeMerged": [HEX]}
SIMILAR = D | {"MatchType": "ML_BASED_MATCHING", "SearchKey": "matchId", "SearchValue": "a"}
TYPE = D | {"ObjectTypeName": "t", "Description": "x"}
ARN = "arn:aws:profile:eu-west-1:000000000000:domains/d"


def schedule(**changes: str) -> dict[str, Any]:
    return DOMAIN | {
        "Matching": {"Enabled": True, "JobSchedule": {"DayOfTheWeek": "MONDAY", "Time": "09:05"} | changes}
    }


def merging(**changes: Any) -> dict[str, Any]:
    return DOMAIN | {"Matching": {"Enabled": True, "AutoMerging": {"Enabled": True} | changes}}


def criteria(lists: Any) -> dict[str, Any]:
    return merging(Consolidation={"MatchingAttributesList": lists})


def rules(**changes: Any) -> dict[str, Any]:
    return DOMAIN | {"RuleBasedMatching": {"Enabled": True} | changes}


def selector(**changes: Any) -> dict[str, Any]:
    return rules(AttributeTypesSelector={"AttributeMatchingModel": "ONE_TO_ONE"} | changes)


def bucket(name: str, **changes: str) -> dict[str, Any]:
    exporting = {"S3Exporting": {"S3BucketName": name} | changes}
    return DOMAIN | {"Matching": {"Enabled": True, "ExportingConfig": exporting}}


ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("GetMatches", D),
    ("GetMatches", {"DomainName": "a-Z_09" * 10 + "four"}),
    ("GetMatches", D | {"MaxResults": 1, "NextToken": "x" * 1024}),
    ("GetMatches", D | {"MaxResults": 100}),
    ("ListUploadJobs", D | {"MaxResults": 500}),
    ("CreateDomain", D | {"DefaultExpirationDays": 1098}),
    ("CreateDomain", DOMAIN | {"DefaultEncryptionKey": "", "DeadLetterQueueUrl": "x" * 255}),
    ("CreateDomain", DOMAIN | {"Tags": {"k+-=._:/9": ""}}),
    ("CreateDomain", schedule(Time="9:05")),
    ("CreateDomain", schedule(Time="23:59")),
    ("CreateDomain", criteria([["PhoneNumber"]] * 10)),
    ("CreateDomain", criteria([["a"] * 20])),
    ("CreateDomain", merging(MinAllowedConfidenceScoreForMerging=0)),
    ("CreateDomain", merging(MinAllowedConfidenceScoreForMerging=1.0)),
    ("CreateDomain", bucket("abc", S3KeyName="é" * 800)),
    ("CreateDomain", rules(MatchingRules=[{"Rule": ["a"] * 15}] * 15, MaxAllowedRuleLevelForMerging=15)),
    ("CreateDomain", selector(Address=["a"] * 4, PhoneNumber=["a"] * 4, EmailAddress=["a"] * 3)),
    ("CreateProfile", D | {"FirstName": "😀" * 255, "Attributes": {"k": "v"}, "Gender": "MALE"}),
    ("UpdateProfile", D | {"ProfileId": HEX, "FirstName": "", "Address": {"City": ""}, "Attributes": {"k": ""}}),
    ("MergeProfiles", MERGE | {"ProfileIdsToBeMerged": [HEX] * 20}),
    ("MergeProfiles", MERGE | {"FieldSourceProfileIds": {"Attributes": {"a": HEX}, "Address": HEX}}),
    ("PutProfileObject", D | {"ObjectTypeName": "_x-1", "Object": "x" * 256_000}),
    ("TagResource", {"resourceArn": ARN, "tags": {"k" * 128: "v" * 256}}),
]


@pytest.mark.parametrize(("operation", "request_"), ACCEPTED, ids=range(len(ACCEPTED)))
def test_what_the_model_allows_is_accepted(operation: str, request_: dict[str, Any]) -> None:
    validator(MODEL[operation].input)(request_)


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    # required
    ("GetMatches", {}, "DomainName is required"),
    ("CreateDomain", D, "DefaultExpirationDays is required"),
    ("CreateDomain", DOMAIN | {"Matching": {}}, "Matching.Enabled is required"),
    (
        "CreateDomain",
        merging(Consolidation={}),
        "Matching.AutoMerging.Consolidation.MatchingAttributesList is required",
    ),
    (
        "CreateDomain",
        DOMAIN | {"Matching": {"Enabled": True, "JobSchedule": {"Time": "00:00"}}},
        "Matching.JobSchedule.DayOfTheWeek is required",
    ),
    (
        "CreateDomain",
        merging(ConflictResolution={}),
        "Matching.AutoMerging.ConflictResolution.ConflictResolvingModel is required",
    ),
    ("CreateDomain", rules(MatchingRules=[{"Rule": ["a"]}, {}]), "RuleBasedMatching.MatchingRules[1].Rule is required"),
    (
        "CreateDomain",
        rules(AttributeTypesSelector={}),
        "RuleBasedMatching.AttributeTypesSelector.AttributeMatchingModel is required",
    ),
    (
        "GetAutoMergingPreview",
        D | {"Consolidation": {"MatchingAttributesList": [["a"]]}},
        "ConflictResolution is required",
    ),
    ("PutProfileObject", D | {"ObjectTypeName": "a"}, "Object is required"),
    # types
    ("CreateDomain", D | {"DefaultExpirationDays": True}, "DefaultExpirationDays=true must be an integer"),
    ("CreateDomain", D | {"DefaultExpirationDays": "1"}, "DefaultExpirationDays='1' must be an integer"),
    ("CreateDomain", D | {"DefaultExpirationDays": 1.5}, "DefaultExpirationDays=1.5 must be an integer"),
    ("CreateDomain", DOMAIN | {"Matching": []}, "Matching must be an object"),
    ("CreateDomain", DOMAIN | {"Matching": {"Enabled": "true"}}, "Matching.Enabled='true' must be true or false"),
    ("CreateDomain", DOMAIN | {"Matching": {"Enabled": 1}}, "Matching.Enabled=1 must be true or false"),
    ("CreateDomain", merging(MinAllowedConfidenceScoreForMerging=True), "=true must be a number"),
    ("CreateDomain", criteria(["FirstName"]), "MatchingAttributesList[0]='FirstName' must be a list"),
    ("CreateDomain", DOMAIN | {"Tags": ["a"]}, "Tags must be an object"),
    ("SearchProfiles", SEARCH | {"Values": "a"}, "Values='a' must be a list"),
    ("SearchProfiles", SEARCH | {"Values": ["a", None]}, "Values[1]=null must be a string"),
    ("CreateProfile", D | {"FirstName": 1}, "FirstName must be a string"),
    ("CreateProfile", D | {"Address": "x"}, "Address must be an object"),
    ("CreateProfile", D | {"Attributes": {"shoe size": 44}}, "Attributes.shoe size must be a string"),
    # numbers
    ("GetMatches", D | {"MaxResults": 0}, "MaxResults=0 must be between 1 and 100"),
    ("GetMatches", D | {"MaxResults": 5000}, "MaxResults=5000 must be between 1 and 100"),
    ("ListUploadJobs", D | {"MaxResults": 501}, "MaxResults=501 must be between 1 and 500"),
    ("CreateDomain", D | {"DefaultExpirationDays": 0}, "DefaultExpirationDays=0 must be between 1 and 1098"),
    ("CreateDomain", D | {"DefaultExpirationDays": 5000}, "DefaultExpirationDays=5000 must be between 1 and 1098"),
    ("CreateDomain", D | {"DefaultExpirationDays": 10**400}, "must be between 1 and 1098"),
    ("CreateDomain", merging(MinAllowedConfidenceScoreForMerging=1.5), "=1.5 must be between 0.0 and 1.0"),
    ("CreateDomain", merging(MinAllowedConfidenceScoreForMerging=-0.1), "=-0.1 must be between 0.0 and 1.0"),
    ("CreateDomain", merging(MinAllowedConfidenceScoreForMerging=float("inf")), "must be a number"),
    (
        "CreateDomain",
        rules(MaxAllowedRuleLevelForMerging=16),
        "MaxAllowedRuleLevelForMerging=16 must be between 1 and 15",
    ),
    (
        "CreateDomain",
        rules(MaxAllowedRuleLevelForMatching=0),
        "MaxAllowedRuleLevelForMatching=0 must be between 1 and 15",
    ),
    ("PutProfileObjectType", TYPE | {"SourcePriority": 0}, "SourcePriority=0 must be between 1 and 2147483647"),
    ("PutProfileObjectType", TYPE | {"SourcePriority": 2**31}, "SourcePriority=2147483648 must be between"),
    # lengths
    ("GetMatches", {"DomainName": ""}, "DomainName has 0 characters; it must have between 1 and 64"),
    ("GetMatches", {"DomainName": "a" * 65}, "DomainName has 65 characters; it must have between 1 and 64"),
    ("GetMatches", D | {"NextToken": "a" * 1025}, "NextToken has 1025 characters; it must have between 1 and 1024"),
    ("GetMatches", D | {"NextToken": ""}, "NextToken has 0 characters"),
    ("CreateProfile", D | {"FirstName": ""}, "FirstName has 0 characters; it must have between 1 and 255"),
    ("CreateProfile", D | {"FirstName": "é" * 256}, "FirstName has 256 characters; it must have between 1 and 255"),
    ("CreateProfile", D | {"AdditionalInformation": "a" * 1001}, "AdditionalInformation has 1001 characters"),
    ("CreateProfile", D | {"Address": {"City": "a" * 256}}, "Address.City has 256 characters"),
    ("CreateProfile", D | {"Attributes": {"": "a"}}, "A key of Attributes has 0 characters"),
    ("CreateProfile", D | {"Attributes": {"a": ""}}, "Attributes.a has 0 characters; it must have between 1 and 255"),
    (
        "CreateProfile",
        D | {"Attributes": {"007": ""}},
        "Attributes.007 has 0 characters; it must have between 1 and 255",
    ),
    ("CreateProfile", D | {"Attributes": {"7": "a", "+7": 1, "07": "a"}}, "Attributes.+7 must be a string"),
    ("CreateProfile", D | {"Attributes": {"18446744073709551616": 1}}, "Attributes.18446744073709551616 must be a"),
    ("PutProfileObject", D | {"ObjectTypeName": "t", "Object": "a" * 256_001}, "Object has 256001 characters"),
    ("CreateDomain", DOMAIN | {"DefaultEncryptionKey": "a" * 256}, "DefaultEncryptionKey has 256 characters"),
    ("CreateDomain", bucket("ab"), "S3BucketName has 2 characters; it must have between 3 and 63"),
    (
        "CreateDomain",
        bucket("abc", S3KeyName="a" * 801),
        "S3KeyName has 801 characters; it must have between 1 and 800",
    ),
    (
        "PutProfileObjectType",
        TYPE | {"Description": ""},
        "Description has 0 characters; it must have between 1 and 1000",
    ),
    (
        "TagResource",
        {"resourceArn": ARN, "tags": {"k": "v" * 257}},
        "tags.k has 257 characters; it must have at most 256",
    ),
    ("TagResource", {"resourceArn": ARN + "d" * 256, "tags": {"k": "v"}}, "it must have at most 256"),
    # sizes
    (
        "MergeProfiles",
        MERGE | {"ProfileIdsToBeMerged": []},
        "ProfileIdsToBeMerged has 0 items; it must have between 1 and 20",
    ),
    ("MergeProfiles", MERGE | {"ProfileIdsToBeMerged": [HEX] * 21}, "has 21 items; it must have between 1 and 20"),
    ("BatchGetProfile", D | {"ProfileIds": [HEX] * 21}, "ProfileIds has 21 items"),
    ("CreateDomain", criteria([]), "MatchingAttributesList has 0 items; it must have between 1 and 10"),
    ("CreateDomain", criteria([["a"]] * 11), "MatchingAttributesList has 11 items"),
    (
        "CreateDomain",
        criteria([["a"], ["a"] * 21]),
        "MatchingAttributesList[1] has 21 items; it must have between 1 and 20",
    ),
    ("CreateDomain", rules(MatchingRules=[{"Rule": ["a"]}] * 16), "MatchingRules has 16 items"),
    ("CreateDomain", rules(MatchingRules=[{"Rule": ["a"] * 16}]), "MatchingRules[0].Rule has 16 items"),
    ("CreateDomain", selector(EmailAddress=["a"] * 4), "EmailAddress has 4 items; it must have between 1 and 3"),
    ("CreateDomain", selector(PhoneNumber=["a"] * 5), "PhoneNumber has 5 items; it must have between 1 and 4"),
    ("CreateDomain", DOMAIN | {"Tags": {}}, "Tags has 0 entries; it must have between 1 and 50"),
    ("CreateDomain", DOMAIN | {"Tags": {f"k{n}": "v" for n in range(51)}}, "Tags has 51 entries"),
    ("SearchProfiles", SEARCH | {"AdditionalSearchKeys": [{"KeyName": "a", "Values": ["b"]}] * 5}, "has 5 items"),
    # patterns, over the whole text
    ("GetMatches", {"DomainName": "a b"}, "DomainName='a b' must match ^[a-zA-Z0-9_-]+$"),
    ("GetMatches", {"DomainName": "a\n"}, "DomainName='a\\n' must match"),
    ("GetMatches", {"DomainName": "é"}, "DomainName='é' must match"),
    ("GetMatches", {"DomainName": "../x"}, "must match"),
    ("GetIdentityResolutionJob", D | {"JobId": "x" + HEX}, f"JobId='x{HEX}' must match [a-f0-9]{{32}}"),
    ("GetIdentityResolutionJob", D | {"JobId": HEX + "0"}, "must match [a-f0-9]{32}"),
    ("GetIdentityResolutionJob", D | {"JobId": HEX.upper()}, "must match [a-f0-9]{32}"),
    (
        "MergeProfiles",
        MERGE | {"ProfileIdsToBeMerged": [HEX, "x"]},
        "ProfileIdsToBeMerged[1]='x' must match [a-f0-9]{32}",
    ),
    (
        "MergeProfiles",
        MERGE | {"FieldSourceProfileIds": {"Attributes": {"a": "x"}}},
        "FieldSourceProfileIds.Attributes.a='x'",
    ),
    ("PutProfileObject", D | {"ObjectTypeName": "1a", "Object": "{}"}, "ObjectTypeName='1a' must match"),
    ("CreateDomain", schedule(Time="24:00"), "Matching.JobSchedule.Time='24:00' must match"),
    ("CreateDomain", schedule(Time="9:5"), "Matching.JobSchedule.Time='9:5' must match"),
    ("CreateDomain", bucket("Bucket"), "S3BucketName='Bucket' must match"),
    ("CreateDomain", DOMAIN | {"Tags": {"aws:x": "v"}}, "A key of Tags='aws:x' must match"),
    ("TagResource", {"resourceArn": "x" + ARN, "tags": {"k": "v"}}, "resourceArn='xarn:"),
    # enums
    ("CreateDomain", schedule(DayOfTheWeek="Monday"), "DayOfTheWeek='Monday' must be one of SUNDAY, MONDAY"),
    (
        "CreateDomain",
        merging(ConflictResolution={"ConflictResolvingModel": "NEWEST"}),
        "must be one of RECENCY, SOURCE",
    ),
    ("CreateDomain", selector(AttributeMatchingModel="X"), "must be one of ONE_TO_ONE, MANY_TO_MANY"),
    ("GetSimilarProfiles", SIMILAR | {"MatchType": "ML"}, "must be one of RULE_BASED_MATCHING, ML_BASED_MATCHING"),
    ("SearchProfiles", SEARCH | {"LogicalOperator": "and"}, "LogicalOperator='and' must be one of AND, OR"),
    ("CreateProfile", D | {"Gender": "m"}, "Gender must be one of MALE, FEMALE, UNSPECIFIED"),
    ("UpdateProfile", D | {"ProfileId": HEX, "PartyType": ""}, "PartyType must be one of INDIVIDUAL, BUSINESS, OTHER"),
]


@pytest.mark.parametrize(("operation", "request_", "message"), REFUSED, ids=range(len(REFUSED)))
def test_the_member_the_value_and_the_rule_are_named(operation: str, request_: dict[str, Any], message: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        validator(MODEL[operation].input)(request_)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("CreateProfile", D | {"EmailAddress": 0, "FirstName": ["John"]}),
        ("CreateProfile", D | {"Gender": "John"}),
        ("CreateProfile", D | {"Address": "John"}),
        ("CreateProfile", D | {"Attributes": {"a": ["John"]}}),
        ("CreateProfile", D | {"FirstName": "John" * 100}),
        ("PutProfileObject", D | {"ObjectTypeName": "t", "Object": {"name": "John"}}),
    ],
)
def test_values_that_are_personal_data_are_not_repeated(operation: str, request_: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError) as refused:
        validator(MODEL[operation].input)(request_)
    assert "John" not in str(refused.value)


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(BadRequestError) as refused:
        validator(MODEL["GetIdentityResolutionJob"].input)(D | {"JobId": "a" * 100_000})
    assert len(str(refused.value)) < 150


def test_a_million_breaches_cost_no_more_than_the_first() -> None:
    with pytest.raises(BadRequestError, match="has 1000000 items"):
        validator(MODEL["BatchGetProfile"].input)(D | {"ProfileIds": ["x"] * 1_000_000})


def test_of_a_union_exactly_one_member_is_given() -> None:
    shapes = {
        "In": {"type": "structure", "members": {"U": {"shape": "U"}}},
        "U": {"type": "structure", "members": {"a": {"shape": "S"}, "b": {"shape": "S"}}, "union": True},
        "S": {"type": "string"},
    }
    http = {"method": "POST", "requestUri": "/"}
    model = model_of({"shapes": shapes, "operations": {"O": {"http": http, "input": {"shape": "In"}}}})
    validate = validator(model["O"].input)
    validate({"U": {"a": "x"}})
    for members in ({}, {"a": "x", "b": "y"}):
        with pytest.raises(BadRequestError, match=f"U has {len(members)} members; it must have exactly one"):
            validate({"U": members})
