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


OBJECTS: dict[str, Any] = {
    "Description": "d",
    "AllowProfileCreation": True,
    "Fields": FIELDS | {"last": {"Source": "_source.last", "Target": "_profile.LastName"}},
    "Keys": {"k": [{"FieldNames": ["id"], "StandardIdentifiers": ["UNIQUE", "PROFILE"]}]},
}


def put(demo: Any, number: int, kind: str = "crm") -> None:
    text = json.dumps({"id": str(number), "last": f"Doe{number}"})
    demo("PutProfileObject", ObjectTypeName=kind, Object=text)


def last_names(demo: Any) -> list[str]:
    return sorted(one["LastName"] for page in demo.pages("ListProfiles") for one in page["Items"] if "LastName" in one)


def test_a_large_type_goes_in_pieces_between_which_others_write(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes in meanwhile goes too; what was filled by objects that are gone, and not what other types filled."""
    for kind in ("crm", "shop"):
        demo("PutProfileObjectType", ObjectTypeName=kind, **OBJECTS)
    for number in range(11):
        put(demo, number)
        put(demo, 100 + number, "shop")
    for found in demo("SearchProfiles", KeyName="k", Values=["0", "1"])["Items"]:
        key = found["LastName"].removeprefix("Doe")
        demo("DeleteProfileObject", ObjectTypeName="crm", ProfileId=found["ProfileId"], ProfileObjectUniqueKey=key)
    monkeypatch.setattr("onefold.writing.objects.REMOVED_AT_ONCE", 2)
    pieces, write = [], demo.store.write

    def counted(work: Any) -> Any:
        if pieces == [1, 1]:
            pieces.append(1)
            put(demo, 50)
        pieces.append(1)
        return write(work)

    monkeypatch.setattr(demo.store, "write", counted)
    demo("DeleteProfileObjectType", ObjectTypeName="crm")
    monkeypatch.setattr(demo.store, "write", write)
    assert len(pieces) > 5
    assert last_names(demo) == sorted(f"Doe{100 + number}" for number in range(11))
    assert demo("GetDomain")["Stats"]["ObjectCount"] == 11
    assert demo("SearchProfiles", KeyName="k", Values=["3", "50"])["Items"] == []
    with pytest.raises(ResourceNotFoundError):
        put(demo, 1)


def test_a_deletion_that_broke_off_can_be_done_again(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    demo("PutProfileObjectType", ObjectTypeName="crm", **OBJECTS)
    for number in range(5):
        put(demo, number)
    monkeypatch.setattr("onefold.writing.objects.REMOVED_AT_ONCE", 2)
    pieces, write = [], demo.store.write

    def breaking(work: Any) -> Any:
        pieces.append(1)
        if len(pieces) == 3:
            raise KeyboardInterrupt
        return write(work)

    monkeypatch.setattr(demo.store, "write", breaking)
    with pytest.raises(KeyboardInterrupt):
        demo("DeleteProfileObjectType", ObjectTypeName="crm")
    monkeypatch.setattr(demo.store, "write", write)
    assert demo("GetProfileObjectType", ObjectTypeName="crm")
    demo("DeleteProfileObjectType", ObjectTypeName="crm")
    assert (last_names(demo), demo("GetDomain")["Stats"]["ObjectCount"]) == ([], 0)
