"""Real servers and real clients: processes that talk to each other over HTTP."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from benchmarks.fuzz import target

ROOT: Final = Path(__file__).parents[2]
ENVIRONMENTS: Final = ROOT / ".venv-clients"
DRIVERS: Final = Path(__file__).parent / "drivers"
CLIENTS: Final = ("boto3", "boto3-first", "boto3-oldest", "aws-cli", "javascript", "go")
"""The boto3 that the server is installed with, the folders that `make test` sets up, and Go where a machine has it."""
GO_PATH: Final = Path("/usr/share/gocode")
"""Where Debian's package golang-github-aws-aws-sdk-go-v2-dev puts the SDK; the registry of Go modules is not needed."""
GO_SDK: Final = GO_PATH / "src/github.com/aws/aws-sdk-go-v2/service/customerprofiles"
ANSWER_SECONDS_MAX: Final = 120


class Server:
    """`onefold serve`, and the environment that it tells its user to set. where: the options that name its database."""

    def __init__(self, folder: Path, *where: str, first_job_seconds: int = 1) -> None:
        self.folder = folder
        self.where = where
        # Without a line for each request, what is said is what went wrong.
        environment = target.environment() | {"ONEFOLD_FIRST_JOB_SECONDS": str(first_job_seconds)}
        command = [sys.executable, "-m", "onefold", "serve", "--port", "0", *where]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.said_wrong: list[str] = []
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()  # a pipe that nobody reads would stop the server when it is full
        self.environment: dict[str, str] = {}
        assert self.process.stdout is not None
        begun = re.search(r"http://\S+", self.process.stdout.readline())
        if begun is None:
            self.stop()
            pytest.fail(f"no server: {''.join(self.said_wrong)}")
        self.url = begun[0]
        while "--auth" not in where and "AWS_ENDPOINT_URL_CUSTOMER_PROFILES" not in self.environment:
            line = self.process.stdout.readline()
            assert line, "the server ended before it told its key"
            self.environment |= dict(re.findall(r"(AWS_\w+)=(\S+)", line))

    def onefold(self, *words: str) -> str:
        """Run a command of the server's administrator on its database. Returns what it prints."""
        command = [sys.executable, "-m", "onefold", *words, *self.where]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def key(self, role: str) -> dict[str, str]:
        """The environment of a new key of that role, at this server."""
        made = dict(re.findall(r"(AWS_\w+)=(\S+)", self.onefold("key", "create", "--role", role)))
        return {**made, "AWS_ENDPOINT_URL_CUSTOMER_PROFILES": self.url}

    def stop(self, how: int = signal.SIGINT) -> int:
        """End it. Returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(timeout=60)
        self._listener.join()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()
        return self.process.returncode

    def _listen(self) -> None:
        assert self.process.stderr is not None
        self.said_wrong += self.process.stderr


class Driver:
    """One client in a process of its own, which does what it is told by lines of JSON."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: Path) -> None:
        own = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        # Nothing of the machine's own settings, and no search for credentials in a cloud.
        own |= {"HOME": str(folder), "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": ""}
        with (folder / "driver.log").open("w") as log:
            self._process = subprocess.Popen(
                command, env=own | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self._log = folder / "driver.log"
        try:
            self.operations = frozenset(self._answer()["operations"])
        except BaseException:
            self.close()
            raise

    def __call__(self, operation: str, **members: Any) -> dict[str, Any]:
        """Call an operation. Returns `answer` or `error`."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"operation": operation, "input": members}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        timer = threading.Timer(ANSWER_SECONDS_MAX, self._process.kill)
        timer.start()
        try:
            line = self._process.stdout.readline()
        finally:
            timer.cancel()
        assert line, f"the client ended: {self._log.read_text()}"
        return dict(json.loads(line))

    def close(self) -> None:
        """End it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def command_of(client: str) -> list[str]:
    """How a client is started; skips the test if it is not on this machine."""
    folder = ENVIRONMENTS / client
    if client == "go":
        return [str(compiled_go(folder))]
    if client != "boto3" and not (folder / "ready").exists():
        pytest.skip(f"the client {client} is not set up; make test does it, from PyPI and npm")
    if client == "javascript":
        return [str(shutil.which("node")), str(DRIVERS / "javascript.mjs"), str(folder)]
    python = sys.executable if client == "boto3" else str(folder / "bin" / "python")
    return [python, "-W", "ignore", str(DRIVERS / ("cli.py" if client == "aws-cli" else "boto.py"))]


def compiled_go(folder: Path) -> Path:
    """The driver in Go, compiled if that was not done yet; skips the test where Go or Amazon's SDK for it are not."""
    if not shutil.which("go") or not GO_SDK.exists():
        pytest.skip("needs Debian's packages golang-go and golang-github-aws-aws-sdk-go-v2-dev")
    source = DRIVERS / "golang.go"
    driver = folder / hashlib.sha256(source.read_bytes()).hexdigest()
    if not driver.exists():
        own = folder / f"driver-{os.getpid()}"  # other tests may want it at the same time
        environment = os.environ | {"GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOCACHE": str(folder / "cache")}
        command = ["go", "build", "-o", str(own), str(source)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        own.replace(driver)
    return driver


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> str:
    """The name of a client that is set up."""
    command_of(request.param)
    return str(request.param)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """Start a client by its name with variables of the environment."""
    running: list[Driver] = []

    def start(client: str, environment: dict[str, str], **more: str) -> Driver:
        folder = tmp_path / f"client{len(running)}"
        folder.mkdir()
        running.append(Driver(command_of(client), environment | more, folder))
        return running[-1]

    yield start
    for driver in running:
        driver.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on each kind of store, for all tests of a module."""
    where: list[str] = []
    if request.param == "postgresql":
        new_database: Callable[[str], str] = request.getfixturevalue("postgresql_server")
        where = ["--database", new_database("onefold_clients")]
    running = Server(tmp_path_factory.mktemp("server"), *where)
    yield running
    assert running.stop() == 0


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server on SQLite for one test that spoils it."""
    running = Server(tmp_path)
    yield running
    running.stop()
