"""The flow that every client goes through, as a table: each operation that the server is made to answer, and its end.

Written once for all clients. `$name` stands for what an earlier step kept under that name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.request import Request, urlopen


@dataclass(frozen=True)
class Step:
    """One call.

    expect: what the answer must have; members that are not named may be anything. A list has these items and no others,
        a `Has` has this one, a type or a function is a test of the value.
    error: the code and a part of the message that must come instead. keep: members of the answer by the name to keep
        them under, as paths such as `Items.0.Id`. until: call again until the answer has this.
    needs: another operation without which the step makes no sense, as an old client does not know its members.
    then: what a program does with the answer beside calling operations.
    """

    operation: str
    given: Mapping[str, Any] = field(default_factory=dict)
    expect: Any = field(default_factory=dict)
    error: tuple[str, str] | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    until: Any = None
    needs: str = ""
    then: Callable[[Mapping[str, Any]], None] | None = None


class Has:
    """A list with this item among others."""

    def __init__(self, item: Any) -> None:
        self.item = item


def just_now(value: Any) -> bool:
    """A moment of the last hour or the next, however the client writes it."""
    at = datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else datetime.fromisoformat(value)
    return abs(at.astimezone(UTC) - datetime.now(UTC)) < timedelta(hours=1)


def hex_id(value: Any) -> bool:
    """An id in the form of the service model."""
    return re.fullmatch("[a-f0-9]{32}", value) is not None


def same_ids(*names: str) -> list[str]:
    """A list of ids in whatever order: compared sorted, see `mismatches`."""
    return [f"${name}" for name in names]


def mismatches(found: Any, wanted: Any, where: str = "answer") -> list[str]:
    """Where an answer is not what it must be."""
    if isinstance(wanted, Mapping):
        if not isinstance(found, Mapping):
            return [f"{where} is {found!r}"]
        return [one for key in wanted for one in mismatches(found.get(key), wanted[key], f"{where}.{key}")]
    if isinstance(wanted, Has):
        near = [mismatches(item, wanted.item, where) for item in found or ()]
        return [] if [] in near else [f"{where} has no such item: {near}"]
    if isinstance(wanted, list):
        if not isinstance(found, list) or len(found) != len(wanted):
            return [f"{where} is {found!r}, not {wanted!r}"]
        if all(isinstance(item, str) for item in [*found, *wanted]):
            found, wanted = sorted(found), sorted(wanted)
        pairs = enumerate(zip(found, wanted, strict=True))
        return [one for number, (a, b) in pairs for one in mismatches(a, b, f"{where}.{number}")]
    if isinstance(wanted, type):
        return [] if isinstance(found, wanted) else [f"{where} is {found!r}"]
    if callable(wanted):
        return [] if found is not None and wanted(found) else [f"{where} is {found!r}"]
    return [] if found == wanted else [f"{where} is {found!r}, not {wanted!r}"]


def filled(value: Any, kept: Mapping[str, str]) -> Any:
    """A value with everything kept in the place of its names."""
    if isinstance(value, str):
        return re.sub(r"\$(\w+)", lambda name: kept[name[1]], value)
    if isinstance(value, Mapping):
        return {key: filled(item, kept) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, kept) for item in value]
    return Has(filled(value.item, kept)) if isinstance(value, Has) else value


def at(answer: Any, path: str) -> Any:
    """The value at a path such as `Items.0.Id`; -1 is the last of a list."""
    for name in path.split("."):
        answer = answer[int(name)] if isinstance(answer, list) else answer[name]
    return answer


D: Final = {"DomainName": "$domain"}
ARN: Final = "arn:aws:profile:us-east-1:000000000000:domains/$domain"
CRITERIA: Final = {"MatchingAttributesList": [["LastName", "EmailAddress"], ["LastName", "PhoneNumber"]]}
RECENCY: Final = {"ConflictResolvingModel": "RECENCY"}

# The three people of the reference: a typing error, letter case and punctuation, two ways to write a phone number.
JOHN: Final = {
    "FirstName": "John", "LastName": "Doe", "PhoneNumber": "555-010-0000", "EmailAddress": "JOHN_DOE@ANYCOMPANY.COM",
}  # fmt: skip
JHN: Final = {
    "FirstName": "Jhn", "LastName": "Doe", "MobilePhoneNumber": "+1-555-010-0000",
    "PersonalEmailAddress": "johndoe@anycompany.com",
}  # fmt: skip
MARY: Final = {"FirstName": "Mary", "LastName": "Major", "EmailAddress": "mary@example.org"}

ORDER: Final = {"order": "A-1", "mail": "rosa@example.net", "town": "Anytown"}
ORDERS: Final = {
    "Description": "orders of the shop",
    "AllowProfileCreation": True,
    "Fields": {
        "order": {"Source": "_source.order"},
        "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
        "town": {"Source": "_source.town", "Target": "_profile.ShippingAddress.City"},
    },
    "Keys": {
        "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["order"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["mail"]}],
    },
}


def order(number: str, mail: str) -> str:
    """A source object."""
    return json.dumps({"order": number, "mail": mail})


DOMAINS: Final = [
    Step("GetDomain", D, error=("ResourceNotFoundException", "$domain")),
    Step(
        "CreateDomain", {**D, "DefaultExpirationDays": 366, "Tags": {"team": "crm"}},
        {**D, "DefaultExpirationDays": 366, "CreatedAt": just_now, "LastUpdatedAt": just_now, "Tags": {"team": "crm"}},
    ),
    Step("CreateDomain", {**D, "DefaultExpirationDays": 366}, error=("BadRequestException", "exists already")),
    Step("UpdateDomain", {**D, "DefaultExpirationDays": 100}, {**D, "DefaultExpirationDays": 100}),
    Step("ListDomains", {"MaxResults": 100}, {"Items": Has({**D, "CreatedAt": just_now, "Tags": {"team": "crm"}})}),
    Step("TagResource", {"resourceArn": ARN, "tags": {"cost/centre": "7/b"}}),
    Step("ListTagsForResource", {"resourceArn": ARN}, {"tags": {"team": "crm", "cost/centre": "7/b"}}),
    Step("UntagResource", {"resourceArn": ARN, "tagKeys": ["team", "cost/centre"]}),
    Step("ListTagsForResource", {"resourceArn": ARN}, {"tags": lambda tags: tags == {}}),
]  # fmt: skip

OBJECT_TYPES: Final = [
    Step("ListProfileObjectTypeTemplates", {}, {"Items": []}),
    Step("GetProfileObjectTypeTemplate", {"TemplateId": "Salesforce"}, error=("ResourceNotFoundException", "Template")),
    Step(
        "PutProfileObjectType", {**D, "ObjectTypeName": "orders", **ORDERS},
        {**ORDERS, "ObjectTypeName": "orders", "CreatedAt": just_now},
    ),
    Step("GetProfileObjectType", {**D, "ObjectTypeName": "orders"}, ORDERS),
    Step("GetProfileObjectType", {**D, "ObjectTypeName": "none"}, error=("ResourceNotFoundException", "none")),
    Step("ListProfileObjectTypes", D, {"Items": [{"ObjectTypeName": "orders", "Description": "orders of the shop"}]}),
    Step(
        "DetectProfileObjectType", {**D, "Objects": [json.dumps({"email": "a@example.com", "first_name": "Ann"})]},
        {"DetectedProfileObjectTypes": [{"Fields": dict, "Keys": dict}]},
    ),
]  # fmt: skip

PROFILES: Final = [
    Step("CreateProfile", {**D, **JOHN}, {"ProfileId": hex_id}, keep={"john": "ProfileId"}),
    Step("CreateProfile", {**D, **JHN}, {"ProfileId": hex_id}, keep={"jhn": "ProfileId"}),
    Step("CreateProfile", {**D, **MARY}, {"ProfileId": hex_id}, keep={"mary": "ProfileId"}),
    Step("CreateProfile", {**D, "FirstName": "x" * 256}, error=("BadRequestException", "FirstName")),
    Step(
        "UpdateProfile",
        {
            **D, "ProfileId": "$mary", "EmailAddress": "", "Attributes": {"Tier": "gold", "naïve key": "ß"},
            "Address": {"City": "Anytown", "PostalCode": "12345"},
        },
        {"ProfileId": "$mary"},
    ),
    Step(
        "AddProfileKey", {**D, "ProfileId": "$mary", "KeyName": "_assetId", "Values": ["A 7"]},
        {"KeyName": "_assetId", "Values": ["A 7"]},
    ),
    Step(
        "SearchProfiles", {**D, "KeyName": "_assetId", "Values": ["A 7"]},
        {
            "Items": [
                {
                    "ProfileId": "$mary", "FirstName": "Mary", "Address": {"City": "Anytown", "PostalCode": "12345"},
                    "Attributes": {"Tier": "gold", "naïve key": "ß"}, "EmailAddress": None,
                }
            ]
        },
    ),
    Step("DeleteProfileKey", {**D, "ProfileId": "$mary", "KeyName": "_assetId", "Values": ["A 7"]}, {"Message": str}),
    Step("SearchProfiles", {**D, "KeyName": "_assetId", "Values": ["A 7"]}, {"Items": []}),
    Step("SearchProfiles", {**D, "KeyName": "_phone", "Values": ["+1 555 010 0000"]}, {"Items": [dict, dict]}),
    Step(
        "BatchGetProfile", {**D, "ProfileIds": ["$john", "f" * 32]},
        {"Profiles": [{"ProfileId": "$john", **JOHN}], "Errors": [{"Code": "404", "ProfileId": "f" * 32}]},
    ),
]  # fmt: skip

OBJECTS: Final = [
    Step(
        "PutProfileObject", {**D, "ObjectTypeName": "orders", "Object": json.dumps(ORDER)},
        {"ProfileObjectUniqueKey": str}, keep={"first": "ProfileObjectUniqueKey"},
    ),
    Step("PutProfileObject", {**D, "ObjectTypeName": "orders", "Object": "["}, error=("BadRequestException", "")),
    Step(
        "SearchProfiles", {**D, "KeyName": "_email", "Values": ["Rosa@example.net"]},
        {"Items": [{"EmailAddress": "rosa@example.net", "ShippingAddress": {"City": "Anytown"}}]},
        keep={"rosa": "Items.0.ProfileId"},
    ),
    Step(
        "BatchPutProfileObject",
        {
            **D, "ObjectTypeName": "orders",
            "Items": [{"Id": "one", "Object": order("A-2", "rosa@example.net")}, {"Id": "two", "Object": "no JSON"}],
        },
        {
            "Successful": [{"Id": "one", "ProfileObjectUniqueKey": str}],
            "Failed": [{"Id": "two", "Code": 400, "Message": str}],
        },
    ),
    Step(
        "ListProfileObjects", {**D, "ObjectTypeName": "orders", "ProfileId": "$rosa"},
        {"Items": Has({"ObjectTypeName": "orders", "ProfileObjectUniqueKey": "$first", "Object": str})},
    ),
    Step(
        "DeleteProfileObject",
        {**D, "ObjectTypeName": "orders", "ProfileId": "$rosa", "ProfileObjectUniqueKey": "$first"}, {"Message": str},
    ),
    Step("DeleteProfileObjectType", {**D, "ObjectTypeName": "orders"}, {"Message": str}),
    Step("ListProfileObjectTypes", D, {"Items": []}),
    Step("DeleteProfile", {**D, "ProfileId": "$rosa"}, {"Message": str}),
    Step("DeleteProfile", {**D, "ProfileId": "$rosa"}, error=("ResourceNotFoundException", "")),
]  # fmt: skip

MATCHES: Final = [
    Step("ListIdentityResolutionJobs", D, {"IdentityResolutionJobsList": []}),
    Step("GetMatches", D, error=("ResourceNotFoundException", "GetMatches result not found")),
    Step(
        "UpdateDomain", {**D, "Matching": {"Enabled": True, "JobSchedule": {"DayOfTheWeek": "MONDAY", "Time": "9:05"}}},
        {"Matching": {"Enabled": True, "JobSchedule": {"DayOfTheWeek": "MONDAY", "Time": "9:05"}}},
    ),
    Step(
        "ListIdentityResolutionJobs", D, {"IdentityResolutionJobsList": Has({"JobId": hex_id, "Status": str})},
        keep={"job": "IdentityResolutionJobsList.-1.JobId"},
    ),
    Step(
        "GetIdentityResolutionJob", {**D, "JobId": "$job"},
        {
            "JobStartTime": just_now, "JobEndTime": just_now,
            "JobStats": {"NumberOfProfilesReviewed": 3, "NumberOfMatchesFound": 1, "NumberOfMergesDone": 0},
        },
        until={"Status": "COMPLETED"},
    ),
    Step(
        "GetMatches", {**D, "MaxResults": 10},
        {
            "MatchGenerationDate": just_now, "PotentialMatches": 1,
            "Matches": [{"MatchId": str, "ProfileIds": same_ids("john", "jhn")}],
        },
        keep={"match": "Matches.0.MatchId"},
    ),
    Step("GetMatches", {**D, "NextToken": "made up"}, error=("BadRequestException", "NextToken")),
    Step(
        "GetSimilarProfiles",
        {**D, "MatchType": "ML_BASED_MATCHING", "SearchKey": "profileId", "SearchValue": "$jhn"},
        {
            "ProfileIds": same_ids("john", "jhn"), "MatchId": "$match", "MatchType": "ML_BASED_MATCHING",
            "ConfidenceScore": lambda score: 0.5 < score <= 1,
        },
    ),
    Step(
        "GetAutoMergingPreview", {**D, "Consolidation": CRITERIA, "ConflictResolution": RECENCY},
        {**D, "NumberOfMatchesInSample": 1, "NumberOfProfilesInSample": 2, "NumberOfProfilesWillBeMerged": int},
    ),
    Step(
        "MergeProfiles",
        {
            **D, "MainProfileId": "$john", "ProfileIdsToBeMerged": ["$jhn"],
            "FieldSourceProfileIds": {"EmailAddress": "$john"},
        },
        {"Message": str},
    ),
    Step(
        "SearchProfiles", {**D, "KeyName": "_profileId", "Values": ["$jhn"]},
        {
            "Items": [
                {**JOHN, "ProfileId": "$john", **{name: JHN[name] for name in JHN if name.startswith(("Mo", "Pe"))}}
            ]
        },
    ),
    Step("GetMatches", D, {"Matches": []}),
    Step("GetDomain", D, {"Stats": {"ProfileCount": 2, "MeteringProfileCount": 2, "ObjectCount": 0, "TotalSize": int}}),
    Step(
        "ListProfileHistoryRecords", {**D, "ProfileId": "$john", "ActionType": "MERGED"},
        {"ProfileHistoryRecords": [{"ActionType": "MERGED", "CreatedAt": just_now, "Id": hex_id}]},
        keep={"record": "ProfileHistoryRecords.0.Id"},
    ),
    Step(
        "GetProfileHistoryRecord", {**D, "ProfileId": "$john", "Id": "$record"},
        {"ActionType": "MERGED", "Content": str},
    ),
]  # fmt: skip

RULED: Final = {
    "Enabled": True, "MatchingRules": [{"Rule": ["LastName", "EmailAddress"]}, {"Rule": ["PhoneNumber"]}],
    "MaxAllowedRuleLevelForMatching": 2,
    "AttributeTypesSelector": {
        "AttributeMatchingModel": "MANY_TO_MANY", "EmailAddress": ["EmailAddress", "PersonalEmailAddress"],
        "PhoneNumber": ["PhoneNumber"],
    },
}  # fmt: skip
ANN: Final = {"LastName": "Ray", "EmailAddress": "ann@example.com"}

RULES: Final = [
    Step("ListRuleBasedMatches", D, {"MatchIds": []}),
    Step(
        "UpdateDomain", {**D, "RuleBasedMatching": RULED}, {"RuleBasedMatching": {**RULED, "Status": str}},
        needs="ListRuleBasedMatches",
    ),
    Step("CreateProfile", {**D, **ANN}, keep={"ann": "ProfileId"}, needs="ListRuleBasedMatches"),
    Step(
        "CreateProfile", {**D, "LastName": "RAY", "PersonalEmailAddress": "Ann@Example.com"},
        keep={"anna": "ProfileId"}, needs="ListRuleBasedMatches",
    ),
    Step(
        "GetDomain", D, {"RuleBasedMatching": {**RULED, "Status": "ACTIVE"}},
        until={"RuleBasedMatching": {"Status": "ACTIVE"}}, needs="ListRuleBasedMatches",
    ),
    Step("ListRuleBasedMatches", D, {"MatchIds": [str]}, until={"MatchIds": [str]}, keep={"rule": "MatchIds.0"}),
    Step(
        "GetSimilarProfiles",
        {**D, "MatchType": "RULE_BASED_MATCHING", "SearchKey": "matchId", "SearchValue": "$rule"},
        {
            "ProfileIds": same_ids("ann", "anna"), "MatchId": "$rule", "MatchType": "RULE_BASED_MATCHING",
            "RuleLevel": 1,
        },
        needs="ListRuleBasedMatches",
    ),
]  # fmt: skip


def send_file(path: Mapping[str, Any]) -> None:
    """PUT a file where GetUploadJobPath says, with the key to encrypt it with, as AWS's console does."""
    rows = "id,mail,town\n1,uma@example.com,Anytown\n2,vic@example.com,\n"
    key = {"x-amz-server-side-encryption-customer-key": path["ClientToken"], "Content-Type": "text/csv"}
    with urlopen(Request(path["Url"], rows.encode(), key, method="PUT"), timeout=60) as answer:
        assert answer.status == 200


UPLOAD: Final = {
    "DisplayName": "people.csv", "UniqueKey": "id",
    "Fields": {
        "id": {"Source": "_source.id"},
        "mail": {"Source": "_source.mail", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
        "town": {"Source": "_source.town", "Target": "_profile.Address.City"},
    },
}  # fmt: skip
JOB: Final = {**D, "JobId": "$upload"}

UPLOADS: Final = [
    Step("ListUploadJobs", D, {"Items": []}),
    Step("CreateUploadJob", {**D, **UPLOAD}, {"JobId": hex_id}, keep={"upload": "JobId"}),
    Step("StartUploadJob", JOB, error=("BadRequestException", "")),
    Step("GetUploadJobPath", JOB, {"Url": str, "ClientToken": str, "ValidUntil": just_now}, then=send_file),
    Step("StartUploadJob", JOB),
    Step(
        "GetUploadJob", JOB,
        {**UPLOAD, "CompletedAt": just_now, "ResultsSummary": {"CreatedRecords": 2}}, until={"Status": "SUCCEEDED"},
    ),
    Step(
        "SearchProfiles", {**D, "KeyName": "_email", "Values": ["uma@example.com"]},
        {"Items": [{"EmailAddress": "uma@example.com", "Address": {"City": "Anytown"}}]}, needs="StartUploadJob",
    ),
    Step("CreateUploadJob", {**D, **UPLOAD}, keep={"upload": "JobId"}),
    Step("StopUploadJob", JOB),
    Step("GetUploadJob", JOB, {"Status": "STOPPED"}),
    Step("ListUploadJobs", D, {"Items": Has({"JobId": "$upload", "DisplayName": "people.csv", "Status": "STOPPED"})}),
]  # fmt: skip

END: Final = [
    Step("DeleteDomain", D, {"Message": str}),
    Step("GetMatches", D, error=("ResourceNotFoundException", "")),
]

FLOW: Final = [*DOMAINS, *OBJECT_TYPES, *PROFILES, *OBJECTS, *MATCHES, *RULES, *UPLOADS, *END]
