"""The command line as a whole: what it takes, what it says when it cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onefold import cli
from onefold.cli import main, parser
from onefold.errors import InputError


def imported_by(code: str) -> set[str]:
    """The modules that are loaded after some code has run in a fresh interpreter."""
    said = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(said.stderr.split())


@pytest.mark.parametrize(
    "words", [["--version"], ["--help"], ["match", "--help"], ["match"], ["match", "a", "--threads", "0"]]
)
def test_what_needs_no_table_loads_nothing_heavy(words: list[str]) -> None:
    loaded = imported_by(f"from onefold.cli import main\nmain({words!r})")
    assert not loaded & {"numba", "numpy", "pyarrow", "jinja2", "tqdm"}


def test_an_input_that_cannot_be_read_is_refused_before_the_engine_is_loaded() -> None:
    loaded = imported_by("from onefold.cli import main\nmain(['match', 'no such file.csv', '--output', 'a.csv'])")
    assert "pyarrow" in loaded
    assert "numba" not in loaded


def test_the_engine_is_loaded_while_a_large_file_is_read(folder: Path) -> None:
    code = "import os, threading, onefold.api as api\n"
    code += f"os.chdir({str(folder)!r})\napi.LOADED_BESIDE_MIN = 4\napi.read('customers.csv')\n"
    code += "[each.join() for each in threading.enumerate() if each.daemon]"
    assert "onefold.engine.resolve" in imported_by(code)
    assert "onefold.engine.resolve" not in imported_by(code.replace("= 4", "= 9"))


def test_a_run_loads_no_library_that_it_makes_no_use_of(folder: Path) -> None:
    words = ["-X", "importtime", "-m", "onefold", "match", "customers.csv", "--output", "out.csv"]
    run = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    assert {"numba", "pyarrow"} <= loaded
    assert not [name for name in loaded if name.startswith(("pandas._libs", "scipy._lib"))]  # the rest is tried only


def test_the_version_is_the_one_that_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    import onefold

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"onefold {onefold.__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("match", "explain", "evaluate"))


MISUSES = [
    ([], "COMMAND"),
    (["no-such-command"], "no-such-command"),
    (["match", "a.csv"], "--output"),
    (["match", "--output", "b.csv"], "INPUT"),
    (["match", "a.csv", "--output", "b.csv", "--min-confidence", "1.5"], "'1.5' is not a number between 0 and 1"),
    (["match", "a.csv", "--output", "b.csv", "--min-confidence", "nan"], "'nan' is not a number between 0 and 1"),
    (["match", "a.csv", "--output", "b.csv", "--min-confidence", "high"], "'high' is not a number between 0 and 1"),
    (["match", "a.csv", "--output", "b.csv", "--threads", "0"], "'0' is not a whole number of at least 1"),
    (["match", "a.csv", "--output", "b.csv", "--threads", "²"], "'²' is not a whole number of at least 1"),
    (["match", "a.csv", "--output", "b.csv", "--region", "UK"], "did you mean GB?"),
    (["match", "a.csv", "--output", "b.csv", "--region", "Germany"], "did you mean DE?"),
    (["match", "a.csv", "--output", "b.csv", "--column", "FirstName"], "is not Attribute=column"),
    (["match", "a.csv", "--output", "b.csv", "--column", "City=a", "--column", "City=b"], "City is given twice"),
    (["match", "a.csv", "--outp", "b.csv"], "--output"),
    (["explain", "a.csv"], "ID"),
    (["evaluate", "a.csv"], "--truth"),
]


@pytest.mark.parametrize(("words", "said"), MISUSES, ids=[" ".join(words) for words, _ in MISUSES])
def test_what_is_not_understood_is_said_with_status_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (InputError("a.csv is odd"), 1, "onefold: error: a.csv is odd\n"),
        (KeyboardInterrupt(), 130, "onefold: interrupted; nothing was written\n"),
        (MemoryError("malloc of 10 GB failed"), 1, "out of memory (malloc of 10 GB failed)"),
        (ZeroDivisionError("by 0"), 1, "this is a bug in onefold (ZeroDivisionError: by 0)"),
    ],
)
def test_every_failure_has_its_status_and_its_sentence(
    error: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_: object) -> None:
        raise error

    monkeypatch.setattr(cli.evaluate, "run", run)
    assert main(["evaluate", "a.csv", "--truth", "b.csv"]) == status
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err


def test_a_bug_shows_where_it_is_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.evaluate, "run", lambda _: 1 / 0)
    monkeypatch.setenv("ONEFOLD_DEBUG", "1")
    assert main(["evaluate", "a.csv", "--truth", "b.csv"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_columns_are_collected_by_attribute() -> None:
    words = ["match", "a.csv", "--output", "b.csv", "--column", "LastName=a=b", "--column", "EmailAddress#2=c"]
    assert parser().parse_args(words).column == {"LastName": "a=b", "EmailAddress#2": "c"}
    assert parser().parse_args(words[:4]).column == {}, "one run must not change the next"


def test_a_reader_that_has_read_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("profile_id,match_id,confidence_score\n1,a,\n")
    (tmp_path / "truth.csv").write_text("profile_id,entity_id\n1,a\n")
    command = [sys.executable, "-m", "onefold", "evaluate", "a.csv", "--truth", "truth.csv"]
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as gone:
        run = subprocess.run(command, cwd=tmp_path, stdout=gone, stderr=subprocess.PIPE, text=True)
    assert (run.returncode, run.stderr) == (0, "")


ENDS = [
    (["--version"], 0, "onefold "),
    (["match", "no.csv", "--output", "a.csv"], 1, "no.csv does not exist"),
    ([], 2, "COMMAND"),
]


@pytest.mark.parametrize(("words", "status", "said"), ENDS)
def test_a_process_ends_with_its_status_and_has_said_all(words: list[str], status: int, said: str) -> None:
    ended = subprocess.run([sys.executable, "-m", "onefold", *words], capture_output=True, text=True, check=False)
    assert ended.returncode == status
    assert said in ended.stdout + ended.stderr


def test_a_reader_that_has_gone_is_no_error() -> None:
    words = f"{sys.executable} -m onefold --help | true; exit ${{PIPESTATUS[0]}}"
    assert subprocess.run(["bash", "-c", words], check=False).returncode == 0
