"""Tags of domains and object types, by the ARNs that name them."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.operations.tags import TAGS_MAX

DOMAIN = "arn:aws:profile:eu-west-1:123456789012:domains/demo"
TYPE = f"{DOMAIN}/object-types/crm"


@pytest.fixture
def crm(demo: Any) -> Any:
    demo("PutProfileObjectType", ObjectTypeName="crm", Description="crm", Tags={"of": "type"})
    return demo


def tags(service: Any, arn: str) -> dict[str, str]:
    return dict(service("ListTagsForResource", resourceArn=arn)["tags"])


def test_a_new_tag_is_added_and_one_that_is_there_gets_the_new_value(crm: Any) -> None:
    crm("TagResource", resourceArn=DOMAIN, tags={"a": "1", "b": "1"})
    crm("TagResource", resourceArn=DOMAIN, tags={"b": "2", "c": "2"})
    assert tags(crm, DOMAIN) == {"a": "1", "b": "2", "c": "2"} == crm("GetDomain")["Tags"]
    assert tags(crm, TYPE) == {"of": "type"}


def test_tags_are_taken_away_and_unknown_ones_are_no_error(crm: Any) -> None:
    crm("TagResource", resourceArn=TYPE, tags={"a": "1"})
    crm("UntagResource", resourceArn=TYPE, tagKeys=["of", "unknown"])
    assert tags(crm, TYPE) == {"a": "1"} == crm("GetProfileObjectType", ObjectTypeName="crm")["Tags"]


def test_a_resource_has_at_most_fifty_tags(crm: Any) -> None:
    crm("TagResource", resourceArn=TYPE, tags={str(number): "x" for number in range(TAGS_MAX - 1)})
    crm("TagResource", resourceArn=TYPE, tags={"0": "y", "of": "z"})  # they are there already
    with pytest.raises(BadRequestError, match=f"would have {TAGS_MAX + 1} tags; it can have {TAGS_MAX}"):
        crm("TagResource", resourceArn=TYPE, tags={"0": "never", "one more": "x"})
    assert (len(tags(crm, TYPE)), tags(crm, TYPE)["0"]) == (TAGS_MAX, "y")


@pytest.mark.parametrize(
    ("arn", "error"),
    [
        (DOMAIN.replace("demo", "other"), ResourceNotFoundError),
        (TYPE.replace("crm", "shop"), ResourceNotFoundError),
        (DOMAIN.replace(":profile:", ":connect:"), BadRequestError),
        (DOMAIN + "/object-types/", BadRequestError),
        (DOMAIN + "/layouts/crm", BadRequestError),
        (TYPE + "/more", BadRequestError),
    ],
)
@pytest.mark.parametrize("operation", ["TagResource", "UntagResource", "ListTagsForResource"])
def test_an_arn_that_names_nothing_is_refused(crm: Any, operation: str, arn: str, error: type) -> None:
    rest = {"TagResource": {"tags": {"a": "1"}}, "UntagResource": {"tagKeys": ["a"]}}.get(operation, {})
    with pytest.raises(error):
        crm(operation, resourceArn=arn, **rest)


def test_region_account_and_partition_may_be_any(crm: Any) -> None:
    assert tags(crm, "arn:onefold:profile:::domains/demo/object-types/crm") == {"of": "type"}
