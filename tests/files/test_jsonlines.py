"""JSON of every shape exports have."""

import json

import pyarrow as pa
import pytest

from onefold.files import read_inputs
from onefold.files.jsonlines import _read_fast

PROFILE = {
    "ProfileId": "p1",
    "FirstName": "Jo",
    "Address": {"City": "Springfield", "PostalCode": "01067"},
    "Attributes": {"LoyaltyId": "L7"},
    "PhoneNumber": "+1 555 0100",
}
READ = {
    "profile_id": "p1",
    "FirstName": "Jo",
    "PhoneNumber": "+1 555 0100",
    "AccountNumber": "L7",
    "Address.City": "Springfield",
    "Address.PostalCode": "01067",
}


def read(folder, content, name="people.jsonl"):
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    found = read_inputs([path])
    return found.records.drop(["source"]).to_pylist(), found.sources[0].notes


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(PROFILE),
        json.dumps(PROFILE) + "\n\n",
        "\ufeff" + json.dumps(PROFILE),
        json.dumps([PROFILE]),
        json.dumps([PROFILE], indent=2),
        json.dumps(PROFILE, indent=2),
        json.dumps({"NextToken": "x", "Items": [PROFILE]}),
        json.dumps({"Items": [PROFILE]}, indent=2),
    ],
)
@pytest.mark.parametrize("name", ["people.json", "people.jsonl"])
def test_lines_arrays_and_answers_are_read_alike(tmp_path, content, name):
    assert read(tmp_path, content, name)[0] == [READ]


@pytest.mark.parametrize(
    "document",
    [
        {"name": {"0": "Jo Doe", "1": "Al Roe"}, "email": {"0": "jo@example.com", "1": None}},
        {"name": ["Jo Doe", "Al Roe"], "email": ["jo@example.com", None]},
        [["name", "email"], ["Jo Doe", "jo@example.com"], ["Al Roe"]],
        {"range": "A1:B3", "values": [["name", "email"], ["Jo Doe", "jo@example.com"], ["Al Roe", None]]},
    ],
)
def test_a_table_by_column_or_of_lists_has_its_rows(tmp_path, document):
    found, _ = read(tmp_path, json.dumps(document))
    assert [(row["FullName"], row["EmailAddress"]) for row in found] == [
        ("Jo Doe", "jo@example.com"),
        ("Al Roe", None),
    ]


@pytest.mark.parametrize(
    "document",
    [
        {"name": "Jo Doe", "phones": ["555-010-0000", "555-010-0001"]},
        {"billing": {"name": "Jo Doe", "city": "X"}, "shipping": {"name": "Jo Doe", "city": "Y"}},
    ],
)
def test_one_object_is_one_record(tmp_path, document):
    assert len(read(tmp_path, json.dumps(document))[0]) == 1


@pytest.mark.parametrize("wrap", [lambda people: people, lambda people: {"people": people, "meta": {"count": 2}}])
def test_objects_by_their_ids_are_records(tmp_path, wrap):
    people = {"-Mx17": {"name": "Jo Doe", "email": "jo@example.com"}, "-Mx18": {"name": "Al Roe"}}
    found, _ = read(tmp_path, json.dumps(wrap(people)))
    assert [(row["profile_id"], row["FullName"]) for row in found] == [("-Mx17", "Jo Doe"), ("-Mx18", "Al Roe")]


def test_an_object_with_addresses_is_one_record(tmp_path):
    person = {"name": "Jo Doe", "address1": {"city": "X"}, "address2": {"city": "Y"}}
    assert len(read(tmp_path, json.dumps(person))[0]) == 1


def test_json_lines_are_recognised_whatever_the_ending(tmp_path):
    assert read(tmp_path, json.dumps(PROFILE) + "\n", "export.txt")[0] == [READ]


@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("whole", [[PROFILE], {"Items": [PROFILE]}])
def test_an_array_is_recognised_whatever_the_ending_and_the_line_breaks(tmp_path, whole, indent):
    assert read(tmp_path, "\n" + json.dumps(whole, indent=indent), "The body")[0] == [READ]


@pytest.mark.parametrize("first", ["{}", '{"a \\"b\\": c": 1}', '{"": null}'])
def test_any_object_in_the_first_line_tells_that_the_lines_are_json(tmp_path, first):
    found = read(tmp_path, first + "\n" + json.dumps(PROFILE) + "\n" + json.dumps(PROFILE), "The body")[0]
    assert found[1]["FirstName"] == READ["FirstName"]


@pytest.mark.parametrize("header", ["[Name],[Phone]", "{Name},{Phone}", '["Name",Phone]', "[{Name}],Phone"])
def test_a_header_in_brackets_is_no_json(tmp_path, header):
    assert len(read(tmp_path, header + "\nJo Doe,555-0100\nAl Roe,555-0101\n", "export.csv")[0]) == 2


def test_a_column_of_mixed_types(tmp_path):
    rows = [{"name": "Jo", "phone": 5550100}, {"name": 7, "phone": "+1 555"},
            {"name": True, "phone": [5550101, "5550102"]},
            {"name": None, "phone": {"home": "555"}}, {"name": 1.0, "phone": 1.5}]  # fmt: skip
    found, notes = read(tmp_path, "\n".join(map(json.dumps, rows)))
    assert [row["FullName"] for row in found] == ["Jo", "7", "true", None, "1"]
    assert [row["PhoneNumber"] for row in found][:4] == ["5550100", "+1 555", "5550101", None]
    assert found[2]["PhoneNumber#2"] == "5550102"
    assert notes == ()


@pytest.mark.parametrize(
    "broken", ['{"name": "cut', "nonsense", "[1]", '"text"', "{" * 100_000, '{"n": ' + "9" * 9000 + "}"]
)
def test_a_broken_line_is_skipped_and_said(tmp_path, broken):
    good = '{"name": "Jo"}\n'
    found, notes = read(tmp_path, good + "\n" + broken + "\n" + good * 3)
    assert [row["profile_id"] for row in found] == ["1", "3", "4", "5"]
    assert notes == ("line 3: not a JSON object; skipped",)


def test_text_that_looks_like_a_time_stays_as_it_is(tmp_path):
    found, _ = read(tmp_path, '{"name": "2001-02-03", "dob": "2001-02-03T00:00:00Z"}\n')
    assert found[0] == {"profile_id": "1", "FullName": "2001-02-03", "BirthDate": "2001-02-03T00:00:00Z"}


def test_large_numbers_keep_every_digit(tmp_path):
    numbers = [10**15 + 1, 2**63 + 1, 12345678901234567890123]
    found, _ = read(tmp_path, "".join(json.dumps({"name": "Jo", "passport": n}) + "\n" for n in numbers))
    assert [row["AccountNumber"] for row in found] == [str(n) for n in numbers]


def test_half_a_surrogate_pair_is_replaced(tmp_path):
    assert read(tmp_path, '{"name": "Jo \\ud83d"}\n')[0][0]["FullName"] == "Jo ?"


def test_a_list_of_objects_fills_further_columns(tmp_path):
    row = {"name": "Jo", "phones": [{"number": "555-0100"}, {"type": "x"}, {"number": "555-0102"}],
           "addresses": [{"city": "A"}, {"city": "B"}]}  # fmt: skip
    both = json.dumps(row) + "\n"
    for content in (both, both + "broken\n" + both):
        found, _ = read(tmp_path, content)
        assert found[0] == {
            "profile_id": "1", "FullName": "Jo", "PhoneNumber": "555-0100", "PhoneNumber#2": "555-0102",
            "Address.City": "A", "Address.City#2": "B",
        }  # fmt: skip


def test_a_patient_of_fhir(tmp_path):
    rows = [
        {"resourceType": "Patient", "id": "p1", "name": [{"use": "official", "family": "Doe", "given": ["Jo", "B"]}],
         "telecom": [{"system": "phone", "value": "555-010-0000"}, {"system": "email", "value": "jo@example.com"}],
         "address": [{"line": ["1 Main St", "Unit 2"], "postalCode": "62701"}], "birthDate": "1980-02-03"},
        {"resourceType": "Patient", "id": "p2", "name": [{"family": "Roe", "given": ["Al"]}],
         "telecom": [{"system": "email", "value": "al@example.com"}]},
    ]  # fmt: skip
    found, _ = read(tmp_path, rows)
    assert found[0] == {
        "profile_id": "p1", "FirstName": "Jo B", "LastName": "Doe", "PhoneNumber": "555-010-0000",
        "EmailAddress": None, "EmailAddress#2": "jo@example.com", "BirthDate": "1980-02-03",
        "Address.Address1": "1 Main St Unit 2", "Address.PostalCode": "62701",
    }  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [PROFILE, {**PROFILE, "ProfileId": "p2", "Address": None}],
        [{"name": "Jo", "emails": ["a@example.com", None, "b@example.com"]}, {"name": "Al", "emails": []}],
        [{"name": "Jo", "dob": "1980-01-02", "phone": 5550100}, {"name": None, "zip": 1067.0}],
        [{"a": {"b": {"c": "x"}}, "name": "Jo"}, {"a": {"b": None}, "name": "Jo"}],
        [
            {"name": [{"given": ["Jo", "B"], "family": "Doe"}], "telecom": [{"value": "555-010-0000"}]},
            {"name": [{"given": ["Al"], "family": "Roe"}], "telecom": [{"value": "al@example.com"}, {"value": None}]},
        ],
    ],
)
def test_the_fast_and_the_slow_way_agree(tmp_path, rows):
    """Arrow reads the lines; an array goes to Python's parser."""
    lines = "\n".join(map(json.dumps, rows)) + "\n"
    assert _read_fast(pa.py_buffer(lines.encode())) is not None
    assert read(tmp_path, lines) == read(tmp_path, rows)
