"""Whole files in, records out: layouts, bad input, several inputs."""

import gzip
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onefold.errors import ColumnError, ReadError
from onefold.files import read_inputs, read_table, records_of

PEOPLE = "first_name,last_name,email\nJohn,Doe,john@example.com\nJane,Roe,jane@example.org\n"


def write(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def records(folder: Path, content: str | bytes, name: str = "people.csv", **options) -> list[dict[str, str | None]]:
    return read_inputs([write(folder, content, name)], **options).records.drop(["source"]).to_pylist()


def notes(folder: Path, content: str | bytes, name: str = "people.csv") -> str:
    return "\n".join(read_inputs([write(folder, content, name)]).sources[0].notes)


JOHN = {"profile_id": "1", "FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com"}
JANE = {"profile_id": "2", "FirstName": "Jane", "LastName": "Roe", "EmailAddress": "jane@example.org"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "\x01", "^", "~"])
def test_the_delimiter_is_recognised(tmp_path, delimiter):
    assert records(tmp_path, PEOPLE.replace(",", delimiter)) == [JOHN, JANE]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"],
)
def test_the_encoding_is_recognised(tmp_path, encoding):
    content = PEOPLE.replace("John", "Jörg").replace("Roe", "Peña")
    found = records(tmp_path, content.encode(encoding))
    assert [(row["FirstName"], row["LastName"]) for row in found] == [("Jörg", "Doe"), ("Jane", "Peña")]


def test_one_stray_byte_spoils_only_its_own_letter(tmp_path):
    content = PEOPLE.replace("John", "Łukasz").encode().replace(b"Roe", b"Pe\xf1a")
    found = records(tmp_path, content)
    assert [row["FirstName"] for row in found] == ["Łukasz", "Jane"]
    assert found[1]["LastName"] == "Peña"
    assert "Windows-1252" in notes(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PEOPLE.replace("\n", "\r\n"), "Windows line ends"),
        (PEOPLE.replace("\n", "\r"), "old Macintosh line ends"),
        (PEOPLE.rstrip("\n"), "no line end at the end"),
        ("\n\n" + PEOPLE.replace("\n", "\n\n"), "blank lines"),
        ("sep=,\n" + PEOPLE, "the line Excel writes"),
        ("Export of all customers\n\n" + PEOPLE, "a title"),
        (PEOPLE.replace("\n", ",\n"), "a delimiter at the end of each row"),
        (PEOPLE.replace("com\n", "com,\n").replace("org\n", "org,\n"), "only of the data rows"),
        ("first_name,last_name,email,\nJohn,Doe,john@example.com\nJane,Roe,jane@example.org\n", "only of the header"),
        ("first_name,last_name,email\nx,John,Doe,john@example.com\ny,Jane,Roe,jane@example.org\n", "row names of R"),
        ('"' + PEOPLE.replace(",", '","').replace("\n", '"\n"')[:-1], "quotes"),
        (PEOPLE.replace("John", " John\t"), "blanks around a value"),
    ],
)  # fmt: skip
def test_layouts_of_the_wild_are_read_alike(tmp_path, content, reason):
    assert records(tmp_path, content) == [JOHN, JANE], reason


def test_a_gzip_file_is_unpacked(tmp_path):
    assert records(tmp_path, gzip.compress(PEOPLE.encode()), "people.csv.gz") == [JOHN, JANE]


def test_leading_zeros_survive(tmp_path):
    found = records(tmp_path, "name,phone,zip\nJo Doe,0049551234567,01067\nAl Roe,0551,00501\n")
    assert [(row["PhoneNumber"], row["Address.PostalCode"]) for row in found] == [
        ("0049551234567", "01067"),
        ("0551", "00501"),
    ]


def test_a_cell_may_hold_line_breaks_quotes_and_delimiters(tmp_path):
    content = 'name,street,city\nJo Doe,"1 Main St,\nUnit ""B""",Springfield\nAl Roe,2 Oak Rd,Shelbyville\n'
    found = records(tmp_path, content)
    assert [row["Address.Address1"] for row in found] == ['1 Main St,\nUnit "B"', "2 Oak Rd"]
    assert notes(tmp_path, content) == ""


def test_quotes_escaped_by_a_backslash(tmp_path):
    content = 'name,email\n"Jo \\"Red\\" Doe","jo@example.com"\n"Al, Roe","al@example.com"\n'
    assert [row["FullName"] for row in records(tmp_path, content)] == ['Jo "Red" Doe', "Al, Roe"]


@pytest.mark.parametrize(
    "word", ["", " ", '"  "', "NULL", "null", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "None", "\\N"]
)
def test_a_word_for_nothing_is_null(tmp_path, word):
    found = records(tmp_path, f"name,email\n{word},jo@example.com\nAl Roe,{word}\n")
    assert (found[0]["FullName"], found[1]["EmailAddress"]) == (None, None)


@pytest.mark.parametrize("name", ["Null", "Nan", "Na", "Noe", "No"])
def test_a_name_like_a_word_for_nothing_is_a_name(tmp_path, name):
    assert records(tmp_path, f"first,last\nJennifer,{name}\nAl,Roe\n")[0]["LastName"] == name


def test_a_broken_row_is_skipped_and_said_and_the_others_keep_their_numbers(tmp_path):
    content = PEOPLE.replace("Jane,Roe,", "broken,row\nToo,many,fields,here,now\nJane,Roe,")
    assert [row["profile_id"] for row in records(tmp_path, content)] == ["1", "4"]
    expected = "row 3: 2 fields where 3 were expected, row 4: 5 fields where 3 were expected; skipped"
    assert notes(tmp_path, content) == expected


@pytest.mark.parametrize(
    ("content", "ids", "note"),
    [
        ("id,name,age\n7,Jo Doe,1\n,,\n9,Al Roe,2\n", ["7", "9"], "row 3 holds nothing but delimiters; skipped"),
        ("name,age\nJo Doe,1\n,\nAl Roe,2\n,\n", ["1", "3"], "2 rows hold nothing but delimiters; skipped"),
        ("name,age\nJo Doe,1\nx\n,\nAl Roe,2\n", ["1", "4"], "row 3: 1 field where 2 were expected; skipped"),
        ("name,age\nJo Doe,1\n,9\nAl Roe,2\n", ["1", "2", "3"], ""),
        ('name,age\nJo Doe,1\n"",9\nAl Roe,2\n', ["1", "2", "3"], ""),
    ],
)
def test_a_row_of_nothing_but_delimiters_is_no_record(tmp_path, content, ids, note):
    assert [row["profile_id"] for row in records(tmp_path, content)] == ids
    assert notes(tmp_path, content).startswith(note)


def test_many_broken_rows_are_counted(tmp_path):
    content = PEOPLE + "x\n" * 2000 + PEOPLE.partition("\n")[2] * 2000
    assert "and 1995 more; skipped" in notes(tmp_path, content)


def test_a_file_of_mostly_broken_rows_is_refused(tmp_path):
    content = "name;email\n" + "".join(f"Jo Doe;jo{i}@example.com\n" for i in range(600)) + "broken\n" * 2000
    with pytest.raises(ReadError, match=r"2000 of 2600 rows.*row 602 has 1.*';'"):
        records(tmp_path, content)


def test_ten_megabytes_in_a_cell(tmp_path):
    found = records(tmp_path, PEOPLE + f'"{"x" * 10_000_000}",Doe,x@example.com\nAl,Roe,al@example.com\n')
    assert len(found[2]["FirstName"]) == 10_000_000
    assert found[3]["EmailAddress"] == "al@example.com"


@pytest.mark.parametrize(
    "value", ["Zoë\x00", "\x07bell", "Ann\u200b", "😀 Ann", "李小龍", "محمد", "Ольга", "Ann\ue000"]
)
def test_any_script_emoji_and_control_characters_are_kept(tmp_path, value):
    assert records(tmp_path, PEOPLE.replace("John", value))[0]["FirstName"] == value


@pytest.mark.parametrize("rows", [1, 2, 3000])
def test_nulls_everywhere(tmp_path, rows):
    found = read_inputs([write(tmp_path, "name,email\n" + ",\n" * rows)])
    assert found.records.num_rows == rows
    assert found.sources[0].notes == ("no values in 'name', 'email'",)


def test_one_record(tmp_path):
    assert records(tmp_path, "email\njo@example.com\n") == [{"profile_id": "1", "EmailAddress": "jo@example.com"}]


def test_equal_records_stay_apart(tmp_path):
    found = records(tmp_path, "name,email\n" + "Jo Doe,jo@example.com\n" * 5000)
    assert len({row["profile_id"] for row in found}) == 5000


def test_rows_keep_their_order_over_many_blocks(tmp_path):
    content = "id,name\n" + "".join(f"p{i},Name {i:06d} {'x' * 40}\n" for i in range(60_000))
    found = read_inputs([write(tmp_path, content)]).records
    assert found["profile_id"].to_pylist() == [f"p{i}" for i in range(60_000)]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("", "a.csv", "a.csv is empty"),
        (" \n\n", "a.csv", "a.csv is empty"),
        ("first_name,email\n", "a.csv", "a.csv has a header but no rows"),
        ("first_name,email", "a.csv", "a.csv has a header but no rows"),
        ("\ufefffirst_name;email\r\n", "a.csv", "a.csv has a header but no rows"),
        (b"PK\x03\x04 and so on", "a.xlsx", "Excel workbook"),
        (b"\xef\xbb\xbf\n<HTML><table><tr><td>name</td></tr></table>", "a.xls", "is a web page.*save it as CSV"),
        (b'<?xml version="1.0"?><people/>', "a.csv", "is XML"),
        (b"BEGIN:VCARD\nFN:Jo Doe\nEND:VCARD\n", "a.csv", "vCards; export the contacts as CSV"),
        (b"%PDF-1.7", "a.csv", "is a PDF"),
        (bytes(range(256)) * 100, "a.csv", "is not text"),
        (b"name,email\nJo,jo@example.com\n", "a.parquet", "not a whole Parquet file"),
        (b"PAR1 cut off", "a.parquet", "not a whole Parquet file"),
        (gzip.compress(PEOPLE.encode() * 1000)[:-20], "a.csv.gz", "broken or incomplete gzip"),
        ("[1, 2", "a.json", "neither JSON lines nor a JSON array"),
        ("[]", "a.json", "holds no JSON objects"),
        ("nothing\n" * 3, "a.jsonl", None),
    ],
)
def test_an_unusable_file_is_refused_with_its_name_and_the_reason(tmp_path, content, name, message):
    with pytest.raises((ReadError, ColumnError), match=message) as error:
        records(tmp_path, content, name)
    assert name in str(error.value)


def test_a_missing_file_says_where_it_was_looked_for(tmp_path):
    with pytest.raises(ReadError, match=f"nobody.csv does not exist; looked for it in {tmp_path}"):
        read_inputs([tmp_path / "nobody.csv"])


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(ReadError, match="is a folder; name the files in it"):
        read_inputs([tmp_path])


def test_a_file_below_a_file_is_refused(tmp_path):
    with pytest.raises(ReadError, match="cannot be read: Not a directory"):
        read_inputs([write(tmp_path, PEOPLE) / "more.csv"])


def test_a_file_without_permission_is_refused(tmp_path, ordinary_user):
    path = write(tmp_path, PEOPLE)
    path.chmod(0)
    with ordinary_user, pytest.raises(ReadError, match="may not be read"):
        read_inputs([path])


def test_a_parquet_file_damaged_inside_is_refused(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"name": [f"Jo {i}" for i in range(50_000)], "email": ["x@example.com"] * 50_000}), path)
    damaged = bytearray(path.read_bytes())
    damaged[200:60_000] = os.urandom(59_800)
    path.write_bytes(damaged)
    with pytest.raises(ReadError, match=r"a\.parquet is (not a whole|a broken) Parquet file"):
        read_inputs([path])


def test_a_parquet_file_without_rows_is_refused(tmp_path):
    pq.write_table(pa.table({"name": pa.array([], pa.string())}), tmp_path / "a.parquet")
    with pytest.raises(ReadError, match="has columns but no rows"):
        read_inputs([tmp_path / "a.parquet"])


def test_no_usable_column_names_the_columns_and_the_way_out(tmp_path):
    expected = r"people.csv has no column for a name, e-mail or phone. Columns: a, b, c. Map one with columns={'First"
    with pytest.raises(ColumnError, match=expected):
        records(tmp_path, "a,b,c\nx,y,z\n")


def test_a_table_of_addresses_alone_is_refused(tmp_path):
    with pytest.raises(ColumnError, match="no column for a name"):
        records(tmp_path, "street,city\n1 Main St,Springfield\n")


def test_no_input_is_an_error():
    with pytest.raises(ReadError, match="name at least one file"):
        read_inputs([])


def test_the_same_file_twice_is_refused(tmp_path):
    path = write(tmp_path, PEOPLE)
    (tmp_path / "link.csv").symlink_to(path)
    with pytest.raises(ReadError, match="is given twice"):
        read_inputs([path, tmp_path / "link.csv"])


def test_a_file_without_a_header_is_recognised_by_its_values(tmp_path):
    content = (
        "John,Doe,john@example.com,+1 555 010 0001,1980-02-03\nJane,Roe,jane@example.com,+1 555 010 0002,1975-12-24\n"
    )
    found = read_inputs([write(tmp_path, content)])
    assert found.records.num_rows == 2
    assert found.sources[0].mapping == (
        ("FirstName", "column 1"),
        ("LastName", "column 2"),
        ("PhoneNumber", "column 4"),
        ("EmailAddress", "column 3"),
        ("BirthDate", "column 5"),
    )
    assert "no header row" in found.sources[0].notes[0]


def test_a_full_name_without_a_header(tmp_path):
    content = "1,John Doe,john@example.com\n2,Jane Roe,jane@example.com\n"
    mapping = read_inputs([write(tmp_path, content)]).sources[0].mapping
    assert mapping == (("FullName", "column 2"), ("EmailAddress", "column 3"))


def test_files_of_different_layout_are_one_table(tmp_path):
    crm = write(tmp_path, "id,first_name,email\na1,John,john@example.com\n", "crm.csv")
    shop = write(tmp_path, '{"Key": "b1", "Name": "Jane Roe", "Phones": ["555-0100", "555-0101"]}\n', "shop.jsonl")
    found = read_inputs([crm, shop])
    assert found.records.to_pylist() == [
        {"profile_id": "a1", "source": "crm.csv", "FirstName": "John", "FullName": None, "PhoneNumber": None,
         "PhoneNumber#2": None, "EmailAddress": "john@example.com"},
        {"profile_id": "b1", "source": "shop.jsonl", "FirstName": None, "FullName": "Jane Roe",
         "PhoneNumber": "555-0100", "PhoneNumber#2": "555-0101", "EmailAddress": None},
    ]  # fmt: skip
    assert [(source.name, source.records) for source in found.sources] == [("crm.csv", 1), ("shop.jsonl", 1)]
    assert found.records.schema.field("source").type == pa.dictionary(pa.int32(), pa.string())


def test_row_numbers_of_several_files_carry_the_name_of_the_file(tmp_path):
    paths = [write(tmp_path, PEOPLE, "a.csv"), write(tmp_path, PEOPLE, "b.csv")]
    assert read_inputs(paths).records["profile_id"].to_pylist() == ["a.csv:1", "a.csv:2", "b.csv:1", "b.csv:2"]


def test_ids_that_two_files_share_get_the_name_of_the_file_all_of_them(tmp_path):
    paths = [write(tmp_path, f"id,name\n1,Jo\n{i},Al\n", f"{i}.csv") for i in (2, 3)]
    assert read_inputs(paths).records["profile_id"].to_pylist() == ["2.csv:1", "2.csv:2", "3.csv:1", "3.csv:3"]


def test_files_of_one_name_in_two_folders_are_two_sources(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
    found = read_inputs([write(tmp_path / "x", PEOPLE), write(tmp_path / "y", PEOPLE)])
    assert [source.name for source in found.sources] == ["people.csv", "people.csv (2)"]
    assert found.records["profile_id"].to_pylist()[-1] == "people.csv (2):2"


def test_a_given_column_counts_where_a_file_has_it(tmp_path):
    paths = [write(tmp_path, "vname,email\nJo,jo@example.com\n", "a.csv"), write(tmp_path, PEOPLE, "b.csv")]
    found = read_inputs(paths, columns={"FirstName": "vname"})
    assert found.records["FirstName"].to_pylist() == ["Jo", "John", "Jane"]


def test_a_table_in_memory_is_read_like_a_file():
    table = pa.table({"id": [7, 8], "First Name": ["Jo", None], "mobile": [5550100000.0, None], "extra": [1, 2]})
    found = records_of(table, name="frame")
    assert found.records.to_pylist() == [
        {"profile_id": "7", "source": "frame", "FirstName": "Jo", "MobilePhoneNumber": "5550100000"},
        {"profile_id": "8", "source": "frame", "FirstName": None, "MobilePhoneNumber": None},
    ]
    assert found.sources[0].mapping == (
        ("profile_id", "id"),
        ("FirstName", "First Name"),
        ("MobilePhoneNumber", "mobile"),
    )
    assert found.sources[0].ignored == ("extra",)


def test_a_table_in_memory_whose_columns_are_only_numbered_is_recognised_by_its_values():
    rows = [("a@example.com", "John", "Doe"), ("b@example.com", "Mary", "Roe")]
    found = records_of(pa.table({str(i): list(cells) for i, cells in enumerate(zip(*rows, strict=True))}))
    assert found.records.column_names[2:] == ["FirstName", "LastName", "EmailAddress"]
    assert found.sources[0].notes[-1].endswith("because of its values")


def test_a_table_in_memory_without_rows_is_refused():
    with pytest.raises(ReadError, match="frame has no rows"):
        records_of(pa.table({"name": pa.array([], pa.string())}), name="frame")


def test_columns_of_the_truth_are_never_used(tmp_path):
    content = "id,entity_id,cluster,group,true_match,match_id,name\n1,9,9,9,9,9,Jo\n2,9,9,9,9,9,Jo\n"
    found = read_inputs([write(tmp_path, content)])
    assert found.records.column_names == ["profile_id", "source", "FullName"]
    assert found.sources[0].ignored == ("entity_id", "cluster", "group", "true_match", "match_id")


def test_a_table_as_it_is_keeps_every_column_and_cell(tmp_path):
    path = write(tmp_path, "profile_id,match_id,confidence_score\n a ,m1,0.75\n'=b,m1,\n")
    assert read_table(path).to_pylist() == [
        {"profile_id": " a ", "match_id": "m1", "confidence_score": "0.75"},
        {"profile_id": "=b", "match_id": "m1", "confidence_score": None},
    ]
