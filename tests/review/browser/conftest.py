"""A steward at a real browser: pages of a real server, with groups that a real job has found."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from onefold.jobs.worker import Worker
from onefold.review.session import COOKIE, Sessions
from onefold.store import judgements

AXE: Final = "4.14.1"
FLAGS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WAIT_MILLISECONDS: Final = 60_000
"""For anything to appear: a busy machine is no bug."""

JOHN: Final = (
    {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john.doe@example.com", "PhoneNumber": "555-010-0000"},
    {"FirstName": "Jhn", "LastName": "Doe", "MobilePhoneNumber": "+1-555-010-0000", "BirthDate": "1970-05-01"},
    {"FirstName": "J.", "LastName": "Doe", "EmailAddress": "JohnDoe@example.com", "PhoneNumber": "555 010 0000"},
)
SCRIPT: Final = "<script>document.title='run'</script>"
MARY: Final = (
    {"FirstName": "Mary", "LastName": SCRIPT, "EmailAddress": "mary@example.org", "PhoneNumber": "555-010-0199"},
    {"FirstName": "Mary", "LastName": SCRIPT, "EmailAddress": "mary@example.org", "BirthDate": "1980-01-31"},
)
LONG: Final = "Wolfeschlegelsteinhausenbergerdorff" * 6
LONGS: Final = (
    {"FirstName": LONG, "LastName": "Long", "EmailAddress": f"{LONG[:60]}@example.net", "PhoneNumber": "555-010-0142"},
    {"FirstName": LONG, "LastName": "Long", "EmailAddress": f"{LONG[:60]}@example.net", "BusinessName": LONG},
)
OTHERS: Final = tuple(
    {"FirstName": first, "LastName": last, "EmailAddress": f"{first}{number}@example.com".lower()}
    for number, (first, last) in enumerate([("Ann", "Lee"), ("Bob", "Ray"), ("Eve", "Orr"), ("Tim", "Fox")] * 3)
)


class Steward:
    """Somebody who has signed in. Fails a test at its end when the console or the page had an error."""

    def __init__(self, browser: Browser, site: str, store: Any, key: Any, **options: Any) -> None:
        self.site, self.store, self.key = site, store, key
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.context.set_default_timeout(WAIT_MILLISECONDS)
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.problems.append(said.text))

    def sign_in(self) -> Steward:
        self.page.goto(f"{self.site}/")
        self.page.get_by_label("Access key ID").fill(self.key.access_key_id)
        self.page.get_by_label("Secret access key").fill(self.key.secret)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/domains/demo")
        return self

    def be_signed_in(self) -> Steward:
        """As after `sign_in`, without its three pages, with a session that the server knows."""
        sessions = Sessions(self.store, True, time.time)
        session = sessions.sign_in(self.key.access_key_id, self.key.secret)
        assert session
        host = self.site.split("/")[2].partition(":")[0]
        cookie = {"name": COOKIE, "value": sessions.cookie(session), "domain": host, "path": "/review"}
        self.context.add_cookies([cookie])
        self.open("")
        return self

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.site}/domains/demo{path}")
        return self.page

    def group(self, name: str) -> Page:
        """Open the group of somebody of that name from the queue."""
        self.open("/queue?band=")
        self.page.locator(".groups a", has_text=name).first.click()
        self.page.wait_for_selector("#decide")
        return self.page

    def press(self, key: str) -> None:
        """Press a key, and wait for the page that it leads to."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser without a window; gone with this folder, as Playwright keeps an event loop running in this thread."""
    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def desk(review: Any, serve: Any, key_of: Any, browser: Browser) -> Iterator[Callable[..., Steward]]:
    """Signs in stewards, by role and options of the browser; all groups of the domain are in the band of review."""
    review.john, review.mary = review.people(*JOHN), review.people(*MARY)
    review.people(*LONGS, *OTHERS)
    review.demo("StartIdentityResolutionJob")
    assert Worker(review.store, review.demo.settings, review.demo.clock).run_next()
    review.demo("UpdateDomain", Matching={"Enabled": False})  # no job is due by the clock of the server
    review("PutBands", ReviewFrom=0.0, MergeFrom=1.0)
    with serve(review.store) as address:
        stewards = []

        def come(role: str = "review", signed_in: bool = True, **options: Any) -> Steward:
            steward = Steward(browser, f"{address}/review", review.store, key_of(review.store, role), **options)
            stewards.append(steward)
            return steward.be_signed_in() if signed_in else steward

        yield come
        for steward in stewards:
            steward.context.close()
        assert [problem for steward in stewards for problem in steward.problems] == []


@pytest.fixture
def said(review: Any) -> Callable[[], list[tuple[set[str], str]]]:
    """The judgements of the domain."""
    return lambda: [
        ({one.profile_id_a, one.profile_id_b}, one.judgement)
        for one in review.store.read(lambda tx: judgements.every(tx, review.domain_id))
    ]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core from npm, kept beside the packages of the environment."""
    folder = Path(sys.prefix) / f"axe-core-{AXE}"
    file = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.fail("The accessibility tests need npm, which fetches axe-core: install Node.js", pytrace=False)
        command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run([*command, f"axe-core@{AXE}"], check=True, capture_output=True)
    return file.read_text(encoding="utf-8")
