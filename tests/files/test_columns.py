"""Columns are recognised by their names, and by their values where the names say nothing."""

import pytest

from onefold.errors import ColumnError
from onefold.files.columns import has_usable, recognise, resolve_given


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
        (["fn", "ln", "ct", "zip"], {"FirstName": "fn", "LastName": "ln", "Address.City": "ct",
                                     "Address.PostalCode": "zip"}),
        (["FN", "N", "BDAY"], {"FullName": "FN", "BirthDate": "BDAY"}),
        (["isim", "cep"], {"FirstName": "isim", "MobilePhoneNumber": "cep"}),
        (["nome", "CEP"], {"FullName": "nome", "Address.PostalCode": "CEP"}),
        (["jmeno", "Ulice", "Č.p.", "PSČ"], {"FirstName": "jmeno", "Address.Address1": "Č.p. Ulice",
                                             "Address.PostalCode": "PSČ"}),
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


def test_names_that_only_share_a_beginning_are_known_without_it():
    columns = ["c_custkey", "c_first_name", "c_last_name", "c_birth_day", "c_birth_month", "c_birth_year"]
    assert mapping(columns)[0] == {
        "FirstName": "c_first_name",
        "LastName": "c_last_name",
        "BirthDate": "c_birth_year-c_birth_month-c_birth_day",
    }
    assert mapping(["Phone 1", "Phone 2", "Phone 3"])[0].keys() == {"PhoneNumber", "PhoneNumber#2", "PhoneNumber#3"}


@pytest.mark.parametrize(
    ("column", "numbers"),
    [
        ("store_id", True),
        ("LEID", True),
        ("ID klienta", True),
        ("idCliente", True),
        ("customer_sk", True),
        ("Lp.", True),
        ("Código", True),
        ("paid", False),
        ("Identity", False),
        ("monkey", False),
    ],
)
def test_further_names_may_number_the_records(column, numbers):
    found = recognise(["name", column], {}, has_header=True, given={})
    assert (column in found.maybe_ids) is numbers


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


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        ({"Customer": ["John Doe", "Roe, Mary"], "Email": ["a@example.com"]}, {"FullName": "Customer"}),
        ({"Primary contact": ["John Doe"], "Company": ["X"]}, {"FullName": "Primary contact"}),
        ({"Customer": ["10001", "10002"], "Email": ["a@example.com"]}, {}),
        ({"Customer": ["John Doe"], "First name": ["John"]}, {"FirstName": "First name"}),
        ({"Product": ["Blue Shirt"], "Email": ["a@example.com"]}, {}),
        ({"NAME1": ["Doe", "Roe"], "NAME2": ["John", "Mary"]}, {"FullName": "NAME1 NAME2"}),
        ({"Name 1": ["John Doe", "Al Roe"], "Name 2": ["Jane Doe", "Bo Roe"]}, {"FullName": "Name 1"}),
    ],
)
def test_a_name_may_be_told_by_its_values(samples, expected):
    found, _ = mapping(list(samples), samples)
    assert {attribute: column for attribute, column in found.items() if attribute.endswith("Name")} == expected | {
        attribute: column for attribute, column in found.items() if attribute == "BusinessName"
    }


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


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("contact", ["jo@example.com", "555-010-0000"], ["EmailAddress", "PhoneNumber"]),
        ("Phone/Email", ["Tel: 555 010 0000, Mail: jo@example.com", "5550100000"], ["EmailAddress", "PhoneNumber"]),
        ("Email", ["jo@example.com"] * 9 + ["555-010-0000"], ["EmailAddress"]),
        ("Phone", ["555-010-0000"] * 9 + ["jo@example.com"], ["PhoneNumber"]),
        ("note", ["wrote to jo@example.com on 2020-01-02", "order 12345"] * 5, []),
    ],
)
def test_a_column_may_hold_emails_and_phones(column, values, expected):
    found, _ = mapping(["name", column], {"name": ["Jo Doe"], column: values})
    assert sorted(each for each in found if each != "FullName") == expected


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
    ("word", "attribute"),
    [("Email", "EmailAddress"), ("surname#2", "LastName#2"), ("zip", "Address.PostalCode"), ("dob", "BirthDate")],
)
def test_a_given_attribute_may_have_the_name_of_a_column(word, attribute):
    assert resolve_given({word: "a"}, ["a"]) == {attribute: "a"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"FristName": "a"},
            r"no attribute 'FristName'; did you mean 'FirstName'\?.*Attributes: FirstName, MiddleName",
        ),
        ({"FirstName": "frist"}, r"no column 'frist'; did you mean 'first'\?.* Columns: first, last"),
        ({"FirstName": "zzz"}, r"no column 'zzz'\. Columns: first, last"),
        ({"house number": "first"}, r"no attribute 'house number'"),
        ({"EmailAddress": "first", "email": "last"}, r"EmailAddress is given twice; a second one is 'EmailAddress#2'"),
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
