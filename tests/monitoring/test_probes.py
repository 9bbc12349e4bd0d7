"""/health, /ready and /metrics as the application of `onefold serve` answers them, on both databases."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from starlette.responses import Response

from onefold.cli.processes import application
from onefold.monitoring import probes
from onefold.monitoring.metrics import Metrics
from onefold.settings import ServiceSettings
from onefold.store import Store, open_store
from onefold.store.jobs import count_by_status


def asked(app: Any, *requests: tuple[str, str]) -> list[httpx.Response]:
    """What the requests (method and path) are answered, one after the other."""

    async def ask() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://anywhere") as client:
            return [await client.request(method, path) for method, path in requests]

    return asyncio.run(ask())


def test_the_probes_need_no_signature_and_all_else_does(demo: Any) -> None:
    app = application(demo.store, ServiceSettings(), signed=True)
    paths = ("/health", "/ready", "/metrics", "/domains")
    answers = asked(app, *(("GET", path) for path in paths))
    assert [answer.status_code for answer in answers] == [200, 200, 200, 403]
    assert [answer.json() for answer in answers[:2]] == [{"status": "ok"}, {"status": "ready"}]
    assert 'onefold_jobs{status="PENDING"} 1.0' in answers[2].text
    assert "demo" not in answers[2].text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("HEAD", "/ready", 200),
        ("POST", "/ready", 405),
        ("DELETE", "/metrics", 405),
        ("GET", "/health%2F..%2Fdomains", 404),
        ("GET", "/metrics/x", 404),
        ("GET", "/metrics/", 404),
        ("GET", "/Metrics", 404),
    ],
)
def test_each_has_one_path_and_is_only_read(store: Store, method: str, path: str, status: int) -> None:
    (answer,) = asked(application(store, ServiceSettings(), signed=True), (method, path))
    assert answer.status_code == status


def test_tables_of_another_version_are_not_ready(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onefold.store.migrate._head", lambda: "9999")
    (answer,) = asked(application(store, ServiceSettings(), signed=True), ("GET", "/ready"))
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert "onefold db upgrade" in answer.json()["reason"]


def test_a_database_without_its_tables_is_not_ready_and_alive(tmp_path: Any) -> None:
    store = open_store(tmp_path)
    app = application(store, ServiceSettings(), signed=True)
    store.write(lambda tx: tx.execute(text("DROP TABLE jobs")) and None)
    store.write(lambda tx: tx.execute(text("DROP TABLE alembic_version")) and None)
    answers = asked(app, ("GET", "/ready"), ("GET", "/health"), ("GET", "/metrics"))
    assert [answer.status_code for answer in answers] == [503, 200, 200]
    assert "onefold_database_up 0.0" in answers[2].text
    store.close()


def test_a_database_that_does_not_answer_is_not_ready_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "WAIT_SECONDS", 0.05)
    go_on = threading.Event()

    class Hanging:
        reads = 0

        def read(self, _: Callable[..., Any]) -> Any:
            self.reads += 1
            go_on.wait(60)

        def writes_waiting(self) -> int:
            return 0

    store: Any = Hanging()
    metrics = Metrics(lambda: store.read(count_by_status), store.writes_waiting)

    async def ask() -> list[Response]:
        apps = probes.probes(store, metrics)
        found = []
        for path in ("/ready", "/ready", "/metrics", "/health"):
            transport = httpx.ASGITransport(apps[path])
            async with httpx.AsyncClient(transport=transport, base_url="http://anywhere") as client:
                found.append((await client.get(path)).status_code)
        go_on.set()
        return found  # type: ignore[return-value]

    assert asyncio.run(ask()) == [503, 503, 503, 200]
    assert store.reads == 2  # one for all who ask whether it is ready, one for the metrics


def test_however_often_it_is_asked_the_database_is_asked_once_a_second(store: Store) -> None:
    app = application(store, ServiceSettings(), signed=True)
    reads = []
    read = store.read
    store.read = lambda work: reads.append(work) or read(work)  # type: ignore[method-assign, func-returns-value]
    try:
        answers = asked(app, *[("GET", "/ready")] * 50)
    finally:
        del store.read  # type: ignore[method-assign]
    assert {answer.status_code for answer in answers} == {200}
    assert len(reads) < 50
