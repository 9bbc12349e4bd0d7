import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.normalise.streets import ascii_only, street_lines


def read(*values: str) -> list[tuple[str, str, str]]:
    lines = street_lines(pa.array(values, pa.string()))
    return list(zip(lines.street.to_pylist(), lines.number.to_pylist(), lines.unit.to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("spellings", "street", "number"),
    [
        ("12 Main St|12 Main St.|12 MAIN STREET|12, Main Street|  12  main   street|#12 Main St|"
         "No. 12 Main St", "main street", "12"),
        ("12 Main St, Springfield, IL 62704|012 Main St|12-14 Main St|12 – 14 Main St|Main St 12|"
         "Main Street, 12", "main street", "12"),
        ("12 N. Main Ave.|12 North Main Avenue|12 N Main Av", "north main avenue", "12"),
        ("5 Oak Blvd NW|5 Oak Boulevard Northwest|5 Oak Blvd. North West", "oak boulevard north west", "5"),
        ("33 St James St|33 Saint James Street|33 St. James St.", "saint james street", "33"),
        ("12 N St|12 N Street", "north street", "12"),
        ("7 E St NW", "east street north west", "7"),
        ("12 E 42nd St|12 East 42nd Street", "east 42nd street", "12"),
        ("3 First Ave|3 1st Avenue", "1st avenue", "3"),
        ("221b Baker St|221 B Baker Street|221B Baker St.", "baker street", "221b"),
        ("12 C Street", "c street", "12"),
        ("12345 Ocean Pkwy", "ocean parkway", "12345"),
        ("1200 County Road 12|1200 County Rd 12", "county road 12", "1200"),
        ("Hauptstr. 12a|Hauptstraße 12a|HAUPTSTRASSE 12 A|Haupt-Str. 12 a|Haupt Straße 12A|"
         "Hauptstr. 12a-14", "hauptstrasse", "12a"),
        ("Straße des 17. Juni 135|Strasse des 17 Juni 135", "strasse des 17 juni", "135"),
        ("Hauptstr. 12, 10115 Berlin", "hauptstrasse", "12"),
        ("Kerkstraat 5|Kerkstr. 5", "kerkstrasse", "5"),
        ("C/ Mayor, 5|c/ Mayor 5|Calle Mayor 5|CALLE MAYOR, 5, Madrid", "calle mayor", "5"),
        ("Av. Paulista, 1000|Avenida Paulista 1000|Avda Paulista 1000", "avenue paulista", "1000"),
        ("Hauptstr., 10115 Berlin", "hauptstrasse 10115 berlin", ""),
        ("12 rue de l'Église|12 Rue de l’Eglise|12, rue de lEglise", "rue de leglise", "12"),
        ("12 bis rue de Rivoli", "rue de rivoli", "12bis"),
        ("P.O. Box 123|PO Box 123|POB 123|Post Office Box 123|Postfach 123|p.o.box 123, Springfield", "po box", "123"),
        ("PO Box 12345", "po box", "12345"),
        ("12 Box Hill Road", "box hill road", "12"),
        ("High Street|HIGH ST", "high street", ""),
        ("St|St.", "street", ""),
    ],
)  # fmt: skip
def test_every_spelling_of_a_street_is_one(spellings: str, street: str, number: str) -> None:
    values = spellings.split("|")
    assert read(*values) == [(street, number, "")] * len(values)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12 Main St Apt 4B", ("main street", "12", "4b")),
        ("12 Main St, Apt. 4 B", ("main street", "12", "4b")),
        ("12 Main St #4b", ("main street", "12", "4b")),
        ("12 Main St, Apt # 4b", ("main street", "12", "4b")),
        ("Apt 4B, 12 Main St", ("main street", "12", "4b")),
        ("12 Main St Unit E", ("main street", "12", "east")),
        ("Suite 1200, 5 Oak Ave", ("oak avenue", "5", "1200")),
        ("5 Oak Ave Ste 300", ("oak avenue", "5", "300")),
        ("5 rue Ste Catherine", ("rue sainte catherine", "5", "")),
        ("5/33 Main St", ("main street", "33", "5")),
        ("Unit 5, 12-14 High Rd", ("high road", "12", "5")),
        ("Flat 3, Rose Court, 12 High Street", ("rose court high street", "12", "3")),
        ("Hauptstraße 5/33", ("hauptstrasse", "5", "33")),
        ("Hauptstraße 5 Top 33", ("hauptstrasse", "5", "33")),
        ("Calle Mayor 5, 3 B", ("calle mayor", "5", "3b")),
        ("1 Market Plaza, 3rd Floor", ("market plaza", "1", "")),
        ("1 Market Plaza Floor 3 Suite 5", ("market plaza", "1", "5")),
        ("1 Market Plaza Bldg 2 Apt 5", ("market plaza", "1", "5")),
        ("12 Main St Apt 5 Unit 6", ("main street", "12", "5")),
    ],
)
def test_the_unit_is_told_from_the_house_number(value: str, expected: tuple[str, str, str]) -> None:
    assert read(value) == [expected]


@pytest.mark.parametrize("value", ["", " ", ",", "#", "---", "☎", "\u200b"])
def test_a_line_without_words_is_empty(value: str) -> None:
    assert read(value) == [("", "", "")]


def test_a_long_cell_is_read_only_at_its_beginning() -> None:
    assert read("12 Main St " + "x" * 100_000)[0][1] == "12"
    assert ascii_only(pa.array(["é" * 500])).to_pylist() == ["e" * 200]


def test_columns_may_be_slices_or_empty() -> None:
    values = pa.array(["9 Oak Ave", "12 Main St", "Köln Str. 5", "y"])
    lines = street_lines(values.slice(1, 2))
    assert (lines.street.to_pylist(), lines.number.to_pylist()) == (["main street", "kolnstrasse"], ["12", "5"])
    assert len(street_lines(values.slice(0, 0)).unit) == 0


WORDS = [
    "main",
    "st",
    "apt",
    "4",
    "12a",
    "b",
    "n",
    "#",
    "/",
    "-",
    ",",
    "floor",
    "3rd",
    "no",
    "box",
    "po",
    "str",
    "10115",
]


@settings(deadline=None)
@given(st.lists(st.text(max_size=30) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)))
def test_a_line_is_read_alone_as_in_company(values: list[str]) -> None:
    together = read(*values)
    assert together == [read(value)[0] for value in values]
    assert all(part.isascii() and part == part.strip() for line in together for part in line)


@settings(deadline=None)
@given(
    st.integers(1, 99_999), st.sampled_from(["Oak", "Elm", "Cedar Hill"]), st.sampled_from(["St|Street", "Ave|Avenue"])
)
def test_abbreviations_never_change_the_street(number: int, name: str, kinds: str) -> None:
    short, long = kinds.split("|")
    assert read(f"{number} {name} {short}.") == read(f"{number} {name.upper()} {long}")
