import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onefold.engine.normalise.addresses import cities, countries, postcodes, regions


def read_postcodes(*values: str, region: str = "US") -> list[str]:
    codes: list[str] = postcodes(pa.array(values, pa.string()), region).to_pylist()
    return codes


@pytest.mark.parametrize(
    ("region", "spellings", "expected"),
    [
        ("US", "02139|2139|2139.0|02139-1234|02139 1234|021391234|21391234|US-02139|０２１３９", "02139"),
        ("US", "501|00501", "00501"),
        ("GB", "SW1A 1AA|sw1a1aa|SW1A-1AA| sw1a  1aa ", "SW1A1AA"),
        ("US", "SW1A 1AA", "SW1A1AA"),
        ("CA", "K1A 0B1|k1a0b1", "K1A0B1"),
        ("DE", "10115|D-10115|DE 10115|10115.0", "10115"),
        ("DE", "01067|1067", "01067"),
        ("AU", "0800|800", "0800"),
        ("CH", "8001|CH-8001", "8001"),
        ("NL", "1234 AB|1234ab", "1234AB"),
        ("BR", "01310-100", "01310100"),
        ("", "1067", "1067"),
        ("US", "|n/a|00000|99999|0|unknown|-|00000-0000", ""),
    ],
)
def test_every_spelling_of_a_postcode_is_one(region: str, spellings: str, expected: str) -> None:
    values = spellings.split("|")
    assert read_postcodes(*values, region=region) == [expected] * len(values)


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        ("St. Louis|Saint Louis|ST LOUIS|st. louis, MO|St Louis MO|Saint-Louis", "saint louis"),
        ("New York|New York, NY|New York City|NYC|N.Y.|NEW YORK NY", "new york"),
        ("München|Muenchen|Munich|MUNCHEN|80331 München|München (Bayern)", "munich"),
        ("Wien|Vienna|1010 Wien", "vienna"),
        ("Malmö|Malmo|Malmö, SE", "malmo"),
        ("Ft. Worth|Fort Worth TX", "fort worth"),
        ("Washington|Washington DC|Washington, D.C.", "washington"),
        ("London|London SW1A 1AA|LONDON", "london"),
        ("東京", "dongjing"),
        ("|n/a|unknown|---|12345|N/A", ""),
    ],
)
def test_every_spelling_of_a_city_is_one(spellings: str, expected: str) -> None:
    values = spellings.split("|")
    assert cities(pa.array(values)).to_pylist() == [expected] * len(values)


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        ("US|us|USA|U.S.A.|U.S.|United States|united states of america|The United States|America|Estados Unidos", "US"),
        ("GB|UK|U.K.|GBR|United Kingdom|England|Great Britain|Scotland", "GB"),
        ("DE|DEU|Germany|Deutschland|Allemagne|GERMANY", "DE"),
        ("JP|日本|Japan|JPN", "JP"),
        ("RU|Россия|Russian Federation", "RU"),
        ("KR|대한민국|South Korea|Korea, Republic of", "KR"),
        ("CI|Côte d'Ivoire|Ivory Coast", "CI"),
        ("FR|France|FRA|Frankreich", "FR"),
        ("Narnia|NARNIA", "narnia"),
        ("|unknown|n/a", ""),
    ],
)
def test_every_spelling_of_a_country_is_its_code(spellings: str, expected: str) -> None:
    values = spellings.split("|")
    assert countries(pa.array(values)).to_pylist() == [expected] * len(values)


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        ("TX|tx|Texas|TEXAS|Tex.", "TX"),
        ("NY|N.Y.|New York", "NY"),
        ("QC|Québec|Quebec|PQ", "QC"),
        ("NSW|New South Wales|N.S.W.", "NSW"),
        ("Bayern|BAYERN", "bayern"),
        ("|unknown", ""),
    ],
)
def test_every_spelling_of_a_region_is_its_code(spellings: str, expected: str) -> None:
    values = spellings.split("|")
    assert regions(pa.array(values)).to_pylist() == [expected] * len(values)


def test_columns_may_be_slices_or_empty() -> None:
    values = pa.array(["x", "2139", "D-10115", "y"])
    assert postcodes(values.slice(1, 2), "US").to_pylist() == ["02139", "10115"]
    for rule in (cities, regions, countries):
        assert len(rule(values.slice(0, 0))) == 0


PLACES = ["st", "mt", "tx", "ny", "new", "york", ",", "(", "12", "la", "us", "n", "y", "washington", "Malmö"]
TEXTS = (
    st.text(max_size=30) | st.lists(st.sampled_from(PLACES), max_size=6).map(" ".join) | st.from_regex(r"[\d .-]{0,12}")
)


@settings(deadline=None)
@given(st.lists(TEXTS), st.sampled_from(["US", "DE", "AU", ""]))
@example(["NULL:0"], "US")
def test_what_is_canonical_stays_as_it_is(values: list[str], region: str) -> None:
    column = pa.array(values, pa.string())
    for rule in (cities, regions, countries, lambda v: postcodes(v, region)):
        once = rule(column)
        assert len(once) == len(values)
        assert rule(once).to_pylist() == once.to_pylist()
