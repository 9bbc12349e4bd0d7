"""Logs as lines of JSON on standard error: one for every request, for every job as it begins and ends, and problems.

No value of a request is ever logged, and of an exception only what kind it is and where it happened: the messages of
databases and parsers quote what they stumbled on.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from typing import Final

import orjson

from onefold.errors import outline
from onefold.monitoring.metrics import Metrics
from onefold.wire.asgi import Served

REQUESTS: Final = logging.getLogger("onefold.requests")
_OTHERS: Final = "WARNING"
"""The least level of what libraries have to say."""

_OF_EVERY_RECORD: Final = frozenset(vars(logging.makeLogRecord({})))


def configure_logs(level: str) -> None:
    """From now on all logs of this process are lines of JSON on standard error. level: the least one of our own."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=_OTHERS, force=True)
    logging.getLogger("onefold").setLevel(level)
    logging.captureWarnings(True)


class JsonLines(logging.Formatter):
    """From a log record, with all that was given as `extra`, to a line: 10 us, where structlog takes 70."""

    def format(self, record: logging.LogRecord) -> str:
        """One JSON object without a line end."""
        line = {
            "timestamp": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line.update((name, value) for name, value in record.__dict__.items() if name not in _OF_EVERY_RECORD)
        if record.exc_info and record.exc_info[1]:
            line["exception"] = outline(record.exc_info[1])
        return orjson.dumps(line, default=lambda value: type(value).__name__, option=orjson.OPT_UTC_Z).decode()


class Monitor:
    """Counts and logs what a server process answers."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def begun(self) -> None:
        """A request has come."""
        self._metrics.begun()

    def ended(self, served: Served) -> None:
        """It was answered, or its client has gone away. A key id stands in the line when its signature was right."""
        self._metrics.ended(served)
        if REQUESTS.isEnabledFor(logging.INFO):
            REQUESTS.info(
                "request",
                extra={
                    "request_id": served.request_id,
                    "operation": served.operation,
                    "status": served.status,
                    "seconds": round(served.seconds, 6),
                    "access_key_id": served.access_key_id,
                },
            )
