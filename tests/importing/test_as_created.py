"""Every profile that an import makes is one that CreateProfile would have taken, and no value of a row is lost."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.importing.names import split_name
from onefold.importing.prepare import prepare
from onefold.wire.model import customer_profiles
from onefold.wire.validate import validator
from onefold.writing.documents import FIELDS

CREATE: Final = validator(customer_profiles()["CreateProfile"].input)
COLUMNS: Final = ("first_name", "last_name", "street", "city", "company")
WORDS: Final = st.text("abcäß 中'\"\\{}\n,;", min_size=1, max_size=9).map(lambda text: f"v{text}v")
LONG: Final = st.sampled_from([254, 255, 256, 300]).map("x".__mul__)
CELLS: Final = st.none() | WORDS | LONG | st.just("nul\0here")
TABLES: Final = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), min_size=1, max_size=6)


def imported(rows: list[dict[str, str | None]]) -> tuple[list[dict[str, Any]], int]:
    """The documents of a table, and how many rows were bad."""
    with TemporaryDirectory() as folder:
        pq.write_table(pa.Table.from_pylist(rows), Path(folder) / "a.parquet")
        bad: list[int] = []
        pieces = prepare(Path(folder) / "a.parquet", lambda heading: bad.append(heading.bad) or 0)
        return [json.loads(one) for piece in pieces for one in piece.documents], bad[0]


def texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text for each in value.values() for text in texts(each)]


@settings(max_examples=25)
@given(TABLES)
def test_a_row_becomes_a_profile_that_could_be_created_or_is_bad(rows: list[dict[str, str | None]]) -> None:
    whole = [
        {**row, "id": f"r{n}", "email": f"jo{n}@example.com", "phone": "555-010-0000"} for n, row in enumerate(rows)
    ]
    documents, bad = imported(whole)
    breaks = [any(text and (len(text) > 255 or "\0" in text) for text in row.values()) for row in whole]
    assert (bad, len(documents)) == (sum(breaks), len(rows) - sum(breaks))
    for document in documents:
        CREATE({"DomainName": "demo", **document})
        assert list(document) == [name for name in FIELDS if name in document]
    by_id = {document["Attributes"]["id"]: document for document in documents}
    for row, is_bad in zip(whole, breaks, strict=True):
        if not is_bad:
            held = Counter(texts(by_id[str(row["id"])]))
            assert not Counter(text.strip() for text in row.values() if text) - held


@pytest.mark.parametrize("length", [255, 256])
def test_the_length_of_a_value_is_that_of_create_profile(length: int) -> None:
    value = "ß" * length
    documents, bad = imported([{"first_name": value, "email": "jo@example.com"}])
    assert (bad, len(documents)) == ((0, 1) if length == 255 else (1, 0))
    if length > 255:
        with pytest.raises(BadRequestError, match="FirstName"):
            CREATE({"DomainName": "demo", "FirstName": value})


@given(st.lists(st.sampled_from(["Ann", "van", "der", "de", "Jr.", "O.", "Doe-Roe"]), min_size=1, max_size=6))
def test_a_name_without_a_comma_is_parted_and_loses_no_word(words: list[str]) -> None:
    first, last = split_name(" ".join(words))
    assert f"{first} {last}".split() == " ".join(words).split()
    assert last
