"""What a command cost is measured from outside it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.speed.measure import CommandError, Cost, cost_of, typical

HOLD_200_MB = "block = bytearray(b'x') * 200_000_000"


def python(code: str) -> list[str | Path]:
    return [sys.executable, "-I", "-S", "-c", code]


def test_wall_seconds_are_those_of_the_command_and_cpu_seconds_only_what_it_worked(tmp_path: Path) -> None:
    cost = cost_of(python("import time; time.sleep(0.3)"), folder=tmp_path)
    assert cost.seconds >= 0.3
    assert cost.cpu_seconds < cost.seconds


def test_cpu_seconds_add_up_over_the_processes_a_command_starts(tmp_path: Path) -> None:
    work = "import time\nwhile time.process_time() < 0.2: pass"
    cost = cost_of(python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"), folder=tmp_path)
    assert cost.cpu_seconds >= 0.2


def test_peak_memory_is_what_the_command_held(tmp_path: Path) -> None:
    assert 200 < cost_of(python(HOLD_200_MB), folder=tmp_path).peak_mb < 250


def test_peak_memory_is_not_that_of_the_process_that_measures(tmp_path: Path) -> None:
    ballast = bytearray(300_000_000)
    assert cost_of(python("pass"), folder=tmp_path).peak_mb < 50
    assert ballast


def test_a_command_runs_in_its_folder_with_its_environment(tmp_path: Path) -> None:
    write = "import os; open('said', 'w').write(os.environ['WORD'])"
    cost_of(python(write), folder=tmp_path, environment={"WORD": "hello"})
    assert (tmp_path / "said").read_text() == "hello"


def test_what_is_put_before_a_command_runs_and_is_not_measured(tmp_path: Path) -> None:
    before = "import sys, time, subprocess; time.sleep(1); subprocess.run(sys.argv[1:], check=True)"
    cost = cost_of(python("pass"), folder=tmp_path, prefix=[sys.executable, "-c", before])
    assert cost.seconds < 1


def test_a_command_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ended with status 3: no such luck"):
        cost_of(python("import sys; sys.stderr.write('no such luck\\n'); sys.exit(3)"), folder=tmp_path)


def test_a_command_that_does_not_exist_has_failed(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="FileNotFoundError"):
        cost_of(["no-such-command"], folder=tmp_path)


def test_a_command_that_a_signal_ended_has_failed(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="status -9"):
        cost_of(python("import os; os.kill(os.getpid(), 9)"), folder=tmp_path)


def test_typical_are_the_median_times_and_the_largest_peak() -> None:
    costs = [Cost(1, 5, 10), Cost(9, 4, 30), Cost(2, 6, 20)]
    assert typical(costs) == Cost(2, 5, 30)
