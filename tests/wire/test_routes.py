"""A path means one operation, and its labels are read after it was matched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onefold.errors import BadRequestError
from onefold.wire.faults import MethodNotAllowedError, NoSuchOperationError
from onefold.wire.model import customer_profiles
from onefold.wire.routes import Router

ROUTER = Router(customer_profiles().values())
ARN = "arn:aws:profile:eu-west-1:000000000000:domains/d"


@pytest.mark.parametrize(
    ("method", "path", "operation", "labels"),
    [
        ("GET", "/domains", "ListDomains", {}),
        ("POST", "/domains/d", "CreateDomain", {"DomainName": "d"}),
        ("PUT", "/domains/d", "UpdateDomain", {"DomainName": "d"}),
        ("GET", "/domains/d/matches", "GetMatches", {"DomainName": "d"}),
        ("POST", "/domains/d/matches", "GetSimilarProfiles", {"DomainName": "d"}),
        ("GET", "/domains/d/profiles/ruleBasedMatches", "ListRuleBasedMatches", {"DomainName": "d"}),
        ("PUT", "/domains/d/profiles/objects", "PutProfileObject", {"DomainName": "d"}),
        ("POST", "/domains/d/profiles/objects", "ListProfileObjects", {"DomainName": "d"}),
        ("POST", "/domains/d/profiles/objects/merge", "MergeProfiles", {"DomainName": "d"}),
        ("POST", "/domains/d/profiles/objects/delete", "DeleteProfileObject", {"DomainName": "d"}),
        ("GET", "/domains/d/upload-jobs/j/path", "GetUploadJobPath", {"DomainName": "d", "JobId": "j"}),
        ("PATCH", "/domains/d/recommenders/r", "UpdateRecommender", {"DomainName": "d", "RecommenderName": "r"}),
        ("GET", f"/tags/{ARN.replace('/', '%2F')}", "ListTagsForResource", {"resourceArn": ARN}),
        ("GET", "/tags/arn%3Aaws%3aprofile", "ListTagsForResource", {"resourceArn": "arn:aws:profile"}),
        ("GET", "/domains/a%20%C3%A9+b/matches", "GetMatches", {"DomainName": "a é+b"}),
        ("GET", "/domains/%2e%2e/matches", "GetMatches", {"DomainName": ".."}),
        ("GET", "/domains/%/matches", "GetMatches", {"DomainName": "%"}),
    ],
)
def test_a_path_means_its_operation(method: str, path: str, operation: str, labels: dict[str, str]) -> None:
    match = ROUTER.match(method, path)
    assert (match.operation.name, match.labels) == (operation, labels)


@pytest.mark.parametrize("operation", sorted(customer_profiles()))
def test_every_path_of_the_model_means_its_own_operation(operation: str) -> None:
    model = customer_profiles()[operation]
    labels = {name: name.lower() for name in model.input_at("uri")}
    match = ROUTER.match(model.method, model.uri.format(**labels))
    assert (match.operation, match.labels) == (model, labels)


@pytest.mark.parametrize(
    "path", ["", "/", "domains", "/domains/", "//domains", "/domains//matches", "/Domains", "/domains/d/x/y/z/w", "*"]
)
def test_other_paths_mean_nothing(path: str) -> None:
    with pytest.raises(NoSuchOperationError):
        ROUTER.match("GET", path)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/domains", b"GET"),
        ("HEAD", "/domains/d/matches", b"GET, POST"),
        ("OPTIONS", "/domains/d", b"DELETE, GET, POST, PUT"),
        ("GET", "/domains/d/recommenders/r/stop", b"PUT"),
    ],
)
def test_the_methods_that_a_path_has_are_said(method: str, path: str, allowed: bytes) -> None:
    with pytest.raises(MethodNotAllowedError) as refused:
        ROUTER.match(method, path)
    assert refused.value.headers == ((b"allow", allowed),)


@pytest.mark.parametrize("label", ["%FF", "a%C3", "%ED%A0%80"])
def test_a_label_that_is_no_text_is_refused_by_its_name(label: str) -> None:
    with pytest.raises(BadRequestError, match="DomainName is not UTF-8"):
        ROUTER.match("GET", f"/domains/{label}/matches")


def test_a_method_of_botocore_reaches_its_operation(send_as_botocore: Callable[..., Any]) -> None:
    sent = send_as_botocore("TagResource", {"resourceArn": ARN, "tags": {"a": "b"}})
    assert ROUTER.match(sent.method, sent.raw_path).labels == {"resourceArn": ARN}
