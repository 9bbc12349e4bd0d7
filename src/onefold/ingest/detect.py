"""DetectProfileObjectType: a guess at how sample objects map to profiles, from the names of their members."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from onefold.ingest.accessors import text_of
from onefold.tables import EMAILS, PHONES

# Names as they are written in exports, without case and signs.
_KNOWN: Final = {
    "FirstName": "firstname givenname forename fname first",
    "MiddleName": "middlename middleinitial mname",
    "LastName": "lastname surname familyname lname last",
    "PhoneNumber": "phone phonenumber tel telephone phoneno contactnumber",
    "MobilePhoneNumber": "mobile mobilephone mobilephonenumber cell cellphone cellphonenumber mobilenumber",
    "HomePhoneNumber": "homephone homephonenumber",
    "BusinessPhoneNumber": "businessphone businessphonenumber workphone officephone",
    "EmailAddress": "email emailaddress mail emailid",
    "PersonalEmailAddress": "personalemail personalemailaddress",
    "BusinessEmailAddress": "businessemail businessemailaddress workemail",
    "BirthDate": "birthdate dateofbirth dob birthday",
    "BusinessName": "businessname company companyname organization organisation",
    "GenderString": "gender sex",
    "AccountNumber": "accountnumber accountno account accountid",
    "Address.Address1": "address1 addressline1 street streetaddress address street1 line1",
    "Address.Address2": "address2 addressline2 street2 line2",
    "Address.City": "city town",
    "Address.County": "county",
    "Address.State": "state",
    "Address.Province": "province",
    "Address.Country": "country",
    "Address.PostalCode": "postalcode zip zipcode postcode",
    "SourceLastUpdatedTimestamp": "updatedat lastupdated lastmodified modifiedat updated lastmodifieddate timestamp",
}
_TARGETS: Final = {name: target for target, names in _KNOWN.items() for name in names.split()}
_IDS: Final = ("id", "customerid", "contactid", "userid", "externalid", "recordid", "uuid", "guid", "profileid")
_KEYS: Final = {"PHONE_NUMBER": "_phone", "EMAIL_ADDRESS": "_email"}


def detect(objects: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Guess Fields, Keys and, if one is seen, SourceLastUpdatedTimestampFormat, in Amazon's form.

    objects: the samples, parsed. Every scalar member becomes a field; a known name gets its target, the first of
    several. UNIQUE is the field of the best-known name for an id that all samples have, with different values; without
    one, an e-mail or a phone. None if nothing maps to a profile or nothing could be UNIQUE: no definition would work.
    """
    paths = list(dict.fromkeys(path for one in objects for path, _ in _scalars(one)))
    fields: dict[str, dict[str, str]] = {}
    for path in paths:
        target = _target(path)
        taken = {field.get("Target") for field in fields.values()}
        field = {"Source": f"_source{path}", "ContentType": _content_type(target)}
        if target and f"_profile.{target}" not in taken:
            field["Target"] = f"_profile.{target}"
        fields[_field_name(path)] = field
    unique = _unique(objects, paths)
    if unique is None or not any("Target" in field for field in fields.values()):
        return None
    found: dict[str, Any] = {"Fields": fields, "Keys": _keys(fields, _field_name(unique))}
    if pattern := _timestamp_format(objects, fields):
        found["SourceLastUpdatedTimestampFormat"] = pattern
    return found


def _scalars(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The paths of members with a text, a number or a boolean; names that an accessor cannot spell are left out."""
    if isinstance(value, dict) and depth < 8:
        for name, member in value.items():
            if re.fullmatch(r"[^.\[\]{}\s]+", name):
                yield from _scalars(member, f"{path}.{name}", depth + 1)
    elif path and text_of(value):
        yield path, text_of(value)


def _field_name(path: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", path[1:])[:64]


def _word(path: str) -> str:
    return re.sub(r"[^a-z0-9]", "", path.rpartition(".")[2].lower())


def _target(path: str) -> str:
    return _TARGETS.get(_word(path), "")


def _content_type(target: str) -> str:
    if target in PHONES:
        return "PHONE_NUMBER"
    if target in EMAILS:
        return "EMAIL_ADDRESS"
    return "NAME" if target in ("FirstName", "MiddleName", "LastName") else "STRING"


def _unique(objects: Sequence[Mapping[str, Any]], paths: Sequence[str]) -> str | None:
    samples = [dict(_scalars(one)) for one in objects]

    def distinct(path: str) -> bool:
        values = [sample.get(path) for sample in samples]
        return None not in values and len(set(values)) == len(values)

    ranked = [path for name in _IDS for path in paths if _word(path) == name]
    ranked += [
        path for kind in ("EMAIL_ADDRESS", "PHONE_NUMBER") for path in paths if _content_type(_target(path)) == kind
    ]
    return next(filter(distinct, ranked), None)


def _keys(fields: Mapping[str, Mapping[str, str]], unique: str) -> dict[str, list[dict[str, Any]]]:
    keys: dict[str, list[dict[str, Any]]] = {}
    for name, field in fields.items():
        key = _KEYS.get(field["ContentType"])
        if key and "Target" in field:
            rule = {"StandardIdentifiers": ["PROFILE"], "FieldNames": [name]}
            keys.setdefault(key, []).append(rule)
    keys[f"{unique}Key"[:64]] = [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": [unique]}]
    return keys


def _timestamp_format(objects: Sequence[Mapping[str, Any]], fields: Mapping[str, Mapping[str, str]]) -> str:
    target = "_profile.SourceLastUpdatedTimestamp"
    source = next((field["Source"] for field in fields.values() if field.get("Target") == target), None)
    if source is None:
        return ""
    values = [text for one in objects for path, text in _scalars(one) if f"_source{path}" == source]
    if all(re.fullmatch(r"\d{12,14}", value) for value in values):
        return "EPOCHMILLI"
    return "EPOCHSECOND" if all(re.fullmatch(r"\d{9,10}", value) for value in values) else "ISO_8601"
