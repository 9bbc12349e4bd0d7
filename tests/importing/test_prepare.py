"""Tables of every format become profiles, here or in another process."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onefold.errors import InputError
from onefold.importing import process
from onefold.importing.heading import Heading
from onefold.importing.prepare import PIECE_ROWS, prepare
from onefold.importing.process import prepared
from onefold.writing.search_keys import keys_of

ROWS = [
    {"id": "7", "name": "John Doe", "email": "john@example.com", "phone": "555-010-0000"},
    {"id": "8", "name": "Mary Major", "email": "mary@example.org", "phone": None},
]
DOCUMENTS = [
    {"FirstName": "John", "LastName": "Doe", "PhoneNumber": "555-010-0000", "EmailAddress": "john@example.com",
     "Attributes": {"id": "7"}},
    {"FirstName": "Mary", "LastName": "Major", "EmailAddress": "mary@example.org", "Attributes": {"id": "8"}},
]  # fmt: skip


def write_csv(path: Path) -> None:
    lines = [",".join(ROWS[0]), *(",".join(value or "" for value in row.values()) for row in ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_json(path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")


def write_parquet(path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(ROWS), path)


def write_gzip(path: Path) -> None:
    write_csv(path)
    path.write_bytes(gzip.compress(path.read_bytes()))


def all_of(path: Path, stored: int = 0) -> tuple[list[dict[str, Any]], Heading]:
    headings: list[Heading] = []
    pieces = prepare(path, lambda heading: headings.append(heading) or stored)
    found = []
    for piece in pieces:
        documents = [json.loads(one) for one in piece.documents]
        expected = [(*key, place) for place, document in enumerate(documents) for key in keys_of(document)]
        assert piece.keys == sorted(expected)
        found += documents
    return found, headings[0]


@pytest.mark.parametrize("write", [write_csv, write_json, write_parquet, write_gzip])
def test_the_format_is_found_by_what_is_in_the_file(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(tmp_path / "body")
    found, heading = all_of(tmp_path / "body")
    assert found == DOCUMENTS
    assert heading.profiles == 2
    assert ("email", "EmailAddress") in heading.columns
    assert (heading.bad, heading.said) == (0, ())


def test_profiles_that_are_stored_already_are_left_out(tmp_path: Path) -> None:
    write_csv(tmp_path / "body")
    assert all_of(tmp_path / "body", stored=1)[0] == DOCUMENTS[1:]


def test_all_rows_come_once_from_wherever_it_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onefold.importing.prepare.PIECE_ROWS", 4)
    monkeypatch.setattr("onefold.importing.prepare.BLOCK_ROWS", 12)
    path = tmp_path / "body"
    path.write_text("last_name,email\n" + "".join(f"Doe{7 * n % 50:02},m{n}@example.com\n" for n in range(50)))
    whole = all_of(path)[0]
    assert sorted(one["LastName"] for one in whole) == [f"Doe{n:02}" for n in range(50)]
    assert whole[:12] == sorted(whole[:12], key=lambda one: str(one["LastName"]))
    for stored in (*range(0, 50, 4), 3, 50):
        assert all_of(path, stored)[0] == whole[stored:]


def test_bad_rows_are_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_text(f"last_name,email,shoe\nDoe,a@example.com,43\n{'x' * 300},b@example.com,\nRoe,c@example.com,\n")
    found, heading = all_of(path)
    assert [one["LastName"] for one in found] == ["Doe", "Roe"]
    assert (heading.profiles, heading.bad, heading.ignored) == (2, 1, ("shoe",))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "body"),
        (b"a,b\n1,2\n", "has no column for a name, e-mail or phone. Columns: a, b."),
        (b"PK\x03\x04xxxx", "an Excel workbook or a ZIP archive"),
        (b"PAR1xxxx", "is not a whole Parquet file"),
        (b"email\n", "has a header but no rows"),
    ],
)
def test_what_is_no_table_of_customers_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "body"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        all_of(path)
    assert problem in str(refused.value)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table is prepared in a process of its own."""
    monkeypatch.setattr(process, "SMALL_BYTES", 0)


@pytest.mark.usefixtures("elsewhere")
def test_another_process_prepares_the_same(tmp_path: Path) -> None:
    rows = 2 * PIECE_ROWS + 7
    path = tmp_path / "body"
    path.write_text("last_name,email\n" + "".join(f"Doe{n},m{n}@example.com\n" for n in range(rows)))
    headings: list[Heading] = []
    with prepared(path, lambda heading: headings.append(heading) or PIECE_ROWS) as pieces:
        found = list(pieces)
    assert headings[0].profiles == rows
    assert [len(piece.documents) for piece in found] == [PIECE_ROWS, 7]
    assert found == list(prepare(path, lambda _: PIECE_ROWS))


@pytest.mark.usefixtures("elsewhere")
def test_another_process_tells_what_is_wrong_and_stops_when_nobody_listens(tmp_path: Path) -> None:
    path = tmp_path / "body"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="has no column"), prepared(path, lambda _: 0) as pieces:
        list(pieces)
    path.write_text("email\n" + "a@example.com\n" * 5 * PIECE_ROWS)
    with prepared(path, lambda _: 0) as pieces:
        assert len(next(pieces).documents) == PIECE_ROWS
    with prepared(path, lambda _: None) as pieces:
        assert list(pieces) == []
