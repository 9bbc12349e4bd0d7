from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.normalise.name_rules import full_row, given_row, surname_row
from onefold.engine.normalise.names import NameParts, split_full, split_given, split_surname
from onefold.engine.normalise.text import fold, is_placeholder

Split = Callable[[pa.StringArray], NameParts]


def _rows(split: Split, *values: str) -> list[tuple[str, str, str, int, int]]:
    parts = split(pa.array(values, pa.string()))
    texts = [column.to_pylist() for column in (parts.given, parts.middle, parts.surname)]
    return list(zip(*texts, parts.suffix.tolist(), parts.gender.tolist(), strict=True))


FULL = [
    ("John Doe", "john", "", "doe"),
    ("Jhn Doe", "jhn", "", "doe"),
    ("JOHN DOE", "john", "", "doe"),
    ("  John   Doe ", "john", "", "doe"),
    ("Doe, John", "john", "", "doe"),
    ("Doe,John", "john", "", "doe"),
    ("Doe , John Q.", "john", "q", "doe"),
    ("John Q. Public", "john", "q", "public"),
    ("John Michael Doe", "john", "michael", "doe"),
    ("J. R. R. Tolkien", "j", "r r", "tolkien"),
    ("J.R.R. Tolkien", "j", "r r", "tolkien"),
    ("Ludwig van Beethoven", "ludwig", "", "vanbeethoven"),
    ("Maria de la Cruz", "maria", "", "delacruz"),
    ("DE LA CRUZ Maria", "maria", "", "delacruz"),
    ("Anna-Maria von und zu Stein", "anna", "maria", "vonzustein"),
    ("Berg, Jan van der", "jan", "", "vanderberg"),
    ("Mohammed al-Rashid", "mohammed", "", "alrashid"),
    ("Ali bin Rashid", "ali", "", "binrashid"),
    ("Abdul Rahman Khan", "abdulrahman", "", "khan"),
    ("Juan Carlos Garcia Marquez", "juan", "carlos", "garcia marquez"),
    ("García Márquez, Gabriel", "gabriel", "", "garcia marquez"),
    ("Juan Carlos Lopez", "juan", "carlos", "lopez"),
    ("Maria Lopez Perez", "maria", "", "lopez perez"),
    ("João da Silva Santos", "joao", "", "dasilva santos"),
    ("José Ortega y Gasset", "jose", "", "ortega gasset"),
    ("Jean-Luc Picard", "jean", "luc", "picard"),
    ("Jean-Luc Picard-Smith", "jean", "luc", "picard smith"),
    ("DUPONT Jean", "jean", "", "dupont"),
    ("Jean DUPONT", "jean", "", "dupont"),
    ("JP Morgan", "jp", "", "morgan"),
    ("Madonna", "madonna", "", ""),
    ("Doe,", "", "", "doe"),
    (", John", "john", "", ""),
    ("王小明", "xiaoming", "", "wang"),
    ("欧阳娜娜", "nana", "", "ouyang"),
    ("김철수", "cheolsu", "", "kim"),
    ("山田 太郎", "tailang", "", "shantian"),
    ("さくら", "sakura", "", ""),
    ("ジョン・スミス", "jiyon", "", "sumisu"),
    ("Nguyễn Văn An", "an", "van", "nguyen"),
    ("An Nguyen", "an", "", "nguyen"),
    ("Иван Иванов", "ivan", "", "ivanov"),
    ("Иванов Иван Иванович", "ivan", "ivanovich", "ivanov"),
    ("Иван Иванович Иванов", "ivan", "ivanovich", "ivanov"),
    ("John and Mary Smith", "john", "", "smith"),
    ("John & Mary Smith", "john", "", "smith"),
    ("John Smith and Mary Jones", "john", "", "smith"),
    ("Smith, John and Mary", "john", "", "smith"),
    ("Juan y Maria Lopez", "juan", "", "lopez"),
    ("Mary Smith (née Jones)", "mary", "", "smith jones"),
    ("Robert (Bob) Smith", "robert", "", "smith"),
    ('William "Bill" Gates', "william", "", "gates"),
    ("Sinead O'Connor", "sinead", "", "oconnor"),
    ("Sinead O Connor", "sinead", "", "oconnor"),
    ("Jack O Smith", "jack", "o", "smith"),
    ("Ronald Mac Donald", "ronald", "", "mcdonald"),
    ("Major Lee", "major", "", "lee"),
    ("Max Born", "max", "", "born"),
    ("Estate of John Smith", "john", "", "smith"),
    ("The Smith Family", "", "", "smith"),
    ("FNU Singh", "", "", "singh"),
    ("John LNU", "john", "", ""),
    ("J0hn Sm1th", "john", "", "smith"),
    ("John2 Doe", "john", "", "doe"),
    ("john@example.com", "", "", ""),
    ("www.example.com", "", "", ""),
    ("unknown unknown", "", "", ""),
    ("Test User", "", "", ""),
    ("12345", "", "", ""),
    ("😀", "", "", ""),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("raw", "given_name", "middle", "surname"), FULL)
def test_a_full_name_is_taken_apart(raw: str, given_name: str, middle: str, surname: str) -> None:
    assert _rows(split_full, raw) == [(given_name, middle, surname, 0, 0)]


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        ("John Doe Jr", ("john", "", "doe", 2, 0)),
        ("John Doe, Jr.", ("john", "", "doe", 2, 0)),
        ("Doe Jr., John", ("john", "", "doe", 2, 0)),
        ("Doe, John, Jr.", ("john", "", "doe", 2, 0)),
        ("Doe, John Jr.", ("john", "", "doe", 2, 0)),
        ("John Doe II", ("john", "", "doe", 2, 0)),
        ("John Doe 2nd", ("john", "", "doe", 2, 0)),
        ("John Doe Sr.", ("john", "", "doe", 1, 0)),
        ("John Q. Public III", ("john", "q", "public", 3, 0)),
        ("John Doe IV", ("john", "", "doe", 4, 0)),
        ("John Doe V", ("john", "", "doe", 5, 0)),
        ("Ramesh V", ("ramesh", "", "v", 0, 0)),
        ("John Doe, MD", ("john", "", "doe", 0, 0)),
        ("John Doe, M.D., Ph.D.", ("john", "", "doe", 0, 0)),
        ("John Doe II Jr", ("john", "", "doe", 2, 0)),  # the first counts
        ("John Doe Jr., Esq.", ("john", "", "doe", 2, 0)),
        ("Mr. John Doe", ("john", "", "doe", 0, 1)),
        ("MR John Doe", ("john", "", "doe", 0, 1)),
        ("Mr Doe", ("", "", "doe", 0, 1)),
        ("Mrs. Mary Doe Sr", ("mary", "", "doe", 1, 2)),
        ("Sir Elton", ("elton", "", "", 0, 1)),
        ("Doe, Mr John", ("john", "", "doe", 0, 1)),
        ("Frau Dr. med. Anna Schmidt", ("anna", "", "schmidt", 0, 2)),
        ("Herr Müller", ("", "", "muller", 0, 1)),
        ("Señor Juan Lopez", ("juan", "", "lopez", 0, 1)),
        ("Fr. John Doe", ("john", "", "doe", 0, 0)),
        ("Mr & Mrs Smith", ("", "", "smith", 0, 1)),
        ("Mr. and Mrs. John Smith", ("john", "", "smith", 0, 1)),
    ],
)
def test_titles_suffixes_and_degrees_are_taken_off_a_full_name(raw: str, row: tuple[str, str, str, int, int]) -> None:
    assert _rows(split_full, raw) == [row]


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        ("John", ("john", "", "", 0, 0)),
        ("JOHN", ("john", "", "", 0, 0)),
        ("Mary Ann", ("mary", "ann", "", 0, 0)),
        ("Mary Ann Lou", ("mary", "ann lou", "", 0, 0)),
        ("John Q.", ("john", "q", "", 0, 0)),
        ("J.R.", ("j", "r", "", 0, 0)),
        ("Jean-Luc", ("jean", "luc", "", 0, 0)),
        ("Jean Luc", ("jean", "luc", "", 0, 0)),
        ("Jeanluc", ("jean", "luc", "", 0, 0)),
        ("Maria José", ("maria", "jose", "", 0, 0)),
        ("Mr", ("", "", "", 0, 1)),
        ("Mr. John", ("john", "", "", 0, 1)),
        ("Mr & Mrs John", ("john", "", "", 0, 1)),
        ("Sr. Juan", ("juan", "", "", 0, 1)),
        ("Prof. Dr. Hans-Peter", ("hans", "peter", "", 0, 0)),
        ("General", ("general", "", "", 0, 0)),
        ("Major", ("major", "", "", 0, 0)),
        ("Major John", ("john", "", "", 0, 0)),
        ("Don", ("don", "", "", 0, 0)),
        ("John Jr.", ("john", "", "", 2, 0)),
        ("John III", ("john", "", "", 3, 0)),
        ("John V", ("john", "v", "", 0, 0)),
        ("Junior", ("junior", "", "", 0, 0)),
        ("John & Mary", ("john", "", "", 0, 0)),
        ("John/Mary", ("john", "", "", 0, 0)),
        ("Robert (Bob)", ("robert", "", "", 0, 0)),
        ("(Bob)", ("bob", "", "", 0, 0)),
        ("Abdul Rahman", ("abdulrahman", "", "", 0, 0)),
        ("Abdul-Rahman", ("abdulrahman", "", "", 0, 0)),
        ("De Andre", ("deandre", "", "", 0, 0)),
        ("DeAndre", ("deandre", "", "", 0, 0)),
        ("J0hn", ("john", "", "", 0, 0)),
        ("0liver", ("oliver", "", "", 0, 0)),
        ("王小明", ("wangxiaoming", "", "", 0, 0)),
        ("unknown", ("", "", "", 0, 0)),
        ("N/A", ("", "", "", 0, 0)),
    ],
)
def test_a_given_name_column_is_taken_apart(raw: str, row: tuple[str, str, str, int, int]) -> None:
    assert _rows(split_given, raw) == [row]


@pytest.mark.parametrize(
    ("spellings", "surname"),
    [
        (["van der Berg", "vanderberg", "VanDerBerg", "van-der Berg", "v.d. Berg", "Berg, van der"], "vanderberg"),
        (["de la Cruz", "Dela Cruz", "DelaCruz", "DE LA CRUZ"], "delacruz"),
        (["al-Rashid", "Al Rashid", "AlRashid"], "alrashid"),
        (["O'Brien", "O Brien", "O’Brien", "OBrien", "0'Brien"], "obrien"),
        (["McDonald", "Mc Donald", "Mac Donald", "MacDonald"], "mcdonald"),
        (["McKenzie", "Mackenzie"], "mckenzie"),
        (["St. John", "Saint John", "St John"], "stjohn"),
        (["Garcia Marquez", "García-Márquez", "GARCIA  MARQUEZ", "García y Márquez"], "garcia marquez"),
        (["Smith-Jones", "Smith Jones", "Smith/Jones", "Smith & Jones"], "smith jones"),
        (["Smith (née Jones)", "Smith geb. Jones", "Smith nee Jones"], "smith jones"),
        (["D'Angelo", "D Angelo", "DAngelo"], "dangelo"),
        (["Smith", "Smith PhD", "Smith, M.D.", "Smith, Esq."], "smith"),
        (["Kim", "김"], "kim"),
    ],
)  # fmt: skip
def test_spellings_of_one_surname_become_one(spellings: list[str], surname: str) -> None:
    assert _rows(split_surname, *spellings) == [("", "", surname, 0, 0)] * len(spellings)


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        ("Smith Jr.", ("", "", "smith", 2, 0)),
        ("Smith, III", ("", "", "smith", 3, 0)),
        ("Smith II", ("", "", "smith", 2, 0)),
        ("Smith V", ("", "", "smith", 5, 0)),
        ("Mr Smith", ("", "", "smith", 0, 1)),
        ("Doe, John", ("john", "", "doe", 0, 0)),
        ("Doe, John Jr.", ("john", "", "doe", 2, 0)),
        ("Null", ("", "", "", 0, 0)),
    ],
)
def test_what_else_stands_in_a_surname_column_is_told(raw: str, row: tuple[str, str, str, int, int]) -> None:
    assert _rows(split_surname, raw) == [row]


@pytest.mark.parametrize(
    "name", ["le", "van", "do", "ma", "born", "nee", "neto", "major", "mack", "macron", "na", "de"]
)
def test_a_surname_that_looks_like_something_else_stays(name: str) -> None:
    assert _rows(split_surname, name) == [("", "", name, 0, 0)]


FRAGMENTS = (
    "John Mary Doe Smith-Jones García Ñandú O'Brien van der de la Mc Mac MacDonald Mr Mrs. Dr. med. Jr Jr. II III IV V"
    " Sr. Q. j Q and & y Garcia Lopez Nguyen An Иванов Иванович 王小明 김 (Bob)"
    " née Esq. M.D. Ph.D. unknown FNU the family"
    " 123 J0hn 2nd al-Rashid saint v.d. Jeanluc DUPONT - / , , ; Miss Major 😀 \u200b"
)
WORDS = st.sampled_from(FRAGMENTS.split())
NAMES = st.lists(WORDS, max_size=6).map(" ".join) | st.text(st.characters(exclude_categories=("Cs",)), max_size=25)
COLUMNS = [(split_given, given_row), (split_surname, surname_row), (split_full, full_row)]


@pytest.mark.parametrize(("split", "rule"), COLUMNS)
@given(st.lists(NAMES, max_size=6))
def test_whole_columns_are_read_as_the_rules_read_each_name(
    split: Split, rule: Callable[[str], object], names: list[str]
) -> None:
    values = pa.array(names, pa.string())
    nobody = ("", "", "", 0, 0)
    expected = [nobody if no else rule(name) for name, no in zip(names, is_placeholder(fold(values)), strict=True)]
    assert _rows(split, *names) == expected


@pytest.mark.parametrize(
    "name",
    ["Doe, John", "DOE, JOHN M", "Berg, van den", "Souza, dc", "Doe, Dr John", "Doe, Jr", "Picard-Smith, Jean-Luc",
     "Nguyen, Thi Van", "Doe,", ", John", "unknown, unknown", "Doe, John, Jr", "Van der Berg, Jan", "O'Neill, Mary"],
)  # fmt: skip
def test_a_listed_name_in_the_column_of_last_names_is_read_as_the_rule_reads_it(name: str) -> None:
    assert _rows(split_surname, name) == [surname_row(name)]


@pytest.mark.parametrize(("split", "rule"), COLUMNS)
@given(st.lists(NAMES, max_size=6))
def test_parts_are_folded_words_in_columns_of_the_same_length(split: Split, rule: object, names: list[str]) -> None:  # noqa: ARG001
    parts = split(pa.array(names, pa.string()))
    for column in (parts.given, parts.middle, parts.surname):
        assert (column.type, len(column), column.null_count) == (pa.string(), len(names), 0)
        assert fold(column).equals(column)
        assert not any(char.isdigit() for text in column.to_pylist() for char in text)
    for codes, largest in ((parts.suffix, 5), (parts.gender, 2)):
        assert (codes.dtype, len(codes)) == (np.dtype(np.int8), len(names))
        assert ((codes >= 0) & (codes <= largest)).all()


@given(NAMES)
def test_a_given_name_and_a_surname_split_again_stay_what_they_are(name: str) -> None:
    ((given_name, _, _, _, _),) = _rows(split_given, name)
    ((_, _, surname, _, _),) = _rows(split_surname, name)
    if given_name and not is_placeholder(pa.array([given_name]))[0]:
        assert _rows(split_given, given_name)[0][0] == given_name
    if surname and not is_placeholder(pa.array([surname]))[0]:
        assert _rows(split_surname, surname)[0][2] == surname


def test_a_cell_of_megabytes_costs_no_more_than_a_name() -> None:
    ((given_name, _, surname, _, _),) = _rows(split_full, "John " + "x" * 10_000_000)
    assert given_name == "john"
    assert len(surname) < 250


def test_a_slice_is_read_as_its_own_values() -> None:
    values = pa.array(["x", "John Doe", "Doe, Mary", "y"])
    parts = split_full(values.slice(1, 2))
    assert parts.given.to_pylist() == ["john", "mary"]
    assert parts.surname.to_pylist() == ["doe", "doe"]
