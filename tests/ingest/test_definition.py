"""Definitions of object types: what is understood and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.errors import BadRequestError
from onefold.ingest import Field, KeyRule, ObjectType, columns_of, object_type
from onefold.ingest.sources import Accessor

UNIQUE = {"idKey": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}]}
ID = {"id": {"Source": "_source.id"}}


def definition(fields: dict[str, Any] | None = None, keys: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"Fields": ID | (fields or {}), "Keys": UNIQUE | (keys or {}), "Description": "test", **more}


def test_a_definition_is_read() -> None:
    found = object_type(
        definition(
            {"mail": {"Source": "_source.m", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"}},
            {
                "_email": [
                    {"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["mail"]},
                    {"FieldNames": ["id", "mail"]},
                ]
            },
            AllowProfileCreation=True,
            SourceLastUpdatedTimestampFormat="EPOCHMILLI",
        )
    )
    assert found == ObjectType(
        {
            "id": Field(Accessor(("id",)), "", "STRING"),
            "mail": Field(Accessor(("m",)), "EmailAddress", "EMAIL_ADDRESS"),
        },
        (
            KeyRule("idKey", ("id",), frozenset({"UNIQUE"})),
            KeyRule("_email", ("mail",), frozenset({"PROFILE", "SECONDARY"})),
            KeyRule("_email", ("id", "mail"), frozenset()),
        ),
        True,
        "EPOCHMILLI",
    )


def test_a_definition_needs_neither_fields_nor_keys() -> None:
    assert object_type({"Description": "test"}) == ObjectType({}, (), False, "")


TARGETS = [
    ("_profile.FirstName", "FirstName"),
    ("_profile.AdditionalInformation", "AdditionalInformation"),
    ("_profile.Address.PostalCode", "Address.PostalCode"),
    ("_profile.BillingAddress.City", "BillingAddress.City"),
    ("_profile.Attributes.tier", "Attributes.tier"),
    ("_profile.Attributes.a.b", "Attributes.a.b"),
    ("_profile.SourceLastUpdatedTimestamp", "SourceLastUpdatedTimestamp"),
    ("_order.Status", ""),
    ("", ""),
]


@pytest.mark.parametrize(("target", "fills"), TARGETS)
def test_targets(target: str, fills: str) -> None:
    assert object_type(definition({"f": {"Source": "_source.f", "Target": target}})).fields["f"].target == fills


WRONG_TARGETS = [
    "FirstName", "_profile", "_profile.", "_profile.Name", "_profile.FullName", "_profile.Address",
    "_profile.Address.Town", "_profile.Attributes",
    "_profile.Attributes.", "_profile.FirstName.x", "profile.FirstName", "_profile.ProfileId",
]  # fmt: skip


@pytest.mark.parametrize("target", WRONG_TARGETS)
def test_a_target_that_is_no_field_of_a_profile_is_refused(target: str) -> None:
    with pytest.raises(BadRequestError, match=r"Fields\.f: Target="):
        object_type(definition({"f": {"Source": "_source.f", "Target": target}}))


def key(names: list[str], *identifiers: str) -> list[dict[str, Any]]:
    return [{"StandardIdentifiers": list(identifiers), "FieldNames": names}]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Fields": ID, "Keys": {"k": key(["id"], "PROFILE")}}, "0 keys with the StandardIdentifier UNIQUE"),
    (definition(keys={"k": key(["id"], "UNIQUE", "PROFILE")}), "2 keys with the StandardIdentifier UNIQUE"),
    (definition(keys={"k": key(["nowhere"])}), "Keys.k names nowhere, which is not in Fields"),
    (definition(keys={"k": key([])}), "Keys.k has no FieldNames"),
    (definition(keys={"k": [{}]}), "Keys.k has no FieldNames"),
    (definition(keys={f"k{number}": key(["id"]) for number in range(10)}), "11 keys; at most 10"),
    (definition({"f": {"Target": "_profile.FirstName"}}), r"Fields.f needs a Source, such as _source\.f"),
    (definition({"f": {"Source": "x"}}), "Fields.f: Source=x"),
    (definition(SourceLastUpdatedTimestampFormat="QQ"), "letter Q"),
    ({"TemplateId": "CTR"}, "no templates"),
    (definition(TemplateId="CTR"), "Fields cannot be given together with TemplateId=CTR"),
    ({"TemplateId": "CTR", "AllowProfileCreation": False}, "AllowProfileCreation cannot be given"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_a_definition_that_cannot_work_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(BadRequestError, match=words):
        object_type(given)


def test_ten_keys_are_allowed() -> None:
    assert len(object_type(definition(keys={f"k{number}": key(["id"]) for number in range(9)})).keys) == 10


def test_the_columns_of_a_type_are_what_its_fields_read_once_each() -> None:
    sources = ("_source.Name", "_source.Address.City", "{{_source.First}} and {{_source.Name}}", "_source[0].id")
    kind = object_type({"Fields": {f"f{at}": {"Source": source} for at, source in enumerate(sources)}})
    assert columns_of(kind) == ["Name", "Address", "First"]
