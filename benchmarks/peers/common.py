"""What every peer gets and gives back, and the light cleaning a careful practitioner would do for each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

LabelledPair = tuple[int, int, bool]


@dataclass(frozen=True)
class Task:
    """A table of Customer Profiles columns without its truth, and 500 pairs of rows with a verdict for those who train
    on labels."""

    records: pa.Table
    threads: int
    labelled: list[LabelledPair]


@dataclass(frozen=True)
class Outcome:
    """One label per row of the table, equal for rows of one person; and, after the clock has stopped, the scored pairs
    (a, b: row numbers, score: higher is surer) behind them."""

    labels: np.ndarray
    edges: Callable[[], pa.Table]


ADDRESSES = ("Address", "ShippingAddress", "MailingAddress", "BillingAddress")
PHONES = ("PhoneNumber", "MobilePhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber")
EMAILS = ("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress")

# %y before %Y, which would read the year 87 out of 3/12/87; month first where both are possible.
DATE_FORMATS = [
    "%Y-%m-%d", "%m/%d/%y", "%m/%d/%Y", "%d/%m/%y", "%d/%m/%Y", "%d.%m.%Y", "%d.%m.%y", "%Y/%m/%d", "%Y%m%d",
    "%d-%m-%Y", "%m-%d-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
]  # fmt: skip


def connect(threads: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"SET threads = {threads}")
    con.execute("SET enable_progress_bar = false")
    return con


def clean(con: duckdb.DuckDBPyConnection, records: pa.Table) -> None:
    """Create the table `people` from the records: lower case without accents, "" and unreadable values to null.

    id (row number), first_name, middle_name, last_name, full_name, dob (ISO text), gender, business, account, phones
    and emails (arrays of the filled slots without duplicates; null if none), email_names (local parts), street, city,
    state, postcode. A phone is its last nine digits: the same with and without country code and trunk zero.
    """
    con.register("raw", records.append_column("id", pa.array(range(records.num_rows), pa.int64())))
    have = {name.replace(".", "_"): f'"{name}"' for name in records.column_names}

    def text(*names: str) -> str:
        found = [f"nullif(trim(lower(strip_accents({have[n]}))), '')" for n in names if n in have]
        return f"coalesce({', '.join(found)})" if found else "null::varchar"

    def array(names: tuple[str, ...], template: str, keep: str) -> str:
        slots = ", ".join(template.format(text(n)) for n in names if n in have)
        return f"nullif(list_distinct(list_filter([{slots}]::varchar[], lambda v: {keep})), [])"

    parts = {p: text(*(f"{a}_{p}" for a in ADDRESSES)) for p in ("Address1", "City", "State", "Province", "PostalCode")}
    digits = r"right(regexp_replace(regexp_replace({}, '(x|ext).*$', ''), '[^0-9]', '', 'g'), 9)"
    con.execute(f"""
        create table people as
        with named as (
            select *, {text("FirstName")} as first_given, {text("LastName")} as last_given,
                regexp_replace({text("FullName")}, '^([^,]+), *(.+)$', '\\2 \\1') as whole
            from raw)
        select id,
            coalesce(first_given, regexp_extract(whole, '^([^ ]+) ', 1)) as first_name,
            {text("MiddleName")} as middle_name,
            coalesce(last_given, regexp_extract(whole, '([^ ]+)$', 1)) as last_name,
            coalesce(first_given, regexp_extract(whole, '^([^ ]+) ', 1)) || ' ' ||
                coalesce(last_given, regexp_extract(whole, '([^ ]+)$', 1)) as full_name,
            strftime(try_strptime({text("BirthDate")}, {DATE_FORMATS}), '%Y-%m-%d') as dob,
            {text("Gender")} as gender, {text("BusinessName")} as business, {text("AccountNumber")} as account,
            {array(PHONES, digits, "length(v) >= 7")} as phones,
            {array(EMAILS, "{}", "v like '%_@_%'")} as emails,
            list_distinct(list_transform(emails, lambda v: split_part(v, '@', 1))) as email_names,
            {parts["Address1"]} as street, {parts["City"]} as city,
            coalesce({parts["State"]}, {parts["Province"]}) as state, {parts["PostalCode"]} as postcode
        from named order by id""")
    con.unregister("raw")


def usable(con: duckdb.DuckDBPyConnection, table: str = "people") -> set[str]:
    """The columns filled in at least 2 % of the rows and with at least two values: the others teach nothing."""
    columns = [row[0] for row in con.execute(f"describe {table}").fetchall() if row[0] != "id"]
    counts = ", ".join(f"count({c}) >= 0.02 * count(*) and count(distinct {c}) > 1" for c in columns)
    (filled,) = con.execute(f"select {counts} from {table}").fetchall()
    return {column for column, enough in zip(columns, filled, strict=True) if enough}


def flatten(con: duckdb.DuckDBPyConnection) -> None:
    """Give `people` one phone and one e-mail, for those that cannot compare arrays."""
    con.execute("""create or replace table people as
        select * exclude (phones, emails, email_names), phones[1] as phone, emails[1] as email
        from people order by id""")


def components(rows: int, edges: pa.Table) -> np.ndarray:
    """Label the connected components of the pairs."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
    return connected_components(coo_array((np.ones(len(a)), (a, b)), shape=(rows, rows)), directed=False)[1]


def edge_table(a: object, b: object, score: object) -> pa.Table:
    return pa.table(
        {"a": pa.array(a, pa.int64()), "b": pa.array(b, pa.int64()), "score": pa.array(score, pa.float64())}
    )
