"""Tables of other libraries in, and out again: everything that speaks Arrow, and plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import pyarrow as pa

from onefold.errors import ColumnError, InputError

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl

_NO_COMMON_TYPE = (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError)
"""What Arrow raises for values of several types in one column."""
SHOWN_ROWS = 10
"""Rows that a notebook shows of a table."""


class ArrowStream(Protocol):
    """A table of any library that implements the Arrow PyCapsule interface: pandas, Polars, PyArrow, DuckDB ..."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as a stream of record batches."""


class ArrowBatch(Protocol):
    """One record batch of any library that implements the Arrow PyCapsule interface."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]:
        """The schema and the data."""


class Lazy(Protocol):
    """A query that is not run yet, such as a Polars LazyFrame."""

    def collect(self) -> Any:
        """Run it."""


TableLike: TypeAlias = ArrowStream | ArrowBatch | Lazy | Sequence[Mapping[str, object]] | Mapping[str, Sequence[object]]
"""What is taken for a table: a frame of any Arrow library, a list of dicts, or a dict of columns."""


def arrow_of(table: TableLike) -> pa.Table:
    """Any table as Arrow, without copying where the library allows it.

    Python values of several types in one column become text. Raises InputError for what is no table, ColumnError for
    two columns of one name.
    """
    arrow = _arrow_of(table)
    twice = [name for name, count in Counter(arrow.column_names).items() if count > 1]
    if twice:
        names = ", ".join(map(repr, twice[:5]))
        raise ColumnError(f"the table has more than one column named {names}; rename them")
    return arrow


def _arrow_of(table: Any) -> pa.Table:
    if type(table).__module__.partition(".")[0] == "pandas" and hasattr(table, "columns"):
        return _of_pandas(table)
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        return _imported(table)
    if hasattr(table, "collect"):
        return _arrow_of(table.collect())
    if isinstance(table, Mapping):
        return pa.table({str(name): _array(list(values)) for name, values in table.items()})
    rows = [row for row in table if isinstance(row, Mapping)] if isinstance(table, list | tuple) else None
    if rows is None or len(rows) < len(table):
        raise _no_table(table)
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({str(name): _array([row.get(name) for row in rows]) for name in names})


def _imported(table: Any) -> pa.Table:
    try:
        return pa.table(table)
    except pa.ArrowInvalid:  # a single column speaks Arrow too
        raise _no_table(table) from None


def _no_table(given: object) -> InputError:
    return InputError(
        f"{type(given).__name__} is not a table; expected a pandas or Polars frame, a PyArrow table, a DuckDB "
        "relation, a list of dicts, or the path of a file"
    )


def _of_pandas(frame: Any) -> pa.Table:
    """Column by column: pandas keeps mixed types in one column, and only such a column need become text.

    A named index is a column like the others; an index without a name only counts rows.
    """
    named = [name for name in frame.index.names if name is not None]
    frame = frame.reset_index(level=named) if named else frame
    columns = [_pandas_array(frame.iloc[:, position]) for position in range(frame.shape[1])]
    return pa.table(columns, names=[str(name) for name in frame.columns])


def _pandas_array(column: Any) -> Any:
    try:
        return pa.array(column, from_pandas=True)
    except _NO_COMMON_TYPE:
        return _texts(column.astype(object).where(column.notna(), None))


def _array(values: Sequence[object]) -> pa.Array:
    try:
        return pa.array(values, from_pandas=True)
    except _NO_COMMON_TYPE:
        return _texts(values)


def _texts(values: Iterable[object]) -> pa.Array:
    return pa.array([_text(value) for value in values], pa.string())


def _text(value: object) -> str | None:
    """5550100.0 beside texts is the number 5550100."""
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


class ArrowFrame:
    """A result table: Arrow inside, and whatever frame you work with outside.

    Any library that reads Arrow takes it as it is: `polars.DataFrame(frame)`, `pyarrow.table(frame)`,
    `duckdb.sql("select * from frame")` after `frame = frame.to_arrow()`.
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def to_arrow(self) -> pa.Table:
        """As a PyArrow table; nothing is copied."""
        return self._table

    def to_pandas(self) -> pd.DataFrame:
        """As a pandas frame."""
        frame: pd.DataFrame = self._table.to_pandas()
        return frame

    def to_polars(self) -> pl.DataFrame:
        """As a Polars frame."""
        import polars as pl

        return pl.DataFrame(self._table)

    def to_pylist(self) -> list[dict[str, Any]]:
        """As a list with one dict for each row."""
        rows: list[dict[str, Any]] = self._table.to_pylist()
        return rows

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return list(self._table.column_names)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self._table.to_batches():
            yield from batch.to_pylist()

    def __getitem__(self, column: str) -> pa.ChunkedArray:
        """A column. Raises KeyError, with the names there are."""
        if column not in self._table.column_names:
            raise KeyError(f"no column {column!r}; columns: {', '.join(self.column_names)}")
        return self._table[column]

    def __repr__(self) -> str:
        return f"<{len(self):,} rows: {', '.join(self.column_names)}>"

    def _repr_html_(self) -> str:
        def row(cells: Iterable[object], tag: str) -> str:
            return "<tr>" + "".join(f"<{tag}>{escape(_shown(cell))}</{tag}>" for cell in cells) + "</tr>"

        rows = "".join(row(values.values(), "td") for values in self._table.slice(0, SHOWN_ROWS).to_pylist())
        return f"<table>{row(self.column_names, 'th')}{rows}</table><p>{len(self):,} rows</p>"


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return ", ".join(map(str, cell)) if isinstance(cell, list) else "" if cell is None else str(cell)
