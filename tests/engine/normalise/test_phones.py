import numpy as np
import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata
from phonenumbers.data import _COUNTRY_CODE_TO_REGION_CODE as REGIONS_OF_CODE

from onefold.engine.normalise import phones
from onefold.engine.normalise.phones import PhoneKeys, compact, phone_keys


def read(*values: str, region: str = "US") -> PhoneKeys:
    return phone_keys(pa.array(values, pa.string()), region)


def key(value: str, region: str = "US") -> int:
    return int(read(value, region=region).key[0])


@pytest.mark.parametrize(
    ("region", "spellings"),
    [
        ("US", "555-010-0000|+1-555-010-0000"),  # the mission's own example
        ("US", "(555) 010 0000|555.010.0000|5550100000|1 555 010 0000|15550100000|001 555 010 0000|+1 (555) 010-0000"),
        ("US", "555-010-0000|tel:+1-555-010-0000|Phone: 555-010-0000|(h) 555-010-0000|+001 555 010 0000"),
        ("US", "555-010-0000x123|555-010-0000 ext. 5|+1-555-010-0000;ext=5|555-010-0000 #12|555 010 0000 extension 7"),
        ("US", "555-010-0000|555-010-0000 / 555-010-0101|555-010-0000, 555-010-0101|555-010-0000 or 555-010-0101"),
        ("US", "555-010-0000|555-010-0000\n555-010-0101|+15550100000+15550100101|5550100000;5550100101"),
        (
            "US",
            "555-010-0000|５５５－０１０－００００|٥٥٥٠١٠٠٠٠٠|\u202a+1 (555) 010\u20110000\u202c|555\xa0010\xa00000",
        ),
        ("US", "555-010-0000|5550100000.0|'555-010-0000|555_010_0000|555-010-0000 (mobile)|5550100000 home"),
        ("US", "1-800-FLOWERS|18003569377|800 flowers|1-800-FLOWERSNOW"),
        ("US", "555-0100|1 555 0100|5550100"),
        ("US", "+49 171 2345678|011 49 171 2345678|0049 171 2345678|+49 (0)171 2345678|0171 2345678"),
        ("DE", "0171 2345678|+49 171 2345678|0049-171-2345678|0171/2345678|(0171) 23 45 678|+49(0)171/2345678"),
        ("DE", "030 12344|+49 30 12344|+49 (0)30 / 12344|0049 30 12344"),
        ("DE", "06151/123456|+49 6151/123456|06151/123456/12"),
        ("GB", "07700 900123|+44 (0)7700 900123|0044 7700 900123|+44 7700 900123|7700900123|447700900123"),
        ("FR", "06 12 34 56 79|+33 6 12 34 56 79|+33 (0)6.12.34.56.79|0033612345679"),
        ("IT", "06 6982 1235|+39 06 6982 1235|0039 0669821235|39 06 69821235"),
        ("IT", "06 12344|+39 06 12344|0039 06 12344"),
        ("ES", "912 345 679|+34 912345679|0034912345679"),
        ("RU", "8 (495) 123-45-68|+7 495 123 45 68|8~10 7 495 1234568|495 123-45-68"),
        ("HU", "06 1 234 5679|+36 1 234 5679|(06-1) 234-5679|+36 06 1 234 5679"),
        ("DK", "12 34 56 79|+45 12345679|4512345679|004512345679"),
        ("LT", "8 612 34569|+370 612 34569|061234569"),
        ("AU", "0412 345 679|+61 412 345 679|0011 61 412 345 679"),
        ("JP", "010 1 555 010 0000|+1 555 010 0000"),
        ("MX", "55 1234 5679|+52 1 55 1234 5679|01 55 1234 5679"),
        ("SE", "08-123 456 79|+46 8 123 456 79|+46 (0)8 123 456 79"),
        ("ZA", "011 234 5679|+27 11 234 5679"),  # 011 is Johannesburg, not an exit code
        ("", "+1 555 010 0000|555-010-0000|001 555 010 0000"),
        ("xx", "+44 7700 900123|07700 900123"),
    ],
)
def test_every_spelling_of_a_number_gives_one_key(region: str, spellings: str) -> None:
    keys = read(*spellings.split("|"), region=region).key
    assert keys[0] > 0
    assert set(keys.tolist()) == {int(keys[0])}


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "n/a", "unknown", "none", "x", "+", "0", "911", "12345", "000-000-0000", "999-999-9999",
        "(555) 555-5555", "+1 000 000 0000", "+1 (555) 555-5555", "1234567890", "123-456-7890", "+1 123 456 7890",
        "0123456789", "987654321", "5.55E+09", "5.550100e9", "5,55E+09", "1.23457E+11", "call", "john@example.com",
        "9" * 19, "12345678901234567891234", "-", "ext 5", "+49", "00", "++++++", "0" * 400, "☎", "#", "１２",
    ],
)  # fmt: skip
@pytest.mark.parametrize("region", ["US", "DE", "IT", "RU", ""])
def test_what_is_no_number_is_unusable(value: str, region: str) -> None:
    keys = read(value, region=region)
    assert (keys.key[0], keys.calling_code[0]) == (0, 0)


@pytest.mark.parametrize(
    ("value", "region", "expected"),
    [
        ("555-010-0000", "US", 0), ("+1-555-010-0000", "US", 1), ("001 555 010 0000", "DE", 1),
        ("011 49 30 123457", "US", 49),
        ("+44 (0)7700 900123", "US", 44), ("+380 44 123 45 68", "US", 380), ("+999 171 2345678", "US", 0),
        ("0011 64 3 123 4568", "AU", 64), ("8 10 49 30 1234569", "RU", 49), ("010 49 30 1234569", "JP", 49),
    ],
)  # fmt: skip
def test_the_calling_code_is_known_only_where_it_is_stated(value: str, region: str, expected: int) -> None:
    assert read(value, region=region).calling_code[0] == expected


def test_short_numbers_of_different_length_have_different_keys() -> None:
    assert key("555-0100") == 7_005_550_100
    assert key("555010") == 6_000_555_010
    assert key("(030) 555010", "DE") != key("555010", "DE")


def test_the_signs_after_an_area_code_part_no_numbers() -> None:
    assert key("0049 33056/12345", "DE") == key("033056 12345", "DE")


def test_columns_may_be_slices_or_empty() -> None:
    values = pa.array(["x", "555-010-0000", "Tel 555-010-0101", "y"])
    assert phone_keys(values.slice(1, 2), "US").key.tolist() == [550100000, 550100101]
    assert len(phone_keys(values.slice(0, 0), "US").key) == 0


def test_the_tables_agree_with_the_metadata_of_phonenumbers() -> None:
    assert set(REGIONS_OF_CODE) == phones._CODES
    expected = {region: code for code, regions in REGIONS_OF_CODE.items() for region in regions if region != "001"}
    assert expected == phones.CALLING_CODES
    short: dict[int, int] = {}
    zero_kept = set()
    for code, regions in REGIONS_OF_CODE.items():
        metadata = PhoneMetadata.metadata_for_region(regions[0]) if regions[0] != "001" else None
        if metadata:
            short[code] = max({*metadata.fixed_line.possible_length, *metadata.mobile.possible_length})
            examples = (metadata.fixed_line.example_number, metadata.mobile.example_number)
            zero_kept |= {code for example in examples if example and example[0] == "0"}
    assert {c: n for c, n in short.items() if 6 <= n <= 8} == {
        c: n for n, codes in phones._SHORT.items() for c in codes
    }
    assert zero_kept == set(phones._ZERO_KEPT)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_the_national_form_of_every_region_equals_its_international_form(region: str) -> None:
    number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.FIXED_LINE)
    formats = phonenumbers.PhoneNumberFormat
    spellings = [
        phonenumbers.format_number(number, how) for how in (formats.NATIONAL, formats.INTERNATIONAL, formats.RFC3966)
    ]
    keys = read(*spellings, region=region).key
    if keys[0]:
        assert len(set(keys.tolist())) == 1, spellings


NANP = st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{5}[1-9]", fullmatch=True)


@settings(deadline=None)
@given(NANP, st.sampled_from(["", "+1", "1", "001", "011 1", "+1 (0)", "Tel. +1 "]), st.sampled_from(" -. "))
def test_formatting_never_changes_the_key(digits: str, prefix: str, separator: str) -> None:
    spelled = prefix + separator.join((f"({digits[:3]})", digits[3:6], digits[6:]))
    assert key(spelled) == key(digits)


@settings(deadline=None)
@given(
    st.lists(st.text() | st.text("0123456789 +-/x#.()eE,;", max_size=30)), st.sampled_from(["US", "DE", "IT", "RU", ""])
)
def test_any_text_is_read_alone_as_in_company(values: list[str], region: str) -> None:
    together = read(*values, region=region)
    assert len(together.key) == len(together.calling_code) == len(values)
    assert together.key.tolist() == [key(v, region) for v in values]
    assert (together.key < 9_000_000_000).all()


KEYS = st.integers(1, 10**9 - 1) | st.integers(5, 8).flatmap(
    lambda length: st.integers(10 ** (length - 1), 10**length - 1).map(lambda number: length * 10**9 + number)
)


@settings(deadline=None)
@given(st.lists(KEYS, min_size=2, max_size=2))
def test_compact_numbers_are_equal_when_the_keys_are(keys: list[int]) -> None:
    a, b = compact(np.array(keys, dtype=np.uint64)).tolist()
    assert 0 <= a < 2**31
    assert (a == b) == (keys[0] == keys[1])


@settings(deadline=None)
@given(st.lists(KEYS, min_size=2, max_size=2))
def test_compact_numbers_keep_what_the_digits_of_numbers_of_one_length_say(keys: list[int]) -> None:
    a, b = compact(np.array(keys, dtype=np.uint64)).tolist()
    if keys[0] // 10**9 == keys[1] // 10**9:
        assert a - b == keys[0] - keys[1]
