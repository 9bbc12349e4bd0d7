"""Whatever is handed in, the run ends with a result that says what it skipped, or with one clear message: status not 0,
no traceback, no file left behind. One test for each kind of trouble."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onefold.api import memory

Run = Callable[..., CompletedProcess[str]]
HEADER = "id,name,email,phone\n"
JO = "Jo Doe,jo@example.com,555-010-0000"


def rows_of(path: Path) -> list[dict[str, str]]:
    before = csv.field_size_limit(1 << 28)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    finally:
        csv.field_size_limit(before)


def refused(done: CompletedProcess[str], folder: Path, before: set[Path], said: str) -> None:
    """Status 1, one message on stderr that says this, nothing on stdout, no new file."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr
    message = next(line for line in done.stderr.splitlines() if line.startswith("onefold: error: "))
    assert said in message
    assert done.stdout == ""
    assert set(folder.iterdir()) == before


def finished(done: CompletedProcess[str], folder: Path, records: int) -> list[dict[str, str]]:
    """Status 0, and a row for every record."""
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    rows = rows_of(folder / "out.csv")
    assert len(rows) == records
    return rows


UNUSABLE: dict[str, tuple[bytes, str]] = {
    "empty file": (b"", "a.csv is empty"),
    "header without rows": (HEADER.encode(), "a.csv has a header but no rows"),
    "no usable column": (b"id,vip,notes\n1,yes,x\n2,no,y\n", "a.csv has no column for a name, e-mail or phone"),
    "an Excel workbook": (b"PK\x03\x04" + bytes(100), "Excel workbook"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "is not text"),
    "a cut Parquet file": (b"PAR1" + bytes(100), "is not a whole Parquet file"),
    "a cut gzip file": (gzip.compress(b"name,email\n" * 100)[:30], "broken or incomplete gzip"),
}


@pytest.mark.parametrize(("content", "said"), UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_file_that_cannot_be_used_is_refused(onefold: Run, folder: Path, content: bytes, said: str) -> None:
    (folder / "a.csv").write_bytes(content)
    before = set(folder.iterdir())
    words = ["--output", "out.csv", "--pairs", "pairs.csv", "--report", "report.html"]
    refused(onefold("match", "a.csv", *words), folder, before, said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["no such.csv", "--output", "out.csv"], "no such.csv does not exist"),
        ([".", "--output", "out.csv"], "is a folder"),
        (["customers.csv", "customers.csv", "--output", "out.csv"], "is given twice"),
        (["customers.csv", "--output", "no/out.csv"], "the folder does not exist"),
        (["customers.csv", "--output", "out.xls"], "expected one of .csv"),
        (["customers.csv", "--output", "out"], "has no ending"),
        (["customers.csv", "--output", "customers.csv"], "would overwrite the input customers.csv"),
        (["customers.csv", "--output", "./customers.csv"], "would overwrite the input customers.csv"),
        (["customers.csv", "--output", "a.csv", "--pairs", "./a.csv"], "--output and --pairs are one file"),
        (["customers.csv", "--output", "a.csv", "--report", "a.csv"], "ends in .html"),
        (["customers.csv", "--output", "a.csv", "--report", "no/a.html"], "no/a.html cannot be written"),
        (["customers.csv", "--output", "a.csv", "--judgements", "a.csv"], "would overwrite the input a.csv"),
        (["customers.csv", "--output", "a.csv", "--judgements", "no.csv"], "no.csv does not exist"),
        (["customers.csv", "--output", "a.csv", "--id", "first_name2"], "no id column 'first_name2'"),
        (
            ["customers.csv", "--output", "a.csv", "--column", "LastName=surname"],
            "--column LastName=surname: there is no",
        ),
        (["customers.csv", "--output", "a.csv", "--column", "Nickname=last_name"], "there is no attribute 'Nickname'"),
    ],
)
def test_words_that_cannot_be_followed_are_refused(onefold: Run, folder: Path, words: list[str], said: str) -> None:
    refused(onefold("match", *words), folder, set(folder.iterdir()), said)


def test_outputs_are_looked_at_before_the_input(onefold: Run, folder: Path) -> None:
    refused(onefold("match", "no such.csv", "--output", "no/out.csv"), folder, set(folder.iterdir()), "no/out.csv")


def test_a_hard_link_to_the_input_is_not_overwritten(onefold: Run, folder: Path) -> None:
    (folder / "link.csv").hardlink_to(folder / "customers.csv")
    before = set(folder.iterdir())
    refused(onefold("match", "customers.csv", "--output", "link.csv"), folder, before, "would overwrite the input")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_one_may_not_write_in_is_said_before_the_work(onefold: Run, folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o500)
    done = onefold("match", "customers.csv", "--output", "closed/out.csv")
    refused(done, folder, set(folder.iterdir()), "you may not write in this folder")


def test_ids_that_repeat_are_refused_when_named_and_noted_when_not(onefold: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(HEADER + f"1,{JO}\n1,{JO}\n2,Mary Major,,\n")
    before = set(folder.iterdir())
    refused(
        onefold("match", "a.csv", "--output", "out.csv", "--id", "id"), folder, before, "repeats values: '1' (2 times)"
    )
    done = onefold("match", "a.csv", "--output", "out.csv")
    assert [row["profile_id"] for row in finished(done, folder, 3)] == ["1", "2", "3"]
    assert "row numbers are used as ids. To set the column, use --id" in done.stderr


def test_judgements_that_contradict_each_other_are_refused(onefold: Run, folder: Path) -> None:
    (folder / "j.csv").write_text("profile_id_a,profile_id_b,judgement\n1,2,yes\n2,1,no\n")
    before = set(folder.iterdir())
    done = onefold("match", "customers.csv", "--output", "out.csv", "--judgements", "j.csv")
    refused(done, folder, before, "contradict")


def test_judgements_on_unknown_records_are_refused(onefold: Run, folder: Path) -> None:
    (folder / "j.csv").write_text("profile_id_a,profile_id_b,judgement\n1,77,yes\n")
    before = set(folder.iterdir())
    refused(onefold("match", "customers.csv", "--output", "out.csv", "--judgements", "j.csv"), folder, before, "77")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_survive_whatever_the_encoding(onefold: Run, folder: Path, encoding: str) -> None:
    text = HEADER.replace("id", "Nº") + "1,José Müller,jose@example.com,\n2,José Müller,jose@example.com,\n"
    (folder / "a.csv").write_bytes(text.encode(encoding))
    done = onefold("match", "a.csv", "--output", "out.csv")
    finished(done, folder, 2)
    assert "José Müller" in done.stdout


def test_a_broken_row_in_the_middle_is_skipped_and_said(onefold: Run, folder: Path) -> None:
    rows = [f"{n},Jo Doe {n},jo{n}@example.com,555-010-{n:04}" for n in range(1, 2001)]
    rows[1000] += ",one,two,three,too,many"
    (folder / "a.csv").write_text(HEADER + "\n".join(rows) + "\n")
    done = onefold("match", "a.csv", "--output", "out.csv")
    assert done.returncode == 0, done.stderr
    assert "1001" not in {row["profile_id"] for row in rows_of(folder / "out.csv")} or "row" in done.stderr
    note = next(line for line in done.stderr.splitlines() if line.startswith("note: a.csv"))
    assert "1001" in note or "1002" in note


def test_ten_megabytes_in_one_cell(onefold: Run, folder: Path) -> None:
    lines = [f"1,{JO}", f"2,{JO}", f'3,"{"Mary " * 2_000_000}",mary@example.org,']
    (folder / "a.csv").write_text(HEADER + "\n".join(lines) + "\n")
    done = onefold("match", "a.csv", "--output", "out.csv", "--report", "report.html")
    rows = finished(done, folder, 3)
    assert rows[0]["match_id"] == rows[1]["match_id"]
    assert len(done.stdout) < 10_000
    assert (folder / "report.html").stat().st_size < 1_000_000


def test_a_column_of_mixed_types(onefold: Run, folder: Path) -> None:
    rows = [{"name": "Jo Doe", "phone": phone} for phone in (5550100000, "555-010-0000", None, True, 1.5, ["555"], {})]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    finished(onefold("match", "a.jsonl", "--output", "out.csv"), folder, 7)


NULLS = {
    "empty": ["1,,,", "2,,,", "3,,,"],
    "words for nothing": ["1,NULL,N/A,-", "2,none,nan,?", "3,\\N,NA,null"],
    "one record has something": ["1,,,", f"2,{JO}", "3,,,"],
}


@pytest.mark.parametrize("lines", NULLS.values(), ids=NULLS.keys())
def test_nulls_everywhere(onefold: Run, folder: Path, lines: list[str]) -> None:
    (folder / "a.csv").write_text(HEADER + "\n".join(lines) + "\n")
    rows = finished(onefold("match", "a.csv", "--output", "out.csv", "--report", "r.html"), folder, 3)
    assert len({row["match_id"] for row in rows}) == 3
    assert {row["confidence_score"] for row in rows} == {""}


def test_one_record(onefold: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(HEADER + f"7,{JO}\n")
    done = onefold("match", "a.csv", "--output", "out.csv", "--pairs", "p.csv", "--report", "r.html")
    assert finished(done, folder, 1)[0]["confidence_score"] == ""
    assert "1 record, 1 customer:" in done.stdout


@pytest.mark.parametrize("records", [2, 3000])
def test_all_records_equal(onefold: Run, folder: Path, records: int) -> None:
    (folder / "a.csv").write_text(HEADER + "".join(f"{n},{JO}\n" for n in range(records)))
    done = onefold("match", "a.csv", "--output", "out.csv")
    finished(done, folder, records)


def test_twenty_thousand_records_share_one_phone(onefold: Run, folder: Path) -> None:
    """A switchboard: the work must not grow with the square, and colleagues must not become one customer."""
    names = random.Random(7)
    people = [
        f"{''.join(names.choices('abcdefgh', k=7))} {''.join(names.choices('ijklmnop', k=8))}" for _ in range(25_000)
    ]
    lines = (f"{n},{name},{name.replace(' ', '.')}@example.com,555-010-0000" for n, name in enumerate(people))
    (folder / "a.csv").write_text(HEADER + "\n".join(lines) + "\n")
    done = onefold("match", "a.csv", "--output", "out.csv")
    rows = finished(done, folder, 25_000)
    assert len({row["match_id"] for row in rows}) > 24_000


def test_formulas_are_not_run_by_the_spreadsheet_that_opens_the_result(onefold: Run, folder: Path) -> None:
    ids = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\ttab"]
    lines = [[each, "=HYPERLINK(1)", "jo@example.com", ""] for each in ids]
    with (folder / "a.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "name", "email", "phone"], *lines])
    done = onefold("match", "a.csv", "--output", "out.csv", "--pairs", "pairs.csv")
    finished(done, folder, 5)
    cells = [cell for row in rows_of(folder / "pairs.csv") for cell in row.values()]
    cells += [row["profile_id"] for row in rows_of(folder / "out.csv")]
    numbers = {cell for row in rows_of(folder / "pairs.csv") for cell in (row["match_weight"], row["probability"])}
    assert cells
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t") and cell not in numbers] == []


SCRIPTS = [
    "李小龙",
    "محمد علي",
    "Ольга Иванова",
    "Γιώργος",
    "יעקב כהן",
    "राम कुमार",
    "ไทย",
    "박지성",
    "やまだ たろう",
    "ქართული",
]


def test_names_in_every_script(onefold: Run, folder: Path) -> None:
    lines = (f"{n},{name},{n % 10}@example.com,\n" for n, name in enumerate(SCRIPTS * 2))
    (folder / "a.csv").write_text(HEADER + "".join(lines), encoding="utf-8")
    done = onefold("match", "a.csv", "--output", "out.csv", "--report", "r.html")
    rows = finished(done, folder, 20)
    assert [row["match_id"] for row in rows[:10]] == [row["match_id"] for row in rows[10:]]
    assert "李小龙" in done.stdout or "محمد" in done.stdout or "Ольга" in done.stdout or "@example.com" in done.stdout


ODD = {
    "emoji": "👩‍👩‍👧 🇩🇪 Jo",
    "control characters": "Jo\x07 \x1b[31mDoe\x1b[0m\x08",
    "a direction override": "Jo \u202eeoD",
    "zero width": "J\u200bo D\u200doe",
    "combining marks": "Z" + "\u0301\u0310\u0323" * 300,
    "private use": "\ue000\uf8ff\U0010fffd",
    "markup": "<script>alert(1)</script>",
    "format string": "%s%s%n {0} {name}",
}


@pytest.mark.parametrize("name", ODD.values(), ids=ODD.keys())
def test_odd_characters_do_no_harm(onefold: Run, folder: Path, name: str) -> None:
    (folder / "a.csv").write_text(
        HEADER + "".join(f'{n},"{name}",jo@example.com,\n' for n in range(3)), encoding="utf-8"
    )
    done = onefold("match", "a.csv", "--output", "out.csv", "--report", "r.html")
    finished(done, folder, 3)
    assert not set("\x07\x08\x1b\u202e") & set(done.stdout + done.stderr)
    assert "<script>alert" not in (folder / "r.html").read_text(encoding="utf-8")


def test_a_null_character_inside_a_cell(onefold: Run, folder: Path) -> None:
    (folder / "a.csv").write_text(HEADER + "1,Jo\x00 Doe,jo@example.com,\n2,Jo Doe,jo@example.com,\n" * 1)
    finished(onefold("match", "a.csv", "--output", "out.csv"), folder, 2)


def test_a_table_larger_than_memory_is_refused_before_it_is_read(onefold: Run, folder: Path) -> None:
    records = (memory.available_bytes() or 0) // memory.BYTES_PER_RECORD * 2 + 1000
    name = pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int8()), 1_000_000), ["Jo Doe"])
    with pq.ParquetWriter(folder / "big.parquet", pa.schema([("name", name.type)])) as writer:
        batch = pa.record_batch([name], names=["name"])
        for _ in range(records // 1_000_000 + 1):
            writer.write_batch(batch)
    before = set(folder.iterdir())
    done = onefold("match", "big.parquet", "--output", "out.csv")
    refused(done, folder, before, "of memory, but only")
