"""A real server to send to: `onefold serve` on a database of its own, and the keys to sign with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from benchmarks.fuzz.mutations import Sent
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from onefold.store import access_keys, open_store
from onefold.store.access_keys import AccessKey

KEYS: Final = 60
"""Each has its own quota of requests, so that most are not throttled."""
ANSWER_SECONDS_MAX: Final = 30.0


class Answered(NamedTuple):
    """What came back. Header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Target:
    """A server that runs. where: the options of `onefold serve` that name an empty database."""

    def __init__(self, folder: Path, *where: str) -> None:
        self.keys = _keys(folder, where)
        command = [sys.executable, "-m", "onefold", "serve", "--port", "0", *where]
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        assert self._process.stdout is not None
        found = re.search(r"http://\S+", self._process.stdout.readline())
        if found is None:
            self.close()
            raise SystemExit(f"no server: {''.join(self.said)}")
        self.url = found[0]

    def connect(self) -> Connection:
        """A connection of its own, for one thread."""
        return Connection(self.url, self.keys)

    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the server."""
        if self.alive():
            self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def _listen(self) -> None:
        assert self._process.stderr is not None
        self.said += self._process.stderr


class Connection:
    """Signs and sends, on one connection for as long as the server keeps it."""

    def __init__(self, url: str, keys: list[AccessKey]) -> None:
        self._url = url
        self._address = urlsplit(url)
        self._keys = keys
        self._connection: HTTPConnection | None = None

    def send(self, random: Random, sent: Sent) -> Answered | None:
        """The answer; None if there was none: the connection was cut, or nothing came for long."""
        headers = self._signed(random.choice(self._keys), sent) | {"Content-Length": str(len(sent.body))}
        for name, value in sent.headers:
            headers = {key: held for key, held in headers.items() if key.lower() != name.lower()} | {name: value}
        if self._connection is None:
            self._connection = HTTPConnection(str(self._address.hostname), self._address.port, ANSWER_SECONDS_MAX)
        try:
            self._connection.putrequest(sent.method, target_of(sent), skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                self._connection.putheader(name, value.encode())
            self._connection.endheaders(sent.body)
            response = self._connection.getresponse()
            body = response.read()
        except (OSError, HTTPException):
            self.close()
            return None
        if response.will_close:
            self.close()
        return Answered(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def close(self) -> None:
        """Hang up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _signed(self, key: AccessKey, sent: Sent) -> dict[str, str]:
        """The headers of a request that this key has signed as boto3 does."""
        own = {"Host": self._address.netloc, "Content-Type": "application/json"}
        request = AWSRequest(sent.method, self._url + target_of(sent), own, sent.body)
        SigV4Auth(Credentials(key.access_key_id, key.secret), "profile", "us-east-1").add_auth(request)
        return dict(request.headers.items())


def environment() -> dict[str, str]:
    """Where a server finds no credentials of AWS: it would export to whatever bucket a request names."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    nowhere = {"AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_CONFIG_FILE": os.devnull}
    settings = {"ONEFOLD_FIRST_JOB_SECONDS": "1", "ONEFOLD_LOG_LEVEL": "WARNING"}
    return own | nowhere | settings | {"AWS_EC2_METADATA_DISABLED": "true"}


def target_of(sent: Sent) -> str:
    """The path and query of a request."""
    return f"{sent.path}?{sent.query}" if sent.query else sent.path


def _keys(folder: Path, where: tuple[str, ...]) -> list[AccessKey]:
    now = int(time.time() * 1000)
    place = where[1] if where[:1] == ("--database",) else folder / "onefold-data"
    with closing(open_store(place)) as store:
        return store.write(lambda tx: [access_keys.create(tx, "admin", [], now) for _ in range(KEYS)])
