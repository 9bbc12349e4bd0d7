"""A domain with made-up match groups, the pages on a real server, and a real browser."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from tests.store.groups import fill_run

from onefold.cli.processes import application
from onefold.jobs.summary import scores_of
from onefold.operations.context import Answer
from onefold.operations.service import bind
from onefold.review.actions import REVIEW
from onefold.review.filters import Filter
from onefold.settings import ServiceSettings
from onefold.store import Store, access_keys, domains, review_state, runs
from onefold.store.review_state import Summary
from onefold.store.runs import Group

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


class Review:
    """The operations of the review pages on a domain `demo`, beside those of the API."""

    def __init__(self, demo: Any) -> None:
        self.demo = demo
        self.store: Store = demo.store
        self._operations = bind(demo.store, demo.settings, demo.clock, REVIEW)
        self.domain_id = self.store.read(lambda tx: domains.find(tx, "demo").id)  # type: ignore[union-attr]

    def __call__(self, operation: str, caller: Any = None, **request: Any) -> Answer:
        self.demo.seconds += 1
        by = caller or self.demo_caller
        return self._operations[f"Review{operation}"](by, {"DomainName": "demo", **request})

    @property
    def demo_caller(self) -> Any:
        from dataclasses import make_dataclass

        return make_dataclass("Caller", [("access_key_id", str), ("domains", object)])("KEY1", None)

    def people(self, *documents: dict[str, Any]) -> list[str]:
        return [self.demo.profile(**one) for one in documents]

    def run(self, *groups: tuple[float, Sequence[str]], judgements: int = 0, traits: Sequence[int] = ()) -> list[str]:
        """Publish a run with these groups (score, members), the surest first. Returns their MatchIds."""
        import pyarrow as pa

        self.demo.seconds += 60
        now = int(self.demo.seconds * 1000)
        found = [
            Group(rank, f"{now:x}{rank:020x}"[-32:].rjust(32, "0"), score, tuple(sorted(ids)))
            for rank, (score, ids) in enumerate(groups, start=1)
        ]
        table = pa.table(
            {
                "confidence_score": pa.array([one.confidence_score for one in found], pa.float64()),
                "profile_ids": pa.array([list(one.profile_ids) for one in found], pa.list_(pa.string())),
            }
        )

        def publish(tx: Any) -> None:
            run = runs.begin(tx, self.domain_id, f"{now:032x}", 1)
            columns = {} if not traits else {"traits": pa.array(traits, pa.int64())}
            fill_run(tx, run, found, **columns)
            runs.publish(tx, run, 100, len(found), now)
            summary = Summary(run, now, 100, scores_of(table), None, judgements)
            review_state.add_summary(tx, self.domain_id, summary)

        self.store.write(publish)
        return [one.match_id for one in found]

    def group(self, match_id: str) -> Any:
        return self("GetGroup", MatchId=match_id, Filter=Filter())["Group"]

    def queue(self, filter_: Filter = Filter(), after: Any = None) -> Any:  # noqa: B008
        from onefold.store.review_queue import FIRST

        return self("GetQueue", Filter=filter_, After=after or FIRST)["Page"]

    def decide(self, act: str, match_id: str, ids: Sequence[str], **request: Any) -> Answer:
        """Decide on a group as it is now."""
        request.setdefault("Version", self.group(match_id).now.version)
        return self(act, MatchId=match_id, ProfileIds=list(ids), MainProfileId=request.pop("Main", ids[0]), **request)


@pytest.fixture
def review(demo: Any) -> Review:
    """The operations of the review pages."""
    return Review(demo)


@pytest.fixture
def serve(serving: Any) -> Callable[..., Any]:
    """Serves the API and the pages of a store: a context manager that gives the address."""

    @contextmanager
    def served(store: Store, signed: bool = True) -> Iterator[str]:
        with serving(application(store, ServiceSettings(), signed)) as port:
            yield f"http://127.0.0.1:{port}"

    return served


@pytest.fixture
def key_of() -> Callable[..., access_keys.AccessKey]:
    """Makes an access key of a role in a store."""
    return lambda store, role, *names: store.write(
        lambda tx: access_keys.create(tx, role, names, int(time.time() * 1000))
    )


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; installs Debian's where that can be done without asking, else says what to do."""
    found = _installed_browser() or _install_chromium()
    if found is None:
        pytest.fail(
            "The tests of the review pages need Chromium, which was not found and could not be installed. "
            "On Debian and Ubuntu: apt install chromium. Without it: make test ARGS='--ignore tests/review/browser'",
            pytrace=False,
        )
    return found


def _installed_browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _install_chromium() -> str | None:
    """One process of the tests installs, the others wait for it: apt refuses a second one beside itself."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with (Path(tempfile.gettempdir()) / "onefold-tests-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _installed_browser():
            for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
                subprocess.run(["apt-get", *command], env=environment, capture_output=True, check=False)
        return _installed_browser()
