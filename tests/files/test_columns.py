"""Columns are recognised by their names, and by their values where the names say nothing."""

import pytest

from onefold.errors import ColumnError
from onefold.files.columns import attribute_of, has_usable, is_header, recognise, resolve_given
from onefold.tables import ATTRIBUTES

EXPORTS = {
    "Customer Profiles": {
        "ProfileId": None, "FirstName": "FirstName", "Address.City": "Address.City", "Address_City": "Address.City",
        "ShippingAddress.PostalCode": "ShippingAddress.PostalCode", "PersonalEmailAddress": "PersonalEmailAddress",
        "Address_Address1": "Address.Address1", "BillingAddress_Address2": "BillingAddress.Address2",
        "GenderString": "Gender", "Attributes.LoyaltyId": "AccountNumber", "AdditionalInformation": None,
    },
    "plain": {
        "first_name": "FirstName", "fname": "FirstName", "given_name": "FirstName", "forename": "FirstName",
        "surname": "LastName", "last name": "LastName", "family_name": "LastName", "middle_initial": "MiddleName",
        "name": "FullName", "full_name": "FullName", "customer_name": "FullName", "contact_name": "FullName",
        "email": "EmailAddress", "e-mail": "EmailAddress", "email_1": "EmailAddress", "email2": "EmailAddress",
        "primary_email": "EmailAddress", "work_email": "BusinessEmailAddress", "personal_email": "PersonalEmailAddress",
        "phone": "PhoneNumber", "telephone": "PhoneNumber", "tel": "PhoneNumber", "mobile": "MobilePhoneNumber",
        "cell": "MobilePhoneNumber", "home_phone": "HomePhoneNumber", "work_phone": "BusinessPhoneNumber",
        "phone_1": "PhoneNumber", "phone2": "PhoneNumber", "fax": None, "dob": "BirthDate", "birthday": "BirthDate",
        "date_of_birth": "BirthDate", "street": "Address.Address1", "address": "Address.Address1",
        "address_line_1": "Address.Address1", "addr1": "Address.Address1", "address2": "Address.Address2",
        "city": "Address.City", "town": "Address.City", "suburb": "Address.City", "state": "Address.State",
        "province": "Address.Province", "county": "Address.County", "region": "Address.State",
        "zip": "Address.PostalCode", "zip_code": "Address.PostalCode", "postcode": "Address.PostalCode",
        "country": "Address.Country", "shipping_city": "ShippingAddress.City",
        "billing_zip": "BillingAddress.PostalCode",
        "mailing_street": "MailingAddress.Address1", "company": "BusinessName", "employer": "BusinessName",
        "account_name": "BusinessName", "gender": "Gender", "sex": "Gender", "account_number": "AccountNumber",
        "loyalty_id": "AccountNumber", "ssn": "AccountNumber", "driver_license": "AccountNumber",
    },
    "other languages": {
        "Vorname": "FirstName", "Nachname": "LastName", "Geburtsdatum": "BirthDate", "Straße": "Address.Address1",
        "PLZ": "Address.PostalCode", "Ort": "Address.City", "Handy": "MobilePhoneNumber", "Prénom": "FirstName",
        "Ville": "Address.City", "Code postal": "Address.PostalCode", "Date de naissance": "BirthDate",
        "Apellidos": "LastName", "Teléfono": "PhoneNumber", "Correo electrónico": "EmailAddress",
        "Fødselsdato": "BirthDate", "Имя": "FirstName", "Фамилия": "LastName", "姓名": "FullName",
        "电话": "PhoneNumber",
    },
    "Salesforce": {
        "Mailing Street": "MailingAddress.Address1", "MailingPostalCode": "MailingAddress.PostalCode",
        "Person Account: Mobile": "MobilePhoneNumber", "PersonMailingCity": "MailingAddress.City",
        "Company / Account": "BusinessName", "Account Name": "BusinessName", "Passport__c": "AccountNumber",
        "Lead Status": None, "Contact Owner": None, "HasOptedOutOfEmail": None,
        "Billing State/Province": "BillingAddress.State",
    },
    "HubSpot": {
        "properties.firstname": "FirstName", "properties.email": "EmailAddress", "Phone Number": "PhoneNumber",
        "Mobile Phone Number": "MobilePhoneNumber", "Record ID": None, "Street Address": "Address.Address1",
        "Lifecycle Stage": None, "Marketing contact status": None, "Email Domain": None,
    },
    "Shopify and Stripe": {
        "Accepts Email Marketing": None, "Default Address Address1": "Address.Address1",
        "Default Address Zip": "Address.PostalCode",
        "Default Address Province Code": "Address.Province", "Default Address Country Code": "Address.Country",
        "Default Address Company": "BusinessName", "Default Address Phone": "PhoneNumber", "Total Spent": None,
        "Billing Name": "FullName", "Billing Phone": "PhoneNumber", "Card Address Line1": "BillingAddress.Address1",
        "Customer Email": "EmailAddress", "Tax Exempt": None, "Note": None,
    },
    "Outlook, Google, Dynamics, Zendesk": {
        "E-mail 1 - Value": "EmailAddress", "E-mail 1 - Type": None, "Phone 2 - Value": "PhoneNumber",
        "Business Phone": "BusinessPhoneNumber", "Home Phone 2": "HomePhoneNumber", "Home City": "Address.City",
        "emailaddress1": "EmailAddress", "telephone1": "PhoneNumber", "address1_line1": "Address.Address1",
        "address1_postalcode": "Address.PostalCode", "mobilephone": "MobilePhoneNumber", "username": None,
        "organization": "BusinessName", "Additional Name": "MiddleName", "created_at": None, "tags": None,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("header", "attribute"), [(header, attribute) for names in EXPORTS.values() for header, attribute in names.items()]
)
def test_names_of_exports_are_known(header, attribute):
    assert attribute_of(header) == attribute


@pytest.mark.parametrize("attribute", ATTRIBUTES)
@pytest.mark.parametrize("spell", [str, str.lower, str.upper, lambda name: name.replace(".", "_")])
def test_every_attribute_is_known_by_its_own_name(attribute, spell):
    assert attribute_of(spell(attribute)) == attribute


@pytest.mark.parametrize("header", ["first_name_2", "Surname 2", "dob2"])
def test_a_second_name_is_the_name_of_another_person(header):
    assert attribute_of(header) is None


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["first_name", "last_name"], True),
        (["a", "b", "c"], True),
        (["id", "2019", "2020"], True),
        (["John", "Doe", "john@example.com"], False),
        (["John", "Doe", "+1 555 010 0100"], False),
        (["John", "Doe", "1980-01-02"], False),
        (["John", "17"], False),
    ],
)
def test_a_header_holds_names_and_no_values(row, expected):
    assert is_header(row) is expected


def mapping(columns, samples=None, *, has_header=True, given=None):
    found = recognise(columns, samples or {}, has_header=has_header, given=given or {})
    return {slot.attribute: slot.joiner.join(slot.columns) for slot in found.slots}, found.notes


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["name"], {"FullName": "name"}),
        (["name", "surname"], {"FirstName": "name", "LastName": "surname"}),
        (["Vorname", "Name"], {"FirstName": "Vorname", "LastName": "Name"}),
        (["nom", "prénom"], {"FirstName": "prénom", "LastName": "nom"}),
        (["nombre", "apellidos"], {"FirstName": "nombre", "LastName": "apellidos"}),
        (["first_name", "last_name", "name"], {"FirstName": "first_name", "LastName": "last_name", "FullName": "name"}),
        (["full_name", "first_name"], {"FirstName": "first_name", "FullName": "full_name"}),
    ],
)  # fmt: skip
def test_what_a_bare_name_is_depends_on_its_neighbours(columns, expected):
    assert mapping(columns)[0] == expected


def test_a_bare_name_of_two_words_is_a_full_name():
    samples = {"name": ["Jo Doe", "Al Roe"], "first_name": ["Jo", "Al"]}
    assert mapping(["name", "first_name"], samples)[0] == {"FirstName": "first_name", "FullName": "name"}


def test_further_columns_of_an_attribute_are_numbered_in_their_order():
    assert mapping(["email_2", "contact email", "email"])[0] == {
        "EmailAddress": "email_2",
        "EmailAddress#2": "contact email",
        "EmailAddress#3": "email",
    }


def test_of_two_columns_for_a_name_the_plainer_one_counts():
    found, notes = mapping(["billing_first_name", "first_name"])
    assert found == {"FirstName": "first_name"}
    assert notes == ("column 'billing_first_name' is a second FirstName beside 'first_name'; ignored",)


def test_of_two_columns_for_a_name_an_empty_one_does_not_count():
    samples = {"first_name": [], "billing_first_name": ["Jo"]}
    assert mapping(["first_name", "billing_first_name"], samples)[0] == {"FirstName": "billing_first_name"}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["house_number", "street"], {"Address.Address1": "house_number street"}),
        (["shipping_street", "shipping_house_no"], {"ShippingAddress.Address1": "shipping_house_no shipping_street"}),
        (["last_name", "suffix"], {"LastName": "last_name suffix"}),
        (["tussenvoegsel", "achternaam"], {"LastName": "tussenvoegsel achternaam"}),
        (["apellido_paterno", "apellido_materno"], {"LastName": "apellido_paterno apellido_materno"}),
        (["birth_year", "birth_month", "birth_day"], {"BirthDate": "birth_year-birth_month-birth_day"}),
        (["birth_year"], {"BirthDate": "birth_year"}),
        (["birth_year", "dob"], {"BirthDate": "dob"}),
        (["suffix"], {}),
    ],
)
def test_parts_of_a_value_are_joined(columns, expected):
    assert mapping(columns)[0] == expected


@pytest.mark.parametrize(
    ("values", "attribute"),
    [
        (["jo@example.com", "al@example.org", "none"], "EmailAddress"),
        (["+1 555 010 0100", "(555) 010-0101"], "PhoneNumber"),
        (["+49 30 5550100", "030-555 01 00"], "PhoneNumber"),
        (["5550100100", "5550100101"], None),
        (["2024-01-02 10:11:12", "2024-01-03 10:11:12"], None),
        (["192.168.100.200", "192.168.100.201"], None),
        (["123-45-6789", "987-65-4321"], None),
        (["4111 1111 1111 1111", "4222 2222 2222 2222"], None),
        (["1234567890.12", "2234567890.12"], None),
        (["8f14e45f-ceea-467f-a8d8-7a4b9c1d2e3f"], None),
        (["1980-01-02", "1970-03-04"], None),
        (["Jo Doe", "Al Roe"], None),
        ([], None),
    ],
)
def test_an_unknown_column_is_used_when_its_values_are_clear(values, attribute):
    found, notes = mapping(["kontaktdaten"], {"kontaktdaten": values})
    assert found == ({attribute: "kontaktdaten"} if attribute else {})
    assert len(notes) == len(found)


def test_values_overrule_a_name_they_contradict():
    found, notes = mapping(["address", "email"], {"address": ["jo@example.com"] * 20, "email": ["TRUE", "FALSE"]})
    assert found == {"EmailAddress": "address"}
    assert len(notes) == 2


def test_ids_are_candidates_the_likeliest_first_and_never_evidence():
    found = recognise(["customer_id", "Id", "profile_id", "name"], {}, has_header=True, given={})
    assert found.ids == ("profile_id", "Id", "customer_id")
    assert [slot.attribute for slot in found.slots] == ["FullName"]


def test_a_given_column_replaces_what_was_recognised():
    found, _ = mapping(["first_name", "vname", "email", "mail2"], given={"FirstName": "vname", "EmailAddress": "mail2"})
    assert found == {"FirstName": "vname", "EmailAddress": "mail2"}


def test_several_columns_can_be_given_for_one_attribute():
    given = resolve_given({"email_address#2": "b", "EmailAddress": "a"}, ["a", "b"])
    assert mapping(["a", "b"], given=given)[0] == {"EmailAddress": "a", "EmailAddress#2": "b"}


@pytest.mark.parametrize("attribute", ["FirstName", "firstname", "first_name", "FIRST NAME"])
def test_a_given_attribute_is_understood_in_any_spelling(attribute):
    assert resolve_given({attribute: "a"}, ["a"]) == {"FirstName": "a"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"FristName": "a"},
            r"no attribute 'FristName'; did you mean 'FirstName'\?.*Attributes: FirstName, MiddleName",
        ),
        ({"FirstName": "frist"}, r"no column 'frist'; did you mean 'first'\?.*Columns: first, last"),
        ({"FirstName": "zzz"}, r"no column 'zzz'\. Columns: first, last"),
        ({"FirstName": "first", "LastName": "first"}, "'first' is given twice"),
        ({"EmailAddress#x": "first"}, "no attribute 'EmailAddress#x'"),
    ],
)
def test_a_wrong_mapping_names_what_there_is(given, message):
    with pytest.raises(ColumnError, match=message):
        resolve_given(given, ["first", "last"])


@pytest.mark.parametrize(
    ("column", "expected"), [("email", True), ("mobile", True), ("name", True), ("city", False), ("company", False)]
)
def test_a_name_an_email_or_a_phone_is_needed(column, expected):
    assert has_usable(recognise([column], {}, has_header=True, given={}).slots) is expected
