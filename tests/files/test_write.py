"""Results are written whole or not at all, and never so that a spreadsheet runs a cell."""

import csv
import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onefold.errors import OutputError
from onefold.files import check_writable, read_table, write_table
from onefold.tables import ASSIGNMENTS, MATCHES

ASSIGNED = pa.table([["a", "b", "c"], ["m1", "m1", "m2"], [0.9, 0.9, None]], schema=ASSIGNMENTS)
ENDINGS = (".csv", ".tsv", ".parquet", ".jsonl", ".ndjson", ".json")


def cells(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_csv_leaves_the_score_of_a_record_alone_empty(tmp_path):
    write_table(ASSIGNED, tmp_path / "out.csv")
    assert cells(tmp_path / "out.csv") == [
        ["profile_id", "match_id", "confidence_score"],
        ["a", "m1", "0.9"],
        ["b", "m1", "0.9"],
        ["c", "m2", ""],
    ]


def test_tsv_is_separated_by_tabs(tmp_path):
    write_table(ASSIGNED, tmp_path / "out.tsv")
    assert (tmp_path / "out.tsv").read_text().splitlines()[1] == "a\tm1\t0.9"


def test_parquet_keeps_the_schema(tmp_path):
    write_table(ASSIGNED, tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").equals(ASSIGNED)


@pytest.mark.parametrize("ending", [".jsonl", ".ndjson", ".json"])
def test_json_is_one_object_a_line(tmp_path, ending):
    write_table(ASSIGNED, tmp_path / f"out{ending}")
    lines = (tmp_path / f"out{ending}").read_text().splitlines()
    assert [json.loads(line) for line in lines] == ASSIGNED.to_pylist()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_is_read_in_any_case(tmp_path, ending):
    write_table(ASSIGNED, tmp_path / f"OUT{ending.upper()}")
    assert read_table(tmp_path / f"OUT{ending.upper()}").num_rows == 3


@pytest.mark.parametrize("ending", ENDINGS)
def test_lists_of_ids(tmp_path, ending):
    matches = pa.table({"match_id": ["m"], "profile_ids": [["a", "b"]], "confidence_score": [0.5]}, MATCHES)
    write_table(matches, tmp_path / f"out{ending}")
    expected = "a;b" if ending in (".csv", ".tsv") else ["a", "b"]
    assert read_table(tmp_path / f"out{ending}")["profile_ids"].to_pylist() == [expected]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_without_rows(tmp_path, ending):
    write_table(ASSIGNED.slice(0, 0), tmp_path / f"out{ending}")
    assert (tmp_path / f"out{ending}").exists()


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1 555 0100", "'+1 555 0100"),
        ("-1+1", "'-1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("a=1", "a=1"),
        ("'t Hooft", "'t Hooft"),
        ("", ""),
    ],
)
def test_a_formula_is_never_written_as_one(tmp_path, ending, value, written):
    path = tmp_path / f"out{ending}"
    write_table(pa.table({"profile_id": [value, "b"], "n": ["x", "y"]}), path)
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file, delimiter="\t" if ending == ".tsv" else ","))[1] == [written, "x"]
    assert (read_table(path)["profile_id"].to_pylist()[0] or "") == value


def test_a_formula_inside_a_list_or_a_dictionary_is_guarded_too(tmp_path):
    table = pa.table({"ids": [["=1", "b"]], "source": pa.array(["=2"]).dictionary_encode()})
    write_table(table, tmp_path / "out.csv")
    assert cells(tmp_path / "out.csv")[1] == ["'=1;b", "'=2"]


def test_a_negative_number_is_no_formula(tmp_path):
    write_table(pa.table({"match_weight": [-1.5]}), tmp_path / "out.csv")
    assert cells(tmp_path / "out.csv")[1] == ["-1.5"]


@pytest.mark.parametrize("value", ['a"b', "a\\b", "a\nb", "a\x01b", "Zoë 😀", "", "{}"])
def test_json_escapes_what_must_be(tmp_path, value):
    write_table(pa.table({"x": [value, None], "l": [[value], None]}), tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text("utf-8").split("\n")
    assert json.loads(lines[0]) == {"x": value, "l": [value]}
    assert json.loads(lines[1]) == {"x": None, "l": None}


def test_json_has_no_infinities(tmp_path):
    write_table(pa.table({"x": [float("inf"), float("nan"), 1.5], "t": [True, False, None]}), tmp_path / "out.jsonl")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert found == [{"x": None, "t": True}, {"x": None, "t": False}, {"x": 1.5, "t": None}]


@pytest.mark.parametrize("check", [check_writable, lambda path: write_table(ASSIGNED, path)])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("out.xlsx", r"its name ends in '.xlsx'; expected one of .csv, .tsv, .parquet"),
        ("out", r"its name has no ending; expected one of .csv"),
        ("nowhere/out.csv", "the folder does not exist; create it first"),
        ("folder.csv", "it is a folder; give the name of a file in it"),
        ("file.csv/out.csv", "the folder does not exist; create it first"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_way_out(tmp_path, check, name, message):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file.csv").touch()
    with pytest.raises(OutputError, match=message):
        check(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.csv", "folder.csv"]


@pytest.mark.parametrize("check", [check_writable, lambda path: write_table(ASSIGNED, path)])
def test_a_folder_without_permission_is_refused(tmp_path, ordinary_user, check):
    tmp_path.chmod(0o500)
    with ordinary_user, pytest.raises(OutputError, match="you may not write in this folder"):
        check(tmp_path / "out.csv")


def test_what_can_be_written_passes_the_early_check_and_leaves_no_trace(tmp_path):
    check_writable(tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_result_is_replaced(tmp_path):
    (tmp_path / "out.csv").write_text("old")
    write_table(ASSIGNED, tmp_path / "out.csv")
    assert len(cells(tmp_path / "out.csv")) == 4


def test_a_link_keeps_being_a_link(tmp_path):
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "out.csv").symlink_to(tmp_path / "real.csv")
    write_table(ASSIGNED, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert len(cells(tmp_path / "real.csv")) == 4


def test_the_file_has_the_permissions_of_any_new_file(tmp_path):
    (tmp_path / "any").touch()
    write_table(ASSIGNED, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_a_disk_that_fills_up_leaves_the_earlier_result_and_nothing_else(tmp_path, ending):
    """The limit on the size of a file stands for the disk: both fail in the middle of a write."""
    pytest.importorskip("resource")
    path = tmp_path / f"out{ending}"
    path.write_text("the earlier result")
    script = """
        import resource, sys
        from pathlib import Path
        import pyarrow as pa
        from onefold.errors import OutputError
        from onefold.files import write_table
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        table = pa.table({"profile_id": [f"{i * 2654435761 % 2**32:x}" for i in range(200_000)]})
        try:
            write_table(table, Path(sys.argv[1]))
        except OutputError as error:
            sys.exit(str(error))
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), path], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert f"{path} cannot be written: the file would be larger than this system allows" in run.stderr
    assert "Traceback" not in run.stderr
    assert path.read_text() == "the earlier result"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_the_earlier_result_and_nothing_else(tmp_path):
    """Ctrl-C a twentieth of a second after the start; a table of this size takes many times longer."""
    path = tmp_path / "out.jsonl"
    path.write_text("the earlier result")
    table = pa.table({"x": pa.repeat("a text that has to be escaped\n", 1_000_000)})
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_table(table, path)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert path.read_text() == "the earlier result"
    assert list(tmp_path.iterdir()) == [path]
