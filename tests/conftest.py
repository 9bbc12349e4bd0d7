"""No test is timed: a busy machine is no bug, so Hypothesis waits as long as an example takes."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
