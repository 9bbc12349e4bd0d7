"""Object types are kept, listed, checked and found out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.operations.object_types import TYPES_MAX

FIELDS = {"id": {"Source": "_source.id"}}
KEYS = {"crmId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}]}


def test_a_type_is_what_it_was_given(demo: Any) -> None:
    given = {
        "Description": "d", "ExpirationDays": 3, "MaxProfileObjectCount": 5, "SourcePriority": 2, "Fields": FIELDS,
        "Keys": KEYS, "Tags": {"a": "b"},
    }  # fmt: skip
    answer = demo("PutProfileObjectType", ObjectTypeName="crm", **given)
    assert demo("GetProfileObjectType", ObjectTypeName="crm") == answer
    assert answer.items() >= {**given, "AllowProfileCreation": False, "MaxAvailableProfileObjectCount": 1000}.items()


def test_a_type_is_replaced_as_a_whole(demo: Any) -> None:
    first = demo("PutProfileObjectType", ObjectTypeName="crm", Description="d", SourcePriority=1, Tags={"a": "b"})
    second = demo("PutProfileObjectType", ObjectTypeName="crm", Description="e")
    assert ("SourcePriority" in second, second["Description"], second["Tags"]) == (False, "e", {"a": "b"})
    assert (second["CreatedAt"], second["LastUpdatedAt"]) == (first["CreatedAt"], first["LastUpdatedAt"] + 1)


def test_types_are_listed_in_pages_without_fields(demo: Any) -> None:
    for name in "cab":
        demo("PutProfileObjectType", ObjectTypeName=name, Description=name, Fields=FIELDS, Keys=KEYS)
    items = [item for page in demo.pages("ListProfileObjectTypes", MaxResults=2) for item in page["Items"]]
    assert [item["ObjectTypeName"] for item in items] == ["a", "b", "c"]
    assert not any("Fields" in item or "Keys" in item for item in items)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("_mine", {}),
        ("crm", {"TemplateId": "Any"}),
        ("crm", {"Fields": {"id": {"Source": "id"}}}),
        ("crm", {"Fields": FIELDS, "Keys": {"k": [{"FieldNames": ["id"]}]}}),
    ],
)
def test_a_type_that_cannot_work_is_refused(demo: Any, name: str, given: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        demo("PutProfileObjectType", ObjectTypeName=name, Description="d", **given)
    with pytest.raises(ResourceNotFoundError):
        demo("GetProfileObjectType", ObjectTypeName=name)


def test_a_domain_has_at_most_a_hundred_types(demo: Any) -> None:
    for number in range(TYPES_MAX):
        demo("PutProfileObjectType", ObjectTypeName=f"t{number}", Description="d")
    demo("PutProfileObjectType", ObjectTypeName="t0", Description="again")
    with pytest.raises(BadRequestError, match="100"):
        demo("PutProfileObjectType", ObjectTypeName="more", Description="d")


def test_a_deleted_type_is_gone_with_its_tags(demo: Any) -> None:
    demo("PutProfileObjectType", ObjectTypeName="crm", Description="d", Tags={"a": "b"})
    demo("DeleteProfileObjectType", ObjectTypeName="crm")
    with pytest.raises(ResourceNotFoundError):
        demo("DeleteProfileObjectType", ObjectTypeName="crm")
    assert "Tags" not in demo("PutProfileObjectType", ObjectTypeName="crm", Description="d")


def test_the_catalogue_of_templates_is_empty(demo: Any) -> None:
    assert demo("ListProfileObjectTypeTemplates") == {"Items": []}
    with pytest.raises(ResourceNotFoundError):
        demo("GetProfileObjectTypeTemplate", TemplateId="Salesforce-Account")


def test_a_detected_type_reads_the_objects_it_was_detected_from(demo: Any) -> None:
    text = json.dumps({"id": "1", "email": "john@example.com"})
    (detected,) = demo("DetectProfileObjectType", Objects=[text])["DetectedProfileObjectTypes"]
    demo("PutProfileObjectType", ObjectTypeName="crm", Description="d", AllowProfileCreation=True, **detected)
    assert demo("PutProfileObject", ObjectTypeName="crm", Object=text) == {"ProfileObjectUniqueKey": "1"}
    assert demo("DetectProfileObjectType", Objects=["{}"]) == {"DetectedProfileObjectTypes": []}
    with pytest.raises(BadRequestError):
        demo("DetectProfileObjectType", Objects=["[]"])
