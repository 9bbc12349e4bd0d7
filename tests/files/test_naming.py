"""A column name stands for its attribute, however the export that wrote it spells names."""

import pytest

from onefold.files.naming import address_place, attribute_of, is_header, is_id, without_shared_prefix
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
        "Data ur.": "BirthDate", "Kod poczt.": "Address.PostalCode", "Ulica i nr domu": "Address.Address1",
        "Tel. kom.": "MobilePhoneNumber", "Müşteri No": "AccountNumber", "Puh.": "PhoneNumber", "Tlf": "PhoneNumber",
        "SĐT": "PhoneNumber", "CPR-nr": "AccountNumber", "Тел.": "PhoneNumber", "Дата рожд.": "BirthDate",
        "Ημ. γέννησης": "BirthDate", "携帯電話番号": "MobilePhoneNumber", "番地": "Address.Address1",
        "〒": "Address.PostalCode", "会员姓名": "FullName", "رقم العميل": "AccountNumber",
        "טלפון נייד": "MobilePhoneNumber", "דוא\"ל": "EmailAddress", "CEP": "Address.PostalCode",
    },
    "Xero, Facebook, PayPal, QuickBooks, Dynamics": {
        "POAddressLine1": "MailingAddress.Address1", "SACity": "Address.City", "*ContactName": "FullName",
        "From Email Address": "EmailAddress", "Town/City": "Address.City", "To Email Address": None,
        "Address Line 2/District/Neighborhood": "Address.Address2", "Bill address": "BillingAddress.Address1",
        "Social title": "Gender", "Preferred Home Phone": "HomePhoneNumber", "Student Email": "EmailAddress",
    },
    "remarks in brackets": {
        "First Name (Billing)": "FirstName", "City (Shipping)": "ShippingAddress.City",
        "Address 1&2 (Billing)": "BillingAddress.Address1", "Phone (optional)": "PhoneNumber",
        "Phone (mobile)": "MobilePhoneNumber", "Email [work]": "BusinessEmailAddress",
        "Date of birth (DD/MM/YYYY)*": "BirthDate", "Phone (emergency contact)": None, "Name (guardian)": None,
        "Created At (UTC)": None, "userId (metadata)": None,
    },
    "questions of forms": {
        "What is your full name?": "FullName", "What's your first name?": "FirstName", "Your email": "EmailAddress",
        "Please enter your home address:": "Address.Address1", "Ihre E-Mail-Adresse": "EmailAddress",
        "Votre nom": "FullName", "How did you hear about us?": None, "What is your favourite city?": None,
        "Your message": None,
    },
    "alternatives": {
        "State/Province/Region": "Address.State", "Last/Org name": "LastName", "Tel/Fax": "PhoneNumber",
        "Date/Time": None, "Accepts Email/SMS": None, "Name/Description": None,
    },
    "paths of JSON": {
        "profile.name.given": "FirstName", "name.family": "LastName", "names.displayName": "FullName",
        "payload.user.email": "EmailAddress", "emailAddresses.address": "EmailAddress", "dob.date": "BirthDate",
        "personal.birthDate.$date": "BirthDate", "contact.phone.mobile": "MobilePhoneNumber",
        "contact.address.city": "Address.City", "company.name": "BusinessName", "store.name": None, "item.name": None,
        "parent.firstName": None, "manager.email": None, "created.date": None, "name.title": None,
    },
    "other things and other people": {
        "Vendor Name": None, "Sales Rep Email": None, "Created By Name": None, "Emergency Phone": None,
        "Mother Maiden Name": None, "Bank Name": None, "Phone Model": None, "Email Verified": None, "Birth City": None,
        "Country of birth": None, "Address Type": None, "PO Number": None, "PO Box": None, "From City": None,
        "Your rating": None, "What is your pet's name?": None, "metadata.name": None, "billing.plan.name": None,
        "Nom du produit": None, "Kod produktu": None, "Adres IP": None, "company.phone": "BusinessPhoneNumber",
    },
    "vCard": {
        "TEL;TYPE=CELL": "MobilePhoneNumber", "TEL;HOME;VOICE": "HomePhoneNumber", "ADR;TYPE=HOME": "Address.Address1",
        "EMAIL;TYPE=INTERNET;TYPE=WORK": "BusinessEmailAddress", "EMAIL;INTERNET": "EmailAddress",
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


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Id", True),
        ("customer_id", True),
        ("_id.$oid", True),
        ("(Do Not Modify) Contact", True),
        ("Identifiant", True),
        ("company_id", False),
        ("email", False),
    ],
)
def test_some_names_number_the_records(header, expected):
    assert is_id(header) is expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (["customers.id", "customers.email", "customers.name"], ["id", "email", "name"]),
        (["c_first_name", "c_last_name", "c_email"], ["first_name", "last_name", "email"]),
        (["Person - Name", "Person - Email", "Person - Phone"], ["Name", "Email", "Phone"]),
        (["name", "number", "nationality"], ["name", "number", "nationality"]),
        (["c_name", "c_email"], ["c_name", "c_email"]),
        (["x_", "x_a", "x_b"], ["x_", "a", "b"]),
    ],
)
def test_what_all_names_begin_with_is_no_part_of_them(columns, expected):
    assert list(without_shared_prefix(columns).values()) == expected


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("Home City", "home"),
        ("City", ""),
        ("Town/City", ""),
        ("Address Line 2/District", ""),
        ("Street (home)", "home"),
        ("address2_line1", "2"),
    ],
)
def test_the_place_of_an_address_is_not_in_its_alternatives(header, place):
    assert address_place(header) == place
