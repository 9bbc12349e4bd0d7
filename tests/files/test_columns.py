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
    "databases": {
        "CUST_LAST_NM": "LastName", "cust_nm": "FullName", "zip_cd": "Address.PostalCode", "city_nm": "Address.City",
        "ADD_LINE_1": "Address.Address1", "addr_ln_2": "Address.Address2", "state_cd": "Address.State",
        "mob_no": "MobilePhoneNumber", "ph_no": "PhoneNumber", "hphone": "HomePhoneNumber",
        "RES_STREET_ADDRESS": "Address.Address1", "PAT_FIRST_NAME": "FirstName", "mid_init": "MiddleName",
        "gender_cd": "Gender", "company_nm": "BusinessName", "driver_license_no": "AccountNumber", "zip4": None,
        "order-id": None, "age": None, "Last Login": None, "First Order Date": None, "Number of Orders": None,
    },
    "Salesforce, HubSpot, Shopify, Mailchimp, Dynamics": {
        "OtherStreet": "Address.Address1", "Company / Account": "BusinessName", "LeadSource": None,
        "Mailing Zip/Postal Code": "MailingAddress.PostalCode", "Associated Company": "BusinessName",
        "Contact owner": None, "Last Activity Date": None, "Accepts SMS Marketing": None, "Time Zone": None,
        "Shipping Phone": "PhoneNumber", "Shipping Name": "FullName", "MEMBER_RATING": None, "OPTIN_IP": None,
        "Address 1: Street 2": "Address.Address2", "address1_line2": "Address.Address2", "IP Country": None,
        "Address 1: ZIP/Postal Code": "Address.PostalCode", "Email Domain": None, "TELF1": "PhoneNumber",
        "buyer-phone-number": "PhoneNumber", "ship-postal-code": "ShippingAddress.PostalCode",
    },
    "German": {
        "Kunden-Nr.": "AccountNumber", "KdNr": "AccountNumber", "Anrede": "Gender", "Straße/Nr.": "Address.Address1",
        "Straße und Hausnummer": "Address.Address1", "Hausnr.": "Address.Address1:before", "Geb.-Datum": "BirthDate",
        "geb. am": "BirthDate", "Rufnummer": "PhoneNumber", "Festnetz": "HomePhoneNumber", "Telefax": None,
        "Telefon geschäftlich": "BusinessPhoneNumber", "Tel. privat": "HomePhoneNumber", "Name, Vorname": "FullName",
        "Ansprechpartner": "FullName", "E-Mail geschäftlich": "BusinessEmailAddress", "zweiter Vorname": "MiddleName",
    },
    "Spanish, Portuguese, Italian, French": {
        "Teléfono fijo": "HomePhoneNumber", "Apellido 2": "LastName:after", "Nº de cliente": "AccountNumber",
        "F. Nacimiento": "BirthDate", "Domicilio": "Address.Address1", "NIF": "AccountNumber",
        "Núm. de móvil": "MobilePhoneNumber", "Municipio": "Address.City", "Celular": "MobilePhoneNumber",
        "Telemóvel": "MobilePhoneNumber", "Morada": "Address.Address1", "Último nome": "LastName",
        "CAP": "Address.PostalCode", "N. civico": "Address.Address1:before", "Nome e cognome": "FullName",
        "Telefono fisso": "HomePhoneNumber", "N° de téléphone": "PhoneNumber", "Portable": "MobilePhoneNumber",
        "Fixe": "HomePhoneNumber", "Né(e) le": "BirthDate", "Nom et prénom": "FullName", "Commune": "Address.City",
        "Complément d'adresse": "Address.Address2", "Civilité": "Gender",
    },
    "other languages and scripts": {
        "Roepnaam": "FirstName", "Mobiele telefoon": "MobilePhoneNumber", "Huisnr": "Address.Address1:before",
        "Etunimi": "FirstName", "Sukunimi": "LastName", "Sähköposti": "EmailAddress",
        "Postinumero": "Address.PostalCode",
        "Imię i nazwisko": "FullName", "Telefon komórkowy": "MobilePhoneNumber", "Jméno": "FirstName",
        "Příjmení": "LastName", "PSČ": "Address.PostalCode", "Prezime": "LastName", "Soyadı": "LastName",
        "Cep telefonu": "MobilePhoneNumber", "Şehir": "Address.City", "Vezetéknév": "LastName", "Prenume": "FirstName",
        "Irányítószám": "Address.PostalCode", "Επώνυμο": "LastName", "Κινητό": "MobilePhoneNumber",
        "Мобильный телефон": "MobilePhoneNumber", "Эл. почта": "EmailAddress", "Прізвище": "LastName",
        "手机号码": "MobilePhoneNumber", "お名前": "FullName", "市区町村": "Address.City", "이름": "FullName",
        "휴대폰": "MobilePhoneNumber", "이메일": "EmailAddress", "Nama Lengkap": "FullName", "No HP": "PhoneNumber",
        "Điện thoại": "PhoneNumber", "Địa chỉ": "Address.Address1", "رقم الهاتف": "PhoneNumber",
        "שם פרטי": "FirstName", "โทรศัพท์": "PhoneNumber", "फोन": "PhoneNumber",
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


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["Ad", "Soyad"], {"FirstName": "Ad", "LastName": "Soyad"}),
        (["name", "Ad"], {"FullName": "name"}),
        (["Họ", "Tên"], {"FirstName": "Tên", "LastName": "Họ"}),
        (["navn", "postnr", "by"], {"FullName": "navn", "Address.City": "by", "Address.PostalCode": "postnr"}),
        (["nombre", "calle", "número"], {"FullName": "nombre", "Address.Address1": "número calle"}),
        (["nombre", "número"], {"FullName": "nombre"}),
        (["nome", "via", "cap"], {"FullName": "nome", "Address.Address1": "via", "Address.PostalCode": "cap"}),
        (["name", "via"], {"FullName": "name"}),
    ],
)  # fmt: skip
def test_some_words_are_names_only_in_company(columns, expected):
    assert mapping(columns)[0] == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            ["name", "Home Street", "Home City", "Business Street", "Business City"],
            {"FullName": "name", "Address.Address1": "Home Street", "Address.City": "Home City",
             "ShippingAddress.Address1": "Business Street", "ShippingAddress.City": "Business City"},
        ),
        (
            ["name", "address1_line1", "address1_line2", "address2_line1", "shipping_city"],
            {"FullName": "name", "Address.Address1": "address1_line1", "Address.Address2": "address1_line2",
             "MailingAddress.Address1": "address2_line1", "ShippingAddress.City": "shipping_city"},
        ),
        (
            ["name", "MailingStreet", "OtherStreet", "OtherCity", "City"],
            {"FullName": "name", "Address.Address1": "OtherStreet", "Address.City": "OtherCity",
             "ShippingAddress.City": "City", "MailingAddress.Address1": "MailingStreet"},
        ),
        (
            ["name", "home_street", "city"],
            {"FullName": "name", "Address.Address1": "home_street", "Address.City": "city"},
        ),
        (
            ["name", "street", "Street Name"],
            {"FullName": "name", "Address.Address1": "street", "Address.Address1#2": "Street Name"},
        ),
    ],
)  # fmt: skip
def test_two_addresses_of_a_record_are_kept_apart(columns, expected):
    assert mapping(columns)[0] == expected


@pytest.mark.parametrize(
    ("column", "values", "attribute"),
    [
        ("Name", ["#1001", "#1002", "#1003", "#1004", "#1005"], "FullName"),
        ("Phone", ["iPhone", "Android", "Android", "iPhone", "none"], "PhoneNumber"),
        ("Mail", ["sent", "bounced", "sent", "sent", "opened"], "EmailAddress"),
        ("Born", ["Paris", "Lima", "Rome", "Oslo", "Bonn"], "BirthDate"),
    ],
)
def test_a_column_whose_values_cannot_be_what_its_name_says_is_ignored(column, values, attribute):
    found, notes = mapping(["surname", column], {"surname": ["Doe"], column: values})
    assert found == {"LastName": "surname"}
    assert notes == (f"column {column!r} holds no values of {attribute}, such as {values[0]!r}; ignored",)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Name", ["Jo Doe", "#1002", "#1003", "#1004", "#1005"]),
        ("Phone", ["1-800-FLOWERS", "none", "none", "none", "none"]),
        ("Name", ["#1", "#2"]),
        ("Name", ["김", "李雷", "Αννα", "Анна", "محمد"]),
    ],
)
def test_a_few_odd_values_do_not_change_what_a_column_is(column, values):
    assert mapping([column], {column: values})[0] != {}


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
        ({"FirstName": "frist"}, r"no column 'frist'; did you mean 'first'\?.* Columns: first, last"),
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
