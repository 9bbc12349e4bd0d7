import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.normalise.business import business_names


def read(*values: str) -> list[str]:
    names: list[str] = business_names(pa.array(values, pa.string())).to_pylist()
    return names


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (
            "Acme|ACME Inc.|Acme, Inc|The Acme Co., Ltd.|Acme LLC|Acme Pty Ltd|Acme Incorporated|Acme P.L.C.|acme & Co",
            "acme",
        ),
        ("Müller GmbH & Co. KG|Muller GmbH|MÜLLER AG|Müller und Co. KG", "muller"),
        ("Boulangerie Petit S.A.R.L.|boulangerie petit sarl|Boulangerie Petit SAS", "boulangerie petit"),
        ("Rossi S.p.A.|ROSSI SPA|Rossi S.r.l.", "rossi"),
        ("Café Lima S. de R.L. de C.V.|Cafe Lima SA de CV", "cafe lima"),
        ("Nordlys A/S|Nordlys AS|Nordlys ApS", "nordlys"),
        ("AB Svensk Skog|Svensk Skog AB", "svensk skog"),
        ("Kowalski Sp. z o.o.|Kowalski", "kowalski"),
        ("Smith & Jones LLP|Smith and Jones|smith  &  jones", "smith and jones"),
        ("A.B.C. Plumbing|ABC Plumbing Inc", "abc plumbing"),
        ("O'Brien's Pub Ltd|OBriens Pub", "obriens pub"),
        ("The Company", "company"),
        ("Limited", "limited"),
        ("Incredible Corporation Tours", "incredible corporation tours"),
        ("|N/A|unknown|---", ""),
    ],
)
def test_spellings_of_a_business_are_one_name(spellings: str, expected: str) -> None:
    values = spellings.split("|")
    assert read(*values) == [expected] * len(values)


def test_columns_may_be_slices_or_empty() -> None:
    values = pa.array(["x", "Acme Inc", "y"])
    assert business_names(values.slice(1, 1)).to_pylist() == ["acme"]
    assert len(business_names(values.slice(0, 0))) == 0


@settings(deadline=None)
@given(
    st.lists(
        st.text()
        | st.lists(
            st.sampled_from(
                ["the", "acme", "co", "and", "ltd", "s", "de", "rl", "a", "b", "sp", "z", "o", "&", "ooo", "ab"]
            )
        ).map(" ".join)
    )
)
def test_a_canonical_name_is_final(values: list[str]) -> None:
    once = read(*values)
    assert len(once) == len(values)
    assert read(*once) == once
