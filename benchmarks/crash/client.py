"""A client that remembers what it was answered with 200.

Every profile carries an attribute of its own name, its token. Attributes of merged profiles are all kept, and an undone
merge gives them back, so that a token is in exactly one profile for as long as nobody deletes it.
"""

from __future__ import annotations

import json
import random
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from socket import SHUT_RDWR
from typing import Any, Final

DOMAIN: Final = "crash"
MAILBOXES: Final = 60
"""So many customers, so that jobs find matches and merge them."""
RULED: Final = 0.3
"""Of the customers; the others are left to jobs."""
TIMEOUT_SECONDS: Final = 20.0


@dataclass
class Journal:
    """What clients asked for and what was answered. The key is a token, but for merges: main and merged profile."""

    tried: set[str] = field(default_factory=set)
    created: dict[str, str] = field(default_factory=dict)
    delete_tried: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    updates_tried: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    merges: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    cut: int = 0


class Client(threading.Thread):
    """Writes as fast as it is answered, until it is told to stop."""

    def __init__(self, port: int, name: str, journal: Journal) -> None:
        super().__init__(name=name, daemon=True)
        self._port = port
        self._journal = journal
        self._stopping = threading.Event()
        self._connection: HTTPConnection | None = None
        self._count = 0

    def stop(self) -> None:
        """End it, also when it is waiting for a server that is no more."""
        self._stopping.set()
        while self.is_alive():
            socket = getattr(self._connection, "sock", None)
            if socket is not None:
                with suppress(OSError):
                    socket.shutdown(SHUT_RDWR)
            self.join(0.02)

    def run(self) -> None:
        """Do one thing after the other."""
        deeds = (self._customer, self._customer, self._update, self._lonely, self._merged)
        try:
            while not self._stopping.is_set():
                random.choice(deeds)()
        finally:
            self._hang_up()

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _customer(self) -> None:
        """A profile that jobs, or rules, will merge with others."""
        number = random.randrange(MAILBOXES)
        ruled = {"AccountNumber": f"A{number}"} if random.random() < RULED else {}
        last_name, email = f"Doe{'abcdefghij'[number % 10]}", f"john{number}@example.com"
        self._create(FirstName="John", LastName=last_name, EmailAddress=email, **ruled)

    def _update(self) -> None:
        """A counter in a profile that is there under its own id: merged ones are not found."""
        journal = self._journal
        created = list(journal.created)  # one step: other clients add to it meanwhile
        own = [token for token in created if token.startswith(self.name) and token not in journal.delete_tried]
        if own:
            token = random.choice(own)
            value = journal.updates_tried.get(token, 0) + 1
            journal.updates_tried[token] = value
            body = {"ProfileId": journal.created[token], "Attributes": {f"u{token}": str(value)}}
            if self._ask("PUT", "", body) is not None:
                journal.updated[token] = value

    def _lonely(self) -> None:
        """A profile that nothing matches: it gets a key, or goes again."""
        token, profile_id = self._create()
        if profile_id and random.random() < 0.5:
            self._journal.delete_tried.add(token)
            if self._ask("POST", "/delete", {"ProfileId": profile_id}) is not None:
                self._journal.deleted.add(token)

    def _merged(self) -> None:
        """Two profiles with keys, merged by hand."""
        (one, main), (other, merged) = self._create(), self._create()
        for token, profile_id in ((one, main), (other, merged)):
            key = {"ProfileId": profile_id, "KeyName": "token", "Values": [token]}
            if profile_id and self._ask("POST", "/keys", key) is not None:
                self._journal.keys.add(token)
        if main and merged:
            body = {"MainProfileId": main, "ProfileIdsToBeMerged": [merged]}
            if self._ask("POST", "/objects/merge", body) is not None:
                self._journal.merges.append((main, merged))

    def _create(self, **attributes: str) -> tuple[str, str | None]:
        self._count += 1
        token = f"{self.name}x{self._count}"
        self._journal.tried.add(token)
        answer = self._ask("POST", "", {**attributes, "Attributes": {token: "1"}})
        if answer is not None:
            self._journal.created[token] = answer["ProfileId"]
        return token, answer and answer["ProfileId"]

    def _ask(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """The answer, if there was one and it was 200. What was cut off may have been done, or not."""
        if self._stopping.is_set():
            return None
        try:
            connection = self._connection or HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_SECONDS)
            self._connection = connection
            headers = {"Content-Type": "application/json"}
            connection.request(method, f"/domains/{DOMAIN}/profiles{path}", json.dumps(body), headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, HTTPException):
            self._hang_up()
            self._journal.cut += 1
            self._stopping.wait(0.01)
            return None
        if response.status == 200:
            return dict(answer)
        if response.status not in (404, 429):  # 404: merged meanwhile
            self._journal.refused.append(f"{method} {path}: {response.status} {answer}")
        return None
