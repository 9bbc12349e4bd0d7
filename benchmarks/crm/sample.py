"""python -m benchmarks.crm.sample: write examples/customers.csv and its truth, as a CRM would export them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from benchmarks.crm.tables import generate
from benchmarks.crm.written_contacts import EMAIL_SLOTS

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS, SEED = 2000, 2026
HEADER = (
    "customer_id", "source", "first_name", "last_name", "email", "email_2", "phone", "mobile", "date_of_birth",
    "street", "city", "state", "zip", "country", "company",
)  # fmt: skip
# One customer as three systems know him: a misspelt name, a mailbox in capitals, a number with and without country.
_JOHN_DOE = (
    {"source": "legacy_crm", "first_name": "John", "last_name": "Doe", "email": "JOHN_DOE@ANYCOMPANY.COM",
     "phone": "555-010-0000", "company": "AnyCompany"},
    {"source": "web_shop", "first_name": "John", "last_name": "Doe", "email": "johndoe@anycompany.com"},
    {"source": "call_centre", "first_name": "Jhn", "last_name": "Doe", "phone": "+1-555-010-0000"},
)  # fmt: skip
_ANYWHERE = (400, 1100, 1700)  # the rows at which they stand

Row = dict[str, str | None]


def sample_files() -> dict[str, bytes]:
    """The bytes of the two files by name; the same everywhere."""
    rows, entities = _generated()
    for place, john in zip(_ANYWHERE, _JOHN_DOE, strict=True):
        rows.insert(place, dict(john))
        entities.insert(place, -1)
    ids = [f"C{number:05d}" for number in range(1, len(rows) + 1)]
    people = {entity: f"P{number:05d}" for number, entity in enumerate(dict.fromkeys(entities), start=1)}
    customers = [(own, *(row.get(name) or "" for name in HEADER[1:])) for own, row in zip(ids, rows, strict=True)]
    truth = [(own, people[entity]) for own, entity in zip(ids, entities, strict=True)]
    return {
        "customers.csv": _csv([HEADER, *customers]),
        "customers_truth.csv": _csv([("profile_id", "entity_id"), *truth]),
    }


def _generated() -> tuple[list[Row], list[int]]:
    table = generate(ROWS - len(_JOHN_DOE), SEED)
    return [_exported(record) for record in table.to_pylist()], table.column("entity_id").to_pylist()


def _exported(record: Row) -> Row:
    """One record under the column names of an export, which has two columns for e-mails and two for phones."""
    emails = [record[slot] for slot in EMAIL_SLOTS if record[slot]]
    first = " ".join(name for name in (record["FirstName"], record["MiddleName"]) if name)
    return {
        "source": record["source"],
        "first_name": first,
        "last_name": record["LastName"],
        "email": emails[0] if emails else None,
        "email_2": emails[1] if len(emails) > 1 else None,
        "phone": record["PhoneNumber"] or record["HomePhoneNumber"] or record["BusinessPhoneNumber"],
        "mobile": record["MobilePhoneNumber"],
        "date_of_birth": record["BirthDate"],
        "street": record["Address_Address1"],
        "city": record["Address_City"],
        "state": record["Address_State"],
        "zip": record["Address_PostalCode"],
        "country": record["Address_Country"],
        "company": record["BusinessName"],
    }


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def main() -> None:
    """Write the files."""
    EXAMPLES.mkdir(exist_ok=True)
    for name, content in sample_files().items():
        (EXAMPLES / name).write_bytes(content)


if __name__ == "__main__":
    main()
