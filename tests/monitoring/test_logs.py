"""What is logged: one line of JSON for each request and job, and never a value of a request."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from onefold.monitoring.logs import JsonLines, Monitor, configure_logs
from onefold.monitoring.metrics import Metrics
from onefold.wire.asgi import Served


@pytest.fixture
def logs(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Standard error as the service writes it, and logging as it was afterwards."""
    root, own = logging.getLogger(), logging.getLogger("onefold")
    before = root.handlers[:], root.level, own.level
    yield capsys
    root.handlers[:], root.level, own.level = before
    logging.captureWarnings(False)


def lines(logs: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in logs.readouterr().err.splitlines()]


SERVED = Served("id-1", "GetMatches", "KEY1", 200, 0.0012345)


def test_a_request_is_one_line(logs: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")
    Monitor(Metrics(dict, lambda: 0)).ended(SERVED)
    (line,) = lines(logs)
    assert line.pop("timestamp")
    assert line == {
        "event": "request",
        "request_id": "id-1",
        "operation": "GetMatches",
        "status": 200,
        "seconds": 0.001234,
        "access_key_id": "KEY1",
        "level": "info",
        "logger": "onefold.requests",
    }


@pytest.mark.parametrize(("level", "shown"), [("DEBUG", 1), ("INFO", 1), ("WARNING", 0), ("ERROR", 0)])
def test_the_level_can_leave_requests_out(logs: pytest.CaptureFixture[str], level: str, shown: int) -> None:
    configure_logs(level)
    Monitor(Metrics(dict, lambda: 0)).ended(SERVED)
    assert len(lines(logs)) == shown


def test_what_libraries_say_is_json_too_and_their_small_talk_is_not_there(logs: pytest.CaptureFixture[str]) -> None:
    configure_logs("DEBUG")
    logging.getLogger("uvicorn.error").info("Started")
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request %s", "received")
    (line,) = lines(logs)
    assert (line["event"], line["logger"]) == ("Invalid HTTP request received", "uvicorn.error")


def test_of_an_exception_its_kind_and_place_are_logged_and_not_what_it_says(logs: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")
    try:
        try:
            raise KeyError("john@example.com")
        except KeyError as error:
            raise ValueError("Key (email)=(john@example.com)") from error
    except ValueError:
        logging.getLogger("sqlalchemy.pool").exception("failed")
    (line,) = lines(logs)
    assert str(line["exception"]).startswith("ValueError from KeyError\n")
    assert "test_logs.py" in str(line["exception"])
    assert "john" not in json.dumps(line).replace('raise ValueError(\\"Key (email)=(john@example.com)\\")', "")


def test_an_odd_value_does_not_break_a_line() -> None:
    record = logging.LogRecord("onefold", logging.INFO, "", 1, "a\nb", None, None)
    record.given = {object()}
    assert json.loads(JsonLines().format(record))["given"] == "set"
