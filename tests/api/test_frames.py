"""Tables of every library come in as the same Arrow table, and go out again."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from onefold.api.frames import ArrowFrame, arrow_of
from onefold.errors import ColumnError, InputError

ROWS: list[dict[str, object]] = [
    {"id": "1", "name": "José 李", "age": 3},
    {"id": "2", "name": None, "age": None},
]
PLAIN = pa.Table.from_pylist(ROWS)


def relation() -> duckdb.DuckDBPyRelation:
    return duckdb.connect().from_arrow(PLAIN)


TABLES = {
    "list of dicts": lambda: ROWS,
    "dict of columns": lambda: {name: [row[name] for row in ROWS] for name in ROWS[0]},
    "pyarrow table": lambda: PLAIN,
    "pyarrow batch": lambda: PLAIN.to_batches()[0],
    "pyarrow reader": lambda: PLAIN.to_reader(),
    "pandas": lambda: pd.DataFrame(ROWS),
    "pandas of objects": lambda: pd.DataFrame(ROWS, dtype=object),
    "pandas on arrow": lambda: pd.DataFrame(ROWS).convert_dtypes(dtype_backend="pyarrow"),
    "pandas with gaps in its index": lambda: pd.DataFrame(ROWS, index=[7, 9]),
    "pandas with an id as index": lambda: pd.DataFrame(ROWS).set_index("id"),
    "polars": lambda: pl.DataFrame(ROWS),
    "polars lazy": lambda: pl.LazyFrame(ROWS),
    "polars categories": lambda: pl.DataFrame(ROWS).with_columns(pl.col("name").cast(pl.Categorical)),
    "duckdb": relation,
}


def values(table: pa.Table) -> list[list[str | None]]:
    """Every cell as a text; 3.0 is 3, since pandas has no whole numbers with gaps."""
    return [
        [None if v is None else str(int(v)) if isinstance(v, float) else str(v) for v in row.values()]
        for row in table.to_pylist()
    ]


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES.keys())
def test_every_kind_of_table_comes_in_as_the_same_values(make: Any) -> None:
    table = arrow_of(make())
    assert table.column_names == ["id", "name", "age"]
    assert values(table) == [["1", "José 李", "3"], ["2", None, None]]


MIXED: list[tuple[list[object], list[str | None]]] = [
    ([5550100000, "555-0101"], ["5550100000", "555-0101"]),
    ([5550100000.0, "x", None], ["5550100000", "x", None]),
    ([date(1990, 1, 2), "1990"], ["1990-01-02", "1990"]),
    ([float("nan"), "x", 1.5], [None, "x", "1.5"]),
    ([b"bytes", 1], ["bytes", "1"]),
    ([True, "x"], ["True", "x"]),
    ([10**30, 1], [str(10**30), "1"]),
    (["x", {"a": 1}], ["x", "{'a': 1}"]),
]


@pytest.mark.parametrize(("given", "texts"), MIXED)
def test_a_column_of_several_types_becomes_text(given: list[object], texts: list[str | None]) -> None:
    assert arrow_of([{"a": value} for value in given])["a"].to_pylist() == texts
    assert arrow_of(pd.DataFrame({"a": pd.Series(given, dtype=object)}))["a"].to_pylist() == texts


def test_rows_may_have_different_keys() -> None:
    assert arrow_of([{"a": "1"}, {"b": "2"}]).to_pylist() == [{"a": "1", "b": None}, {"a": None, "b": "2"}]


def test_numbers_as_column_names_are_taken() -> None:
    assert arrow_of(pd.DataFrame(np.array([["a", "b"]]))).column_names == ["0", "1"]


@pytest.mark.parametrize(
    "wrong", [None, 3, b"bytes", object(), [1, 2], [{"a": 1}, None], iter([]), pd.Series([1], name="a")]
)
def test_what_is_no_table_is_refused_with_what_would_be(wrong: Any) -> None:
    with pytest.raises(InputError, match="expected a pandas or Polars frame"):
        arrow_of(wrong)


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(ColumnError, match="'a'"):
        arrow_of(pd.DataFrame([["1", "2"]], columns=["a", "a"]))


def test_a_result_goes_out_to_every_library() -> None:
    frame = ArrowFrame(PLAIN)
    assert frame.to_arrow() is PLAIN
    assert frame.to_polars().equals(pl.DataFrame(PLAIN))
    assert frame.to_pandas().equals(PLAIN.to_pandas())
    assert frame.to_pylist() == list(frame) == ROWS
    assert pl.DataFrame(frame).equals(frame.to_polars())
    assert pa.table(frame).equals(PLAIN)


def test_a_result_has_columns_and_rows() -> None:
    frame = ArrowFrame(PLAIN)
    assert len(frame) == 2
    assert frame["id"].to_pylist() == ["1", "2"]
    assert frame.column_names == ["id", "name", "age"]
    with pytest.raises(KeyError, match="columns: id, name, age"):
        frame["no such"]


def test_a_result_shows_itself_without_running_what_is_in_it() -> None:
    frame = ArrowFrame(pa.table({"<b>": ["<script>", None], "score": [0.98765, None], "ids": [["1", "2"], []]}))
    html = frame._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<td>0.988</td><td>1, 2</td>" in html
    assert repr(frame) == "<2 rows: <b>, score, ids>"
