"""What Prometheus is told: every request by operation and status, what is in work, and the jobs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from onefold.monitoring.metrics import Metrics
from onefold.monitoring.sharing import FOLDER, forget, shared_counting
from onefold.wire.asgi import Served

JOBS = {"PENDING": 2, "FAILED": 0}


def samples(metrics: Metrics) -> dict[str, float]:
    """The samples by name and labels."""
    found = {}
    for family in text_string_to_metric_families(metrics.text().decode()):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def served(operation: str, status: int, seconds: float = 0.002) -> Served:
    return Served("request", operation, "KEY1", status, seconds)


def test_requests_are_counted_by_operation_and_status() -> None:
    metrics = Metrics(lambda: JOBS, lambda: 0)
    for operation, status in [("GetMatches", 200), ("GetMatches", 200), ("GetMatches", 404), ("", 404)]:
        metrics.begun()
        metrics.ended(served(operation, status))
    found = samples(metrics)
    assert found["onefold_requests_total{operation=GetMatches,status=200}"] == 2
    assert found["onefold_requests_total{operation=GetMatches,status=404}"] == 1
    assert found["onefold_requests_total{operation=none,status=404}"] == 1


@pytest.mark.parametrize(("seconds", "first_bucket"), [(0.0005, "0.001"), (0.003, "0.005"), (7.0, "10.0")])
def test_latency_falls_into_its_bucket(seconds: float, first_bucket: str) -> None:
    metrics = Metrics(lambda: JOBS, lambda: 0)
    metrics.begun()
    metrics.ended(served("GetMatches", 200, seconds))
    found = samples(metrics)
    buckets = [name for name, value in found.items() if "_bucket" in name and value == 1]
    assert re.search(r"le=([\d.]+)", buckets[0])[1] == first_bucket  # type: ignore[index]
    assert found["onefold_request_seconds_sum{operation=GetMatches}"] == seconds


def test_what_is_in_work_and_what_waits_is_told_as_it_is_now() -> None:
    waiting = [3]
    metrics = Metrics(lambda: JOBS, lambda: waiting[0])
    metrics.begun()
    metrics.begun()
    assert samples(metrics)["onefold_requests_in_work"] == 2
    metrics.ended(served("GetMatches", 499))
    waiting[0] = 1
    found = samples(metrics)
    assert (found["onefold_requests_in_work"], found["onefold_writes_waiting"]) == (1, 1)


def test_jobs_are_told_by_status_and_those_without_any_too() -> None:
    found = samples(Metrics(lambda: JOBS, lambda: 0))
    assert found["onefold_jobs{status=PENDING}"] == 2
    assert found["onefold_jobs{status=FAILED}"] == 0
    assert found["onefold_database_up"] == 1


def test_without_a_database_the_rest_is_told_all_the_same() -> None:
    def broken() -> dict[str, int]:
        raise OperationalError("SELECT", {}, Exception("john@example.com"))

    metrics = Metrics(broken, lambda: 0)
    metrics.begun()
    found = samples(metrics)
    assert (found["onefold_database_up"], found["onefold_requests_in_work"]) == (0, 1)
    assert not [name for name in found if name.startswith("onefold_jobs")]


def test_the_shared_folder_is_there_while_it_is_needed_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER, raising=False)
    import os

    with shared_counting():
        folder = Path(os.environ[FOLDER])
        for name in ("gauge_livesum_7.db", "gauge_livesum_77.db", "counter_7.db"):
            (folder / name).touch()
        forget(7)
        forget(7)
        assert sorted(path.name for path in folder.iterdir()) == ["counter_7.db", "gauge_livesum_77.db"]
    assert FOLDER not in os.environ
    assert not folder.exists()
