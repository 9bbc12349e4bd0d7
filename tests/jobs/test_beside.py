"""Steps beside the jobs: repeated until told to stop, and not ended by a failure."""

from __future__ import annotations

import logging
from threading import Event

import pytest

from onefold.jobs.beside import beside


def test_each_step_is_repeated_in_its_own_thread_until_the_end() -> None:
    stop, slow_began, fast_done, counted = Event(), Event(), Event(), []

    def slow() -> bool:
        slow_began.set()
        return not fast_done.wait(60)

    def fast() -> bool:
        slow_began.wait(60)
        counted.append(1)
        if len(counted) == 3:
            fast_done.set()
        return True

    with beside(stop, slow, fast, pause_seconds=0.01):
        assert fast_done.wait(60)
    assert stop.is_set()
    assert len(counted) >= 3


def test_a_failure_is_said_without_its_words_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    again, count = Event(), []

    def failing() -> bool:
        count.append(1)
        if len(count) == 2:
            again.set()
        raise ValueError("john@example.com")

    with caplog.at_level(logging.ERROR), beside(Event(), failing, pause_seconds=0.01):
        assert again.wait(60)
    said = caplog.records[0].getMessage()
    assert "ValueError in" in said
    assert "test_beside.py" in said
    assert "john" not in caplog.text


def test_a_block_that_fails_ends_the_steps_too() -> None:
    stop = Event()
    with pytest.raises(KeyError), beside(stop, lambda: False, pause_seconds=0.01):
        raise KeyError
    assert stop.is_set()
