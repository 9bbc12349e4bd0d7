"""Sets up the clients of tests/clients, each in a folder of its own: `python set_up.py FOLDER`.

From PyPI and npm, all at once, about half a minute. A client that cannot be installed, such as without a network or
without npm, is named, and its tests are skipped until the next `make test` tries again; nothing else fails by it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
READY: Final = "ready"
"""The file in a client's folder that says what it was made from."""
SECONDS_MAX: Final = 300


def main() -> int:
    """Set up what is missing or made from other pins. Returns how many clients there are not."""
    target = Path(sys.argv[1]).resolve()
    wanted = [*sorted(HERE.glob("*.txt")), HERE / "javascript" / "package.json"]
    with ThreadPoolExecutor() as threads:
        outcomes = list(threads.map(lambda pins: set_up(pins, target / name_of(pins)), wanted))
    for pins, problem in zip(wanted, outcomes, strict=True):
        if problem:
            print(f"The client {name_of(pins)} is not set up, its tests are skipped: {problem}", file=sys.stderr)
    return sum(bool(problem) for problem in outcomes)


def name_of(pins: Path) -> str:
    """The name of a client: that of its file, or of the folder of its package.json."""
    return pins.stem if pins.suffix == ".txt" else pins.parent.name


def set_up(pins: Path, folder: Path) -> str:
    """Make one client. Returns what went wrong, in one line; empty if it is there."""
    ready, text = folder / READY, pins.read_text(encoding="utf-8")
    if ready.exists() and ready.read_text(encoding="utf-8") == text:
        return ""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    problem = python(pins, folder) if pins.suffix == ".txt" else javascript(pins, folder)
    if not problem:
        ready.write_text(text, encoding="utf-8")
    return problem


def python(pins: Path, folder: Path) -> str:
    """A virtual environment with these packages and no others."""
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return run(sys.executable, "-m", "venv", str(folder)) or run(*pip, "--no-deps", "-r", str(pins))


def javascript(pins: Path, folder: Path) -> str:
    """A folder with node_modules. No lock file: it would hold the addresses of a registry."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "there is no node with npm on this machine"
    shutil.copy(pins, folder)
    quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
    return run(npm, "install", *quiet, "--prefix", str(folder))


def run(*command: str) -> str:
    """Run a command. Returns the last line of what it complained of if it failed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return f"not done within {SECONDS_MAX} s"
    said = (done.stderr or done.stdout).strip().splitlines() or [f"{command[0]} ended with {done.returncode}"]
    return said[-1] if done.returncode else ""


if __name__ == "__main__":
    sys.exit(main())
