"""Metrics for Prometheus: what requests, writes and jobs do, and not a word of what is in them.

Several server processes count in one folder (prometheus_client's multiprocess mode), so that whichever of them answers
a scrape tells of all. Jobs are counted in the database when they are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from onefold.monitoring.sharing import FOLDER
from onefold.store import DatabaseError
from onefold.wire.asgi import Served

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
NO_OPERATION: Final = "none"
"""The label of requests to paths that are no operation's: the path itself is the client's, and may be anything."""

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends of the latency buckets: a signed read takes about half a millisecond, a body may take 30 seconds."""


class Metrics:
    """The metrics of one server process.

    jobs: how many jobs there are by status, asked at every scrape. writes_waiting: units of work that wait for the
    database's one writer, in this process.
    """

    def __init__(self, jobs: Callable[[], Mapping[str, int]], writes_waiting: Callable[[], int]) -> None:
        self._registry = own = CollectorRegistry()
        self._jobs = _Jobs(jobs)
        self._writes_waiting = writes_waiting
        self._requests = Counter("onefold_requests", "Requests answered.", ("operation", "status"), registry=own)
        self._seconds = Histogram(
            "onefold_request_seconds", "From the head of a request to its answer.", ("operation",),
            buckets=SECONDS, registry=own,
        )  # fmt: skip
        self._in_work = Gauge(
            "onefold_requests_in_work", "Requests that are being answered.", registry=own, multiprocess_mode="livesum"
        )
        self._waiting = Gauge(
            "onefold_writes_waiting", "Writes that wait for the one writer of a SQLite database.", registry=own,
            multiprocess_mode="livesum",
        )  # fmt: skip
        self._counters: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def begun(self) -> None:
        """A request has come."""
        self._in_work.inc()
        self._waiting.set(self._writes_waiting())

    def ended(self, served: Served) -> None:
        """It was answered."""
        self._in_work.dec()
        self._waiting.set(self._writes_waiting())
        requests, seconds = self._of(served.operation or NO_OPERATION, served.status)
        requests.inc()
        seconds.observe(served.seconds)

    def text(self) -> bytes:
        """Everything in the text format of Prometheus. Reads the database."""
        self._waiting.set(self._writes_waiting())
        registry = CollectorRegistry() if FOLDER in os.environ else self._registry
        if registry is not self._registry:
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
        return generate_latest(registry) + generate_latest(self._jobs)

    def _of(self, operation: str, status: int) -> tuple[Counter, Histogram]:
        """Looking labels up in the library costs as much as counting."""
        found = self._counters.get((operation, status))
        if found is None:
            found = self._requests.labels(operation, str(status)), self._seconds.labels(operation)
            self._counters[operation, status] = found
        return found


class _Jobs:
    """Jobs by status, from the database. Without one there are no jobs to tell of, and that is told."""

    def __init__(self, count: Callable[[], Mapping[str, int]]) -> None:
        self._count = count

    def collect(self) -> Iterable[Metric]:
        up = GaugeMetricFamily("onefold_database_up", "Whether the database answered this scrape.")
        jobs = GaugeMetricFamily("onefold_jobs", "Identity resolution jobs by status.", labels=["status"])
        try:
            found = self._count()
        except DatabaseError:
            up.add_metric([], 0)
            return [up]
        up.add_metric([], 1)
        for status, number in found.items():
            jobs.add_metric([status], number)
        return [up, jobs]
