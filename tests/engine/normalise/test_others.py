import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.normalise.others import FEMALE, MALE, UNKNOWN, genders, identifiers


def identifier(value: str) -> str:
    found: str = identifiers(pa.array([value]))[0].as_py()
    return found


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        ("m|M|male|Male|MALE| man |Mr.|H|hombre|homme|männlich|Herr|masculino|masculin|uomo|男|мужской|'M'", MALE),
        ("f|F|female|Woman|Mrs|Ms.|weiblich|w|mujer|féminin|femme|donna|feminino|vrouw|女|Женский|K", FEMALE),
        ("|0|1|2|x|unknown|n/a|NaN|nan|other|diverse|v|male/female|non-binary|-", UNKNOWN),
    ],
)
def test_gender_words_are_read_and_codes_are_not_guessed(spellings: str, expected: int) -> None:
    values = spellings.split("|")
    assert genders(pa.array(values)).tolist() == [expected] * len(values)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ab-12 34/c", "AB1234C"), ("AB1234C", "AB1234C"), ("007", "007"), ("7", "7"), ("00012345.0", "00012345"),
        ("12.05", "1205"), ("№ 12", "12"), ("ид-5", "ИД5"), (" x1 ", "X1"),
        ("1", "1"), ("12345.00", "1234500"),
        ("", ""), ("0", ""), ("0000", ""), ("00-00", ""), ("N/A", ""), ("null", ""),
        ("None", ""), ("unknown", ""), ("---", ""), ("XXXX", ""),
    ],
)  # fmt: skip
def test_an_identifier_is_its_letters_and_digits(value: str, expected: str) -> None:
    assert identifier(value) == expected


@settings(deadline=None)
@given(st.lists(st.text()))
def test_any_text_is_accepted_and_identifiers_are_final(values: list[str]) -> None:
    column = pa.array(values, pa.string())
    once = identifiers(column)
    assert len(genders(column)) == len(once) == len(values)
    assert identifiers(once).to_pylist() == once.to_pylist()


@settings(deadline=None)
@given(st.from_regex(r"[A-Z1-9][A-Z0-9]{5,10}", fullmatch=True), st.sampled_from("-/. _"))
def test_signs_never_change_an_identifier(code: str, sign: str) -> None:
    assert identifier(code[:3] + sign + code[3:].lower() + sign) == identifier(code)
