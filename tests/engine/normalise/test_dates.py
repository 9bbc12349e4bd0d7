from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.normalise.dates import parse_dates


def read(*values: str, region: str = "") -> list[int]:
    dates: list[int] = parse_dates(pa.array(values, pa.string()), region).tolist()
    return dates


@pytest.mark.parametrize(
    "value",
    [
        "1985-05-12", "1985-5-12", "1985/05/12", "1985.05.12", "1985 05 12", " 1985-05-12 ", "1985-05-12T00:00:00Z",
        "1985-05-12 13:45:01.123+02:00", "19850512", "19850512T134500", "19850512134500", "12.05.1985", "12.5.1985",
        "12. 5. 1985.",
        "12051985", "12/05/1985", "12-05-1985", "12 05 1985", "12/5/1985 12:00:00 AM", "12.05.1985 10:30", "12/5/85",
        "85-05-12",
        "850512", "May 12, 1985", "12 May 1985", "12-May-85", "12-MAY-1985", "May 12 85", "1985 May 12",
        "12th of May 1985",
        "Sun May 12 10:30:00 1985", "Mon, 12 May 1985 00:00:00 GMT", "12. Mai 1985", "12 mai 1985",
        "mar. 12 mai 1985",
        "12 de mayo de 1985", "12 maggio 1985", "12 de maio de 1985", "12 mei 1985", "31179", "31179.0", "19850512.0",
        "484704000", "484704000000", "484704000.0", " 484696800000 ", "484718400", "484747200000",
        "1985年5月12日", "１９８５-05-12", "١٢/٠٥/١٩٨٥", "'1985-05-12", "1985-05-12,",
    ],
)  # fmt: skip
def test_every_spelling_of_a_day_gives_one_integer(value: str) -> None:
    assert read(value) == [1985_05_12]


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Jan", 1), ("Jänner", 1), ("janvier", 1), ("enero", 1), ("gennaio", 1), ("février", 2), ("Feb.", 2),
        ("fevereiro", 2),
        ("März", 3), ("mrt", 3), ("março", 3), ("avril", 4), ("abr", 4), ("mai", 5), ("giugno", 6), ("Juli", 7),
        ("juillet", 7),
        ("août", 8), ("agosto", 8), ("Sept", 9), ("set", 9), ("Okt", 10), ("ottobre", 10), ("noviembre", 11),
        ("Dez", 12), ("décembre", 12),
    ],
)  # fmt: skip
def test_month_names_of_seven_languages_are_known(name: str, month: int) -> None:
    assert read(f"3 {name} 1985") == [1985_00_03 + 100 * month]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1985", 1985_00_00), ("May 1985", 1985_05_00), ("05/1985", 1985_05_00), ("1985-05", 1985_05_00),
        ("198505", 1985_05_00),
        ("1985-00-00", 1985_00_00), ("1985-05-00", 1985_05_00),
    ],
)  # fmt: skip
def test_an_unstated_day_or_month_is_zero(value: str, expected: int) -> None:
    assert read(value) == [expected]


@pytest.mark.parametrize(
    "value",
    [
        "", " ", "unknown", "n/a", "0", "0000-00-00", "00/00/0000", "1900-01-01", "01/01/1900", "0001-01-01",
        "9999-12-31",
        "1111-11-11", "1985-99-99", "99/99/1985",
        "13/13/85", "32/02/85", "0/5/85", "99999", "09999", "60001", "12", "3000", "may",
        "May 12",
        "12 Main Street 5 1985", "-1", "1e9", "123456789", "1.5", "٣", "☎ 12", "12:30", "0/0/0/0/0",
    ],
)  # fmt: skip
def test_what_is_no_date_is_unusable(value: str) -> None:
    assert read(value) == [0]


def test_the_order_of_day_and_month_is_what_most_of_the_column_says() -> None:
    assert read("03/04/1985", "13/04/1985", region="US") == [1985_04_03, 1985_04_13]
    assert read("03/04/1985", "04/13/1985", region="DE") == [1985_03_04, 1985_04_13]
    assert read("03/04/1985", "13/04/1985", "14/04/1985", "04/15/1985", region="US")[0] == 1985_04_03


@pytest.mark.parametrize(
    ("region", "expected"), [("US", 1985_03_04), ("ph", 1985_03_04), ("GB", 1985_04_03), ("", 1985_04_03)]
)
def test_the_region_decides_a_tie(region: str, expected: int) -> None:
    assert read("03/04/1985", region=region) == [expected]
    assert read("03/04/1985", "13/04/1985", "04/13/1985", region=region)[0] == expected


def test_a_dotted_date_has_the_day_first_and_no_vote() -> None:
    assert read("03.04.1985", "04/13/1985", region="US")[0] == 1985_04_03
    assert read("03/04/1985", "13.04.1985", region="US")[0] == 1985_03_04
    assert read("04.13.1985", region="US") == [1985_04_13]


def test_a_date_that_can_be_read_in_one_way_only_is_read_so() -> None:
    assert read("05/13/1985", "13/05/1985", "1985/31/12") == [1985_05_13, 1985_05_13, 1985_12_31]


def test_a_lost_leading_zero_is_forgiven() -> None:
    assert read("5121985", "13051985", region="US") == [1985_12_05, 1985_05_13]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("31/02/1985", 1985_02_31), ("1985-04-31", 1985_04_31), ("1985-81-12", 1985_81_12), ("1985-05-72", 1985_05_72),
        ("1985-00-12", 1985_00_12), ("12/05/1985", 1985_05_12), ("32/02/1985", 1985_02_32), ("19858112", 1985_81_12),
    ],
)  # fmt: skip
def test_a_slip_in_the_day_or_month_is_kept_as_evidence(value: str, expected: int) -> None:
    assert read(value, "1985-04-13") == [expected, 1985_04_13]


def test_the_day_follows_the_year_only_where_most_of_the_column_says_so() -> None:
    assert read("1985-31-12", "1985-30-11", "1985-03-04") == [1985_12_31, 1985_11_30, 1985_04_03]
    assert read("1985-31-12", "1985-11-30", "1985-11-29", "1985-03-04")[0] == 1985_31_12


def test_years_of_two_digits_end_in_2025() -> None:
    assert read("12/05/25", "12/05/26", "12 May 25", "12-May-26") == [2025_05_12, 1926_05_12, 2025_05_12, 1926_05_12]


def test_columns_may_be_slices_or_empty() -> None:
    values = pa.array(["x", "1985-05-12", "12 May 1985", "y"])
    assert parse_dates(values.slice(1, 2), "").tolist() == [1985_05_12, 1985_05_12]
    assert len(parse_dates(values.slice(0, 0), "")) == 0


FORMATS = ["%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%b %d, %Y", "%Y-%m-%dT00:00:00", "%A, %d %B %Y"]


@settings(deadline=None)
@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMATS))
def test_a_formatted_day_is_read_back(day: date, form: str) -> None:
    assert read(day.strftime(form)) == [day.year * 10_000 + day.month * 100 + day.day]


@pytest.mark.parametrize(("value", "expected"), [("6912000000", 1970_03_22), ("-9676800000", 1969_09_11)])
def test_milliseconds_near_1970_are_no_seconds_of_the_far_future_or_past(value: str, expected: int) -> None:
    assert read(value) == [expected]


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 2), date(1969, 6, 1)) | st.dates(date(1974, 1, 1), date(2037, 12, 31)),
    st.integers(-44, 44),
    st.sampled_from([1, 1000]),
)
def test_midnight_in_any_time_zone_since_1970_is_read_back(day: date, quarters: int, unit: int) -> None:
    moment = (day - date(1970, 1, 1)).days * 86_400 + quarters * 900
    assert read(str(moment * unit)) == [day.year * 10_000 + day.month * 100 + day.day]


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)))
def test_an_excel_day_number_is_read_back(day: date) -> None:
    assert read(str((day - date(1899, 12, 30)).days)) == [day.year * 10_000 + day.month * 100 + day.day]


@settings(deadline=None)
@given(st.lists(st.text() | st.text("0123456789-/. :Tmay", max_size=14)), st.sampled_from(["US", "GB", ""]))
def test_any_text_gives_a_date_or_zero(values: list[str], region: str) -> None:
    dates = read(*values, region=region)
    assert len(dates) == len(values)
    for d in dates:
        year, month, day = d // 10_000, d // 100 % 100, d % 100
        assert d == 0 or 100 <= year <= 2999
        assert month <= 12 or day <= 31
