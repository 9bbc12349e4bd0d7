"""`onefold match` from files to files, by the real program."""

from __future__ import annotations

import csv
import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pyarrow.parquet as pq
import pytest

Run = Callable[..., CompletedProcess[str]]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_table_without_any_option_gives_a_row_for_every_record(onefold: Run, folder: Path) -> None:
    done = onefold("match", "customers.csv", "--output", "out.csv")
    assert done.returncode == 0, done.stderr
    rows = rows_of(folder / "out.csv")
    assert [row["profile_id"] for row in rows] == ["1", "2", "3", "4"]
    assert list(rows[0]) == ["profile_id", "match_id", "confidence_score"]
    assert rows[0]["match_id"] == rows[1]["match_id"]
    assert len({row["match_id"] for row in rows}) == 3
    assert 0.5 <= float(rows[0]["confidence_score"]) <= 1
    assert [row["confidence_score"] for row in rows[2:]] == ["", ""]


def test_it_says_what_it_recognised_did_and_found(onefold: Run) -> None:
    done = onefold("match", "customers.csv", "--output", "out.csv")
    assert "customers.csv: 4 records\n    profile_id <- id, FirstName <- first_name" in done.stderr
    assert "ignored: notes" in done.stderr
    assert "Grouping records ..." in done.stderr
    assert "4 records, 3 customers: 1 group of two or more records, 1 duplicate (25.0 %)" in done.stdout
    assert "confidence 0.9 to 1.0" in done.stdout
    assert "confidence 0.5 to 0.9" in done.stdout
    assert "Time: " in done.stdout
    assert "Written: out.csv" in done.stdout


def test_it_shows_the_first_groups_with_a_reason(onefold: Run) -> None:
    lines = onefold("match", "customers.csv", "--output", "out.csv").stdout.splitlines()
    shown = next(number for number, line in enumerate(lines) if "2 records, match_id" in line)
    assert lines[shown + 1].split() == ["1", "John", "Doe", "john.doe@example.com", "555-010-0000"]
    assert lines[shown + 2].split() == ["2", "Jon", "Doe", "john.doe@example.com", "+1-555-010-0000"]
    assert lines[shown + 3].startswith("    because: ")
    assert "equal" in lines[shown + 3]


def test_quiet_says_nothing(onefold: Run, folder: Path) -> None:
    done = onefold("match", "customers.csv", "--output", "out.csv", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "out.csv" in files_in(folder)


def test_json_is_one_document_and_nothing_else(onefold: Run) -> None:
    document = json.loads(onefold("match", "customers.csv", "--output", "out.csv", "--json").stdout)
    assert (document["records"], document["groups"], document["duplicates"]) == (4, 1, 1)
    assert [band["name"] for band in document["bands"]] == ["merge", "review", "reject"]
    assert document["sources"][0]["ignored"] == ["notes"]
    assert document["findings"]["warnings"] == []
    assert document["written"] == ["out.csv"]
    assert "Writing" in document["seconds"]


def test_pairs_and_report_are_written_beside_the_result(onefold: Run, folder: Path) -> None:
    done = onefold("match", "customers.csv", "--output", "o.parquet", "--pairs", "p.jsonl", "--report", "r.html")
    assert done.returncode == 0, done.stderr
    assert files_in(folder) == {"customers.csv", "o.parquet", "p.jsonl", "r.html"}
    assert pq.read_table(folder / "o.parquet").num_rows == 4
    pair = json.loads((folder / "p.jsonl").read_text().splitlines()[0])
    assert (pair["profile_id_a"], pair["profile_id_b"]) == ("1", "2")
    assert (folder / "r.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_files_of_different_layout_are_matched_with_each_other(onefold: Run, folder: Path) -> None:
    (folder / "shop.jsonl").write_text(json.dumps({"Name": "John Doe", "Mail": "john.doe@example.com"}) + "\n")
    done = onefold("match", "customers.csv", "shop.jsonl", "--output", "out.csv", "--json")
    assert done.returncode == 0, done.stderr
    rows = rows_of(folder / "out.csv")
    assert rows[4]["profile_id"] == "shop.jsonl:1"
    assert rows[4]["match_id"] == rows[0]["match_id"]
    assert [source["name"] for source in json.loads(done.stdout)["sources"]] == ["customers.csv", "shop.jsonl"]


def test_columns_and_ids_can_be_named(onefold: Run, folder: Path) -> None:
    text = (folder / "customers.csv").read_text().replace("id,", "Nummer,").replace("phone", "draht")
    (folder / "kunden.csv").write_text(text)
    words = ["--id", "Nummer", "--column", "MobilePhoneNumber=draht"]
    done = onefold("match", "kunden.csv", "--output", "out.csv", *words)
    assert "profile_id <- Nummer" in done.stderr
    assert "MobilePhoneNumber <- draht" in done.stderr


def test_groups_below_the_least_confidence_are_not_formed(onefold: Run, folder: Path) -> None:
    assert onefold("match", "customers.csv", "--output", "out.csv", "--min-confidence", "1").returncode == 0
    assert len({row["match_id"] for row in rows_of(folder / "out.csv")}) == 4


@pytest.mark.parametrize(("a", "b", "verdict", "groups"), [("1", "2", "NOT_A_MATCH", 4), ("3", "4", "MATCH", 2)])
def test_a_judgement_always_holds(onefold: Run, folder: Path, a: str, b: str, verdict: str, groups: int) -> None:
    (folder / "judgements.csv").write_text(f"profile_id_a,profile_id_b,judgement\n{a},{b},{verdict}\n")
    done = onefold("match", "customers.csv", "--output", "out.csv", "--judgements", "judgements.csv")
    assert done.returncode == 0, done.stderr
    match_id = {row["profile_id"]: row["match_id"] for row in rows_of(folder / "out.csv")}
    assert (match_id[a] == match_id[b]) == (verdict == "MATCH")
    assert len(set(match_id.values())) == groups


def test_an_old_result_is_replaced(onefold: Run, folder: Path) -> None:
    (folder / "out.csv").write_text("old")
    assert onefold("match", "customers.csv", "--output", "out.csv").returncode == 0
    assert len(rows_of(folder / "out.csv")) == 4


def test_the_result_can_be_evaluated(onefold: Run, folder: Path) -> None:
    (folder / "truth.csv").write_text("profile_id,entity_id\n1,a\n2,a\n3,b\n4,c\n")
    onefold("match", "customers.csv", "--output", "out.csv")
    done = onefold("evaluate", "out.csv", "--truth", "truth.csv", "--json")
    assert json.loads(done.stdout)["pairwise"]["f1"] == 1.0


def test_a_terminal_without_unicode_is_enough(program: Run, folder: Path) -> None:
    (folder / "customers.csv").write_text(
        "name,email\n李小龙,li@example.com\n李小龙,li@example.com\n", encoding="utf-8"
    )
    done = program("match", "customers.csv", "--output", "out.csv", environment={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert "li@example.com" in done.stdout


def test_a_column_with_a_comma_in_its_name_is_one_column(onefold: Run, folder: Path) -> None:
    (folder / "kunden.csv").write_text('"Name, Vorname";Mobil;"a;b"\n"Doe, Jo";555-010-0000;x\n', encoding="utf-8")
    said = onefold("match", "kunden.csv", "--output", "out.csv").stderr
    assert "    FullName <- 'Name, Vorname', MobilePhoneNumber <- Mobil\n    ignored: 'a;b'\n" in said


def test_a_long_list_of_columns_is_broken_between_columns(
    onefold: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    names = ["name", *(f"custom field {number}" for number in range(60))]
    (folder / "wide.csv").write_text(",".join(names) + "\n" + "Jo Doe" + "," * 60 + "\n")
    said = onefold("match", "wide.csv", "--output", "out.csv").stderr.splitlines()
    assert all(len(line) <= 100 for line in said)
    assert [line for line in said if "ignored: custom field 0, custom field 1," in line]
    assert [line for line in said if line.endswith("custom field 39, and 20 more")]


def test_one_is_not_plural(onefold: Run) -> None:
    shown = onefold("match", "customers.csv", "--output", "out.csv").stdout
    lines = [line for line in shown.splitlines() if "confidence" in line]
    assert [line.split()[4:8] for line in lines] == [["1", "group", "2", "records"], ["0", "groups", "0", "records"]]
    assert len({line.index("records") for line in lines}) == 1


@pytest.mark.parametrize("words", [["match", "-", "--output", "out.csv"], ["explain", "-", "1", "2"]])
def test_a_table_comes_from_standard_input(program: Run, folder: Path, words: list[str]) -> None:
    done = program(*words, input=(folder / "customers.csv").read_text())
    assert done.returncode == 0, done.stderr
    assert "stdin: 4 records" in done.stderr


def test_numbers_that_a_spreadsheet_has_rounded_say_what_to_do(onefold: Run, folder: Path) -> None:
    (folder / "x.csv").write_text("name,phone\nJo Doe,4.9152E+11\nAl Roe,555-010-0001\n")
    said = onefold("match", "x.csv", "--output", "out.csv").stderr
    assert "such as '4.9152E+11'. A spreadsheet has rounded them: export the table again, with this column" in said


def test_closed_output_is_no_failure(folder: Path) -> None:
    command = shlex.join([sys.executable, "-m", "onefold", "match", "customers.csv", "--output", "out.csv"])
    assert subprocess.run(["sh", "-c", f"exec {command} >&- 2>&-"], cwd=folder).returncode == 0
    assert len(rows_of(folder / "out.csv")) == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_standard_output_is_no_bug(folder: Path) -> None:
    command = [sys.executable, "-m", "onefold", "match", "customers.csv", "--output", "out.csv"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "onefold: error: standard output cannot be written: No space left on device; what was to be read there is lost"
    )
    assert len(rows_of(folder / "out.csv")) == 4
