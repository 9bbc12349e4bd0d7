"""Source objects: which profile they join, what they fill, and what is left when they or their type go."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.merge import Resolution
from onefold.store import domains, merges, profiles
from onefold.store.database import is_sqlite
from onefold.writing.change import Change
from onefold.writing.merging import AUTO_MERGING, Cause, merge, undo
from onefold.writing.objects import DAY, OBJECTS_MAX, expire

CRM = {
    "Description": "customers of the CRM",
    "AllowProfileCreation": True,
    "SourceLastUpdatedTimestampFormat": "EPOCHMILLI",
    "Fields": {
        "id": {"Source": "_source.id"},
        "first": {"Source": "_source.first", "Target": "_profile.FirstName", "ContentType": "NAME"},
        "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
        "city": {"Source": "_source.city", "Target": "_profile.Address.City"},
        "tier": {"Source": "_source.tier", "Target": "_profile.Attributes.Tier"},
        "at": {"Source": "_source.at", "Target": "_profile.SourceLastUpdatedTimestamp"},
    },
    "Keys": {
        "crmId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
    },
}
JOHN = {"id": "7", "first": "John", "email": "john@example.com", "city": "Anytown", "tier": "gold"}
STORED = {
    "FirstName": "John", "EmailAddress": "john@example.com", "Address": {"City": "Anytown"},
    "Attributes": {"Tier": "gold"},
}  # fmt: skip
JANE = {"id": "8", "first": "Jane", "email": "jane@example.com"}
NOBODY = "f" * 32


@pytest.fixture
def crm(demo: Any) -> Any:
    """A domain with an object type `crm`."""
    demo("PutProfileObjectType", ObjectTypeName="crm", **CRM)
    return demo


def put(service: Any, kind: str = "crm", **source: Any) -> str:
    return str(service("PutProfileObject", ObjectTypeName=kind, Object=json.dumps(source))["ProfileObjectUniqueKey"])


def found(service: Any, key: str, value: str) -> list[str]:
    return [item["ProfileId"] for item in service("SearchProfiles", KeyName=key, Values=[value])["Items"]]


def got(service: Any, profile_id: str) -> dict[str, Any]:
    (profile,) = service("BatchGetProfile", ProfileIds=[profile_id])["Profiles"]
    assert profile.pop("ProfileId") == profile_id
    return dict(profile)


def listed(service: Any, profile_id: str, kind: str = "crm", **rest: Any) -> list[str]:
    pages = service.pages("ListProfileObjects", ObjectTypeName=kind, ProfileId=profile_id, **rest)
    return [item["ProfileObjectUniqueKey"] for page in pages for item in page["Items"]]


def actions(service: Any, profile_id: str) -> list[str]:
    records = service("ListProfileHistoryRecords", ProfileId=profile_id)["ProfileHistoryRecords"]
    return [record["ActionType"] for record in records]


def test_an_object_makes_a_profile_that_its_keys_find(crm: Any) -> None:
    assert put(crm, **JOHN) == "7"
    (john,) = found(crm, "crmId", "7")
    assert got(crm, john) == STORED
    assert found(crm, "_email", "JOHN@example.com") == [john]
    assert actions(crm, john) == ["INGESTED", "CREATED"]
    (item,) = crm("ListProfileObjects", ObjectTypeName="crm", ProfileId=john)["Items"]
    assert json.loads(item["Object"]) == JOHN


def test_an_object_joins_the_profile_that_has_its_key(crm: Any) -> None:
    john = crm.profile(EmailAddress="JOHN@example.com", LastName="Doe")
    put(crm, **JOHN)
    assert got(crm, john) == {**STORED, "LastName": "Doe", "EmailAddress": "JOHN@example.com"}
    assert found(crm, "crmId", "7") == [john]
    assert actions(crm, john) == ["INGESTED", "CREATED"]


def test_equal_phone_numbers_are_related_whatever_content_type_a_field_has(demo: Any) -> None:
    keys = {"callId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_phone": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["from"]}]}  # fmt: skip
    fields = {"id": {"Source": "_source.id"}, "from": {"Source": "_source.from"}}
    demo("PutProfileObjectType", ObjectTypeName="calls", Description="calls", Fields=fields, Keys=keys,
         AllowProfileCreation=True)  # fmt: skip
    john = demo.profile(PhoneNumber="+1 555 010 0000")
    put(demo, "calls", **{"id": "1", "from": "+1 555 010 0000"})
    assert listed(demo, john, "calls") == ["1"]
    put(demo, "calls", **{"id": "2", "from": "+1 555 010 0099"})
    (caller,) = found(demo, "_phone", "+1 555 010 0099")
    assert caller != john


TICKETS = {
    "Description": "tickets: the second example of the administrator guide",
    "AllowProfileCreation": True,
    "Fields": {
        "email": {"Source": "_source.email", "ContentType": "EMAIL_ADDRESS"},
        "phone": {"Source": "_source.phone", "ContentType": "PHONE_NUMBER"},
        "timestamp": {"Source": "_source.timestamp"},
    },
    "Keys": {
        "_email": [{"StandardIdentifiers": ["PROFILE", "LOOKUP_ONLY"], "FieldNames": ["email"]}],
        "ticketEmail": [{"StandardIdentifiers": ["PROFILE", "SECONDARY", "NEW_ONLY"], "FieldNames": ["email"]}],
        "uniqueTicket": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["email", "timestamp"]}],
    },
}
JOHNS = {"email": "john@examplecorp.com"}


def test_a_ticket_joins_the_one_profile_that_its_email_matches_and_fills_nothing(demo: Any) -> None:
    demo("PutProfileObjectType", ObjectTypeName="tickets", **TICKETS)
    john = demo.profile(PersonalEmailAddress="John@ExampleCorp.com")
    put(demo, "tickets", **JOHNS, phone="555-010-0000", timestamp="1")
    assert got(demo, john) == {"PersonalEmailAddress": "John@ExampleCorp.com"}
    assert (found(demo, "uniqueTicket", "john@examplecorp.com 1"), found(demo, "ticketEmail", JOHNS["email"])) == (
        [john], [],
    )  # fmt: skip


def test_a_ticket_of_nobody_makes_an_inferred_profile_that_the_first_one_fills(demo: Any) -> None:
    demo("PutProfileObjectType", ObjectTypeName="tickets", **TICKETS)
    put(demo, "tickets", **JOHNS, timestamp="1")
    put(demo, "tickets", **JOHNS, phone="555-010-0000", timestamp="2")
    (inferred,) = found(demo, "_email", JOHNS["email"])
    assert got(demo, inferred) == {"EmailAddress": "john@examplecorp.com"}
    assert len(listed(demo, inferred, "tickets")) == 2


def test_tickets_of_an_email_that_several_have_share_a_new_profile(demo: Any) -> None:
    demo("PutProfileObjectType", ObjectTypeName="tickets", **TICKETS)
    three = [demo.profile(EmailAddress="john@examplecorp.com") for _ in range(3)]
    put(demo, "tickets", **JOHNS, timestamp="1")
    put(demo, "tickets", **JOHNS, timestamp="2")
    (inferred,) = found(demo, "ticketEmail", JOHNS["email"])
    assert got(demo, inferred) == {"EmailAddress": "john@examplecorp.com"}
    assert found(demo, "_email", JOHNS["email"]) == [*three, inferred]
    assert len(listed(demo, inferred, "tickets")) == 2


def test_the_same_key_replaces_the_object_where_it_is(crm: Any) -> None:
    put(crm, **JOHN)
    (john,) = found(crm, "crmId", "7")
    put(crm, **JOHN | {"email": "jd@example.com"})
    assert (listed(crm, john), found(crm, "_email", "jd@example.com")) == (["7"], [john])
    assert found(crm, "_email", "john@example.com") == []


def test_putting_an_object_takes_few_statements(crm: Any) -> None:
    """Between two statements the writer of SQLite gives the interpreter away, and a server's event loop takes it."""
    if not is_sqlite(crm.store.url):
        return
    given = {"id": "1", "email": "jo@example.com"}
    counted = []
    for notes in ("new", "again"):
        statements: list[str] = []
        driver = crm.store.write(lambda tx: tx.connection.dbapi_connection)
        driver.set_trace_callback(statements.append)
        put(crm, **given, notes=notes)
        driver.set_trace_callback(None)
        counted.append(len(statements))
    assert counted == [17, 15], statements  # four of them are the transaction's and one the audit trail's


def test_a_key_that_finds_several_profiles_is_discarded(crm: Any) -> None:
    several = [crm.profile(EmailAddress="john@example.com") for _ in range(2)]
    put(crm, **JOHN)
    assert found(crm, "crmId", "7")[0] not in several


def test_an_older_record_does_not_replace_what_a_newer_one_said(crm: Any) -> None:
    put(crm, **JOHN, at=2_000)
    put(crm, id="8", first="Jon", email="john@example.com", at=1_000)
    put(crm, id="9", city="Elsewhere", email="john@example.com", at=3_000)
    (john,) = found(crm, "crmId", "7")
    assert got(crm, john) == {**STORED, "Address": {"City": "Elsewhere"}}


def test_an_object_does_not_overwrite_what_was_set_by_hand(crm: Any) -> None:
    """Administrator guide: fields populated through an API call are kept from automated ingestion."""
    john = crm.profile(FirstName="Jon", EmailAddress="john@example.com", Address={"PostalCode": "12345"})
    put(crm, **JOHN, at=int(crm.seconds * 1000) + DAY)
    assert got(crm, john) == {**STORED, "FirstName": "Jon", "Address": {"PostalCode": "12345"}}
    crm("UpdateProfile", ProfileId=john, Attributes={"Tier": "silver"}, FirstName="")
    put(crm, **JOHN, at=int(crm.seconds * 1000) + 2 * DAY)
    assert (got(crm, john)["FirstName"], got(crm, john)["Attributes"]) == ("John", {"Tier": "silver"})


def test_an_object_of_a_type_with_a_priority_overwrites_what_was_set_by_hand(crm: Any) -> None:
    """Administrator guide: with SourcePriority a trusted source takes precedence over manual updates."""
    crm("PutProfileObjectType", ObjectTypeName="crm", **CRM, SourcePriority=5)
    john = crm.profile(FirstName="Jon", EmailAddress="john@example.com")
    put(crm, **JOHN, at=1_000)
    assert got(crm, john) == STORED
    crm("UpdateProfile", ProfileId=john, FirstName="Jonny")
    assert got(crm, john)["FirstName"] == "Jonny"


def test_the_source_with_the_smaller_priority_number_wins_over_a_newer_one(crm: Any) -> None:
    crm("PutProfileObjectType", ObjectTypeName="erp", **CRM, SourcePriority=1)
    put(crm, "erp", **JOHN, at=1_000)
    put(crm, id="8", first="Jon", email="john@example.com", at=2_000)
    (john,) = found(crm, "_email", "john@example.com")
    assert got(crm, john)["FirstName"] == "John"


def test_an_object_that_finds_nobody_and_may_make_nobody_is_refused(crm: Any) -> None:
    crm("PutProfileObjectType", ObjectTypeName="calls", **{**CRM, "AllowProfileCreation": False})
    with pytest.raises(BadRequestError, match="AllowProfileCreation"):
        put(crm, "calls", **JOHN)
    assert crm("GetDomain")["Stats"]["ObjectCount"] == 0


@pytest.mark.parametrize(
    "text", ["nonsense", "[]", json.dumps({"first": "John"}), json.dumps(JOHN | {"first": "x" * 256}),
             json.dumps(JOHN | {"more": "é" * 128_000}, ensure_ascii=False)],
)  # fmt: skip
def test_an_object_that_cannot_be_read_is_refused_without_its_values(crm: Any, text: str) -> None:
    with pytest.raises(BadRequestError) as refused:
        crm("PutProfileObject", ObjectTypeName="crm", Object=text)
    assert "John" not in str(refused.value)
    assert crm("GetDomain")["Stats"]["ProfileCount"] == 0


def test_each_object_of_a_batch_fails_alone(crm: Any) -> None:
    items = [{"Id": "a", "Object": json.dumps(JOHN)}, {"Id": "b", "Object": "{}"},
             {"Id": "c", "Object": json.dumps(JOHN | {"id": "8"})}]  # fmt: skip
    answer = crm("BatchPutProfileObject", ObjectTypeName="crm", Items=items)
    assert answer["Successful"] == [
        {"Id": "a", "ProfileObjectUniqueKey": "7"},
        {"Id": "c", "ProfileObjectUniqueKey": "8"},
    ]
    assert [(one["Id"], one["Code"]) for one in answer["Failed"]] == [("b", 400)]
    assert crm("GetDomain")["Stats"]["ObjectCount"] == 2


def test_a_profile_has_no_more_objects_than_its_type_allows(crm: Any) -> None:
    crm("PutProfileObjectType", ObjectTypeName="crm", **CRM, MaxProfileObjectCount=2)
    put(crm, **JOHN)
    put(crm, **JOHN | {"id": "8"})
    put(crm, **JOHN | {"id": "8", "first": "Jon"})
    with pytest.raises(BadRequestError, match="MaxProfileObjectCount"):
        put(crm, **JOHN | {"id": "9"})


def test_objects_are_listed_in_pages_and_by_key(crm: Any) -> None:
    for number in range(5):
        put(crm, **JOHN | {"id": str(number)})
    (john,) = found(crm, "crmId", "0")
    assert listed(crm, john, MaxResults=2) == ["0", "1", "2", "3", "4"]
    assert listed(crm, john, ObjectFilter={"KeyName": "crmId", "Values": ["1", "3"]}) == ["1", "3"]
    with pytest.raises(ResourceNotFoundError):
        listed(crm, NOBODY)
    with pytest.raises(ResourceNotFoundError):
        listed(crm, john, "unknown")


def test_a_deleted_object_takes_its_keys_along_and_leaves_what_it_filled(crm: Any) -> None:
    put(crm, **JOHN)
    (john,) = found(crm, "crmId", "7")
    gone = {"ObjectTypeName": "crm", "ProfileId": john, "ProfileObjectUniqueKey": "7"}
    with pytest.raises(ResourceNotFoundError):
        crm("DeleteProfileObject", **gone | {"ProfileId": crm.profile()})
    crm("DeleteProfileObject", **gone)
    assert (got(crm, john), listed(crm, john), found(crm, "crmId", "7")) == (STORED, [], [])
    assert actions(crm, john)[0] == "DELETED_BY_CUSTOMER"
    with pytest.raises(ResourceNotFoundError):
        crm("DeleteProfileObject", **gone)


def test_a_deleted_type_takes_along_its_objects_and_all_they_filled(crm: Any) -> None:
    john = crm.profile(EmailAddress="john@example.com", LastName="Doe", Attributes={"Since": "2019"})
    put(crm, **JOHN)
    crm("UpdateProfile", ProfileId=john, FirstName="Johnny")
    crm("DeleteProfileObjectType", ObjectTypeName="crm")
    by_hand = {"EmailAddress": "john@example.com", "FirstName": "Johnny", "LastName": "Doe"}
    assert got(crm, john) == {**by_hand, "Attributes": {"Since": "2019"}}
    assert (found(crm, "crmId", "7"), found(crm, "_email", "john@example.com")) == ([], [john])
    assert crm("GetDomain")["Stats"]["ObjectCount"] == 0


def test_objects_expire_after_their_days(crm: Any) -> None:
    crm("PutProfileObjectType", ObjectTypeName="crm", **CRM, ExpirationDays=2)
    put(crm, **JOHN)
    now = int(crm.seconds * 1000)
    (john,) = found(crm, "crmId", "7")
    crm.store.write(lambda tx: expire(tx, now + 2 * DAY - 1))
    assert listed(crm, john) == ["7"]
    crm.store.write(lambda tx: expire(tx, now + 2 * DAY))
    assert (found(crm, "crmId", "7"), actions(crm, john)[:2]) == ([], ["EXPIRED", "EXPIRED"])
    assert crm("GetDomain")["Stats"]["ProfileCount"] == 0


@pytest.mark.parametrize("way", ["CreateProfile", "UpdateProfile", "AddProfileKey", "MergeProfiles", "another object"])
def test_a_profile_that_has_more_than_objects_outlives_them(crm: Any, way: str) -> None:
    """Also when the objects have overwritten all of it."""
    crm("PutProfileObjectType", ObjectTypeName="crm", **CRM, ExpirationDays=2, SourcePriority=1)
    if way == "CreateProfile":
        crm.profile(EmailAddress="john@example.com")
    put(crm, **JOHN)
    now = int(crm.seconds * 1000)
    (john,) = found(crm, "crmId", "7")
    if way == "UpdateProfile":
        crm("UpdateProfile", ProfileId=john, BusinessName="Example Corp")
    if way == "AddProfileKey":
        crm("AddProfileKey", ProfileId=john, KeyName="_orderId", Values=["8"])
    if way == "MergeProfiles":
        crm("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[crm.profile(FirstName="Jhn")])
    if way == "another object":
        crm("PutProfileObjectType", ObjectTypeName="crm", **CRM, ExpirationDays=3)
        put(crm, **JOHN | {"id": "8"})
    before = got(crm, john)
    crm.store.write(lambda tx: expire(tx, now + 2 * DAY))
    assert (found(crm, "crmId", "7"), got(crm, john)) == ([], before)


def test_an_object_may_have_all_the_characters_that_the_model_allows(crm: Any) -> None:
    def text(size: int) -> str:
        return json.dumps(JOHN | {"rest": "x" * (size - len(json.dumps(JOHN | {"rest": ""})))})

    largest = text(256_000)
    assert len(largest) == 256_000
    crm("PutProfileObject", ObjectTypeName="crm", Object=largest)
    with pytest.raises(BadRequestError, match="The object has 256001 bytes; it can have 256000"):
        crm("PutProfileObject", ObjectTypeName="crm", Object=largest[:-3] + 'é"}')


def test_a_profile_has_at_most_the_quota_of_objects(crm: Any) -> None:
    with pytest.raises(BadRequestError, match=str(OBJECTS_MAX)):
        crm("PutProfileObjectType", ObjectTypeName="crm", **CRM, MaxProfileObjectCount=OBJECTS_MAX + 1)


def test_an_undo_gives_a_released_profile_what_its_object_says_now(crm: Any) -> None:
    put(crm, **JOHN, at=1_000)
    put(crm, **JANE, at=1_000)
    (john,), (jane,) = found(crm, "crmId", "7"), found(crm, "crmId", "8")
    crm("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jane])
    put(crm, **JANE | {"first": "Janet"}, at=2_000)
    assert got(crm, john)["FirstName"] == "Janet"
    (merge,) = crm.store.read(lambda tx: merges.page(tx, domains.find(tx, "demo").id, None, 10))
    crm.store.write(lambda tx: undo(Change(tx, 5_000, "KEY1"), domains.find(tx, "demo").id, merge.merge_id))
    assert (got(crm, john), got(crm, jane)["FirstName"]) == (STORED, "Janet")
    assert (listed(crm, john), listed(crm, jane)) == (["7"], ["8"])
    (said,) = crm("ListJudgements")["Judgements"]
    assert (said["ProfileIds"], said["Judgement"]) == (sorted([john, jane]), "NOT_A_MATCH")


def test_an_undo_chooses_among_sources_by_their_priority(crm: Any) -> None:
    crm("PutProfileObjectType", ObjectTypeName="erp", **CRM, SourcePriority=1)
    put(crm, **JOHN, at=1_000)
    put(crm, "erp", **JANE, at=1_000)
    put(crm, **JANE, at=1_000)
    (john,), (jane,) = found(crm, "crmId", "7"), found(crm, "_email", JANE["email"])
    crm("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jane])
    put(crm, **JANE | {"first": "Janet"}, at=2_000)
    crm("UndoMerge", MergeId=crm("ListMerges")["Merges"][0]["MergeId"])
    assert got(crm, jane)["FirstName"] == JANE["first"]  # as it would be without the merge: erp counts for more


def test_an_undo_gives_back_what_was_set_by_hand_whatever_an_object_has_filled_since(crm: Any) -> None:
    put(crm, **JOHN, at=1_000)
    put(crm, **JANE, at=2_000_000_000_000)
    (john,), (jane,) = found(crm, "crmId", "7"), found(crm, "crmId", "8")
    crm("UpdateProfile", ProfileId=john, FirstName="Johnny")
    put(crm, **JOHN, at=3_000)
    assert got(crm, john)["FirstName"] == "Johnny"
    merge_by_recency(crm, john, jane)
    assert got(crm, john)["FirstName"] == "Jane"
    put(crm, **JOHN, at=2_100_000_000_000)
    assert got(crm, john)["FirstName"] == "John"
    crm("UndoMerge", MergeId=crm("ListMerges")["Merges"][0]["MergeId"])
    assert got(crm, john)["FirstName"] == "Johnny"


def test_an_undo_keeps_what_was_set_by_hand_after_an_object_of_a_type_with_a_priority(crm: Any) -> None:
    crm("PutProfileObjectType", ObjectTypeName="crm", **CRM, SourcePriority=1)
    put(crm, **JOHN, at=1_000)
    put(crm, **JANE, at=1_000)
    (john,), (jane,) = found(crm, "crmId", "7"), found(crm, "crmId", "8")
    crm("MergeProfiles", MainProfileId=john, ProfileIdsToBeMerged=[jane])
    put(crm, **JOHN | {"first": "Jon"}, at=2_000)
    crm("UpdateProfile", ProfileId=john, FirstName="Johnny")
    crm("UndoMerge", MergeId=crm("ListMerges")["Merges"][0]["MergeId"])
    assert (got(crm, john)["FirstName"], got(crm, jane)["FirstName"]) == ("Johnny", "Jane")


def merge_by_recency(service: Any, main: str, other: str) -> None:
    """As a job merges."""

    def work(tx: Any) -> None:
        locked = profiles.lock(tx, domains.find(tx, "demo").id, [main, other])
        merge(Change(tx, int(service.seconds * 1000), "job"), locked[0], locked[1:], Resolution(), Cause(AUTO_MERGING))

    service.store.write(work)
