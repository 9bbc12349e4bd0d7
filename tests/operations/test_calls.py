"""Every change of an operation is in the audit trail once, however many transactions it takes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onefold.errors import ResourceNotFoundError
from onefold.store import audit

KIND = {
    "ObjectTypeName": "crm", "Description": "d", "AllowProfileCreation": True,
    "Fields": {"id": {"Source": "_source.id", "Target": "_profile.AccountNumber"}},
    "Keys": {"crmId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}]},
}  # fmt: skip


def trail(service: Any) -> list[tuple[str, str, Any]]:
    found = service.store.read(lambda tx: audit.page(tx, None, 100))
    return [(one["operation"], one["access_key_id"], one["resource"]) for one in reversed(found)]


def test_an_operation_of_many_transactions_is_noted_once_and_by_the_key_that_called_it(demo: Any) -> None:
    demo("PutProfileObjectType", **KIND)
    for number in range(3):
        demo("PutProfileObject", ObjectTypeName="crm", Object=json.dumps({"id": str(number)}))
    demo("UpdateDomain", DefaultExpirationDays=5)
    demo("DeleteProfileObjectType", ObjectTypeName="crm")
    noted = [(operation, by) for operation, by, _ in trail(demo)]
    assert noted == [
        (operation, "KEY1")
        for operation in ("CreateDomain", "PutProfileObjectType", *["PutProfileObject"] * 3, "UpdateDomain",
                          "DeleteProfileObjectType")
    ]  # fmt: skip
    assert trail(demo)[-1][2] == {"DomainName": "demo", "ObjectTypeName": "crm"}


def test_what_was_made_is_named_and_what_was_only_read_is_not_noted(demo: Any) -> None:
    john = demo.profile(FirstName="John")
    demo("BatchGetProfile", ProfileIds=[john])
    assert trail(demo)[-1][2] == {"ProfileId": john, "DomainName": "demo"}
    assert len(trail(demo)) == 2


@pytest.mark.parametrize(
    ("operation", "request_"), [("UpdateDomain", {}), ("CreateProfile", {}), ("DeleteProfileObjectType", {
        "ObjectTypeName": "crm"})],
)  # fmt: skip
def test_what_was_refused_is_not_noted(service: Any, operation: str, request_: dict[str, Any]) -> None:
    with pytest.raises(ResourceNotFoundError):
        service(operation, **request_)
    assert trail(service) == []
